//! A file as it was delivered: which feed it goes to, which day it speaks of, and what its feed asks of it.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base::Date;
use feed::{Feed, Mapping, Mode, REJECTS_SUFFIX, Translations};
use pg::seal::Keyring;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::prepare::Plan;
use super::run::attributes;
use super::{LoadError, LoadReport, LoadRequest};
use crate::change::{Carried, CarriedFile, Carrier, Entry};
use crate::model::Catalogue;
use crate::source::{self, Registered};

/// A delivered file and the feed it fits.
pub(super) struct Delivery<'a> {
    pub(super) request: &'a LoadRequest,
    pub(super) mapping: Mapping,
    pub(super) feed: Feed,
    pub(super) file_name: String,
    pub(super) business_date: Date,
    pub(super) sha256: [u8; 32],
}

impl<'a> Delivery<'a> {
    pub(super) fn new(request: &'a LoadRequest, added: &Translations) -> Result<Self, LoadError> {
        let mapping = Mapping::parse_with(&request.mapping, &Catalogue, added)?;
        let file_name = request
            .file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let refused = |cause| LoadError::Feed {
            file: request.file.clone(),
            cause,
        };
        let (feed, named_date) = mapping.feed_for(&file_name).map_err(refused)?;
        let feed = feed.clone();
        let business_date = business_date(&feed, request, named_date)?;
        let sha256 = sha256_of(&request.file).map_err(|cause| {
            refused(feed::FeedError::Io {
                path: request.file.clone(),
                cause,
            })
        })?;
        Ok(Self {
            request,
            mapping,
            feed,
            file_name,
            business_date,
            sha256,
        })
    }

    /// The report of its load before anything was read.
    pub(super) fn report(&self, mapping_version: i32) -> LoadReport {
        LoadReport {
            source: self.mapping.name.clone(),
            feed: self.feed.name.clone(),
            business_date: Some(self.business_date),
            mapping_version,
            file: self.file_name.clone(),
            sha256: self.sha256.iter().map(|byte| format!("{byte:02x}")).collect(),
            workers: self.request.workers,
            ..LoadReport::default()
        }
    }

    /// What the threads that map its rows need to know.
    pub(super) fn plan(&self, keyring: &Arc<Keyring>, registered: &Registered) -> Plan {
        Plan {
            feed: self.feed.clone(),
            source: self.mapping.name.clone(),
            file: self.request.file.clone(),
            business_date: self.business_date,
            mapping: registered.version,
            part: source::part_code(keyring, self.feed.part.as_deref()),
            attributes: attributes(&self.feed),
            keyring: Arc::clone(keyring),
        }
    }

    /// Whose rows they are, and what they do to what is there.
    pub(super) fn carrier(&self, registered: &Registered, later: Vec<(i64, Date)>) -> Carrier {
        Carrier {
            source_id: registered.source_id,
            source: self.mapping.name.clone(),
            feed: self.feed.name.clone(),
            strategy: self.feed.strategy,
            later,
        }
    }

    /// The line its load leaves in the book of changes.
    pub(super) fn entry<'e>(&'e self, id: i64, registered: &Registered, report: &'e Value) -> Entry<'e> {
        Entry {
            id,
            kind: "load",
            actor: &self.request.actor,
            report,
            carried: Some(Carried {
                source_id: registered.source_id,
                feed: &self.feed.name,
                mapping_version: registered.version,
                mode: mode_word(self.mode()),
                business_date: self.business_date,
                file: Some(CarriedFile {
                    name: &self.file_name,
                    sha256: &self.sha256,
                    strategy: strategy_word(self.feed.strategy),
                }),
            }),
        }
    }

    pub(super) fn check_rejects(&self, report: &LoadReport) -> Result<(), LoadError> {
        #[expect(clippy::cast_precision_loss, reason = "a share of rows needs no 53 bits")]
        let share = report.rejected as f64 / (report.rows.max(1)) as f64;
        if share <= self.feed.reject_limit {
            return Ok(());
        }
        Err(LoadError::TooManyRejects {
            feed: self.feed.name.clone(),
            rows: report.rows,
            rejected: report.rejected,
            limit_percent: self.feed.reject_limit * 100.0,
            rejects: report.rejects_file.clone().unwrap_or_default(),
        })
    }

    /// A mended rejects file holds some rows of a full file and tells nothing of the others.
    pub(super) fn mode(&self) -> Mode {
        if self.file_name.ends_with(REJECTS_SUFFIX) {
            Mode::Delta
        } else {
            self.feed.mode
        }
    }

    pub(super) fn rejects_path(&self) -> PathBuf {
        let name = format!("{}{REJECTS_SUFFIX}", self.file_name);
        match &self.request.rejects {
            Some(folder) => folder.join(name),
            None => self.request.file.with_file_name(name),
        }
    }

    pub(super) fn refused(&self, cause: feed::FeedError) -> LoadError {
        LoadError::Feed {
            file: self.request.file.clone(),
            cause,
        }
    }
}

/// What the caller says, else the file's name, else the totals in its header, control file or trailer.
fn business_date(feed: &Feed, request: &LoadRequest, named: Option<Date>) -> Result<Date, LoadError> {
    if let Some(date) = request.business_date.or(named) {
        return Ok(date);
    }
    let refused = |cause| LoadError::Feed {
        file: request.file.clone(),
        cause,
    };
    let reader = feed.open(&request.file, None).map_err(refused)?;
    let date = match reader.business_date() {
        Some(date) => Some(date),
        None if feed.has_control_totals() => reader.finish().map_err(refused)?.business_date,
        None => None,
    };
    date.ok_or_else(|| LoadError::NoBusinessDate(request.file.clone()))
}

fn sha256_of(file: &Path) -> std::io::Result<[u8; 32]> {
    let mut file = File::open(file)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = std::io::Read::read(&mut file, &mut buffer)?;
        if read == 0 {
            return Ok(hasher.finalize().into());
        }
        hasher.update(&buffer[..read]);
    }
}

pub(super) const fn mode_word(mode: Mode) -> &'static str {
    match mode {
        Mode::Full => "full",
        Mode::Delta => "delta",
    }
}

const fn strategy_word(strategy: feed::Strategy) -> &'static str {
    match strategy {
        feed::Strategy::Replace => "replace",
        feed::Strategy::Insert => "insert",
        feed::Strategy::Merge => "merge",
    }
}
