//! What the signs show, as path data of our own drawing: each mark fills a square of 24 units and
//! is scaled into the shape of its sign. `filled` is a surface whose holes follow the even-odd
//! rule, `drawn` are lines.

use Shape::{Chemical, Mandatory, Prohibition, Warning};

/// The shape that tells what kind of sign it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A triangle: take care.
    Warning,
    /// A disc: do this.
    Mandatory,
    /// A ring with a bar: never do this.
    Prohibition,
    /// A diamond: a hazard of a chemical, after GHS.
    Chemical,
}

/// What is drawn on a shape.
pub(super) struct Mark {
    pub(super) filled: &'static str,
    pub(super) drawn: &'static str,
}

/// A sign: its code, its shape and what it shows.
pub(super) struct Sign {
    pub(super) code: &'static str,
    pub(super) shape: Shape,
    pub(super) mark: &'static Mark,
}

const fn sign(code: &'static str, shape: Shape, mark: &'static Mark) -> Sign {
    Sign { code, shape, mark }
}

/// The signs that we have, by the codes of ISO 7010 and GHS.
pub(super) const SIGNS: &[Sign] = &[
    sign("W001", Warning, &EXCLAMATION),
    sign("W002", Warning, &EXPLOSION),
    sign("W003", Warning, &RADIATION),
    sign("W004", Warning, &LASER),
    sign("W009", Warning, &BIOHAZARD),
    sign("W010", Warning, &COLD),
    sign("W011", Warning, &SLIP),
    sign("W012", Warning, &ELECTRICITY),
    sign("W014", Warning, &VEHICLE),
    sign("W016", Warning, &SKULL),
    sign("W017", Warning, &HEAT),
    sign("W018", Warning, &AUTOMATIC_START),
    sign("W019", Warning, &CRUSHING),
    sign("W021", Warning, &FLAME),
    sign("W022", Warning, &BLADE),
    sign("W023", Warning, &CORROSION),
    sign("W024", Warning, &HAND_CRUSHING),
    sign("W028", Warning, &OXIDISING),
    sign("W029", Warning, &CYLINDER),
    sign("M002", Mandatory, &BOOK),
    sign("M003", Mandatory, &EAR_MUFFS),
    sign("M004", Mandatory, &GOGGLES),
    sign("M008", Mandatory, &BOOT),
    sign("M009", Mandatory, &HAND),
    sign("M010", Mandatory, &CLOTHING),
    sign("M011", Mandatory, &WASHING),
    sign("M013", Mandatory, &FACE_SHIELD),
    sign("M014", Mandatory, &HELMET),
    sign("M016", Mandatory, &MASK),
    sign("M017", Mandatory, &RESPIRATOR),
    sign("M021", Mandatory, &PLUG),
    sign("P001", Prohibition, &NOTHING),
    sign("P002", Prohibition, &CIGARETTE),
    sign("P003", Prohibition, &MATCH),
    sign("P004", Prohibition, &WALKER),
    sign("P010", Prohibition, &HAND),
    sign("P022", Prohibition, &FOOD),
    sign("GHS01", Chemical, &EXPLOSION),
    sign("GHS02", Chemical, &FLAME),
    sign("GHS03", Chemical, &OXIDISING),
    sign("GHS04", Chemical, &CYLINDER),
    sign("GHS05", Chemical, &CORROSION),
    sign("GHS06", Chemical, &SKULL),
    sign("GHS07", Chemical, &EXCLAMATION),
    sign("GHS08", Chemical, &HEALTH),
    sign("GHS09", Chemical, &ENVIRONMENT),
];

const NOTHING: Mark = Mark { filled: "", drawn: "" };

pub(super) const EXCLAMATION: Mark = Mark {
    filled: "M9.6 2h4.8l-1 13h-2.8ZM9.5 19.4a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0Z",
    drawn: "",
};

const EXPLOSION: Mark = Mark {
    filled: "M6 15.5a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z",
    drawn: "M13.5 11l1.2-2M18.60 6.60L20.40 6.60M17.49 4.47L18.52 3.00M15.11 4.16L14.50 2.47M13.49 5.93L11.75 5.46M17.67 8.59L18.83 9.97M3.66 13.53L1.73 13.02M3.86 18.10L1.98 18.78M11.00 23.10L11.00 25.10M17.58 19.30L19.31 20.30",
};

const RADIATION: Mark = Mark {
    filled: "M9.8 13a2.2 2.2 0 1 0 4.4 0a2.2 2.2 0 1 0 -4.4 0ZM15.40 13.00L23.00 13.00A11 11 0 0 0 17.50 3.47L13.70 10.06A3.4 3.4 0 0 1 15.40 13.00ZM10.30 10.06L6.50 3.47A11 11 0 0 0 1.00 13.00L8.60 13.00A3.4 3.4 0 0 1 10.30 10.06ZM10.30 15.94L6.50 22.53A11 11 0 0 0 17.50 22.53L13.70 15.94A3.4 3.4 0 0 1 10.30 15.94Z",
    drawn: "",
};

