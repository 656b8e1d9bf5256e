//! A 64-bit checksum against damage, not against an attacker: whoever can write a segment can write its checksum.

const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// Multiplies and folds eight bytes at a time in four independent lanes, so that opening a large segment stays cheap.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    let mut lanes = [1_u64, 2, 3, 4].map(|seed| seed.wrapping_mul(MULTIPLIER));
    let (blocks, tail) = bytes.as_chunks::<32>();
    for block in blocks {
        let (words, _) = block.as_chunks::<8>();
        for (lane, word) in lanes.iter_mut().zip(words) {
            *lane = mix(*lane, u64::from_le_bytes(*word));
        }
    }
    let mut sum = lanes.into_iter().fold(bytes.len() as u64, mix);
    for &byte in tail {
        sum = mix(sum, u64::from(byte));
    }
    sum
}

fn mix(state: u64, word: u64) -> u64 {
    let product = (state ^ word).wrapping_mul(MULTIPLIER);
    product ^ (product >> 29)
}
