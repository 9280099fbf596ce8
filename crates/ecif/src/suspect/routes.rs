//! The queue of suspects, as services: listing, looking at one, saying what it is.

#![expect(
    unused_qualifications,
    reason = "the macro that describes a route writes them"
)]

use std::collections::{BTreeMap, BTreeSet, HashMap};

use authz::{Action, Depth, Object};
use axum::Json;
use axum::extract::State;
use base::Timestamp;
use jiff::ToSpan;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;
use uuid::Uuid;
use web::{Allowed, Code, FieldError, List, OnlyNow, Page, Path, Problem, Query, Right, Room, Trail};

use super::dry::dry;
use super::judge::{Judgement, Refused, Status, judge, record_of, would_judge};
use super::preview::Picks;
use super::queue::{self, Filter, Place, Suspect};
use super::review::{self, Opened, Review};
use super::row::Side;
use super::view::{ReviewLine, ReviewView, line_view, view};
use crate::card::Card;
use crate::explain::routes::number;
use crate::pair::routes::{PairSide, side as shown_side, units};
use crate::service::{Presenter, Services, changed, failed};

/// What may be said of two customers.
const STATUSES: [&str; 5] = ["suspect", "same", "different", "unsure", "same_kept"];
/// What a weight puts two customers in.
const CATEGORIES: [&str; 3] = ["priority", "review", "rule"];
/// Suspects that are assigned at once.
const ASSIGNED_MAX: usize = 200;
/// Customers that are tried as one at once.
const MERGED_MAX: usize = 100;
/// A note's characters.
const NOTE_MAX: usize = 2000;

/// The routes.
#[must_use]
pub fn room() -> Room<Services> {
    let read = Right::On(Object::Pair, Action::Read);
    let judge = Right::On(Object::Pair, Action::Judge);
    Room::new()
        .tag(
            "suspects",
            "Customers who may be one: found by the linkage engine and by rules, judged by stewards.",
        )
        .route(read, routes!(suspects))
        .route(read, routes!(counts))
        .route(read, routes!(suspect))
        .route(judge, routes!(judges))
        .route(judge, routes!(give))
        .route(judge, routes!(assign))
        .route(judge, routes!(dry_merge))
        .with(super::job_routes::room())
}

/// Which suspects.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct SuspectQuery {
    /// What is thought of them: `suspect`, `same`, `different`, `unsure`, `same_kept`; `suspect` and `unsure` unless
    /// said.
    #[param(nullable = false, max_length = 20)]
    status: Option<String>,
    /// `priority` (over the upper limit), `review` (over the lower), `rule` (named by a rule alone).
    #[param(nullable = false, max_length = 20)]
    category: Option<String>,
    /// `persons` or `organisations`.
    #[param(nullable = false, max_length = 20)]
    of: Option<String>,
    /// Assigned to `me`, to `nobody`, or to the user with this id.
    #[param(nullable = false, max_length = 60)]
    assigned: Option<String>,
    /// Of a customer that this unit keeps.
    #[param(nullable = false, max_length = 40)]
    unit: Option<String>,
    /// With `unit`: or any unit below it.
    #[param(nullable = false)]
    below: Option<bool>,
    /// `score`: the likeliest first; `age`: the oldest first.
    #[param(nullable = false, max_length = 10)]
    sort: Option<String>,
}

/// Of whose customers.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct KeptBy {
    /// Of a customer that this unit keeps.
    #[param(nullable = false, max_length = 40)]
    unit: Option<String>,
    /// With `unit`: or any unit below it.
    #[param(nullable = false)]
    below: Option<bool>,
}

/// A field that speaks for or against two being one.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldSaid {
    /// The field.
    #[schema(example = "birth_date")]
    field: String,
    /// The level at which the two stand.
    #[schema(example = "same")]
    level: String,
}

impl FieldSaid {
    pub(crate) fn all(said: &[String]) -> Vec<Self> {
        said.iter()
            .map(|one| {
                let (field, level) = one.split_once(':').unwrap_or((one, ""));
                Self {
                    field: field.to_owned(),
                    level: level.to_owned(),
                }
            })
            .collect()
    }
}

/// Somebody, by id and name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Somebody {
    /// The id.
    id: String,
    /// The name; the id where there is none.
    name: String,
}

/// Names of those who judged or were asked to.
pub(super) struct Names(HashMap<String, String>);

