use base::Date;
use sha2::{Digest, Sha256};

use crate::{Bank, Folder, encoded};

const FORMAT: &str = "type = \"delimited\"\nencoding = \"utf-8\"\ndelimiter = \"|\"";
const TRAILER: &str = "trailer = { starts_with = \"T|\", rows = 2, business_date = 3 }";
const SUM: &str = "trailer = { starts_with = \"T|\", rows = 2, checksum = 3, checksum_of = { sum = { column = \"no\", convert = [\"decimal:2\"] } } }";

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

#[test]
fn trailers() {
    let good = "no|name\n1|x\n2|y\nT|2|20260930\n";
    let (rows, totals) = Bank::new(FORMAT, TRAILER)
        .read(good.as_bytes())
        .expect("good totals");
    assert_eq!(rows, ["2 1=x", "3 2=y"]);
    assert_eq!((totals.rows, totals.business_date), (2, Some(day("2026-09-30"))));
    assert_eq!(totals.sha256, sha256(good.as_bytes()));

    let table = [
        (
            "no|name\n1|x\n",
            "the trailer (a last record that starts with `T|`) is missing",
        ),
        (
            "no|name\n1|x\nT|1|20260930\nT|1|20260930\n",
            "line 4: a second trailer; the first is on line 3",
        ),
        (
            "no|name\n1|x\nT|1|20260930\n2|y\n",
            "line 4: a row behind the trailer of line 3",
        ),
        (
            "no|name\n1|x\nT|2|20260930\n",
            "trailer: rows says 2, the file has 1",
        ),
        (
            "no|name\n1|x\n2\nT|1|20260930\n",
            "trailer: rows says 1, the file has 2",
        ),
        (
            "no|name\n1|x\nT|one|20260930\n",
            "trailer: rows `one` cannot be read",
        ),
        ("no|name\n1|x\nT|1\n", "trailer: no business_date found"),
        (
            "no|name\n1|x\nT|1|20260931\n",
            "trailer: business_date `20260931` cannot be read",
        ),
    ];
    for (text, said) in table {
        let refusal = Bank::new(FORMAT, TRAILER).refusal(text.as_bytes());
        assert!(
            refusal.contains(said) && refusal.ends_with("nothing was loaded"),
            "{text:?}: {refusal}"
        );
    }
}

#[test]
fn sums() {
    let bank = Bank::new(FORMAT, SUM);
    assert_eq!(bank.rows(b"no|name\n101|x\n250|y\nT|2|3.51\n").len(), 2);
    let refusal = bank.refusal(b"no|name\n101|x\n251|y\nT|2|3.51\n");
    assert!(
        refusal.contains("trailer: checksum says 3.51, the file has 3.52 as the sum of no"),
        "{refusal}"
    );
}

#[test]
fn the_digest_of_the_body() {
    let control = "header = { starts_with = \"H|\", business_date = 2 }\n\
                   trailer = { starts_with = \"T|\", checksum = 2 }";
    let body = "no|name\r\n1|张三\r\n";
    let file = |digest: &str| format!("H|20260930\r\n{body}T|{digest}\r\n");
    let bank = Bank::new(FORMAT, control);
    assert_eq!(
        bank.rows(file(&sha256(body.as_bytes()).to_uppercase()).as_bytes()),
        ["3 1=张三"]
    );
    let refusal = bank.refusal(file("0123").as_bytes());
    assert!(
        refusal.contains(&format!(
            "checksum says 0123, the file has {}",
            sha256(body.as_bytes())
        )),
        "{refusal}"
    );
}

/// In UTF-16 half of 上 is the byte of a line end.
#[test]
fn the_digest_of_the_body_in_every_encoding() {
    for encoding in ["utf-8", "gb18030", "utf-16le", "utf-16be"] {
        let control = "header = { starts_with = \"H|\" }\ntrailer = { starts_with = \"T|\", checksum = 3 }";
        let bank = Bank::new(&FORMAT.replace("utf-8", encoding), control);
        let body = encoded("no|name\n1|上海\n", encoding);
        let digest = sha256(&body);
        let (header, trailer) = (
            encoded("\n\nH|上\n", encoding),
            encoded(&format!("T|上|{digest}\n\n"), encoding),
        );
        assert_eq!(
            bank.rows(&[header, body, trailer].concat()),
            ["5 1=上海"],
            "{encoding}"
        );
    }
}

