//! Rules: what a document should be. Each is a pure function from a `Subject` to findings; the
//! table [`RULES`] is all that the rest knows of them.
//!
//! | module | about |
//! |---|---|
//! | `subject` | what every rule is given: the blocks in a row, with their places and prose |
//! | `silence` | which findings an author does not want to see |
//! | `fix` | applies safe edits until nothing changes any more |
//! | `control`, `sections`, `hazards`, `numbers`, `text`, `media`, `foreign` | the rules |

mod control;
mod fix;
mod foreign;
mod hazards;
mod kinds;
mod media;
mod numbers;
mod sections;
mod silence;
mod subject;
mod text;

pub use fix::{Fixed, fix};

use crate::date::Date;
use crate::diagnostic::{self, Diagnostic, Fix, Severity};
use crate::document::Document;
use crate::span::Span;
use subject::Subject;

/// Which rules a document is checked by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// What is wrong in any document.
    #[default]
    Basic,
    /// Procedures after EPA QA/G-6.
    Epa,
    /// Procedures after ISO 9001.
    Iso9001,
    /// Runbooks of people who keep systems running.
    Ops,
}

impl Profile {
    /// All profiles.
    pub const ALL: [Self; 4] = [Self::Basic, Self::Epa, Self::Iso9001, Self::Ops];

    /// Returns the name in sources and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Epa => "epa",
            Self::Iso9001 => "iso9001",
            Self::Ops => "ops",
        }
    }

    /// Finds a profile by its name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.name() == name)
    }
}

/// What a check depends on besides the document.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings {
    /// The day on which it is checked, for rules about dates.
    pub today: Option<Date>,
    /// The profile in place of the document's own.
    pub profile: Option<Profile>,
}

/// A rule, or a finding of the parser that is not made here.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The code of its findings.
    pub id: &'static str,
    /// How bad they are.
    pub severity: Severity,
    /// Where it is applied.
    pub profiles: &'static [Profile],
    /// What it finds, in one line.
    pub about: &'static str,
    /// Whether a document may silence it. Without structure nothing else is worth reading.
    pub can_be_silenced: bool,
    check: Option<Check>,
}

impl Rule {
    /// Whether the rule is applied here, and not by the parser.
    pub fn is_applied_here(&self) -> bool {
        self.check.is_some()
    }
}

type Check = fn(&Subject<'_>, &mut Vec<Found>);

/// What a rule finds; the table knows its code and severity.
struct Found {
    span: Span,
    message: String,
    hint: Option<String>,
    fix: Option<Fix>,
}

impl Found {
    fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), hint: None, fix: None }
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

const EVERY: &[Profile] = &Profile::ALL;
const CONTROLLED: &[Profile] = &[Profile::Epa, Profile::Iso9001];
const NOT_BASIC: &[Profile] = &[Profile::Epa, Profile::Iso9001, Profile::Ops];

const fn rule(
    id: &'static str,
    profiles: &'static [Profile],
    about: &'static str,
    check: Check,
) -> Rule {
    let severity = Severity::Warning;
    Rule { id, severity, profiles, about, can_be_silenced: true, check: Some(check) }
}

const fn parsed(id: &'static str, severity: Severity, about: &'static str) -> Rule {
    Rule { id, severity, profiles: EVERY, about, can_be_silenced: true, check: None }
}

const fn structure(id: &'static str, about: &'static str) -> Rule {
    let severity = Severity::Error;
    Rule { id, severity, profiles: EVERY, about, can_be_silenced: false, check: None }
}

