//! Code tables (E-06): those that are shipped, the product tree, the translations of the sources' mappings, and what
//! the bank added to any of them. Added values are versions in the store, and stand over what is shipped.
//!
//! A value added to a translation (`SOURCE.TABLE`) is used by the very next row that comes, by file or by message.

pub mod routes;

use std::collections::BTreeMap;
use std::time::Duration;

use base::{Clock, Timestamp};
use ecif_sql::queries::{code as sql, source as source_sql};
use feed::{Mapping, Translations};
use pg::{Actor, Database, DbError, Tx};

use crate::change::{Entry, take_turn};
use crate::model::Catalogue;

/// How long a new value waits for its turn.
const TURN: Duration = Duration::from_secs(10);

/// The product tree: code, names, the code above it.
const PRODUCTS: &str = include_str!("../data/product.tsv");
/// The kinds of ties between customers: code, names.
const RELATIONS: &str = include_str!("../data/relation.tsv");
/// The kinds of ties that read the same from either side.
const MUTUAL: [&str; 4] = ["spouse", "sibling", "other_relative", "same_household"];

/// Whether a tie of this kind reads the same from either side.
#[must_use]
pub fn is_mutual(relation: &str) -> bool {
    MUTUAL.contains(&relation)
}

/// The tables that values of attributes are taken from.
const OF_ATTRIBUTE: [(&str, &str); 12] = [
    ("sex", "sex"),
    ("nationality", "country"),
    ("ethnicity", "ethnic"),
    ("marital_status", "marital"),
    ("education", "education"),
    ("occupation", "occupation"),
    ("working_status", "employment"),
    ("industry", "industry"),
    ("tax_residence", "country"),
    ("currency", "currency"),
    ("product", "product"),
    ("document", "document"),
];

/// A value of a code table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The code.
    pub code: String,
    /// Its Chinese name.
    pub zh: String,
    /// Its English name.
    pub en: String,
    /// The code of the value it stands under.
    pub parent: Option<String>,
    /// In a translation: our code for it.
    pub means: Option<String>,
    /// 0 as shipped or as the mapping has it; each change of the bank's raises it.
    pub version: i32,
    /// Not to be used any more; still explained where it stands.
    pub retired: bool,
}

/// A code table as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub id: String,
    /// Its Chinese title.
    pub zh: String,
    /// Its English title.
    pub en: String,
    /// The standard that fixes the codes; empty where none does.
    pub standard: String,
    /// Its values, in the order of the standard, added ones last.
    pub values: Vec<Value>,
    /// The act that changed it last, by its number; 0 as shipped. Whatever changes in the table raises it.
    pub version: i64,
}

/// A version of an added value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueVersion {
    /// What it said.
    pub value: Value,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Why a value is not taken.
#[derive(Debug, thiserror::Error)]
pub enum CodeError {
    /// No such table.
    #[error("there is no code table `{0}`")]
    NoTable(String),
    /// It cannot stand there.
    #[error("{0}")]
    Unfit(String),
    /// Somebody changed it first.
    #[error("the value has changed since: it is at version {0} now")]
    Changed(i32),
    /// Another act has its turn.
    #[error("another act is at work on this database; try again in a moment")]
    Busy,
    /// The store failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<tokio_postgres::Error> for CodeError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Db(error.into())
    }
}

/// The table that values of an attribute are taken from.
#[must_use]
pub fn table_of(attribute: &str) -> Option<&'static str> {
    let found = OF_ATTRIBUTE.iter().find(|(name, _)| *name == attribute);
    found.map(|(_, table)| *table)
}

fn plain(code: &str, zh: &str, en: &str, parent: Option<&str>) -> Value {
    Value {
        code: code.to_owned(),
        zh: zh.to_owned(),
        en: en.to_owned(),
        parent: parent.filter(|code| !code.is_empty()).map(str::to_owned),
        means: None,
        version: 0,
        retired: false,
    }
}

