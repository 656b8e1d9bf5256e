//! `demo`: fills an empty database with the demo set.

use std::collections::HashMap;

use anyhow::{Context as _, anyhow, bail};
use futures::{StreamExt as _, stream};
use lepas_api::{
    ConversationId, Handle, Locale, MessageId, Timestamp, UserId,
    account::{Password, Role},
    chat::Message,
    job::Job,
    profile::ProfileDocument,
};

use super::{progress::Progress, say};
use crate::{
    Config,
    app::{database_file, make_folder, open_store},
    auth::password::Passwords,
    clock,
    demo::{self, DemoConversation, DemoData, DemoPerson, DemoPicture},
    images::Pictures,
    store::{ImportedConversation, NewAccount, NewUpload, Store, UNUSABLE_PASSWORD},
};

/// Prints who can sign in.
///
/// # Errors
/// When standard output is closed.
pub(super) fn print_sign_ins() -> anyhow::Result<()> {
    for entry in demo::SIGN_INS {
        let line = serde_json::json!({ "role": entry.who, "email": entry.email, "password": entry.password });
        say(&line.to_string())?;
    }
    Ok(())
}

/// Fills an empty database. The work happens in a folder beside it and is moved into place at the end, so that an
/// interrupted run leaves nothing half-done.
///
/// # Errors
/// When the database is not empty or storing fails.
pub(super) async fn fill(config: &Config) -> anyhow::Result<()> {
    let file = database_file(config)?;
    if file.exists() {
        let store = open_store(config).await?;
        let empty = store.is_empty().await;
        store.close().await;
        if !empty? {
            bail!("{} holds data already; name an empty folder with --data-dir", config.data_dir.display());
        }
        return fill_in_place(config).await;
    }
    let workshop = config.data_dir.join("filling");
    if workshop.exists() {
        std::fs::remove_dir_all(&workshop).with_context(|| format!("{} could not be removed", workshop.display()))?;
    }
    let uploads = config.data_dir.join("uploads");
    if uploads.exists() || config.database_url.is_some() {
        return fill_in_place(config).await;
    }
    fill_in_place(&Config { data_dir: workshop.clone(), ..Config::default() }).await?;
    let moved = |name: &str| {
        let (from, to) = (workshop.join(name), config.data_dir.join(name));
        std::fs::rename(&from, &to).with_context(|| format!("{} could not be moved into place", from.display()))
    };
    moved("uploads")?;
    // The database last: only with it does the folder count as filled.
    moved("lepas.db")?;
    std::fs::remove_dir_all(&workshop).with_context(|| format!("{} could not be removed", workshop.display()))
}

async fn fill_in_place(config: &Config) -> anyhow::Result<()> {
    let store = open_store(config).await?;
    let uploads = config.data_dir.join("uploads");
    make_folder(&uploads)?;
    let now = clock::now();
    let mut data = demo::dataset(now.date())?;
    let people = accounts(store.as_ref(), &data, now).await?;
    let drawings = std::mem::take(&mut data.pictures);
    pictures(store.as_ref(), &Pictures::new(uploads), drawings, &people, now).await?;
    publish(store.as_ref(), &data.people, now).await?;
    let jobs: Vec<Job> = data
        .jobs
        .iter()
        .map(|entry| Job {
            owner: entry.owner.as_ref().and_then(|handle| people.get(handle)).cloned(),
            ..entry.job.clone()
        })
        .rev()
        .collect();
    for batch in jobs.chunks(1_000) {
        store.import_jobs(batch).await?;
    }
    // The most recently active conversation is stored last and so stands first in everybody's list.
    data.conversations.sort_by_key(|entry| std::cmp::Reverse(entry.messages.last().map(|message| message.minutes_ago)));
    for (number, entry) in data.conversations.iter().enumerate() {
        store.import_conversation(conversation(number, entry, &people, now)?).await?;
    }
    store.close().await;
    say(&format!("stored {} people, {} postings, {} conversations", people.len(), jobs.len(), data.conversations.len()))
}

