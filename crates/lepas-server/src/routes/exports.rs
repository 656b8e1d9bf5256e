//! Taking a profile away: the files that only the server has the code for.
//!
//! Owns who may ask, which parts of the draft go out, and that every picture that a page shows is one that is stored.
//! Leaves the files to `lepas-exchange`, and fetching pictures and packing to the client.

use std::collections::BTreeMap;

use axum::{Json, extract::State, http::HeaderMap, response::IntoResponse};
use lepas_api::{
    Handle, Locale, Rule, UploadId, path,
    profile::{ExportForm, ProfileDocument, ProfileExport, PublicProfile},
};
use lepas_exchange::{
    markdown,
    site::{self, Site},
    spreadsheet,
};
use serde::Deserialize;

use super::{profiles::own, public};
use crate::{
    app::AppState,
    auth::SignedIn,
    clock,
    http::{Answer, Fault, PathOf, QueryOf},
    store::ProfileRecord,
};

/// What of the profile, and how.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    form: Option<String>,
    private: Option<String>,
    lang: Option<String>,
}

/// One's own draft as files to take away: the whole site with its public parts only (`form=site`, the default), one
/// Markdown text (`form=markdown`, in `lang`), or one CSV table a section (`form=tables`). The last two have everything
/// when asked for `private=true`.
#[utoipa::path(
    get,
    path = "/v1/profiles/{handle}/export",
    operation_id = "exportProfile",
    tag = "profiles",
    params(
        ("handle" = String, Path, description = "Page address"),
        ("form" = Option<String>, Query, description = "`site`, `markdown` or `tables`"),
        ("private" = Option<bool>, Query, description = "Everything and not only what is public; not for a site"),
        ("lang" = Option<String>, Query, description = "Language of the Markdown, `id` or `en`")
    ),
    responses((status = 200, description = "The files", body = ProfileExport))
)]
pub(super) async fn export(
    State(state): State<AppState>,
    SignedIn(account): SignedIn,
    PathOf(handle): PathOf<Handle>,
    QueryOf(wanted): QueryOf<Wanted>,
    request: HeaderMap,
) -> Answer {
    let unknown = |name: &str| Fault::parameter(name, Rule::Choice);
    let form = wanted.form.as_deref().map_or(Some(ExportForm::Site), ExportForm::from_slug);
    let form = form.ok_or_else(|| unknown("?form"))?;
    let everything = match wanted.private.as_deref() {
        None | Some("false") => false,
        // A site is for everybody, whatever was asked for.
        Some("true") if form != ExportForm::Site => true,
        Some(_) => return Err(unknown("?private")),
    };
    let record = own(&state, &account, &handle).await?;
    if let Some(seconds) = state.limiter.count(("export", account.id.as_str()), state.limits.exports) {
        return Err(Fault::too_many(seconds));
    }
    let answer = match form {
        ExportForm::Site => whole_site(&state, &record, &public::origin(&state, &request)).await?,
        ExportForm::Markdown => {
            let document = shown(&record, everything);
            let own = document.meta.lepas.locale;
            let locale = wanted.lang.as_deref().map_or(Some(own), Locale::from_tag);
            let text = markdown::write(&document, locale.ok_or_else(|| unknown("?lang"))?);
            ProfileExport { files: BTreeMap::from([("resume.md".to_owned(), text)]), ..ProfileExport::default() }
        }
        ExportForm::Tables => {
            let files = spreadsheet::write(&shown(&record, everything)).into_iter().collect();
            ProfileExport { files, ..ProfileExport::default() }
        }
    };
    Ok(Json(answer).into_response())
}

/// The draft, whole or as everybody would see it.
fn shown(record: &ProfileRecord, everything: bool) -> ProfileDocument {
    let mut document = if everything { record.draft.clone() } else { record.draft.public_view() };
    // What others wrote themselves comes before what the owner quotes, as on the page.
    document.references.splice(0..0, record.testimonials.iter().cloned());
    document
}

async fn whole_site(state: &AppState, record: &ProfileRecord, origin: &str) -> Answer<ProfileExport> {
    let published_at = record.published.as_ref().map_or_else(clock::now, |(_, at, _)| *at);
    let profile = PublicProfile { handle: record.handle.clone(), document: shown(record, false), published_at };
    let mut stored = BTreeMap::new();
    for address in site::pictures(&profile.document) {
        let Some(id) = address.strip_prefix("/uploads/").and_then(|id| id.parse::<UploadId>().ok()) else { continue };
        if let Some(upload) = state.store.upload(&id).await? {
            stored.insert(address, upload.upload.media_type);
        }
    }
    let preview_path = path::preview_picture(&profile.handle);
    let locale = profile.document.meta.lepas.locale;
    // Of a draft that was never published nobody else can ask for this picture, so it comes along.
    let preview = state.previews.of(&profile, locale, public::files::face(state, &profile).await?).await?;
    let origin = origin.to_owned();
    let render = move || {
        let mut site = Site::new(&profile, &origin, |address| stored.contains_key(address));
        let mut answer = ProfileExport::default();
        for address in site.assets().to_vec() {
            let name = site.name(&address, stored.get(&address).map_or("", String::as_str));
            if address == preview_path {
                answer.drawn.insert(name, base64(&preview));
            } else {
                answer.fetched.insert(name, address);
            }
        }
        answer.files = site.files().into_iter().map(|file| (file.path, file.text)).collect();
        answer
    };
    tokio::task::spawn_blocking(render).await.map_err(Fault::internal)
}

/// Base64 of RFC 4648 §4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let sum = three.iter().fold(0_u32, |sum, byte| (sum << 8) | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = if place <= three.len() { LETTERS[((sum >> (18 - 6 * place)) & 63) as usize] } else { b'=' };
            out.push(char::from(letter));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn bytes_become_the_letters_of_the_standard() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(super::base64(bytes.as_bytes()), text);
        }
        assert_eq!(super::base64(&[0xFF, 0xEF, 0xBE]), "/+++");
    }
}