/// A table of our own: a line for each code, with its names and, where they form a tree, the code above it.
fn own(id: &str, (zh, en): (&str, &str), lines: &str) -> Table {
    let values = lines.lines().map(|line| {
        let mut fields = line.split('\t');
        let mut next = || fields.next().unwrap_or_default();
        let (code, zh, en) = (next(), next(), next());
        plain(code, zh, en, Some(next()))
    });
    Table {
        id: id.to_owned(),
        zh: zh.to_owned(),
        en: en.to_owned(),
        standard: String::new(),
        values: values.collect(),
        version: 0,
    }
}

fn shipped() -> Vec<Table> {
    let mut tables: Vec<Table> = standards::code::tables()
        .map(|table| Table {
            id: table.id.to_owned(),
            zh: table.title_zh.to_owned(),
            en: table.title_en.to_owned(),
            standard: table.standard.to_owned(),
            values: table
                .entries()
                .iter()
                .map(|entry| plain(entry.code, entry.zh, entry.en, entry.parent))
                .collect(),
            version: 0,
        })
        .collect();
    tables.push(own("product", ("产品树", "Product tree"), PRODUCTS));
    tables.push(own("relation", ("客户关系", "Relations of customers"), RELATIONS));
    tables.sort_by(|one, other| one.id.cmp(&other.id));
    tables
}

/// The translations of the mappings in force, without what was added.
async fn translations_of_mappings(tx: &Tx) -> Result<Vec<Table>, DbError> {
    let mut tables = Vec::new();
    for source in source_sql::sources().bind(&**tx, &i64::MAX).all().await? {
        let text = source_sql::mapping()
            .bind(&**tx, &source.source_id, &source.version)
            .one()
            .await?;
        // A mapping of an older program may not be readable here; its loads say so.
        let Ok(mapping) = Mapping::parse(&text, &Catalogue) else {
            continue;
        };
        for (name, codes) in &mapping.codes {
            let codes: BTreeMap<&String, &String> = codes.iter().collect();
            let values = codes.into_iter().map(|(code, means)| Value {
                means: Some(means.clone()),
                ..plain(code, "", "", None)
            });
            tables.push(Table {
                id: format!("{}.{name}", source.name),
                zh: source.title_zh.clone(),
                en: source.title_en.clone(),
                standard: String::new(),
                values: values.collect(),
                version: source.change_id,
            });
        }
    }
    tables.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(tables)
}

async fn all(tx: &Tx) -> Result<Vec<Table>, DbError> {
    let mut tables = shipped();
    tables.extend(translations_of_mappings(tx).await?);
    for row in sql::code_values().bind(&**tx, &i64::MAX).all().await? {
        let Some(table) = tables.iter_mut().find(|table| table.id == row.table_id) else {
            continue;
        };
        table.version = table.version.max(row.change_id);
        let value = Value {
            code: row.code,
            zh: row.zh,
            en: row.en,
            parent: row.parent,
            means: row.means,
            version: row.version,
            retired: row.retired,
        };
        match table.values.iter_mut().find(|known| known.code == value.code) {
            Some(known) => *known = value,
            None => table.values.push(value),
        }
    }
    Ok(tables)
}

/// All code tables as they stand now.
///
/// # Errors
/// Whatever the store answers.
pub async fn tables(database: &Database, actor: &Actor) -> Result<Vec<Table>, DbError> {
    all(&database.begin_read(actor).await?).await
}

/// One code table as it stands now.
///
/// # Errors
/// [`CodeError::NoTable`], or whatever the store answers.
pub async fn table(database: &Database, actor: &Actor, id: &str) -> Result<Table, CodeError> {
    let tables = tables(database, actor).await?;
    let found = tables.into_iter().find(|table| table.id == id);
    found.ok_or_else(|| CodeError::NoTable(id.to_owned()))
}

/// What the bank said of one value, the earliest first.
///
/// # Errors
/// Whatever the store answers.
pub async fn versions(
    database: &Database,
    actor: &Actor,
    id: &str,
    code: &str,
) -> Result<Vec<ValueVersion>, DbError> {
    let tx = database.begin_read(actor).await?;
    let rows = sql::code_value_versions().bind(&*tx, &id, &code).all().await?;
    let versions = rows.into_iter().map(|row| ValueVersion {
        value: Value {
            code: code.to_owned(),
            zh: row.zh,
            en: row.en,
            parent: row.parent,
            means: row.means,
            version: row.version,
            retired: row.retired,
        },
        by: row.actor,
        at: row.recorded_at,
    });
    Ok(versions.collect())
}

