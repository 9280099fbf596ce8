//! Spreadsheets. The library holds the whole workbook, so its size is limited.

use std::fs::File;
use std::io::BufReader;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use calamine::{DataRef, Reader as _, Xlsx as Workbook, open_workbook_from_rs};

use super::{Body, Opened, columns};
use crate::feed::Feed;
use crate::format::{Header, Xlsx};
use crate::row::Columns;
use crate::{FeedError, RawRow};

/// A workbook takes some ten times its size in memory.
const FILE_MAX_BYTES: u64 = 32 << 20;

/// What a spreadsheet program keeps of a number; more digits were lost when it was typed in.
const EXACT_BELOW: f64 = 1e15;

#[derive(Debug)]
pub(super) struct XlsxRows {
    rows: std::vec::IntoIter<RawRow>,
    row_count: usize,
    size: u64,
}

/// A sheet's row: its number, 1-based, and its cells by column.
struct SheetRow {
    number: u64,
    cells: Vec<(usize, Cell)>,
}

enum Cell {
    Text(String),
    /// What cannot be taken, and why.
    Unfit(String, &'static str),
}

pub(super) fn open(feed: &Feed, format: &Xlsx, path: &Path) -> Result<Opened, FeedError> {
    let cause = |cause| FeedError::Io {
        path: path.to_owned(),
        cause,
    };
    let file = File::open(path).map_err(cause)?;
    let size = file.metadata().map_err(cause)?.len();
    if size > FILE_MAX_BYTES {
        return Err(FeedError::TooLarge {
            what: "the workbook's size in bytes",
            found: size,
            limit: FILE_MAX_BYTES,
        });
    }
    let sheet = guarded(|| sheet_rows(file, format.sheet.as_deref()))?;
    let mut sheet = sheet.into_iter();
    let names = match &format.header {
        Header::Declared(names) => names.clone(),
        Header::InFile => sheet.next().map(header_names).unwrap_or_default(),
    };
    let columns = columns(feed, names)?;
    let rows: Vec<RawRow> = sheet.map(|row| raw_row(row, &columns)).collect();
    let row_count = rows.len();
    let rows = XlsxRows {
        rows: rows.into_iter(),
        row_count,
        size,
    };
    Ok(Opened {
        body: Body::Xlsx(rows),
        columns,
        claims: None,
    })
}

impl XlsxRows {
    pub(super) fn next(&mut self) -> Option<RawRow> {
        self.rows.next()
    }

    pub(super) fn bytes_read(&self) -> u64 {
        let (left, all) = (self.rows.len(), self.row_count.max(1));
        let share = u128::from(self.size) * (all - left.min(all)) as u128 / all as u128;
        u64::try_from(share).unwrap_or(self.size)
    }

    pub(super) fn total_bytes(&self) -> u64 {
        self.size
    }
}

fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, FeedError> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(reason)) => Err(FeedError::Format {
            format: "xlsx",
            reason,
        }),
        Err(_) => Err(FeedError::Format {
            format: "xlsx",
            reason: "the workbook is damaged".to_owned(),
        }),
    }
}

/// The rows that have a cell, cell by cell: a sheet's outline may claim far more than it holds.
fn sheet_rows(file: File, sheet: Option<&str>) -> Result<Vec<SheetRow>, String> {
    let mut workbook: Workbook<_> =
        open_workbook_from_rs(BufReader::new(file)).map_err(|why: calamine::XlsxError| why.to_string())?;
    let sheets = workbook.sheet_names();
    let name = match sheet {
        Some(name) if sheets.iter().any(|sheet| sheet == name) => name.to_owned(),
        Some(name) => {
            return Err(format!(
                "there is no sheet `{name}`; it has {}",
                sheets.join(", ")
            ));
        }
        None => sheets.first().cloned().ok_or("it has no sheet")?,
    };
    let mut cells = workbook
        .worksheet_cells_reader(&name)
        .map_err(|why| why.to_string())?;
    let mut rows: Vec<SheetRow> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(|why| why.to_string())? {
        let Some(value) = cell_value(cell.get_value()) else {
            continue;
        };
        let (number, column) = cell.get_position();
        let (number, column) = (u64::from(number) + 1, column as usize);
        match rows.last_mut() {
            Some(row) if row.number == number => row.cells.push((column, value)),
            _ => rows.push(SheetRow {
                number,
                cells: vec![(column, value)],
            }),
        }
    }
    Ok(rows)
}

fn cell_value(value: &DataRef<'_>) -> Option<Cell> {
    Some(Cell::Text(match value {
        DataRef::Empty => return None,
        DataRef::String(text) if text.is_empty() => return None,
        DataRef::SharedString("") => return None,
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => return Some(number_cell(*number)),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::DateTime(moment) if moment.is_duration() => moment.as_f64().to_string(),
        DataRef::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            match (hour, minute, second) {
                (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"),
            }
        }
        DataRef::Error(error) => {
            return Some(Cell::Unfit(
                error.to_string(),
                "the cell holds an error of the spreadsheet",
            ));
        }
    }))
}

fn number_cell(number: f64) -> Cell {
    if number.abs() >= EXACT_BELOW {
        let reason =
            "a number of more than 15 digits lost its last ones in the spreadsheet; keep it as text there";
        return Cell::Unfit(number.to_string(), reason);
    }
    Cell::Text(number.to_string())
}

fn header_names(row: SheetRow) -> Vec<String> {
    let mut names = Vec::new();
    for (column, cell) in row.cells {
        if let Cell::Text(text) = cell {
            // a sheet has at most 16,384 columns; the library sees to it
            names.resize(names.len().max(column + 1), String::new());
            if let Some(name) = names.get_mut(column) {
                text.trim().clone_into(name);
            }
        }
    }
    names
}

fn raw_row(sheet: SheetRow, columns: &Arc<Columns>) -> RawRow {
    let mut row = RawRow::new(sheet.number, columns, 64);
    for (column, cell) in sheet.cells {
        // cells that were never typed in are not in the file
        while row.len() < column.min(columns.names.len()) {
            row.push_field("");
        }
        match cell {
            Cell::Text(text) => row.push_field(&text),
            Cell::Unfit(text, reason) => {
                row.push_field(&text);
                let name = columns.names.get(column).map_or("", String::as_str);
                row.break_with(name, &text, "fields", reason.to_owned());
            }
        }
    }
    while row.len() < columns.names.len() {
        row.push_field("");
    }
    row.check_width();
    row
}
