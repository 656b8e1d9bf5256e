//! Which item the keyboard goes to next in a row or a list. Shared by tabs and menus.

/// Direction in which the items lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Axis {
    Horizontal,
    Vertical,
}

/// Index after `key`, turning round at the ends. `None` for keys that do not move.
pub(super) fn neighbour(key: &str, axis: Axis, current: Option<usize>, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    let (forward, back) = match axis {
        Axis::Horizontal => ("ArrowRight", "ArrowLeft"),
        Axis::Vertical => ("ArrowDown", "ArrowUp"),
    };
    match key {
        "Home" => Some(0),
        "End" => Some(last),
        _ if key == forward => Some(current.map_or(0, |current| if current >= last { 0 } else { current + 1 })),
        _ if key == back => Some(current.map_or(last, |current| current.checked_sub(1).unwrap_or(last))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Axis, neighbour};

    #[test]
    fn the_end_is_followed_by_the_beginning() {
        assert_eq!(neighbour("ArrowRight", Axis::Horizontal, Some(2), 3), Some(0));
        assert_eq!(neighbour("ArrowUp", Axis::Vertical, Some(0), 3), Some(2));
    }

    #[test]
    fn keys_of_the_other_axis_and_letters_do_not_move() {
        assert_eq!(neighbour("ArrowDown", Axis::Horizontal, Some(0), 3), None);
        assert_eq!(neighbour("a", Axis::Vertical, Some(0), 3), None);
    }

    #[test]
    fn an_empty_list_has_no_next() {
        assert_eq!(neighbour("Home", Axis::Vertical, None, 0), None);
    }
}
