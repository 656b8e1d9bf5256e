//! One full value of every type on the wire, all of it invented.

use lepas_api::{
    ColorScheme, Currency, FieldError, Locale, Money, PartialDate, Problem, ProblemCode, Rule, Timestamp,
    account::{Me, Password, Role, Settings, SettingsPatch, SignIn, SignUp},
    chat::{Conversation, MarkRead, Message, Participant, SendMessage, StartConversation},
    index::{IndexKind, IndexManifest, PositionsReference, SegmentReference},
    job::{Job, JobRow, NewJob, Pay, WorkMode},
    profile::{
        ArrangeTestimonial, AskedTestimonial, Availability, AvailabilityStatus, Basics, CaseStudy, Extras, Language,
        Location, Meta, NetworkProfile, OwnProfile, Picture, ProfileDocument, ProfileExport, PublicProfile, Rate,
        RateUnit, Reference, Service, Skill, Testimonial, Testimonials, Theme, Work, Written,
    },
    talent::TalentRow,
    upload::Upload,
};
use serde_json::{Map, Value, json};

/// Parses a value that is known to be good.
pub(crate) fn parse<T: std::str::FromStr>(text: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    text.parse().unwrap()
}

fn date(text: &str) -> PartialDate {
    parse(text)
}

pub(crate) fn time() -> Timestamp {
    parse("2026-11-21T14:02:00.250Z")
}

pub(crate) fn picture() -> Picture {
    Picture { url: "/uploads/u1".into(), alt: "Tiga kemasan kopi".into(), width: 640, height: 480 }
}

pub(crate) fn document() -> ProfileDocument {
    ProfileDocument {
        basics: Basics {
            name: "Sari Kemasan".into(),
            label: "Desainer kemasan".into(),
            image: Some("/uploads/p1".into()),
            email: Some("sari@contoh.id".into()),
            phone: Some("+62 21 000".into()),
            url: Some("https://sari.contoh.id".into()),
            summary: "Sembilan tahun merancang kemasan.".into(),
            location: Some(Location {
                address: Some("Jalan Misal 1".into()),
                postal_code: Some("40111".into()),
                city: Some("Bandung".into()),
                country_code: Some("ID".into()),
                region: Some("Jawa Barat".into()),
                ..Location::default()
            }),
            profiles: vec![NetworkProfile {
                network: "Contoh".into(),
                username: "sari".into(),
                url: Some("https://contoh.id/sari".into()),
                ..NetworkProfile::default()
            }],
            ..Basics::default()
        },
        work: vec![Work {
            name: "Studio Umpama".into(),
            position: "Desainer kemasan".into(),
            start_date: Some(date("2017-02")),
            end_date: Some(date("2021")),
            summary: Some("Lini minuman.".into()),
            ..Work::default()
        }],
        skills: vec![Skill { level: Some("ahli".into()), ..Skill::named("Desain kemasan") }],
        languages: vec![Language {
            language: "Indonesia".into(),
            fluency: Some("penutur asli".into()),
            ..Language::default()
        }],
        references: vec![Reference {
            name: "Ayu Umpama".into(),
            reference: "Rapi dan tepat waktu.".into(),
            other: members(json!({ "id": "r1", "company": "Kopi Contoh" })),
            ..Reference::default()
        }],
        volunteer: vec![members(json!({ "organization": "Relawan Misal", "highlights": ["Lima poster"] }))],
        education: vec![members(json!({
            "id": "e1", "institution": "Kampus Umpama", "area": "Desain", "studyType": "S1", "startDate": "2012",
            "endDate": "2016-08", "score": "3,6", "url": "https://kampus.contoh.id", "courses": ["Tipografi"],
        }))],
        awards: vec![members(json!({ "title": "Kemasan Umpama", "date": "2024", "awarder": "Panitia Misal" }))],
        certificates: vec![members(
            json!({ "name": "Sertifikat Misal", "date": "2023-05", "issuer": "Lembaga Umpama" }),
        )],
        publications: vec![members(
            json!({ "name": "Buku Contoh", "publisher": "Penerbit Misal", "releaseDate": "2022" }),
        )],
        interests: vec![members(json!({ "name": "Batik", "keywords": ["kawung"] }))],
        projects: vec![members(json!({ "name": "Katalog Umpama", "roles": ["Desainer"], "keywords": ["cetak"] }))],
        meta: Meta { lepas: extras(), ..Meta::default() },
        ..ProfileDocument::default()
    }
}

