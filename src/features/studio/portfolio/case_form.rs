//! The form of one piece of work.

use lepas_api::{
    limits::{ALT_MAX, DESCRIPTION_MAX},
    profile::{CaseStudy, Picture, ProfileDocument},
    upload::Upload,
};
use leptos::prelude::*;

use crate::{
    features::studio::{
        form::{BoundText, ParsedField, case_field, use_form},
        read::{given, read_date},
        upload::PictureControl,
    },
    i18n::Key,
    platform::{timers, ui_dom},
    ui::Icon,
};

/// Changes one work, wherever it stands by now.
fn change(document: &mut ProfileDocument, id: &str, run: impl FnOnce(&mut CaseStudy)) {
    if let Some(case) = document.meta.lepas.cases.iter_mut().find(|case| case.id == id) {
        run(case);
    }
}

/// The form of the work with this id.
#[component]
pub(super) fn CaseForm(id: String) -> impl IntoView {
    let form = use_form();
    let (i18n, studio, open) = (form.i18n, form.studio, form.open_case);
    let alt_id = case_field(&id);
    let id = StoredValue::new(id);
    let one = move |get: fn(&CaseStudy) -> String| {
        form.read(move |document| {
            id.with_value(|id| document.meta.lepas.cases.iter().find(|case| case.id == *id).map(get))
                .unwrap_or_default()
        })
    };
    let picture = form.read(move |document| {
        id.with_value(|id| {
            document.meta.lepas.cases.iter().find(|case| case.id == *id).and_then(|case| case.picture.clone())
        })
    });
    let at = form.read(move |document| {
        id.with_value(|id| document.meta.lepas.cases.iter().position(|case| case.id == *id)).unwrap_or_default()
    });
    // Order does not change while the form is open on this device; another device's move shows at the next opening.
    let pointer = format!("/meta/lepas/cases/{}", at.get_untracked());
    let stable = format!("/meta/lepas/cases/{}", id.get_value());
    let check_date =
        Callback::new(|text: String| Ok(read_date(&text)?.map(|date| date.to_string()).unwrap_or_default()));
    let put_date = Callback::new(move |text: String| {
        let date = read_date(&text).ok().flatten();
        studio.edit("/meta/lepas/cases/date", |document| {
            id.with_value(|id| change(document, id, |case| case.date = date))
        });
    });
    let on_upload = Callback::new(move |upload: Upload| {
        studio.edit("/meta/lepas/cases/picture", |document| {
            id.with_value(|id| {
                change(document, id, |case| {
                    case.picture = Some(Picture {
                        url: upload.url(),
                        alt: String::new(),
                        width: upload.width,
                        height: upload.height,
                    });
                });
            });
        });
        // The next thing to write is what the picture shows.
        let field = id.with_value(|id| case_field(id));
        timers::after(60, move || ui_dom::focus_by_id(&field)).detach();
    });
    let on_remove = Callback::new(move |()| {
        studio.edit("/meta/lepas/cases/picture", |document| {
            id.with_value(|id| change(document, id, |case| case.picture = None))
        });
    });
    let alt_pointer = format!("{pointer}/picture/alt");
    let has_picture = Memo::new(move |_| picture.with(Option::is_some));
    let address = Memo::new(move |_| {
        picture.with(|picture| picture.as_ref().map(|picture| (picture.url.clone(), picture.width, picture.height)))
    });
    let shown = move || {
        address.get().map(|(url, width, height)| {
            view! { <img class="lp-case-picture" src=url alt="" width=width height=height /> }
        })
    };
    view! {
        <form class="lp-form stack" data-gap="4" on:submit=|event| event.prevent_default()>
            <p class="sm">
                <button class="lp-more" type="button" on:click=move |_| open.set(None)>
                    <Icon name="arrow-left" />
                    " "
                    {move || i18n.t(Key::StudioCasesBack)}
                </button>
            </p>
            <BoundText
                label=Key::StudioCaseTitle
                pointer=format!("{pointer}/title")
                value=one(|case| case.title.clone())
                write=move |document, text| id.with_value(|id| change(document, id, |case| case.title = text))
                id="studio-case-title"
            />
            <div class="lp-cols">
                <BoundText
                    label=Key::StudioCaseClient
                    pointer=format!("{pointer}/client")
                    value=one(|case| case.client.clone().unwrap_or_default())
                    write=move |document, text| id.with_value(|id| change(document, id, |case| case.client = given(text)))
                />
                <ParsedField
                    label=i18n.label(Key::StudioCaseDate)
                    pointer=format!("{stable}/date")
                    written=one(|case| case.date.map(|date| date.to_string()).unwrap_or_default())
                    check=check_date
                    put=put_date
                    help=MaybeProp::derive(move || Some(i18n.t(Key::StudioDateHelp).to_owned()))
                />
            </div>
            <fieldset class="lp-picture-field stack" data-gap="3">
                <legend class="lp-field__label">{move || i18n.t(Key::StudioCasePicture)}</legend>
                {shown}
                <PictureControl
                    choose=Key::StudioPictureChoose
                    change=Key::StudioPictureChange
                    has_picture=has_picture
                    on_upload=on_upload
                    on_remove=on_remove
                />
                <Show when=move || has_picture.get()>
                    <BoundText
                        label=Key::StudioCaseAlt
                        pointer=alt_pointer.clone()
                        value=one(|case| case.picture.as_ref().map(|picture| picture.alt.clone()).unwrap_or_default())
                        write=move |document, text| {
                            id.with_value(|id| {
                                change(document, id, |case| {
                                    if let Some(picture) = &mut case.picture {
                                        picture.alt = text;
                                    }
                                });
                            });
                        }
                        help=Key::StudioCaseAltHelp
                        limit=ALT_MAX
                        id=alt_id.clone()
                    />
                </Show>
            </fieldset>
            <BoundText
                label=Key::StudioCaseSummary
                pointer=format!("{pointer}/summary")
                value=one(|case| case.summary.clone())
                write=move |document, text| id.with_value(|id| change(document, id, |case| case.summary = text))
                help=Key::StudioCaseSummaryHelp
                limit=DESCRIPTION_MAX
                multiline=true
            />
            <BoundText
                label=Key::StudioCaseLink
                pointer=format!("{pointer}/url")
                value=one(|case| case.url.clone().unwrap_or_default())
                write=move |document, text| id.with_value(|id| change(document, id, |case| case.url = given(text)))
                help=Key::StudioSiteHelp
                kind="url"
            />
        </form>
    }
    .into_any()
}
