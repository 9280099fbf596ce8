//! The tree of units. What a unit was called and where it hung before is kept.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use access_sql::queries::unit as sql;
use authz::{Action, Caller, Object, Target, UnitTree};
use base::Timestamp;
use pg::{DbError, Tx};

use crate::{Access, Denied, rules};

/// A unit as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its code, for ever.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The unit above it.
    pub parent: Option<String>,
    /// Since when it is called so and hangs there.
    pub since: Timestamp,
}

/// The tree of units with their names, as of a revision.
#[derive(Debug, Default)]
pub struct Units {
    /// How often the tree had changed.
    pub revision: i64,
    /// The tree.
    pub tree: UnitTree,
    /// The name of each unit by its code.
    pub names: HashMap<String, String>,
}

impl Units {
    /// The name of a unit; of one that is not there its code.
    #[must_use]
    pub fn name<'a>(&'a self, code: &'a str) -> &'a str {
        self.names.get(code).map_or(code, String::as_str)
    }
}

/// A unit as it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The unit above it.
    pub parent: Option<String>,
}

/// What an import did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// Units that are new.
    pub added: usize,
    /// Units with another name or place.
    pub changed: usize,
    /// Units that are as they were.
    pub unchanged: usize,
    /// Rows of other kinds, as managers: they are no units.
    pub others: usize,
}

/// Why the tree stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum UnitError {
    /// A code or name that is none.
    #[error("unit `{code}`: {why}")]
    Malformed {
        /// The code as given.
        code: String,
        /// What is wrong.
        why: &'static str,
    },
    /// There is one of this code.
    #[error("there is a unit {0} already")]
    Exists(String),
    /// There is none of this code.
    #[error("there is no unit {0}")]
    Unknown(String),
    /// The unit above is not there.
    #[error("unit {code} is to hang under {parent}, which is not there")]
    NoParent {
        /// The unit.
        code: String,
        /// What it was to hang under.
        parent: String,
    },
    /// The unit would be above itself.
    #[error("unit {code} cannot hang under {parent}, which is below it")]
    Circle {
        /// The unit.
        code: String,
        /// What it was to hang under.
        parent: String,
    },
    /// A file that is no list of units.
    #[error("the file of units cannot be read: {0}")]
    File(String),
    /// Not allowed.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The store failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<tokio_postgres::Error> for UnitError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Db(error.into())
    }
}

/// The units as they are now: kept in memory as long as nothing changes in the store.
///
/// # Errors
/// The store's.
pub async fn current(access: &Access) -> Result<Arc<Units>, DbError> {
    let tx = access
        .database()
        .begin_read(&crate::access::system("units"))
        .await?;
    let revision = sql::units_revision().bind(&*tx).one().await?;
    tx.rollback().await?;
    access.units_of(revision).await
}

/// Every unit by code.
///
/// # Errors
/// [`UnitError`].
pub async fn units(access: &Access, caller: &Caller) -> Result<Vec<Unit>, UnitError> {
    access
        .allow::<UnitError>(caller, Object::Unit, Action::Read, Target::Anything)
        .await?;
    let tx = access.begin_read(caller).await?;
    Ok(read(&tx).await?)
}

/// A unit by its code.
///
/// # Errors
/// The store's.
pub async fn find(access: &Access, code: &str) -> Result<Option<Unit>, DbError> {
    let tx = access
        .database()
        .begin_read(&crate::access::system("units"))
        .await?;
    Ok(read(&tx).await?.into_iter().find(|unit| unit.code == code))
}

async fn read(tx: &Tx) -> Result<Vec<Unit>, DbError> {
    let rows = sql::units().bind(&**tx).all().await?;
    Ok(rows
        .into_iter()
        .map(|row| Unit {
            code: row.code,
            name: row.name,
            parent: row.parent,
            since: row.since,
        })
        .collect())
}

/// Adds a unit.
///
/// # Errors
/// [`UnitError`].
pub async fn create(access: &Access, caller: &Caller, wanted: Wanted) -> Result<(), UnitError> {
    let code = wanted.code.clone();
    write(access, caller, move |known| {
        if known.contains_key(&wanted.code) {
            return Err(UnitError::Exists(wanted.code));
        }
        Ok(vec![wanted])
    })
    .await
    .map(|_| tracing::info!(unit = code, "added a unit"))
}

/// Gives a unit another name, or hangs it elsewhere. Who sees what changes with the transaction.
///
/// # Errors
/// [`UnitError`].
pub async fn change(access: &Access, caller: &Caller, wanted: Wanted) -> Result<(), UnitError> {
    write(access, caller, move |known| {
        if !known.contains_key(&wanted.code) {
            return Err(UnitError::Unknown(wanted.code));
        }
        Ok(vec![wanted])
    })
    .await
    .map(drop)
}

/// Takes in a file of units: `kind,code,name,parent`, of which rows of kind `unit` count. Units that are not in it
/// stay. All or nothing.
///
/// # Errors
/// [`UnitError`].
pub async fn import(access: &Access, caller: &Caller, csv: &[u8]) -> Result<Imported, UnitError> {
    let (wanted, others) = parse(csv)?;
    let mut imported = write(access, caller, move |_| Ok(wanted)).await?;
    imported.others = others;
    Ok(imported)
}