/// An object as its members.
fn members(value: Value) -> Map<String, Value> {
    serde_json::from_value(value).unwrap()
}

fn extras() -> Extras {
    Extras {
        locale: Locale::Id,
        theme: Theme::Pasar,
        rate: Some(Rate::hourly(350_000, Currency::IDR)),
        availability: Availability {
            status: AvailabilityStatus::From,
            from: Some(date("2026-12-01")),
            hours_per_week: Some(30),
            away_until: Some(date("2026-11-30")),
        },
        time_zone: Some("Asia/Jakarta".into()),
        cases: vec![CaseStudy {
            id: "kopi".into(),
            title: "Tiga kopi, satu keluarga".into(),
            client: Some("Kopi Contoh".into()),
            date: Some(date("2026")),
            summary: "Tiga varian, satu bahasa rupa.".into(),
            picture: Some(picture()),
            url: Some("https://contoh.id/kopi".into()),
            other: members(json!({
                "role": "Desainer", "tools": ["Inkscape"], "reference": "r1",
                "blocks": [{ "kind": "text", "text": "Awalnya tiga label." }],
            })),
        }],
        services: vec![Service {
            id: "label".into(),
            title: "Label satu varian".into(),
            summary: "5 hari, 2 revisi".into(),
            price: Some(Rate { amount: Money::from_major(3_500_000, Currency::IDR), unit: RateUnit::Project }),
            other: members(json!({ "tiers": [{ "name": "Hemat", "days": 5 }] })),
        }],
        rates: vec![Rate::hourly(25, Currency::USD)],
        week: vec![members(json!({ "day": 1, "from": "09:00", "to": "17:00" }))],
        area: members(json!({ "city": "Bandung", "radiusKm": 15 })),
        roles: vec![members(json!({ "id": "ilustrator", "name": "Ilustrator", "hide": ["/education/e1"] }))],
        translations: members(json!({ "en": { "/basics/label": "Packaging designer" } })),
        visibility: members(json!({ "/basics/email": "clients", "/education/e1/score": "private" })),
        ..Extras::default()
    }
}

pub(crate) fn own_profile() -> OwnProfile {
    OwnProfile {
        handle: parse("sari-kemasan"),
        document: document(),
        version: 7,
        published_version: Some(6),
        published_at: Some(time()),
        updated_at: time(),
    }
}

pub(crate) fn public_profile() -> PublicProfile {
    PublicProfile { handle: parse("sari-kemasan"), document: document().public_view(), published_at: time() }
}

pub(crate) fn asked_testimonial() -> AskedTestimonial {
    let mut testimonial = testimonials().items.remove(0);
    testimonial.written = None;
    testimonial.shown = false;
    AskedTestimonial { testimonial, path: lepas_api::path::write_testimonial("00ff") }
}

pub(crate) fn testimonials() -> Testimonials {
    let written = Written {
        name: "Rina Contoh".into(),
        role: "pemilik Kopi Contoh".into(),
        text: "Rapi dan tepat waktu.".into(),
        rating: Some(5),
        written_at: time(),
    };
    let testimonial = Testimonial {
        id: parse("rina"),
        asked: "Bu Rina".into(),
        asked_at: time(),
        expires_at: time(),
        written: Some(written),
        withdrawn_at: None,
        shown: true,
    };
    Testimonials { items: vec![testimonial] }
}

pub(crate) fn arrange_testimonial() -> ArrangeTestimonial {
    ArrangeTestimonial { shown: Some(true), place: Some(0) }
}

pub(crate) fn sign_up() -> SignUp {
    SignUp {
        name: "Sari Kemasan".into(),
        email: parse("sari@contoh.id"),
        password: Password("kopi-susu-gula-aren".into()),
        role: Role::Freelancer,
        handle: Some(parse("sari-kemasan")),
        locale: Locale::Id,
    }
}

pub(crate) fn sign_in() -> SignIn {
    SignIn { email: parse("sari@contoh.id"), password: Password("kopi-susu-gula-aren".into()) }
}

pub(crate) fn me() -> Me {
    Me {
        id: parse("user-1"),
        name: "Sari Kemasan".into(),
        email: parse("sari@contoh.id"),
        handle: parse("sari-kemasan"),
        role: Role::Freelancer,
        avatar: Some("/uploads/p1".into()),
        published: true,
        unread: 2,
        settings: Settings { locale: Locale::Id, color_scheme: ColorScheme::Dark },
    }
}

