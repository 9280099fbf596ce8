//! Entering and ending a tie between two customers, as services: a spouse, a shareholder, a legal representative.

use std::collections::BTreeMap;

use authz::{Action, Object};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use base::RecordId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;
use web::{Allowed, Code, FieldError, Moment, Path, Problem, Right, Room, Trail};

use super::agreements::holder;
use super::relation::StatedRelation;
use super::routes::{keyed, new_key};
use super::{RELATIONS, SOURCE};
use crate::code::is_mutual;
use crate::explain::routes::number;
use crate::explain::view::CustomerRelation;
use crate::explain::{Explanation, RelationView};
use crate::message::Terms;
use crate::service::{Presenter, Services};

/// The code table of kinds.
const KINDS: &str = "relation";

/// The routes. A tie is a fact of its customer: whoever may correct the one may say the other.
pub(super) fn room() -> Room<Services> {
    let correct = Right::On(Object::Customer, Action::Correct);
    Room::new()
        .route(correct, routes!(enter))
        .route(correct, routes!(end))
}

/// A tie to be entered.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRelation {
    /// The kind, by the code table `relation`, read from the customer if `outward`, else towards it.
    #[schema(example = "legal_representative", max_length = 60)]
    kind: String,
    /// Whether the tie starts from the customer, as it does unless said: the customer is the other's spouse,
    /// shareholder, legal representative.
    #[serde(default = "outward")]
    #[schema(default = true)]
    outward: bool,
    /// The other customer.
    #[schema(example = "100000000016", max_length = 20)]
    number: String,
    /// What else is said of it: `share` in percent, `post`, `since`, `until`, `amount`.
    #[serde(default)]
    values: BTreeMap<String, String>,
}

const fn outward() -> bool {
    true
}

/// A tie that was entered.
#[derive(Debug, Serialize, ToSchema)]
pub struct RelationWritten {
    /// `created`; `again`: the same key had been sent before.
    outcome: RelationOutcome,
    /// The customer.
    number: String,
    /// The desk's record of it: what ends it.
    record_id: Uuid,
    /// The tie as it stands now; none where it was ended since.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    relation: Option<CustomerRelation>,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum RelationOutcome {
    /// A new tie.
    Created,
    /// The same key had been sent before.
    Again,
}

/// Enters a tie between two customers that the caller both sees.
///
/// It takes the same road as a row of a file. Send an `idempotency-key`, and a write whose answer was lost can be sent
/// again.
#[utoipa::path(post, path = "/customers/{number}/relations", tag = "customers", operation_id = "createRelation",
    params(("number" = String, Path, max_length = 20),
        ("idempotency-key" = Option<String>, Header, description = "A word for this very write.", max_length = 100)),
    request_body = NewRelation,
    responses((status = 201, body = RelationWritten, description = "A new tie."),
        (status = 200, body = RelationWritten, description = "It had been sent before."),
        (status = 404, description = "No customer has this number.")))]
async fn enter(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(asked): Path<String>,
    wish: web::Keyed<NewRelation>,
) -> Result<(StatusCode, Json<RelationWritten>), Problem> {
    let asked = number(&asked)?;
    trail.target(asked.to_string());
    trail.detail("relation", wish.body.kind.as_str());
    let key = wish.key.map(|key| keyed(&services, &allowed, &key, false));
    let told = services.explain(&allowed, asked, Moment::default()).await?;
    trail.target(told.number.to_string());
    let before = match &key {
        Some(key) => services.made_before(&allowed, key).await?,
        None => None,
    };
    let taken = match before {
        Some(taken) => taken,
        None => {
            let stated = services.stated_relation(&allowed, &told, &wish.body).await?;
            let terms = Terms {
                key: key.as_ref(),
                ..Terms::default()
            };
            let columns = stated.columns(&new_key(), services.clock.now().as_millisecond(), false);
            services.say(&allowed, RELATIONS, &columns, terms).await?
        }
    };
    trail.detail("record_id", taken.record.to_string());
    let now = services.explain(&allowed, told.number, Moment::default()).await?;
    let (status, outcome) = if taken.again {
        (StatusCode::OK, RelationOutcome::Again)
    } else {
        (StatusCode::CREATED, RelationOutcome::Created)
    };
    let relation = said_at_desk(&now, taken.record);
    let written = RelationWritten {
        outcome,
        number: now.number.to_string(),
        record_id: taken.record.0,
        relation: relation.map(|relation| CustomerRelation::of(relation, &Presenter::of(&allowed))),
    };
    Ok((status, Json(written)))
}

/// Ends a tie that was entered at the desk. Its past stays.
///
/// A tie that another system keeps is ended there.
#[utoipa::path(delete, path = "/customers/{number}/relations/{record_id}", tag = "customers",
    operation_id = "endRelation",
    params(("number" = String, Path, max_length = 20), ("record_id" = uuid::Uuid, Path)),
    responses((status = 204, description = "There is no such tie any more."),
        (status = 404, description = "No customer has this number, or it has no such tie."),
        (status = 409, description = "Somebody changed it meanwhile.")))]
