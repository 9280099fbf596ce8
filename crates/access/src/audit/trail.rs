//! Writing the trail: lines are taken at once and written in batches by one task a process.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use access_sql::queries::audit as sql;
use base::{Clock, Timestamp};
use pg::{Database, DbError};
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use super::entry::{Entry, Outcome, canonical, digest, start};
use crate::access::{new_id, system};
use crate::secret::hex;

/// Lines that wait; who comes when it is full waits too, and none is lost.
const WAITING_MAX: usize = 8192;
/// Lines of one transaction.
const BATCH_MAX: usize = 1024;
/// How long lines that nobody waits for gather before they are written together.
const GATHER: Duration = Duration::from_millis(20);
/// How long a caller that must know waits for the disk.
const PATIENCE: Duration = Duration::from_secs(10);
const ANCHOR_EVERY: Duration = Duration::from_secs(60);
/// Between tries while the database does not answer.
const AGAIN_AFTER: Duration = Duration::from_millis(200);
/// How often it is tried when the program wants to end.
const LAST_TRIES: u32 = 25;

/// The handle on the trail. Cloning shares it.
#[derive(Debug, Clone)]
pub struct Trail {
    sender: mpsc::Sender<Message>,
}

/// A line could not be written: what it speaks of must not be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TrailError {
    /// The trail was closed before.
    #[error("the audit trail is closed")]
    Closed,
    /// The database did not take it in time; it may still do so later.
    #[error("the audit trail could not be written in time")]
    Late,
}

enum Message {
    Line(Box<Entry>, Option<oneshot::Sender<()>>),
    Close(oneshot::Sender<()>),
}

impl Trail {
    /// Starts the task that writes. `program` says what wrote the chain, as `guiyi serve`.
    #[must_use]
    pub fn start(database: Database, clock: Arc<dyn Clock>, program: &str) -> Self {
        let (sender, receiver) = mpsc::channel(WAITING_MAX);
        let writer = Writer {
            database,
            clock,
            program: program.to_owned(),
            chain: None,
            anchored: HashMap::new(),
        };
        tokio::spawn(writer.run(receiver));
        Self { sender }
    }

    /// Takes a line; it is written with others within moments. Waits only while too many wait already.
    ///
    /// # Errors
    /// [`TrailError::Closed`].
    pub async fn record(&self, entry: Entry) -> Result<(), TrailError> {
        let message = Message::Line(Box::new(entry), None);
        self.sender.send(message).await.map_err(|_| TrailError::Closed)
    }

    /// Takes a line and returns once it is committed: before something is shown in clear.
    ///
    /// # Errors
    /// [`TrailError`]; then nothing may be shown.
    pub async fn record_now(&self, entry: Entry) -> Result<(), TrailError> {
        let (written, wait) = oneshot::channel();
        let message = Message::Line(Box::new(entry), Some(written));
        let sent = async {
            self.sender.send(message).await.map_err(|_| TrailError::Closed)?;
            wait.await.map_err(|_| TrailError::Closed)
        };
        tokio::time::timeout(PATIENCE, sent)
            .await
            .map_err(|_| TrailError::Late)?
    }

    /// Writes what waits, says in a last line that the chain is closed, and anchors it. Lines that come afterwards are
    /// refused.
    pub async fn close(&self) {
        let (closed, wait) = oneshot::channel();
        if self.sender.send(Message::Close(closed)).await.is_ok() {
            // A task that is gone has nothing left to write.
            let _ = wait.await;
        }
    }
}

/// A chain as far as it is written.
struct Chain {
    id: Uuid,
    sequence: i64,
    head: [u8; 32],
    /// Whether its row is in the store.
    begun: bool,
}

struct Writer {
    database: Database,
    clock: Arc<dyn Clock>,
    program: String,
    chain: Option<Chain>,
    /// Heads in an anchor already, by chain.
    anchored: HashMap<Uuid, i64>,
}

type Line = (Entry, Option<oneshot::Sender<()>>);

