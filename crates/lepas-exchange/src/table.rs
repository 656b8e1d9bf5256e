//! Comma-separated tables as other programs write them (RFC 4180), read tolerantly.
//!
//! Owns quoting, line ends, the byte order mark and the semicolons of European spreadsheets. A cell is found by the name
//! of its column, never by its position. A broken row is named and left out; the rows around it stay.

/// A row with the number that a spreadsheet shows for it; the first row of the file is 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number.
    pub number: u32,
    /// Its cells.
    pub cells: Vec<String>,
    /// A quotation mark was opened and never closed, so that the row has no end.
    pub open: bool,
}

/// A table with named columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    header: Vec<String>,
    /// Everything below the header, empty rows left out.
    pub rows: Vec<Row>,
}

impl Table {
    /// Reads a table whose header has one of the columns `key`. Exporters write remarks above the header, so it may be any
    /// of the first rows. `None` when there is no such header.
    #[must_use]
    pub fn read(text: &str, key: &str) -> Option<Self> {
        let mut rows = rows(text).into_iter();
        let header = rows.by_ref().take(10).find(|row| row.cells.iter().any(|cell| names(cell, key)))?;
        let rows = rows.filter(|row| row.open || row.cells.iter().any(|cell| !cell.trim().is_empty())).collect();
        Some(Self { header: header.cells, rows })
    }

    /// How many columns there are.
    #[must_use]
    pub fn width(&self) -> usize {
        self.header.len()
    }

    /// The trimmed cell of a column; empty when there is no such column. `column` may name alternatives: `Name|Title`.
    #[must_use]
    pub fn cell<'t>(&self, row: &'t Row, column: &str) -> &'t str {
        let at = self.header.iter().position(|name| names(name, column));
        at.and_then(|at| row.cells.get(at)).map(|cell| cell.trim()).unwrap_or_default()
    }
}

fn names(cell: &str, column: &str) -> bool {
    column.split('|').any(|name| cell.trim().eq_ignore_ascii_case(name))
}

/// Takes a text apart into rows.
#[must_use]
pub fn rows(text: &str) -> Vec<Row> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let first = text.lines().next().unwrap_or_default();
    let separator = if first.contains(';') && !first.contains(',') { b';' } else { b',' };
    let mut rows = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let number = u32::try_from(rows.len()).unwrap_or(u32::MAX).saturating_add(1);
        let (mut row, after) = row(rest, separator, number);
        // Without its closing mark a row would swallow all that follow; it ends with its line instead.
        rest = if row.open {
            row.cells.clear();
            rest.split_once('\n').map_or("", |(_, after)| after)
        } else {
            after
        };
        rows.push(row);
    }
    rows
}

fn row(text: &str, separator: u8, number: u32) -> (Row, &str) {
    let bytes = text.as_bytes();
    let mut row = Row { number, cells: Vec::new(), open: false };
    let mut cell = String::new();
    // Start of the piece of text that is to be copied next; all cuts are at ASCII, so slices are whole characters.
    let (mut from, mut at, mut quoted) = (0, 0, false);
    loop {
        let Some(byte) = bytes.get(at).copied() else {
            cell.push_str(&text[from..]);
            row.cells.push(cell);
            row.open = quoted;
            return (row, "");
        };
        match byte {
            b'"' if quoted && bytes.get(at + 1) == Some(&b'"') => {
                cell.push_str(&text[from..=at]);
                at += 1;
                from = at + 1;
            }
            b'"' if quoted || (cell.is_empty() && text[from..at].trim().is_empty()) => {
                if quoted {
                    cell.push_str(&text[from..at]);
                }
                quoted = !quoted;
                from = at + 1;
            }
            b'\n' | b'\r' if !quoted => {
                cell.push_str(&text[from..at]);
                row.cells.push(cell);
                let length = if byte == b'\r' && bytes.get(at + 1) == Some(&b'\n') { 2 } else { 1 };
                return (row, &text[at + length..]);
            }
            byte if byte == separator && !quoted => {
                cell.push_str(&text[from..at]);
                row.cells.push(std::mem::take(&mut cell));
                from = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
}

/// Writes a row. A cell that a spreadsheet would run as a formula gets an apostrophe in front, as spreadsheets do.
pub fn write(out: &mut String, cells: &[&str]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        if formula || cell.contains(['"', ',', '\n', '\r']) {
            out.push('"');
            if formula {
                out.push('\'');
            }
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        rows(text).into_iter().map(|row| row.cells).collect()
    }

    #[test]
    fn quotes_newlines_and_marks_are_read_as_they_were_written() {
        let text = "\u{FEFF}Name,Url\r\n\"Satu, \"\"dua\"\"\nbaris\",\r\nTiga,x\n";
        assert_eq!(cells(text), [vec!["Name", "Url"], vec!["Satu, \"dua\"\nbaris", ""], vec!["Tiga", "x"]]);
        assert_eq!(cells("a;b\n1;\"2;3\""), [vec!["a", "b"], vec!["1", "2;3"]]);
    }

    #[test]
    fn an_open_quote_costs_its_own_line_only() {
        let rows = rows("Name\n\"terbuka\nberikut\n");
        assert_eq!(rows.iter().map(|row| row.open).collect::<Vec<_>>(), [false, true, false]);
        assert_eq!(rows[2].cells, ["berikut"]);
    }

    #[test]
    fn columns_are_found_by_name_below_remarks() {
        let table = Table::read("Notes:\n\"remark, with comma\"\n\nURL,First Name\nx,Sari\n", "First Name").unwrap();
        assert_eq!(table.cell(&table.rows[0], "first name"), "Sari");
        assert_eq!(table.cell(&table.rows[0], "Link|Url"), "x");
        assert_eq!(table.cell(&table.rows[0], "Absent"), "");
        assert_eq!(table.rows[0].number, 5);
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(table in vec(vec("[ -~\\n\"é,;]{0,12}", 2..4), 1..5)) {
            let mut text = String::new();
            for row in &table {
                write(&mut text, &row.iter().map(String::as_str).collect::<Vec<_>>());
            }
            let back: Vec<Vec<String>> = cells(&text);
            let marked = |cell: &String| if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell.clone() };
            let wanted: Vec<Vec<String>> = table.iter().map(|row| row.iter().map(marked).collect()).collect();
            // The first line decides on the separator; a semicolon there alone is a table of another kind.
            prop_assume!(!text.lines().next().is_some_and(|line| line.contains(';') && !line.contains(',')));
            prop_assert_eq!(back, wanted);
        }

        #[test]
        fn no_text_breaks_it(text in ".{0,200}") {
            let _ = rows(&text);
        }
    }
}
