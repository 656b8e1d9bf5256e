//! Places inside a document, and the views that are made of them: what an audience may see, in which language, in which
//! role.
//!
//! A place is written like a JSON pointer, except that an entry of a list is named by its `id`: `/basics/label`,
//! `/work/7f3a/summary`, `/work/7f3a`, `/education`. Positions move when a person reorders or a view leaves an entry out;
//! ids do not. An entry without an id has no place: [`ProfileDocument::name_entries`] gives it one.
//! Owns looking places up. Leaves the marks themselves to `Extras` and drawing to `lepas-page`.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Extras, Members, Other, ProfileDocument};
use crate::{Locale, from_tree, tree};

/// Who may see a field; each includes those after it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Audience {
    /// Everybody.
    #[default]
    Public,
    /// Clients who talk with the person.
    Clients,
    /// Nobody else.
    Private,
}

impl Audience {
    /// Its name in the document.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Clients => "clients",
            Self::Private => "private",
        }
    }

    /// The audience of a name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        [Self::Public, Self::Clients, Self::Private].into_iter().find(|audience| audience.name() == name)
    }
}

/// Places that only the owner sees until they say otherwise.
pub const PRIVATE_PLACES: [&str; 4] =
    ["/basics/email", "/basics/phone", "/basics/location/address", "/basics/location/postalCode"];

/// The value at a place.
#[must_use]
pub fn find<'v>(value: &'v Value, place: &str) -> Option<&'v Value> {
    steps(place)?.try_fold(value, |value, step| match value {
        Value::Object(members) => members.get(step),
        Value::Array(items) => items.get(position(items, step)?),
        _ => None,
    })
}

fn find_mut<'v>(value: &'v mut Value, place: &str) -> Option<&'v mut Value> {
    steps(place)?.try_fold(value, |value, step| match value {
        Value::Object(members) => members.get_mut(step),
        Value::Array(items) => {
            let at = position(items, step)?;
            items.get_mut(at)
        }
        _ => None,
    })
}

fn steps(place: &str) -> Option<std::str::Split<'_, char>> {
    Some(place.strip_prefix('/')?.split('/'))
}

/// Where the entry with this `id` is.
fn position(items: &[Value], step: &str) -> Option<usize> {
    items.iter().position(|item| item.get("id").and_then(Value::as_str) == Some(step))
}

/// Takes places away. What they held is emptied first and dropped at the end.
fn hide<'p>(value: &mut Value, places: impl IntoIterator<Item = &'p str>) {
    for place in places {
        if let Some(found) = find_mut(value, place) {
            *found = Value::Null;
        }
    }
    drop_empty(value);
}

fn drop_empty(value: &mut Value) {
    match value {
        Value::Array(items) => {
            items.retain(|item| !item.is_null());
            items.iter_mut().for_each(drop_empty);
        }
        Value::Object(members) => {
            members.retain(|_, member| !member.is_null());
            members.values_mut().for_each(drop_empty);
        }
        _ => {}
    }
}

/// Puts texts in the place of others. A place without a text is left alone, so nothing appears from nowhere.
fn reword(value: &mut Value, texts: &Other) {
    for (place, text) in texts {
        if let (Some(Value::String(found)), Value::String(text)) = (find_mut(value, place), text)
            && !found.is_empty()
            && !text.is_empty()
        {
            found.clone_from(text);
        }
    }
}

impl Extras {
    /// Who may see a place: the mark on it, else the mark on what it is part of, else what it is by nature.
    #[must_use]
    pub fn audience(&self, place: &str) -> Audience {
        let mut part = place;
        loop {
            if let Some(audience) = Audience::of(self.visibility.text(part)) {
                return audience;
            }
            match part.rsplit_once('/') {
                Some((whole, _)) if !whole.is_empty() => part = whole,
                _ => break,
            }
        }
        if PRIVATE_PLACES.contains(&place) { Audience::Private } else { Audience::Public }
    }

    /// Marks a place; what it is by nature needs no mark.
    pub fn set_audience(&mut self, place: &str, audience: Audience) {
        self.visibility.remove(place);
        if self.audience(place) != audience {
            self.visibility.set_text(place, audience.name());
        }
    }

