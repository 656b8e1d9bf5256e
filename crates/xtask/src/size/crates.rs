//! Owns telling from a symbol which crate it belongs to.

use std::collections::BTreeMap;

/// Sums sizes by crate.
pub(super) fn by_crate(functions: &[(String, u64)]) -> BTreeMap<String, u64> {
    let mut cost = BTreeMap::new();
    for (symbol, size) in functions {
        *cost.entry(crate_of(symbol)).or_default() += size;
    }
    cost
}

/// The crate that a symbol, mangled or not, comes from. For `<Type as Trait>::method` it is the crate of the type:
/// that is whose code made the function necessary.
fn crate_of(symbol: &str) -> String {
    let readable = format!("{:#}", rustc_demangle::demangle(symbol));
    let mut rest = readable.trim_start();
    loop {
        // References, pointers and slices say nothing about where a type comes from.
        let before = rest;
        for prefix in ["<", "&", "mut ", "*const ", "*mut ", "[", "(", "dyn ", "for"] {
            rest = rest.strip_prefix(prefix).unwrap_or(rest).trim_start();
        }
        if rest == before {
            break;
        }
    }
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    if name.is_empty() || !after.starts_with("::") && !after.starts_with('[') {
        return "(glue and without a crate)".to_owned();
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crates_are_found_in_plain_and_mangled_names() {
        for (symbol, expected) in [
            ("_ZN6leptos5mount8mount_to17h0123456789abcdefE", "leptos"),
            ("<lepas_api::money::Money as core::fmt::Display>::fmt", "lepas_api"),
            ("<&mut alloc::string::String as core::fmt::Write>::write_str", "alloc"),
            ("core::ptr::drop_in_place<lepas::app::App>", "core"),
            ("__wbindgen_malloc", "(glue and without a crate)"),
            ("memcpy", "(glue and without a crate)"),
        ] {
            assert_eq!(crate_of(symbol), expected, "{symbol}");
        }
    }

    #[test]
    fn sizes_add_up() {
        let cost = by_crate(&[("a::b".to_owned(), 3), ("a::c".to_owned(), 4), ("b::c".to_owned(), 5)]);
        assert_eq!((cost["a"], cost["b"]), (7, 5));
    }
}
