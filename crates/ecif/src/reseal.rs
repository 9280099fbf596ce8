//! Sealing everything anew under the current key, on line: page by page, each in a transaction of its own, beside
//! whatever else is going on.

use base::{Date, RecordId, Timestamp};
use ecif_sql::queries::{code as code_sql, party as party_sql, record as record_sql, suspect as suspect_sql};
use pg::seal::{Keyring, ResealError};
use pg::{Actor, Database};
use uuid::Uuid;

use crate::change::{party_context, record_context};
use crate::extension::context as extension_context;
use crate::suspect::note_context;

const PAGE_ROWS: i64 = 2000;

/// Seals every value that is under an old key anew. Returns how many there were.
///
/// # Errors
/// [`ResealError`].
pub async fn reseal(
    database: &Database,
    keyring: &Keyring,
    actor: &Actor,
    told: &(dyn Fn(u64) + Sync),
) -> Result<u64, ResealError> {
    let mut done = 0;
    done += records(database, keyring, actor, told).await?;
    done += versions(database, keyring, actor, told, done).await?;
    done += parties(database, keyring, actor, told, done).await?;
    done += extensions(database, keyring, actor).await?;
    done += notes(database, keyring, actor).await?;
    Ok(done)
}

async fn records(
    database: &Database,
    keyring: &Keyring,
    actor: &Actor,
    told: &(dyn Fn(u64) + Sync),
) -> Result<u64, ResealError> {
    let (mut after, mut done) = ((Uuid::nil(), i16::MIN), 0);
    loop {
        let tx = database.begin(actor).await?;
        let page = record_sql::records_after()
            .bind(&*tx, &after.0, &after.1, &PAGE_ROWS)
            .all()
            .await?;
        let Some(last) = page.last() else { return Ok(done) };
        after = (last.record_id, last.part);
        let (mut ids, mut parts, mut before, mut now) = (vec![], vec![], vec![], vec![]);
        for row in page {
            let context = record_context(RecordId(row.record_id), row.part);
            if let Some(sealed) = keyring.reseal(&row.content, &context)? {
                now.push(sealed);
                ids.push(row.record_id);
                parts.push(row.part);
                before.push(row.content);
            }
        }
        if !ids.is_empty() {
            done += record_sql::reseal_records()
                .bind(&*tx, &ids, &parts, &before, &now)
                .await?;
        }
        tx.commit().await?;
        told(done);
    }
}

async fn extensions(database: &Database, keyring: &Keyring, actor: &Actor) -> Result<u64, ResealError> {
    let (mut after, mut done) = ((i64::MIN, String::new(), String::new(), i32::MIN), 0);
    loop {
        let tx = database.begin(actor).await?;
        let (number, namespace, name, version) = &after;
        let page = code_sql::extensions_after()
            .bind(
                &*tx,
                number,
                &namespace.as_str(),
                &name.as_str(),
                version,
                &PAGE_ROWS,
            )
            .all()
            .await?;
        let Some(last) = page.last() else { return Ok(done) };
        let next = (
            last.number,
            last.namespace.clone(),
            last.name.clone(),
            last.version,
        );
        for row in page {
            let context = extension_context(row.number, &row.namespace, &row.name);
            let Some(sealed) = keyring.reseal(&row.value, &context)? else {
                continue;
            };
            done += code_sql::reseal_extension()
                .bind(
                    &*tx,
                    &sealed,
                    &row.number,
                    &row.namespace.as_str(),
                    &row.name.as_str(),
                    &row.version,
                    &row.value,
                )
                .await?;
        }
        after = next;
        tx.commit().await?;
    }
}

async fn notes(database: &Database, keyring: &Keyring, actor: &Actor) -> Result<u64, ResealError> {
    let (mut after, mut done) = ((Timestamp::UNIX_EPOCH, Uuid::nil()), 0);
    loop {
        let tx = database.begin(actor).await?;
        let page = suspect_sql::verdicts_after()
            .bind(&*tx, &after.0, &after.1, &PAGE_ROWS)
            .all()
            .await?;
        let Some(last) = page.last() else { return Ok(done) };
        after = (last.given_at, last.verdict_id);
        for row in page {
            let Some(before) = row.note else { continue };
            if let Some(sealed) = keyring.reseal(&before, &note_context(row.verdict_id))? {
                done += suspect_sql::reseal_note()
                    .bind(&*tx, &sealed, &row.suspect_id, &row.verdict_id, &before)
                    .await?;
            }
        }
        tx.commit().await?;
    }
}

async fn versions(
    database: &Database,
    keyring: &Keyring,
    actor: &Actor,
    told: &(dyn Fn(u64) + Sync),
    base: u64,
) -> Result<u64, ResealError> {
    // The database knows no day as early as the earliest of ours.
    let (mut after, mut done) = (
        (Uuid::nil(), i16::MIN, Date::constant(1, 1, 1), i64::MIN, i64::MIN),
        0,
    );
    loop {
        let tx = database.begin(actor).await?;
        let page = record_sql::versions_after()
            .bind(&*tx, &after.0, &after.1, &after.2, &after.3, &after.4, &PAGE_ROWS)
            .all()
            .await?;
        let Some(last) = page.last() else { return Ok(done) };
        after = (
            last.record_id,
            last.part,
            last.business_date,
            last.sequence,
            last.change_id,
        );
        let (mut ids, mut parts, mut dates, mut sequences, mut changes, mut now) =
            (vec![], vec![], vec![], vec![], vec![], vec![]);
        for row in page {
            let context = record_context(RecordId(row.record_id), row.part);
            if let Some(sealed) = keyring.reseal(&row.content, &context)? {
                now.push(sealed);
                ids.push(row.record_id);
                parts.push(row.part);
                dates.push(row.business_date);
                sequences.push(row.sequence);
                changes.push(row.change_id);
            }
        }
        if !ids.is_empty() {
            done += record_sql::reseal_versions()
                .bind(&*tx, &ids, &parts, &dates, &sequences, &changes, &now)
                .await?;
        }
        tx.commit().await?;
        told(base + done);
    }
}

async fn parties(
    database: &Database,
    keyring: &Keyring,
    actor: &Actor,
    told: &(dyn Fn(u64) + Sync),
    base: u64,
) -> Result<u64, ResealError> {
    let (mut after, mut done) = (Uuid::nil(), 0);
    loop {
        let tx = database.begin(actor).await?;
        let page = party_sql::parties_after()
            .bind(&*tx, &after, &PAGE_ROWS)
            .all()
            .await?;
        let Some(last) = page.last() else { return Ok(done) };
        after = last.party_id;
        let (mut ids, mut before, mut now) = (vec![], vec![], vec![]);
        for row in page {
            let Some(golden) = row.golden else { continue };
            if let Some(sealed) = keyring.reseal(&golden, &party_context(row.party_id))? {
                now.push(sealed);
                ids.push(row.party_id);
                before.push(golden);
            }
        }
        if !ids.is_empty() {
            done += party_sql::reseal_parties()
                .bind(&*tx, &ids, &before, &now)
                .await?;
        }
        tx.commit().await?;
        told(base + done);
    }
}
