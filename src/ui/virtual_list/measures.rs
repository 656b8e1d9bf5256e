//! Which rows of a long list are drawn, and where each stands. Knows no browser: it is told what is visible and how
//! high rows have turned out to be.

use std::{collections::HashMap, hash::Hash, sync::Arc};

use super::heights::Heights;

/// Never more rows than this in the page, plus the focused one.
const MOST_ROWS: usize = 58;
/// Rows are drawn this far beyond both edges of the window, in CSS pixels.
const MARGIN: f64 = 600.0;
/// Measured heights that are remembered; forgotten all at once beyond that.
const MOST_REMEMBERED: usize = 4000;

/// What the list knows about heights. Rebuilt when the items change, corrected when a row is measured.
pub(super) struct Measures<T> {
    items: Arc<Vec<T>>,
    heights: Heights,
    remembered: HashMap<T, f64>,
    estimate: f64,
}

impl<T: Clone + Eq + Hash> Measures<T> {
    /// Of no rows yet; `estimate` is the height of a row not seen, in CSS pixels.
    pub(super) fn new(estimate: f64) -> Self {
        Self { items: Arc::new(Vec::new()), heights: Heights::default(), remembered: HashMap::new(), estimate }
    }

    /// Makes the heights those of `items`. Costs nothing when they already are.
    pub(super) fn follow(&mut self, items: &Arc<Vec<T>>) {
        if !Arc::ptr_eq(&self.items, items) {
            self.items = Arc::clone(items);
            self.heights = Heights::new(items.len(), self.estimate);
        }
    }

    /// Rows to draw for the visible part `top..top + height`, in order; `kept` is one more that must be among them.
    pub(super) fn window(&mut self, top: f64, height: f64, kept: Option<&T>) -> Vec<(usize, T)> {
        if self.items.is_empty() {
            return Vec::new();
        }
        let from = self.heights.row_at(top - MARGIN);
        let to = self.heights.row_at(top + height + MARGIN).min(from + MOST_ROWS - 1);
        for row in from..=to {
            if let Some(&height) = self.remembered.get(&self.items[row]) {
                self.heights.set(row, height);
            }
        }
        let mut rows: Vec<(usize, T)> = (from..=to).map(|row| (row, self.items[row].clone())).collect();
        let kept = kept.and_then(|kept| self.items.iter().position(|item| item == kept));
        match kept {
            Some(row) if row < from => rows.insert(0, (row, self.items[row].clone())),
            Some(row) if row > to => rows.push((row, self.items[row].clone())),
            _ => {}
        }
        rows
    }

    /// Height of all rows together, in CSS pixels.
    pub(super) fn total(&self) -> f64 {
        self.heights.total()
    }

    /// Distance of a row from the start of the list.
    pub(super) fn start_of(&self, row: usize) -> f64 {
        self.heights.start_of(row)
    }

    /// The row at a distance from the start of the list.
    pub(super) fn row_at(&self, distance: f64) -> usize {
        self.heights.row_at(distance)
    }

    /// Takes a measured height over and returns by how much the row grew.
    pub(super) fn measured(&mut self, row: usize, height: f64) -> f64 {
        let Some(item) = self.items.get(row) else { return 0.0 };
        if self.remembered.len() >= MOST_REMEMBERED {
            self.remembered.clear();
        }
        self.remembered.insert(item.clone(), height);
        self.heights.set(row, height)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{MOST_ROWS, Measures};

    fn measures(count: u32) -> Measures<u32> {
        let items = Arc::new((0..count).collect::<Vec<_>>());
        let mut measures = Measures::new(150.0);
        measures.follow(&items);
        measures
    }

    fn rows(window: &[(usize, u32)]) -> Vec<usize> {
        window.iter().map(|(row, _)| *row).collect()
    }

    #[test]
    fn a_hundred_thousand_rows_keep_few_in_the_page() {
        let mut measures = measures(100_000);
        let window = measures.window(7_500_000.0, 900.0, None);
        assert!(window.len() <= 20, "{}", window.len());
        assert!(rows(&window).contains(&50_000));
    }

    #[test]
    fn very_low_rows_do_not_break_the_limit() {
        let mut measures = measures(1000);
        for row in 0..1000 {
            measures.measured(row, 4.0);
        }
        assert_eq!(measures.window(0.0, 900.0, None).len(), MOST_ROWS);
    }

    #[test]
    fn the_focused_row_stays_on_either_side() {
        let mut measures = measures(1000);
        assert_eq!(rows(&measures.window(75_000.0, 900.0, Some(&3)))[0], 3);
        assert_eq!(rows(&measures.window(0.0, 900.0, Some(&900))).last(), Some(&900));
    }

    #[test]
    fn a_focused_item_that_is_gone_is_not_drawn() {
        let mut measures = measures(10);
        assert!(!measures.window(0.0, 900.0, Some(&77)).iter().any(|(_, item)| *item == 77));
    }

    #[test]
    fn sorting_anew_keeps_the_heights_of_rows_that_were_seen() {
        let mut measures = measures(3);
        measures.measured(0, 400.0);
        measures.follow(&Arc::new(vec![2, 1, 0]));
        measures.window(0.0, 900.0, None);
        assert_eq!(measures.start_of(3) - measures.start_of(2), 400.0);
    }

    #[test]
    fn no_items_draw_no_rows() {
        assert!(measures(0).window(0.0, 900.0, None).is_empty());
    }
}