fn parse(text: &[u8]) -> Result<(Vec<Wanted>, usize), UnitError> {
    let mut reader = csv::Reader::from_reader(text);
    let headers = reader
        .headers()
        .map_err(|error| UnitError::File(error.to_string()))?;
    let place = |name: &str| {
        let place = headers.iter().position(|header| header.trim() == name);
        place.ok_or_else(|| UnitError::File(format!("there is no column `{name}`")))
    };
    let (kind, code, name, parent) = (place("kind")?, place("code")?, place("name")?, place("parent")?);
    let (mut wanted, mut others) = (Vec::new(), 0);
    for row in reader.records() {
        let row = row.map_err(|error| UnitError::File(error.to_string()))?;
        let cell = |place: usize| row.get(place).unwrap_or_default().trim().to_owned();
        if cell(kind) != "unit" {
            others += 1;
            continue;
        }
        let parent = cell(parent);
        wanted.push(Wanted {
            code: cell(code),
            name: cell(name),
            parent: (!parent.is_empty()).then_some(parent),
        });
    }
    Ok((wanted, others))
}

type Known = BTreeMap<String, Unit>;

/// One writer at a time: the whole tree is judged before any of it is written.
async fn write(
    access: &Access,
    caller: &Caller,
    choose: impl FnOnce(&Known) -> Result<Vec<Wanted>, UnitError>,
) -> Result<Imported, UnitError> {
    access
        .allow::<UnitError>(caller, Object::Unit, Action::Change, Target::Anything)
        .await?;
    let tx = access.begin(caller).await?;
    sql::lock_units().bind(&*tx).one().await?;
    let known: Known = read(&tx)
        .await?
        .into_iter()
        .map(|unit| (unit.code.clone(), unit))
        .collect();
    let wanted = choose(&known)?;
    let wanted = checked(&known, wanted)?;
    let mut done = Imported::default();
    let at = access.now();
    for unit in wanted {
        match known.get(&unit.code) {
            Some(now) if now.name == unit.name && now.parent == unit.parent => {
                done.unchanged += 1;
                continue;
            }
            Some(_) => {
                done.changed += 1;
                sql::close_unit().bind(&*tx, &at, &unit.code).await?;
            }
            None => done.added += 1,
        }
        sql::insert_unit()
            .bind(&*tx, &unit.code, &at, &unit.name, &unit.parent, &caller.id)
            .await?;
    }
    if done.added + done.changed > 0 {
        sql::count_change().bind(&*tx).await?;
    }
    tx.commit().await?;
    Ok(done)
}

/// The units as they are to be, each well formed and under a unit that is there, and no unit above itself.
fn checked(known: &Known, wanted: Vec<Wanted>) -> Result<Vec<Wanted>, UnitError> {
    let mut parents: BTreeMap<String, Option<String>> = known
        .values()
        .map(|unit| (unit.code.clone(), unit.parent.clone()))
        .collect();
    let mut units = Vec::with_capacity(wanted.len());
    for unit in wanted {
        let malformed = |why| UnitError::Malformed {
            code: unit.code.clone(),
            why,
        };
        let code = rules::unit_code(&unit.code).map_err(malformed)?.to_owned();
        let name = rules::name(&unit.name).map_err(malformed)?;
        parents.insert(code.clone(), unit.parent.clone());
        units.push(Wanted {
            code,
            name,
            parent: unit.parent,
        });
    }
    let tree = UnitTree::new(parents);
    for unit in &units {
        let Some(parent) = &unit.parent else { continue };
        let (code, parent) = (unit.code.clone(), parent.clone());
        if !tree.has(&parent) {
            return Err(UnitError::NoParent { code, parent });
        }
        if tree.below(&code).contains(&parent.as_str()) || code == parent {
            return Err(UnitError::Circle { code, parent });
        }
    }
    Ok(units)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(code: &str, parent: Option<&str>) -> Wanted {
        Wanted {
            code: code.into(),
            name: format!("unit {code}"),
            parent: parent.map(str::to_owned),
        }
    }

    #[test]
    fn a_tree_has_no_circle_and_no_gap() {
        let known = Known::new();
        assert!(checked(&known, vec![wanted("0000", None), wanted("0100", Some("0000"))]).is_ok());
        let error = checked(&known, vec![wanted("0100", Some("0900"))]).expect_err("no such parent");
        assert_eq!(
            error.to_string(),
            "unit 0100 is to hang under 0900, which is not there"
        );
        let circle = vec![
            wanted("01", Some("02")),
            wanted("02", Some("03")),
            wanted("03", Some("01")),
        ];
        assert!(matches!(checked(&known, circle), Err(UnitError::Circle { .. })));
        assert!(matches!(
            checked(&known, vec![wanted("01", Some("01"))]),
            Err(UnitError::Circle { .. })
        ));
        assert!(matches!(
            checked(&known, vec![wanted("0:1", None)]),
            Err(UnitError::Malformed { .. })
        ));
    }

    #[test]
    fn a_file_of_units_is_read_by_its_columns() {
        let (units, others) = parse(
            "kind,code,name,parent\nunit,0000,总行,\nunit,0100,太原分行,0000\nmanager,R01011,张三,0100\n"
                .as_bytes(),
        )
        .expect("a file");
        assert_eq!(units.len(), 2);
        assert_eq!(units[1].parent.as_deref(), Some("0000"));
        assert_eq!(others, 1);
        let error = parse(b"code,name\n0000,x\n").expect_err("columns are missing");
        assert_eq!(
            error.to_string(),
            "the file of units cannot be read: there is no column `kind`"
        );
    }
}