impl Names {
    pub(super) async fn of(
        services: &Services,
        allowed: &Allowed,
        ids: impl Iterator<Item = &String>,
    ) -> Result<Self, Problem> {
        let ids: Vec<String> = ids.cloned().collect();
        if ids.is_empty() {
            return Ok(Self(HashMap::new()));
        }
        let found = services.directory.names(allowed.caller(), &ids).await?;
        Ok(Self(found))
    }

    pub(super) fn name(&self, id: &str) -> Somebody {
        Somebody {
            id: id.to_owned(),
            name: self.0.get(id).cloned().unwrap_or_else(|| id.to_owned()),
        }
    }
}

/// Two customers who may be one.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuspectView {
    /// The same for the same two.
    #[schema(value_type = String, format = Uuid)]
    id: Uuid,
    /// `persons` or `organisations`.
    of: &'static str,
    /// `priority`, `review`, `rule`.
    category: String,
    /// `suspect`, `same`, `different`, `unsure`, `same_kept`.
    status: String,
    /// Judged different once, and key data have changed since.
    reopened: bool,
    /// Weight over even odds, in bits: 0 is as likely as not.
    bits: f32,
    /// The probability that they are one.
    probability: f64,
    /// Rules that name them.
    rules: Vec<String>,
    /// What speaks for it, strongest first.
    agreeing: Vec<FieldSaid>,
    /// What speaks against it, strongest first.
    differing: Vec<FieldSaid>,
    /// The version of the matching policy that weighed them.
    model: i32,
    /// Whom it is assigned to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    assigned_to: Option<Somebody>,
    /// Whether it is assigned to the caller.
    mine: bool,
    /// When they were found.
    found_at: Timestamp,
    /// When it was judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    decided_at: Option<Timestamp>,
    /// The one: in the caller's sight, and with the lower number if both are.
    one: PairSide,
    /// The other.
    other: PairSide,
}

/// The probability of a weight over even odds.
pub(crate) fn probability(bits: f32) -> f64 {
    let odds = f64::from(bits).clamp(-60.0, 60.0).exp2();
    odds / (1.0 + odds)
}

impl SuspectView {
    pub(super) async fn of(
        services: &Services,
        allowed: &Allowed,
        (show, names): (&Presenter, &Names),
        suspect: Suspect,
    ) -> Result<Self, Problem> {
        let Suspect { row, one, other } = suspect;
        Ok(Self {
            id: row.suspect_id,
            of: Side::of_code(row.kind).word(),
            probability: probability(row.bits),
            bits: row.bits,
            agreeing: FieldSaid::all(&row.agreeing),
            differing: FieldSaid::all(&row.differing),
            mine: row.assigned_to.as_deref() == Some(allowed.caller().id.as_str()),
            category: row.category,
            status: row.status,
            reopened: row.reopened,
            rules: row.rules,
            model: row.model,
            assigned_to: row.assigned_to.as_deref().map(|id| names.name(id)),
            found_at: row.found_at,
            decided_at: row.decided_at,
            one: shown_side(services, one, show).await?,
            other: shown_side(services, other, show).await?,
        })
    }
}

fn known_word(field: &str, word: Option<&str>, known: &[&str]) -> Result<(), Problem> {
    match word {
        Some(word) if !known.contains(&word) => Err(Problem::field(
            FieldError::new(
                field,
                "unknown",
                format!("`{word}` is none of {}", known.join(", ")),
            )
            .mend("use one of these, or leave it out"),
        )),
        _ => Ok(()),
    }
}

/// The suspects of the bank: those likeliest to be one first, or the oldest.
///
/// A suspect is listed when one of the two is in the caller's sight. Of the other, where it is not, only the branches
/// that keep it are told.
#[utoipa::path(get, path = "/suspects", tag = "suspects", operation_id = "listSuspects",
    params(Page, SuspectQuery), responses((status = 200, body = List<SuspectView>)))]
