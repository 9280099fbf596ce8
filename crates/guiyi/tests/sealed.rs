//! Nothing of a customer stands in clear in the data directory or in a dump; keys can be changed, and a lost one is
//! noticed.

mod support;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use pg::{Database, Options, PrivatePostgres};
use serde_json::Value;
use support::{Bank, DAY_1, DAY_2, Source, golden, number, text};

const DOCUMENT: &str = "11010519491231002X";
const PASSPORT: &str = "E87654321";
const MOBILE: &str = "13917283946";
const EMAIL: &str = "wang.secret@example.com";
const ADDRESS: &str = "北京市朝阳区望京街道秘密胡同17号";
const CARD: &str = "6222021234567890128";
const ACCOUNT: &str = "0200004509089123456";

const ACCOUNTS: &str = r#"
[feed.account]
about = "account"
files = ["core_acct_{date}.txt"]
mode = "full"
key = ["no"]
product = "DEPOSIT"

[feed.account.format]
type = "delimited"
encoding = "gb18030"
delimiter = "|"
header = true

[[feed.account.holder]]
customer = ["owner"]
role = "owner"

[feed.account.balance]
amount = "balance"
currency = { constant = "CNY" }

[[feed.account.field]]
column = "no"
to = "account_number"

[[feed.account.field]]
column = "card"
to = "card_number"
"#;

/// Of the row as it was delivered any stretch would do; this one spans several columns.
const ROW: &str = "王秘|01|11010519491231002X|02|E87654321";
const SECRETS: [&str; 9] = [
    DOCUMENT,
    PASSPORT,
    MOBILE,
    EMAIL,
    ADDRESS,
    "望京街道秘密胡同",
    CARD,
    ACCOUNT,
    ROW,
];
/// Stands in the mapping, which is no secret: where a search does not find this, it would find nothing.
const IN_CLEAR: &str = "core_acct_{date}.txt";

/// Looks for many texts at once, each in every form in which it could stand in a file.
struct Search {
    wanted: Vec<(&'static str, Vec<u8>)>,
    /// Which two bytes any of them begins with.
    begins: Vec<bool>,
}

impl Search {
    fn new() -> Self {
        let wanted: Vec<(&str, Vec<u8>)> = SECRETS
            .into_iter()
            .chain([IN_CLEAR])
            .flat_map(|text| forms(text).into_iter().map(move |form| (text, form)))
            .collect();
        let mut begins = vec![false; 1 << 16];
        for (_, form) in &wanted {
            begins[usize::from(u16::from_be_bytes([form[0], form[1]]))] = true;
        }
        Self { wanted, begins }
    }

    /// The texts that stand in some bytes.
    fn find(&self, bytes: &[u8]) -> BTreeSet<&'static str> {
        let mut found = BTreeSet::new();
        for (at, pair) in bytes.windows(2).enumerate() {
            if self.begins[usize::from(pair[0]) << 8 | usize::from(pair[1])] {
                found.extend(
                    self.wanted
                        .iter()
                        .filter(|one| bytes[at..].starts_with(&one.1))
                        .map(|one| one.0),
                );
            }
        }
        found
    }

    /// The texts that stand in any file below a folder.
    fn find_below(&self, folder: &Path) -> BTreeSet<&'static str> {
        let mut found = BTreeSet::new();
        for entry in std::fs::read_dir(folder).expect("the folder") {
            let entry = entry.expect("an entry");
            let kind = entry.file_type().expect("its kind");
            if kind.is_dir() {
                found.extend(self.find_below(&entry.path()));
            } else if kind.is_file() {
                found.extend(self.find(&std::fs::read(entry.path()).expect("a readable file")));
            }
        }
        found
    }
}

