//! Rules that typed values can break, told so that a person in either language knows what to do.
//!
//! Owns the rule list, its wording and the collector. Each type says which rules it has; the server and the app
//! both run them, so a form and an API client hear the same words.

use serde::{Deserialize, Serialize};

use crate::Locale;

/// A rule that a value broke.
///
/// On the wire the `code` member names it and its numbers stand beside it. Unknown codes of a newer server are kept
/// as [`Rule::Other`], so that an older app still shows the server's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "kebab-case", from = "RuleWire")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[error("{}", self.message(Locale::En))]
pub enum Rule {
    /// Nothing was given.
    Required,
    /// Fewer than `minimum` characters or entries.
    TooShort {
        /// Fewest allowed.
        minimum: usize,
    },
    /// More than `maximum` characters or entries.
    TooLong {
        /// Most allowed.
        maximum: usize,
    },
    /// A number outside its range.
    OutOfRange {
        /// Smallest allowed.
        minimum: i64,
        /// Largest allowed.
        maximum: i64,
    },
    /// Not a whole number in digits.
    Number,
    /// Not an e-mail address.
    Email,
    /// Not an `https`, `http` or `mailto` address.
    Link,
    /// Not a handle.
    Handle,
    /// A handle that Lepas keeps for itself.
    Reserved,
    /// Somebody has it already.
    Taken,
    /// Not an ISO 4217 code that Lepas knows.
    Currency,
    /// Not a date.
    Date,
    /// The end lies before the start.
    Order,
    /// Not one of the known values.
    Choice,
    /// Control or direction-changing characters.
    Characters,
    /// A password that many people use.
    CommonPassword,
    /// Not a picture of a supported kind.
    Picture,
    /// Missing, unknown or of the wrong shape in JSON.
    Shape,
    /// A cursor that this server did not give out.
    Cursor,
    /// A rule of a newer server.
    Other,
}

/// A rule as it stands on the wire: every member that any rule has. It is read like this because reading a tagged enum
/// takes many times the code, and the app is downloaded over slow links.
#[derive(Deserialize)]
struct RuleWire {
    code: String,
    minimum: Option<i64>,
    maximum: Option<i64>,
}

impl From<RuleWire> for Rule {
    fn from(wire: RuleWire) -> Self {
        let count = |number: Option<i64>| number.and_then(|number| usize::try_from(number).ok());
        let rule = match wire.code.as_str() {
            "required" => Some(Self::Required),
            "too-short" => count(wire.minimum).map(|minimum| Self::TooShort { minimum }),
            "too-long" => count(wire.maximum).map(|maximum| Self::TooLong { maximum }),
            "out-of-range" => {
                wire.minimum.zip(wire.maximum).map(|(minimum, maximum)| Self::OutOfRange { minimum, maximum })
            }
            "number" => Some(Self::Number),
            "email" => Some(Self::Email),
            "link" => Some(Self::Link),
            "handle" => Some(Self::Handle),
            "reserved" => Some(Self::Reserved),
            "taken" => Some(Self::Taken),
            "currency" => Some(Self::Currency),
            "date" => Some(Self::Date),
            "order" => Some(Self::Order),
            "choice" => Some(Self::Choice),
            "characters" => Some(Self::Characters),
            "common-password" => Some(Self::CommonPassword),
            "picture" => Some(Self::Picture),
            "shape" => Some(Self::Shape),
            "cursor" => Some(Self::Cursor),
            _ => None,
        };
        rule.unwrap_or(Self::Other)
    }
}

impl Rule {
    /// What to do about it, as a full sentence in the reader's language.
    #[must_use]
    pub fn message(&self, locale: Locale) -> String {
        match locale {
            Locale::Id => self.indonesian(),
            Locale::En => self.english(),
        }
    }