pub(crate) fn settings_patch() -> SettingsPatch {
    SettingsPatch { locale: Some(Locale::En), color_scheme: None }
}

pub(crate) fn message() -> Message {
    Message {
        id: parse("m-01"),
        conversation: parse("c-01"),
        seq: 3,
        sender: parse("user-1"),
        text: "Dieline final sudah saya unggah.".into(),
        created_at: time(),
    }
}

pub(crate) fn conversation() -> Conversation {
    Conversation {
        id: parse("c-01"),
        participants: vec![Participant {
            id: parse("user-1"),
            name: "Sari Kemasan".into(),
            handle: Some(parse("sari-kemasan")),
            avatar: Some("/uploads/p1".into()),
            read_up_to: 2,
        }],
        last_seq: 3,
        last_message: Some(message()),
        unread: 1,
        created_at: time(),
    }
}

pub(crate) fn start_conversation() -> StartConversation {
    StartConversation { handle: parse("sari-kemasan") }
}

pub(crate) fn send_message() -> SendMessage {
    SendMessage { text: "Halo".into() }
}

pub(crate) fn mark_read() -> MarkRead {
    MarkRead { up_to: 3 }
}

pub(crate) fn pay() -> Pay {
    Pay { minimum: Some(1_200_000_000), maximum: Some(1_800_000_000), currency: Currency::IDR, unit: RateUnit::Project }
}

pub(crate) fn job() -> Job {
    Job {
        id: parse("job-1"),
        title: "Desain kemasan kopi".into(),
        company: Some("Kopi Contoh".into()),
        description: "Tiga varian kopi bubuk.".into(),
        skills: vec!["Desain kemasan".into(), "Illustrator".into()],
        category: Some("design".into()),
        mode: Some(WorkMode::Remote),
        employment: Some("freelance".into()),
        level: Some("mid".into()),
        pay: Some(pay()),
        country: Some("ID".into()),
        location: Some("Bandung".into()),
        posted: Some(date("2026-11-20")),
        owner: Some(parse("user-2")),
        updated_at: time(),
    }
}

pub(crate) fn job_row() -> JobRow {
    JobRow::from(&job())
}

pub(crate) fn new_job() -> NewJob {
    NewJob {
        title: "Desain kemasan kopi".into(),
        company: Some("Kopi Contoh".into()),
        description: "Tiga varian kopi bubuk.".into(),
        skills: vec!["Desain kemasan".into()],
        category: Some("design".into()),
        mode: Some(WorkMode::Hybrid),
        pay: Some(pay()),
        location: Some("Bandung".into()),
    }
}

pub(crate) fn talent_row() -> TalentRow {
    TalentRow::new(parse("sari-kemasan"), &document())
}

pub(crate) fn manifest() -> IndexManifest {
    IndexManifest {
        kind: IndexKind::Jobs,
        version: 12,
        generated_at: time(),
        documents: 412,
        segments: vec![SegmentReference {
            hash: "ab".repeat(32),
            bytes: 70_000,
            documents: 400,
            positions: PositionsReference { hash: "cd".repeat(32), bytes: 30_000 },
        }],
        tombstones: vec!["job-9".into()],
    }
}

pub(crate) fn upload() -> Upload {
    Upload { id: parse("u1"), width: 1600, height: 1200, bytes: 182_000, media_type: "image/jpeg".into() }
}

pub(crate) fn profile_export() -> ProfileExport {
    let one = |path: &str, value: &str| [(path.to_owned(), value.to_owned())].into();
    ProfileExport {
        files: one("index.html", "<!doctype html>"),
        drawn: one("preview.png", "iVBORw0KGgo="),
        fetched: one("images/k1.webp", "/uploads/k1"),
    }
}

pub(crate) fn problem() -> Problem {
    Problem {
        instance: Some("request-1".into()),
        retry_after: Some(30),
        current_etag: Some("\"7\"".into()),
        ..Problem::new(ProblemCode::Invalid, Locale::Id)
    }
    .with_detail("Judul kosong.")
    .with_errors(vec![FieldError {
        pointer: "/title".into(),
        rule: Rule::TooLong { maximum: 160 },
        detail: Rule::TooLong { maximum: 160 }.message(Locale::Id),
    }])
}
