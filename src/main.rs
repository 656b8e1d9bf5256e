//! Starts the app, and says where it is cut into parts that arrive when they are first opened.
//!
//! Each function of [`cuts`] is one place; `cargo xtask` follows from there what only that part needs. The first name
//! in an attribute is the name of the part and of its file, the last that of a function which only fetches it. In
//! development builds nothing is cut and every part is there at once. The cuts stand in the binary and not in the
//! library, because the search worker uses the library too and must not carry the pages.

#![cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "the app runs in a browser"))]

#[cfg(lepas_split)]
use lepas::platform::part::{Arrival, Missing};
use lepas::{
    app::Parts,
    features::search::{FiltersAsk, ReceiptAsk, SearchParts},
    platform::part::Part,
};
use leptos::prelude::AnyView;

mod cuts {
    use lepas::{
        features::{
            account::{SignInPage, SignUpPage},
            home::HomePage,
            jobs::{JobPage, NewJobPage},
            messages::MessagesPage,
            search::{FiltersAsk, JobsPage, ReceiptAsk, ShortlistPage, TalentPage},
            settings::SettingsPage,
            studio::StudioPage,
        },
        platform::part::Missing,
        state::live as services,
    };
    use leptos::prelude::*;
    #[cfg(lepas_split)]
    use wasm_split_helpers::wasm_split;

    #[cfg_attr(lepas_split, wasm_split(entry, fallible, preload(fetch_home)))]
    pub(super) fn home((): ()) -> Result<AnyView, Missing> {
        Ok(HomePage().into_any())
    }

    #[cfg_attr(lepas_split, wasm_split(search, fallible, preload(fetch_job_search)))]
    pub(super) fn job_search((): ()) -> Result<AnyView, Missing> {
        Ok(JobsPage().into_any())
    }

    #[cfg_attr(lepas_split, wasm_split(search, fallible, preload(fetch_talent_search)))]
    pub(super) fn talent_search((): ()) -> Result<AnyView, Missing> {
        Ok(TalentPage().into_any())
    }

    #[cfg_attr(lepas_split, wasm_split(job, fallible, preload(fetch_job)))]
    pub(super) fn job((): ()) -> Result<AnyView, Missing> {
        Ok(JobPage().into_any())
    }

    #[cfg_attr(lepas_split, wasm_split(studio, fallible, preload(fetch_new_job)))]
    pub(super) fn new_job((): ()) -> Result<AnyView, Missing> {
        Ok(NewJobPage().into_any())
    }

    #[cfg_attr(lepas_split, wasm_split(studio, fallible, preload(fetch_studio)))]
    pub(super) fn studio((): ()) -> Result<AnyView, Missing> {
        Ok(StudioPage().into_any())
    }

    #[cfg_attr(lepas_split, wasm_split(messages, fallible, preload(fetch_messages)))]
    pub(super) fn messages((): ()) -> Result<AnyView, Missing> {
        services::start();
        Ok(MessagesPage().into_any())
    }

    #[cfg_attr(lepas_split, wasm_split(filters, fallible, preload(fetch_filters)))]
    pub(super) fn filters(ask: FiltersAsk) -> Result<AnyView, Missing> {
        Ok(ask.view())
    }

    #[cfg_attr(lepas_split, wasm_split(filters, fallible, preload(fetch_receipt)))]
    pub(super) fn receipt(ask: ReceiptAsk) -> Result<AnyView, Missing> {
        Ok(ask.view())
    }

    #[cfg_attr(lepas_split, wasm_split(shortlist, fallible, preload(fetch_shortlist)))]
    pub(super) fn shortlist((): ()) -> Result<AnyView, Missing> {
        Ok(ShortlistPage().into_any())
    }

    #[cfg_attr(lepas_split, wasm_split(messages, fallible, preload(fetch_live)))]
    pub(super) fn live((): ()) -> Result<(), Missing> {
        services::start();
        Ok(())
    }

    #[cfg_attr(lepas_split, wasm_split(entry, fallible, preload(fetch_settings)))]
    pub(super) fn settings((): ()) -> Result<AnyView, Missing> {
        Ok(SettingsPage().into_any())
    }

    #[cfg_attr(lepas_split, wasm_split(entry, fallible, preload(fetch_sign_in)))]
    pub(super) fn sign_in((): ()) -> Result<AnyView, Missing> {
        Ok(SignInPage().into_any())
    }

    #[cfg_attr(lepas_split, wasm_split(entry, fallible, preload(fetch_sign_up)))]
    pub(super) fn sign_up((): ()) -> Result<AnyView, Missing> {
        Ok(SignUpPage().into_any())
    }
}

/// How a cut becomes a part: `part!(cut: what it takes => what it gives, function that fetches it)`.
macro_rules! part {
    ($cut:ident: $takes:ty => $gives:ty, $fetch:ident) => {{
        #[cfg(lepas_split)]
        {
            fn arrive() -> Arrival {
                Box::pin(async { cuts::$fetch().await.map_err(|_| Missing) })
            }
            fn open(argument: $takes) -> Result<$gives, Missing> {
                futures::FutureExt::now_or_never(cuts::$cut(argument)).unwrap_or(Err(Missing))
            }
            Part { arrive, open }
        }
        #[cfg(not(lepas_split))]
        {
            Part::<$takes, $gives>::here(cuts::$cut)
        }
    }};
}

const PARTS: Parts = Parts {
    home: part!(home: () => AnyView, fetch_home),
    job_search: part!(job_search: () => AnyView, fetch_job_search),
    talent_search: part!(talent_search: () => AnyView, fetch_talent_search),
    search: SearchParts {
        filters: part!(filters: FiltersAsk => AnyView, fetch_filters),
        receipt: part!(receipt: ReceiptAsk => AnyView, fetch_receipt),
        shortlist: part!(shortlist: () => AnyView, fetch_shortlist),
    },
    job: part!(job: () => AnyView, fetch_job),
    new_job: part!(new_job: () => AnyView, fetch_new_job),
    studio: part!(studio: () => AnyView, fetch_studio),
    messages: part!(messages: () => AnyView, fetch_messages),
    settings: part!(settings: () => AnyView, fetch_settings),
    sign_in: part!(sign_in: () => AnyView, fetch_sign_in),
    sign_up: part!(sign_up: () => AnyView, fetch_sign_up),
    live: part!(live: () => (), fetch_live),
};

fn main() {
    #[cfg(target_arch = "wasm32")]
    lepas::app::start(PARTS);
}
