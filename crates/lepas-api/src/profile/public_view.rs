//! The public view of a document: what may leave the owner's hands.

use super::{
    Audience, Members, ProfileDocument,
    members::{self, SECTIONS},
};
use crate::{CaseId, link};

impl ProfileDocument {
    /// The document as everybody may read it; see [`view_for`](Self::view_for).
    #[must_use]
    pub fn public_view(&self) -> Self {
        self.view_for(Audience::Public)
    }

    /// The document as an audience may read it: without what is marked for fewer people, without e-mail, phone, street
    /// and postcode unless they are marked for it, and without addresses that may not become links. Unknown members
    /// are left out too, because nobody has said who may see them.
    #[must_use]
    pub fn view_for(&self, audience: Audience) -> Self {
        let sees = |place: &str| self.meta.lepas.audience(place) <= audience;
        let mut view = self.without_hidden(audience);
        view.other.clear();
        view.meta.other.clear();
        let basics = &mut view.basics;
        basics.other.clear();
        basics.email = basics.email.take().filter(|_| sees("/basics/email"));
        basics.phone = basics.phone.take().filter(|_| sees("/basics/phone"));
        basics.url = basics.url.take().filter(|url| link::is_safe(url));
        if let Some(location) = &mut basics.location {
            location.address = location.address.take().filter(|_| sees("/basics/location/address"));
            location.postal_code = location.postal_code.take().filter(|_| sees("/basics/location/postalCode"));
            location.other.clear();
        }
        for profile in &mut basics.profiles {
            profile.other.keep_public(&[]);
            profile.url = profile.url.take().filter(|url| link::is_safe(url));
        }
        view.work.iter_mut().for_each(|work| work.other.keep_public(members::WORK));
        view.skills.iter_mut().for_each(|skill| skill.other.keep_public(members::SKILL));
        for reference in &mut view.references {
            reference.other.keep_public(members::REFERENCE);
            // Only the server knows which were written by somebody else.
            reference.by_link = None;
        }
        view.languages.iter_mut().for_each(|language| language.other.keep_public(&[]));
        for section in SECTIONS {
            let entries = view.section_mut(section.name).into_iter().flatten();
            entries.for_each(|entry| entry.keep_public(section.members));
        }
        let extras = &mut view.meta.lepas;
        extras.other.clear();
        extras.visibility.clear();
        extras.widgets = super::WidgetSettings::default();
        extras.page.count_visits = false;
        extras.page.links.retain(|held| link::is_safe(&held.url));
        extras.area.keep_public(members::AREA);
        extras.week.iter_mut().for_each(|span| span.keep_public(members::SPAN));
        extras.roles.iter_mut().for_each(|role| role.keep_public(members::ROLE));
        for case in &mut extras.cases {
            case.other.keep_public(members::CASE);
            case.url = case.url.take().filter(|url| link::is_safe(url));
        }
        extras.locked.retain(|locked| locked.text("id").parse::<CaseId>().is_ok());
        extras.locked.iter_mut().for_each(|locked| locked.keep_public(members::LOCKED));
        extras.services.iter_mut().for_each(|service| service.other.keep_public(members::SERVICE));
        view.drop_orphans();
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
    fn a_service_keeps_what_is_known_of_its_parts_and_nothing_else() {
        let text = r#"{"meta":{"lepas":{
            "area":{"city":"Bandung","radiusKm":15,"fee":"secret","slots":["Selasa",{"x":"secret"}]},
            "services":[{"id":"s","tiers":[{"id":"t","title":"Hemat","note":"secret","days":"secret",
                "price":{"amount":{"amount_minor":1,"currency":"IDR"},"unit":"hour","cost":"secret"}},"secret"],
                "extras":{"title":"secret"},"faq":[{"question":"Tanya","answer":["secret"]}]}]}}}"#;
        let document: ProfileDocument = serde_json::from_str(text).unwrap();
        let public = serde_json::to_string(&document.public_view()).unwrap();
        assert!(!public.contains("secret"), "{public}");
        for shown in ["\"radiusKm\":15", "Selasa", "\"id\":\"t\"", "Hemat", "\"amount_minor\":1", "Tanya"] {
            assert!(public.contains(shown), "{shown} in {public}");
        }
        let mut report = crate::Report::new();
        crate::Validate::validate(&document, &mut report);
        let places: Vec<String> =
            report.into_errors(crate::Locale::En).into_iter().map(|error| error.pointer).collect();
        for place in ["tiers/0/days", "tiers/1", "extras", "faq/0/answer"] {
            assert!(places.contains(&format!("/meta/lepas/services/0/{place}")), "{place} in {places:?}");
        }
        assert!(places.contains(&"/meta/lepas/area/fee".to_owned()), "{places:?}");
    }

    #[test]
    fn unknown_members_survive_a_round_trip_of_the_draft() {
        let text = r#"{"basics":{"name":"Sari","label":"","summary":"","note":"mine"},"diary":["x"],"meta":{"version":"v1.3.1","lepas":{"locale":"id","theme":"surat","availability":{"status":"unknown"},"plan":1}}}"#;
        let document: ProfileDocument = serde_json::from_str(text).unwrap();
        let back: serde_json::Value = serde_json::to_value(&document).unwrap();
        assert_eq!(back, serde_json::from_str::<serde_json::Value>(text).unwrap());
    }
}
