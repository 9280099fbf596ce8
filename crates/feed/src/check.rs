//! In words: what a mapping would do with the first rows of a file.

mod rows;

use std::fmt::Write as _;
use std::path::Path;

use crate::control::{ChecksumOf, Control, TotalsForm, TotalsRecord};
use crate::format::{Format, Header, Unit};
use crate::{About, Feed, FeedError, Mode, Reader, Strategy};

/// The language a check speaks. What is said against a value is in English in both, as in the rejects file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Chinese.
    Chinese,
    /// English.
    English,
}

impl Language {
    fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Chinese => zh,
            Self::English => en,
        }
    }
}

/// Tells what the feed would do with the first rows of a file. Nothing is written; totals are named and not added
/// up, for that takes the whole file.
///
/// # Errors
/// As [`Feed::open`], and what refuses the file within the rows looked at.
pub fn check(feed: &Feed, path: &Path, first: usize, language: Language) -> Result<String, FeedError> {
    let mut reader = feed.open(path, None)?;
    let mut text = String::new();
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy())
        .unwrap_or_default();
    let _ = writeln!(text, "{name}: {}", outline(feed, &reader, language));
    let _ = writeln!(text, "{}", treatment(feed, language));
    let _ = writeln!(text, "{}", columns(feed, &reader, language));
    if !reader.is_rejects_file()
        && let Some(totals) = totals(&feed.control, language)
    {
        let _ = writeln!(text, "{totals}");
    }
    text.push('\n');
    let (mut taken, mut rejected, mut findings) = (0_u64, 0_u64, 0_usize);
    let rows = if first == 0 {
        None
    } else {
        reader.next_batch(first)?
    };
    for row in rows.iter().flatten() {
        match feed.map(row) {
            Ok(mapped) => {
                taken += 1;
                findings += mapped.findings.len();
                rows::taken(&mut text, feed, &mapped, language);
            }
            Err(rejects) => {
                rejected += 1;
                rows::rejected(&mut text, row.line, &rejects, language);
            }
        }
    }
    let _ = match language {
        Language::Chinese => writeln!(
            text,
            "\n看了前 {} 行：{taken} 行可以载入，{rejected} 行会被拒绝，{findings} 处质量发现。",
            taken + rejected
        ),
        Language::English => writeln!(
            text,
            "\nOf the first {} rows {taken} would be taken and {rejected} rejected, with {findings} findings.",
            taken + rejected
        ),
    };
    Ok(text)
}

fn outline(feed: &Feed, reader: &Reader, language: Language) -> String {
    if reader.is_rejects_file() {
        let said = language.pick("已修正的拒绝文件，属于数据接口", "a mended rejects file of feed");
        return format!("{said} `{}`", feed.name);
    }
    let said = language.pick("按数据接口", "read as feed");
    format!("{said} `{}`, {}", feed.name, format_words(&feed.format, language))
}

fn format_words(format: &Format, language: Language) -> String {
    let header = |header: &Header| match header {
        Header::InFile => language.pick("首行是列名", "column names in the first row"),
        Header::Declared(_) => language.pick("列名由映射给出", "column names from the mapping"),
    };
    match format {
        Format::Delimited(format) => {
            let kind = language.pick("分隔文本", "delimited text");
            let by = language.pick("分隔符", "delimiter");
            let quote = match format.quote {
                Some(quote) => format!("{} {quote}", language.pick("引号", "quote")),
                None => language.pick("无引号", "no quotes").to_owned(),
            };
            let (encoding, header) = (format.encoding.name(), header(&format.header));
            format!(
                "{kind}, {encoding}, {by} {:?}, {quote}, {header}",
                format.delimiter
            )
        }
        Format::Fixed(format) => {
            let kind = language.pick("定长记录", "records of fixed width");
            let unit = match format.unit {
                Unit::Bytes => language.pick("按字节", "in bytes"),
                Unit::Characters => language.pick("按字符", "in characters"),
            };
            format!("{kind}, {}, {unit}", format.encoding.name())
        }
        Format::Xlsx(format) => {
            let sheet = format
                .sheet
                .as_deref()
                .unwrap_or(language.pick("第一张表", "the first sheet"));
            format!("xlsx, {sheet}, {}", header(&format.header))
        }
        Format::Parquet => "Parquet".to_owned(),
        Format::Dbf { encoding } => format!("DBF, {}", encoding.name()),
    }
}

