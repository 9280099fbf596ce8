//! Bulk COPY in PostgreSQL's binary form.
//!
//! PostgreSQL refuses COPY into a table whose row security binds the role ("COPY FROM not supported with row-level
//! security"). Into tables that are guarded so only the owner copies ([`crate::Database::begin_as_owner`]); the
//! application's role writes in sets, with `unnest`.

use bytes::{BufMut, Bytes, BytesMut};
use futures_util::SinkExt as _;
use postgres_types::{IsNull, ToSql, Type};

use crate::{DbError, Tx};

/// Rows are gathered in pieces of about this size, each a message: small enough to be had from the allocator again
/// and again (one buffer that grows with its rows cost a tenth of a load, in pages cleared and bytes moved).
const PIECE_BYTES: usize = 56 * 1024;

/// Signature, no flags, no header extension.
const HEAD: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";

/// Where rows are copied to: a table and the columns they bring, each with its type.
#[derive(Debug)]
pub struct CopyTarget {
    /// The table, with its schema.
    pub table: &'static str,
    /// The columns in the order of the values.
    pub columns: &'static [(&'static str, Type)],
    /// The table was made or emptied by this very transaction, which spares PostgreSQL to look at each row again
    /// (`freeze`). A partitioned table cannot be copied to so.
    pub fresh: bool,
}

/// Rows in the form in which they are copied. Made on any thread, sent by [`Tx::copy`].
#[derive(Debug)]
pub struct CopyRows {
    target: &'static CopyTarget,
    /// Pieces that are full.
    full: Vec<Bytes>,
    buffer: BytesMut,
    rows: u64,
}

impl CopyRows {
    /// None yet.
    #[must_use]
    pub fn new(target: &'static CopyTarget) -> Self {
        Self {
            target,
            full: Vec::new(),
            buffer: BytesMut::new(),
            rows: 0,
        }
    }

    /// Adds one row: a value for each column, in order.
    ///
    /// # Errors
    /// [`DbError::Encode`] when the number of values or the type of one does not fit.
    pub fn push(&mut self, values: &[&(dyn ToSql + Sync)]) -> Result<(), DbError> {
        let columns = self.target.columns;
        let told = |column, why| DbError::Encode { column, why };
        if values.len() != columns.len() {
            let why = format!("{} values for {} columns", values.len(), columns.len());
            return Err(told(values.len().min(columns.len()), why));
        }
        let count = i16::try_from(values.len()).map_err(|error| told(values.len(), error.to_string()))?;
        self.make_room();
        self.buffer.put_i16(count);
        for (column, (value, (_, ty))) in values.iter().zip(columns).enumerate() {
            let start = self.buffer.len();
            self.buffer.put_i32(0);
            let null = value
                .to_sql_checked(ty, &mut self.buffer)
                .map_err(|error| told(column, error.to_string()))?;
            let length = match null {
                IsNull::Yes => -1,
                IsNull::No => i32::try_from(self.buffer.len() - start - 4)
                    .map_err(|_| told(column, "over 2 GB".to_owned()))?,
            };
            self.buffer[start..start + 4].copy_from_slice(&length.to_be_bytes());
        }
        self.rows += 1;
        Ok(())
    }

    /// Begins a new piece when there is none, or when the present one has little room left.
    fn make_room(&mut self) {
        if self.buffer.len() + PIECE_BYTES / 8 > PIECE_BYTES {
            self.full.push(self.buffer.split().freeze());
        }
        if self.buffer.is_empty() {
            self.buffer = BytesMut::with_capacity(PIECE_BYTES);
        }
    }

    /// Adds rows for the same target, without moving them.
    pub fn append(&mut self, mut rows: Self) {
        debug_assert!(std::ptr::eq(self.target, rows.target), "rows of one table");
        self.full.push(self.buffer.split().freeze());
        self.full.append(&mut rows.full);
        self.buffer = rows.buffer;
        self.rows += rows.rows;
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> u64 {
        self.rows
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows == 0
    }
}

impl Tx {
    /// Copies rows into their table; answers how many the server took.
    ///
    /// # Errors
    /// The driver's; a violated constraint shows here.
    pub async fn copy(&self, rows: CopyRows) -> Result<u64, DbError> {
        let CopyRows {
            target,
            full,
            mut buffer,
            rows,
        } = rows;
        if rows == 0 {
            return Ok(0);
        }
        buffer.put_i16(-1);
        let columns: Vec<&str> = target.columns.iter().map(|(name, _)| *name).collect();
        let freeze = if target.fresh { ", freeze" } else { "" };
        let statement = format!(
            "copy {} ({}) from stdin (format binary{freeze})",
            target.table,
            columns.join(", ")
        );
        let statement = self.prepare_cached(&statement).await?;
        let sink = self.copy_in::<_, Bytes>(&statement).await?;
        let mut sink = std::pin::pin!(sink);
        sink.feed(Bytes::from_static(HEAD)).await?;
        for piece in full.into_iter().chain([buffer.freeze()]) {
            if !piece.is_empty() {
                sink.feed(piece).await?;
            }
        }
        Ok(sink.finish().await?)
    }
}