/// Adds a value to a table, or changes one: `value.version` is the version it was made from, 0 for one that is new or
/// as shipped. Answers the version it has now.
///
/// # Errors
/// [`CodeError`]; nothing changes then.
pub async fn put(
    database: &Database,
    clock: &dyn Clock,
    actor: &Actor,
    id: &str,
    value: &Value,
) -> Result<i32, CodeError> {
    let tx = database.begin(actor).await?;
    if !take_turn(&tx, TURN).await? {
        return Err(CodeError::Busy);
    }
    let tables = all(&tx).await?;
    let table = tables.iter().find(|table| table.id == id);
    let table = table.ok_or_else(|| CodeError::NoTable(id.to_owned()))?;
    fits(table, &tables, value)?;
    let known = table.values.iter().find(|known| known.code == value.code);
    let before = known.map_or(0, |known| known.version);
    if before != value.version {
        return Err(CodeError::Changed(before));
    }
    let change = source_sql::last_change().bind(&*tx).one().await? + 1;
    let version = before + 1;
    let (parent, means) = (value.parent.as_deref(), value.means.as_deref());
    sql::insert_code_value()
        .bind(
            &*tx,
            &id,
            &value.code.as_str(),
            &version,
            &value.zh.as_str(),
            &value.en.as_str(),
            &parent,
            &means,
            &value.retired,
            &change,
        )
        .await?;
    let report = serde_json::json!({ "table": id, "code": value.code, "version": version });
    let entry = Entry {
        id: change,
        kind: "code",
        actor,
        report: &report,
        carried: None,
    };
    entry.write(&tx, clock).await?;
    tx.commit().await?;
    Ok(version)
}

fn fits(table: &Table, tables: &[Table], value: &Value) -> Result<(), CodeError> {
    let unfit = |why: String| Err(CodeError::Unfit(why));
    if value.code.trim().is_empty() || value.code.trim() != value.code {
        return unfit("a code is wanted, without blanks around it".to_owned());
    }
    if let Some(parent) = &value.parent
        && (*parent == value.code || table.values.iter().all(|known| known.code != *parent))
    {
        return unfit(format!(
            "there is no other value `{parent}` for this one to stand under"
        ));
    }
    if !table.id.contains('.') {
        return match (&value.means, value.zh.is_empty() && value.en.is_empty()) {
            (Some(_), _) => unfit("only a source's code has a meaning in our codes".to_owned()),
            (None, true) => unfit("a name in Chinese or in English is wanted".to_owned()),
            (None, false) => Ok(()),
        };
    }
    let Some(means) = value.means.as_deref().filter(|means| !means.is_empty()) else {
        return unfit("our code for the source's is wanted".to_owned());
    };
    // What the translation leads to: the shipped table in which all its meanings stand, if there is one.
    let home = tables
        .iter()
        .filter(|table| !table.id.contains('.'))
        .find(|ours| {
            let mut meanings = table
                .values
                .iter()
                .filter_map(|known| known.means.as_deref())
                .peekable();
            meanings.peek().is_some()
                && meanings.all(|means| ours.values.iter().any(|known| known.code == means))
        });
    match home {
        Some(ours) if ours.values.iter().all(|known| known.code != means) => unfit(format!(
            "the code table `{}` has no code `{means}`: add it there first",
            ours.id
        )),
        _ => Ok(()),
    }
}

/// What was added to the translations of sources: used by whatever reads rows.
///
/// # Errors
/// Whatever the store answers.
pub(crate) async fn translations(database: &Database, actor: &Actor) -> Result<Translations, DbError> {
    let tx = database.begin_read(actor).await?;
    let mut added = Translations::default();
    for row in sql::code_values().bind(&*tx, &i64::MAX).all().await? {
        if let Some((source, table)) = row.table_id.split_once('.') {
            added.add(source, table, &row.code, row.means.filter(|_| !row.retired));
        }
    }
    Ok(added)
}
