//! Bulk COPY in PostgreSQL's binary form, in messages big enough for a fast load.
//!
//! PostgreSQL refuses COPY into a table whose row security binds the role ("COPY FROM not supported with row-level
//! security"). Rows for such a table are copied into a temporary one of the same transaction
//! (`create temporary table .. on commit drop`, which is also spared the log), and inserted from there in one
//! statement.

use std::pin::Pin;

use bytes::{BufMut, Bytes, BytesMut};
use futures_util::SinkExt as _;
use postgres_types::{IsNull, ToSql, Type};
use tokio_postgres::CopyInSink;

use crate::DbError;

/// Rows are sent on once this many bytes are waiting. The driver's own writer sends every 4 KB, which costs a
/// task switch for a few rows; past 64 KB there is nothing more to gain.
const SEND_OVER_BYTES: usize = 64 * 1024;

const SIGNATURE: &[u8] = b"PGCOPY\n\xff\r\n\0";

/// Writes rows into a running `copy ... from stdin (format binary)`. Without [`RowCopy::finish`] the copy is
/// aborted, and with it the transaction.
pub struct RowCopy {
    sink: Pin<Box<CopyInSink<Bytes>>>,
    types: Vec<Type>,
    buffer: BytesMut,
}

impl std::fmt::Debug for RowCopy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RowCopy")
            .field("types", &self.types)
            .finish_non_exhaustive()
    }
}

impl RowCopy {
    pub(crate) fn new(sink: CopyInSink<Bytes>, types: &[Type]) -> Self {
        let mut buffer = BytesMut::with_capacity(SEND_OVER_BYTES + 4096);
        buffer.put_slice(SIGNATURE);
        buffer.put_i32(0); // no flags
        buffer.put_i32(0); // no header extension
        Self {
            sink: Box::pin(sink),
            types: types.to_vec(),
            buffer,
        }
    }

    /// Adds one row: a value for each column, in order.
    ///
    /// # Errors
    /// [`DbError::Encode`] when the number of values or the type of one does not fit, else the driver's.
    pub async fn row(&mut self, values: &[&(dyn ToSql + Sync)]) -> Result<(), DbError> {
        self.encode(values)?;
        if self.buffer.len() > SEND_OVER_BYTES {
            self.send().await?;
        }
        Ok(())
    }

    /// Sends what waits and ends the copy; answers the number of rows the server took.
    ///
    /// # Errors
    /// The driver's; a violated constraint shows here.
    pub async fn finish(mut self) -> Result<u64, DbError> {
        self.buffer.put_i16(-1);
        self.send().await?;
        Ok(self.sink.as_mut().finish().await?)
    }

    fn encode(&mut self, values: &[&(dyn ToSql + Sync)]) -> Result<(), DbError> {
        if values.len() != self.types.len() {
            let why = format!("{} values for {} columns", values.len(), self.types.len());
            return Err(DbError::Encode {
                column: values.len().min(self.types.len()),
                why,
            });
        }
        let count = i16::try_from(values.len()).map_err(|error| DbError::Encode {
            column: values.len(),
            why: error.to_string(),
        })?;
        self.buffer.put_i16(count);
        for (column, (value, ty)) in values.iter().zip(&self.types).enumerate() {
            let start = self.buffer.len();
            self.buffer.put_i32(0);
            let null = value
                .to_sql_checked(ty, &mut self.buffer)
                .map_err(|error| DbError::Encode {
                    column,
                    why: error.to_string(),
                })?;
            let length = match null {
                IsNull::Yes => -1,
                IsNull::No => i32::try_from(self.buffer.len() - start - 4).map_err(|_| DbError::Encode {
                    column,
                    why: "over 2 GB".to_owned(),
                })?,
            };
            self.buffer[start..start + 4].copy_from_slice(&length.to_be_bytes());
        }
        Ok(())
    }

    async fn send(&mut self) -> Result<(), DbError> {
        let bytes = self.buffer.split().freeze();
        self.buffer.reserve(SEND_OVER_BYTES + 4096);
        Ok(self.sink.send(bytes).await?)
    }
}
