//! The command line: the contract other programs rely on.

use std::path::PathBuf;

use access::audit::Kept;
use authz::Role;
use base::{Date, Timestamp};
use clap::{Args, Parser, Subcommand};
use linkage::Share;

/// Guiyi 归一: one customer out of many records.
#[derive(Debug, Parser)]
#[command(version, about, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Where the data are.
#[derive(Debug, Clone, Args)]
pub struct Store {
    /// The data directory: the private PostgreSQL and the key file. `DATABASE_URL` names the bank's own server instead.
    #[arg(
        long,
        value_name = "DIR",
        default_value = "guiyi-data",
        env = "GUIYI_DATA_DIR"
    )]
    pub data_dir: PathBuf,
    /// Another place for the key file.
    #[arg(long, value_name = "FILE", env = "GUIYI_KEY_FILE")]
    pub key_file: Option<PathBuf>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Makes a synthetic bank, loads its day-end files, shows what became of them and serves the console.
    Demo(Demo),
    /// Serves the console and the services.
    Serve(Serve),
    /// Loads files of a source by its mapping.
    Load(Load),
    /// Shows a customer and why each value stands there.
    Explain(Explain),
    /// Finds the one customer who carries a document.
    Identify(Identify),
    /// Finds which records of files are of one and the same person or organisation.
    Link(Box<Link>),
    /// Runs rules of the standards on JSON lines.
    #[command(subcommand)]
    Rules(Rules),
    /// Looks at sources, mappings and loads.
    #[command(subcommand)]
    Source(Source),
    /// Brings the database up to this program.
    Migrate(Migrate),
    /// Looks at the rules in force, puts new ones in force, derives what is due.
    #[command(subcommand)]
    Policy(Policy),
    /// Looks after the keys that seal customers' data.
    #[command(subcommand)]
    Key(Key),
    /// Looks after the people who sign in.
    #[command(subcommand)]
    User(User),
    /// Looks after the tree of units.
    #[command(subcommand)]
    Unit(Unit),
    /// Looks at the policy table, who may do what, and puts a new version in force.
    #[command(subcommand)]
    Access(Access),
    /// Proves that the audit trail is as it was written.
    #[command(subcommand)]
    Audit(Audit),
    /// Makes synthetic data.
    #[command(subcommand)]
    Sim(Sim),
    /// Prints the OpenAPI document of the services.
    Openapi,
}

/// `guiyi demo`.
#[derive(Debug, Args)]
pub struct Demo {
    #[command(flatten)]
    pub store: Store,
    /// Persons in the bank.
    #[arg(long, value_name = "N", default_value_t = 5000)]
    pub people: u64,
    /// Companies in the bank.
    #[arg(long, value_name = "M", default_value_t = 500)]
    pub companies: u64,
    /// Another seed makes another bank.
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// Address of the console.
    #[arg(long, value_name = "A", default_value = "127.0.0.1:7117")]
    pub listen: String,
    /// Do not serve the console.
    #[arg(long)]
    pub no_serve: bool,
    /// Print one JSON object as the last line.
    #[arg(long)]
    pub json: bool,
    /// Threads that map and standardise.
    #[arg(long, value_name = "N")]
    pub workers: Option<usize>,
}

/// `guiyi serve`.
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    pub store: Store,
    /// The address to listen on; port 0 takes any that is free.
    #[arg(
        long,
        value_name = "A",
        default_value = "127.0.0.1:7117",
        env = "GUIYI_LISTEN"
    )]
    pub listen: String,
    /// Which products, separated by commas.
    #[arg(long, value_name = "PRODUCTS", value_delimiter = ',', default_value = "ecif", value_parser = ["ecif"])]
    pub with: Vec<String>,
    /// A folder with the console's pages instead of those of the program, for working on them.
    #[arg(long, value_name = "DIR", env = "GUIYI_CONSOLE_DIR")]
    pub console: Option<PathBuf>,
    /// The settings of the bank's identity provider (TOML), for signing in by OpenID Connect. The client's secret stands
    /// in a file they name, or in the environment: `GUIYI_OIDC_CLIENT_SECRET`.
    #[arg(long, value_name = "FILE", env = "GUIYI_OIDC")]
    pub oidc: Option<PathBuf>,
}

