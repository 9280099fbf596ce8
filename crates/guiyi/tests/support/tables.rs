//! The tables of a store as its administrator sees them.

use std::collections::{BTreeMap, BTreeSet};

use pg::Database;

/// The rows of every table that acts write; partitions count with their table.
pub async fn rows(database: &Database) -> BTreeMap<String, i64> {
    let admin = database.admin().await.expect("the administrator");
    let tables = "select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'ecif' and c.relkind in ('r', 'p') and not c.relispartition
            and c.relname not in ('card', 'search_name', 'search_digest', 'touched')";
    let mut counts = BTreeMap::new();
    for table in admin.query(tables, &[]).await.expect("the tables") {
        let table: String = table.get(0);
        let count = admin
            .query_one(&format!("select count(*) from ecif.\"{table}\""), &[])
            .await
            .expect("a count");
        counts.insert(table, count.get(0));
    }
    counts
}

/// What is defined of the tables: keys, indexes, row security, policies, grants. For each, whether it stands on a
/// partition: those come with the balances.
const DEFINED: &str = "
    with ours as (
        select c.* from pg_class c where c.relnamespace = 'ecif'::regnamespace
    )
    select format('constraint %s of %s: %s, valid %s', o.conname, c.relname, pg_get_constraintdef(o.oid), o.convalidated),
        c.relispartition
    from pg_constraint o join ours c on c.oid = o.conrelid
    union all
    select format('index: %s, valid %s, primary %s', pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisprimary),
        c.relispartition
    from pg_index i join ours c on c.oid = i.indrelid
    union all
    select format('table %s of %s, rows secured %s forced %s, logged %s, granted %s', c.relname, c.relowner::regrole,
            c.relrowsecurity, c.relforcerowsecurity, c.relpersistence, c.relacl),
        c.relispartition
    from ours c where c.relkind in ('r', 'p')
    union all
    select format('column %s of %s: stored %s, granted %s', a.attname, c.relname, a.attstorage, a.attacl),
        c.relispartition
    from pg_attribute a join ours c on c.oid = a.attrelid where c.relkind in ('r', 'p') and a.attnum > 0
    union all
    select format('policy %s', p), false from pg_policies p where p.schemaname = 'ecif'
    union all
    select format('comment on %s: %s', pg_describe_object(d.classoid, d.objoid, d.objsubid), d.description), false
    from pg_description d
    where pg_describe_object(d.classoid, d.objoid, d.objsubid) like '%ecif.%'";

/// Everything that is defined of the tables, one line each; of partitions too where they are asked for.
pub async fn defined(database: &Database, partitions: bool) -> BTreeSet<String> {
    let admin = database.admin().await.expect("the administrator");
    let lines = admin.query(DEFINED, &[]).await.expect("the definitions");
    let lines: BTreeSet<String> = lines
        .iter()
        .filter(|line| partitions || !line.get::<_, bool>(1))
        .map(|line| line.get(0))
        .collect();
    for what in ["constraint record_pk of record", "index:", "policy", "secured t"] {
        assert!(
            lines.iter().any(|line| line.contains(what)),
            "no {what}: {lines:?}"
        );
    }
    lines
}

/// In how many transactions loads were written: an initial load takes one for all its files.
pub async fn transactions(database: &Database) -> i64 {
    let admin = database.admin().await.expect("the administrator");
    let count = "select count(distinct xmin::text) from ecif.change where kind = 'load'";
    admin.query_one(count, &[]).await.expect("a count").get(0)
}
