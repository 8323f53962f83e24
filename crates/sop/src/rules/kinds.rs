//! What a section is for: its attribute `kind`, or a usual heading.

use super::Profile;

/// Usual headings in English, German, French, Spanish, Dutch and Chinese, in lower case.
const HEADINGS: &[(&str, &[&str])] = &[
    (
        "purpose",
        &[
            "purpose",
            "objective",
            "objectives",
            "aim",
            "introduction",
            "overview",
            "summary",
            "goal",
            "zweck",
            "ziel",
            "einleitung",
            "objet",
            "objectif",
            "but",
            "objetivo",
            "propósito",
            "doel",
            "inleiding",
            "onderwerp",
            "目的",
            "概述",
        ],
    ),
    (
        "scope",
        &[
            "scope",
            "application",
            "applicability",
            "geltungsbereich",
            "anwendungsbereich",
            "domaine d'application",
            "champ d'application",
            "alcance",
            "ámbito",
            "toepassingsgebied",
            "reikwijdte",
            "范围",
            "适用范围",
        ],
    ),
    (
        "definitions",
        &[
            "definitions",
            "terms",
            "terminology",
            "glossary",
            "abbreviations",
            "acronyms",
            "begriffe",
            "definitionen",
            "abkürzungen",
            "définitions",
            "glossaire",
            "definiciones",
            "definities",
            "begrippen",
            "afkortingen",
            "定义",
            "术语",
        ],
    ),
    (
        "responsibilities",
        &[
            "responsibilities",
            "responsibility",
            "roles",
            "personnel",
            "verantwortung",
            "verantwortlichkeiten",
            "zuständigkeiten",
            "responsabilités",
            "responsabilidades",
            "verantwoordelijkheden",
            "职责",
            "责任",
        ],
    ),
    (
        "materials",
        &[
            "materials",
            "equipment",
            "supplies",
            "reagents",
            "apparatus",
            "tools",
            "material",
            "geräte",
            "ausrüstung",
            "matériel",
            "équipement",
            "materiales",
            "equipos",
            "benodigdheden",
            "materiaal",
            "材料",
            "设备",
            "工具",
        ],
    ),
    (
        "safety",
        &[
            "safety",
            "hazards",
            "warnings",
            "precautions",
            "ppe",
            "cautions",
            "sicherheit",
            "arbeitsschutz",
            "sécurité",
            "seguridad",
            "veiligheid",
            "安全",
        ],
    ),
    (
        "procedure",
        &[
            "procedure",
            "procedures",
            "method",
            "methods",
            "steps",
            "protocol",
            "instructions",
            "process",
            "work instruction",
            "durchführung",
            "vorgehen",
            "verfahren",
            "ablauf",
            "procédure",
            "mode opératoire",
            "procedimiento",
            "werkwijze",
            "uitvoering",
            "程序",
            "步骤",
            "流程",
            "操作步骤",
        ],
    ),
    (
        "records",
        &[
            "records",
            "documentation",
            "data",
            "aufzeichnungen",
            "dokumentation",
            "enregistrements",
            "registros",
            "registratie",
            "记录",
        ],
    ),
    (
        "quality",
        &[
            "quality",
            "qc",
            "qa",
            "qualität",
            "qualitätskontrolle",
            "qualité",
            "calidad",
            "kwaliteit",
            "kwaliteitszorg",
            "质量",
        ],
    ),
    (
        "references",
        &[
            "references",
            "literature",
            "bibliography",
            "related documents",
            "referenzen",
            "literatur",
            "mitgeltende unterlagen",
            "références",
            "referencias",
            "referenties",
            "参考",
            "参考文献",
            "引用文件",
        ],
    ),
    (
        "attachments",
        &[
            "attachments",
            "appendix",
            "appendices",
            "annex",
            "anlagen",
            "anhang",
            "annexes",
            "anexos",
            "bijlagen",
            "附件",
            "附录",
        ],
    ),
    (
        "revisions",
        &[
            "revision history",
            "revisions",
            "change log",
            "changes",
            "history",
            "änderungen",
            "änderungshistorie",
            "historique",
            "historial",
            "wijzigingen",
            "修订历史",
            "变更记录",
        ],
    ),
];

/// Returns what a heading says that its section is for. A heading of several words counts if it
/// has a usual one among them; there may be more than one.
pub(super) fn of_heading(heading: &str) -> Vec<&'static str> {
    let heading = heading.to_lowercase();
    let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphabetic() || !c.is_ascii());
    let has = |usual: &str| {
        heading.match_indices(usual).any(|(start, _)| {
            let (before, after) = (&heading[..start], &heading[start + usual.len()..]);
            is_apart(before.chars().next_back()) && is_apart(after.chars().next())
        })
    };
    HEADINGS
        .iter()
        .filter(|(_, usual)| usual.iter().any(|usual| has(usual)))
        .map(|(kind, _)| *kind)
        .collect()
}

/// Returns the sections that a profile requires.
pub(super) fn required(profile: Profile) -> &'static [&'static str] {
    match profile {
        Profile::Basic => &[],
        Profile::Epa => &[
            "purpose",
            "scope",
            "definitions",
            "safety",
            "responsibilities",
            "materials",
            "procedure",
            "records",
            "quality",
            "references",
        ],
        Profile::Iso9001 => &["purpose", "scope", "responsibilities", "procedure", "records"],
        Profile::Ops => &["purpose", "procedure"],
    }
}
