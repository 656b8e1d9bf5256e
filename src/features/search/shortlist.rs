//! The shortlist: jobs and people that were kept, with notes, side by side, to take away and to share.
//!
//! Owns the page. It reads what the device keeps and works without a network; what the index knows today (shared hours,
//! whether a posting is still there) is added when it is at hand. Leaves how entries are kept to `state::shortlist`.

mod compare;
mod csv;
mod facts;
mod offer;

use lepas_api::{Locale, index::IndexKind, path};
use lepas_search::{Hit, Query};
use leptos::prelude::*;

use self::{
    compare::Compare,
    facts::{Facts, facts},
    offer::Offer,
};
use super::{rank::whole, reader::Reader, state::SearchState, weigh};
use crate::{
    i18n::{Key, fill, text},
    platform::{clipboard, clock, dom, intl, task, timers},
    routes::Route,
    state::{
        locale::{I18n, use_i18n},
        search::{SearchFailure, SearchService, use_search},
        shortlist::{self, Entry, Refused},
        toasts::{ToastTone, Toasts, use_toasts},
    },
    ui::{Badge, Button, ButtonSize, Checkbox, Each, EmptyState, IconButton, LinkButton, TextField, attr, live, memo},
};

/// Most that stand side by side.
const MOST_BESIDE: usize = 4;
/// Milliseconds between two looks while the index is still on its way, and how many.
const LOOK: u32 = 400;
const LOOKS: usize = 50;
/// Characters of a note that are comfortable to read.
const NOTE: usize = 1_000;

/// What is kept of one kind.
#[derive(Clone, Copy)]
struct List {
    kind: IndexKind,
    entries: RwSignal<Vec<Entry>>,
    /// What the index says today about the entries; `None` until the whole index was asked.
    found: RwSignal<Option<Vec<Hit>>>,
    /// Ids that stand side by side, in the order they were chosen.
    beside: RwSignal<Vec<String>>,
    service: SearchService,
    toasts: Toasts,
}

impl List {
    fn new(kind: IndexKind) -> Self {
        let list = Self {
            kind,
            entries: RwSignal::new(shortlist::entries(kind)),
            found: RwSignal::new(None),
            beside: RwSignal::new(Vec::new()),
            service: use_search(),
            toasts: use_toasts(),
        };
        list.ask();
        list
    }

    /// Asks the index what it has of the entries.
    fn ask(self) {
        task::spawn(async move {
            let ids = self.entries.try_get_untracked().unwrap_or_default().into_iter().map(|entry| entry.id).collect();
            if let Some(found) = self.look_up(ids).await {
                self.found.try_set(Some(found));
            }
        });
    }

    /// What the whole index has of some ids; `None` where it could not be loaded.
    async fn look_up(self, ids: Vec<String>) -> Option<Vec<Hit>> {
        if ids.is_empty() {
            return Some(Vec::new());
        }
        let mut query = Query { limit: ids.len(), only: ids, ..Query::default() };
        weigh::ask(&mut query, self.kind, &SearchState::default(), &Reader::kept(self.kind), clock::today());
        for _ in 0..LOOKS {
            match self.service.search(self.kind, query.clone()).await {
                Ok(answer) => {
                    if self.service.is_whole(self.kind) || answer.total == query.limit {
                        return Some(answer.hits);
                    }
                }
                Err(SearchFailure::Superseded) => {}
                Err(_) => return None,
            }
            timers::sleep(LOOK).await;
        }
        None
    }

    fn id(self, part: &str) -> String {
        format!("{part}-{}", self.kind.slug())
    }

    fn refuse(self, locale: Locale, refused: Refused) {
        let words = fill(text(locale, refused.words()), &[("count", &whole(locale, shortlist::MOST))]);
        self.toasts.show(ToastTone::Danger, words);
    }

    fn look(self) {
        // The page may be gone by now.
        self.entries.try_set(shortlist::entries(self.kind));
    }

    /// Takes an entry off, with a way back.
    fn remove(self, locale: Locale, id: &str, name: &str) {
        let Some(gone) = shortlist::remove(self.kind, id) else { return self.look() };
        self.beside.update(|beside| beside.retain(|held| held != id));
        self.look();
        // The button that had the focus is gone.
        if !dom::focus(&self.id("kept")) {
            dom::focus_heading();
        }
        let back = move || {
            if let Err(refused) = gone.keep() {
                self.refuse(locale, refused);
            }
            self.look();
        };
        let words = fill(text(locale, Key::ShortlistRemoved), &[("name", name)]);
        self.toasts.offer(ToastTone::Info, words, text(locale, Key::SearchSavedUndo), back);
    }

