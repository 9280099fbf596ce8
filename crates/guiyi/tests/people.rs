//! Commands about people, units, keys, the policy table and the audit trail, as an administrator gives them.

mod support;

use std::io::Write as _;
use std::process::Stdio;

use support::{Bank, text};

const UNITS: &str = "kind,code,name,parent\nunit,0000,总行,\nunit,0100,太原分行,0000\nunit,0101,太原营业部,0100\nmanager,R01011,张三,0101\n";

fn tamper(bank: &Bank, sql: &str) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let admin = bank.database().admin().await.expect("the administrator");
        admin.batch_execute(sql).await.expect("is done");
    });
}

fn count(bank: &Bank, sql: &str) -> i64 {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let admin = bank.database().admin().await.expect("the administrator");
        admin.query_one(sql, &[]).await.expect("a row").get(0)
    })
}

/// Runs a command that must succeed; gives what it printed.
#[track_caller]
fn done<'a>(bank: &Bank, args: impl IntoIterator<Item = &'a str>) -> String {
    let said = bank.run(args);
    assert_eq!(said.code, Some(0), "{}{}", said.out, said.err);
    said.out
}

/// Goal: an administrator sets a bank up by commands, each is written down, and the trail is proved.
#[test]
fn a_bank_is_staffed_by_commands() {
    let bank = Bank::new();
    let units = bank.file("units.csv", UNITS);
    let out = done(&bank, ["unit", "import", text(&units)]);
    assert!(
        out.starts_with("3 units added, 0 changed, 0 as they were\n1 rows of other kinds"),
        "{out}"
    );

    let add = [
        "user",
        "add",
        "lihua",
        "--name",
        "李华",
        "--role",
        "rm",
        "--role",
        "analyst",
        "--unit",
        "0101",
        "--staff-number",
        "R01011",
    ];
    let out = done(&bank, add);
    let password = out.trim().rsplit(' ').next().expect("a password");
    assert_eq!(password.len(), 16, "{out}");
    let error = bank.refused(add);
    assert!(error.contains("there is a user lihua already"), "{error}");
    let error = bank.refused([
        "user", "add", "x2", "--name", "x", "--role", "rm", "--unit", "0999",
    ]);
    assert!(error.contains("there is no unit 0999"), "{error}");
    let both = [
        "user",
        "add",
        "x3",
        "--name",
        "x",
        "--role",
        "rm",
        "--role",
        "audit_admin",
        "--unit",
        "0000",
    ];
    let error = bank.refused(both);
    assert!(error.contains("kept apart"), "{error}");
    let said = bank.run([
        "user", "add", "x4", "--name", "x", "--role", "teller", "--unit", "0000",
    ]);
    assert_eq!(said.code, Some(2), "{}", said.err);
    assert!(said.err.contains("known are rm, branch_head"), "{}", said.err);

    let mut given = bank
        .command([
            "user",
            "add",
            "wang",
            "--name",
            "王五",
            "--role",
            "steward",
            "--unit",
            "0000",
            "--password-stdin",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    given
        .stdin
        .take()
        .expect("its input")
        .write_all(b"a given password\n")
        .expect("is read");
    let given = given.wait_with_output().expect("it ends");
    assert!(given.status.success());
    assert!(!String::from_utf8_lossy(&given.stdout).contains("a given password"));

    let out = done(&bank, ["user", "list"]);
    assert!(
        out.contains("李华") && out.contains("analyst rm") && out.contains("password to be changed"),
        "{out}"
    );
    assert_eq!(done(&bank, ["user", "unlock", "lihua"]), "lihua was not locked\n");
    let out = done(&bank, ["user", "reset-password", "lihua"]);
    assert!(!out.contains(password), "{out}");
    let error = bank.refused(["user", "unlock", "nobody"]);
    assert!(error.contains("there is no such user"), "{error}");

    let out = done(
        &bank,
        [
            "key",
            "create",
            "teller system",
            "--role",
            "branch_head",
            "--unit",
            "0100",
        ],
    );
    assert!(out.starts_with("gyk_") && out.trim().len() == 68, "{out}");

    let table = done(&bank, ["access", "show"]);
    assert!(table.starts_with("# version 1, since "), "{table}");
    let wider = bank.file(
        "wider.toml",
        table.replace("[customer.read]\nrm = \"own\"", "[customer.read]\nrm = \"unit\""),
    );
    let out = done(
        &bank,
        [
            "access",
            "set",
            text(&wider),
            "--note",
            "the branch works together",
        ],
    );
    assert_eq!(
        out,
        "version 2 is in force\n  relationship manager may read customer: was own, is unit\n"
    );
    let broken = bank.file(
        "broken.toml",
        "[customer.read]\nrm = \"own\"\nsystem_admin = \"all\"\n",
    );
    let error = bank.refused(["access", "set", text(&broken), "--note", "x"]);
    assert!(
        error.contains("line 3: customer.read for system_admin: the system administrator sees no customers"),
        "{error}"
    );
    assert!(done(&bank, ["access", "show", "--version", "1"]).starts_with("# version 1"));

    let out = done(&bank, ["audit", "verify"]);
    assert!(out.starts_with("the audit trail is as it was written: "), "{out}");
    let anchor = out.trim().rsplit(' ').next().expect("an anchor").to_owned();
    done(&bank, ["audit", "verify", "--anchor", &anchor]);
    let error = bank.refused_with_words(["audit", "verify", "--anchor", &format!("1:{}", "0".repeat(64))]);
    assert!(error.contains("anchor 1 is not the one"), "{error}");

    // Other commands write their lines too, also when they are refused.
    done(&bank, ["source", "list"]);
    bank.refused(["explain", "core:1"]);
    done(
        &bank,
        [
            "identify",
            "--type",
            "resident_id",
            "--number",
            "11010519491231002X",
        ],
    );
    let lines =
        "select count(*) from access.audit_entry where actor like 'cli:%' and (object, action, outcome)
        in (('customer', 'read', 'refused'), ('load', 'read', 'done'), ('customer', 'identify', 'done'))";
    assert_eq!(count(&bank, lines), 3);
    let told = "select count(*) from access.audit_entry e where e::text like '%11010519491231002X%'";
    assert_eq!(count(&bank, told), 0, "never a value");

    // Somebody with the database in hand hides what was granted.
    tamper(
        &bank,
        "update access.audit_entry set detail = '{}' where action = 'create' and object = 'user' and outcome = 'done' and target is not null",
    );
    let error = bank.refused_with_words(["audit", "verify"]);
    assert!(
        error.contains("line 1 does not follow from the line before it") && error.contains("faults in"),
        "{error}"
    );
}
