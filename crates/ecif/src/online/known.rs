//! Who is there already, before somebody is entered: the one duplicate check of the desk.

use serde::Serialize;
use utoipa::ToSchema;
use web::{Allowed, BranchName, Problem};

use super::Stated;
use crate::card::Card;
use crate::card::routes::CustomerRow;
use crate::identify::{Identified, Likeness};
use crate::search::{By, Numbers, search};
use crate::service::{Presenter, Services, changed, failed, looked_up};
use crate::suspect::{FieldSaid, Resembling, probability, resembling};

/// Similar customers that are shown.
const SIMILAR_MAX: usize = 10;
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
enum Likening {
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
            weight: similar.weight,
            customer: CustomerRow::of(similar.card, show),
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

/// A similar customer before it is shown.
struct Similar {
    card: Card,
    because: Vec<Likening>,
    weight: Option<Weight>,
}

/// The one duplicate check: by document and name, then by document alone and by name.
pub(super) async fn known(services: &Services, allowed: &Allowed, stated: &Stated) -> Result<Known, Problem> {
    let show = Presenter::of(allowed);
    let reader = services.reader(allowed);
    let name = stated.value("name");
    let mut existing = None;
    let mut numbers: Vec<i64> = Vec::new();
    for one in &stated.identifications {
        for name in [name, None] {
            let likeness = Likeness {
                document: one.document,
                number: one.number.clone(),
                name: name.map(str::to_owned),
            };
            let found = services
                .look_ups
                .identify(&reader, &likeness)
                .await
                .map_err(looked_up)?;
            match found {
                Identified::One(number) if name.is_some() => existing = existing.or(Some(number)),
                Identified::One(number) => numbers.push(number),
                Identified::Several(several) => numbers.extend(several),
                Identified::Elsewhere(branches) => return Err(services.elsewhere(&branches).await),
                Identified::NotFound => {}
            }
        }
    }
    let tx = services.database.begin_read(&reader).await.map_err(failed)?;
    let mut similar: Vec<Similar> = Vec::new();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.retain(|number| Some(*number) != existing);
    for number in &numbers {
        let card = crate::card::card_of(&tx, *number).await.map_err(failed)?;
        similar.extend(card.map(|card| Similar {
            card,
            because: vec![Likening::Document],
            weight: None,
        }));
    }
    let row = match existing {
        Some(number) => crate::card::card_of(&tx, number).await.map_err(failed)?,
        None => None,
    };
    tx.rollback().await.map_err(failed)?;
    if let (Some(name), true) = (name, show.names_are_clear()) {
        let found = search(
            &services.database,
            &services.keyring,
            &reader,
            name,
            SIMILAR_MAX,
            Numbers::ALL,
        )
        .await
        .map_err(failed)?;
        let of_that_name = found
            .hits
            .into_iter()
            .filter(|hit| hit.by == By::Name && hit.card.name == name && Some(hit.card.number) != existing);
        for hit in of_that_name {
            match similar
                .iter_mut()
                .find(|known| known.card.party == hit.card.party)
            {
                Some(known) => known.because.push(Likening::Name),
                None => similar.push(Similar {
                    card: hit.card,
                    because: vec![Likening::Name],
                    weight: None,
                }),
            }
        }
    }
    let elsewhere = by_weight(services, allowed, stated, existing, &mut similar).await?;
    Ok(Known {
        number: existing,
        by_document: numbers,
        elsewhere,
        existing: row.map(|card| CustomerRow::of(card, &show)),
        similar: similar
            .into_iter()
            .map(|one| SimilarKnown::of(one, &show))
            .collect(),
    })
}

/// Who is likely to be the same one by the matching policy: those in sight join the others that are similar, of those
/// out of it the branches are told.
async fn by_weight(
    services: &Services,
    allowed: &Allowed,
    stated: &Stated,
    existing: Option<i64>,
    similar: &mut Vec<Similar>,
) -> Result<Vec<SimilarElsewhere>, Problem> {
    let found = resembling(services, &services.reader(allowed), stated, SIMILAR_MAX)
        .await
        .map_err(changed)?;
    let mut elsewhere = Vec::new();
    for Resembling {
        card,
        branches,
        bits,
        category,
        agreeing,
        differing,
    } in found
    {
        let probability = probability(bits);
        let Some(card) = card else {
            let mut told = Vec::new();
            for branch in &branches {
                told.push(services.directory.unit(branch).await?);
            }
            elsewhere.push(SimilarElsewhere {
                branches: told,
                probability,
            });
            continue;
        };
        if Some(card.number) == existing {
            continue;
        }
        let weight = Some(Weight {
            bits,
            probability,
            category,
            agreeing: FieldSaid::all(&agreeing),
            differing: FieldSaid::all(&differing),
        });
        match similar.iter_mut().find(|known| known.card.party == card.party) {
            Some(known) => {
                known.because.push(Likening::Weight);
                known.weight = weight;
            }
            None => similar.push(Similar {
                card,
                because: vec![Likening::Weight],
                weight,
            }),
        }
    }
    Ok(elsewhere)
}
