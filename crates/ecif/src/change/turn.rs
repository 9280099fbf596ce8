//! Acts are taken one after the other: who is who is decided by one act at a time.

use std::time::{Duration, Instant};

use ecif_sql::queries::source as sql;
use pg::{DbError, Tx};

/// Waits for the turn, which ends with the transaction; false when it did not come in time.
pub(crate) async fn take_turn(tx: &Tx, patience: Duration) -> Result<bool, DbError> {
    let began = Instant::now();
    while !sql::take_turn().bind(&**tx).one().await? {
        if began.elapsed() > patience {
            return Ok(false);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(true)
}