#[test]
fn header_records() {
    let control = "header = { starts_with = \"H|\", rows = 3, business_date = 2 }";
    let bank = Bank::new(FORMAT, control);
    assert_eq!(bank.rows(b"H|20260930|1\nno|name\n1|x\n"), ["3 1=x"]);
    let refusal = bank.refusal(b"no|name\n1|x\n");
    assert!(refusal.contains("the header record is missing"), "{refusal}");
    let refusal = bank.refusal(b"H|20260930|3\nno|name\n1|x\n");
    assert!(
        refusal.contains("header record: rows says 3, the file has 1"),
        "{refusal}"
    );

    let folder = Folder::new();
    let path = folder.write("f.txt", b"H|20260930|1\nno|name\n1|x\n");
    let refusal = bank
        .read_file(&path, Some(day("2026-09-29")))
        .expect_err("another day")
        .to_string();
    assert!(
        refusal.contains("business date 2026-09-30, while the load is for 2026-09-29"),
        "{refusal}"
    );
    let refusal = bank
        .read_file(&path, Some(day("2026-10-01")))
        .expect_err("another day")
        .to_string();
    assert!(
        refusal.contains("business date 2026-09-30, while the load is for 2026-10-01"),
        "{refusal}"
    );
    assert!(bank.read_file(&path, Some(day("2026-09-30"))).is_ok());
}

#[test]
fn fixed_records() {
    let format = "type = \"fixed\"\nencoding = \"gb18030\"\n\
                  fields = [{ name = \"no\", start = 1, width = 4 }, { name = \"name\", start = 5, width = 4 }]";
    let control = "trailer = { starts_with = \"9END\", rows = { start = 5, width = 4 } }";
    let bank = Bank::new(format, control);
    assert_eq!(bank.rows(b"0001abcd\n0002efgh\n9END   2\n").len(), 2);
    let refusal = bank.refusal(b"0001abcd\n0002efgh\n9END   3\n");
    assert!(
        refusal.contains("trailer: rows says 3, the file has 2"),
        "{refusal}"
    );
    assert!(bank.refusal(b"0001abcd\n").contains("is missing"));
    assert!(
        bank.refusal(b"9END   0\n0001abcd\n")
            .contains("behind the trailer")
    );
    assert!(bank.refusal(b"9END   0\n9END   0\n").contains("a second trailer"));
}

#[test]
fn control_files() {
    let folder = Folder::new();
    let bytes = b"no|name\n1|x\n";
    let data = folder.write("f_1.txt", bytes);
    let usual = Bank::new(FORMAT, "file = \"{stem}.ctl\"");
    let refusal = usual
        .read_file(&data, None)
        .expect_err("no control file")
        .to_string();
    assert!(refusal.contains("f_1.ctl is missing"), "{refusal}");

    let read = |text: &str| {
        folder.write("f_1.ctl", text.as_bytes());
        usual
            .read_file(&data, None)
            .map(|read| read.1.business_date)
            .map_err(|refusal| refusal.to_string())
    };
    let good = format!(
        "ROWS=1\nsha256 = {}\nbusiness_date=20260930\nsender=core\n",
        sha256(bytes)
    );
    assert_eq!(read(&good), Ok(Some(day("2026-09-30"))));
    let table = [
        ("rows=2", "control file: rows says 2, the file has 1"),
        ("sha256=abc", "control file: checksum says abc, the file has"),
        ("business_date=2026-09-30", "cannot be read"),
        ("sender=core", "no rows, checksum or business_date found"),
    ];
    for (text, said) in table {
        let refusal = read(text).expect_err(text);
        assert!(refusal.contains(said), "{text}: {refusal}");
    }

    let fields = Bank::new(
        FORMAT,
        "file = \"{name}.ok\"\nform = \"delimited\"\ndelimiter = \",\"\nnames = { rows = 2, business_date = 1 }",
    );
    folder.write("f_1.txt.ok", b"20260930,1\n");
    assert_eq!(
        fields
            .read_file(&data, None)
            .expect("good totals")
            .1
            .business_date,
        Some(day("2026-09-30"))
    );
    folder.write("f_1.txt.ok", b"20260930,7\n");
    assert!(
        fields
            .read_file(&data, None)
            .expect_err("other totals")
            .to_string()
            .contains("rows says 7, the file has 1")
    );

    let named = Bank::new(FORMAT, "file = \"{stem}.ctl\"\nnames = { rows = \"记录数\" }");
    folder.write("f_1.ctl", "记录数: 1\n".as_bytes());
    assert!(named.read_file(&data, None).is_ok());
    folder.write("f_1.ctl", &encoded("记录数: 1\n", "gb18030"));
    assert!(named.read_file(&data, None).is_ok());
    folder.write("f_1.ctl", b"rows=1\n");
    assert!(
        named
            .read_file(&data, None)
            .expect_err("not named so")
            .to_string()
            .contains("no rows found")
    );
}
