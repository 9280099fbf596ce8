//! The pure part of a load on many threads: one reads, several map, standardise and digest; batches come out in
//! the order of the file. Memory is bounded by the few batches under way, whatever the file's size.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};

use base::Date;
use feed::{Feed, FeedError, RawRow, Reject, Totals};
use minicbor::Encode;
use pg::seal::Keyring;

use crate::change::Row;
use crate::model::{AttributeId, Statement};
use crate::record::{Content, Context, Said, record_id, standardise};

/// Rows mapped together: few enough to stay near the core that works on them.
const BATCH_ROWS: usize = 512;

/// Room for what nearly every row says.
const USUAL_BYTES: usize = 512;

/// What the threads need to know.
pub(super) struct Plan {
    pub(super) feed: Feed,
    pub(super) source: String,
    pub(super) file: PathBuf,
    pub(super) business_date: Date,
    pub(super) mapping: i32,
    pub(super) part: i16,
    pub(super) attributes: Vec<AttributeId>,
    pub(super) keyring: Arc<Keyring>,
}

/// A batch after mapping.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) rows: Vec<Row>,
    /// The rows as read, by line, for the rejects file should the store refuse one.
    pub(super) raw: Vec<RawRow>,
    pub(super) rejects: Vec<(RawRow, Vec<Reject>)>,
}

impl Batch {
    /// How many rows were read.
    pub(super) fn len(&self) -> usize {
        self.rows.len() + self.rejects.len()
    }

    /// Takes in the batch that follows it in the file.
    pub(super) fn append(&mut self, mut next: Self) {
        self.rows.append(&mut next.rows);
        self.raw.append(&mut next.raw);
        self.rejects.append(&mut next.rejects);
    }
}

/// The threads at work; each batch is finished by the thread that mapped it.
pub(super) struct Preparation<T> {
    batches: tokio::sync::mpsc::Receiver<(u64, T)>,
    waiting: BTreeMap<u64, T>,
    next: u64,
    reader: Option<std::thread::JoinHandle<Result<Totals, FeedError>>>,
    bytes_read: Arc<AtomicU64>,
    pub(super) total_bytes: u64,
}

impl<T: Send + 'static> Preparation<T> {
    /// Opens the file and starts the threads, which may be `ahead` batches before who takes them.
    pub(super) fn start(
        plan: Plan,
        workers: usize,
        ahead: usize,
        finish: impl Fn(&Plan, Batch) -> T + Send + Sync + 'static,
    ) -> Result<Self, FeedError> {
        let mut reader = plan.feed.open(&plan.file, Some(plan.business_date))?;
        let total_bytes = reader.total_bytes();
        let bytes_read = Arc::new(AtomicU64::new(0));
        let workers = workers.max(1);
        let (to_workers, from_reader) = mpsc::sync_channel::<(u64, Vec<RawRow>)>(2 * workers);
        let (to_load, batches) = tokio::sync::mpsc::channel(ahead);
        let from_reader = Arc::new(Mutex::new(from_reader));
        let plan = Arc::new(plan);
        let finish = Arc::new(finish);
        for _ in 0..workers {
            let (plan, finish) = (Arc::clone(&plan), Arc::clone(&finish));
            let (from_reader, to_load) = (Arc::clone(&from_reader), to_load.clone());
            std::thread::spawn(move || {
                loop {
                    let taken = from_reader.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((number, rows)) = taken else { break };
                    let batch = finish(&plan, prepare(&plan, rows));
                    if to_load.blocking_send((number, batch)).is_err() {
                        break;
                    }
                }
            });
        }
        let progress = Arc::clone(&bytes_read);
        let reader = std::thread::spawn(move || {
            let mut number = 0;
            while let Some(rows) = reader.next_batch(BATCH_ROWS)? {
                progress.store(reader.bytes_read(), Ordering::Relaxed);
                // Nobody listens any more: the load was given up, and its reason is told elsewhere.
                if to_workers.send((number, rows)).is_err() {
                    break;
                }
                number += 1;
            }
            drop(to_workers);
            reader.finish()
        });
        Ok(Self {
            batches,
            waiting: BTreeMap::new(),
            next: 0,
            reader: Some(reader),
            bytes_read,
            total_bytes,
        })
    }

    /// The next batch in the order of the file.
    pub(super) async fn next(&mut self) -> Option<T> {
        loop {
            if let Some(batch) = self.waiting.remove(&self.next) {
                self.next += 1;
                return Some(batch);
            }
            let (number, batch) = self.batches.recv().await?;
            self.waiting.insert(number, batch);
        }
    }

    pub(super) fn bytes_read(&self) -> u64 {
        self.bytes_read.load(Ordering::Relaxed)
    }

    /// Waits for the reader's last word: do the totals add up.
    pub(super) async fn finish(&mut self) -> Option<Result<Totals, FeedError>> {
        let reader = self.reader.take()?;
        tokio::task::spawn_blocking(move || reader.join().ok())
            .await
            .ok()
            .flatten()
    }
}

