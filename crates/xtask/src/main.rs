//! Makes what is generated: typed SQL and schema snapshots. `cargo run -p xtask -- generate [--check]`.
//!
//! It depends on no product, only on a product's files, so it runs while a product does not compile because what is
//! to be generated is not there yet.

mod nulls;
mod snapshot;
mod typed_sql;

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use pg::private::{Durability, Settings};
use pg::{Database, Migration, Options, Track};

/// The crates that own a schema of their name.
const PRODUCTS: [&str; 2] = ["access", "ecif"];

/// Why nothing, or not everything, could be generated.
#[derive(Debug, thiserror::Error)]
pub enum TaskError {
    /// A file or a process failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The temporary database did not start.
    #[error(transparent)]
    Open(#[from] pg::OpenError),
    /// A migration failed.
    #[error(transparent)]
    Migrate(#[from] pg::migrate::MigrateError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] pg::DbError),
    /// A query is wrong; the text points at it.
    #[error("{0}")]
    Queries(String),
    /// The generator's output is not what we know how to mend.
    #[error("the generator has changed: {0}")]
    Generator(&'static str),
    /// Files are not what would be generated.
    #[error("stale, run `make generate`:\n{0}")]
    Stale(String),
    /// A thread ended in the middle.
    #[error(transparent)]
    Join(#[from] tokio::task::JoinError),
}

#[tokio::main]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let check = match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["generate"] => false,
        ["generate", "--check"] => true,
        _ => {
            eprintln!("usage: cargo run -p xtask -- generate [--check]");
            return ExitCode::from(2);
        }
    };
    match generate(check).await {
        Ok(changed) => {
            changed
                .iter()
                .for_each(|path| println!("wrote {}", path.display()));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The workspace's root.
pub fn root() -> PathBuf {
    // Asked when run, not when compiled: clones share a target folder, and one's binary must not look at another.
    let here = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&here).join("../..")
}

async fn generate(check: bool) -> Result<Vec<PathBuf>, TaskError> {
    let dir = tempfile::tempdir()?;
    // As root the server runs as another user, who must be able to enter.
    std::fs::set_permissions(dir.path(), std::fs::Permissions::from_mode(0o711))?;
    let settings = Settings {
        durability: Durability::Disposable,
        ..Settings::new(dir.path())
    };
    let database = Database::private(settings, &Options::default()).await?;
    let made = make_all(&database).await;
    database.stop().await;
    settle(made?, check)
}

/// Every generated file by its path from the root.
async fn make_all(database: &Database) -> Result<Vec<(PathBuf, String)>, TaskError> {
    let tracks = PRODUCTS
        .iter()
        .map(|product| track(product))
        .collect::<Result<Vec<_>, _>>()?;
    database
        .migrate(&[&[pg::TRACK], tracks.as_slice()].concat())
        .await?;
    let mut files = Vec::new();
    let base = database.admin().await?;
    files.push((
        "crates/pg/schema.sql".into(),
        snapshot::snapshot(&base, pg::TRACK.schema).await?,
    ));
    for product in PRODUCTS {
        let client = database.admin().await?;
        let text = snapshot::snapshot(&client, product).await?;
        files.push((format!("crates/{product}/schema.sql").into(), text));
        let queries = root().join("crates").join(product).join("sql");
        if !queries.is_dir() {
            continue;
        }
        let owner = database.owner().await?;
        nulls::check(&owner, &queries).await?;
        let package = format!("{product}-sql");
        let for_thread = package.clone();
        // The generator waits for the database by itself, so it needs a thread of its own.
        let generated =
            tokio::task::spawn_blocking(move || typed_sql::generate(&owner, &for_thread, &queries)).await??;
        let folder = Path::new("crates").join(package);
        files.extend(
            generated
                .into_iter()
                .map(|file| (folder.join(file.path), file.text)),
        );
    }
    Ok(files)
}

/// A product's migrations as its folder has them, in the order of their names.
fn track(product: &'static str) -> Result<Track, TaskError> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(root().join("crates").join(product).join("migrations"))? {
        paths.push(entry?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "sql"));
    paths.sort();
    let mut migrations = Vec::new();
    for path in paths {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        // Kept for the program's short life: a track is made of constants everywhere else.
        migrations.push(Migration {
            name: name.leak(),
            sql: std::fs::read_to_string(&path)?.leak(),
        });
    }
    Ok(Track {
        schema: product,
        migrations: migrations.leak(),
    })
}

/// Writes what differs, and removes what is no longer generated; or only says so.
fn settle(files: Vec<(PathBuf, String)>, check: bool) -> Result<Vec<PathBuf>, TaskError> {
    let mut stale = Vec::new();
    for (path, text) in &files {
        let full = root().join(path);
        if std::fs::read_to_string(&full).ok().as_ref() != Some(text) {
            stale.push(path.clone());
            if !check {
                std::fs::create_dir_all(full.parent().unwrap_or(&full))?;
                std::fs::write(&full, text)?;
            }
        }
    }
    for product in PRODUCTS {
        let queries = Path::new("crates")
            .join(format!("{product}-sql"))
            .join("src/queries");
        for entry in std::fs::read_dir(root().join(&queries))
            .into_iter()
            .flatten()
            .flatten()
        {
            let path = queries.join(entry.file_name());
            if !files.iter().any(|(known, _)| *known == path) {
                stale.push(path.clone());
                if !check {
                    std::fs::remove_file(root().join(&path))?;
                }
            }
        }
    }
    if check && !stale.is_empty() {
        let list = stale
            .iter()
            .map(|path| format!("  {}", path.display()))
            .collect::<Vec<_>>()
            .join("\n");
        return Err(TaskError::Stale(list));
    }
    Ok(stale)
}
