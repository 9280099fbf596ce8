//! Making the cards, the similar pairs and the suspects of those whom acts touched, or of everybody.

use std::collections::BTreeSet;
use std::sync::Arc;

use base::Clock;
use ecif_sql::queries::{card as sql, party as party_sql, source as source_sql};
use pg::seal::Keyring;
use pg::{Actor, CopyRows, CopyTarget, Database, DbError, Tx, Type};
use rayon::prelude::*;
use uuid::Uuid;

use super::gather::gather;
use super::make::{Made, make};
use crate::as_one::as_one;
use crate::change::{ChangeError, Setting};
use crate::pair;
use crate::suspect;

/// Parties made in one transaction.
const PAGE: i64 = 1000;
/// Parties made together when all are made.
const PORTION: i64 = 8000;
/// The follower's name.
const NAME: &str = "card";

static CARD: CopyTarget = CopyTarget {
    table: "ecif.card",
    columns: &[
        ("party_id", Type::UUID),
        ("number", Type::INT8),
        ("kind", Type::INT2),
        ("name", Type::TEXT),
        ("name_key", Type::TEXT),
        ("level", Type::TEXT),
        ("visible_to", Type::TEXT_ARRAY),
        ("units", Type::TEXT_ARRAY),
        ("managers", Type::TEXT_ARRAY),
        ("sources", Type::TEXT_ARRAY),
        ("records", Type::INT4),
        ("accounts", Type::INT4),
        ("opened_on", Type::DATE),
        ("expires_on", Type::DATE),
        ("balance_cny", Type::NUMERIC),
        ("owed_cny", Type::NUMERIC),
        ("changed_at", Type::TIMESTAMPTZ),
    ],
    fresh: true,
};

static SEARCH_NAME: CopyTarget = CopyTarget {
    table: "ecif.search_name",
    columns: &[
        ("party_id", Type::UUID),
        ("ordinal", Type::INT2),
        ("earlier", Type::BOOL),
        ("match_key", Type::TEXT),
        ("pinyin", Type::TEXT),
        ("initials", Type::TEXT),
        ("parts", Type::TEXT_ARRAY),
        ("visible_to", Type::TEXT_ARRAY),
    ],
    fresh: true,
};

static SEARCH_DIGEST: CopyTarget = CopyTarget {
    table: "ecif.search_digest",
    columns: &[
        ("whole", Type::INT8),
        ("kind", Type::INT2),
        ("party_id", Type::UUID),
        ("ending", Type::INT4),
        ("earlier", Type::BOOL),
    ],
    fresh: true,
};

/// Brings cards up to what acts have done; answers how many it made or took away.
///
/// Call it after every act and when a service starts. Of two at once one does the work; the other leaves it to it
/// and answers at once.
///
/// # Errors
/// Whatever the store answers; what is not done yet is done by the next call.
pub async fn follow(
    database: &Database,
    keyring: &Arc<Keyring>,
    clock: &dyn Clock,
    actor: &Actor,
) -> Result<u64, ChangeError> {
    let tx = database.begin_read(actor).await?;
    let behind = source_sql::followed().bind(&*tx, &NAME).opt().await? == Some(-1);
    tx.rollback().await?;
    if behind {
        match rebuild(database, keyring, clock, actor).await {
            // A login that may not become the owner makes them a thousand at a time, like any others.
            Err(ChangeError::Db(error)) if !error.is_disconnected() => {
                tracing::info!(%error, "cards are not made all at once");
                touch_all(database, actor).await?;
            }
            done => return done,
        }
    }
    let mut made = 0;
    loop {
        let tx = database.begin(actor).await?;
        if !sql::take_follower().bind(&*tx).one().await? {
            break;
        }
        let touched = sql::touched().bind(&*tx, &PAGE).all().await?;
        if touched.is_empty() {
            break;
        }
        let parties: BTreeSet<Uuid> = touched.iter().map(|row| row.party_id).collect();
        let parties: Vec<Uuid> = parties.into_iter().collect();
        made += parties.len() as u64;
        source_sql::prefer_indexes().bind(&*tx).one().await?;
        let setting = Setting::load(&tx, keyring, clock, i64::MAX).await?;
        let cards = made_of(&tx, &setting, &parties, true).await?;
        sql::delete_cards().bind(&*tx, &parties).await?;
        sql::delete_search_names().bind(&*tx, &parties).await?;
        sql::delete_search_digests().bind(&*tx, &parties).await?;
        write(&tx, &cards).await?;
        pair::forget(&tx, &parties).await?;
        let pairs = pair::pairs_of(&tx, keyring, &parties, false).await?;
        pair::write(&tx, &pairs).await?;
        suspect::refresh(&tx, &setting, &parties, &pairs).await?;
        let (ids, acts): (Vec<Uuid>, Vec<i64>) =
            touched.iter().map(|row| (row.party_id, row.change_id)).unzip();
        sql::untouch().bind(&*tx, &ids, &acts).await?;
        tx.commit().await?;
    }
    Ok(made)
}