/// Registers everybody. Those who cannot sign in get a password hash that nothing matches.
async fn accounts(store: &dyn Store, data: &DemoData, now: Timestamp) -> anyhow::Result<HashMap<Handle, UserId>> {
    let passwords = Passwords::new()?;
    let mut people = HashMap::new();
    for person in &data.people {
        let id: UserId = format!("demo-{}", person.handle).parse().context("the id of a demo account")?;
        let password_hash = match person.password {
            Some(password) => passwords.hash(Password(password.to_owned())).await?,
            None => UNUSABLE_PASSWORD.to_owned(),
        };
        let account = NewAccount {
            id: id.clone(),
            email: person.email.clone(),
            name: person.name.clone(),
            password_hash,
            role: person.role,
            locale: person.locale,
            handle: Some(person.handle.clone()),
            created_at: now,
        };
        let document = person.document.clone().unwrap_or_else(|| empty(person));
        store.create_account(account, &document).await.with_context(|| format!("account of {}", person.handle))?;
        people.insert(person.handle.clone(), id);
    }
    Ok(people)
}

/// The document of somebody who has just registered.
fn empty(person: &DemoPerson) -> ProfileDocument {
    let mut document = ProfileDocument::default();
    document.basics.name = person.name.clone();
    document.meta.lepas.locale = person.locale;
    document
}

/// Draws the pictures, as many at a time as the machine has cores, and sends them through the same door as uploads.
async fn pictures(
    store: &dyn Store,
    pictures: &Pictures,
    drawings: Vec<DemoPicture>,
    people: &HashMap<Handle, UserId>,
    now: Timestamp,
) -> anyhow::Result<()> {
    let mut progress = Progress::of("pictures", drawings.len() as u64);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut drawn = stream::iter(drawings)
        .map(|drawing| async move {
            let (id, owner) = (drawing.id.clone(), drawing.owner.clone());
            let bytes = tokio::task::spawn_blocking(move || drawing.png()).await.context("drawing ended")??;
            let upload = pictures.take(id.clone(), bytes.into()).await;
            let upload =
                upload.map_err(|fault| anyhow!("picture {id}: {}", fault.problem(Locale::En, "demo").title))?;
            Ok::<_, anyhow::Error>((owner, upload))
        })
        .buffer_unordered(cores);
    while let Some(picture) = drawn.next().await {
        let (owner, upload) = picture?;
        let owner = people.get(&owner).ok_or_else(|| anyhow!("{owner} is nobody of the demo"))?.clone();
        store.create_upload(NewUpload { owner, upload, created_at: now }, None).await?;
        progress.row();
    }
    progress.finish();
    Ok(())
}

async fn publish(store: &dyn Store, people: &[DemoPerson], now: Timestamp) -> anyhow::Result<()> {
    for person in people.iter().filter(|person| person.document.is_some()) {
        let mut report = lepas_api::Report::new();
        if let Some(document) = &person.document {
            document.check_publishable(&mut report);
        }
        // Clients may have no page.
        if report.is_empty() {
            store.publish(&person.handle, 1, now).await?;
        } else if person.role == Role::Freelancer {
            bail!("the page of {} cannot be published", person.handle);
        }
    }
    Ok(())
}

fn conversation(
    number: usize,
    entry: &DemoConversation,
    people: &HashMap<Handle, UserId>,
    now: Timestamp,
) -> anyhow::Result<ImportedConversation> {
    let person = |handle: &Handle| people.get(handle).cloned().ok_or_else(|| anyhow!("{handle} is nobody of the demo"));
    let between = [person(&entry.between[0])?, person(&entry.between[1])?];
    let id: ConversationId = format!("demo-{number}").parse().context("the id of a demo conversation")?;
    let messages = entry.messages.iter().enumerate().map(|(index, message)| {
        let message_id: MessageId = format!("demo-{number}-{index}").parse().context("the id of a demo message")?;
        Ok(Message {
            id: message_id,
            conversation: id.clone(),
            seq: index as u64 + 1,
            sender: between[message.by.min(1)].clone(),
            text: message.text.clone(),
            created_at: clock::before(now, message.minutes_ago.saturating_mul(60)),
        })
    });
    let messages: Vec<Message> = messages.collect::<anyhow::Result<_>>()?;
    let all = messages.len() as u64;
    let read_up_to = [all, all.saturating_sub(entry.unread as u64)];
    let created_at = messages.first().map_or(now, |message| message.created_at);
    Ok(ImportedConversation { id: id.clone(), between, messages, read_up_to, created_at })
}