    fn indonesian(&self) -> String {
        match self {
            Self::Required => "Isi bagian ini.".into(),
            Self::TooShort { minimum } => format!("Paling sedikit {minimum}."),
            Self::TooLong { maximum } => format!("Paling banyak {maximum}."),
            Self::OutOfRange { minimum, maximum } => format!("Isi dengan angka {minimum} sampai {maximum}."),
            Self::Number => "Tulis dengan angka, misalnya 3.500.000.".into(),
            Self::Email => "Tulis alamat surel lengkap, misalnya sari@contoh.id.".into(),
            Self::Link => "Tulis alamat web yang diawali https://, misalnya https://contoh.id.".into(),
            Self::Handle => "Pakai huruf kecil, angka, dan tanda hubung di antaranya, misalnya sari-kemasan.".into(),
            Self::Reserved => "Nama ini dipakai Lepas sendiri. Pilih yang lain.".into(),
            Self::Taken => "Sudah dipakai orang lain. Pilih yang lain.".into(),
            Self::Currency => "Pakai kode mata uang tiga huruf, misalnya IDR atau USD.".into(),
            Self::Date => "Tulis tanggal sebagai 2026, 2026-11, atau 2026-11-21.".into(),
            Self::Order => "Akhir harus sesudah awal.".into(),
            Self::Choice => "Pilih salah satu yang ditawarkan.".into(),
            Self::Characters => "Buang karakter kendali yang tidak terlihat.".into(),
            Self::CommonPassword => "Kata sandi ini terlalu umum. Pilih yang hanya Anda pakai di sini.".into(),
            Self::Picture => "Pakai gambar JPEG, PNG, atau WebP, paling besar 5 MB dan 40 megapiksel.".into(),
            Self::Shape => "Bagian ini tidak dikenal atau bentuknya salah.".into(),
            Self::Cursor => "Penanda halaman ini tidak dikenal. Mulai lagi dari awal daftar.".into(),
            Self::Other => "Nilai ini ditolak.".into(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Required => "Fill this in.".into(),
            Self::TooShort { minimum } => format!("At least {minimum}."),
            Self::TooLong { maximum } => format!("At most {maximum}."),
            Self::OutOfRange { minimum, maximum } => format!("Give a number from {minimum} to {maximum}."),
            Self::Number => "Write it in digits, for example 3,500,000.".into(),
            Self::Email => "Write a full e-mail address, for example sari@example.com.".into(),
            Self::Link => "Write a web address that begins with https://, for example https://example.com.".into(),
            Self::Handle => {
                "Use lower-case letters, digits and single hyphens between them, for example sari-kemasan.".into()
            }
            Self::Reserved => "Lepas keeps this name for itself. Choose another.".into(),
            Self::Taken => "Somebody has this already. Choose another.".into(),
            Self::Currency => "Use a three-letter currency code, for example IDR or USD.".into(),
            Self::Date => "Write the date as 2026, 2026-11 or 2026-11-21.".into(),
            Self::Order => "The end must come after the start.".into(),
            Self::Choice => "Choose one of those offered.".into(),
            Self::Characters => "Remove the invisible control characters.".into(),
            Self::CommonPassword => "Too many people use this password. Choose one you use only here.".into(),
            Self::Picture => "Use a JPEG, PNG or WebP picture of at most 5 MB and 40 megapixels.".into(),
            Self::Shape => "This part is unknown or has the wrong shape.".into(),
            Self::Cursor => "This page mark is unknown. Start again from the top of the list.".into(),
            Self::Other => "This value was refused.".into(),
        }
    }
}

/// One broken rule at one place of the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "FieldErrorWire")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// RFC 6901 JSON pointer into the request body, or `?name` for a query parameter.
    pub pointer: String,
    /// Which rule, with its numbers.
    #[serde(flatten)]
    pub rule: Rule,
    /// The rule in words, in the language of the request.
    #[serde(default)]
    pub detail: String,
}

#[derive(Deserialize)]
struct FieldErrorWire {
    pointer: String,
    code: String,
    minimum: Option<i64>,
    maximum: Option<i64>,
    #[serde(default)]
    detail: String,
}

impl From<FieldErrorWire> for FieldError {
    fn from(wire: FieldErrorWire) -> Self {
        let rule = RuleWire { code: wire.code, minimum: wire.minimum, maximum: wire.maximum }.into();
        Self { pointer: wire.pointer, rule, detail: wire.detail }
    }
}

