//! What other systems ask all day, in milliseconds: a customer as it stands now, and who carries a document.
//!
//! A customer as it stands now is the golden record as it is stored; [`crate::explain`] derives it again, for any
//! moment and with every loser. Look-ups that come at the same moment from one actor are answered by one statement, which
//! is a transaction begun as that actor ([`pg::gather`], [`pg::Acting`]): one message there and one back, and no path
//! around actor and sight.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use arc_swap::ArcSwap;
use base::{Clock, RecordId};
use ecif_sql::queries::seen::{self, CarriersOf, GoldenAs};
use pg::gather::{Gone, Told};
use pg::seal::Keyring;
use pg::{Actor, Database, DbError, Gather};

use crate::change::{ChangeError, open_golden, opened_content};
use crate::explain::Explanation;
use crate::identify::{Carrier, Identified, Likeness, decided};
use crate::store::policy_in_force;
use crate::survive::{Golden, Policy};

/// Statements under way at once for one kind of look-up.
const LANES: usize = 2;
/// Look-ups of one statement.
const TOGETHER: usize = 64;

/// A customer as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The number that answers.
    pub number: i64,
    /// The number asked, when another answers for it.
    pub asked: Option<i64>,
    /// The party's version.
    pub version: i64,
    /// Who sees the customer, as tokens.
    pub visible_to: Vec<String>,
    /// What survives.
    pub golden: Golden,
    /// How many records make the customer.
    pub records: usize,
    /// The sources that know it.
    pub sources: Vec<String>,
    /// Other numbers that lead here.
    pub former_numbers: Vec<i64>,
    /// The survivorship policy's limit of age.
    pub stale_after_months: i32,
}

impl From<Explanation> for Standing {
    fn from(told: Explanation) -> Self {
        let mut sources: Vec<String> = told.records.iter().map(|record| record.source.clone()).collect();
        sources.sort();
        sources.dedup();
        Self {
            number: told.number,
            asked: told.asked,
            version: told.version,
            visible_to: told.visible_to,
            records: told.records.len(),
            golden: told.golden,
            sources,
            former_numbers: told.former_numbers,
            stale_after_months: told.stale_after_months,
        }
    }
}

/// What a look-up comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The customer.
    Here(Box<Standing>),
    /// It is out of the actor's sight: the branches that keep it, and nothing more.
    Elsewhere(Vec<String>),
    /// No such number was ever given.
    Nobody,
    /// Its golden record is not stored or no longer that of today: it has to be derived.
    Underived,
}

/// Why a look-up failed.
#[derive(Debug, Clone, thiserror::Error)]
pub enum LookUpError {
    /// The store failed, for all that were looked up together.
    #[error(transparent)]
    Together(#[from] Arc<DbError>),
    /// What is stored of this one cannot be read.
    #[error(transparent)]
    Change(Arc<ChangeError>),
    /// The program is ending.
    #[error(transparent)]
    Gone(#[from] Gone),
}

impl From<ChangeError> for LookUpError {
    fn from(error: ChangeError) -> Self {
        Self::Change(Arc::new(error))
    }
}

/// The customer that answers to a number.
type Answering = Arc<GoldenAs>;
/// The records that carry a key.
type Carrying = Vec<Arc<CarriersOf>>;

/// Answers look-ups. Cloning shares it.
#[derive(Clone)]
pub struct LookUps {
    standing: Gather<(Actor, i64), Told<Answering>>,
    carriers: Gather<(Actor, Vec<u8>), Told<Carrying>>,
    database: Database,
    keyring: Arc<Keyring>,
    clock: Arc<dyn Clock>,
    /// The limit of age by the version of the survivorship policy that set it.
    stale_after: Arc<ArcSwap<(i32, i32)>>,
}

impl fmt::Debug for LookUps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LookUps").finish_non_exhaustive()
    }
}

impl LookUps {
    /// On a store. Must be called inside a runtime: tasks that answer are started.
    #[must_use]
    pub fn new(database: Database, keyring: Arc<Keyring>, clock: Arc<dyn Clock>) -> Self {
        let (one, other) = (database.clone(), database.clone());
        Self {
            standing: Gather::by_caller(LANES, TOGETHER, move |actor: Actor, numbers: Vec<i64>| {
                let database = one.clone();
                async move { standing(&database, &actor, &numbers).await }
            }),
            carriers: Gather::by_caller(LANES, TOGETHER, move |actor: Actor, digests: Vec<Vec<u8>>| {
                let database = other.clone();
                async move { carriers(&database, &actor, &digests).await }
            }),
            database,
            keyring,
            clock,
            stale_after: Arc::new(ArcSwap::from_pointee((0, 0))),
        }
    }