fn prepare(plan: &Plan, rows: Vec<RawRow>) -> Batch {
    let mut batch = Batch {
        rows: Vec::with_capacity(rows.len()),
        raw: Vec::with_capacity(rows.len()),
        rejects: Vec::new(),
    };
    let context = Context {
        attributes: &plan.attributes,
        business_date: plan.business_date,
        mapping: plan.mapping,
    };
    for row in rows {
        if let Some(broken) = row.broken() {
            let reject = broken.clone();
            batch.rejects.push((row, vec![reject]));
            continue;
        }
        match plan.feed.map(&row) {
            Err(rejects) => batch.rejects.push((row, rejects)),
            Ok(mapped) => {
                let said = standardise(mapped, row.fields().collect(), context);
                batch
                    .rows
                    .push(named(&plan.keyring, &plan.source, plan.part, said));
                batch.raw.push(row);
            }
        }
    }
    batch
}

/// Names the record a row speaks of, and digests what it says.
pub(crate) fn named(keyring: &Keyring, source: &str, part: i16, said: Said) -> Row {
    let record = record_id(keyring, said.content.statement.about(), source, &said.key);
    let digest = keyring.digest("content", &told(&said.content));
    Row {
        said,
        record,
        part,
        digest,
    }
}

/// What a row says, without where it came from.
#[derive(Encode)]
struct Told<'a> {
    #[n(0)]
    statement: &'a Statement,
    #[n(1)]
    deleted: bool,
    #[cbor(n(2), with = "crate::model::encoding::optional_date", has_nil)]
    changed_on: Option<Date>,
    #[n(3)]
    unit: Option<&'a str>,
}

/// Two rows with the same bytes say the same, and two that say the same have the same bytes: they are what is
/// sealed of a statement, and can be read back.
fn told(content: &Content) -> Vec<u8> {
    let told = Told {
        statement: &content.statement,
        deleted: content.deleted,
        changed_on: content.changed_on,
        unit: content.unit.as_deref(),
    };
    let mut bytes = Vec::with_capacity(USUAL_BYTES);
    // Writing plain types into memory cannot fail; a text that cannot be told apart would only look unchanged.
    if minicbor::encode(told, &mut bytes).is_err() {
        bytes.clear();
    }
    bytes
}

#[cfg(test)]
mod tests {
    use feed::{PartyKind, Verification};

    use super::*;
    use crate::model::{About, Fact, PartyFacts};
    use crate::record::{Finding, IdentitySpan, Origin, Verbatim};

    const DAY: Date = Date::constant(2026, 11, 20);

    fn said(name: &str, value: &str) -> Content {
        Content {
            statement: Statement::Party(PartyFacts {
                kind: PartyKind::Individual,
                name_key: None,
                identifications: Vec::new(),
                values: vec![Fact {
                    attribute: AttributeId::find(About::Party, name).unwrap(),
                    value: value.to_owned(),
                    verification: Verification::Imported,
                    since: DAY,
                    valid: true,
                }],
                customer_number: None,
            }),
            deleted: false,
            changed_on: None,
            unit: None,
            findings: Vec::new(),
            origin: Origin {
                key: "1".to_owned(),
                row: Verbatim::default(),
                mapping: 1,
            },
            identity: Vec::new(),
        }
    }

    #[test]
    fn what_differs_is_told_apart() {
        let mut all = vec![
            said("employer", "甲"),
            said("employer", "乙"),
            said("employer", ""),
            said("position", "甲"),
        ];
        for change in [
            (|content| content.deleted = true) as fn(&mut Content),
            |content| content.changed_on = Some(DAY),
            |content| content.unit = Some("甲".to_owned()),
            |content| content.unit = Some(String::new()),
            |content| facts(content).name_key = Some(String::new()),
            |content| facts(content).name_key = Some("甲".to_owned()),
            |content| facts(content).customer_number = Some(0),
            |content| facts(content).kind = PartyKind::Organisation,
            |content| facts(content).values.clear(),
            |content| facts(content).values[0].valid = false,
            |content| facts(content).values[0].verification = Verification::Network,
        ] {
            let mut content = said("employer", "甲");
            change(&mut content);
            all.push(content);
        }
        for (place, one) in all.iter().enumerate() {
            for other in &all[..place] {
                assert_ne!(told(one), told(other), "{one:?}\n{other:?}");
            }
        }
    }

    #[test]
    fn where_a_row_came_from_is_not_told() {
        let one = said("employer", "甲");
        let mut other = one.clone();
        other.origin = Origin {
            key: "2".to_owned(),
            row: ["甲"].into_iter().collect(),
            mapping: 2,
        };
        other.findings.push(Finding {
            rule: "DQ-15".to_owned(),
            field: "employer".to_owned(),
        });
        other.identity.push(IdentitySpan {
            from: DAY,
            until: None,
            name_key: None,
            keys: Vec::new(),
        });
        assert_eq!(told(&one), told(&other));
    }

    fn facts(content: &mut Content) -> &mut PartyFacts {
        let Statement::Party(facts) = &mut content.statement else {
            unreachable!("a customer is said");
        };
        facts
    }
}
