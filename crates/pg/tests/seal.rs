//! Sealed values: opened by the right key in the right place, and by nothing else.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use pg::seal::{Algorithm, KeyError, Keyring, OVERHEAD_BYTES, SealError, key_id_of, record};

const ALGORITHMS: [Algorithm; 2] = [Algorithm::Aes256Gcm, Algorithm::Sm4Gcm];

struct Keys {
    dir: tempfile::TempDir,
}

impl Keys {
    fn new() -> Self {
        Self {
            dir: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    fn path(&self) -> PathBuf {
        self.dir.path().join("keys.toml")
    }

    fn create(&self, algorithm: Algorithm) -> Keyring {
        Keyring::create(&self.path(), algorithm).expect("a key file")
    }
}

#[test]
fn what_is_sealed_opens_in_its_place_only() {
    for algorithm in ALGORITHMS {
        let keys = Keys::new();
        let keyring = keys.create(algorithm);
        for length in [0, 1, 15, 16, 17, 300, 70_000] {
            let value: Vec<u8> = (0..length).map(|n| u8::try_from(n % 251).unwrap_or(0)).collect();
            let sealed = keyring.seal(&value, b"record/1");
            assert_eq!(sealed.len(), value.len() + OVERHEAD_BYTES);
            assert_eq!(key_id_of(&sealed), Ok(1));
            assert_eq!(keyring.unseal(&sealed, b"record/1").as_ref(), Ok(&value));
            assert_eq!(
                keyring.unseal(&sealed, b"record/2"),
                Err(SealError::Altered { key_id: 1 })
            );
            assert_ne!(
                keyring.seal(&value, b"record/1"),
                sealed,
                "a nonce was used twice"
            );
            if length >= 16 {
                assert!(!sealed.windows(16).any(|part| part == &value[..16]), "in clear");
            }
        }
        let sealed = keyring.seal("身份证 110101199003078515".as_bytes(), b"");
        for at in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert!(keyring.unseal(&altered, b"").is_err(), "byte {at} is not guarded");
            assert!(keyring.unseal(&sealed[..at], b"").is_err(), "cut at {at}");
        }
    }
}

#[test]
fn an_old_key_still_opens_and_the_new_one_seals() {
    let keys = Keys::new();
    let ours = keys.create(Algorithm::Aes256Gcm);
    let other_process = Keyring::open(&keys.path()).expect("the same file");
    let old = ours.seal(b"value", b"row");
    assert_eq!(ours.add_key(Algorithm::Sm4Gcm).expect("a key"), 2);
    let new = ours.clone().seal(b"value", b"row");
    assert_eq!(
        (key_id_of(&old), key_id_of(&new), ours.current_key_id()),
        (Ok(1), Ok(2), 2)
    );
    for keyring in [&ours, &other_process] {
        assert_eq!(keyring.unseal(&old, b"row").as_deref(), Ok(b"value".as_slice()));
        assert_eq!(keyring.unseal(&new, b"row").as_deref(), Ok(b"value".as_slice()));
    }
    assert_eq!(
        other_process.current_key_id(),
        2,
        "it read the file again when it met the new key"
    );
    assert_eq!(
        ours.digest("document", b"x"),
        other_process.digest("document", b"x")
    );

    let stranger = Keys::new().create(Algorithm::Aes256Gcm);
    assert_eq!(
        stranger.unseal(&old, b"row"),
        Err(SealError::Altered { key_id: 1 })
    );
    let message = stranger.unseal(&new, b"row").expect_err("unknown").to_string();
    assert!(
        message.contains("key 2") && message.contains("keys.toml"),
        "{message}"
    );
}

#[test]
fn digests_keep_meanings_apart() {
    let keyring = Keys::new().create(Algorithm::Aes256Gcm);
    let digests = [
        keyring.digest("document", b"110"),
        keyring.digest("phone", b"110"),
        keyring.digest("documen", b"t110"),
        keyring.digest("document", b"111"),
        Keys::new()
            .create(Algorithm::Aes256Gcm)
            .digest("document", b"110"),
    ];
    for (at, digest) in digests.iter().enumerate() {
        assert!(!digests[..at].contains(digest), "{at}");
    }
    assert_eq!(keyring.digest("document", b"110"), digests[0]);
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hex"))
        .collect()
}

const AES_KEY: &str = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308";
const SM4_KEY: &str = "0123456789abcdeffedcba9876543210";
const CONTEXT: &str = "feedfacedeadbeeffeedfacedeadbeefabaddad2";

/// Goal: the sealed form never changes, and is the standards' own: the values are test case 16 of the GCM
/// specification (AES-256) and the example of RFC 8998 (SM4), behind our header.
#[test]
fn the_sealed_form_is_the_standards() {
    let keys = Keys::new();
    let lookup: String = (0..32).map(|byte| format!("{byte:02x}")).collect();
    let file = format!(
        "format = 1\ncurrent = 2\n[lookup]\nsecret = \"{lookup}\"\n\
         [[key]]\nid = 1\nalgorithm = \"aes-256-gcm\"\nsecret = \"{AES_KEY}\"\n\
         [[key]]\nid = 2\nalgorithm = \"sm4-gcm\"\nsecret = \"{SM4_KEY}\"\n"
    );
    std::fs::write(keys.path(), file).expect("a file");
    std::fs::set_permissions(keys.path(), std::fs::Permissions::from_mode(0o600)).expect("mode");
    let keyring = Keyring::open(&keys.path()).expect("the keys");
    let check = |sealed: [&str; 4], plain: &str| {
        let opened = keyring.unseal(&bytes(&sealed.concat()), &bytes(CONTEXT));
        assert_eq!(opened.expect("it opens"), bytes(plain));
    };
    check(
        [
            "01010000_0001".replace('_', "").as_str(),
            "cafebabefacedbaddecaf888",
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e63\
             93ba7a0abcc9f662",
            "76fc6ece0f4e1768cddf8853bb2d551b",
        ],
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0d\
         e657ba637b39",
    );
    check(
        [
            "010200000002",
            "00001234567800000000abcd",
            "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cb\
             cf98c397b4024a2691233b8d",
            "83de3541e4c2b58177e065a9bf7b62ec",
        ],
        "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccddddddddddddddddeeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeee\
         eeeeaaaaaaaaaaaaaaaa",
    );
    let digest = keyring.digest("document", b"110101199003078515");
    assert_eq!(digest.to_vec(), bytes("e19ab7d4a40c60a2c240da009e406b15"));
}

fn message(path: &Path) -> String {
    Keyring::open(path).expect_err("refused").to_string()
}

#[test]
fn a_bad_key_file_is_refused() {
    let keys = Keys::new();
    let path = keys.path();
    assert!(message(&path).contains("is gone"));
    assert!(!path.exists(), "none is made in its place");
    drop(keys.create(Algorithm::Aes256Gcm));
    assert!(matches!(
        Keyring::create(&path, Algorithm::Aes256Gcm),
        Err(KeyError::Exists { .. })
    ));
    assert_eq!(
        std::fs::metadata(&path).expect("a file").permissions().mode() & 0o777,
        0o600
    );

    let good = std::fs::read_to_string(&path).expect("a file");
    let secret = good
        .lines()
        .find(|line| line.starts_with("secret"))
        .expect("a key")
        .to_owned();
    for (bad, expect) in [
        (good.replace("format = 1", "format = 9"), "format 9"),
        (good.replace("current = 1", "current = 4"), "current key 4"),
        (good.replace("aes-256-gcm", "rot13"), "unknown algorithm rot13"),
        (good.replace("id = 1", "id = 0"), "or is 0"),
        (
            good.replace(&secret, "secret = \"abcd\""),
            "lookup key is not 32 bytes",
        ),
        (good.replace("[lookup]", "[lookup"), "damaged"),
    ] {
        std::fs::write(&path, bad).expect("a file");
        let message = message(&path);
        assert!(message.contains(expect), "{message}");
        assert!(
            !message.contains(&secret[10..30]),
            "a key in a message: {message}"
        );
    }
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).expect("mode");
    assert!(message(&path).contains("chmod 600"));
}

