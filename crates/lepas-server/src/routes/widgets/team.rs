//! The card of several people.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, Uri},
};
use lepas_api::{
    limits::TEAM_MAX,
    profile::{PublicProfile, WidgetSettings},
};

use super::{
    Place,
    answer::{answer, policies},
    place,
};
use crate::{
    app::AppState,
    http::{Answer, extract},
    routes::{
        choices::{CardChoices, pairs, value},
        public::origin,
    },
    widgets::{Packed, Rendered},
};

/// Several people in one card, `?handles=a,b,c`: at most eight, each once, in the order they are named.
pub(super) async fn team(State(state): State<AppState>, uri: Uri, request: HeaderMap) -> Answer {
    let pairs = pairs(&uri);
    let choices = CardChoices::read(&pairs);
    let mut handles: Vec<&str> = Vec::new();
    for handle in value(&pairs, "handles").unwrap_or_default().split(',').map(str::trim) {
        if !handle.is_empty() && !handles.contains(&handle) && handles.len() < TEAM_MAX {
            handles.push(handle);
        }
    }
    let mut members: Vec<PublicProfile> = Vec::new();
    let mut owners: Vec<WidgetSettings> = Vec::new();
    let mut absent = 0;
    for handle in handles {
        let found = match place(&state, handle).await? {
            // One step is enough: an old handle leads to the present one.
            Place::Moved(present) => place(&state, present.as_str()).await?,
            found => found,
        };
        match found {
            Place::Shown(shown) => {
                if members.iter().all(|member| member.handle != shown.profile.handle) {
                    members.push(shown.profile);
                    owners.push(shown.settings);
                }
            }
            Place::Moved(_) | Place::Private | Place::Nothing => absent += 1,
        }
    }
    let locale = choices.locale.or_else(|| members.first().map(|member| member.document.meta.lepas.locale));
    let locale = locale.unwrap_or_else(|| extract::language_of(&request));
    let options = choices.options(origin(&state, &request), locale);
    let status = if members.is_empty() { StatusCode::NOT_FOUND } else { StatusCode::OK };
    let rendered = Rendered {
        status,
        body: Packed::new(lepas_page::render_team(&members, absent, &options), 4),
        policies: policies(&options, &owners),
        locale,
        sites: owners,
        counted: None,
    };
    Ok(answer(&rendered, "text/html; charset=utf-8", &request))
}
