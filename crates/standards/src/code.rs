//! The code tables shipped with the house; each row tells code, Chinese and English name. Origin and licence
//! of every table: `data/PROVENANCE.md`.

use std::sync::LazyLock;

/// One row of a code table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The code as the standard writes it.
    pub code: &'static str,
    /// Chinese name; empty where no licensed list gives one.
    pub zh: &'static str,
    /// English name; empty where there is none.
    pub en: &'static str,
    /// Code of the row this one belongs under.
    pub parent: Option<&'static str>,
    /// Other codes of the same thing, blank between: alpha-2 and numeric of a country (`CN 156`), numeric of
    /// a currency, credit-registry code of a document type, relative frequency of a surname. Empty if none.
    pub also: &'static str,
    /// Digits behind the decimal point, for currencies that have them.
    pub minor_units: Option<u8>,
}

/// A table of codes.
#[derive(Debug)]
pub struct CodeTable {
    /// Name for [`table`].
    pub id: &'static str,
    /// Chinese title.
    pub title_zh: &'static str,
    /// English title.
    pub title_en: &'static str,
    /// The standard that fixes the codes.
    pub standard: &'static str,
    entries: Vec<Entry>,
    by_code: Vec<u32>,
}

impl CodeTable {
    /// All rows, in the order of the standard.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The row with exactly this code.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<&Entry> {
        let place = self
            .by_code
            .binary_search_by(|&row| self.entries[row as usize].code.cmp(code))
            .ok()?;
        Some(&self.entries[self.by_code[place] as usize])
    }

    /// The row with this code, another code of the same thing (`CN`, `156`), or this very name in either
    /// language; letters in any case. Slower than [`find`](Self::find): it walks the table.
    #[must_use]
    pub fn find_any(&self, text: &str) -> Option<&Entry> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        self.find(text).or_else(|| {
            self.entries.iter().find(|entry| {
                entry.code.eq_ignore_ascii_case(text)
                    || entry.also.split(' ').any(|also| also.eq_ignore_ascii_case(text))
                    || entry.zh == text
                    || entry.en.eq_ignore_ascii_case(text)
            })
        })
    }

    fn read(
        id: &'static str,
        title_zh: &'static str,
        title_en: &'static str,
        standard: &'static str,
        rows: &'static str,
    ) -> Self {
        let entries: Vec<Entry> = rows.lines().map(read_entry).collect();
        let mut by_code: Vec<u32> = (0..).take(entries.len()).collect();
        by_code.sort_unstable_by_key(|&row| entries[row as usize].code);
        Self {
            id,
            title_zh,
            title_en,
            standard,
            entries,
            by_code,
        }
    }
}

/// The table of this name; [`tables`] lists them.
#[must_use]
pub fn table(id: &str) -> Option<&'static CodeTable> {
    let place = IDS.iter().position(|known| *known == id)?;
    Some(&*TABLES[place])
}

/// Every table, in alphabetical order of its id.
pub fn tables() -> impl Iterator<Item = &'static CodeTable> {
    TABLES.iter().map(|table| &**table)
}

fn read_entry(line: &'static str) -> Entry {
    let mut fields = line.split('\t');
    let mut next = || fields.next().unwrap_or_default();
    Entry {
        code: next(),
        zh: next(),
        en: next(),
        parent: Some(next()).filter(|parent| !parent.is_empty()),
        also: next(),
        minor_units: next().parse().ok(),
    }
}

macro_rules! shipped {
    ($($id:literal, $zh:literal, $en:literal, $standard:literal;)*) => {
        const IDS: &[&str] = &[$($id),*];

        // One lazy cell a table: whoever asks for the sexes does not wait for 3,243 regions.
        static TABLES: [LazyLock<CodeTable>; IDS.len()] = [$(LazyLock::new(|| {
            CodeTable::read($id, $zh, $en, $standard, include_str!(concat!("../data/", $id, ".tsv")))
        })),*];
    };
}

shipped! {
    "country", "国家和地区", "Country", "GB/T 2659 (ISO 3166-1)";
    "currency", "货币", "Currency", "GB/T 12406 (ISO 4217)";
    "document", "证件类型", "Document type", "credit registry, rule ID-11";
    "education", "学历", "Education", "GB/T 4658";
    "employment", "从业状况", "Working status", "GB/T 2261.4";
    "ethnic", "民族", "Ethnic group", "GB/T 3304";
    "industry", "国民经济行业", "Industry (sections only)", "GB/T 4754-2017";
    "kinship", "家庭关系", "Kinship", "GB/T 4761";
    "language", "语种", "Language", "GB/T 4880.1 (ISO 639-1)";
    "marital", "婚姻状况", "Marital status", "GB/T 2261.2";
    "mcc", "商户类别", "Merchant category", "ISO 18245";
    "occupation", "职业", "Occupation (major groups)", "GB/T 6565-2015";
    "region", "行政区划", "Administrative region", "GB/T 2260";
    "sex", "性别", "Sex", "GB/T 2261.1";
    "surname", "姓氏", "Surname", "none: frequency list";
}