fn forms(value: &str) -> Vec<Vec<u8>> {
    let utf16 = |bytes: fn(u16) -> [u8; 2]| value.encode_utf16().flat_map(bytes).collect();
    let (gb18030, _, _) = encoding_rs::GB18030.encode(value);
    vec![
        value.as_bytes().to_vec(),
        gb18030.into_owned(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
    ]
}

fn core() -> Source {
    Source::new("core").with_tables(ACCOUNTS)
}

/// Two days, so that there is a former version of everything; a second customer makes a rejected row and a pair.
fn fill(bank: &Bank) {
    let core = core();
    let person = |mobile: &str| {
        format!(
            "no=1; name=王秘; type=01; id={DOCUMENT}; type2=02; id2={PASSPORT}; mobile={mobile}; email={EMAIL}; \
             address={ADDRESS}"
        )
    };
    bank.load(
        &core,
        DAY_1,
        &[
            &person(MOBILE),
            &format!("no=2; name=李四; type=01; id={DOCUMENT}"),
            "no=3; name=",
        ],
    );
    bank.load(
        &core,
        DAY_2,
        &[
            &person("13816273849"),
            &format!("no=2; name=李四; type=01; id={DOCUMENT}"),
        ],
    );
    let (accounts, _, _) = encoding_rs::GB18030.encode("no|owner|card|balance\n");
    let mut accounts = accounts.into_owned();
    accounts.extend(format!("{ACCOUNT}|1|{CARD}|100.00\n").into_bytes());
    let file = bank.file("core_acct_20260927.txt", accounts);
    bank.load_file(&core.mapping(bank), &file, &[]);
}

/// An explanation, less the instant at which it was asked for.
fn told(bank: &Bank) -> Value {
    let mut told = bank.explain("core:1");
    told["as_of"] = Value::Null;
    told
}

/// Goal: after loads, a rotation of keys and stops, no known number, phone, address, mail or row is found in any
/// byte of the data directory nor in a dump; under AES and SM4 the customers stay the same to the byte; a key file
/// that is lost, foreign or open to others is refused with the mend.
#[test]
fn nothing_stands_in_clear() {
    let bank = Bank::private();
    fill(&bank);
    let search = Search::new();
    let (delivered, in_clear) = (bank.path(&core().file_name(DAY_1)), BTreeSet::from([IN_CLEAR]));
    assert!(
        search.find(&std::fs::read(delivered).expect("the file")).len() >= 6,
        "the search finds what is there"
    );
    assert_eq!(search.find_below(&bank.data_dir()), in_clear);

    let before = told(&bank);
    assert_eq!(golden(&before, "mobile"), ["+8613816273849"]);
    assert_eq!(before["agreements"][0]["values"]["card_number"], CARD);
    for (algorithm, key) in [("sm4-gcm", 2), ("aes-256-gcm", 3)] {
        let rotated = bank.run(["key", "rotate-data", "--algorithm", algorithm]);
        assert_eq!(rotated.code, Some(0), "{}", rotated.err);
        assert!(
            rotated.out.contains(&format!("sealed with key {key}")),
            "{}",
            rotated.out
        );
        assert_eq!(told(&bank), before, "{algorithm}");
        let keys = keys_in_use(&bank, &search);
        assert_eq!(
            keys,
            BTreeSet::from([key]),
            "{algorithm}: values remain under an old key"
        );
    }
    assert_eq!(search.find_below(&bank.data_dir()), in_clear);
    assert_eq!(
        bank.explain_with("core:1", &["--valid-on", DAY_1])["golden"]["values"][0]["v"],
        "王秘"
    );
    keys_that_do_not_fit(&bank, &before);
}

/// The ids of the keys with which the stored values are sealed. Looks into a dump on the way.
fn keys_in_use(bank: &Bank, search: &Search) -> BTreeSet<u32> {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let settings = pg::private::Settings::new(bank.data_dir());
        let server = PrivatePostgres::start(&settings).expect("the server starts");
        let database = Database::at_socket(server.socket_dir(), pg::private::DATABASE, &Options::default());
        let database = database.expect("a pool");
        let admin = database.admin().await.expect("the administrator");
        let all = "select content from ecif.record union all select content from ecif.record_version
            union all select golden from ecif.party where golden is not null";
        let values = admin.query(all, &[]).await.expect("the values");
        assert_eq!(values.len(), 6, "three records, a former version, two customers");
        let keys = values
            .iter()
            .map(|row| pg::seal::key_id_of(row.get(0)).expect("a sealed value"))
            .collect();
        let brought = "select count(*) from access.audit_entry where (object, action) = ('schema', 'migrate')
            and detail -> 'steps' ? 'access/0002_audit'";
        let brought: i64 = admin.query_one(brought, &[]).await.expect("a count").get(0);
        assert_eq!(brought, 1, "the first command brought the schema, and said so");
        dump(&server, search);
        database.stop().await;
        server.stop();
        keys
    })
}

fn dump(server: &PrivatePostgres, search: &Search) {
    let program = server.program().bin_dir.join("pg_dump");
    if !program.exists() {
        assert!(
            std::env::var_os("CI").is_none(),
            "{} is missing",
            program.display()
        );
        eprintln!("no dump is looked into: {} is not here", program.display());
        return;
    }
    let mut dump = Command::new(program);
    dump.args([
        "-h",
        text(server.socket_dir()),
        "-p",
        &pg::private::PORT.to_string(),
    ])
    .args(["-U", pg::ADMIN_ROLE, "--inserts", pg::private::DATABASE]);
    let dump = dump.output().expect("pg_dump runs");
    assert!(dump.status.success(), "{}", String::from_utf8_lossy(&dump.stderr));
    assert_eq!(
        search.find(&dump.stdout),
        BTreeSet::from([IN_CLEAR]),
        "what the dump shows"
    );
}

fn keys_that_do_not_fit(bank: &Bank, before: &Value) {
    use std::os::unix::fs::PermissionsExt as _;
    let (keys, aside) = (bank.data_dir().join("keys.toml"), bank.path("keys.aside"));
    std::fs::rename(&keys, &aside).expect("the key file is moved");
    let lost = bank.refused(["explain", "core:1"]);
    assert!(
        lost.contains("is gone") && lost.contains("put the file back from its backup"),
        "{lost}"
    );
    assert!(!keys.exists(), "no new key file is made");

    let other = Bank::private();
    assert_eq!(other.run(["migrate"]).code, Some(0));
    std::fs::copy(other.data_dir().join("keys.toml"), &keys).expect("a foreign key file");
    let foreign = bank.refused(["explain", "core:1"]);
    assert!(foreign.contains("does not belong to this database"), "{foreign}");

    std::fs::remove_file(&keys).expect("the foreign file goes");
    std::fs::rename(&aside, &keys).expect("the key file is back");
    std::fs::set_permissions(&keys, std::fs::Permissions::from_mode(0o644)).expect("mode");
    let open = bank.refused(["explain", "core:1"]);
    assert!(open.contains("chmod 600"), "{open}");
    std::fs::set_permissions(&keys, std::fs::Permissions::from_mode(0o600)).expect("mode");
    assert_eq!(&told(bank), before);
    assert_eq!(number(before).len(), 12);
}