/// `guiyi load`.
#[derive(Debug, Args)]
pub struct Load {
    #[command(flatten)]
    pub store: Store,
    /// The source's mapping (TOML).
    pub mapping: PathBuf,
    /// The files; each goes to the feed whose file names it fits. A further mapping (.toml) begins the files of
    /// another source.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The day the files speak of, where their names and totals do not tell it.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub business_date: Option<Date>,
    /// Threads that map and standardise.
    #[arg(long, value_name = "N")]
    pub workers: Option<usize>,
    /// The folder for rejects files; without it they stand beside the files.
    #[arg(long, value_name = "DIR")]
    pub rejects: Option<PathBuf>,
    /// Print one JSON object as the last line.
    #[arg(long)]
    pub json: bool,
}

/// `guiyi explain`.
#[derive(Debug, Args)]
pub struct Explain {
    #[command(flatten)]
    pub store: Store,
    /// A customer number, or SOURCE:KEY for a source's own number.
    pub number: String,
    /// The moment on the axis of knowledge: 2026-11-20 or 2026-11-20T18:00:00Z.
    #[arg(long, value_name = "T", value_parser = instant)]
    pub as_of: Option<Timestamp>,
    /// The business date.
    #[arg(long, value_name = "D")]
    pub valid_on: Option<Date>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// `guiyi identify`.
#[derive(Debug, Args)]
pub struct Identify {
    #[command(flatten)]
    pub store: Store,
    /// The type of document, as `resident_id` or `credit_code`.
    #[arg(long = "type", value_name = "TYPE", value_parser = document)]
    pub document: standards::document::DocumentType,
    /// The number on it.
    #[arg(long)]
    pub number: String,
    /// The name on it.
    #[arg(long)]
    pub name: Option<String>,
}

/// `guiyi rules`.
#[derive(Debug, Subcommand)]
pub enum Rules {
    /// Reads JSON lines `{"id"?, "rule", "input"}` and writes `{"id"?, "rule", "result"}`.
    Eval {
        /// The day that counts as today.
        #[arg(long, value_name = "D")]
        today: Option<Date>,
    },
}

/// `guiyi source`.
#[derive(Debug, Subcommand)]
pub enum Source {
    /// Tells in words what a load would do with the first rows of a file.
    Check {
        /// The source's mapping (TOML).
        mapping: PathBuf,
        /// The file.
        file: PathBuf,
        /// How many rows to look at.
        #[arg(long, default_value_t = 5)]
        rows: usize,
        /// The language: zh or en.
        #[arg(long, default_value = "en", value_parser = ["zh", "en"])]
        language: String,
    },
    /// Lists the sources and their loads.
    List {
        #[command(flatten)]
        store: Store,
    },
    /// Prints a version of a source's mapping; without a version, lists them.
    #[command(disable_version_flag = true)]
    Mapping {
        #[command(flatten)]
        store: Store,
        /// The source.
        name: String,
        /// The version.
        #[arg(long)]
        version: Option<i32>,
    },
}

/// `guiyi migrate`.
#[derive(Debug, Args)]
pub struct Migrate {
    #[command(flatten)]
    pub store: Store,
}

/// `guiyi policy`.
#[derive(Debug, Subcommand)]
pub enum Policy {
    /// Prints the rules in force: identity (who is the same customer) or survivorship (which value wins).
    Show {
        #[command(flatten)]
        store: Store,
        /// Which rules.
        #[arg(value_parser = ["identity", "survivorship"])]
        kind: String,
    },
    /// Puts a new version of the identity rules in force and judges every customer again: who is one by them is joined,
    /// who is not parts. Try them in the console first.
    SetIdentity {
        #[command(flatten)]
        store: Store,
        /// The rules (TOML).
        file: PathBuf,
    },
    /// Puts a new version of the survivorship policy in force and derives every customer again.
    SetSurvivorship {
        #[command(flatten)]
        store: Store,
        /// The policy (TOML).
        file: PathBuf,
    },
    /// Derives the customers whose day has come: a document of theirs expired.
    Due {
        #[command(flatten)]
        store: Store,
    },
}

/// `guiyi key`.
#[derive(Debug, Subcommand)]
pub enum Key {
    /// Makes a new sealing key and seals everything anew under it, beside whatever else is going on.
    RotateData {
        #[command(flatten)]
        store: Store,
        /// The cipher of the new key.
        #[arg(long, default_value = "aes-256-gcm", value_parser = ["aes-256-gcm", "sm4-gcm"])]
        algorithm: String,
    },
    /// Makes a key for another system and prints it, once.
    Create(KeyCreate),
}

/// `guiyi key create`.
#[derive(Debug, Args)]
pub struct KeyCreate {
    #[command(flatten)]
    pub store: Store,
    /// Which system gets it.
    pub name: String,
    /// The role it acts in.
    #[arg(long, value_name = "R")]
    pub role: Role,
    /// The unit it acts for: how far its role reaches is reckoned from there.
    #[arg(long, value_name = "U")]
    pub unit: Option<String>,
}

/// `guiyi user`.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Adds somebody and prints a password for the first sign-in.
    Add(UserAdd),
    /// Lists everybody.
    List {
        #[command(flatten)]
        store: Store,
    },
    /// Lifts the lock after too many wrong passwords.
    Unlock {
        #[command(flatten)]
        store: Store,
        /// The login.
        login: String,
    },
    /// Makes another password for one use and ends every session.
    ResetPassword {
        #[command(flatten)]
        store: Store,
        /// The login.
        login: String,
    },
}

