//! The words that invite somebody to a job, and their place beside what is already being written.
//!
//! Owns the text only: it goes into the composer, and the person sends it, changes it or throws it away.

use lepas_api::{Locale, limits::MESSAGE_MAX};

use crate::i18n::{Key, fill, text};

/// An invitation in the language of the person who invites.
pub(super) fn words(locale: Locale, title: &str, address: &str) -> String {
    fill(text(locale, Key::MessagesStartInvitation), &[("title", title.trim()), ("address", address)])
}

/// The draft with the invitation after it. `None` leaves the draft as it is: it names the job already, or both together
/// would be too long for a message.
pub(super) fn beside(draft: &str, invitation: &str, address: &str) -> Option<String> {
    if draft.trim().is_empty() {
        return Some(invitation.to_owned());
    }
    if draft.split_whitespace().any(|word| word == address) {
        return None;
    }
    let both = [draft.trim_end(), "\n\n", invitation].concat();
    (both.chars().count() <= MESSAGE_MAX).then_some(both)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: &str = "https://lepas.example/jobs/hn-1";

    #[test]
    fn an_invitation_names_the_job_and_where_it_is_in_both_languages() {
        for locale in [Locale::Id, Locale::En] {
            let words = words(locale, " Desainer {address} ", ADDRESS);
            assert!(words.contains("“Desainer {address}”") && words.ends_with(ADDRESS), "{words}");
        }
    }

    #[test]
    fn what_was_being_written_stays_in_front_and_a_second_click_adds_nothing() {
        let words = words(Locale::En, "Packaging", ADDRESS);
        let first = beside("  ", &words, ADDRESS).unwrap();
        assert_eq!(first, words);
        assert_eq!(beside(&first, &words, ADDRESS), None);
        let both = beside("Apa kabar?\n", &words, ADDRESS).unwrap();
        assert_eq!(both, format!("Apa kabar?\n\n{words}"));
        let other = "Tentang https://lepas.example/jobs/hn-12";
        assert!(beside(other, &words, ADDRESS).is_some(), "another job with a longer id");
    }

    #[test]
    fn a_draft_that_leaves_no_room_is_kept_alone() {
        assert_eq!(beside(&"a".repeat(MESSAGE_MAX - 3), "Halo", ADDRESS), None);
        assert!(beside(&"a".repeat(MESSAGE_MAX - 6), "Halo", ADDRESS).is_some());
    }
}
