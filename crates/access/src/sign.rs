//! Signing in and out: passwords, the bank's identity provider, sessions, the second factor.

mod attempt;
mod password;
mod provider;
mod session;
mod sign_in;
mod totp;

pub use crate::secret::DigestError;
pub use attempt::Method;
pub(crate) use password::put as put_password;
pub use password::{PasswordError, change_password};
pub(crate) use provider::AT_PROVIDER_MINUTES;
pub use provider::{Arrived, ProviderError, Returned, Sent, begin, finish, with_code};
pub use session::{Session, SessionError, SignedIn, end, end_others, look_up, sessions};
pub use sign_in::{SignInError, SignedInNow, SigningIn, sign_in};
pub(crate) use totp::accepts;
pub(crate) use totp::context as totp_context;
pub use totp::{Enrolment, TotpError, confirm, enrol, remove};
