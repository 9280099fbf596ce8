//! The audit trail: what is written is found, what is changed is found out.

mod staff;

use access::audit::{Entry, Fault, Filter, Kept, Trail, lines, verify};
use authz::{Caller, Role};
use base::Clock as _;
use serde_json::json;
use staff::Staff;

fn entry(staff: &Staff, number: usize) -> Entry {
    let caller = Caller::command("cli:test", "service");
    Entry::of(&caller, staff.clock.now(), "customer", "read")
        .about(format!("{number:012}"))
        .because("trace")
        .with(json!({ "fields": ["name", "mobile"], "count": number, "share": 0.5 }))
}

/// A closed chain of its own, and its id.
async fn chain(staff: &Staff, entries: usize) -> uuid::Uuid {
    let trail = Trail::start((*staff.database).clone(), staff.clock.clone(), "a chain");
    for number in 0..entries {
        trail.record(entry(staff, number)).await.expect("is taken");
    }
    trail.close().await;
    let admin = staff.database.admin().await.expect("the administrator");
    let sql = "select chain_id from access.audit_chain order by started_at desc, chain_id desc limit 1";
    admin.query_one(sql, &[]).await.expect("a chain").get(0)
}

async fn faults(staff: &Staff) -> Vec<Fault> {
    verify(&staff.database, None).await.expect("is read").faults
}

#[tokio::test]
async fn what_is_written_is_found_sound() {
    let staff = Staff::new().await;
    chain(&staff, 1000).await;
    chain(&staff, 3).await;
    let found = verify(&staff.database, None).await.expect("is read");
    assert_eq!(found.faults, []);
    assert_eq!((found.chains, found.lines, found.anchors), (2, 1001 + 4, 2));

    let mut after = None;
    let mut read = 0;
    loop {
        let page = lines(&staff.access, &staff.root, &Filter::default(), after, 200)
            .await
            .expect("lines");
        let Some(last) = page.last() else { break };
        assert!(page.windows(2).all(|pair| pair[0].place.at >= pair[1].place.at));
        (after, read) = (Some(last.place), read + page.len());
    }
    assert_eq!(read, 1005);
    let one = Filter {
        target: Some("000000000002".into()),
        ..Filter::default()
    };
    let found = lines(&staff.access, &staff.root, &one, None, 200)
        .await
        .expect("lines");
    assert_eq!(found.len(), 2);
    assert_eq!(
        found[0].detail,
        json!({ "fields": ["name", "mobile"], "count": 2, "share": "0.5" })
    );
    let rm = Caller {
        kind: authz::CallerKind::User,
        roles: vec![Role::Rm],
        ..staff.root.clone()
    };
    assert!(
        lines(&staff.access, &rm, &one, None, 200).await.is_err(),
        "not for everybody"
    );
}

/// Goal: a line is on disk when `record_now` returns.
#[tokio::test]
async fn what_must_be_written_is_written_before_it_returns() {
    let staff = Staff::new().await;
    let trail = Trail::start((*staff.database).clone(), staff.clock.clone(), "now");
    for number in 0..20 {
        trail.record_now(entry(&staff, number)).await.expect("is written");
        let written = "select count(*) from access.audit_entry";
        assert_eq!(
            staff.count(written).await,
            i64::try_from(number).expect("small") + 1
        );
    }
    trail.close().await;
    assert!(trail.record(entry(&staff, 1)).await.is_err(), "closed");
}

/// Goal: hundreds at once from many tasks, none lost, each chain in order.
#[tokio::test(flavor = "multi_thread")]
async fn many_write_at_once() {
    let staff = std::sync::Arc::new(Staff::new().await);
    let trail = Trail::start((*staff.database).clone(), staff.clock.clone(), "many");
    let mut tasks = Vec::new();
    for task in 0..20 {
        let (staff, trail) = (staff.clone(), trail.clone());
        tasks.push(tokio::spawn(async move {
            for number in 0..300 {
                trail
                    .record(entry(&staff, task * 1000 + number))
                    .await
                    .expect("is taken");
            }
        }));
    }
    for task in tasks {
        task.await.expect("ends");
    }
    trail.close().await;
    assert_eq!(
        staff
            .count("select count(*) from access.audit_entry where action = 'read'")
            .await,
        6000
    );
    assert_eq!(faults(&staff).await, []);
}

#[tokio::test]
async fn a_changed_line_is_found() {
    for change in [
        "actor = 'somebody else'",
        "at = at + interval '1 microsecond'",
        "target = null",
        "target = '000000000099'",
        "detail = detail || '{\"count\": 8}'",
        "outcome = 'refused'",
        "hash = sha256('x')",
    ] {
        let staff = Staff::new().await;
        let chain = chain(&staff, 10).await;
        staff
            .tamper(&format!(
                "update access.audit_entry set {change} where sequence = 7"
            ))
            .await;
        let found = faults(&staff).await;
        assert!(
            found.contains(&Fault::Changed { chain, line: 7 }),
            "{change}: {found:?}"
        );
    }
}

