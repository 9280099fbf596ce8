//! One search over all that is known, as a service.

#![expect(
    unused_qualifications,
    reason = "the macro that describes a route writes them"
)]

use authz::{Action, Depth, Object, View};
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;
use web::{Allowed, BranchName, FieldError, OnlyNow, Problem, Query, RequestContext, Right, Room, Trail};

use super::{By, Found, Hit, Numbers, search};
use crate::card::Identifier;
use crate::card::routes::CustomerRow;
use crate::service::{Presenter, Services, failed};

const LIMIT_DEFAULT: usize = 10;
const LIMIT_MAX: usize = 50;
const LONGEST: usize = 80;

/// The routes.
#[must_use]
pub fn room() -> Room<Services> {
    Room::new()
        .tag("search", "Finding a customer by whatever people type.")
        .route(Right::On(Object::Customer, Action::Search), routes!(find))
}

/// What is looked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct SearchQuery {
    /// A name or a part of it, its pinyin or initials, the last four characters of a number, a whole number of a
    /// document, phone, account, card or customer.
    #[param(min_length = 1, max_length = 80, example = "zs")]
    q: String,
    /// Most hits, 1 to 50; 10 unless said.
    #[param(nullable = false, minimum = 1, maximum = 50)]
    limit: Option<usize>,
}

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct SearchAnswer {
    /// Hits by kind of object, the likeliest first.
    groups: Vec<SearchGroup>,
    /// Branches that keep a customer out of the caller's sight whom the whole of what was typed identifies: ask there.
    elsewhere: Vec<BranchName>,
    /// Milliseconds the search took.
    took_ms: f64,
}

/// Hits of one kind of object.
#[derive(Debug, Serialize, ToSchema)]
pub struct SearchGroup {
    /// The kind of object.
    #[schema(example = "customer")]
    object: &'static str,
    /// The hits.
    hits: Vec<SearchHit>,
}

/// A customer that was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct SearchHit {
    /// The customer.
    customer: CustomerRow,
    /// By what it was found.
    matched: SearchMatch,
}

/// By what a customer was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct SearchMatch {
    /// `name`, `pinyin`, `initials`, `number_tail`, `document`, `phone`, `account`, `card`, `customer_number`,
    /// `former_number`.
    by: &'static str,
    /// By something that was true of it only before.
    earlier: bool,
    /// Where in the name what was typed stands, in characters: from, until.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    range: Option<[usize; 2]>,
}

impl SearchHit {
    fn of(hit: Hit, show: &Presenter) -> Self {
        let customer = CustomerRow::of(hit.card, show);
        let range = hit.range.filter(|_| !customer.name_masked);
        Self {
            customer,
            matched: SearchMatch {
                by: hit.by.word(),
                earlier: hit.earlier,
                range: range.map(|(from, until)| [from, until]),
            },
        }
    }
}

/// By which numbers a caller may look. What lies masked before them is looked for by whoever could have it shown
/// anyway: by revealing it or, of documents and accounts, by learning whose it is. The last four are what a mask leaves.
pub(crate) fn numbers(allowed: &Allowed, show: &Presenter) -> Numbers {
    let may = |action| {
        let depth = allowed
            .policy()
            .depth_of(allowed.caller(), Object::Customer, action);
        depth != Depth::None
    };
    let whole = |identifier, identifies: bool| match show.view_of(identifier) {
        View::Clear => true,
        View::Masked => may(Action::Reveal) || identifies && may(Action::Identify),
        View::Hidden => false,
    };
    let every = [
        Identifier::Document,
        Identifier::Phone,
        Identifier::Account,
        Identifier::Card,
    ];
    Numbers {
        documents: whole(Identifier::Document, true),
        phones: whole(Identifier::Phone, false),
        accounts: whole(Identifier::Account, true),
        endings: every
            .into_iter()
            .all(|identifier| show.view_of(identifier) != View::Hidden),
    }
}

/// Finds customers for a caller, `many` at most. A name that is not seen in clear finds nothing, nor does a number that
/// is kept from the caller: the hit itself would tell it.
pub(crate) async fn asked(
    services: &Services,
    allowed: &Allowed,
    field: &str,
    text: &str,
    many: usize,
) -> Result<Found, Problem> {
    let length = text.trim().chars().count();
    if length == 0 || length > LONGEST {
        return Err(Problem::field(FieldError::new(
            field,
            "out-of-range",
            "1 to 80 characters",
        )));
    }
    let actor = services.actor(allowed);
    let show = Presenter::of(allowed);
    let numbers = numbers(allowed, &show);
    let mut found = search(&services.database, &services.keyring, &actor, text, many, numbers)
        .await
        .map_err(failed)?;
    if !show.names_are_clear() {
        found
            .hits
            .retain(|hit| !matches!(hit.by, By::Name | By::Pinyin | By::Initials));
    }
    Ok(found)
}

/// Finds customers by whatever people type.
///
/// Earlier values find the customer too, and say that they are earlier.
#[utoipa::path(get, path = "/search", tag = "search", operation_id = "search", params(SearchQuery),
    responses((status = 200, body = SearchAnswer)))]
async fn find(
    State(services): State<Services>,
    context: RequestContext,
    allowed: Allowed,
    trail: Trail,
    _: OnlyNow,
    Query(query): Query<SearchQuery>,
) -> Result<Json<SearchAnswer>, Problem> {
    let limit = query.limit.unwrap_or(LIMIT_DEFAULT);
    if !(1..=LIMIT_MAX).contains(&limit) {
        return Err(Problem::field(FieldError::new(
            "limit",
            "out-of-range",
            "1 to 50",
        )));
    }
    let show = Presenter::of(&allowed);
    let found = asked(&services, &allowed, "q", &query.q, limit).await?;
    let mut elsewhere = Vec::with_capacity(found.elsewhere.len());
    for code in &found.elsewhere {
        elsewhere.push(services.directory.unit(code).await?);
    }
    // What was typed may be a name or a number: the trail says what it found, not what it was.
    trail.detail("hits", found.hits.len());
    trail.detail("elsewhere", found.elsewhere.len());
    let hits: Vec<SearchHit> = found
        .hits
        .into_iter()
        .map(|hit| SearchHit::of(hit, &show))
        .collect();
    let used = context.started.elapsed().as_micros();
    Ok(Json(SearchAnswer {
        groups: vec![SearchGroup {
            object: "customer",
            hits,
        }],
        elsewhere,
        took_ms: f64::from(u32::try_from(used).unwrap_or(u32::MAX)) / 1000.0,
    }))
}
