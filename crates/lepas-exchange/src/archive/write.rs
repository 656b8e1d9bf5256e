//! Writing a ZIP of stored entries, piece by piece, so that large pictures need not be copied.

/// Collects the directory while the caller puts headers and bytes one after the other.
#[derive(Debug, Default)]
pub struct Writer {
    directory: Vec<u8>,
    count: u16,
    offset: u32,
}

/// 1980-01-01, the first day of the format: the same site gives the same archive.
const DAY: u16 = 0x21;
/// Names are UTF-8.
const UTF8: u16 = 1 << 11;

impl Writer {
    /// The header that stands before the bytes of a file. `None` when the archive would pass 65,534 files or 4 GB, which
    /// the plain format cannot say.
    #[must_use]
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Option<Vec<u8>> {
        let size = u32::try_from(bytes.len()).ok()?;
        let length = u16::try_from(name.len()).ok()?;
        let count = self.count.checked_add(1).filter(|count| *count < u16::MAX)?;
        let next = self.offset.checked_add(30)?.checked_add(u32::from(length))?.checked_add(size)?;
        let sum = crc32(bytes);
        let mut common = Vec::with_capacity(26);
        for half in [20, UTF8, 0, 0, DAY] {
            common.extend_from_slice(&half.to_le_bytes());
        }
        for whole in [sum, size, size] {
            common.extend_from_slice(&whole.to_le_bytes());
        }
        common.extend_from_slice(&length.to_le_bytes());
        common.extend_from_slice(&0_u16.to_le_bytes());

        let mut header = b"PK\x03\x04".to_vec();
        header.extend_from_slice(&common);
        header.extend_from_slice(name.as_bytes());

        self.directory.extend_from_slice(b"PK\x01\x02");
        self.directory.extend_from_slice(&20_u16.to_le_bytes());
        self.directory.extend_from_slice(&common);
        // No comment, first disk, no attributes.
        self.directory.extend_from_slice(&[0; 10]);
        self.directory.extend_from_slice(&self.offset.to_le_bytes());
        self.directory.extend_from_slice(name.as_bytes());
        (self.count, self.offset) = (count, next);
        Some(header)
    }

    /// What stands behind the last file.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        let mut end = self.directory;
        let size = u32::try_from(end.len()).unwrap_or(u32::MAX);
        end.extend_from_slice(b"PK\x05\x06\0\0\0\0");
        end.extend_from_slice(&self.count.to_le_bytes());
        end.extend_from_slice(&self.count.to_le_bytes());
        end.extend_from_slice(&size.to_le_bytes());
        end.extend_from_slice(&self.offset.to_le_bytes());
        end.extend_from_slice(&[0; 2]);
        end
    }
}

/// CRC-32 as ZIP wants it (reflected 0x04C11DB7).
fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = table();
    let sum = bytes.iter().fold(u32::MAX, |sum, byte| TABLE[((sum ^ u32::from(*byte)) & 255) as usize] ^ (sum >> 8));
    !sum
}

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 256 {
        let mut sum = index as u32;
        let mut bit = 0;
        while bit < 8 {
            sum = if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 };
            bit += 1;
        }
        table[index] = sum;
        index += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_sum_is_that_of_the_format() {
        assert_eq!(super::crc32(b"123456789"), 0xCBF4_3926);
    }
}
