//! One suite over the `Store` trait. It names no database, so that the same functions run on every one.
//!
//! 1. A taken address or handle leaves nothing of the refused account behind.
//! 2. `seq` is dense per conversation; a repeat gives the stored message.
//! 3. Change marks of the index name exactly what changed.

use std::sync::Arc;

use lepas_api::{
    ConversationId, Handle, Locale, MessageId, Timestamp, UserId, account::Role, index::IndexKind, job::Job,
    profile::ProfileDocument,
};
use lepas_server::store::{NewAccount, SaveOutcome, SendOutcome, Store, StoreError, sqlite::SqliteStore};

/// Runs the suite on SQLite.
macro_rules! on_sqlite {
    ($($name:ident),+ $(,)?) => {
        $(
            #[tokio::test]
            async fn $name() {
                let folder = tempfile::tempdir().unwrap();
                let store: Arc<dyn Store> = Arc::new(SqliteStore::open(&folder.path().join("lepas.db")).await.unwrap());
                suite::$name(store.as_ref()).await;
                store.close().await;
            }
        )+
    };
}

on_sqlite!(
    a_refused_account_leaves_nothing_behind,
    messages_are_dense_and_repeats_give_what_is_stored,
    a_draft_is_saved_only_over_the_version_that_was_read,
    change_marks_name_exactly_what_changed,
    importing_the_same_again_changes_nothing,
);

fn id(text: &str) -> UserId {
    text.parse().unwrap()
}

fn at(milliseconds: i64) -> Timestamp {
    Timestamp::from_milliseconds(milliseconds)
}

async fn register(store: &dyn Store, name: &str, handle: &str) -> Result<(), StoreError> {
    let account = NewAccount {
        id: id(name),
        email: format!("{name}@contoh.id").parse().unwrap(),
        name: name.to_owned(),
        password_hash: "x".to_owned(),
        role: Role::Freelancer,
        locale: Locale::Id,
        handle: Some(handle.parse().unwrap()),
        created_at: at(0),
    };
    store.create_account(account, &ProfileDocument::default()).await
}

fn job(id: &str, title: &str) -> Job {
    let text = serde_json::json!({ "id": id, "title": title, "updated_at": "2026-11-21T00:00:00Z" });
    serde_json::from_value(text).unwrap()
}

mod suite {
    use super::*;

    pub(super) async fn a_refused_account_leaves_nothing_behind(store: &dyn Store) {
        assert!(store.is_empty().await.unwrap());
        register(store, "sari", "sari-kemasan").await.unwrap();
        assert!(matches!(register(store, "budi", "sari-kemasan").await, Err(StoreError::HandleTaken)));
        assert!(store.account(&id("budi")).await.unwrap().is_none());
        let twin = NewAccount {
            id: id("lain"),
            email: "sari@contoh.id".parse().unwrap(),
            name: "Lain".into(),
            password_hash: "x".into(),
            role: Role::Client,
            locale: Locale::En,
            handle: Some("lain-lain".parse().unwrap()),
            created_at: at(0),
        };
        assert!(matches!(store.create_account(twin, &ProfileDocument::default()).await, Err(StoreError::EmailTaken)));
        assert!(store.profile(&"lain-lain".parse().unwrap()).await.unwrap().is_none());
    }

    pub(super) async fn messages_are_dense_and_repeats_give_what_is_stored(store: &dyn Store) {
        register(store, "sari", "sari").await.unwrap();
        register(store, "klara", "klara").await.unwrap();
        register(store, "orang", "orang").await.unwrap();
        let conversation: ConversationId = "c1".parse().unwrap();
        let (sari, klara) = (id("sari"), id("klara"));
        store.start_conversation(&conversation, [&sari, &klara], at(1), None).await.unwrap();
        let send = async |number: usize, sender: &UserId| {
            let message: MessageId = format!("m{number}").parse().unwrap();
            store.send(&conversation, &message, sender, &format!("pesan {number}")).await.unwrap()
        };
        for number in 1..=10 {
            let SendOutcome::Stored(_, message) = send(number, if number % 2 == 0 { &sari } else { &klara }).await
            else {
                panic!("message {number} was not stored");
            };
            assert_eq!(message.seq, number as u64);
        }
        assert!(matches!(send(1, &klara).await, SendOutcome::Repeated(message) if message.seq == 1));
        assert_eq!(send(1, &sari).await, SendOutcome::Conflict);
        assert_eq!(send(11, &id("orang")).await, SendOutcome::Missing);
        let seqs = store.messages_after(&conversation, 0, 100).await.unwrap().iter().map(|m| m.seq).collect::<Vec<_>>();
        assert_eq!(seqs, (1..=10).collect::<Vec<_>>());
        // Whoever wrote last has read everything; the other one has what came after their own last message.
        assert_eq!((store.unread(&sari).await.unwrap(), store.unread(&klara).await.unwrap()), (0, 1));
        assert_eq!(store.mark_read(&conversation, &id("orang"), 5).await.unwrap(), None);
    }

    pub(super) async fn a_draft_is_saved_only_over_the_version_that_was_read(store: &dyn Store) {
        register(store, "sari", "sari").await.unwrap();
        let handle: Handle = "sari".parse().unwrap();
        let document = ProfileDocument::default();
        assert!(
            matches!(store.save_draft(&handle, &document, Some(1), at(2)).await.unwrap(), SaveOutcome::Saved(record) if record.version == 2)
        );
        assert!(matches!(store.save_draft(&handle, &document, Some(1), at(3)).await.unwrap(), SaveOutcome::Stale(2)));
        assert!(matches!(store.publish(&handle, 1, at(4)).await.unwrap(), SaveOutcome::Stale(2)));
        assert!(matches!(store.publish(&handle, 2, at(4)).await.unwrap(), SaveOutcome::Saved(_)));
        let nobody: Handle = "nobody".parse().unwrap();
        assert!(matches!(store.save_draft(&nobody, &document, None, at(5)).await.unwrap(), SaveOutcome::Missing));
    }

    pub(super) async fn change_marks_name_exactly_what_changed(store: &dyn Store) {
        store.import_jobs(&[job("a", "Satu"), job("b", "Dua")]).await.unwrap();
        let mark = store.change(IndexKind::Jobs).await.unwrap();
        store.import_jobs(&[job("b", "Dua baru"), job("c", "Tiga")]).await.unwrap();
        let changes = store.changed_jobs(mark).await.unwrap();
        assert_eq!(changes.live.iter().map(|job| job.title.as_str()).collect::<Vec<_>>(), ["Dua baru", "Tiga"]);
        assert_eq!(changes.up_to, store.change(IndexKind::Jobs).await.unwrap());
        assert_eq!(store.counts(IndexKind::Jobs, mark).await.unwrap(), (3, 2));
        let before = store.jobs_for_index(Default::default(), mark, 10).await.unwrap();
        assert_eq!(before.iter().map(|(_, job)| job.id.as_str()).collect::<Vec<_>>(), ["a"]);
    }

    pub(super) async fn importing_the_same_again_changes_nothing(store: &dyn Store) {
        store.import_jobs(&[job("a", "Satu")]).await.unwrap();
        let mark = store.change(IndexKind::Jobs).await.unwrap();
        let later = Job { updated_at: at(99), ..job("a", "Satu") };
        store.import_jobs(&[later]).await.unwrap();
        assert!(store.changed_jobs(mark).await.unwrap().live.is_empty());
        assert_eq!(store.jobs(None, 10).await.unwrap().len(), 1);
    }
}