/// `guiyi user add`.
#[derive(Debug, Args)]
pub struct UserAdd {
    #[command(flatten)]
    pub store: Store,
    /// What they sign in with.
    pub login: String,
    /// The name.
    #[arg(long, value_name = "N")]
    pub name: String,
    /// A role; may be given several times.
    #[arg(long, value_name = "R", required = true)]
    pub role: Vec<Role>,
    /// The code of the home unit.
    #[arg(long, value_name = "U")]
    pub unit: String,
    /// The staff number: customers with this manager are their own.
    #[arg(long, value_name = "S")]
    pub staff_number: Option<String>,
    /// Read the first password from standard input instead of making one.
    #[arg(long)]
    pub password_stdin: bool,
}

/// `guiyi unit`.
#[derive(Debug, Subcommand)]
pub enum Unit {
    /// Takes in a file of units (kind, code, name, parent); units that are not in it stay.
    Import {
        #[command(flatten)]
        store: Store,
        /// The file (CSV).
        file: PathBuf,
    },
}

/// `guiyi access`.
#[derive(Debug, Subcommand)]
pub enum Access {
    /// Prints the policy table in force, or an earlier version.
    #[command(disable_version_flag = true)]
    Show {
        #[command(flatten)]
        store: Store,
        /// The version.
        #[arg(long)]
        version: Option<i32>,
    },
    /// Puts a new version of the policy table in force and says what it changes.
    Set {
        #[command(flatten)]
        store: Store,
        /// The table (TOML).
        file: PathBuf,
        /// Why.
        #[arg(long)]
        note: String,
    },
    /// Lists the rows for actions that a later program brought and the table in force does not know yet.
    Lacking {
        #[command(flatten)]
        store: Store,
    },
    /// Puts a new version in force: the present one with the rows it lacks, as shipped.
    Complete {
        #[command(flatten)]
        store: Store,
    },
}

/// `guiyi audit`.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Reads the whole trail; exits with 1 when a line was changed, removed or added, and says which.
    Verify {
        #[command(flatten)]
        store: Store,
        /// An anchor that was kept outside the database.
        #[arg(long, value_name = "NUMBER:DIGEST")]
        anchor: Option<Kept>,
    },
}

/// `guiyi sim`.
#[derive(Debug, Subcommand)]
pub enum Sim {
    /// Writes one flat file of persons for linkage.
    Records {
        /// Rows.
        #[arg(long)]
        rows: u64,
        /// Another seed makes other persons.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// The file.
        #[arg(long)]
        out: PathBuf,
    },
    /// Writes the day-end files of a synthetic bank and the hidden truth.
    Bank {
        /// The folder; the truth goes beside it.
        #[arg(long)]
        out: PathBuf,
        /// Persons.
        #[arg(long, default_value_t = 5000)]
        people: u64,
        /// Companies.
        #[arg(long, default_value_t = 500)]
        companies: u64,
        /// Another seed makes another bank.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// The day whose end the files are of.
        #[arg(long, value_name = "YYYY-MM-DD")]
        business_date: Option<Date>,
        /// Write the next day's files instead: the share of records that changed.
        #[arg(long, value_name = "SHARE")]
        changed: Option<f64>,
        /// With --changed: whole files again instead of changes only.
        #[arg(long)]
        whole: bool,
    },
}

/// `guiyi link`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Link {
    #[command(subcommand)]
    pub command: Option<LinkCommand>,
    #[command(flatten)]
    pub run: LinkRun,
}

