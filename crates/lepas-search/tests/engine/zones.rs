//! 1. Minutes that working days from 9 to 17 share, for twenty pairs of zones, in January and in July.
//! 2. Sharing is mutual, and a zone that is not known is unknown.

use lepas_search::{Hours, overlap_minutes};

/// 15 January and 15 July 2026.
const DAYS: [i32; 2] = [20_468, 20_649];

const PAIRS: [(&str, &str, [u16; 2]); 20] = [
    ("Asia/Jakarta", "Europe/Berlin", [120, 180]),
    ("Asia/Jakarta", "Europe/London", [60, 120]),
    ("Asia/Jakarta", "Asia/Makassar", [420, 420]),
    ("Asia/Jakarta", "Asia/Jayapura", [360, 360]),
    ("Asia/Jakarta", "Asia/Kolkata", [390, 390]),
    ("Asia/Jakarta", "Asia/Kathmandu", [405, 405]),
    ("Asia/Jakarta", "Asia/Tokyo", [360, 360]),
    ("Asia/Jakarta", "Australia/Sydney", [240, 300]),
    ("Asia/Jakarta", "Australia/Brisbane", [300, 300]),
    ("Asia/Jakarta", "Pacific/Auckland", [120, 180]),
    ("Asia/Jakarta", "Africa/Cairo", [180, 240]),
    ("Asia/Jakarta", "America/New_York", [0, 0]),
    ("Europe/Berlin", "America/New_York", [120, 120]),
    ("Europe/London", "America/New_York", [180, 180]),
    ("Europe/London", "America/Los_Angeles", [0, 0]),
    ("Europe/Berlin", "America/Sao_Paulo", [240, 180]),
    ("America/New_York", "America/Santiago", [360, 480]),
    ("America/Phoenix", "America/Los_Angeles", [420, 480]),
    ("Australia/Adelaide", "Asia/Singapore", [330, 390]),
    ("America/Los_Angeles", "Pacific/Auckland", [300, 180]),
];

#[test]
fn twenty_pairs_share_what_they_share() {
    for (one, other, minutes) in PAIRS {
        for (day, minutes) in DAYS.into_iter().zip(minutes) {
            let hours = |zone: &str| Hours { zone: zone.to_owned(), from: 540, to: 1_020, day };
            assert_eq!(overlap_minutes(&hours(one), other, (540, 1_020)), Some(minutes), "{one} and {other} on {day}");
            assert_eq!(overlap_minutes(&hours(other), one, (540, 1_020)), Some(minutes), "{other} and {one} on {day}");
        }
    }
    let hours = Hours { zone: "Asia/Jakarta".to_owned(), from: 540, to: 1_020, day: 0 };
    assert_eq!(overlap_minutes(&hours, "Mars/Olympus", (540, 1_020)), None);
}