    /// Keeps a note with every key, and leaves the rows as they are.
    fn note(self, locale: Locale, id: &str, note: String) {
        let mut refused = None;
        self.entries.update(|entries| {
            if let Some(entry) = entries.iter_mut().find(|entry| entry.id == id) {
                entry.note = note;
                refused = entry.keep().err();
            }
        });
        if let Some(refused) = refused {
            self.refuse(locale, refused);
        }
    }

    /// Puts an entry beside others, or takes it away.
    fn choose(self, locale: Locale, id: &str, chosen: bool) {
        self.beside.update(|beside| {
            beside.retain(|held| held != id);
            if chosen {
                beside.push(id.to_owned());
            }
            if beside.len() > MOST_BESIDE {
                beside.remove(0);
                self.toasts.show(ToastTone::Info, text(locale, Key::CompareMost));
            }
        });
    }

    /// The facts of an entry (tracked).
    fn facts(self, locale: Locale, entry: &Entry) -> Facts {
        self.found.with(|found| {
            let hit = found.as_ref().and_then(|found| found.iter().find(|hit| hit.id == entry.id));
            facts(locale, entry, hit)
        })
    }

    /// The list as a file, with the facts that the table has (tracked).
    fn file(self, i18n: I18n) -> String {
        let locale = i18n.locale();
        let word = |key: Key| text(locale, key).to_owned();
        let mut rows: Vec<Vec<String>> = Vec::new();
        self.entries.with(|entries| {
            for entry in entries {
                let facts = self.facts(locale, entry);
                if rows.is_empty() {
                    let own = [
                        Key::JobNewTitle,
                        Key::AccountName,
                        Key::ShortlistNote,
                        Key::ShortlistSince,
                        Key::ShortlistLink,
                    ];
                    rows.push(own.into_iter().chain(facts.rows.iter().map(|fact| fact.name)).map(word).collect());
                }
                let own = [
                    entry.title.clone(),
                    facts.who,
                    entry.note.clone(),
                    entry.kept.date().to_string(),
                    format!("{}{}", dom::origin(), facts.address),
                ];
                let stated = facts.rows.into_iter().map(|fact| fact.words.unwrap_or_default());
                rows.push(own.into_iter().chain(stated).collect());
            }
        });
        csv::address(&csv::write(&rows))
    }
}

/// `/shortlist`.
#[component]
pub fn ShortlistPage() -> impl IntoView {
    let i18n = use_i18n();
    let toasts = use_toasts();
    let lists = IndexKind::ALL.map(List::new);
    let empty = memo(move || lists.iter().all(|list| list.entries.with(Vec::is_empty)));
    let share = move |()| {
        let ids = lists.map(|list| {
            (list.kind, list.entries.with_untracked(|entries| entries.iter().map(|entry| entry.id.clone()).collect()))
        });
        let link = format!("{}{}#{}", dom::origin(), Route::Shortlist.path(), shortlist::share(&ids));
        task::spawn(async move {
            let locale = i18n.locale_now();
            let words = match clipboard::write(&link).await {
                Ok(()) => text(locale, Key::ShortlistShared).to_owned(),
                Err(_) => fill(text(locale, Key::ShortlistShareRefused), &[("link", &link)]),
            };
            toasts.show(ToastTone::Info, words);
        });
    };
    let head = move || {
        if empty.get() {
            view! {
                <EmptyState title=i18n.label(Key::ShortlistEmpty) text=i18n.label(Key::ShortlistEmptyText)>
                    <LinkButton href=Route::Jobs.path()>{i18n.text(Key::SearchJobsTitle)}</LinkButton>
                    <LinkButton href=Route::Talent.path()>{i18n.text(Key::SearchTalentTitle)}</LinkButton>
                </EmptyState>
            }
            .into_any()
        } else {
            view! {
                <p>
                    <Button size=ButtonSize::Small icon="link" on_press=Callback::new(share)>
                        {i18n.text(Key::ShortlistShare)}
                    </Button>
                </p>
            }
            .into_any()
        }
    };
    view! {
        <div class="lp-shortlist">
            <h1 tabindex="-1">{i18n.text(Key::ShortlistTitle)}</h1>
            <p class="soft">{i18n.text(Key::ShortlistLead)}</p>
            <Offer lists=lists />
            {live(head)}
            {lists.map(|list| view! { <Kind list=list /> }.into_any()).into_iter().collect_view()}
        </div>
    }
}

