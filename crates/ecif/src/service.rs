//! ECIF's services: what the routes work on, and all routes together.
//!
//! Each room's `routes` stand beside what they serve; this one holds what they have in common: [`Services`], the
//! presenter that masks ([`present`]), and what an error becomes.

pub mod present;
mod problem;

use std::sync::Arc;

use authz::{Action, Object};
use base::{Clock, Date, Timestamp};
use pg::seal::Keyring;
use pg::{Actor, Database};
use web::{Allowed, Directory, Moment, Problem, Room};

pub use present::Presenter;
pub(crate) use problem::{changed, failed, looked_up};

use crate::change::shown;
use crate::explain::{Asked, ExplainError, Explanation, explain};
use crate::look_up::{Found, LookUps, Standing};
use crate::{identify, source};

/// What the routes work on.
#[derive(Clone)]
pub struct Services {
    /// The store.
    pub database: Database,
    /// The keys to it.
    pub keyring: Arc<Keyring>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// What is asked all day.
    pub look_ups: LookUps,
    /// Units and people.
    pub directory: Arc<dyn Directory>,
}

impl std::fmt::Debug for Services {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Services").finish_non_exhaustive()
    }
}

/// Every route of ECIF.
#[must_use]
pub fn room() -> Room<Services> {
    Room::new()
        .with(crate::card::routes::room())
        .with(crate::search::routes::room())
        .with(crate::pair::routes::room())
        .with(crate::suspect::room())
        .with(identify::routes::room())
        .with(crate::explain::routes::room())
        .with(crate::extension::routes::room())
        .with(crate::online::routes::room())
        .with(source::routes::room())
        .with(crate::code::routes::room())
}

impl Services {
    /// On a store. Must be called inside a runtime.
    #[must_use]
    pub fn new(
        database: Database,
        keyring: Arc<Keyring>,
        clock: Arc<dyn Clock>,
        directory: Arc<dyn Directory>,
    ) -> Self {
        Self {
            look_ups: LookUps::new(database.clone(), keyring.clone(), clock.clone()),
            database,
            keyring,
            clock,
            directory,
        }
    }

    /// The actor a transaction is begun as: the caller, for their purpose, seeing as far as the route's right goes.
    #[must_use]
    pub fn actor(&self, allowed: &Allowed) -> Actor {
        let caller = allowed.caller();
        Actor::scoped(caller.id.clone(), caller.purpose.clone(), sight(allowed.sight()))
    }

    /// The caller, writing: whether they may was decided before, and the act itself sees all, as every act does, for
    /// who is the same customer does not depend on who writes.
    #[must_use]
    pub fn writer(&self, allowed: &Allowed) -> Actor {
        Actor::system(allowed.caller().id.clone(), allowed.caller().purpose.clone())
    }

    /// The caller, seeing the customers they may read: where the right of the route is to learn that somebody is
    /// there, and what is out of reach is answered with the branch alone.
    #[must_use]
    pub fn reader(&self, allowed: &Allowed) -> Actor {
        let caller = allowed.caller();
        let reach = allowed.policy().sight(caller, Object::Customer, Action::Read);
        Actor::scoped(caller.id.clone(), caller.purpose.clone(), sight(reach))
    }

    /// A customer's golden record as somebody may see it: as it stands now, or derived for a moment.
    ///
    /// # Errors
    /// What [`Services::told`] makes of it.
    pub async fn read(
        &self,
        allowed: &Allowed,
        number: i64,
        moment: Moment,
    ) -> Result<(Standing, Timestamp, Date), Problem> {
        if moment == Moment::default() {
            let found = self.look_ups.read(&self.actor(allowed), number).await;
            match found.map_err(looked_up)? {
                Found::Here(standing) => {
                    return Ok((*standing, self.clock.now(), self.clock.today()));
                }
                Found::Elsewhere(branches) => return Err(self.elsewhere(&branches).await),
                Found::Nobody => return Err(self.told(ExplainError::NoNumber(shown(number))).await),
                Found::Underived => {}
            }
        }
        let told = self.explain(allowed, number, moment).await?;
        let (as_of, valid_on) = (told.as_of, told.valid_on);
        Ok((told.into(), as_of, valid_on))
    }

    /// A customer as somebody may see it at a moment.
    ///
    /// # Errors
    /// What [`Services::told`] makes of it.
    pub async fn explain(
        &self,
        allowed: &Allowed,
        number: i64,
        moment: Moment,
    ) -> Result<Explanation, Problem> {
        let asked = Asked::Number(number);
        let actor = self.actor(allowed);
        let told = explain(
            &self.database,
            &self.keyring,
            &*self.clock,
            &actor,
            &asked,
            moment.as_of,
            moment.valid_on,
        )
        .await;
        match told {
            Ok(told) => Ok(told),
            Err(error) => Err(self.told(error).await),
        }
    }

    /// What an error of the explanation becomes.
    pub async fn told(&self, error: ExplainError) -> Problem {
        match error {
            ExplainError::Elsewhere { branches } => self.elsewhere(&branches).await,
            error => problem::explained(error),
        }
    }

    /// The answer about a customer out of sight: the branch to ask, and nothing more.
    pub async fn elsewhere(&self, branches: &[String]) -> Problem {
        match branches.first() {
            Some(code) => match self.directory.unit(code).await {
                Ok(branch) => Problem::elsewhere(branch),
                Err(problem) => problem,
            },
            // Nobody keeps it any more: there is nobody to ask.
            None => Problem::not_found("no branch keeps this customer"),
        }
    }
}

/// The sight of the policy table, as the database compares it.
fn sight(sight: authz::Sight) -> pg::Sight {
    match sight {
        authz::Sight::All => pg::Sight::All,
        authz::Sight::Tokens(tokens) => pg::Sight::Tokens(tokens),
    }
}