fn treatment(feed: &Feed, language: Language) -> String {
    let about = match feed.about {
        About::Party => language.pick("客户", "customers"),
        About::Account => language.pick("账户与合约", "accounts and agreements"),
        About::Holder => language.pick("账户持有人", "holders of accounts"),
        About::Relation => language.pick("客户关系", "relations of customers"),
        About::Transaction => language.pick("交易", "transactions"),
    };
    let mode = match feed.mode {
        Mode::Full => language.pick("全量", "a full file"),
        Mode::Delta => language.pick("增量", "a delta"),
    };
    let strategy = match feed.strategy {
        Strategy::Replace => language.pick(
            "替换：文件里没有的不再有效",
            "replace: what is not in the file is no longer current",
        ),
        Strategy::Insert => language.pick(
            "只新增：已有的键不动",
            "insert: keys already known are left alone",
        ),
        Strategy::Merge => language.pick(
            "合并：新键新增，有变化的成为新版本",
            "merge: new keys are added, changed ones become versions",
        ),
    };
    let limit = feed.reject_limit * 100.0;
    match language {
        Language::Chinese => {
            format!("内容：{about}；{mode}；{strategy}；拒绝行超过 {limit} % 时整批不载入。")
        }
        Language::English => {
            format!(
                "It brings {about}; {mode}; {strategy}; over {limit} % rejected rows refuse the whole load."
            )
        }
    }
}

fn columns(feed: &Feed, reader: &Reader, language: Language) -> String {
    let unused: Vec<&str> = reader
        .columns()
        .iter()
        .filter(|column| !feed.columns.contains(column))
        .map(String::as_str)
        .collect();
    let (all, used) = (reader.columns().len(), feed.columns.len());
    match (language, unused.is_empty()) {
        (Language::Chinese, true) => format!("共 {all} 列，全部使用。"),
        (Language::Chinese, false) => format!(
            "共 {all} 列，使用 {used} 列；只原样保存的列：{}。",
            unused.join("、")
        ),
        (Language::English, true) => format!("It has {all} columns, all of them used."),
        (Language::English, false) => {
            format!(
                "It has {all} columns, {used} of them used; only kept verbatim: {}.",
                unused.join(", ")
            )
        }
    }
}

/// What a load would hold the file against.
fn totals(control: &Control, language: Language) -> Option<String> {
    let mut places = Vec::new();
    let mut add = |place: &str, names: [bool; 3], of: &ChecksumOf| {
        let mut said: Vec<String> = Vec::new();
        if names[0] {
            said.push(language.pick("行数", "rows").to_owned());
        }
        if names[1] {
            said.push(match of {
                ChecksumOf::Sum(pick) => format!("{} {}", language.pick("合计", "sum of"), pick.label),
                _ => "SHA-256".to_owned(),
            });
        }
        if names[2] {
            said.push(language.pick("业务日期", "business date").to_owned());
        }
        places.push(format!("{place} ({})", said.join(", ")));
    };
    let named = |record: &TotalsRecord| {
        [
            record.rows.is_some(),
            record.checksum.is_some(),
            record.business_date.is_some(),
        ]
    };
    if let Some(record) = &control.header {
        add(
            &format!(
                "{} {:?}",
                language.pick("文件头", "header record"),
                record.starts_with
            ),
            named(record),
            &record.checksum_of,
        );
    }
    if let Some(record) = &control.trailer {
        add(
            &format!("{} {:?}", language.pick("文件尾", "trailer"), record.starts_with),
            named(record),
            &record.checksum_of,
        );
    }
    if let Some(file) = &control.file {
        let names = match &file.form {
            TotalsForm::KeyValue {
                rows: None,
                checksum: None,
                business_date: None,
            } => [true; 3],
            TotalsForm::KeyValue {
                rows,
                checksum,
                business_date,
            } => [rows.is_some(), checksum.is_some(), business_date.is_some()],
            TotalsForm::Delimited {
                rows,
                checksum,
                business_date,
                ..
            } => [rows.is_some(), checksum.is_some(), business_date.is_some()],
        };
        add(
            &format!("{} {}", language.pick("控制文件", "control file"), file.name),
            names,
            &file.checksum_of,
        );
    }
    let first = language.pick("载入时核对：", "A load holds it against: ");
    (!places.is_empty()).then(|| format!("{first}{}", places.join("; ")))
}