async fn end(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path((asked, record)): Path<(String, Uuid)>,
) -> Result<StatusCode, Problem> {
    let asked = number(&asked)?;
    let record = RecordId(record);
    trail.target(asked.to_string());
    trail.detail("record_id", record.to_string());
    let told = services.explain(&allowed, asked, Moment::default()).await?;
    trail.target(told.number.to_string());
    if said_at_desk(&told, record).is_none() {
        let elsewhere = told
            .relations
            .iter()
            .flat_map(|relation| &relation.stated_by)
            .find(|(_, by)| *by == record);
        return Err(match elsewhere {
            Some((source, _)) => {
                let error = FieldError::new("record_id", "refused", format!("{source} keeps this tie"));
                Problem::field(error.mend("end it in that system"))
            }
            None => Problem::not_found("the customer has no such tie"),
        });
    }
    let (key, change, stated) = services.relation_by(&allowed, record).await?;
    trail.detail("relation", stated.kind.as_str());
    let terms = Terms {
        stands: Some((record, change)),
        ..Terms::default()
    };
    let columns = stated.columns(&key, services.clock.now().as_millisecond(), true);
    services.say(&allowed, RELATIONS, &columns, terms).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The tie that a record of the desk states.
fn said_at_desk(told: &Explanation, record: RecordId) -> Option<&RelationView> {
    let by = |(source, by): &(String, RecordId)| source == SOURCE && *by == record;
    told.relations
        .iter()
        .find(|relation| relation.stated_by.iter().any(by))
}

/// Whether the desk says that a customer has this tie already.
fn says(told: &Explanation, kind: &str, outward: bool, other: i64) -> bool {
    told.relations.iter().any(|known| {
        (known.kind.as_str(), known.number) == (kind, Some(other))
            && (known.outward == outward || is_mutual(kind))
            && known.stated_by.iter().any(|(source, _)| source == SOURCE)
    })
}

impl Services {
    /// Ties two customers, as the form does; once, however often it is asked: what the desk says already is not said
    /// again, and `origin`, which the record's key is made of, gives two who ask at the same moment one record.
    ///
    /// # Errors
    /// [`Code::Invalid`] where the kind is none of the code table; otherwise as of any write.
    pub(crate) async fn tie(
        &self,
        allowed: &Allowed,
        (one, other): (i64, i64),
        kind: &str,
        origin: Uuid,
    ) -> Result<(), Problem> {
        let coded = vec![("relation".to_owned(), KINDS, kind.to_owned())];
        let faults = self.not_in_table(allowed, coded).await?;
        if !faults.is_empty() {
            return Err(Problem::invalid(faults));
        }
        let told = self.explain(allowed, one, Moment::default()).await?;
        if says(&told, kind, true, other) {
            return Ok(());
        }
        let wish = NewRelation {
            kind: kind.to_owned(),
            outward: true,
            number: other.to_string(),
            values: BTreeMap::new(),
        };
        let stated = self.stated_relation(allowed, &told, &wish).await?;
        let named = format!("{origin} {kind}");
        let key = Uuid::from_bytes(self.keyring.digest("tie", named.as_bytes())).to_string();
        let columns = stated.columns(&key, self.clock.now().as_millisecond(), false);
        self.say(allowed, RELATIONS, &columns, Terms::default()).await?;
        Ok(())
    }

    /// What the caller states, in the desk's form; what keeps it from being said is told.
    async fn stated_relation(
        &self,
        allowed: &Allowed,
        told: &Explanation,
        wish: &NewRelation,
    ) -> Result<StatedRelation, Problem> {
        let Ok(other) = number(&wish.number) else {
            let error = FieldError::new("number", "bad_format", "no customer number");
            return Err(Problem::field(error.rule("CUST-01")));
        };
        let other = self.explain(allowed, other, Moment::default()).await?;
        if other.number == told.number {
            let error = FieldError::new("number", "same", "this is the customer itself");
            return Err(Problem::field(error.mend("name the other customer")));
        }
        let kind = wish.kind.trim();
        if says(told, kind, wish.outward, other.number) {
            let error = FieldError::new("kind", "taken", "the desk has said so already");
            return Err(Problem::field(error.mend("end that one first")));
        }
        let end = |of: &Explanation| {
            let holder = holder(of, "", None);
            holder
                .map(|holder| (holder.source, holder.key))
                .ok_or_else(|| Problem::new(Code::Conflict, "the customer has no record any more"))
        };
        let (mine, theirs) = (end(told)?, end(&other)?);
        let (from, to) = if wish.outward {
            (mine, theirs)
        } else {
            (theirs, mine)
        };
        let values = wish
            .values
            .iter()
            .map(|(name, value)| (name.clone(), value.trim().to_owned()));
        let stated = StatedRelation {
            kind: kind.to_owned(),
            from,
            to,
            values: values.filter(|(_, value)| !value.is_empty()).collect(),
        };
        let mut faults = stated.faults();
        if !stated.kind.is_empty() {
            let coded = vec![("kind".to_owned(), KINDS, stated.kind.clone())];
            faults.extend(self.not_in_table(allowed, coded).await?);
        }
        if faults.is_empty() {
            Ok(stated)
        } else {
            Err(Problem::invalid(faults))
        }
    }

    /// What the desk says of a tie now, under which key, and the act since which it says so.
    async fn relation_by(
        &self,
        allowed: &Allowed,
        record: RecordId,
    ) -> Result<(String, i64, StatedRelation), Problem> {
        let (change, content) = self.desk_content(allowed, record).await?;
        let found = content
            .as_ref()
            .and_then(|content| Some((content.origin.key.clone(), change?, StatedRelation::of(content)?)));
        found.ok_or_else(|| Problem::internal_text(format!("tie {record} cannot be read")))
    }
}
