//! Sealing what is kept of people anew under the current key, on line: page by page, each in a transaction of its own.

use access_sql::queries::{credential as credential_sql, user as user_sql};
use pg::seal::{Keyring, ResealError};
use pg::{Actor, Database};
use uuid::Uuid;

use crate::{sign, user};

const PAGE_ROWS: i64 = 2000;

/// Seals telephones and second factors that are under an old key anew. Returns how many there were.
///
/// # Errors
/// [`ResealError`].
pub async fn reseal(database: &Database, keyring: &Keyring, actor: &Actor) -> Result<u64, ResealError> {
    Ok(phones(database, keyring, actor).await? + second_factors(database, keyring, actor).await?)
}

async fn phones(database: &Database, keyring: &Keyring, actor: &Actor) -> Result<u64, ResealError> {
    let (mut after, mut done) = (Uuid::nil(), 0);
    loop {
        let tx = database.begin(actor).await?;
        let page = user_sql::phones_after()
            .bind(&*tx, &after, &PAGE_ROWS)
            .all()
            .await?;
        let Some(last) = page.last() else { return Ok(done) };
        after = last.user_id;
        for row in &page {
            let Some(before) = &row.phone else { continue };
            if let Some(now) = keyring.reseal(before, &user::phone_context(row.user_id))? {
                done += user_sql::reseal_phone()
                    .bind(&*tx, &now, &row.user_id, before)
                    .await?;
            }
        }
        tx.commit().await?;
    }
}

async fn second_factors(database: &Database, keyring: &Keyring, actor: &Actor) -> Result<u64, ResealError> {
    let (mut after, mut done) = (Uuid::nil(), 0);
    loop {
        let tx = database.begin(actor).await?;
        let page = credential_sql::totps_after()
            .bind(&*tx, &after, &PAGE_ROWS)
            .all()
            .await?;
        let Some(last) = page.last() else { return Ok(done) };
        after = last.user_id;
        for row in &page {
            if let Some(now) = keyring.reseal(&row.secret, &sign::totp_context(row.user_id))? {
                done += credential_sql::reseal_totp()
                    .bind(&*tx, &now, &row.user_id, &row.secret)
                    .await?;
            }
        }
        tx.commit().await?;
    }
}