impl Writer {
    async fn run(mut self, mut receiver: mpsc::Receiver<Message>) {
        let mut minute = tokio::time::interval(ANCHOR_EVERY);
        minute.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        // The first tick comes at once.
        minute.tick().await;
        loop {
            let first = tokio::select! {
                message = receiver.recv() => message,
                _ = minute.tick() => {
                    self.anchor_or_say().await;
                    continue;
                }
            };
            let (lines, closing) = gather(first, &mut receiver).await;
            let done = self.write_out(lines, u32::MAX).await;
            let Some(closing) = closing else {
                if done { continue } else { return }
            };
            receiver.close();
            let mut rest = Vec::new();
            let mut others = Vec::new();
            while let Some(message) = receiver.recv().await {
                match message {
                    Message::Line(entry, written) => rest.push((*entry, written)),
                    Message::Close(closed) => others.push(closed),
                }
            }
            self.write_out(rest, LAST_TRIES).await;
            self.write_end().await;
            for closed in closing.into_iter().chain(others) {
                let _ = closed.send(());
            }
            return;
        }
    }

    /// Writes lines until they are written, or `tries` have failed.
    async fn write_out(&mut self, lines: Vec<Line>, tries: u32) -> bool {
        let mut lines = lines;
        while !lines.is_empty() {
            let rest = lines.split_off(lines.len().min(BATCH_MAX));
            let (entries, waiting): (Vec<Entry>, Vec<_>) = lines
                .into_iter()
                .map(|(entry, written)| (entry.settled(), written))
                .unzip();
            if !self.write_surely(&entries, tries).await {
                return false;
            }
            for written in waiting.into_iter().flatten() {
                // Who no longer waits has given up; the line stands all the same.
                let _ = written.send(());
            }
            lines = rest;
        }
        true
    }

    async fn write_surely(&mut self, entries: &[Entry], tries: u32) -> bool {
        for _ in 0..tries {
            match self.write(entries).await {
                Ok(()) => return true,
                Err(error) if error.constraint() == Some("audit_entry_pk") => {
                    // Somebody else wrote under our numbers, or an answer was lost on its way to us. Either way this
                    // chain cannot go on; a new one begins and says so.
                    let broken = self.chain.take().map(|chain| chain.id);
                    tracing::error!(?broken, "a line stands where the audit trail was to be continued");
                    let said = self.own("break", json!({ "chain": broken.map(|id| id.to_string()) }));
                    let both: Vec<Entry> = [said].into_iter().chain(entries.iter().cloned()).collect();
                    if let Ok(()) = self.write(&both).await {
                        return true;
                    }
                }
                Err(error) => {
                    tracing::error!(error = %error, "the audit trail cannot be written; it is tried again");
                }
            }
            tokio::time::sleep(AGAIN_AFTER).await;
        }
        tracing::error!(
            lines = entries.len(),
            "lines of the audit trail were lost when the program ended"
        );
        false
    }

    async fn write(&mut self, entries: &[Entry]) -> Result<(), DbError> {
        let now = self.clock.now();
        let chain = self.chain.get_or_insert_with(|| {
            let id = new_id(now);
            Chain {
                id,
                sequence: 0,
                head: start(id),
                begun: false,
            }
        });
        let (mut sequence, mut head) = (chain.sequence, chain.head);
        let mut sequences = Vec::with_capacity(entries.len());
        let mut hashes = Vec::with_capacity(entries.len());
        for entry in entries {
            sequence += 1;
            head = digest(&head, chain.id, sequence, entry.into());
            sequences.push(sequence);
            hashes.push(head.to_vec());
        }
        let column = |pick: fn(&Entry) -> &str| -> Vec<&str> { entries.iter().map(pick).collect() };
        let ats: Vec<Timestamp> = entries.iter().map(|entry| entry.at).collect();
        let targets: Vec<Option<&str>> = entries.iter().map(|entry| entry.target.as_deref()).collect();
        let details: Vec<&Value> = entries.iter().map(|entry| &entry.detail).collect();
        let tx = self.database.begin(&system("audit")).await?;
        if !chain.begun {
            sql::insert_chain()
                .bind(&*tx, &chain.id, &now, &self.program.as_str())
                .await?;
        }
        let written = sql::append()
            .bind(
                &*tx,
                &chain.id,
                &sequences,
                &ats,
                &column(|entry| &entry.actor),
                &column(|entry| &entry.actor_kind),
                &column(|entry| &entry.purpose),
                &column(|entry| &entry.cause),
                &column(|entry| &entry.action),
                &column(|entry| &entry.object),
                &targets,
                &column(|entry| entry.outcome.name()),
                &details,
                &hashes,
            )
            .await?;
        DbError::expect_count("lines of the audit trail", entries.len() as u64, written)?;
        tx.commit().await?;
        (chain.sequence, chain.head, chain.begun) = (sequence, head, true);
        Ok(())
    }

