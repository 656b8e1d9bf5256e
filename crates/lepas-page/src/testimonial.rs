//! The page on which somebody writes a testimonial: plain HTML with a form, usable on any phone and without a script.
//!
//! Owns its markup and words in both languages. Checking what was sent and keeping it are the server's.

use lepas_api::{
    Locale, Report, Rule,
    limits::{LABEL_MAX, NAME_MAX, TESTIMONIAL_MAX},
    profile::{Theme, Written},
};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::{mark::mark, style};

/// What the page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TestimonialStep {
    /// Nothing is written yet, or what was sent breaks a rule.
    Write,
    /// It was written and may be changed or taken back.
    Written,
    /// It was taken back.
    Withdrawn,
    /// It was taken back, and the link takes no text any more.
    Gone,
    /// The link takes no text any more.
    Expired,
    /// No such link.
    Nothing,
}

/// The page with what is known.
#[derive(Debug, Clone)]
pub struct TestimonialPage<'a> {
    /// Language of the page.
    pub locale: Locale,
    /// Which of its states.
    pub step: TestimonialStep,
    /// Who asks.
    pub owner: &'a str,
    /// Whom, in the owner's words.
    pub asked: &'a str,
    /// What stands in the form.
    pub typed: &'a Written,
    /// Whether the writer agreed.
    pub agreed: bool,
    /// Fields that break a rule.
    pub wrong: Vec<(String, Rule)>,
}

impl TestimonialPage<'_> {
    /// Takes over what a check found.
    pub fn wrong_from(&mut self, report: Report) {
        self.wrong = report.into_errors(self.locale).into_iter().map(|error| (error.pointer, error.rule)).collect();
    }
}

struct Words {
    title: &'static str,
    asks: &'static str,
    what: &'static str,
    name: &'static str,
    role: &'static str,
    role_help: &'static str,
    text: &'static str,
    text_help: &'static str,
    rating: &'static str,
    rating_none: &'static str,
    optional: &'static str,
    consent: &'static str,
    consent_missing: &'static str,
    send: &'static str,
    change: &'static str,
    thanks: &'static str,
    thanks_text: &'static str,
    withdraw: &'static str,
    withdrawn: &'static str,
    withdrawn_text: &'static str,
    again: &'static str,
    expired: &'static str,
    expired_text: &'static str,
    nothing: &'static str,
    nothing_text: &'static str,
}

const INDONESIAN: Words = Words {
    title: "Menulis kesaksian",
    asks: "meminta beberapa kalimat tentang kerja sama Anda.",
    what: "Anda tidak perlu akun. Tulisan Anda baru tampil bila Anda setuju dan pemilik halaman memilih menampilkannya. \
           Lewat tautan ini Anda dapat mengubah atau menariknya kapan saja; simpan tautannya.",
    name: "Nama Anda",
    role: "Pekerjaan atau usaha Anda",
    role_help: "Misalnya: pemilik Kopi Contoh",
    text: "Kesaksian",
    text_help: "Apa yang dikerjakan, bagaimana jadinya, apakah Anda akan bekerja sama lagi?",
    rating: "Nilai",
    rating_none: "Tanpa nilai",
    optional: "boleh kosong",
    consent: "Saya setuju nama, pekerjaan, tulisan, dan nilai saya ditampilkan kepada umum di halaman itu, di kartunya di \
              situs lain, dan bagi mesin pencari. Saya boleh menarik persetujuan ini lewat tautan yang sama.",
    consent_missing: "Tanpa persetujuan ini tulisan Anda tidak disimpan. Centang bila Anda setuju.",
    send: "Kirim kesaksian",
    change: "Simpan perubahan",
    thanks: "Terima kasih. Tulisan Anda tersimpan.",
    thanks_text: "Pemilik halaman memutuskan apakah ditampilkan. Perubahan di bawah ini harus dipilihnya lagi.",
    withdraw: "Tarik dan hapus tulisan saya",
    withdrawn: "Tulisan Anda sudah ditarik dan dihapus.",
    withdrawn_text: "Tidak ada yang tersisa di halaman itu.",
    again: "Anda boleh menulis lagi di bawah ini.",
    expired: "Tautan ini sudah tidak berlaku",
    expired_text: "Mintalah tautan baru kepada orang yang mengirimkannya.",
    nothing: "Tautan ini tidak dikenal",
    nothing_text: "Periksa apakah alamatnya tersalin seluruhnya. Mungkin pula permintaannya sudah dibatalkan.",
};

