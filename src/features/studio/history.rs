//! Undo and redo of whole-document states.
//!
//! Owns the two stacks and which edits count as one step. Leaves keys and buttons to the page. States are cheap here:
//! a document is a few kilobytes of text.

use std::collections::VecDeque;

/// Steps that can be taken back.
pub const STEPS: usize = 200;
/// Edits of one field closer together than this are one step, in milliseconds.
const TOGETHER: f64 = 900.0;

/// States before and after the present one.
#[derive(Debug, Clone)]
pub struct History<T> {
    past: VecDeque<T>,
    future: Vec<T>,
    last: Option<(String, f64)>,
}

impl<T> Default for History<T> {
    fn default() -> Self {
        Self { past: VecDeque::new(), future: Vec::new(), last: None }
    }
}

impl<T: PartialEq> History<T> {
    /// Notes the state before an edit of `field` at `now` milliseconds. Typing in one field without a pause is one step.
    pub fn record(&mut self, before: T, field: &str, now: f64) {
        let continues = self.last.as_ref().is_some_and(|(held, at)| held == field && now - at < TOGETHER);
        self.last = Some((field.to_owned(), now));
        self.future.clear();
        if continues && !self.past.is_empty() {
            return;
        }
        self.past.push_back(before);
        if self.past.len() > STEPS {
            self.past.pop_front();
        }
    }

    /// The state before the last step; `present` can be had again with [`redo`](Self::redo).
    pub fn undo(&mut self, present: T) -> Option<T> {
        let before = self.past.pop_back()?;
        self.future.push(present);
        self.last = None;
        Some(before)
    }

    /// The state that the last undo took away.
    pub fn redo(&mut self, present: T) -> Option<T> {
        let after = self.future.pop()?;
        self.past.push_back(present);
        self.last = None;
        Some(after)
    }

    /// Whether there is something to take back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is something to bring back.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifty_steps_go_back_and_forth_to_the_same_states() {
        let mut history = History::default();
        let mut present = 0;
        for step in 0..60 {
            history.record(present, "name", f64::from(step) * 1_000.0);
            present = step + 1;
        }
        for expected in (0..60).rev() {
            present = history.undo(present).unwrap();
            assert_eq!(present, expected);
        }
        assert!(!history.can_undo());
        for expected in 1..=60 {
            present = history.redo(present).unwrap();
            assert_eq!(present, expected);
        }
        assert_eq!(history.redo(present), None);
    }

    #[test]
    fn typing_in_one_field_is_one_step_and_another_field_is_another() {
        let mut history = History::default();
        history.record("", "name", 0.0);
        history.record("S", "name", 200.0);
        history.record("Sa", "label", 300.0);
        assert_eq!(history.undo("Sa+"), Some("Sa"));
        assert_eq!(history.undo("Sa"), Some(""));
    }

    #[test]
    fn a_new_edit_ends_what_could_be_brought_back() {
        let mut history = History::default();
        history.record(1, "a", 0.0);
        assert_eq!(history.undo(2), Some(1));
        history.record(1, "a", 5_000.0);
        assert!(!history.can_redo());
    }

    #[test]
    fn an_edit_right_after_an_undo_is_a_step_of_its_own() {
        let mut history = History::default();
        history.record(0, "a", 0.0);
        history.record(1, "b", 100.0);
        assert_eq!(history.undo(2), Some(1));
        history.record(1, "b", 150.0);
        assert_eq!(history.undo(3), Some(1));
    }
}