async fn suspects(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    page: Page,
    _: OnlyNow,
    Query(query): Query<SuspectQuery>,
) -> Result<Json<List<SuspectView>>, Problem> {
    let name = format!("suspects {query:?}");
    let after: Option<Place> = page.after(&name)?;
    known_word("status", query.status.as_deref(), &STATUSES)?;
    known_word("category", query.category.as_deref(), &CATEGORIES)?;
    known_word("of", query.of.as_deref(), &Side::ALL.map(Side::word))?;
    known_word("sort", query.sort.as_deref(), &["score", "age"])?;
    let filter = Filter {
        statuses: query.status.map_or_else(
            || vec!["suspect".to_owned(), "unsure".to_owned()],
            |status| vec![status],
        ),
        units: units(&services, query.unit, query.below).await?,
        assigned: query.assigned.map(|who| match who.as_str() {
            "me" => allowed.caller().id.clone(),
            "nobody" => String::new(),
            _ => who,
        }),
        kind: query.of.as_deref().and_then(Side::find).map(Side::code),
        category: query.category,
        by_age: query.sort.as_deref() == Some("age"),
    };
    let found = queue::list(
        &services.database,
        &services.actor(&allowed),
        &filter,
        after,
        page.limit().into(),
    )
    .await
    .map_err(failed)?;
    trail.detail("suspects", found.suspects.len());
    let next_cursor = found.next.map(|place| web::page::cursor(&name, &place));
    let show = Presenter::of(&allowed);
    let assigned = found
        .suspects
        .iter()
        .filter_map(|one| one.row.assigned_to.as_ref());
    let names = Names::of(&services, &allowed, assigned).await?;
    let mut items = Vec::with_capacity(found.suspects.len());
    for suspect in found.suspects {
        items.push(SuspectView::of(&services, &allowed, (&show, &names), suspect).await?);
    }
    Ok(Json(List {
        items,
        next_cursor,
        total: None,
    }))
}

/// How many suspects there are, by what is thought of them.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuspectCounts {
    /// Nobody has said yet: over the upper limit.
    priority: i64,
    /// Nobody has said yet: over the lower limit.
    review: i64,
    /// Nobody has said yet: named by a rule alone.
    rule: i64,
    /// Cannot be told yet.
    unsure: i64,
    /// One, to be merged.
    same: i64,
    /// One, not to be merged.
    same_kept: i64,
    /// Two.
    different: i64,
    /// What the caller has judged today.
    judged_today: i64,
}

/// How many suspects are in the caller's sight, by status and category.
#[utoipa::path(get, path = "/suspects/counts", tag = "suspects", operation_id = "countSuspects",
    params(KeptBy), responses((status = 200, body = SuspectCounts)))]
async fn counts(
    State(services): State<Services>,
    allowed: Allowed,
    Query(query): Query<KeptBy>,
) -> Result<Json<SuspectCounts>, Problem> {
    let units = units(&services, query.unit, query.below).await?;
    let counted = queue::count(&services.database, &services.actor(&allowed), units.as_deref())
        .await
        .map_err(failed)?;
    let now = services.clock.now();
    let today = now
        .checked_sub(24.hours())
        .map_err(|error| Problem::internal(&error))?;
    let judged_today = queue::given_since(&services.database, &services.writer(&allowed), today)
        .await
        .map_err(failed)?;
    let sum = |status: &str, category: Option<&str>| {
        let fits = |row: &&(String, String, i64)| row.0 == status && category.is_none_or(|one| row.1 == one);
        counted.iter().filter(fits).map(|row| row.2).sum()
    };
    Ok(Json(SuspectCounts {
        priority: sum("suspect", Some("priority")),
        review: sum("suspect", Some("review")),
        rule: sum("suspect", Some("rule")),
        unsure: sum("unsure", None),
        same: sum("same", None),
        same_kept: sum("same_kept", None),
        different: sum("different", None),
        judged_today,
    }))
}

/// What is picked by hand in the preview.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct PickQuery {
    /// Values picked by hand: `attribute:record` with commas between.
    #[param(
        nullable = false,
        max_length = 4000,
        example = "mobile:0d7a6f0e-98a5-4d3c-8f0e-2b8f1a5f7c11"
    )]
    picks: Option<String>,
}

/// A suspect with everything that tells whether the two are one; nothing is written.
#[utoipa::path(get, path = "/suspects/{id}", tag = "suspects", operation_id = "readSuspect",
    params(("id" = String, Path, max_length = 40), PickQuery),
    responses((status = 200, body = ReviewView), (status = 404, description = "There is no such suspect in sight.")))]
async fn suspect(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(id): Path<String>,
    Query(query): Query<PickQuery>,
) -> Result<Json<ReviewView>, Problem> {
    let picks = picks_of(query.picks.as_deref())?;
    open(&services, &allowed, &trail, id_of(&id)?, &picks)
        .await
        .map(Json)
}

fn id_of(text: &str) -> Result<Uuid, Problem> {
    text.parse()
        .map_err(|_| Problem::not_found("there is no such suspect in your sight"))
}

