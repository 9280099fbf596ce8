//! What an error of this crate becomes for a caller.

use pg::DbError;
use web::{Code, FieldError, Problem};

use crate::Denied;
use crate::audit::TrailError;
use crate::key::KeyError;
use crate::policy::PutError;
use crate::sign::{DigestError, PasswordError, ProviderError, SessionError, SignInError, TotpError};
use crate::unit::UnitError;
use crate::user::UserError;
use crate::view::ViewError;

/// The store's.
pub(super) fn failed(error: DbError) -> Problem {
    match error {
        DbError::Pool(_) => {
            Problem::new(Code::Busy, "the database has no connection to spare").retry_after(1)
        }
        other => Problem::internal(&other),
    }
}

/// The table's.
pub(super) fn denied(denied: &Denied) -> Problem {
    Problem::new(Code::Forbidden, denied.to_string()).with(
        "because",
        serde_json::to_value(&denied.0.because).unwrap_or_default(),
    )
}

fn digest(error: &DigestError) -> Problem {
    Problem::internal(error)
}

fn field(name: &str, code: &str, message: impl ToString) -> Problem {
    Problem::field(FieldError::new(name, code, message.to_string()))
}

pub(super) fn sign_in(error: SignInError) -> Problem {
    let told = Problem::new(error.code(), error.to_string());
    match error {
        SignInError::Failed | SignInError::SecondFactorNeeded => told,
        SignInError::Locked { until } => told.with("until", serde_json::Value::String(until.to_string())),
        SignInError::Digest(error) => digest(&error),
        SignInError::Trail(error) => trail(error),
        SignInError::Db(error) => failed(error),
    }
}

pub(super) fn provider(error: ProviderError) -> Problem {
    match error {
        ProviderError::SignIn(error) => sign_in(error),
        other => Problem::new(other.code(), other.to_string()),
    }
}

pub(super) fn trail(error: TrailError) -> Problem {
    Problem::new(Code::Busy, error.to_string()).retry_after(1)
}

pub(super) fn session(error: SessionError) -> Problem {
    match error {
        SessionError::Unknown => Problem::not_found(error.to_string()),
        SessionError::Db(error) => failed(error),
    }
}

pub(super) fn password(error: PasswordError) -> Problem {
    match error {
        PasswordError::Wrong => field("current", "wrong", "the present password is wrong"),
        PasswordError::Locked { .. } => Problem::new(Code::Locked, error.to_string()),
        PasswordError::Weak(weak) => field("new", weak.code(), weak),
        PasswordError::Unknown => Problem::not_found(error.to_string()),
        PasswordError::Digest(error) => digest(&error),
        PasswordError::Db(error) => failed(error),
    }
}

pub(super) fn totp(error: TotpError) -> Problem {
    let text = error.to_string();
    match error {
        TotpError::Enrolled => Problem::new(Code::Conflict, text),
        TotpError::NotEnrolled | TotpError::Unknown => Problem::not_found(text),
        TotpError::Locked { .. } => Problem::new(Code::Locked, text),
        TotpError::WrongCode => field("code", "wrong", text),
        TotpError::WrongPassword => field("password", "wrong", text),
        TotpError::Digest(error) => digest(&error),
        TotpError::Db(error) => failed(error),
    }
}

pub(super) fn user(error: UserError) -> Problem {
    let text = error.to_string();
    match error {
        UserError::Malformed { field: name, why } => field(name, "malformed", why),
        UserError::LoginTaken(_) => field("login", "taken", text),
        UserError::StaffNumberTaken(_) => field("staff_number", "taken", text),
        UserError::NoUnit(_) => field("unit", "unknown", text),
        UserError::Together(_) => field("roles", "kept-apart", text),
        UserError::Unknown => Problem::not_found(text),
        UserError::Ended | UserError::LinkedAlready => Problem::new(Code::Conflict, text),
        UserError::IdentityTaken => field("subject", "taken", text),
        UserError::Denied(error) => denied(&error),
        UserError::Digest(error) => digest(&error),
        UserError::Db(error) => failed(error),
    }
}

pub(super) fn unit(error: UnitError) -> Problem {
    let text = error.to_string();
    match error {
        UnitError::Malformed { .. } => field("code", "malformed", text),
        UnitError::Exists(_) => field("code", "taken", text),
        UnitError::Unknown(_) => Problem::not_found(text),
        UnitError::NoParent { .. } => field("parent", "unknown", text),
        UnitError::Circle { .. } => field("parent", "circle", text),
        UnitError::File(_) => field("", "malformed", text),
        UnitError::Denied(error) => denied(&error),
        UnitError::Db(error) => failed(error),
    }
}

pub(super) fn key(error: KeyError) -> Problem {
    let text = error.to_string();
    match error {
        KeyError::Name(_) => field("name", "malformed", text),
        KeyError::Administrator(_) => field("role", "kept-apart", text),
        KeyError::NoUnit(_) => field("unit", "unknown", text),
        KeyError::Expired => field("expires_at", "past", text),
        KeyError::Unknown => Problem::not_found(text),
        KeyError::Denied(error) => denied(&error),
        KeyError::Db(error) => failed(error),
    }
}

pub(super) fn view(error: ViewError) -> Problem {
    let text = error.to_string();
    match error {
        ViewError::Malformed { field: name, why } => field(name, "malformed", why),
        ViewError::NameTaken => field("name", "taken", text),
        ViewError::TooMany => field("", "too-many", text),
        ViewError::NoUnit => field("shared_with", "no-unit", text),
        ViewError::TooFar(_) => Problem::new(Code::Forbidden, text),
        ViewError::Unknown => Problem::not_found(text),
        ViewError::Overtaken => Problem::new(Code::Conflict, text),
        ViewError::Db(error) => failed(error),
    }
}

pub(super) fn policy(error: PutError) -> Problem {
    let text = error.to_string();
    match error {
        PutError::Policy(error) => Problem::invalid(
            error
                .faults
                .into_iter()
                .map(|fault| {
                    FieldError::new(format!("text:{}", fault.line), "refused", fault.what).mend(fault.mend)
                })
                .collect(),
        ),
        PutError::NoNote => field("note", "missing", text),
        PutError::Same(_) | PutError::Whole => field("text", "same", text),
        PutError::Overtaken => Problem::new(Code::Conflict, text),
        PutError::Unknown(_) => Problem::not_found(text),
        PutError::Denied(error) => denied(&error),
        PutError::Db(error) => failed(error),
    }
}