/// Collects what is wrong with a value, place by place.
#[derive(Debug, Default)]
pub struct Report {
    errors: Vec<(String, Rule)>,
    path: String,
}

impl Report {
    /// An empty report.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes a broken rule at `field` of the present place; an empty `field` means the place itself.
    pub fn add(&mut self, field: &str, rule: Rule) {
        let pointer = if field.is_empty() { self.path.clone() } else { format!("{}/{field}", self.path) };
        self.errors.push((pointer, rule));
    }

    /// Runs `check` one level deeper.
    pub fn within(&mut self, field: &str, check: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        self.path.push('/');
        self.path.push_str(field);
        check(self);
        self.path.truncate(length);
    }

    /// Checks every entry of a list and that there are at most `maximum`.
    pub fn each<T>(&mut self, field: &str, items: &[T], maximum: usize, mut check: impl FnMut(&T, &mut Self)) {
        if items.len() > maximum {
            self.add(field, Rule::TooLong { maximum });
        }
        self.within(field, |report| {
            for (index, item) in items.iter().take(maximum).enumerate() {
                report.within(&index.to_string(), |report| check(item, report));
            }
        });
    }

    /// Checks the length of a one-line or multi-line text and that it has no control or direction-changing characters.
    pub fn text(&mut self, field: &str, value: &str, minimum: usize, maximum: usize) {
        let length = value.trim().chars().count();
        if minimum > 0 && length == 0 {
            self.add(field, Rule::Required);
        } else if length < minimum {
            self.add(field, Rule::TooShort { minimum });
        } else if value.chars().count() > maximum {
            self.add(field, Rule::TooLong { maximum });
        } else if value.chars().any(is_unsafe_character) {
            self.add(field, Rule::Characters);
        }
    }

    /// The same for a text that may be absent.
    pub fn optional_text(&mut self, field: &str, value: Option<&str>, maximum: usize) {
        if let Some(value) = value {
            self.text(field, value, 0, maximum);
        }
    }

    /// True when nothing is wrong so far.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// The findings, worded in a language.
    #[must_use]
    pub fn into_errors(self, locale: Locale) -> Vec<FieldError> {
        self.errors
            .into_iter()
            .map(|(pointer, rule)| FieldError { detail: rule.message(locale), pointer, rule })
            .collect()
    }
}

/// Control characters other than line feed and tab, and the bidirectional overrides used to disguise text.
fn is_unsafe_character(character: char) -> bool {
    (character.is_control() && character != '\n' && character != '\t')
        || matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A request that can say what is wrong with it.
pub trait Validate {
    /// Notes every broken rule in `report`.
    fn validate(&self, report: &mut Report);

    /// All broken rules, worded in a language; empty when the value is good.
    fn errors(&self, locale: Locale) -> Vec<FieldError> {
        let mut report = Report::new();
        self.validate(&mut report);
        report.into_errors(locale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_follow_the_nesting() {
        let mut report = Report::new();
        report.each("skills", &["a", ""], 10, |skill, report| report.text("name", skill, 1, 5));
        let errors = report.into_errors(Locale::En);
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].pointer, "/skills/1/name");
        assert_eq!(errors[0].detail, "Fill this in.");
    }

    #[test]
    fn disguising_characters_are_refused_but_emoji_and_lines_stay() {
        let mut report = Report::new();
        report.text("a", "Kopi ☕\nbaris dua", 1, 50);
        assert!(report.is_empty());
        report.text("b", "moc.live\u{202E}", 1, 50);
        report.text("c", "null\0", 1, 50);
        assert_eq!(report.into_errors(Locale::Id).len(), 2);
    }

    #[test]
    fn a_newer_rule_is_kept_as_other() {
        let error: FieldError =
            serde_json::from_str(r#"{"pointer":"/x","code":"from-the-future","detail":"No."}"#).unwrap();
        assert_eq!((error.rule, error.detail.as_str()), (Rule::Other, "No."));
    }
}