    /// The text of a place in another language than the document's own.
    #[must_use]
    pub fn translation(&self, locale: Locale, place: &str) -> Option<&str> {
        let texts = self.translations.get(locale.tag())?.as_object()?;
        Some(texts.text(place)).filter(|text| !text.is_empty())
    }

    /// Writes a translation; an empty text takes it away.
    pub fn set_translation(&mut self, locale: Locale, place: &str, text: &str) {
        let texts = self.translations.entry(locale.tag()).or_insert_with(|| Value::Object(Other::new()));
        if let Value::Object(texts) = texts {
            texts.set_text(place, text);
        }
    }
}

impl ProfileDocument {
    /// The document in another language where it is translated; `self` where it is its own.
    #[must_use]
    pub fn in_language(&self, locale: Locale) -> Self {
        match self.meta.lepas.translations.get(locale.tag()) {
            // A text where a date must stand would cost the whole document: then it stays as it was written.
            Some(Value::Object(texts)) if locale != self.meta.lepas.locale => {
                self.changed(|value| reword(value, texts)).unwrap_or_else(|| self.clone())
            }
            _ => self.clone(),
        }
    }

    /// The document under one of its roles: what the role hides is gone, what it words differently is reworded.
    /// `None` when there is no such role. A role is an object with `id`, `name`, `hide` (places) and `texts` (place → text).
    #[must_use]
    pub fn in_role(&self, id: &str) -> Option<Self> {
        let role = self.meta.lepas.roles.iter().find(|role| role.text("id") == id)?;
        self.changed(|value| {
            if let Some(Value::Object(texts)) = role.get("texts") {
                reword(value, texts);
            }
            hide(value, role.lines("hide"));
        })
    }

    /// The document without the places that are not for this audience, and without translations and role texts of them.
    #[must_use]
    pub(super) fn without_hidden(&self, audience: Audience) -> Self {
        let marks = &self.meta.lepas.visibility;
        let hidden = marks.keys().filter(|place| self.meta.lepas.audience(place) > audience).map(String::as_str);
        let hidden: Vec<&str> = hidden.collect();
        let extras = &self.meta.lepas;
        if hidden.is_empty() && extras.translations.is_empty() && extras.roles.is_empty() {
            return self.clone();
        }
        // Nothing at all rather than what somebody hid.
        self.changed(|value| hide(value, hidden)).unwrap_or_default()
    }

    /// Leaves only those translations and role texts whose place is still there.
    pub(super) fn drop_orphans(&mut self) {
        if self.meta.lepas.translations.is_empty() && self.meta.lepas.roles.is_empty() {
            return;
        }
        let value = tree(&*self);
        let keep = |texts: &mut Other| {
            // Only a text has a translation. An empty one counts as gone: that is what a hidden one leaves behind where the
            // member itself stays, as does a number.
            let stays = |found: &Value| found.as_str().is_some_and(|text| !text.is_empty());
            texts.retain(|place, text| text.is_string() && find(&value, place).is_some_and(stays));
        };
        let extras = &mut self.meta.lepas;
        extras
            .translations
            .retain(|tag, texts| Locale::ALL.iter().any(|locale| locale.tag() == tag) && texts.is_object());
        extras.translations.values_mut().filter_map(Value::as_object_mut).for_each(keep);
        for role in &mut extras.roles {
            let hide = role.lines("hide").into_iter().filter(|place| find(&value, place).is_some());
            let hide = hide.map(str::to_owned).collect();
            role.set_lines("hide", hide);
            if let Some(Value::Object(texts)) = role.get_mut("texts") {
                keep(texts);
            }
        }
    }

    /// Gives every entry of a list an `id` that has none, so that marks and translations stay with it. `new` makes ids that
    /// no other device makes.
    pub fn name_entries(&mut self, mut new: impl FnMut() -> String) {
        let others = self.work.iter_mut().map(|entry| &mut entry.other);
        let others = others.chain(self.skills.iter_mut().map(|entry| &mut entry.other));
        let others = others.chain(self.languages.iter_mut().map(|entry| &mut entry.other));
        let others = others.chain(self.references.iter_mut().map(|entry| &mut entry.other));
        let others = others.chain(self.basics.profiles.iter_mut().map(|entry| &mut entry.other));
        for members in others {
            name_entry(members, &mut new);
        }
        for section in super::SECTIONS {
            for members in self.section_mut(section.name).into_iter().flatten() {
                name_entry(members, &mut new);
            }
        }
    }

