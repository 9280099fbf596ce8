//! Who is there already, before somebody is entered: the one duplicate check of the desk, of one or of a list.

use std::sync::Arc;

use feed::PartyKind;
use pg::seal::Keyring;
use pg::{Actor, Database, DbError};
use serde::Serialize;
use standards::document::DocumentType;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use utoipa::ToSchema;
use web::{Allowed, BranchName, Problem};

use super::Stated;
use crate::card::Card;
use crate::card::routes::CustomerRow;
use crate::identify::{Identified, Likeness};
use crate::look_up::{LookUpError, LookUps};
use crate::search::{By, Numbers, search};
use crate::service::{Presenter, Services, changed, failed, looked_up};
use crate::suspect::{Alike, FieldSaid, Resembling, Weighing, probability, resembling};

/// Similar customers that are shown.
const SIMILAR_MAX: usize = 10;
/// Searches for names under way at once.
const SEARCHES: usize = 4;
/// Document type and number equal, the name another: not joined, on the list of similar customers.
pub(super) const SAME_DOCUMENT: &str = "RULE 3";

/// A customer who is similar to the one to be entered.
#[derive(Debug, Serialize, ToSchema)]
pub struct SimilarKnown {
    /// The customer.
    #[serde(flatten)]
    customer: CustomerRow,
    /// What makes it similar: `document` (it carries one of the documents under another name), `name` (it is called
    /// exactly so and carries none of them), `weight` (all in all it is likely to be the same one).
    because: Vec<Likening>,
    /// How likely it is, and why, where the weight says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    weight: Option<Weight>,
    /// The rule of the bank that names such two as similar; none names those who are only called the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "RULE 3")]
    rule: Option<&'static str>,
}

/// How likely two are one, and why.
#[derive(Debug, Serialize, ToSchema)]
pub struct Weight {
    /// Weight over even odds, in bits: 0 is as likely as not.
    bits: f32,
    /// The probability that they are one.
    probability: f64,
    /// `priority` (over the upper limit), `review` (over the lower).
    category: &'static str,
    /// What speaks for it, strongest first.
    agreeing: Vec<FieldSaid>,
    /// What speaks against it, strongest first.
    differing: Vec<FieldSaid>,
}

/// A customer of another branch who is likely to be the one to be entered.
#[derive(Debug, Serialize, ToSchema)]
pub struct SimilarElsewhere {
    /// The branches to ask.
    branches: Vec<BranchName>,
    /// How likely it is; why is theirs to tell.
    probability: f64,
}

/// What makes a customer similar to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Likening {
    /// The same document or code.
    Document,
    /// The same name.
    Name,
    /// All in all, by the matching policy.
    Weight,
}

impl SimilarKnown {
    pub(super) const fn customer(&self) -> &CustomerRow {
        &self.customer
    }

    fn of(similar: Similar, show: &Presenter) -> Self {
        Self {
            rule: similar
                .because
                .contains(&Likening::Document)
                .then_some(SAME_DOCUMENT),
            because: similar.because,
            weight: similar.weight.as_ref().map(Weight::of),
            customer: CustomerRow::of(similar.card, show),
        }
    }
}

impl Weight {
    /// How likely it is, and not why.
    pub(super) fn without_reasons(mut self) -> Self {
        self.agreeing.clear();
        self.differing.clear();
        self
    }

    pub(super) fn of(weighing: &Weighing) -> Self {
        Self {
            bits: weighing.bits,
            probability: probability(weighing.bits),
            category: weighing.category,
            agreeing: FieldSaid::all(&weighing.agreeing),
            differing: FieldSaid::all(&weighing.differing),
        }
    }
}

/// Who is there already.
pub(super) struct Known {
    /// The number of the customer it is.
    pub(super) number: Option<i64>,
    /// The customer it is, once it is in the lists.
    pub(super) existing: Option<CustomerRow>,
    /// The numbers of other customers in sight who carry one of the documents, in the lists or not yet.
    pub(super) by_document: Vec<i64>,
    /// Customers in sight who are similar.
    pub(super) similar: Vec<SimilarKnown>,
    /// Customers of other branches who are.
    pub(super) elsewhere: Vec<SimilarElsewhere>,
}