fn picks_of(text: Option<&str>) -> Result<Picks, Problem> {
    let mut picks = Picks::new();
    for one in text
        .into_iter()
        .flat_map(|text| text.split(','))
        .filter(|one| !one.is_empty())
    {
        let read = one
            .split_once(':')
            .and_then(|(name, record)| Some((name.to_owned(), record_of(record)?)));
        let (name, record) = read.ok_or_else(|| {
            Problem::field(
                FieldError::new("picks", "shape", format!("`{one}` is no pick"))
                    .mend("write attribute:record with commas between"),
            )
        })?;
        picks.insert(name, record);
    }
    Ok(picks)
}

async fn open(
    services: &Services,
    allowed: &Allowed,
    trail: &Trail,
    id: Uuid,
    picks: &Picks,
) -> Result<ReviewView, Problem> {
    let review = opened(services, allowed, trail, id, picks).await?;
    view(services, allowed, review).await
}

async fn opened(
    services: &Services,
    allowed: &Allowed,
    trail: &Trail,
    id: Uuid,
    picks: &Picks,
) -> Result<Review, Problem> {
    let opened = review::review(
        &services.database,
        &services.keyring,
        &*services.clock,
        &services.actor(allowed),
        id,
        picks,
    )
    .await
    .map_err(changed)?;
    match opened {
        Opened::Nothing => Err(Problem::not_found("there is no such suspect in your sight")),
        Opened::Elsewhere(branches) => Err(services.elsewhere(&branches).await),
        Opened::Here(review) => {
            let numbers = review.cards.each_ref().map(|card| card.number.to_string());
            trail.target(numbers.join(" "));
            Ok(*review)
        }
    }
}

/// What is said of two customers.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewVerdict {
    /// `same`: one, to be merged; `different`: two, not proposed again until key data change; `unsure`: cannot be
    /// told yet; `same_kept`: one, not to be merged.
    #[schema(example = "different", max_length = 20)]
    status: String,
    /// Why.
    #[serde(default)]
    #[schema(max_length = 2000)]
    note: Option<String>,
    /// Values picked by hand: for an attribute the record whose value is to stand.
    #[serde(default)]
    picks: BTreeMap<String, String>,
    /// With `unsure`: the user who is to look at it, by id.
    #[serde(default)]
    #[schema(max_length = 60)]
    assign_to: Option<String>,
    /// Earlier judgements that speak against it were looked at.
    #[serde(default)]
    despite: bool,
    /// With `different`: the tie that is entered between the two, by the code table `relation`, as `same_household`.
    #[serde(default)]
    #[schema(max_length = 60, example = "same_household")]
    relation: Option<String>,
}

/// Says what two customers are.
///
/// With `relation` the two are tied first, as the form for ties does and by its right, and judged then: should the
/// second fail, the tie stands, the suspect waits on, and the same request can be sent again without a second tie.
///
/// Where earlier judgements speak against it, the problem `conflict` names them; they are overruled by sending
/// `despite: true`.
#[utoipa::path(post, path = "/suspects/{id}/verdicts", tag = "suspects", operation_id = "judgeSuspect",
    params(("id" = String, Path, max_length = 40)), request_body = NewVerdict,
    responses((status = 200, body = ReviewView), (status = 404, description = "There is no such suspect in sight."),
        (status = 409, description = "Earlier judgements speak against it.")))]
