//! The file beside the file, with its totals.

use std::io::Read;
use std::path::Path;

use super::check::{self, Claims};
use super::{TotalsFile, TotalsForm};
use crate::ControlError;

const PLACE: &str = "control file";

/// A control file holds a few lines; more of it is not looked at.
const READ_MAX_BYTES: u64 = 64 * 1024;

/// Reads the control file of a data file, in the same folder.
pub(crate) fn read(file: &TotalsFile, data_file: &Path) -> Result<Claims, ControlError> {
    let text = |part: Option<&std::ffi::OsStr>| {
        part.map(|part| part.to_string_lossy().into_owned())
            .unwrap_or_default()
    };
    let name = file
        .name
        .replace("{stem}", &text(data_file.file_stem()))
        .replace("{name}", &text(data_file.file_name()));
    let path = data_file.with_file_name(name);
    let mut bytes = Vec::new();
    std::fs::File::open(&path)
        .and_then(|file| file.take(READ_MAX_BYTES).read_to_end(&mut bytes))
        .map_err(|cause| ControlError::FileMissing {
            path,
            cause: cause.to_string(),
        })?;
    // figures are ASCII, but the names before them may be Chinese
    let without_mark = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let strict = encoding_rs::UTF_8.decode_without_bom_handling_and_without_replacement(without_mark);
    let text = strict.unwrap_or_else(|| encoding_rs::GB18030.decode(&bytes).0);
    claims(file, &text)
}

fn claims(file: &TotalsFile, text: &str) -> Result<Claims, ControlError> {
    let mut claims = Claims::new(PLACE);
    let (rows, checksum, date) = match &file.form {
        TotalsForm::KeyValue {
            rows,
            checksum,
            business_date,
        } => {
            let named = rows.is_some() || checksum.is_some() || business_date.is_some();
            let total = |given: &Option<String>, usual: &[&str], name: &'static str| match given {
                Some(key) => value(text, key)
                    .map(Some)
                    .ok_or(ControlError::Absent { place: PLACE, name }),
                None if named => Ok(None),
                None => Ok(usual.iter().find_map(|key| value(text, key))),
            };
            (
                total(rows, &["rows"], "rows")?,
                total(checksum, &["sha256", "checksum"], "checksum")?,
                total(business_date, &["business_date"], "business_date")?,
            )
        }
        TotalsForm::Delimited {
            delimiter,
            rows,
            checksum,
            business_date,
        } => {
            let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
            let fields: Vec<&str> = line.split(delimiter.as_str()).map(str::trim).collect();
            let total = |number: &Option<usize>| {
                number.map(|number| {
                    fields
                        .get(number - 1)
                        .map_or_else(String::new, |field| (*field).to_owned())
                })
            };
            (total(rows), total(checksum), total(business_date))
        }
    };
    claims.rows = rows.map(|text| check::rows(PLACE, &text)).transpose()?;
    let digest = checksum.map(|text| check::checksum(PLACE, &text)).transpose()?;
    claims.checksum = digest.map(|digest| (digest, file.checksum_of.clone()));
    claims.business_date = date
        .map(|text| check::date(PLACE, &text, &file.date_format))
        .transpose()?;
    if claims.rows.is_none() && claims.checksum.is_none() && claims.business_date.is_none() {
        return Err(ControlError::Absent {
            place: PLACE,
            name: "rows, checksum or business_date",
        });
    }
    Ok(claims)
}

/// The value of a key, whatever its case, in lines `key=value` or `key: value`.
fn value(text: &str, key: &str) -> Option<String> {
    text.lines().find_map(|line| {
        let (name, value) = line.split_once(['=', ':'])?;
        name.trim()
            .eq_ignore_ascii_case(key)
            .then(|| value.trim().to_owned())
    })
}