/// What the look at who is there finds of one.
#[derive(Default)]
pub(super) struct Looked {
    /// By document and name.
    pub(super) carried: Carried,
    /// The customer it is, once it is in the lists.
    pub(super) card: Option<Card>,
    /// Customers in sight who are similar.
    pub(super) similar: Vec<Similar>,
    /// Customers out of sight who are likely to be this one: the branches that keep each, and how likely.
    pub(super) away: Vec<(Vec<String>, f64)>,
}

/// Who carries the documents of one.
#[derive(Default)]
pub(super) struct Carried {
    /// The customer it is, and the document that says so.
    pub(super) existing: Option<(i64, DocumentType)>,
    /// Others in sight who carry one of the documents.
    pub(super) others: Vec<i64>,
    /// The branches of those out of sight who do.
    pub(super) kept_by: Vec<String>,
}

/// A similar customer before it is shown.
pub(super) struct Similar {
    pub(super) card: Card,
    pub(super) because: Vec<Likening>,
    pub(super) weight: Option<Weighing>,
}

/// Who is called exactly so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Namesakes {
    /// Is told of everybody.
    All,
    /// Is told of organisations, whom a rule of the bank names as similar by their name alone.
    Organisations,
}

/// The one duplicate check, of one.
pub(super) async fn known(services: &Services, allowed: &Allowed, stated: &Stated) -> Result<Known, Problem> {
    let show = Presenter::of(allowed);
    let (looked, _) = look(services, allowed, &[stated], Namesakes::All).await?;
    let Looked {
        carried,
        card,
        similar,
        away,
    } = looked.into_iter().next().unwrap_or_default();
    if !carried.kept_by.is_empty() {
        return Err(services.elsewhere(&carried.kept_by).await);
    }
    let mut elsewhere = Vec::new();
    for (branches, probability) in away {
        elsewhere.push(SimilarElsewhere {
            branches: named(services, &branches).await?,
            probability,
        });
    }
    Ok(Known {
        number: carried.existing.map(|(number, _)| number),
        existing: card.map(|card| CustomerRow::of(card, &show)),
        by_document: carried.others,
        similar: similar
            .into_iter()
            .map(|one| SimilarKnown::of(one, &show))
            .collect(),
        elsewhere,
    })
}

/// Branches with their names.
pub(super) async fn named(services: &Services, codes: &[String]) -> Result<Vec<BranchName>, Problem> {
    let mut named = Vec::new();
    for code in codes {
        named.push(services.directory.unit(code).await?);
    }
    Ok(named)
}

/// The one duplicate check, of many: by document and name, then by document alone, by name, and all in all. Also which
/// of these are alike.
pub(super) async fn look(
    services: &Services,
    allowed: &Allowed,
    stated: &[&Stated],
    namesakes: Namesakes,
) -> Result<(Vec<Looked>, Vec<Alike>), Problem> {
    let reader = services.reader(allowed);
    let mut looked: Vec<Looked> = stated.iter().map(|_| Looked::default()).collect();
    for (one, carried) in looked
        .iter_mut()
        .zip(carried_by(services, &reader, stated).await?)
    {
        one.carried = carried;
    }
    let tx = services.database.begin_read(&reader).await.map_err(failed)?;
    for one in &mut looked {
        for number in &one.carried.others {
            let card = crate::card::card_of(&tx, *number).await.map_err(failed)?;
            one.similar.extend(card.map(|card| Similar {
                card,
                because: vec![Likening::Document],
                weight: None,
            }));
        }
        if let Some((number, _)) = one.carried.existing {
            one.card = crate::card::card_of(&tx, number).await.map_err(failed)?;
        }
    }
    tx.rollback().await.map_err(failed)?;
    if Presenter::of(allowed).names_are_clear() {
        by_name(services, &reader, stated, namesakes, &mut looked).await?;
    }
    let (found, among) = resembling(services, &reader, stated, SIMILAR_MAX)
        .await
        .map_err(changed)?;
    for (one, found) in looked.iter_mut().zip(found) {
        one.weigh(found);
    }
    Ok((looked, among))
}

impl Looked {
    fn is(&self, card: &Card) -> bool {
        self.carried
            .existing
            .is_some_and(|(number, _)| number == card.number)
    }

    fn add(&mut self, card: Card, because: Likening, weight: Option<Weighing>) {
        if self.is(&card) {
            return;
        }
        match self
            .similar
            .iter_mut()
            .find(|known| known.card.party == card.party)
        {
            Some(known) => {
                known.because.push(because);
                known.weight = weight.or(known.weight.take());
            }
            None => self.similar.push(Similar {
                card,
                because: vec![because],
                weight,
            }),
        }
    }

