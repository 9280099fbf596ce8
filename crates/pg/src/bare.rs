//! Empty tables without their indexes, for as long as they are filled in bulk.
//!
//! Keeping an index in order row by row costs several times what building it at the end does, and rows copied into
//! a table that the same transaction emptied are not logged one by one (`wal_level = minimal`).

use crate::{DbError, Tx};

/// What has to be built again before the transaction ends.
#[derive(Debug)]
#[must_use = "a table without its keys is not to be committed"]
pub struct Bare {
    build: Vec<String>,
}

/// Keys first: they are what other things lean on. Partitions follow their table.
const DEFINITIONS: &str = "
    select format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname) as drop,
        format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
            as build
    from pg_constraint c
    where c.conrelid = $1::text::regclass and c.contype in ('p', 'u')
    union all
    select format('drop index %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
    from pg_index i
    where i.indrelid = $1::text::regclass
        and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u'))";

impl Tx {
    /// Takes the indexes off these tables, none of which has a row; none if one has, and then nothing is changed.
    ///
    /// Only their owner may. Nobody else reads or writes them until the transaction ends.
    ///
    /// # Errors
    /// The driver's; the server gives up waiting for those who are at the tables now after some seconds.
    pub async fn strip(&self, tables: &[&str]) -> Result<Option<Bare>, DbError> {
        // What is not logged is on disk before the commit; written back as it comes, the commit need not wait for it.
        self.batch_execute("set local lock_timeout = '5s'; set local backend_flush_after = '1MB'")
            .await?;
        for table in tables {
            self.batch_execute(&format!("lock table {table} in access exclusive mode"))
                .await?;
            let found = format!("select exists (select from {table})");
            if self.query_one(&found, &[]).await?.try_get(0)? {
                return Ok(None);
            }
        }
        let mut build = Vec::new();
        for table in tables {
            // New files, made by this transaction: what goes in is not logged.
            self.batch_execute(&format!("truncate {table}")).await?;
            for row in self.query(DEFINITIONS, &[table]).await? {
                self.batch_execute(row.try_get("drop")?).await?;
                build.push(row.try_get("build")?);
            }
        }
        Ok(Some(Bare { build }))
    }

    /// Builds the indexes again.
    ///
    /// # Errors
    /// The driver's; a key that stands twice shows here.
    pub async fn dress(&self, bare: Bare) -> Result<(), DbError> {
        self.batch_execute("set local maintenance_work_mem = '256MB'")
            .await?;
        for build in bare.build {
            self.batch_execute(&build).await?;
        }
        Ok(())
    }
}
