//! What facets and their values are called on screen.
//!
//! Owns the mapping from the words of the index to texts. A value that Lepas does not know (imports bring their own
//! categories) is shown as it is.

use lepas_api::{
    Locale,
    index::{IndexKind, field},
};

use super::state::Order;
use crate::i18n::{Key, text};

/// The heading of a facet.
pub(crate) fn facet(locale: Locale, name: &str) -> &'static str {
    let key = match name {
        field::SKILL => Key::SearchFacetSkill,
        field::CATEGORY => Key::SearchFacetCategory,
        field::MODE => Key::SearchFacetMode,
        field::PAY_UNIT => Key::SearchFacetPayUnit,
        field::EMPLOYMENT => Key::SearchFacetEmployment,
        field::LEVEL => Key::SearchFacetLevel,
        field::COUNTRY => Key::SearchFacetCountry,
        field::LANGUAGE => Key::SearchFacetLanguage,
        _ => Key::SearchFacetAvailability,
    };
    text(locale, key)
}

/// A value of a facet; the empty value is "not stated".
pub(crate) fn value(locale: Locale, facet: &str, value: &str) -> String {
    let key = match (facet, value) {
        (_, "") => Key::SearchFacetUnknown,
        (field::MODE, "remote") => Key::SearchModeRemote,
        (field::MODE, "hybrid") => Key::SearchModeHybrid,
        (field::MODE, "onsite") => Key::SearchModeOnsite,
        (field::PAY_UNIT, "hour") => Key::SearchUnitHour,
        (field::PAY_UNIT, "day") => Key::SearchUnitDay,
        (field::PAY_UNIT, "month") => Key::SearchUnitMonth,
        (field::PAY_UNIT, "year") => Key::SearchUnitYear,
        (field::PAY_UNIT, "project") => Key::SearchUnitProject,
        (field::LEVEL, "junior") => Key::SearchLevelJunior,
        (field::LEVEL, "mid") => Key::SearchLevelMid,
        (field::LEVEL, "senior") => Key::SearchLevelSenior,
        (field::EMPLOYMENT, "full-time") => Key::SearchEmploymentFullTime,
        (field::EMPLOYMENT, "part-time") => Key::SearchEmploymentPartTime,
        (field::EMPLOYMENT, "contract") => Key::SearchEmploymentContract,
        (field::EMPLOYMENT, "freelance") => Key::SearchEmploymentFreelance,
        (field::EMPLOYMENT, "intern") => Key::SearchEmploymentIntern,
        (field::AVAILABILITY, "now") => Key::SearchAvailabilityNow,
        (field::AVAILABILITY, "from") => Key::SearchAvailabilityFrom,
        (field::AVAILABILITY, "full") => Key::SearchAvailabilityFull,
        (field::CATEGORY, name) => return category(locale, name),
        _ => return value.to_owned(),
    };
    text(locale, key).to_owned()
}

fn category(locale: Locale, name: &str) -> String {
    let key = match name {
        "design" => Key::SearchCategoryDesign,
        "illustration" => Key::SearchCategoryIllustration,
        "web" => Key::SearchCategoryWeb,
        "mobile" => Key::SearchCategoryMobile,
        "data" => Key::SearchCategoryData,
        "writing" => Key::SearchCategoryWriting,
        "translation" => Key::SearchCategoryTranslation,
        "video" => Key::SearchCategoryVideo,
        "photo" => Key::SearchCategoryPhoto,
        "marketing" => Key::SearchCategoryMarketing,
        "field-service" => Key::SearchCategoryFieldService,
        "finance" => Key::SearchCategoryFinance,
        "audio" => Key::SearchCategoryAudio,
        "admin" => Key::SearchCategoryAdmin,
        "other" => Key::SearchCategoryOther,
        _ => return name.to_owned(),
    };
    text(locale, key).to_owned()
}

/// An order of the results.
pub(crate) fn order(locale: Locale, kind: IndexKind, order: Order) -> &'static str {
    let key = match (order, kind) {
        (Order::Match, _) => Key::SearchSortMatch,
        (Order::Newest, _) => Key::SearchSortNewest,
        (Order::Pay, IndexKind::Jobs) => Key::SearchSortPayJobs,
        (Order::Pay, IndexKind::Talent) => Key::SearchSortPayTalent,
    };
    text(locale, key)
}

/// The words that name a page of this kind: title, name in the tab, label of the box, example in the box.
pub(crate) fn page(locale: Locale, kind: IndexKind) -> [&'static str; 4] {
    match kind {
        IndexKind::Jobs => {
            [Key::SearchJobsTitle, Key::SearchJobsPage, Key::SearchJobsLabel, Key::SearchJobsPlaceholder]
        }
        IndexKind::Talent => {
            [Key::SearchTalentTitle, Key::SearchTalentPage, Key::SearchTalentLabel, Key::SearchTalentPlaceholder]
        }
    }
    .map(|key| text(locale, key))
}

/// A number of results in words without the number: singular and plural keys of a kind.
pub(crate) fn count_keys(kind: IndexKind) -> (Key, Key) {
    match kind {
        IndexKind::Jobs => (Key::SearchJobsCountOne, Key::SearchJobsCountOther),
        IndexKind::Talent => (Key::SearchTalentCountOne, Key::SearchTalentCountOther),
    }
}