/// All rules.
#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    structure("unclosed-container", "an opening line has no `:::` of its own"),
    structure("bad-front-matter", "the front matter cannot be read"),
    structure("duplicate-id", "two blocks have the same id"),
    structure("unknown-reference", "nothing has the id that is referred to"),
    parsed("missing-media", Severity::Error, "there is no file at a path"),
    parsed("no-address", Severity::Error, "an attachment, an inclusion or a picture names no file"),
    parsed("missing-include", Severity::Error, "a file or part that is included is not there"),
    parsed("include-cycle", Severity::Error, "files include each other"),
    parsed("outside-folder", Severity::Error, "a file that is included is not below the folder of the document"),
    parsed("unknown-part", Severity::Error, "a file that is included has no such part"),
    parsed("stray-fence", Severity::Warning, "a closing line closes nothing"),
    parsed("unknown-container", Severity::Warning, "the name of a container is not known"),
    parsed("unknown-directive", Severity::Info, "the name of a directive is not known"),
    parsed("unknown-attribute", Severity::Info, "an attribute is not known where it stands"),
    parsed("unknown-element", Severity::Info, "HTML has no such element"),
    parsed("unknown-key", Severity::Info, "a key of the front matter is not known"),
    parsed("unknown-level", Severity::Warning, "the level of a hazard is not known"),
    parsed("unknown-numbering", Severity::Warning, "a way of numbering is not known"),
    parsed("unknown-status", Severity::Warning, "the status is not known"),
    parsed("unknown-type", Severity::Warning, "the type of a record is not known"),
    parsed("duplicate-key", Severity::Warning, "a key of the front matter is there twice"),
    parsed("no-steps", Severity::Warning, "there are no steps in `:::steps`"),
    parsed("not-a-step", Severity::Warning, "a reference to a step leads to something else"),
    parsed("dead-link", Severity::Warning, "a link into the document leads nowhere"),
    parsed("unsafe-link", Severity::Warning, "the address of a link was left out for safety"),
    parsed("unsafe-image", Severity::Warning, "the address of a picture was left out for safety"),
    parsed("removed-html", Severity::Warning, "raw HTML was left out for safety"),
    parsed("bad-math", Severity::Warning, "a formula cannot be read"),
    parsed("too-deep", Severity::Warning, "blocks are nested deeper than is shown"),
    parsed("too-many-findings", Severity::Info, "there are more findings than are listed"),
    rule("unknown-rule", EVERY, "`allow` names a rule that does not exist", silence::unknown_rule),
    rule("unknown-profile", EVERY, "`profile` is none that exists", control::unknown_profile),
    rule("bad-date", EVERY, "a date is not written as 2026-11-02, or no calendar has it", control::bad_date),
    rule("review-overdue", EVERY, "the date of review is past", control::review_overdue),
    rule("effective-before-approval", EVERY, "it takes effect before the last approval", control::effective_before_approval),
    rule("revision-mismatch", EVERY, "the newest row of the history is another revision", control::revision_mismatch),
    rule("no-approvals", CONTROLLED, "it is effective and nobody approved it", control::no_approvals),
    rule("author-approves", CONTROLLED, "an author approves the document", control::author_approves),
    rule("missing-section", NOT_BASIC, "a section that the profile requires is not there", sections::missing_section),
    rule("empty-section", EVERY, "a section is empty, and `na` does not say why", sections::empty_section),
    rule("heading-jump", EVERY, "a heading leaves out a level", sections::heading_jump),
    rule("late-hazard", EVERY, "a hazard stands after the step that it is for", hazards::late_hazard),
    rule("action-in-hazard", EVERY, "a hazard has numbered steps or check boxes in it", hazards::action_in_hazard),
    rule("no-avoidance", EVERY, "a hazard does not say how to avoid it", hazards::no_avoidance),
    rule("broken-alert", EVERY, "the tag of an alert is misspelt, so it is shown as text", hazards::broken_alert),
    rule("typed-number", EVERY, "the typed numbers of a list are not those that are shown", numbers::typed_number),
    rule("typed-reference", EVERY, "the number of a step is typed by hand", numbers::typed_reference),
    rule("several-actions", CONTROLLED, "a step has more than one action", text::several_actions),
    rule("undefined-acronym", CONTROLLED, "an acronym is nowhere explained", text::undefined_acronym),
    rule("unfilled-placeholder", EVERY, "a placeholder has no value", text::unfilled_placeholder),
    rule("todo", EVERY, "something is left to be written", text::todo),
    rule("foreign-syntax", EVERY, "syntax of another tool is shown as it stands", foreign::foreign_syntax),
    rule("no-alt", EVERY, "a picture has no text for those who do not see it", media::no_alt),
];

/// Finds a rule by its id.
pub fn named(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

/// Returns all findings about a document, those of the parser and those that the caller has found
/// `besides` included, without the silenced ones, in the order of the source.
pub fn check(
    document: &Document,
    source: &str,
    settings: &Settings,
    besides: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let subject = Subject::of(document, source, settings);
    let mut findings = document.diagnostics().to_vec();
    findings.extend(besides);
    for rule in RULES.iter().filter(|rule| rule.profiles.contains(&subject.profile)) {
        let mut found = Vec::new();
        if let Some(check) = rule.check {
            check(&subject, &mut found);
        }
        findings.extend(found.into_iter().map(|found| with_code(rule, found)));
    }
    silence::apply(&subject, &mut findings);
    diagnostic::settle(&mut findings);
    findings
}

fn with_code(rule: &Rule, found: Found) -> Diagnostic {
    let Found { span, message, hint, fix } = found;
    Diagnostic { severity: rule.severity, code: rule.id, span, message, hint, fix }
}