const ENGLISH: Words = Words {
    title: "Writing a testimonial",
    asks: "asks you for a few sentences about working together.",
    what: "You need no account. What you write is shown only if you agree and the owner of the page chooses to show it. \
           Through this link you can change it or take it back at any time; keep the link.",
    name: "Your name",
    role: "Your work or business",
    role_help: "For example: owner of Example Coffee",
    text: "Testimonial",
    text_help: "What was done, how did it turn out, would you work together again?",
    rating: "Rating",
    rating_none: "No rating",
    optional: "may be empty",
    consent: "I agree that my name, work, words and rating are shown to everybody on that page, on its card on other sites, \
              and to search engines. I may take this back through the same link.",
    consent_missing: "Without your consent nothing is kept. Tick the box if you agree.",
    send: "Send the testimonial",
    change: "Save the changes",
    thanks: "Thank you. What you wrote is kept.",
    thanks_text: "The owner of the page decides whether it is shown. Changes made below have to be chosen again.",
    withdraw: "Take back and delete what I wrote",
    withdrawn: "What you wrote was taken back and deleted.",
    withdrawn_text: "Nothing is left on that page.",
    again: "You may write again below.",
    expired: "This link is no longer valid",
    expired_text: "Ask the person who sent it for a new one.",
    nothing: "This link is not known",
    nothing_text: "See whether the address was copied whole. The request may have been called off, too.",
};

/// The page. Serve it with `csp::testimonial_csp()` and without caching: its address is a secret.
#[must_use]
pub fn render_testimonial(page: &TestimonialPage<'_>) -> String {
    let words = if page.locale == Locale::Id { &INDONESIAN } else { &ENGLISH };
    let takes_text =
        matches!(page.step, TestimonialStep::Write | TestimonialStep::Written | TestimonialStep::Withdrawn);
    html! {
        (DOCTYPE)
        html lang=(page.locale.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex, nofollow";
                title { (words.title) " · Lepas" }
                link rel="icon" href="/favicon.svg" type="image/svg+xml";
                style { (PreEscaped(style::PAGE)) }
                style { (PreEscaped(style::theme(Theme::Surat))) }
                style { (PreEscaped(style::TESTIMONIAL)) }
            }
            body.pgb data-theme="surat" {
                div.pg {
                    main.tm id="isi" {
                        h1 { (heading(page, words)) }
                        (message(page, words))
                        @if takes_text { (form(page, words)) }
                        p.pg-by { (mark("pg-mark")) "Lepas" }
                    }
                }
            }
        }
    }
    .into_string()
}