/// Goal: a database that has known keys never gets new ones silently, and never another's.
#[tokio::test]
async fn a_database_knows_its_keys() {
    let database = testkit::database(&[pg::TRACK]).await;
    let keys = Keys::new();
    let path = keys.path();
    let keyring = database.keyring(&path).await.expect("made for a new database");
    assert_eq!(keyring.current_key_id(), 1);
    let copy = std::fs::read(&path).expect("a copy");
    keyring.add_key(Algorithm::Aes256Gcm).expect("a key");
    record(&database, &keyring).await.expect("noted");
    assert_eq!(database.keyring(&path).await.expect("opened").current_key_id(), 2);

    std::fs::write(&path, copy).expect("an old copy put back");
    let refused = database.keyring(&path).await;
    assert!(
        matches!(refused, Err(KeyError::Foreign { key_id: 2, .. })),
        "{refused:?}"
    );

    std::fs::remove_file(&path).expect("removed");
    let message = database.keyring(&path).await.expect_err("lost").to_string();
    assert!(
        message.contains("keys.toml is gone") && message.contains("backup"),
        "{message}"
    );
    assert!(!path.exists());

    drop(keys.create(Algorithm::Aes256Gcm));
    let message = database.keyring(&path).await.expect_err("another's").to_string();
    assert!(message.contains("lookup key is another one"), "{message}");
}

/// Nanoseconds this thread has had a processor: other work on the machine does not count.
fn processor_ns() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split_whitespace()
        .next()
        .and_then(|word| word.parse().ok())
        .unwrap_or(0.0)
}

/// Prints what sealing costs; holds only a bound that says whether the ciphers were optimised at all.
#[test]
fn sealing_is_fast_enough_to_be_everywhere() {
    let cost = |rounds: u32, work: &dyn Fn()| {
        let begun = processor_ns();
        (0..rounds).for_each(|_| work());
        (processor_ns() - begun) / f64::from(rounds)
    };
    for algorithm in ALGORITHMS {
        let keyring = Keys::new().create(algorithm);
        for length in [20_u32, 100, 400, 1_000, 100_000] {
            let value = vec![7; length as usize];
            let rounds = 20_000_000 / (length + 1_000);
            let sealing = cost(rounds, &|| assert!(!keyring.seal(&value, b"record/1").is_empty()));
            let sealed = keyring.seal(&value, b"record/1");
            let opening = cost(rounds, &|| assert!(keyring.unseal(&sealed, b"record/1").is_ok()));
            let rate = f64::from(length) / sealing * 1e3;
            println!(
                "{} of {length} bytes: seal {sealing:.0} ns, open {opening:.0} ns, {rate:.0} MB/s",
                algorithm.name()
            );
            assert!(
                algorithm == Algorithm::Sm4Gcm || length < 100_000 || rate > 100.0,
                "the ciphers are not optimised"
            );
        }
    }
    let keyring = Keys::new().create(Algorithm::Aes256Gcm);
    let digest = cost(100_000, &|| {
        assert_ne!(keyring.digest("document", b"110101199003078515"), [0; 16])
    });
    println!("a digest: {digest:.0} ns");
}