    fn own(&self, action: &str, detail: Value) -> Entry {
        Entry {
            at: self.clock.now(),
            actor: "guiyi".into(),
            actor_kind: "command".into(),
            purpose: "audit".into(),
            cause: self.program.clone(),
            action: action.into(),
            object: "audit".into(),
            target: None,
            outcome: Outcome::Done,
            detail,
        }
        .settled()
    }

    /// The last line and the last anchor of a chain that was begun.
    async fn write_end(&mut self) {
        if self.chain.as_ref().is_some_and(|chain| chain.begun) {
            let end = self.own("close", json!({}));
            self.write_surely(&[end], LAST_TRIES).await;
            self.anchor_or_say().await;
        }
    }

    async fn anchor_or_say(&mut self) {
        if let Err(error) = self.anchor().await {
            tracing::error!(error = %error, "the audit trail could not be anchored; it is tried again in a minute");
        }
    }

    /// Anchors the heads of all chains that were written to lately, ours and other processes'.
    async fn anchor(&mut self) -> Result<(), DbError> {
        let tx = self.database.begin(&system("audit")).await?;
        let last = sql::last_anchor().bind(&*tx).opt().await?;
        let (number, previous, since) = match &last {
            Some(last) => {
                // A line is as old as its request: one that took long may bear an earlier time than the last anchor.
                let since = last.at.checked_sub(jiff::SignedDuration::from_hours(1));
                (last.number + 1, last.hash.clone(), since.unwrap_or(last.at))
            }
            None => (1, Vec::new(), Timestamp::UNIX_EPOCH),
        };
        let heads = sql::heads_since().bind(&*tx, &since).all().await?;
        if heads
            .iter()
            .all(|head| self.anchored.get(&head.chain_id) == Some(&head.sequence))
        {
            return tx.rollback().await;
        }
        let listed: Vec<Value> = heads
            .iter()
            .map(|head| json!({ "chain": head.chain_id.to_string(), "line": head.sequence, "hash": hex(&head.hash) }))
            .collect();
        let listed = Value::Array(listed);
        let now = self.clock.now();
        let at = Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now);
        let hash = anchor_digest(&previous, number, at, &listed);
        let written = sql::insert_anchor()
            .bind(&*tx, &number, &at, &listed, &hash.as_slice())
            .await?;
        tx.commit().await?;
        if written == 1 {
            tracing::info!(number, hash = hex(&hash), "anchored the audit trail");
            self.anchored
                .extend(heads.into_iter().map(|head| (head.chain_id, head.sequence)));
        }
        Ok(())
    }
}

/// What waits, up to a batch, and who wants the trail closed. While nobody waits for the disk, more are waited for:
/// under load a line then costs a fraction of a transaction.
async fn gather(
    first: Option<Message>,
    receiver: &mut mpsc::Receiver<Message>,
) -> (Vec<Line>, Option<Vec<oneshot::Sender<()>>>) {
    let until = tokio::time::Instant::now() + GATHER;
    let (mut lines, mut awaited) = (Vec::new(), false);
    let mut next = first;
    loop {
        match next {
            Some(Message::Line(entry, written)) => {
                awaited |= written.is_some();
                lines.push((*entry, written));
            }
            Some(Message::Close(closed)) => return (lines, Some(vec![closed])),
            // Without senders nobody will ever ask again: that is a close too.
            None => return (lines, Some(Vec::new())),
        }
        if lines.len() >= BATCH_MAX {
            return (lines, None);
        }
        next = match receiver.try_recv() {
            Ok(message) => Some(message),
            Err(mpsc::error::TryRecvError::Empty) if awaited => return (lines, None),
            Err(mpsc::error::TryRecvError::Empty) => {
                match tokio::time::timeout_at(until, receiver.recv()).await {
                    Ok(message) => message,
                    Err(_) => return (lines, None),
                }
            }
            Err(mpsc::error::TryRecvError::Disconnected) => None,
        };
    }
}

/// The digest of an anchor.
pub(super) fn anchor_digest(previous: &[u8], number: i64, at: Timestamp, heads: &Value) -> [u8; 32] {
    use sha2::Digest as _;
    let mut hasher = sha2::Sha256::new();
    hasher.update(previous);
    hasher.update(number.to_be_bytes());
    hasher.update(at.as_microsecond().to_be_bytes());
    hasher.update(canonical(heads).as_bytes());
    hasher.finalize().into()
}