async fn give(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    Path(id): Path<String>,
    web::Json(wish): web::Json<NewVerdict>,
) -> Result<Json<ReviewView>, Problem> {
    let id = id_of(&id)?;
    let known = ["same", "different", "unsure", "same_kept"];
    known_word("status", Some(&wish.status), &known)?;
    let Some(status) = Status::find(&wish.status) else {
        return Err(Problem::not_found("there is no such judgement"));
    };
    let note = wish
        .note
        .as_deref()
        .map(str::trim)
        .filter(|note| !note.is_empty());
    if note.is_some_and(|note| note.chars().count() > NOTE_MAX) {
        let error = FieldError::new("note", "too-long", format!("{NOTE_MAX} characters at most"));
        return Err(Problem::field(error.mend("say it shorter")));
    }
    let mut picks = Picks::new();
    for (name, record) in &wish.picks {
        let record = record_of(record).ok_or_else(|| {
            let field = format!("picks.{name}");
            Problem::field(
                FieldError::new(field, "shape", "this is no record").mend("name a record of the two"),
            )
        })?;
        picks.insert(name.clone(), record);
    }
    let relation = wish.relation.as_deref().map(str::trim);
    let relation = relation.filter(|kind| !kind.is_empty());
    if relation.is_some() && status != Status::Different {
        let error = FieldError::new("relation", "refused", "two who are one have no tie to each other");
        return Err(Problem::field(
            error.mend("say that they are different, or leave it out"),
        ));
    }
    // Whoever judges has both in sight: what is out of it is another branch's to judge.
    let review = opened(&services, &allowed, &trail, id, &picks).await?;
    let judgement = Judgement {
        status,
        note: note.map(str::to_owned),
        picks,
        assign_to: wish.assign_to.clone().filter(|who| !who.is_empty()),
        despite: wish.despite,
    };
    trail.detail("status", status.word());
    let (database, keyring) = (&services.database, &*services.keyring);
    let (clock, writer) = (&*services.clock, services.writer(&allowed));
    if let Some(kind) = relation {
        trail.detail("relation", kind);
        let correcting = correcting(&allowed)?;
        // What is not going to be written down ties nobody.
        would_judge(database, keyring, clock, &writer, id, &judgement)
            .await
            .map_err(refused)?;
        let [one, other] = review.cards.each_ref().map(|card| card.number);
        services.tie(&correcting, (one, other), kind, id).await?;
    }
    judge(database, keyring, clock, &writer, id, &judgement)
        .await
        .map_err(refused)?;
    open(&services, &allowed, &trail, id, &judgement.picks)
        .await
        .map(Json)
}

/// The caller, as far as they may say a tie: it is a fact of its customer, and asks the right to correct one.
fn correcting(allowed: &Allowed) -> Result<Allowed, Problem> {
    let (object, action) = (Object::Customer, Action::Correct);
    let depth = allowed.policy().depth_of(allowed.caller(), object, action);
    if depth == Depth::None {
        let detail = format!("none of your roles may {} ({})", action.en(), object.en());
        let right = serde_json::json!({ "object": object, "action": action });
        return Err(Problem::new(Code::Forbidden, detail).with("right", right));
    }
    let mut correcting = allowed.clone();
    correcting.depth = depth;
    Ok(correcting)
}

fn refused(why: Refused) -> Problem {
    match why {
        Refused::NotThere => Problem::not_found("there is no such suspect in your sight"),
        Refused::KeptApart => Problem::field(
            FieldError::new(
                "status",
                "kept-apart",
                "permanent identifiers that are both right differ: the two cannot be one",
            )
            .mend("if one is wrong, have its source correct it first"),
        ),
        Refused::Contradicted(against) => {
            let detail = format!(
                "{} earlier judgement(s) speak against it; look at them, then send despite: true",
                against.len()
            );
            let error = FieldError::new("despite", "contradicted", detail.clone());
            Problem::new(Code::Conflict, detail).with_error(error.mend("send despite: true"))
        }
        Refused::Change(error) => changed(error),
    }
}

/// Who may judge suspects: whom they can be assigned to.
#[utoipa::path(get, path = "/suspects/judges", tag = "suspects", operation_id = "listJudges",
    responses((status = 200, body = List<Somebody>)))]
async fn judges(State(services): State<Services>, allowed: Allowed) -> Result<Json<List<Somebody>>, Problem> {
    let may = services
        .directory
        .who_may(allowed.caller(), Object::Pair, Action::Judge)
        .await?;
    let people = may.into_iter().map(|(id, name)| Somebody { id, name });
    Ok(Json(List::whole(people.collect())))
}

/// Who is to look at some suspects.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// The suspects, 200 at most.
    #[schema(max_items = 200)]
    suspects: Vec<String>,
    /// The user's id, or `me`; null: nobody.
    #[serde(default)]
    #[schema(max_length = 60)]
    to: Option<String>,
}

/// How many were assigned.
#[derive(Debug, Serialize, ToSchema)]
pub struct Assigned {
    /// How many.
    assigned: u64,
}

/// Assigns suspects in the caller's sight to somebody, or to nobody.
#[utoipa::path(post, path = "/suspects/assign", tag = "suspects", operation_id = "assignSuspects",
    request_body = Assignment, responses((status = 200, body = Assigned)))]