    /// The customer that answers to a number, as it stands now.
    ///
    /// # Errors
    /// [`LookUpError`].
    pub async fn read(&self, actor: &Actor, number: i64) -> Result<Found, LookUpError> {
        let Some(row) = self.standing.ask((actor.clone(), number)).await?? else {
            return Ok(Found::Nobody);
        };
        if !row.seen {
            return Ok(Found::Elsewhere(row.branches.clone()));
        }
        let (Some(party), Some(answers), Some(sealed)) = (row.party_id, row.number, &row.golden) else {
            return Ok(Found::Underived);
        };
        let golden = open_golden(&self.keyring, party, sealed)?;
        if golden.due_on.is_some_and(|due| due <= self.clock.today()) {
            return Ok(Found::Underived);
        }
        Ok(Found::Here(Box::new(Standing {
            number: answers,
            asked: (answers != number).then_some(number),
            version: row.version.unwrap_or_default(),
            visible_to: row.visible_to.clone().unwrap_or_default(),
            golden,
            records: row
                .records
                .and_then(|records| usize::try_from(records).ok())
                .unwrap_or_default(),
            sources: row.sources.clone().unwrap_or_default(),
            former_numbers: row.other_numbers.clone().unwrap_or_default(),
            stale_after_months: self.stale_after(actor, row.policy).await?,
        })))
    }

    /// The customer who carries a document now, under that name if one is given.
    ///
    /// # Errors
    /// [`LookUpError`].
    pub async fn identify(&self, actor: &Actor, likeness: &Likeness) -> Result<Identified, LookUpError> {
        let Some(key) = likeness.key() else {
            return Ok(Identified::NotFound);
        };
        let digest = key.digest(&self.keyring).to_vec();
        let rows = self
            .carriers
            .ask((actor.clone(), digest))
            .await??
            .unwrap_or_default();
        let carriers = rows.iter().map(|row| carrier(&self.keyring, row));
        Ok(decided(carriers.collect::<Result<_, _>>()?, &key, likeness))
    }

    async fn stale_after(&self, actor: &Actor, version: i32) -> Result<i32, LookUpError> {
        let known = self.stale_after.load();
        if known.0 == version {
            return Ok(known.1);
        }
        let found = policy_in_force(&self.database, actor, "survivorship")
            .await
            .map_err(Arc::new)?;
        let (version, body) = found.ok_or(ChangeError::NoPolicy("survivorship"))?;
        let months = Policy::parse(&body)
            .map_err(ChangeError::from)?
            .stale_after_months;
        self.stale_after.store(Arc::new((version, months)));
        Ok(months)
    }
}

/// What a row of the store says a record states, if its customer is in sight.
pub(crate) fn carrier(keyring: &Keyring, row: &CarriersOf) -> Result<Carrier, ChangeError> {
    let (Some(record), Some(part), Some(number), Some(sealed)) =
        (row.record_id, row.part, row.number, &row.content)
    else {
        return Ok(Carrier::Elsewhere(row.branches.clone()));
    };
    let content = opened_content(keyring, RecordId(record), part, sealed)?;
    Ok(Carrier::Here {
        number,
        content: Box::new(content),
    })
}

async fn standing(
    database: &Database,
    actor: &Actor,
    numbers: &[i64],
) -> Result<HashMap<i64, Answering>, DbError> {
    let (acting, client) = (actor.acting()?, database.app().await?);
    let rows = seen::golden_as()
        .bind(&client, &acting.actor, &acting.purpose, &acting.tokens, &numbers)
        .all()
        .await?;
    Ok(rows.into_iter().map(|row| (row.asked, Arc::new(row))).collect())
}

async fn carriers(
    database: &Database,
    actor: &Actor,
    digests: &[Vec<u8>],
) -> Result<HashMap<Vec<u8>, Carrying>, DbError> {
    let (acting, client) = (actor.acting()?, database.app().await?);
    let rows = seen::carriers_as()
        .bind(&client, &acting.actor, &acting.purpose, &acting.tokens, &digests)
        .all()
        .await?;
    let mut found: HashMap<Vec<u8>, Carrying> = HashMap::new();
    for row in rows {
        found.entry(row.digest.clone()).or_default().push(Arc::new(row));
    }
    Ok(found)
}