/// What is kept of one kind.
#[component]
fn Kind(list: List) -> impl IntoView {
    let i18n = use_i18n();
    let any = memo(move || list.entries.with(|entries| !entries.is_empty()));
    let title = if list.kind == IndexKind::Jobs { Key::NavJobs } else { Key::NavTalent };
    move || {
        any.get().then(|| {
            view! {
                <section aria-labelledby=list.id("kept")>
                    <div class="row">
                        <h2 id=list.id("kept") tabindex="-1">
                            {i18n.text(title)}
                            " "
                            <span class="num quiet">{live(move || list.entries.with(Vec::len))}</span>
                        </h2>
                        <a
                            class="lp-button push"
                            data-size="sm"
                            href=attr(move || list.file(i18n))
                            download=format!("lepas-{}.csv", list.kind.slug())
                        >
                            {i18n.text(Key::ShortlistCsv)}
                        </a>
                    </div>
                    <p class="sm soft">{i18n.text(Key::CompareHint)}</p>
                    <Compare list=list />
                    <ul>
                        <Each each=move || list.entries.get() key=|entry| entry.id.clone() let(entry)>
                            <Kept list=list entry=entry />
                        </Each>
                    </ul>
                </section>
            }
            .into_any()
        })
    }
}

/// One entry.
#[component]
fn Kept(list: List, entry: Entry) -> impl IntoView {
    let i18n = use_i18n();
    let heading = format!("kept-{}-{}", list.kind.slug(), entry.id);
    let labelled = heading.clone();
    let note = RwSignal::new(entry.note.clone());
    let entry = StoredValue::new(entry);
    let id = move || entry.with_value(|entry| entry.id.clone());
    let facts = memo(move || entry.with_value(|entry| list.facts(i18n.locale(), entry)));
    let name = move || facts.with(|facts| facts.title.clone());
    let since = move || {
        let date = intl::date(i18n.locale(), entry.with_value(|entry| entry.kept));
        fill(text(i18n.locale(), Key::ShortlistKeptOn), &[("date", &date)])
    };
    let gone = move || {
        let gone = list.found.with(|found| found.as_ref().is_some_and(|found| !found.iter().any(|hit| hit.id == id())));
        gone.then(|| view! { <Badge>{i18n.text(Key::ShortlistGone)}</Badge> })
    };
    let chosen = memo(move || list.beside.with(|beside| beside.contains(&id())));
    let jump = move || {
        let ready = chosen.get() && list.beside.with(|beside| beside.len() > 1);
        ready.then(|| {
            view! { <a href=format!("#{}", list.id("beside"))>{i18n.text(Key::CompareSee)}</a> }
        })
    };
    let link = facts.with_untracked(|facts| facts.address.clone());
    // A person's page is the server's, outside of the app.
    let outside = (list.kind == IndexKind::Talent).then_some("external");
    view! {
        <li>
            <article class="lp-keptrow" aria-labelledby=labelled>
                <div class="stack" data-gap="1">
                    <h3 class="lp-job__title" id=heading>
                        <a href=link rel=outside>
                            <bdi>{live(name)}</bdi>
                        </a>
                    </h3>
                    <p class="sm">{live(move || facts.with(Facts::line))}</p>
                    <p class="xs quiet">{live(since)} " " {gone}</p>
                    <div class="row sm">
                        <Checkbox
                            label=i18n.label(Key::ComparePick)
                            checked=chosen
                            on_change=Callback::new(move |chosen| list.choose(i18n.locale_now(), &id(), chosen))
                        />
                        {live(jump)}
                    </div>
                </div>
                <TextField
                    label=i18n.label(Key::ShortlistNote)
                    value=note
                    on_input=Callback::new(move |typed: String| {
                        note.set(typed.clone());
                        list.note(i18n.locale_now(), &id(), typed);
                    })
                    multiline=true
                    limit=NOTE
                />
                <IconButton
                    icon="trash-2"
                    label=Signal::derive(move || fill(text(i18n.locale(), Key::SearchSavedDelete), &[("name", &name())]))
                    on_press=Callback::new(move |()| list.remove(i18n.locale_now(), &id(), &name()))
                />
            </article>
        </li>
    }
    .into_any()
}

/// Where an entry leads.
fn address(entry: &Entry) -> String {
    match entry.kind {
        IndexKind::Jobs => entry.id.parse().map(|id| Route::Job(id).path()).unwrap_or_default(),
        IndexKind::Talent => entry.id.parse().map(|handle| path::page(&handle)).unwrap_or_default(),
    }
}
