//! What refuses a mapping, and what refuses a whole file.

use std::path::PathBuf;

use base::Date;

/// Why a mapping is none, with the place and the mend.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {problem}")]
pub struct MappingError {
    /// The place in the TOML, as `feed.customer.field[2].convert`; empty for the text as a whole.
    pub path: String,
    /// What is wrong there and how to mend it.
    pub problem: String,
}

impl MappingError {
    pub(crate) fn new(path: impl Into<String>, problem: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            problem: problem.into(),
        }
    }
}

/// Why a file is refused as a whole.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// The file cannot be read.
    #[error("{}: {cause}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        #[source]
        cause: std::io::Error,
    },
    /// No feed of the mapping wants a file of this name.
    #[error("no feed of this mapping takes `{file}`; its feeds take {}", patterns.join(", "))]
    NoFeed {
        /// The file's name.
        file: String,
        /// The names the mapping's feeds take.
        patterns: Vec<String>,
    },
    /// E-19: transactions are not customer data.
    #[error(
        "`{feed}` brings transactions, which the customer file does not keep (E-19): it keeps who the customers are \
         and which accounts they hold. Send transactions to the analytical event store (ACRM); balances may come \
         with an account feed"
    )]
    Transactions {
        /// The feed's name.
        feed: String,
    },
    /// A `{date}` in the file's name is no date.
    #[error("`{file}`: the date in the name is no calendar day (YYYYMMDD is wanted)")]
    NameDate {
        /// The file's name.
        file: String,
    },
    /// A byte that the declared encoding does not have.
    #[error(
        "line {line}, byte {byte}: this is not {encoding}. Check `encoding` in the mapping, or send the file again: \
         nothing was loaded"
    )]
    Encoding {
        /// The line, 1-based.
        line: u64,
        /// The offset in the file, 0-based.
        byte: u64,
        /// The encoding the mapping declares.
        encoding: &'static str,
    },
    /// The file reads well in another encoding than the declared one, and would load as rubbish.
    #[error("the mapping says {declared}, but the file is {seems}; set `encoding` to it: nothing was loaded")]
    OtherEncoding {
        /// What the mapping declares.
        declared: &'static str,
        /// What the file is.
        seems: &'static str,
    },
    /// Columns the mapping uses are not in the file.
    #[error("column {} not found; the file has: {}{hint}", missing.join(", "), found.join(", "))]
    MissingColumns {
        /// What the mapping uses and the file lacks.
        missing: Vec<String>,
        /// What the file has, in its order.
        found: Vec<String>,
        /// A guess at the cause; empty, or beginning with a blank.
        hint: &'static str,
    },
    /// A column the mapping uses is there twice.
    #[error("column {column} stands twice in the file: which one is meant cannot be told; rename one")]
    DoubleColumn {
        /// Its name.
        column: String,
    },
    /// A record without end.
    #[error(
        "line {line}: a record longer than {limit_bytes} bytes; the line ends, `quote` or `length` do not fit this file"
    )]
    RecordTooLong {
        /// The line it begins on.
        line: u64,
        /// The limit.
        limit_bytes: usize,
    },
    /// A library reads this format as a whole, and this is too much to hold.
    #[error(
        "{what} is {found}, over the limit of {limit}: save it as delimited text (UTF-8) and map that instead"
    )]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// How large it is.
        found: u64,
        /// How large it may be.
        limit: u64,
    },
    /// The file is damaged, or of another format than the mapping says.
    #[error("this is no readable {format} file: {reason}")]
    Format {
        /// The declared format.
        format: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// The control totals do not hold.
    #[error("{0}: nothing was loaded")]
    Control(#[from] ControlError),
}

/// What is wrong with the totals a file comes with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ControlError {
    /// There is no trailer.
    #[error(
        "the trailer (a last record that starts with `{starts_with}`) is missing: the file may be cut off"
    )]
    TrailerMissing {
        /// What it starts with.
        starts_with: String,
    },
    /// Two trailers.
    #[error("line {line}: a second trailer; the first is on line {first}")]
    TrailerDoubled {
        /// The first trailer's line.
        first: u64,
        /// The second's.
        line: u64,
    },
    /// Rows behind the trailer.
    #[error("line {line}: a row behind the trailer of line {trailer}")]
    TrailerNotLast {
        /// The trailer's line.
        trailer: u64,
        /// The line of the row behind it.
        line: u64,
    },
    /// The first record is not the header record.
    #[error("the first record does not start with `{starts_with}`: the header record is missing")]
    HeaderMissing {
        /// What it starts with.
        starts_with: String,
    },
    /// The control file is not there.
    #[error("the control file {} is missing: {cause}", path.display())]
    FileMissing {
        /// Where it was looked for.
        path: PathBuf,
        /// What the system says.
        cause: String,
    },
    /// A total cannot be read.
    #[error("{place}: {name} `{value}` cannot be read: {reason}")]
    Unreadable {
        /// trailer, header record or control file.
        place: &'static str,
        /// rows, checksum or business_date.
        name: &'static str,
        /// What stands there.
        value: String,
        /// Why it is none.
        reason: String,
    },
    /// A total that should be there is not.
    #[error("{place}: no {name} found, which the mapping says it has")]
    Absent {
        /// trailer, header record or control file.
        place: &'static str,
        /// rows, checksum or business_date.
        name: &'static str,
    },
    /// What is said is not what is there.
    #[error("{place}: {name} says {said}, the file has {found}")]
    Differs {
        /// trailer, header record or control file.
        place: &'static str,
        /// rows, checksum or business_date.
        name: &'static str,
        /// What the total says.
        said: String,
        /// What was counted.
        found: String,
    },
    /// The file is of another day than the load.
    #[error("{place}: business date {said}, while the load is for {wanted}")]
    OtherDay {
        /// trailer, header record or control file.
        place: &'static str,
        /// What the file says.
        said: Date,
        /// What the name or the caller says.
        wanted: Date,
    },
}
