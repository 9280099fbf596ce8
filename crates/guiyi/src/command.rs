//! One file a command: arguments in, words or JSON out. What a command decides is decided in the products.

mod access;
mod audit;
mod demo;
mod demo_former;
mod demo_people;
mod demo_review;
mod explain;
mod identify;
mod key;
mod link;
mod load;
mod migrate;
mod openapi;
mod policy;
mod rules;
mod serve;
mod sim;
mod source;
mod unit;
mod user;

use std::path::Path;

use crate::cli::Command;

/// Why a command failed: a message for the person at the machine.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Failure(pub String);

impl Failure {
    /// A file could not be read or written.
    pub fn file(path: &Path, error: &std::io::Error) -> Self {
        Self(format!("{}: {error}", path.display()))
    }
}

macro_rules! failure_from {
    ($($error:ty),* $(,)?) => {
        $(impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self(error.to_string())
            }
        })*
    };
}

failure_from!(
    ::access::key::KeyError,
    ::access::policy::PutError,
    ::access::sign::PasswordError,
    ::access::sign::SessionError,
    ::access::sign::SignInError,
    ::access::unit::UnitError,
    ::access::user::UserError,
    pg::OpenError,
    pg::DbError,
    pg::migrate::MigrateError,
    pg::seal::KeyError,
    ecif::change::ChangeError,
    ecif::load::LoadError,
    ecif::explain::ExplainError,
    pg::seal::ResealError,
    feed::MappingError,
    feed::FeedError,
    feed::TableError,
    linkage::IndexError,
    linkage::IndexFileError,
    linkage::LinkError,
    linkage::MergeError,
    linkage::ModelError,
    linkage::TableError,
    ::sim::SimError,
    serde_json::Error,
);

/// Runs a command.
pub async fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Demo(args) => demo::run(args).await,
        Command::Serve(args) => serve::run(args).await,
        Command::Load(args) => load::run(args).await,
        Command::Explain(args) => explain::run(args).await,
        Command::Identify(args) => identify::run(args).await,
        Command::Link(args) => link::run(&args),
        Command::Rules(args) => rules::run(&args),
        Command::Source(args) => source::run(args).await,
        Command::Migrate(args) => migrate::run(args).await,
        Command::Policy(args) => policy::run(args).await,
        Command::Key(args) => key::run(args).await,
        Command::User(args) => user::run(args).await,
        Command::Unit(args) => unit::run(args).await,
        Command::Access(args) => access::run(args).await,
        Command::Audit(args) => audit::run(args).await,
        Command::Sim(args) => sim::run(args),
        Command::Openapi => openapi::run(),
    }
}