/// What there is besides linking.
#[derive(Debug, Subcommand)]
pub enum LinkCommand {
    /// Shows why two records have their weight, part by part. With `--model` of a whole run, or with `--index`, the two
    /// are held against each other and nothing is linked.
    Explain {
        /// The id of a record (its row, counted from 1, where the files have no ids).
        one: String,
        /// The id of another.
        other: String,
        /// Take the two from an index.
        #[arg(long, value_name = "INDEX", conflicts_with = "files")]
        index: Option<PathBuf>,
        #[command(flatten)]
        run: LinkRun,
    },
    /// Finds for each record of a file the records of an index that may be the same, best first, with reasons.
    Candidates {
        /// A CSV or Parquet file with the columns that the index knows.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// What `--save-index` kept.
        #[arg(long, value_name = "INDEX")]
        index: PathBuf,
        /// Candidates of a record at most.
        #[arg(long, value_name = "N", default_value_t = 10)]
        limit: usize,
        /// Print JSON, a line for each record.
        #[arg(long)]
        json: bool,
    },
    /// Adds the records of files to an index: they join its clusters as they would in a run over all.
    Add {
        /// CSV or Parquet files with the columns that the index knows.
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// What `--save-index` kept; it is replaced.
        #[arg(long, value_name = "INDEX")]
        index: PathBuf,
        /// Write each row of the index with its cluster, as CSV.
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Unites the pairs that the shares of a run kept with `--pairs-out`: the FILEs are those of the run and the files
    /// of pairs, in any order.
    Merge {
        #[command(flatten)]
        run: LinkRun,
    },
}

/// What is linked, and how.
#[derive(Debug, Args)]
pub struct LinkRun {
    /// CSV or Parquet files: one to find duplicates in, or several to link.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Settings in TOML: `id`, `truth`, `threshold`, `distinct_within`, and `[columns]` with what each holds (`full_name`, `date`, `context` ..).
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The column that says who a record truly is: never compared, only counted against.
    #[arg(long, value_name = "COLUMN")]
    pub truth: Option<String>,
    /// The column of ids.
    #[arg(long, value_name = "COLUMN")]
    pub id: Option<String>,
    /// Write each row with its cluster, as CSV.
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write the pairs that may be one with their weights, as CSV.
    #[arg(long, value_name = "FILE")]
    pub pairs: Option<PathBuf>,
    /// Pairs that people have judged, as CSV: two ids and `same` or `different`. They are kept to, and make the weights
    /// sharper.
    #[arg(long, value_name = "FILE")]
    pub labels: Option<PathBuf>,
    /// Use what a run has learned before: columns, passes, weights and threshold, without learning anew. Of a file of
    /// weights alone (version 1) the weights are used.
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// Keep what this run learns.
    #[arg(long, value_name = "FILE")]
    pub save_model: Option<PathBuf>,
    /// Keep the records, keyed and clustered, for `candidates` and `add`. The file holds what the records say. Without
    /// `--model` the run learns first and links by what it learned.
    #[arg(long, value_name = "INDEX")]
    pub save_index: Option<PathBuf>,
    /// Look at one share of the pairs alone, as 1/4 for the first of four: with `--model` of a whole run and
    /// `--pairs-out`, for `merge`.
    #[arg(long, value_name = "I/N", requires = "model", requires = "pairs_out")]
    pub partition: Option<Share>,
    /// Where the share's pairs go.
    #[arg(long, value_name = "FILE", requires = "partition")]
    pub pairs_out: Option<PathBuf>,
    /// Threads; all of the machine's by default. The result is the same with any number.
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// The weight from which a pair joins, instead of the calibrated one.
    #[arg(long, value_name = "BITS", allow_negative_numbers = true)]
    pub threshold: Option<f64>,
    /// Write a report as one HTML file.
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// A moment: an instant, or the end of a day in the bank's time (UTC+8).
fn instant(text: &str) -> Result<Timestamp, String> {
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Ok(instant);
    }
    let day: Date = text
        .parse()
        .map_err(|_| "a day (2026-11-20) or an instant (2026-11-20T18:00:00Z)".to_owned())?;
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(8));
    let end = day
        .at(23, 59, 59, 999_999_999)
        .to_zoned(zone)
        .map_err(|error| error.to_string())?;
    Ok(end.timestamp())
}

fn document(text: &str) -> Result<standards::document::DocumentType, String> {
    text.parse()
        .map_err(|_| "no document has this name; try resident_id, passport_cn, credit_code, ...".to_owned())
}