    /// `None` when what came out is no document.
    fn changed(&self, change: impl FnOnce(&mut Value)) -> Option<Self> {
        let mut value = tree(self);
        change(&mut value);
        from_tree(&value).ok()
    }
}

fn name_entry(members: &mut Other, new: &mut impl FnMut() -> String) {
    if members.text("id").is_empty() {
        members.insert("id".to_owned(), Value::String(new()));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn document() -> ProfileDocument {
        serde_json::from_value(json!({
            "basics": {"name": "Sari", "label": "Desainer kemasan", "email": "sari@contoh.id", "phone": "+62 21 000"},
            "work": [{"name": "Satu", "id": "w1", "summary": "Rahasia dagang"}, {"name": "Dua", "id": "w2", "summary": "Terbuka"}, {"name": "Tiga"}],
            "education": [{"id": "e1", "institution": "Kampus Misal", "score": "3,2"}],
            "meta": {"lepas": {
                "visibility": {"/work/w1": "clients", "/education/e1/score": "private", "/basics/phone": "public"},
                "translations": {"en": {"/basics/label": "Packaging designer", "/work/w1/summary": "Trade secret",
                                        "/work/w2/summary": "Open", "/basics/url": "https://sneaked.example"}},
                "roles": [{"id": "ilustrator", "name": "Ilustrator", "hide": ["/work/w2", "/work/w1"],
                           "texts": {"/basics/label": "Ilustrator buku", "/work/w1/name": "Rahasia"}}],
            }},
        }))
        .unwrap()
    }

    #[test]
    fn marks_decide_who_sees_a_field_and_what_belongs_to_it() {
        let document = document();
        let everybody = serde_json::to_string(&document.public_view()).unwrap();
        for hidden in ["Rahasia", "Trade secret", "3,2", "sari@contoh.id", "w1", "sneaked"] {
            assert!(!everybody.contains(hidden), "{hidden} in {everybody}");
        }
        for shown in ["Terbuka", "Kampus Misal", "+62 21 000", "\"Open\"", "Packaging designer", "Ilustrator buku"] {
            assert!(everybody.contains(shown), "{shown} not in {everybody}");
        }
        let clients = serde_json::to_string(&document.view_for(Audience::Clients)).unwrap();
        assert!(clients.contains("Rahasia dagang") && clients.contains("Trade secret"));
        assert!(!clients.contains("3,2") && !clients.contains("sari@contoh.id"));
    }

    #[test]
    fn a_language_replaces_texts_and_adds_none() {
        let english = document().in_language(Locale::En);
        assert_eq!(english.basics.label, "Packaging designer");
        assert_eq!(english.work[1].summary.as_deref(), Some("Open"));
        assert_eq!((english.basics.name.as_str(), english.basics.url), ("Sari", None));
        assert_eq!(document().in_language(Locale::Id), document());
        let mut wrong = document();
        wrong.work[0].start_date = "2021-02".parse().ok();
        wrong.meta.lepas.set_translation(Locale::En, "/work/w1/startDate", "in spring");
        assert_eq!(wrong.in_language(Locale::En), wrong);
    }

    #[test]
    fn a_role_hides_and_rewords_and_the_base_shines_through() {
        let role = document().in_role("ilustrator").unwrap();
        assert_eq!((role.basics.label.as_str(), role.work.len()), ("Ilustrator buku", 1));
        assert_eq!(role.basics.email.as_deref(), Some("sari@contoh.id"));
        assert!(document().in_role("tidak-ada").is_none());
    }

    #[test]
    fn an_entry_keeps_its_marks_when_it_moves() {
        let mut document = document();
        let mut count = 0;
        document.name_entries(|| {
            count += 1;
            format!("n{count}")
        });
        assert_eq!(document.work[0].other.text("id"), "w1");
        let id = document.work[2].other.text("id").to_owned();
        document.meta.lepas.set_audience(&format!("/work/{id}"), Audience::Private);
        document.work.swap(0, 2);
        let names = |view: &ProfileDocument| view.work.iter().map(|work| work.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&document.public_view()), ["Dua"]);
        document.meta.lepas.set_audience(&format!("/work/{id}"), Audience::Public);
        assert_eq!(names(&document.public_view()), ["Tiga", "Dua"]);
    }
}
