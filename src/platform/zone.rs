//! The place and time zone as the device knows them, and names of countries in the reader's language.
//!
//! Natively there is no such data: lists are empty and a code stands for its name.

use lepas_api::Locale;

/// The IANA zone of the device, such as `Asia/Jakarta`.
#[must_use]
pub fn time_zone() -> Option<String> {
    imp::time_zone()
}

/// Every zone that the browser knows, alphabetically.
#[must_use]
pub fn time_zones() -> Vec<String> {
    imp::time_zones()
}

/// The name of a country (ISO 3166-1 alpha-2).
#[must_use]
pub fn country(locale: Locale, code: &str) -> String {
    imp::country(locale, code)
}

#[cfg(target_arch = "wasm32")]
mod imp {
    use js_sys::{Array, Function, Object, Reflect};
    use lepas_api::Locale;
    use wasm_bindgen::{JsCast, JsValue};

    fn intl() -> Option<JsValue> {
        Reflect::get(&js_sys::global(), &"Intl".into()).ok()
    }

    fn member(object: &JsValue, name: &str) -> Option<Function> {
        Reflect::get(object, &name.into()).ok()?.dyn_into().ok()
    }

    pub(super) fn time_zone() -> Option<String> {
        let format = Reflect::construct(&member(&intl()?, "DateTimeFormat")?, &Array::new()).ok()?;
        let options = member(&format, "resolvedOptions")?.call0(&format).ok()?;
        Reflect::get(&options, &"timeZone".into()).ok()?.as_string()
    }

    pub(super) fn time_zones() -> Vec<String> {
        let all = || -> Option<Array> {
            let intl = intl()?;
            // Missing in browsers of before 2022; the person's own zone is offered all the same.
            member(&intl, "supportedValuesOf")?.call1(&intl, &"timeZone".into()).ok()?.dyn_into().ok()
        };
        all().map(|all| all.iter().filter_map(|zone| zone.as_string()).collect()).unwrap_or_default()
    }

    pub(super) fn country(locale: Locale, code: &str) -> String {
        let name = || -> Option<String> {
            let options = Object::new();
            Reflect::set(&options, &"type".into(), &"region".into()).ok()?;
            let arguments = Array::of2(&JsValue::from_str(super::super::intl::tag(locale)), &options);
            let names = Reflect::construct(&member(&intl()?, "DisplayNames")?, &arguments).ok()?;
            member(&names, "of")?.call1(&names, &code.into()).ok()?.as_string()
        };
        name().unwrap_or_else(|| code.to_owned())
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    use lepas_api::Locale;

    pub(super) fn time_zone() -> Option<String> {
        None
    }

    pub(super) fn time_zones() -> Vec<String> {
        Vec::new()
    }

    pub(super) fn country(_: Locale, code: &str) -> String {
        code.to_owned()
    }
}