const LASER: Mark = Mark {
    filled: "M5.4 12a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0 -5.2 0Z",
    drawn: "M8 12h14.5M11.39 8.61L13.66 6.34M8.00 7.20L8.00 4.00M4.61 8.61L2.34 6.34M3.20 12.00L0.00 12.00M4.61 15.39L2.34 17.66M8.00 16.80L8.00 20.00M11.39 15.39L13.66 17.66",
};

const BIOHAZARD: Mark = Mark {
    filled: "M10.7 13a1.3 1.3 0 1 0 2.6 0a1.3 1.3 0 1 0 -2.6 0Z",
    drawn: "M15.57 4.59A4.8 4.8 0 1 1 8.43 4.59M2.93 14.12A4.8 4.8 0 1 1 6.50 20.30M17.50 20.30A4.8 4.8 0 1 1 21.07 14.12",
};

const COLD: Mark = Mark {
    filled: "",
    drawn: "M12 12L21.09 6.75M18.42 5.37L17.72 8.70L20.95 9.75M12 12L12.00 1.50M9.47 3.12L12.00 5.40L14.53 3.12M12 12L2.91 6.75M3.05 9.75L6.28 8.70L5.58 5.37M12 12L2.91 17.25M5.58 18.63L6.28 15.30L3.05 14.25M12 12L12.00 22.50M14.53 20.88L12.00 18.60L9.47 20.88M12 12L21.09 17.25M20.95 14.25L17.72 15.30L18.42 18.63",
};

const SLIP: Mark = Mark {
    filled: "M4.5 4.5a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0Z",
    drawn: "M8.5 9l4 6M12.5 15l5.5-2.5 4-4M12.5 15l2 4.5 5 .5M9.5 10.5 3 11.5M9.5 10l6-2.5M2 22.5h20",
};

const ELECTRICITY: Mark =
    Mark { filled: "M14.5 1 5 13.5h5.2L7.5 23 19 9.5h-5.8L17.5 1Z", drawn: "" };

const VEHICLE: Mark = Mark {
    filled: "M2 12h13v6H2ZM2.7 19.5a2.8 2.8 0 1 0 5.6 0a2.8 2.8 0 1 0 -5.6 0ZM9.7 19.5a2.8 2.8 0 1 0 5.6 0a2.8 2.8 0 1 0 -5.6 0Z",
    drawn: "M5 12V4.5h6l2.5 7.5M18 3v17.5h4.5",
};

const SKULL: Mark = Mark {
    filled: "M12 1a7.5 7.5 0 0 0-7.5 7.5c0 2.7 1.3 4.4 3.3 5.4V17h8.4v-3.1c2-1 3.3-2.7 3.3-5.4A7.5 7.5 0 0 0 12 1ZM7.3 9a1.9 1.9 0 1 0 3.8 0a1.9 1.9 0 1 0 -3.8 0ZM12.9 9a1.9 1.9 0 1 0 3.8 0a1.9 1.9 0 1 0 -3.8 0ZM12 11.5l-1.1 2.5h2.2Z",
    drawn: "M3.5 17.5l17 5M20.5 17.5l-17 5",
};

const HEAT: Mark = Mark {
    filled: "",
    drawn: "M6 17c-3-4 3-6 0-10.5-.8-1.5-.5-3 .5-4.5M12 17c-3-4 3-6 0-10.5-.8-1.5-.5-3 .5-4.5M18 17c-3-4 3-6 0-10.5-.8-1.5-.5-3 .5-4.5M3 21.5h18",
};

const AUTOMATIC_START: Mark = Mark {
    filled: "M18.5 1v7.5h-7.5ZM10 9.5l6.5 3.8-6.5 3.8Z",
    drawn: "M16.5 5.5A9 9 0 1 0 21 13",
};

const CRUSHING: Mark = Mark {
    filled: "M1.5 3h3v19h-3ZM19.5 3h3v19h-3ZM9.4 5.5a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0 -5.2 0Z",
    drawn: "M12 10v6.5M12 16.5 9.5 22M12 16.5l2.5 5.5M8.5 14.5v-3.5h7v3.5",
};

const FLAME: Mark = Mark {
    filled: "M12.6 1c.4 4.6 6.4 6.8 6.4 13.2a7 7 0 0 1-14 0c0-3.4 2.2-4.6 2.4-8.2 2 1 3 2.6 2.9 4.8 1.8-2.8 2.8-6 2.3-9.8Z",
    drawn: "M5 22.8h14",
};