fn heading(page: &TestimonialPage<'_>, words: &Words) -> &'static str {
    match page.step {
        TestimonialStep::Write => words.title,
        TestimonialStep::Written => words.thanks,
        TestimonialStep::Withdrawn | TestimonialStep::Gone => words.withdrawn,
        TestimonialStep::Expired => words.expired,
        TestimonialStep::Nothing => words.nothing,
    }
}

fn message(page: &TestimonialPage<'_>, words: &Words) -> Markup {
    html! {
        @match page.step {
            TestimonialStep::Write => {
                p { b { bdi { (page.owner) } } " " (words.asks) }
                p { (words.what) }
            },
            TestimonialStep::Written => {
                p role="status" { (words.thanks_text) }
                form method="post" {
                    input type="hidden" name="action" value="withdraw";
                    p { button.pg-btn data-quiet type="submit" { (words.withdraw) } }
                }
            },
            TestimonialStep::Withdrawn => { p role="status" { (words.withdrawn_text) " " (words.again) } },
            TestimonialStep::Gone => { p role="status" { (words.withdrawn_text) } },
            TestimonialStep::Expired => { p { (words.expired_text) } },
            TestimonialStep::Nothing => { p { (words.nothing_text) } },
        }
    }
}

fn form(page: &TestimonialPage<'_>, words: &Words) -> Markup {
    let name =
        if page.typed.name.is_empty() && page.step == TestimonialStep::Write { page.asked } else { &page.typed.name };
    html! {
        form method="post" novalidate {
            (field(page, "name", words.name, None, None, |described, invalid| html! {
                input id="name" name="name" value=(name) autocomplete="name" maxlength=(NAME_MAX) required
                    aria-invalid=[invalid] aria-describedby=[described];
            }))
            (field(page, "role", words.role, Some(words.role_help), Some(words.optional), |described, invalid| html! {
                input id="role" name="role" value=(page.typed.role) autocomplete="organization-title" maxlength=(LABEL_MAX)
                    aria-invalid=[invalid] aria-describedby=[described];
            }))
            (field(page, "text", words.text, Some(words.text_help), None, |described, invalid| html! {
                textarea id="text" name="text" rows="8" maxlength=(TESTIMONIAL_MAX) required
                    aria-invalid=[invalid] aria-describedby=[described] { "\n" (page.typed.text) }
            }))
            fieldset {
                legend { (words.rating) " " small { (words.optional) } }
                @for rating in 0..=5_u8 {
                    label {
                        input type="radio" name="rating" value=(rating) checked[page.typed.rating.unwrap_or(0) == rating];
                        span { @if rating == 0 { (words.rating_none) } @else { (rating) } }
                    }
                }
                (wrong(page, "rating"))
            }
            div.tm-consent {
                label {
                    input type="checkbox" name="consent" value="1" checked[page.agreed] required
                        aria-invalid=[says(page, "consent").map(|_| "true")]
                        aria-describedby=[says(page, "consent").map(|_| "consent-wrong")];
                    span { (words.consent) }
                }
                @if says(page, "consent").is_some() { p.tm-wrong id="consent-wrong" { (words.consent_missing) } }
            }
            p {
                button.pg-btn type="submit" {
                    (if page.step == TestimonialStep::Written { words.change } else { words.send })
                }
            }
        }
    }
}

/// The rule that a field breaks, in words.
fn says(page: &TestimonialPage<'_>, field: &str) -> Option<String> {
    let pointer = ["/", field].concat();
    page.wrong.iter().find(|(held, _)| *held == pointer).map(|(_, rule)| rule.message(page.locale))
}

fn wrong(page: &TestimonialPage<'_>, field: &str) -> Markup {
    html! {
        @if let Some(text) = says(page, field) { p.tm-wrong id=[Some([field, "-wrong"].concat())] { (text) } }
    }
}

fn field(
    page: &TestimonialPage<'_>,
    name: &str,
    label: &str,
    help: Option<&str>,
    optional: Option<&str>,
    input: impl FnOnce(Option<String>, Option<&'static str>) -> Markup,
) -> Markup {
    let is_wrong = says(page, name).is_some();
    let ids: Vec<String> = [(help.is_some(), "-help"), (is_wrong, "-wrong")]
        .into_iter()
        .filter(|(there, _)| *there)
        .map(|(_, ending)| [name, ending].concat())
        .collect();
    html! {
        div.tm-field {
            label for=(name) { (label) @if let Some(optional) = optional { " " small { (optional) } } }
            (input((!ids.is_empty()).then(|| ids.join(" ")), is_wrong.then_some("true")))
            @if let Some(help) = help { small id=([name, "-help"].concat()) { (help) } }
            (wrong(page, name))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page<'a>(typed: &'a Written, step: TestimonialStep) -> TestimonialPage<'a> {
        TestimonialPage {
            locale: Locale::Id,
            step,
            owner: "Sari <b>",
            asked: "Bu \"Rina\"",
            typed,
            agreed: false,
            wrong: Vec::new(),
        }
    }

    #[test]
    fn what_was_typed_stays_beside_what_is_wrong_with_it_and_nothing_becomes_markup() {
        let typed = Written { text: "</textarea><script>x</script>".into(), ..Written::blank() };
        let mut page = page(&typed, TestimonialStep::Write);
        page.wrong = vec![("/consent".into(), Rule::Required), ("/name".into(), Rule::Required)];
        let html = render_testimonial(&page);
        assert!(html.contains("&lt;/textarea&gt;") && !html.contains("<script"), "{html}");
        assert!(html.contains("Sari &lt;b&gt;") && html.contains("value=\"Bu &quot;Rina&quot;\""), "{html}");
        assert!(html.contains("id=\"name-wrong\"") && html.contains("Tanpa persetujuan"), "{html}");
    }

    #[test]
    fn a_link_that_leads_nowhere_has_no_form() {
        for step in [TestimonialStep::Expired, TestimonialStep::Nothing] {
            assert!(!render_testimonial(&page(&Written::blank(), step)).contains("<form"));
        }
    }
}
