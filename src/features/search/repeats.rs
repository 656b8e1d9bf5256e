//! Postings that were posted more than once.
//!
//! Owns which of the results at hand repeat an earlier one: of the same client, with much the same words. Resemblance is Broder's
//! (1997): the share of pairs of neighbouring words that two texts have in common. Pure. Leaves folding them away to `rows`; totals
//! and counts go on counting postings.

use lepas_api::job::JobRow;
use lepas_search::Hit;

use crate::api::read_json;

/// Least resemblance of title and summary.
const ALIKE: f64 = 0.7;
/// Least resemblance of the words of the titles: clients begin every posting with the same praise of themselves.
const SAME_TITLE: f64 = 0.5;

/// The hashes of what a text consists of, sorted, each once.
type Print = Vec<u64>;

/// For every result that repeats an earlier one: its place among them, and the place of the first one like it.
pub(crate) fn repeats(hits: &[Hit]) -> Vec<(usize, usize)> {
    let titles: Vec<Print> = hits.iter().map(|hit| sorted(words(&hit.title.text))).collect();
    // Few titles resemble each other, and only then the texts are looked at.
    let mut texts: Vec<Option<Print>> = vec![None; hits.len()];
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, hit) in hits.iter().enumerate() {
        let first = hits.iter().enumerate().take(at).find(|(other, one)| {
            found.iter().all(|(repeat, _)| repeat != other)
                && resemblance(&titles[*other], &titles[at]) >= SAME_TITLE
                && resemblance(&text_of(&mut texts, *other, one), &text_of(&mut texts, at, hit)) >= ALIKE
                && client(one) == client(hit)
        });
        if let Some((first, _)) = first {
            found.push((at, first));
        }
    }
    found
}

/// Whose posting it is; the outer `None` never equals another, because what cannot be read is not drawn either.
fn client(hit: &Hit) -> Result<Option<String>, String> {
    read_json::<JobRow>(hit.payload.as_bytes()).map(|row| row.company).map_err(|_| hit.id.clone())
}

/// The hashes of the words of a text in order.
fn words(text: &str) -> Print {
    text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).map(hash).collect()
}

/// The pairs of neighbouring words of title and summary, worked out once.
fn text_of(texts: &mut [Option<Print>], at: usize, hit: &Hit) -> Print {
    let make = || {
        let all = [words(&hit.title.text), words(&hit.summary.text)].concat();
        let pairs = all.windows(2).map(|pair| pair.iter().fold(0, |hash: u64, word| (hash ^ word).wrapping_mul(PRIME)));
        sorted(pairs.collect())
    };
    texts.get_mut(at).map(|text| text.get_or_insert_with(make).clone()).unwrap_or_default()
}

const PRIME: u64 = 0x0100_0000_01b3;

/// FNV-1a of a word in small letters.
fn hash(word: &str) -> u64 {
    let signs = word.chars().flat_map(char::to_lowercase);
    signs.fold(0xcbf2_9ce4_8422_2325, |hash, sign| (hash ^ u64::from(u32::from(sign))).wrapping_mul(PRIME))
}

fn sorted(mut print: Print) -> Print {
    print.sort_unstable();
    print.dedup();
    print
}

/// What two prints have in common, as a share of what they have together.
fn resemblance(one: &[u64], other: &[u64]) -> f64 {
    let common = one.iter().filter(|hash| other.binary_search(hash).is_ok()).count() as f64;
    common / ((one.len() + other.len()) as f64 - common).max(1.0)
}

#[cfg(test)]
mod tests {
    use lepas_search::Marked;

    use super::*;

    const TEXT: &str = "Kami mencari desainer untuk tiga varian kopi sachet. Berkas siap cetak, dua revisi, dan satu \
        kunjungan ke percetakan di Bandung. Pengerjaan empat minggu mulai awal bulan depan";

    fn hit(id: &str, company: &str, title: &str, summary: &str) -> Hit {
        let job =
            format!(r#"{{"id":"{id}","title":"{title}","updated_at":"2026-11-21T00:00:00Z","company":"{company}"}}"#);
        let row = JobRow::from(&serde_json::from_str::<lepas_api::job::Job>(&job).unwrap());
        let marked = |text: &str| Marked { text: text.into(), marks: Vec::new() };
        Hit {
            id: id.into(),
            score: 0.0,
            parts: Vec::new(),
            title: marked(title),
            summary: marked(summary),
            payload: serde_json::to_string(&row).unwrap(),
        }
    }

    #[test]
    fn three_variants_of_a_posting_are_one_and_two_different_ones_are_two() {
        let later = TEXT.replace("empat minggu", "lima minggu");
        let hits = [
            hit("a", "Kopi Contoh", "Desainer kemasan kopi", TEXT),
            hit(
                "b",
                "Kopi Contoh",
                "Penulis naskah iklan",
                "Naskah radio tiga puluh detik untuk kopi sachet, dua suara.",
            ),
            hit("c", "Kopi Contoh", "Desainer Kemasan Kopi (dibuka lagi)", TEXT),
            hit("d", "Kopi Contoh", "Desainer kemasan kopi", &later),
        ];
        assert_eq!(repeats(&hits), [(2, 0), (3, 0)]);
    }

    #[test]
    fn another_client_or_another_title_is_another_posting() {
        let hits = [
            hit("a", "Kopi Contoh", "Desainer kemasan", TEXT),
            hit("b", "Teh Misal", "Desainer kemasan", TEXT),
            hit("c", "Kopi Contoh", "Manajer gudang", TEXT),
        ];
        assert_eq!(repeats(&hits), []);
    }

    #[test]
    fn nothing_is_like_nothing_only_where_its_words_are() {
        assert_eq!(repeats(&[hit("a", "x", "Kasir", ""), hit("b", "x", "Koki", "")]), []);
        assert_eq!(repeats(&[]), []);
    }
}
