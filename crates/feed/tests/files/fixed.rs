use crate::{Bank, encoded};

fn bank(encoding: &str, unit: &str, more: &str) -> Bank {
    let format = format!(
        "type = \"fixed\"\nencoding = \"{encoding}\"\nunit = \"{unit}\"\n{more}\n\
         fields = [{{ name = \"no\", start = 1, width = 4 }}, {{ name = \"name\", start = 5, width = 8 }}]"
    );
    Bank::new(&format, "")
}

#[test]
fn bytes_and_characters() {
    // 张三 takes 4 bytes in GB18030, 6 in UTF-8, 4 in UTF-16; 𠮷 takes 4 in each
    let table: &[(&str, &str, &str, &[&str])] = &[
        (
            "utf-8",
            "bytes",
            "  01abcdefgh\n0002x       \n",
            &["1 01=abcdefgh", "2 0002=x"],
        ),
        (
            "utf-8",
            "bytes",
            "0001张三  \n0002李四  \r\n",
            &["1 0001=张三", "2 0002=李四"],
        ),
        (
            "gb18030",
            "bytes",
            "0001张三李四\n0002𠮷a   \n",
            &["1 0001=张三李四", "2 0002=𠮷a"],
        ),
        (
            "gb18030",
            "bytes",
            "0001a张三李b\n0002a张三李四\n",
            &["1 0001=a张三李b", "2 !fields"],
        ),
        (
            "gb18030",
            "bytes",
            "张三abcdefgh\n001张bcdefgh\n",
            &["1 张三=abcdefgh", "2 !fields"],
        ),
        ("gb18030", "bytes", "𠮷张三abcd\n", &["1 𠮷=张三abcd"]),
        ("utf-16le", "bytes", "no张三李四\n", &["1 no=张三李四"]),
        (
            "utf-16be",
            "bytes",
            "no𠮷ab\r\n张三cdef\n",
            &["1 no=𠮷ab", "2 张三=cdef"],
        ),
        (
            "gb18030",
            "characters",
            "0001张三李四abcd\n",
            &["1 0001=张三李四abcd"],
        ),
        (
            "utf-8",
            "characters",
            "0001𠮷张三李四abc\n",
            &["1 0001=𠮷张三李四abc"],
        ),
        (
            "utf-16le",
            "characters",
            "0001𠮷张三李四abc\n",
            &["1 0001=𠮷张三李四abc"],
        ),
        (
            "utf-8",
            "bytes",
            "0001abcd\n\n0002abcdefgh\n0003a\0cdefgh",
            &["1 !fields", "3 0002=abcdefgh", "4 !nul"],
        ),
        (
            "utf-8",
            "bytes",
            "\u{feff}0001abcdefgh and more\n\u{1a}",
            &["1 0001=abcdefgh"],
        ),
    ];
    for (encoding, unit, text, wanted) in table {
        assert_eq!(
            bank(encoding, unit, "").rows(&encoded(text, encoding)),
            *wanted,
            "{encoding} {unit} {text:?}"
        );
    }
}

#[test]
fn lengths() {
    let short = "0001abcd\n0002abcdefgh\n0003\n";
    let rows = bank("utf-8", "bytes", "pad_short = true").rows(short.as_bytes());
    assert_eq!(rows, ["1 0001=abcd", "2 0002=abcdefgh", "3 0003="]);
    let rows = bank("utf-8", "bytes", "length = 12").rows(b"0001abcd\n0002abcdefgh\n0003abcdefghi\n");
    assert_eq!(rows, ["1 !fields", "2 0002=abcdefgh", "3 !fields"]);
    let endless = bank("gb18030", "bytes", "lines = false\nlength = 12");
    assert_eq!(
        endless.rows(&encoded("0001张三李四0002x   \n   \r\n", "gb18030")),
        ["1 0001=张三李四", "2 0002=x   \n"]
    );
    assert_eq!(
        endless.rows(&encoded("0001张三李四0002x", "gb18030")),
        ["1 0001=张三李四", "2 !fields"]
    );
}

#[test]
fn a_wrong_encoding_is_refused_with_line_and_byte() {
    let refusal = bank("gb18030", "bytes", "").refusal(b"0001abcdefgh\n0002ab\xFFdefgh\n");
    assert!(
        refusal.starts_with("line 2, byte 19: this is not GB18030"),
        "{refusal}"
    );
    let refusal = bank("utf-8", "bytes", "").refusal(&encoded("0001张三李四\n", "gb18030"));
    assert!(
        refusal.starts_with("line 1, byte 4: this is not UTF-8"),
        "{refusal}"
    );
    let refusal = bank("utf-16le", "bytes", "").refusal(&encoded("no张三李四\n", "utf-16le")[..11]);
    assert!(
        refusal.starts_with("line 1, byte 10: this is not UTF-16LE"),
        "{refusal}"
    );
    let refusal = bank("utf-8", "bytes", "").refusal(&vec![b'x'; 3 << 20]);
    assert!(refusal.starts_with("line 1: a record longer than"), "{refusal}");
}

/// A four-byte character that breaks off after two bytes is at fault from its first byte on.
#[test]
fn a_broken_character_is_named_by_its_first_byte() {
    let refusal = bank("gb18030", "bytes", "").refusal(b"0001\x81\x30cdefgh\n");
    assert!(
        refusal.starts_with("line 1, byte 4: this is not GB18030"),
        "{refusal}"
    );
}

#[test]
fn pieces_of_the_file_do_not_show() {
    let mut text = String::new();
    let wanted: Vec<String> = (1..=60_000)
        .map(|number| {
            let name = "张a三bc"
                .chars()
                .cycle()
                .skip(number % 5)
                .take(4)
                .collect::<String>();
            let padding = " ".repeat(8 - encoded(&name, "gb18030").len());
            text.push_str(&format!("{:04}{name}{padding}\r\n", number % 10_000));
            format!("{number} {:04}={name}", number % 10_000)
        })
        .collect();
    let rows = bank("gb18030", "bytes", "length = 12").rows(&encoded(&text, "gb18030"));
    assert!(
        rows == wanted,
        "{:?}",
        rows.iter().zip(&wanted).find(|(row, wanted)| row != wanted)
    );
}
