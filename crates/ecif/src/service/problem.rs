//! What an error of ECIF becomes for a caller.

use pg::DbError;
use web::{Code, FieldError, Problem};

use crate::change::ChangeError;
use crate::explain::ExplainError;
use crate::look_up::LookUpError;

pub(super) fn explained(error: ExplainError) -> Problem {
    match error {
        ExplainError::NoNumber(_) | ExplainError::NoRecord { .. } => Problem::not_found(error.to_string()),
        ExplainError::Elsewhere { .. } => Problem::not_found(error.to_string()),
        ExplainError::NotYet { .. } => dated("as_of", &error),
        ExplainError::Silent { .. } => dated("valid_on", &error),
        ExplainError::Change(error) => changed(error),
        ExplainError::Db(error) => failed(error),
    }
}

fn dated(field: &str, error: &ExplainError) -> Problem {
    Problem::new(Code::NotAcceptableDate, error.to_string()).with_error(FieldError::new(
        field,
        "too-early",
        error.to_string(),
    ))
}

/// What an error of an act becomes.
pub(crate) fn changed(error: ChangeError) -> Problem {
    of_act(&error)
}

fn of_act(error: &ChangeError) -> Problem {
    match error {
        ChangeError::Busy => Problem::new(Code::Busy, error.to_string()).retry_after(1),
        ChangeError::Db(error) => of_store(error),
        other => Problem::internal(other),
    }
}

/// What an error of the store becomes.
pub(crate) fn failed(error: DbError) -> Problem {
    of_store(&error)
}

fn of_store(error: &DbError) -> Problem {
    match error {
        DbError::Pool(_) => {
            tracing::warn!(%error, "no connection to the database");
            Problem::new(Code::Busy, "the database has no connection to spare").retry_after(1)
        }
        other => Problem::internal(other),
    }
}

/// What an error of a look-up becomes.
pub(crate) fn looked_up(error: LookUpError) -> Problem {
    match error {
        LookUpError::Together(error) => of_store(&error),
        LookUpError::Change(error) => of_act(&error),
        LookUpError::Gone(_) => Problem::new(Code::Busy, "the service is ending").retry_after(1),
    }
}