async fn assign(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    web::Json(wish): web::Json<Assignment>,
) -> Result<Json<Assigned>, Problem> {
    if wish.suspects.len() > ASSIGNED_MAX {
        let error = FieldError::new("suspects", "too-many", format!("{ASSIGNED_MAX} at most at once"));
        return Err(Problem::field(error.mend("send them in parts")));
    }
    let ids: Vec<Uuid> = wish.suspects.iter().filter_map(|id| id.parse().ok()).collect();
    let to = wish.to.map(|who| match who.as_str() {
        "me" => allowed.caller().id.clone(),
        _ => who,
    });
    trail.detail("suspects", ids.len());
    let assigned = queue::assign(
        &services.database,
        (&services.actor(&allowed), &services.writer(&allowed)),
        &ids,
        to.as_deref(),
    )
    .await
    .map_err(failed)?;
    Ok(Json(Assigned { assigned }))
}

/// Customers to be tried as one.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DryMerge {
    /// Their numbers, 2 to 100.
    #[schema(min_items = 2, max_items = 100)]
    numbers: Vec<String>,
}

/// What a merge would come to; nothing is written.
#[derive(Debug, Serialize, ToSchema)]
pub struct DryMerged {
    /// The number that would stay: the oldest.
    survivor: String,
    /// The numbers that would lead to it.
    forwarded: Vec<String>,
    /// Numbers of which no customer is in sight.
    unknown: Vec<String>,
    /// Whether nothing speaks against it.
    mergeable: bool,
    /// What speaks against it, two by two.
    conflicts: Vec<DryConflict>,
    /// What the records say and what would survive, a line for each field.
    lines: Vec<ReviewLine>,
    /// Records that would make the one customer.
    records: i32,
    /// Agreements it would hold.
    accounts: i32,
    /// Systems that would hear of it.
    sources: Vec<String>,
    /// Units that would keep it.
    units: Vec<String>,
}

/// Two who cannot be one, or were judged not to be.
#[derive(Debug, Serialize, ToSchema)]
pub struct DryConflict {
    /// The one's number.
    one: String,
    /// The other's.
    other: String,
    /// `kept_apart`: permanent identifiers, both right, differ; `kind`: a person and an organisation; `different`,
    /// `same_kept`: judged so.
    why: &'static str,
}

/// Tries a merge of any number of customers: what would survive, by the same rules as the screen, and what speaks
/// against it.
#[utoipa::path(post, path = "/suspects/dry-merge", tag = "suspects", operation_id = "tryMerge",
    request_body = DryMerge,
    responses((status = 200, body = DryMerged), (status = 404, description = "None of them is in sight.")))]
async fn dry_merge(
    State(services): State<Services>,
    allowed: Allowed,
    trail: Trail,
    web::Json(wish): web::Json<DryMerge>,
) -> Result<Json<DryMerged>, Problem> {
    if !(2..=MERGED_MAX).contains(&wish.numbers.len()) {
        let error = FieldError::new("numbers", "out-of-range", format!("2 to {MERGED_MAX} customers"));
        return Err(Problem::field(error.mend("name at least two, and more in parts")));
    }
    let numbers: Vec<i64> = wish
        .numbers
        .iter()
        .map(|text| number(text))
        .collect::<Result<_, _>>()?;
    trail.target(wish.numbers.join(" "));
    let found = dry(
        &services.database,
        &services.keyring,
        &*services.clock,
        &services.actor(&allowed),
        &numbers,
    )
    .await
    .map_err(changed)?;
    let Some(found) = found else {
        return Err(Problem::not_found("none of these customers is in your sight"));
    };
    let show = Presenter::of(&allowed);
    let told = |numbers: &mut dyn Iterator<Item = i64>| numbers.map(|number| number.to_string()).collect();
    let mut own = found.cards.iter().map(|card| card.number);
    let survivor = own.next().map(|number| number.to_string()).unwrap_or_default();
    let each = |pick: fn(&Card) -> &Vec<String>| -> Vec<String> {
        let all: BTreeSet<&String> = found.cards.iter().flat_map(pick).collect();
        all.into_iter().cloned().collect()
    };
    Ok(Json(DryMerged {
        survivor,
        forwarded: told(&mut own),
        unknown: told(&mut found.unknown.iter().copied()),
        mergeable: found.conflicts.is_empty() && found.unknown.is_empty() && found.cards.len() > 1,
        conflicts: found
            .conflicts
            .iter()
            .map(|one| DryConflict {
                one: one.one.to_string(),
                other: one.other.to_string(),
                why: one.why,
            })
            .collect(),
        lines: found
            .lines
            .iter()
            .map(|line| line_view((&found.golden, &[]), line, &show))
            .collect(),
        records: found.cards.iter().map(|card| card.records).sum(),
        accounts: found.cards.iter().map(|card| card.accounts).sum(),
        sources: each(|card| &card.sources),
        units: each(|card| &card.units),
    }))
}
