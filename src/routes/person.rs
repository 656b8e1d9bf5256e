//! Reading whom somebody means: a handle, or an address that carries one.

use lepas_api::{Handle, Rule};

/// The name in the address of a page, or that whole address, as cards and badges give it.
///
/// # Errors
/// The rule that a handle breaks.
pub fn read(text: &str) -> Result<Handle, Rule> {
    let text = text.trim();
    let from_page = text.split_once("/u/").map(|(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or_default());
    from_page.unwrap_or(text).trim_start_matches('@').to_lowercase().parse()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_named_by_their_handle_or_by_the_address_of_their_page() {
        for named in [
            " sari-kemasan ",
            "@Sari-Kemasan",
            "https://lepas.example/u/sari-kemasan",
            "https://lepas.example/u/sari-kemasan/card?layout=lebar",
            "/u/sari-kemasan#karya",
        ] {
            assert_eq!(read(named).unwrap().as_str(), "sari-kemasan", "{named}");
        }
        for nobody in ["", "Sari Kemasan", "https://lepas.example/u/", "sari&job=x"] {
            assert!(read(nobody).is_err(), "{nobody}");
        }
    }
}