/// Goal: a chain that is gone with its row is found, because an anchor speaks of it.
#[tokio::test]
async fn a_removed_chain_is_found() {
    let staff = Staff::new().await;
    let first = chain(&staff, 5).await;
    let other = chain(&staff, 5).await;
    staff.tamper(&format!("delete from access.audit_entry where chain_id = '{first}'; delete from access.audit_chain where chain_id = '{first}'")).await;
    assert_eq!(
        faults(&staff).await,
        [Fault::Removed {
            chain: first,
            from: 1,
            to: 6
        }]
    );
    assert_ne!(first, other);
}

#[tokio::test]
async fn a_removed_line_is_found() {
    for (removed, from, to) in [
        ("sequence = 1", 1, 1),
        ("sequence between 4 and 6", 4, 6),
        ("sequence > 8", 9, 11),
    ] {
        let staff = Staff::new().await;
        let chain = chain(&staff, 10).await;
        staff
            .tamper(&format!("delete from access.audit_entry where {removed}"))
            .await;
        assert_eq!(
            faults(&staff).await,
            [Fault::Removed { chain, from, to }],
            "{removed}"
        );
    }
    let staff = Staff::new().await;
    let chain = chain(&staff, 10).await;
    staff.tamper("delete from access.audit_entry").await;
    assert_eq!(
        faults(&staff).await,
        [Fault::Removed {
            chain,
            from: 1,
            to: 11
        }]
    );
}

#[tokio::test]
async fn an_added_line_is_found() {
    let columns = "at, actor, actor_kind, purpose, cause, action, object, target, outcome, detail, hash";
    let staff = Staff::new().await;
    let id = chain(&staff, 10).await;
    // Room is made in the middle, and a line put there.
    staff
        .tamper(&format!(
            "update access.audit_entry set sequence = sequence + 1000 where sequence > 5;
             update access.audit_entry set sequence = sequence - 999 where sequence > 1000;
             insert into access.audit_entry (chain_id, sequence, {columns})
             select chain_id, 6, {columns} from access.audit_entry where sequence = 5"
        ))
        .await;
    assert_eq!(faults(&staff).await, [Fault::Added { chain: id, line: 6 }]);

    let staff = Staff::new().await;
    let id = chain(&staff, 10).await;
    staff
        .tamper(&format!(
            "insert into access.audit_entry (chain_id, sequence, {columns})
             select chain_id, 12, {columns} from access.audit_entry where sequence = 5"
        ))
        .await;
    assert_eq!(
        faults(&staff).await,
        [Fault::Added { chain: id, line: 12 }],
        "behind the close"
    );
}

#[tokio::test]
async fn anchors_are_held_to_each_other_and_to_one_kept_outside() {
    let staff = Staff::new().await;
    for _ in 0..3 {
        chain(&staff, 2).await;
    }
    let kept = verify(&staff.database, None)
        .await
        .expect("is read")
        .last_anchor
        .expect("an anchor");
    assert_eq!(kept.number, 3);
    let text = format!("{}:{}", kept.number, kept.hash);
    let kept: Kept = text.parse().expect("as it is printed");
    assert!(
        verify(&staff.database, Some(&kept))
            .await
            .expect("is read")
            .is_sound()
    );

    // The last chain with its anchor: within the database nothing tells that they were there.
    staff
        .tamper("delete from access.audit_anchor where number = 3")
        .await;
    let last = "select chain_id from access.audit_chain order by started_at desc limit 1";
    staff
        .tamper(&format!(
            "delete from access.audit_entry where chain_id = ({last})"
        ))
        .await;
    staff
        .tamper(&format!(
            "delete from access.audit_chain where chain_id = ({last})"
        ))
        .await;
    assert_eq!(faults(&staff).await, []);
    let found = verify(&staff.database, Some(&kept)).await.expect("is read");
    assert_eq!(
        found.faults,
        [Fault::AnchorRemoved { from: 3, to: 3 }],
        "but who kept it knows"
    );

    staff
        .tamper("update access.audit_anchor set heads = '[]' where number = 1")
        .await;
    assert_eq!(faults(&staff).await, [Fault::AnchorChanged { number: 1 }]);
    staff
        .tamper("delete from access.audit_anchor where number = 1")
        .await;
    assert_eq!(faults(&staff).await, [Fault::AnchorRemoved { from: 1, to: 1 }]);
}

/// Goal: a line somebody put under our next number does not stop the trail; a new chain begins and says so.
#[tokio::test]
async fn a_taken_place_begins_a_new_chain() {
    let staff = Staff::new().await;
    let trail = Trail::start((*staff.database).clone(), staff.clock.clone(), "broken");
    trail.record_now(entry(&staff, 1)).await.expect("is written");
    let columns = "at, actor, actor_kind, purpose, cause, action, object, target, outcome, detail, hash";
    staff
        .tamper(&format!(
            "insert into access.audit_entry (chain_id, sequence, {columns})
             select chain_id, 2, {columns} from access.audit_entry where sequence = 1"
        ))
        .await;
    trail
        .record_now(entry(&staff, 2))
        .await
        .expect("is written all the same");
    trail.close().await;
    assert_eq!(
        staff
            .count("select count(*) from access.audit_entry where action = 'break'")
            .await,
        1
    );
    assert_eq!(
        staff
            .count("select count(*) from access.audit_entry where target = '000000000002'")
            .await,
        1
    );
    let found = faults(&staff).await;
    assert!(
        matches!(found.as_slice(), [Fault::Changed { line: 2, .. }]),
        "{found:?}"
    );
}