async fn touch_all(database: &Database, actor: &Actor) -> Result<(), ChangeError> {
    let tx = database.begin(actor).await?;
    let mut after = Uuid::nil();
    loop {
        let parties = party_sql::open_parties_after()
            .bind(&*tx, &after, &PORTION)
            .all()
            .await?;
        let Some(last) = parties.last() else { break };
        after = *last;
        sql::touch().bind(&*tx, &0, &parties).await?;
    }
    source_sql::set_followed().bind(&*tx, &NAME, &0).await?;
    Ok(tx.commit().await?)
}

/// Makes all cards anew, as after an initial load; answers how many.
///
/// # Errors
/// Whatever the store answers; the cards are then as they were.
pub async fn rebuild(
    database: &Database,
    keyring: &Arc<Keyring>,
    clock: &dyn Clock,
    actor: &Actor,
) -> Result<u64, ChangeError> {
    let tx = database.begin_as_owner(actor).await?;
    if !sql::take_follower().bind(&*tx).one().await? {
        return Ok(0);
    }
    let tables = [
        "ecif.card",
        "ecif.search_name",
        "ecif.search_digest",
        pair::PAIRS.table,
    ];
    tx.batch_execute(&format!(
        "set local lock_timeout = '30s'; truncate {}",
        tables.join(", ")
    ))
    .await
    .map_err(DbError::from)?;
    let Some(bare) = tx.strip(&tables).await? else {
        return Ok(0);
    };
    source_sql::prefer_indexes().bind(&*tx).one().await?;
    let setting = Setting::load(&tx, keyring, clock, i64::MAX).await?;
    let with_past = sql::has_versions().bind(&*tx).one().await?;
    let (mut after, mut made) = (Uuid::nil(), 0);
    loop {
        let parties = party_sql::open_parties_after()
            .bind(&*tx, &after, &PORTION)
            .all()
            .await?;
        let Some(last) = parties.last() else { break };
        after = *last;
        let cards = made_of(&tx, &setting, &parties, with_past).await?;
        made += cards.len() as u64;
        copy(&tx, &cards).await?;
        let pairs = pair::pairs_of(&tx, keyring, &parties, true).await?;
        tx.copy(pair::copied(&pairs)?).await?;
    }
    tx.dress(bare).await?;
    tx.batch_execute(&format!("analyze {}", tables.join(", ")))
        .await
        .map_err(DbError::from)?;
    source_sql::set_followed().bind(&*tx, &NAME, &0).await?;
    // Nobody was held against anybody yet.
    suspect::search_again(&tx, clock, &actor.id).await?;
    tx.commit().await?;
    Ok(made)
}

async fn made_of(
    tx: &Tx,
    setting: &Setting<'_>,
    parties: &[Uuid],
    with_past: bool,
) -> Result<Vec<Made>, ChangeError> {
    let gathered = gather(tx, setting, parties, with_past, setting.today).await?;
    let cards = gathered.into_par_iter();
    Ok(cards
        .map(|party| make(setting.keyring, &setting.sources, party, setting.now))
        .collect())
}

