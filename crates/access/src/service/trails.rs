//! The audit trail, for those who read it.

#![expect(
    unused_qualifications,
    reason = "the macro that describes a route writes them"
)]

use authz::{Action, Object};
use axum::Json;
use axum::extract::State;
use base::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;
use uuid::Uuid;
use web::{Allowed, FieldError, List, Page, Problem, Query, Right, Room, Trail, page};

use super::{Services, problem};
use crate::audit::{self, Filter, ListError, Place};

/// The routes.
pub(super) fn room() -> Room<Services> {
    Room::new()
        .tag("audit", "Who did what to which customer, for what.")
        .route(Right::On(Object::Audit, Action::Read), routes!(lines))
        .route(Right::On(Object::Audit, Action::Verify), routes!(verification))
}

/// Which lines.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct LineFilter {
    /// By this user, key or program.
    #[param(nullable = false, max_length = 100)]
    actor: Option<String>,
    /// About this customer number or id.
    #[param(nullable = false, max_length = 100)]
    target: Option<String>,
    /// Of this action.
    #[param(nullable = false, max_length = 60)]
    action: Option<String>,
    /// To this kind of thing.
    #[param(nullable = false, max_length = 60)]
    object: Option<String>,
    /// From this instant on (RFC 3339).
    #[param(nullable = false, max_length = 40, example = "2026-11-20T00:00:00Z")]
    from: Option<String>,
    /// Before this instant (RFC 3339).
    #[param(nullable = false, max_length = 40, example = "2026-11-21T00:00:00Z")]
    until: Option<String>,
}

/// A line of the trail.
#[derive(Debug, Serialize, ToSchema)]
struct AuditLine {
    /// The chain it stands in.
    chain: Uuid,
    /// Its number there.
    line: i64,
    /// When.
    at: Timestamp,
    /// Who: an id.
    actor: String,
    /// What they are called now.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    actor_name: Option<String>,
    /// `user`, `service` or `command`.
    actor_kind: String,
    /// What for.
    purpose: String,
    /// What made it happen: a trace number or a command.
    cause: String,
    /// What was done.
    action: String,
    /// To what kind of thing.
    object: String,
    /// To which.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    target: Option<String>,
    /// `done`, `refused` or `failed`.
    outcome: String,
    /// Names of fields, counts, codes.
    #[schema(value_type = Object)]
    detail: Value,
}

/// Lines of the audit trail, the newest first.
#[utoipa::path(get, path = "/audit", tag = "audit", operation_id = "listAuditLines", params(LineFilter, Page),
    responses((status = 200, body = List<AuditLine>)))]
async fn lines(
    State(services): State<Services>,
    allowed: Allowed,
    Query(filter): Query<LineFilter>,
    page: Page,
) -> Result<Json<List<AuditLine>>, Problem> {
    let list = format!("audit {filter:?}");
    let after: Option<(Timestamp, Uuid, i64)> = page.after(&list)?;
    let wanted = Filter {
        from: filter
            .from
            .as_deref()
            .map(|text| instant("from", text))
            .transpose()?,
        until: filter
            .until
            .as_deref()
            .map(|text| instant("until", text))
            .transpose()?,
        actor: filter.actor,
        target: filter.target,
        action: filter.action,
        object: filter.object,
    };
    let limit = page.limit();
    let after = after.map(|(at, chain, sequence)| Place { at, chain, sequence });
    let mut found = audit::lines(
        &services.access,
        allowed.caller(),
        &wanted,
        after,
        i64::from(limit) + 1,
    )
    .await
    .map_err(|error| match error {
        ListError::Denied(denied) => problem::denied(&denied),
        ListError::Db(error) => problem::failed(error),
    })?;
    let more = found.len() > usize::from(limit);
    found.truncate(usize::from(limit));
    let next_cursor = found
        .last()
        .filter(|_| more)
        .map(|last| page::cursor(&list, &(last.place.at, last.place.chain, last.place.sequence)));
    let items = found.into_iter().map(|one| AuditLine {
        chain: one.place.chain,
        line: one.place.sequence,
        at: one.place.at,
        actor: one.actor,
        actor_name: one.actor_name,
        actor_kind: one.actor_kind,
        purpose: one.purpose,
        cause: one.cause,
        action: one.action,
        object: one.object,
        target: one.target,
        outcome: one.outcome,
        detail: one.detail,
    });
    Ok(Json(List {
        items: items.collect(),
        next_cursor,
        total: None,
    }))
}

fn instant(field: &str, text: &str) -> Result<Timestamp, Problem> {
    // A plus sign that was not escaped arrives as a space.
    let instant = text.replace(' ', "+").parse::<Timestamp>().ok();
    // Years that the store does not know are asked for by mistake.
    let sensible = instant.filter(|at| (0..4_102_444_800).contains(&at.as_second()));
    sensible.ok_or_else(|| {
        Problem::field(FieldError::new(
            field,
            "malformed",
            "an instant between 1970 and 2099, as 2026-11-20T18:00:00Z",
        ))
    })
}

/// Whether the trail is as it was written.
#[derive(Debug, Serialize, ToSchema)]
struct AuditVerification {
    /// Whether all is as it was written.
    sound: bool,
    /// Chains that were read.
    chains: u64,
    /// Lines that were read.
    lines: u64,
    /// Anchors that were read.
    anchors: u64,
    /// What is not as it was written, in words.
    faults: Vec<String>,
    /// The last anchor, as `NUMBER:DIGEST`: to be kept outside the database.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    last_anchor: Option<String>,
    /// When it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    anchored_at: Option<Timestamp>,
}

/// Reads the whole trail and says which line was changed, removed or added.
#[utoipa::path(get, path = "/audit/verification", tag = "audit", operation_id = "verifyAuditTrail",
    responses((status = 200, body = AuditVerification)))]
async fn verification(
    State(services): State<Services>,
    _: Allowed,
    trail: Trail,
) -> Result<Json<AuditVerification>, Problem> {
    let found = audit::verify(services.access.database(), None)
        .await
        .map_err(problem::failed)?;
    trail.detail("lines", found.lines);
    trail.detail("faults", found.faults.len());
    Ok(Json(AuditVerification {
        sound: found.is_sound(),
        chains: found.chains,
        lines: found.lines,
        anchors: found.anchors,
        faults: found.faults.iter().map(ToString::to_string).collect(),
        last_anchor: found
            .last_anchor
            .map(|kept| format!("{}:{}", kept.number, kept.hash)),
        anchored_at: found.anchored_at,
    }))
}
