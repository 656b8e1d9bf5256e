//! City, country, time zone.

use leptos::prelude::*;

use super::Fieldset;
use crate::{
    features::studio::{
        checks::Section,
        fields::{FieldAt, Kind},
        form::use_form,
        read::given,
    },
    i18n::Key,
    platform::zone,
    ui::{Select, SelectOption, memo},
};

/// ISO 3166-1 alpha-2 codes. Names come from the browser.
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT \
    BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FM FO \
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG \
    KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV \
    MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB \
    SC SD SE SG SH SI SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA \
    VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

#[component]
pub(super) fn PlaceFields() -> impl IntoView {
    let form = use_form();
    let (i18n, studio) = (form.i18n, form.studio);
    let country = form.text_at("/basics/location/countryCode".to_owned());
    let zone_held = form.read(|document| document.meta.lepas.time_zone.clone().unwrap_or_default());
    let countries = memo(move || {
        let locale = i18n.locale();
        let mut named: Vec<SelectOption> =
            COUNTRIES.split_whitespace().map(|code| SelectOption::new(code, zone::country(locale, code))).collect();
        named.sort_by(|one, other| one.label.cmp(&other.label));
        let held = country.get();
        if !held.is_empty() && !named.iter().any(|option| option.value == held) {
            named.insert(0, SelectOption::new(held.clone(), held));
        }
        named.insert(0, SelectOption::new("", i18n.t(Key::StudioNotSaid)));
        named
    });
    let zones = memo(move || {
        let mut zones = zone::time_zones();
        let held = zone_held.get();
        if !held.is_empty() && !zones.contains(&held) {
            zones.insert(0, held);
        }
        let mut options: Vec<SelectOption> =
            zones.into_iter().map(|name| SelectOption::new(name.clone(), name.replace('_', " "))).collect();
        options.insert(0, SelectOption::new("", i18n.t(Key::StudioNotSaid)));
        options
    });
    let set_country = Callback::new(move |code: String| {
        studio.put("/basics/location/countryCode", given(code).map(Into::into));
    });
    let set_zone = Callback::new(move |name: String| {
        studio.edit("/meta/lepas/time_zone", |document| document.meta.lepas.time_zone = given(name));
    });
    view! {
        <Fieldset section=Section::Place title=Key::StudioSectionPlace>
            <div class="lp-cols">
                <FieldAt
                    path="/basics/location/city"
                    label=Key::StudioCity
                    kind=Kind::Line
                    autocomplete="address-level2"
                />
                <Select
                    label=i18n.label(Key::StudioCountry)
                    options=countries
                    value=country
                    on_change=set_country
                    error=form.error("/basics/location/countryCode")
                />
            </div>
            <Select
                label=i18n.label(Key::StudioZone)
                options=zones
                value=zone_held
                on_change=set_zone
                help=MaybeProp::derive(move || Some(i18n.t(Key::StudioZoneHelp).to_owned()))
                error=form.error("/meta/lepas/time_zone")
            />
        </Fieldset>
    }
}
