//! The words that a page shows and its author did not write, in the language of the document.
//!
//! A language is one file with one constant. What a document says of its language is matched by
//! its primary subtag (RFC 5646 §2.2.1); English stands in for languages that are not here.

mod arabic;
mod chinese;
mod dutch;
mod english;
mod french;
mod german;
mod italian;
mod japanese;
mod portuguese;
mod spanish;

/// The words of one language.
///
/// Labels stand alone and begin as the language begins them; the words of [`Words::step`] to
/// [`Words::table`] stand in front of a number, in the middle of a sentence.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Words {
    /// The primary subtag of the language.
    pub(crate) language: &'static str,

    /// What stands between a label and what it says.
    pub(crate) colon: &'static str,
    /// What stands between the items of a list on one line.
    pub(crate) comma: &'static str,

    // In front of a number; `{}` is the number.
    pub(crate) step: &'static str,
    pub(crate) steps: &'static str,
    pub(crate) section: &'static str,
    pub(crate) figure: &'static str,
    pub(crate) table: &'static str,

    // Labels of the front matter.
    pub(crate) document: &'static str,
    pub(crate) revision: &'static str,
    pub(crate) status: &'static str,
    pub(crate) effective_date: &'static str,
    pub(crate) issued_date: &'static str,
    pub(crate) withdrawn_date: &'static str,
    pub(crate) review_due: &'static str,
    pub(crate) level_of_use: &'static str,
    pub(crate) owner: &'static str,
    pub(crate) department: &'static str,
    pub(crate) organization: &'static str,
    pub(crate) authors: &'static str,
    pub(crate) classification: &'static str,
    pub(crate) distribution: &'static str,
    pub(crate) supersedes: &'static str,
    pub(crate) depends_on: &'static str,
    pub(crate) applies_to: &'static str,
    pub(crate) tags: &'static str,

    // States of an SOP.
    pub(crate) draft: &'static str,
    pub(crate) in_review: &'static str,
    pub(crate) approved: &'static str,
    pub(crate) effective: &'static str,
    pub(crate) superseded: &'static str,
    pub(crate) withdrawn: &'static str,

    // Approvals and revisions.
    pub(crate) approvals: &'static str,
    pub(crate) revisions: &'static str,
    pub(crate) approvals_and_revisions: &'static str,
    pub(crate) role: &'static str,
    pub(crate) name: &'static str,
    pub(crate) meaning: &'static str,
    pub(crate) date: &'static str,
    pub(crate) signature: &'static str,
    pub(crate) by: &'static str,
    pub(crate) change: &'static str,
    pub(crate) sections: &'static str,
    pub(crate) category: &'static str,
    pub(crate) safety: &'static str,
    pub(crate) instructions: &'static str,
    pub(crate) clarification: &'static str,
    pub(crate) media: &'static str,
    pub(crate) administrative: &'static str,
    pub(crate) reason: &'static str,

    // Signal words, and what a hazard says.
    pub(crate) danger: &'static str,
    pub(crate) warning: &'static str,
    pub(crate) caution: &'static str,
    pub(crate) notice: &'static str,
    pub(crate) consequence: &'static str,
    pub(crate) avoid: &'static str,

    // Admonitions.
    pub(crate) note: &'static str,
    pub(crate) tip: &'static str,
    pub(crate) important: &'static str,
    pub(crate) success: &'static str,
    pub(crate) info: &'static str,

    // What a step says of itself.
    pub(crate) who: &'static str,
    pub(crate) when: &'static str,
    pub(crate) time: &'static str,
    pub(crate) critical: &'static str,
    pub(crate) hold: &'static str,
    pub(crate) optional: &'static str,
    pub(crate) expect: &'static str,
    pub(crate) repeat: &'static str,
    pub(crate) conditional: &'static str,
    pub(crate) one_of: &'static str,
    pub(crate) timed: &'static str,

    // Titles of containers.
    pub(crate) decision: &'static str,
    pub(crate) materials: &'static str,
    pub(crate) reagents: &'static str,
    pub(crate) equipment: &'static str,
    pub(crate) ppe: &'static str,
    pub(crate) definitions: &'static str,
    pub(crate) responsibilities: &'static str,
    pub(crate) issue: &'static str,
    pub(crate) cause: &'static str,
    pub(crate) solution: &'static str,
    pub(crate) severity: &'static str,
    pub(crate) references: &'static str,
    pub(crate) attachment: &'static str,
    pub(crate) sign_off: &'static str,
    pub(crate) tabs: &'static str,

    // What is made from the rest.
    pub(crate) contents: &'static str,
    pub(crate) hazards: &'static str,
    pub(crate) records: &'static str,
    pub(crate) nothing: &'static str,
    pub(crate) not_applicable: &'static str,

    // Records.
    pub(crate) record: &'static str,
    pub(crate) limits: &'static str,
    pub(crate) at_least: &'static str,
    pub(crate) at_most: &'static str,
    pub(crate) choose: &'static str,

    // Pictures and links.
    pub(crate) picture_not_found: &'static str,
    pub(crate) picture_not_shown: &'static str,
    pub(crate) file_not_found: &'static str,
    pub(crate) back_to_reference: &'static str,
    pub(crate) table_label: &'static str,
    pub(crate) footnotes: &'static str,

    // The printed page.
    pub(crate) page_of: &'static str,
    pub(crate) uncontrolled: &'static str,
}

/// All languages, English first.
const ALL: &[&Words] = &[
    &english::WORDS,
    &arabic::WORDS,
    &chinese::WORDS,
    &dutch::WORDS,
    &french::WORDS,
    &german::WORDS,
    &italian::WORDS,
    &japanese::WORDS,
    &portuguese::WORDS,
    &spanish::WORDS,
];

/// Returns the words of a language, such as `en`, `zh-Hans` or `de-AT`.
pub(crate) fn of(language: Option<&str>) -> &'static Words {
    let primary = language.and_then(|tag| tag.split('-').next()).unwrap_or_default();
    let found = ALL.iter().find(|words| words.language.eq_ignore_ascii_case(primary));
    found.unwrap_or(&ALL[0])
}

/// Puts a number in its place in a text such as "step {}".
pub(crate) fn numbered(pattern: &str, number: &str) -> String {
    pattern.replacen("{}", number, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_found_by_their_primary_subtag() {
        assert_eq!(of(Some("zh-Hans")).step, chinese::WORDS.step);
        assert_eq!(of(Some("DE-at")).step, german::WORDS.step);
        assert_eq!(of(Some("xx")), &english::WORDS);
        assert_eq!(of(None), &english::WORDS);
    }

    #[test]
    fn patterns_have_a_place_for_their_number() {
        for words in ALL {
            let patterns = [words.step, words.steps, words.section, words.figure, words.table];
            let limits = [words.at_least, words.at_most, words.back_to_reference];
            for pattern in patterns.into_iter().chain(limits) {
                assert_eq!(pattern.matches("{}").count(), 1, "{pattern} in {}", words.language);
            }
        }
    }
}