const MATCH: Mark = Mark {
    filled: "M12.5 1c.3 2.8 4 4.2 4 8a4.5 4.5 0 0 1-9 0c0-2 1.3-2.8 1.5-5 1.3.6 1.9 1.6 1.8 3 1.1-1.7 1.8-3.7 1.7-6Z",
    drawn: "M12 12v10",
};

const BLADE: Mark = Mark {
    filled: "M2.5 13.5 18 2c3.5 3 3.5 7 .5 10L9 18ZM15.5 15.5c2.6 3.6 2.6 6.5 0 6.5s-2.6-2.9 0-6.5Z",
    drawn: "M8 18.5l-4.5 3.5",
};

const CORROSION: Mark = Mark {
    filled: "M9 6.5 20.5 1l1.8 3.6L10.8 10ZM9 11.5c1.9 2.9 1.9 4.8 0 4.8s-1.9-1.9 0-4.8ZM1.5 18.5h4.5c.5 2 5.5 2 6 0h10.5V23h-21Z",
    drawn: "M14.5 12.5v2",
};

const HAND_CRUSHING: Mark = Mark {
    filled: "M8 1h9v7H8ZM1.5 20.5h21V23h-21ZM1.5 12.5c4-.5 6-2.3 9.5-2.3h9.5a1.5 1.5 0 0 1 0 3h-5.5 6.5a1.5 1.5 0 0 1 0 3.2h-8c-2 1.8-5 2.6-7.5 2.6H1.5Z",
    drawn: "",
};

const OXIDISING: Mark = Mark {
    filled: "M12.5 .5c.3 3 4.5 4.5 4.5 8.5 0 1.3-.4 2.3-1 3a7.5 7.5 0 0 0-8 0c-.6-.7-1-1.7-1-2.8 0-2.2 1.5-3 1.6-5.4 1.3.7 2 1.7 1.9 3.2 1.3-1.9 2.2-4.2 2-6.5Z",
    drawn: "M7.4 17.4a4.6 4.6 0 1 0 9.2 0a4.6 4.6 0 1 0 -9.2 0Z",
};

const CYLINDER: Mark =
    Mark { filled: "M7 10.5a5 4.5 0 0 1 10 0V23H7ZM10.8 2.5h2.4v4h-2.4Z", drawn: "M8.5 2h7" };

const BOOK: Mark = Mark {
    filled: "M1.5 4.5c4-1.3 7.5-.8 9.7 1.2v15c-2.2-1.7-5.7-2-9.7-1ZM22.5 4.5c-4-1.3-7.5-.8-9.7 1.2v15c2.2-1.7 5.7-2 9.7-1Z",
    drawn: "",
};

const EAR_MUFFS: Mark = Mark {
    filled: "M6.4 13.5a5.6 5.6 0 1 0 11.2 0a5.6 5.6 0 1 0 -11.2 0ZM1.5 10h4v8h-4ZM18.5 10h4v8h-4Z",
    drawn: "M3.5 9.5a8.5 8 0 0 1 17 0",
};

const GOGGLES: Mark = Mark {
    filled: "M12 1.5c5 0 8 4 8 9.5s-3.2 11.5-8 11.5-8-6-8-11.5 3-9.5 8-9.5ZM4 8.5h16v1.2h-1v3.3a2 2 0 0 1-2 2h-2.5a2 2 0 0 1-2-1.8h-1a2 2 0 0 1-2 1.8H7a2 2 0 0 1-2-2V9.7H4ZM6.8 10h3.4v3H6.8ZM13.8 10h3.4v3h-3.4Z",
    drawn: "",
};

const BOOT: Mark =
    Mark { filled: "M6 1.5h8.5v10c3 2 8 2.5 8 6.5H6ZM6 19.7h16.5v2.8H6Z", drawn: "" };

const HAND: Mark = Mark {
    filled: "M6.6 10.5h12.3v5.5c0 2.6-1.2 4-2.4 5v2H8.8v-1.8c-1.4-1.2-2.2-2.7-2.2-5.2Z",
    drawn: "M7.8 12V5M11.2 11V2.5M14.6 11V3M17.9 12V5.5M7.5 18.5 3.5 13",
};

const CLOTHING: Mark = Mark {
    filled: "M8 1.5l4 3.5 4-3.5 6 4-2 6-3.2-1.2V23H7.2V10.3L4 11.5l-2-6ZM11.4 8h1.2v15h-1.2Z",
    drawn: "",
};

const FACE_SHIELD: Mark = Mark {
    filled: "M12 1.5c5 0 8 4 8 9.5s-3.2 11.5-8 11.5-8-6-8-11.5 3-9.5 8-9.5ZM5.5 7.5h13v7.5c0 3-2.9 5-6.5 5s-6.5-2-6.5-5ZM7.8 11a1.4 1.4 0 1 0 2.8 0a1.4 1.4 0 1 0 -2.8 0ZM13.4 11a1.4 1.4 0 1 0 2.8 0a1.4 1.4 0 1 0 -2.8 0ZM9.5 15.3h5v1.4h-5Z",
    drawn: "",
};

