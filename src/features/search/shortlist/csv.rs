//! A table as a CSV file that spreadsheets open.
//!
//! Owns quoting (RFC 4180) and that no cell is ever taken for a formula: what people wrote into postings and profiles ends up
//! in somebody's spreadsheet. Pure.

use crate::routes::query;

/// With the mark by which spreadsheets know the encoding.
pub(super) fn write(rows: &[Vec<String>]) -> String {
    let mut out = String::from("\u{feff}");
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            out.push_str(if at > 0 { ",\"" } else { "\"" });
            if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
                out.push('\'');
            }
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        }
        out.push_str("\r\n");
    }
    out
}

/// The address that downloads a file, which needs neither server nor network.
pub(super) fn address(file: &str) -> String {
    let mut out = String::from("data:text/csv;charset=utf-8,");
    query::escape(file, &mut out);
    // In a form a space is a plus, in an address it is not; a plus of the text is escaped already.
    out.replace('+', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_quotes_stay_quotes() {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let file = write(&[
            row(&["Title", "Note"]),
            row(&["=1+1", "a \"b\", c\nd"]),
            row(&["-2", "@x"]),
            row(&["+3", "\t=4"]),
        ]);
        let expected =
            "\u{feff}\"Title\",\"Note\"\r\n\"'=1+1\",\"a \"\"b\"\", c\nd\"\r\n\"'-2\",\"'@x\"\r\n\"'+3\",\"'\t=4\"\r\n";
        assert_eq!(file, expected);
    }

    #[test]
    fn an_address_holds_every_byte() {
        assert_eq!(address("a b+c\"é"), "data:text/csv;charset=utf-8,a%20b%2Bc%22%C3%A9");
    }
}
