//! What the reader said about themselves or their need, for ranking by it.
//!
//! Owns how the device keeps it, one for each kind of search. It never leaves the device and is not in the address. Leaves
//! fetching it from a profile to `about`, and what it is good for to `weigh`.

use lepas_api::index::IndexKind;

use super::weigh::known_zone;
use crate::{
    platform::{clock, storage, zone},
    routes::query,
};

/// Most skills and languages that are kept.
const MOST: usize = 30;

/// A freelancer who looks for work, or a client who looks for somebody.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Reader {
    /// Skills that are had or wanted, as the index writes them.
    pub(crate) skills: Vec<String>,
    /// Wanted pay or budget in dollars an hour.
    pub(crate) dollars: Option<f64>,
    /// Time zone, one that the engine knows.
    pub(crate) zone: Option<String>,
    /// Languages, as the index writes them.
    pub(crate) languages: Vec<String>,
    /// Typed here, and not taken from a profile.
    pub(crate) own: bool,
}

fn key(kind: IndexKind) -> String {
    format!("lepas.reader.{}", kind.slug())
}

impl Reader {
    /// What the device knows; the zone is the device's unless a profile said another one.
    pub(crate) fn kept(kind: IndexKind) -> Self {
        let mut reader = Self::default();
        for (name, value) in query::decode(&storage::read(&key(kind)).unwrap_or_default()) {
            match name.as_str() {
                "skill" => reader.skills.push(value),
                "language" => reader.languages.push(value),
                "pay" => {
                    reader.dollars = value.parse().ok().filter(|dollars: &f64| dollars.is_finite() && *dollars > 0.0)
                }
                "zone" => reader.zone = Some(value),
                "own" => reader.own = true,
                _ => {}
            }
        }
        reader.skills.truncate(MOST);
        reader.languages.truncate(MOST);
        let today = clock::today();
        reader.zone = known_zone(reader.zone, today).or_else(|| known_zone(zone::time_zone(), today));
        reader
    }

    /// Whether nothing is known but the zone of the device.
    pub(crate) fn is_silent(&self) -> bool {
        self.skills.is_empty() && self.languages.is_empty() && self.dollars.is_none()
    }

    /// Keeps it on the device. A device that refuses forgets it with the page, which costs some typing and nothing else.
    pub(crate) fn keep(&self, kind: IndexKind) {
        if self.is_silent() && !self.own {
            storage::remove(&key(kind));
            return;
        }
        let mut pairs: Vec<(&str, String)> =
            self.skills.iter().take(MOST).map(|skill| ("skill", skill.clone())).collect();
        pairs.extend(self.languages.iter().take(MOST).map(|language| ("language", language.clone())));
        pairs.extend(self.dollars.map(|dollars| ("pay", dollars.to_string())));
        pairs.extend(self.zone.iter().map(|zone| ("zone", zone.clone())));
        pairs.extend(self.own.then(|| ("own", "1".to_owned())));
        let _ = storage::write(&key(kind), &query::encode(&pairs));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again_each_kind_for_itself() {
        let reader = Reader {
            skills: vec!["C++ & Rust".into(), "Desain kemasan".into()],
            dollars: Some(12.5),
            zone: Some("Asia/Makassar".into()),
            languages: vec!["English".into()],
            own: true,
        };
        reader.keep(IndexKind::Jobs);
        assert_eq!(Reader::kept(IndexKind::Jobs), reader);
        assert!(Reader::kept(IndexKind::Talent).is_silent());
        Reader::default().keep(IndexKind::Jobs);
        assert!(Reader::kept(IndexKind::Jobs).is_silent());
    }

    #[test]
    fn nonsense_on_the_device_is_passed_over() {
        storage::write(&key(IndexKind::Talent), "?pay=-3&zone=Mars/Olympus&skill=Rust&x").unwrap();
        let reader = Reader::kept(IndexKind::Talent);
        assert_eq!((reader.dollars, reader.zone.as_deref(), reader.skills.len()), (None, None, 1));
        storage::remove(&key(IndexKind::Talent));
    }
}