const HELMET: Mark = Mark {
    filled: "M3 12.5a9 10 0 0 1 18 0ZM1.5 13.8h21v2.5h-21ZM5.5 17.8h13c-.5 3.2-3 5.2-6.5 5.2s-6-2-6.5-5.2ZM11.2 4.5h1.6v6.5h-1.6Z",
    drawn: "",
};

const MASK: Mark = Mark {
    filled: "M12 1.5c5 0 8 4 8 9.5s-3.2 11.5-8 11.5-8-6-8-11.5 3-9.5 8-9.5ZM4.5 11.5c2.5.5 4.5-.5 6-2h3c1.5 1.5 3.5 2.5 6 2-.2 2-.8 4-1.7 5.5L15 20.5H9L6.2 17c-.9-1.5-1.5-3.5-1.7-5.5ZM8.5 13.5h7v1.2h-7ZM9 16.3h6v1.2H9ZM7.3 7.5a1.2 1.2 0 1 0 2.4 0a1.2 1.2 0 1 0 -2.4 0ZM14.3 7.5a1.2 1.2 0 1 0 2.4 0a1.2 1.2 0 1 0 -2.4 0Z",
    drawn: "",
};

const RESPIRATOR: Mark = Mark {
    filled: "M12 1.5c5 0 8 4 8 9.5s-3.2 11.5-8 11.5-8-6-8-11.5 3-9.5 8-9.5ZM5.5 5.5h13v5.5l-2.5 2h-8l-2.5-2ZM7.9 8.8a1.3 1.3 0 1 0 2.6 0a1.3 1.3 0 1 0 -2.6 0ZM13.5 8.8a1.3 1.3 0 1 0 2.6 0a1.3 1.3 0 1 0 -2.6 0ZM8 17a4 4 0 1 0 8 0a4 4 0 1 0 -8 0ZM9.5 17a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0Z",
    drawn: "",
};

const WASHING: Mark = Mark {
    filled: "M1.5 17.5h5l6-3c1.5-.5 2.5 1 1.3 2l-2 1.5h9.2a1.6 1.6 0 0 1 0 3.2h-8L10 23H1.5Z",
    drawn: "M3 3h8.5a4.5 4.5 0 0 1 4.5 4.5v1M7.5 3V1M16 11.5v1.5M12.5 11v1.5M19.5 11v1.5",
};

const PLUG: Mark = Mark {
    filled: "M5 7h8.5v10H5ZM13.5 8.8h4v2h-4ZM13.5 13.2h4v2h-4ZM20 5.5h3v13h-3Z",
    drawn: "M5 12H1.5",
};

const CIGARETTE: Mark = Mark {
    filled: "M1.5 14h13.5v4H1.5ZM16.2 14h2v4h-2ZM19.5 14h2v4h-2Z",
    drawn: "M20.5 11c0-4-4.5-2.5-4.5-6.5",
};

const WALKER: Mark = Mark {
    filled: "M10.4 3.5a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0 -5.2 0Z",
    drawn: "M12.5 8.5v6l3.5 3 1 5M12.5 14.5l-2 4.5-3.5 3.5M12.5 8.5l-3.5 2-1 4M12.5 8.5l3.5 3.5 3 .5",
};

const FOOD: Mark = Mark {
    filled: "M1.5 13a5.5 5 0 0 1 11 0ZM1.5 14.8h11v2h-11ZM1.5 18.5h11a3 3 0 0 1-3 3h-5a3 3 0 0 1-3-3ZM14.5 8.5h8.5l-1.3 13h-5.9Z",
    drawn: "M18 8.5l1.5-6",
};

const HEALTH: Mark = Mark {
    filled: "M8.1 4.8a3.9 3.9 0 1 0 7.8 0a3.9 3.9 0 1 0 -7.8 0ZM3.5 23v-6.5c0-4.5 3.5-7 8.5-7s8.5 2.5 8.5 7V23ZM12.00 10.30L10.95 14.48L6.80 13.30L9.90 16.30L6.80 19.30L10.95 18.12L12.00 22.30L13.05 18.12L17.20 19.30L14.10 16.30L17.20 13.30L13.05 14.48Z",
    drawn: "",
};

const ENVIRONMENT: Mark = Mark {
    filled: "M10 17.5c3-3.5 6.5-3.5 9 0l3.5-2.5v6L19 18.5c-2.5 3.5-6 3-9-1Z",
    drawn: "M6.5 22V6M6.5 13 2.5 8.5M6.5 10l4-4.5M6.5 7 5 2M1.5 22.5h9",
};