async fn copy(tx: &Tx, cards: &[Made]) -> Result<(), ChangeError> {
    let mut rows = CopyRows::new(&CARD);
    let mut names = CopyRows::new(&SEARCH_NAME);
    let mut digests = CopyRows::new(&SEARCH_DIGEST);
    for made in cards {
        let card = &made.card;
        rows.push(&[
            &card.party,
            &card.number,
            &card.kind,
            &card.name,
            &card.name_key,
            &card.level,
            &made.visible_to,
            &card.units,
            &card.managers,
            &card.sources,
            &card.records,
            &card.accounts,
            &card.opened_on,
            &card.expires_on,
            &card.balance_cny,
            &card.owed_cny,
            &card.changed_at,
        ])?;
        for (ordinal, (forms, earlier)) in (0_i16..).zip(&made.names) {
            names.push(&[
                &card.party,
                &ordinal,
                earlier,
                &forms.match_key,
                &forms.pinyin,
                &forms.initials,
                &forms.parts,
                &made.visible_to,
            ])?;
        }
        for (kind, whole, ending, earlier) in &made.digests {
            digests.push(&[whole, &kind.code(), &card.party, ending, earlier])?;
        }
    }
    tx.copy(rows).await?;
    tx.copy(names).await?;
    tx.copy(digests).await?;
    Ok(())
}

async fn write(tx: &Tx, cards: &[Made]) -> Result<(), ChangeError> {
    if cards.is_empty() {
        return Ok(());
    }
    macro_rules! column {
        ($of:expr, $row:pat => $value:expr) => {
            &$of.iter().map(|$row| $value).collect::<Vec<_>>()
        };
    }
    sql::insert_cards()
        .bind(
            &**tx,
            column!(cards, made => made.card.party),
            column!(cards, made => made.card.number),
            column!(cards, made => made.card.kind),
            column!(cards, made => made.card.name.as_str()),
            column!(cards, made => made.card.name_key.as_str()),
            column!(cards, made => made.card.level.as_deref()),
            column!(cards, made => as_one(&made.visible_to)),
            column!(cards, made => as_one(&made.card.units)),
            column!(cards, made => as_one(&made.card.managers)),
            column!(cards, made => as_one(&made.card.sources)),
            column!(cards, made => made.card.records),
            column!(cards, made => made.card.accounts),
            column!(cards, made => made.card.opened_on),
            column!(cards, made => made.card.expires_on),
            column!(cards, made => made.card.balance_cny),
            column!(cards, made => made.card.owed_cny),
            column!(cards, made => made.card.changed_at),
        )
        .await?;
    let names: Vec<_> = cards
        .iter()
        .flat_map(|made| (0_i16..).zip(&made.names).map(move |(at, name)| (made, at, name)))
        .collect();
    sql::insert_search_names()
        .bind(
            &**tx,
            column!(names, (made, _, _) => made.card.party),
            column!(names, (_, ordinal, _) => *ordinal),
            column!(names, (_, _, (_, earlier)) => *earlier),
            column!(names, (_, _, (forms, _)) => forms.match_key.as_str()),
            column!(names, (_, _, (forms, _)) => forms.pinyin.as_str()),
            column!(names, (_, _, (forms, _)) => forms.initials.as_str()),
            column!(names, (_, _, (forms, _)) => as_one(&forms.parts)),
            column!(names, (made, _, _) => as_one(&made.visible_to)),
        )
        .await?;
    let digests: Vec<_> = cards
        .iter()
        .flat_map(|made| made.digests.iter().map(move |digest| (made.card.party, digest)))
        .collect();
    sql::insert_search_digests()
        .bind(
            &**tx,
            column!(digests, (_, (_, whole, _, _)) => *whole),
            column!(digests, (_, (kind, _, _, _)) => kind.code()),
            column!(digests, (party, _) => *party),
            column!(digests, (_, (_, _, ending, _)) => *ending),
            column!(digests, (_, (_, _, _, earlier)) => *earlier),
        )
        .await?;
    Ok(())
}
