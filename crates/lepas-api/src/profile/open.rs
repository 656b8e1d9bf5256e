//! Reading of objects that keep the members they do not know.
//!
//! Owns one small loop for all of them. What serde derives for a flattened map reads every unknown member into a form of
//! its own first and then once more, which costs the program that people download several kilobytes.

use serde::{Deserialize, Deserializer};

use super::{Other, members::entries};

/// The entries of a section; see [`entries`].
pub(super) struct Entries(pub(super) Vec<Other>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        entries(deserializer).map(Self)
    }
}

/// Implements `Deserialize` for a type whose members all have a default: the named ones go to their fields, those after
/// `through` are read by a type around their own, and everything else goes to `other` as it came. Of a member that stands twice the last
/// counts.
macro_rules! open_object {
    ($type:ident { $($name:literal => $field:ident),* $(,)? } $(through { $($list:literal => $section:ident: $reader:ty),* $(,)? })?) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Reader;
                impl<'de> serde::de::Visitor<'de> for Reader {
                    type Value = $type;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        formatter.write_str("an object")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$type, A::Error> {
                        let mut read = $type::default();
                        while let Some(name) = map.next_key::<String>()? {
                            match name.as_str() {
                                $($name => read.$field = map.next_value()?,)*
                                $($($list => read.$section = map.next_value::<$reader>()?.0,)*)?
                                _ => {
                                    let value = map.next_value()?;
                                    read.other.insert(name, value);
                                }
                            }
                        }
                        Ok(read)
                    }
                }
                deserializer.deserialize_map(Reader)
            }
        }
    };
}

pub(super) use open_object;
