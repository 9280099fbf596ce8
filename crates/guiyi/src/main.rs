//! The one binary. Exit codes: 0 done, 1 refused or failed with a message on standard error, 2 wrong usage.

mod cli;
mod clock;
mod command;
mod people;
mod progress;
mod serve;
mod store;
mod table;

use std::process::ExitCode;

/// A load makes and drops millions of small texts on several threads; the system's allocator took a third of it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use clap::Parser as _;
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    let filter =
        EnvFilter::try_from_env("GUIYI_LOG").unwrap_or_else(|_| EnvFilter::new("error,guiyi=warn,ecif=warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    match command::run(cli.command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("guiyi: {error}");
            ExitCode::from(1)
        }
    }
}
