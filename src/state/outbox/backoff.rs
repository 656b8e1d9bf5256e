//! How long to wait after a failed try. Owns the arithmetic; leaves the dice and the clock to the caller.

/// First wait.
pub const SHORTEST_MS: u64 = 500;
/// Longest wait.
pub const LONGEST_MS: u64 = 30_000;

/// The wait before try number `tries + 1`, in milliseconds: doubling from half a second to half a minute, of which the
/// upper half is left to chance so that many clients do not come back in step.
///
/// `dice` is in `0.0..1.0`; anything outside is held inside.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 500 and 30,000"
)]
pub fn wait_ms(tries: u32, dice: f64) -> u64 {
    let ceiling = SHORTEST_MS.saturating_mul(1 << tries.min(16)).min(LONGEST_MS);
    let dice = if dice.is_finite() { dice.clamp(0.0, 1.0) } else { 0.5 };
    let wait = (ceiling as f64 * (0.5 + dice / 2.0)) as u64;
    wait.clamp(SHORTEST_MS, LONGEST_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_stay_between_half_a_second_and_half_a_minute() {
        for dice in [-1.0, 0.0, 0.3, 0.999, 2.0, f64::NAN] {
            let waits: Vec<u64> = (0..40).map(|tries| wait_ms(tries, dice)).collect();
            assert!(waits.iter().all(|wait| (SHORTEST_MS..=LONGEST_MS).contains(wait)), "{waits:?}");
            assert!(waits.is_sorted(), "{waits:?}");
        }
        assert!(wait_ms(40, 0.0) >= LONGEST_MS / 2);
    }

    #[test]
    fn chance_spreads_the_clients() {
        assert_ne!(wait_ms(4, 0.1), wait_ms(4, 0.9));
    }
}
