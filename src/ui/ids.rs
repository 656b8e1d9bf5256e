//! Ids that tie a label, a help text and an error to their control. Unique in this page, nothing more.

use std::sync::atomic::{AtomicU32, Ordering};

static NEXT: AtomicU32 = AtomicU32::new(1);

/// A fresh id such as `field-7`. `prefix` must be usable in an HTML id.
#[must_use]
pub fn unique_id(prefix: &str) -> String {
    format!("{prefix}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

#[cfg(test)]
mod tests {
    use super::unique_id;

    #[test]
    fn two_ids_with_one_prefix_differ() {
        assert_ne!(unique_id("field"), unique_id("field"));
    }
}
