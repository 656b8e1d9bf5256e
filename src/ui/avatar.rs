//! Faces and signs: round for people, square for organisations; initials where there is no picture.

use leptos::prelude::*;

/// Edge of an avatar: 26, 36, 52 or 96 px.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AvatarSize {
    /// In a line of text.
    Small,
    /// In a row of a list.
    #[default]
    Medium,
    /// At the head of something.
    Large,
    /// On a profile.
    Huge,
}

impl AvatarSize {
    fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Small => Some("sm"),
            Self::Medium => None,
            Self::Large => Some("lg"),
            Self::Huge => Some("xl"),
        }
    }

    fn pixels(self) -> u32 {
        match self {
            Self::Small => 26,
            Self::Medium => 36,
            Self::Large => 52,
            Self::Huge => 96,
        }
    }
}

/// A decorative picture or initials: the name stands beside it, so it is hidden from assistive technology.
///
/// | prop | meaning |
/// | --- | --- |
/// | `name` | source of initials and of their colour |
/// | `image` | address of a picture |
/// | `organisation` | square |
/// | `size` | see [`AvatarSize`] |
#[component]
pub fn Avatar(
    #[prop(into)] name: String,
    #[prop(into, default = None)] image: Option<String>,
    #[prop(optional)] organisation: bool,
    #[prop(optional)] size: AvatarSize,
) -> impl IntoView {
    let kind = organisation.then_some("org");
    match image {
        Some(address) => view! {
            <img
                class="lp-avatar"
                data-kind=kind
                data-size=size.attribute()
                src=address
                alt=""
                width=size.pixels()
                height=size.pixels()
                loading="lazy"
            />
        }
        .into_any(),
        None => view! {
            <span
                class="lp-avatar"
                data-kind=kind
                data-size=size.attribute()
                data-tone=tone(&name)
                aria-hidden="true"
            >
                {initials(&name)}
            </span>
        }
        .into_any(),
    }
}

/// First letters of the first two words, in capitals.
fn initials(name: &str) -> String {
    name.split_whitespace()
        .filter_map(|word| word.chars().find(|character| character.is_alphanumeric()))
        .take(2)
        .flat_map(char::to_uppercase)
        .collect()
}

/// The same name has the same colour everywhere.
fn tone(name: &str) -> Option<&'static str> {
    let sum = name.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    [None, Some("kunyit"), Some("pandan")][(sum % 3) as usize]
}

#[cfg(test)]
mod tests {
    use super::{initials, tone};

    #[test]
    fn initials_are_the_first_letters_of_two_words() {
        assert_eq!(initials("sari kemasan indah"), "SK");
        assert_eq!(initials("“Émile”"), "É");
        assert_eq!(initials(" \t"), "");
    }

    #[test]
    fn a_name_keeps_its_colour() {
        assert_eq!(tone("Kopi Contoh"), tone("Kopi Contoh"));
    }
}