    /// Who is likely to be the same one by the matching policy: those in sight join the others that are similar, of
    /// those out of it the branches are told.
    fn weigh(&mut self, found: Vec<Resembling>) {
        for Resembling {
            card,
            branches,
            likeness,
        } in found
        {
            match card {
                Some(card) => self.add(card, Likening::Weight, Some(likeness)),
                None => self.away.push((branches, probability(likeness.bits))),
            }
        }
    }
}

/// Who carries the documents of each, all asked at once.
async fn carried_by(
    services: &Services,
    reader: &Actor,
    stated: &[&Stated],
) -> Result<Vec<Carried>, Problem> {
    let mut asked = JoinSet::new();
    for (at, stated) in stated.iter().enumerate() {
        let name = stated.value("name").map(str::to_owned);
        let documents = stated.identifications.iter();
        let documents: Vec<(DocumentType, String)> =
            documents.map(|one| (one.document, one.number.clone())).collect();
        let (look_ups, reader) = (services.look_ups.clone(), reader.clone());
        asked.spawn(async move { (at, carried(&look_ups, &reader, documents, name).await) });
    }
    let mut all: Vec<Carried> = stated.iter().map(|_| Carried::default()).collect();
    while let Some(answer) = asked.join_next().await {
        let (at, carried) = answer.map_err(|error| Problem::internal(&error))?;
        all[at] = carried.map_err(looked_up)?;
    }
    Ok(all)
}

async fn carried(
    look_ups: &LookUps,
    reader: &Actor,
    documents: Vec<(DocumentType, String)>,
    name: Option<String>,
) -> Result<Carried, LookUpError> {
    let mut carried = Carried::default();
    for (document, number) in documents {
        for name in [name.clone(), None] {
            let is_named = name.is_some();
            let likeness = Likeness {
                document,
                number: number.clone(),
                name,
            };
            match look_ups.identify(reader, &likeness).await? {
                Identified::One(number) if is_named => {
                    carried.existing = carried.existing.or(Some((number, document)));
                }
                Identified::One(number) => carried.others.push(number),
                Identified::Several(several) => carried.others.extend(several),
                Identified::Elsewhere(branches) => carried.kept_by.extend(branches),
                Identified::NotFound => {}
            }
        }
    }
    let existing = carried.existing.map(|(number, _)| number);
    carried.others.sort_unstable();
    carried.others.dedup();
    carried.others.retain(|number| Some(*number) != existing);
    carried.kept_by.sort_unstable();
    carried.kept_by.dedup();
    Ok(carried)
}

/// Who is called exactly so.
async fn by_name(
    services: &Services,
    reader: &Actor,
    stated: &[&Stated],
    namesakes: Namesakes,
    looked: &mut [Looked],
) -> Result<(), Problem> {
    let turns = Arc::new(Semaphore::new(SEARCHES));
    let mut asked = JoinSet::new();
    for (at, stated) in stated.iter().enumerate() {
        let Some(name) = stated.value("name").map(str::to_owned) else {
            continue;
        };
        if namesakes == Namesakes::Organisations && stated.kind == PartyKind::Individual {
            continue;
        }
        let (database, keyring) = (services.database.clone(), services.keyring.clone());
        let (reader, turns) = (reader.clone(), turns.clone());
        asked.spawn(async move {
            let _turn = turns.acquire().await;
            (at, called(&database, &keyring, &reader, &name).await)
        });
    }
    while let Some(answer) = asked.join_next().await {
        let (at, cards) = answer.map_err(|error| Problem::internal(&error))?;
        for card in cards.map_err(failed)? {
            looked[at].add(card, Likening::Name, None);
        }
    }
    Ok(())
}

async fn called(
    database: &Database,
    keyring: &Keyring,
    reader: &Actor,
    name: &str,
) -> Result<Vec<Card>, DbError> {
    let found = search(database, keyring, reader, name, SIMILAR_MAX, Numbers::ALL).await?;
    let hits = found.hits.into_iter();
    Ok(hits
        .filter(|hit| hit.by == By::Name && hit.card.name == name)
        .map(|hit| hit.card)
        .collect())
}
