//! The public view of a document: what may leave the owner's hands.

use super::ProfileDocument;
use crate::link;

impl ProfileDocument {
    /// The document as everybody may read it: without e-mail, phone, street and postcode, and without addresses that
    /// may not become links. Unknown members are left out too, because nobody has said that they are public.
    #[must_use]
    pub fn public_view(&self) -> Self {
        let mut view = self.clone();
        view.other.clear();
        view.meta.other.clear();
        view.meta.lepas.other.clear();
        let basics = &mut view.basics;
        basics.other.clear();
        basics.email = None;
        basics.phone = None;
        basics.url = basics.url.take().filter(|url| link::is_safe(url));
        if let Some(location) = &mut basics.location {
            location.address = None;
            location.postal_code = None;
            location.other.clear();
        }
        for profile in &mut basics.profiles {
            profile.other.clear();
            profile.url = profile.url.take().filter(|url| link::is_safe(url));
        }
        view.work.iter_mut().for_each(|work| work.other.clear());
        view.skills.iter_mut().for_each(|skill| skill.other.clear());
        view.references.iter_mut().for_each(|reference| reference.other.clear());
        view.meta.lepas.widgets = super::WidgetSettings::default();
        view.languages.iter_mut().for_each(|language| language.other.clear());
        for case in &mut view.meta.lepas.cases {
            case.other.clear();
            case.url = case.url.take().filter(|url| link::is_safe(url));
        }
        view.meta.lepas.services.iter_mut().for_each(|service| service.other.clear());
        view
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_private_and_nothing_unknown_is_public() {
        let text = r#"{"basics":{"name":"Sari","email":"a@b.id","phone":"+62 1","url":"javascript:x","note":"secret",
            "location":{"address":"Jl. Rahasia 1","city":"Bandung"}},"diary":["secret"],"meta":{"lepas":{"plan":"secret"}}}"#;
        let document: ProfileDocument = serde_json::from_str(text).unwrap();
        let public = serde_json::to_string(&document.public_view()).unwrap();
        for private in ["secret", "Rahasia", "a@b.id", "+62", "javascript"] {
            assert!(!public.contains(private), "{private} in {public}");
        }
        assert!(public.contains("Bandung"));
    }

    #[test]
    fn unknown_members_survive_a_round_trip_of_the_draft() {
        let text = r#"{"basics":{"name":"Sari","label":"","summary":"","note":"mine"},"diary":["x"],"meta":{"version":"v1.3.1","lepas":{"locale":"id","theme":"surat","availability":{"status":"unknown"},"plan":1}}}"#;
        let document: ProfileDocument = serde_json::from_str(text).unwrap();
        let back: serde_json::Value = serde_json::to_value(&document).unwrap();
        assert_eq!(back, serde_json::from_str::<serde_json::Value>(text).unwrap());
    }
}
