//! Heights of all rows of a long list, with sums. A Fenwick tree: setting one height, the place of a row and the row
//! at a place each take a number of steps that grows with the logarithm of the number of rows. It holds only by how much
//! measured rows differ from the estimate, so that a list of a hundred thousand rows costs nothing to begin with.

use std::collections::HashMap;

/// Heights in CSS pixels. Rows that were never measured count with the estimate.
#[derive(Clone, Debug, Default)]
pub(super) struct Heights {
    count: usize,
    estimate: f64,
    /// By how much a row is higher than the estimate.
    rows: HashMap<u32, f64>,
    /// At `i`, by how much the `lowest_bit(i)` rows that end before row `i` are higher together. Place 0 is unused.
    tree: HashMap<u32, f64>,
}

fn lowest_bit(index: usize) -> usize {
    index & index.wrapping_neg()
}

impl Heights {
    /// `count` rows of the same estimated height.
    pub(super) fn new(count: usize, estimate: f64) -> Self {
        Self { count, estimate, ..Self::default() }
    }

    /// Sets the height of a row and returns by how much it grew. Rows that do not exist are left alone.
    pub(super) fn set(&mut self, row: usize, height: f64) -> f64 {
        if row >= self.count {
            return 0.0;
        }
        let higher = self.rows.entry(row as u32).or_default();
        let growth = height - self.estimate - *higher;
        if growth != 0.0 {
            *higher += growth;
            let mut index = row + 1;
            while index <= self.count {
                *self.tree.entry(index as u32).or_default() += growth;
                index += lowest_bit(index);
            }
        }
        growth
    }

    /// Height of the rows that a place of the tree stands for.
    fn sum_at(&self, index: usize) -> f64 {
        lowest_bit(index) as f64 * self.estimate + self.tree.get(&(index as u32)).copied().unwrap_or_default()
    }

    /// Distance of a row from the start of the list. Rows beyond the end begin at the end.
    pub(super) fn start_of(&self, row: usize) -> f64 {
        let mut index = row.min(self.count);
        let mut sum = 0.0;
        while index > 0 {
            sum += self.sum_at(index);
            index -= lowest_bit(index);
        }
        sum
    }

    /// Height of the whole list.
    pub(super) fn total(&self) -> f64 {
        self.start_of(self.count)
    }

    /// The row at a distance from the start: the first one before the list, the last one behind it.
    pub(super) fn row_at(&self, distance: f64) -> usize {
        let count = self.count;
        let mut step = if count == 0 { 0 } else { 1 << count.ilog2() };
        let (mut index, mut rest) = (0, distance.max(0.0));
        while step > 0 {
            let next = index + step;
            if next <= count && self.sum_at(next) <= rest {
                index = next;
                rest -= self.sum_at(next);
            }
            step /= 2;
        }
        index.min(count.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::Heights;

    #[test]
    fn sums_agree_with_adding_up_by_hand() {
        let mut heights = Heights::new(1000, 100.0);
        let mut plain = vec![100.0; 1000];
        // A fixed walk through the list, so that a failure can be repeated.
        for turn in 0..2000_usize {
            let row = turn * 7919 % 1000;
            let height = 20.0 + (turn * 31 % 300) as f64;
            heights.set(row, height);
            plain[row] = height;
        }
        for row in [0, 1, 2, 511, 512, 999] {
            let expected: f64 = plain[..row].iter().sum();
            assert!((heights.start_of(row) - expected).abs() < 1e-6);
            assert_eq!(heights.row_at(expected + 0.5), row);
        }
        assert!((heights.total() - plain.iter().sum::<f64>()).abs() < 1e-6);
    }

    #[test]
    fn places_outside_the_list_give_its_first_and_its_last_row() {
        let heights = Heights::new(100_000, 160.0);
        assert_eq!(heights.row_at(-5.0), 0);
        assert_eq!(heights.row_at(1e12), 99_999);
        assert_eq!(heights.row_at(160.0 * 5000.0), 5000);
    }

    #[test]
    fn a_list_without_rows_has_no_height_and_answers_anyway() {
        let mut heights = Heights::new(0, 160.0);
        assert_eq!((heights.total(), heights.row_at(10.0), heights.set(3, 9.0)), (0.0, 0, 0.0));
    }

    #[test]
    fn growth_is_reported() {
        let mut heights = Heights::new(3, 50.0);
        assert_eq!((heights.set(1, 80.0), heights.set(1, 80.0)), (30.0, 0.0));
    }
}
