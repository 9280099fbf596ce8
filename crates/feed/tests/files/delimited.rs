use crate::{Bank, encoded};

fn bank(delimiter: &str, quote: &str, encoding: &str) -> Bank {
    let [delimiter, quote] = [delimiter, quote].map(|text| toml::Value::from(text).to_string());
    let format =
        format!("type = \"delimited\"\nencoding = \"{encoding}\"\ndelimiter = {delimiter}\nquote = {quote}");
    Bank::new(&format, "")
}

#[test]
fn rows() {
    let table: &[(&str, &str, &str, &[&str])] = &[
        ("|", "", "no|name\n1|张三\n2|李四\n", &["2 1=张三", "3 2=李四"]),
        ("|", "", "no|name\r\n1|张三\r\n2|李四", &["2 1=张三", "3 2=李四"]),
        ("|", "", "\u{feff}no|name\n1|x", &["2 1=x"]),
        ("|", "", "\n\nno|name\n\r\n1|x\n\n\n2|y\n\n", &["5 1=x", "8 2=y"]),
        ("|", "", "no|name\n1|x\n\u{1a}", &["2 1=x"]),
        ("|", "", " name | no \nx|1\n", &["2 1=x"]),
        ("|", "", "no|more|name\n1||x\n2|z|y\n", &["2 1=x", "3 2=y"]),
        (
            "|",
            "",
            "no|name\n1|x|y\n2\n3|z\n",
            &["2 !fields", "3 !fields", "4 3=z"],
        ),
        ("|", "", "no|name\n1|\"x\n2|y\"\n", &["2 1=\"x", "3 2=y\""]),
        ("|", "", "no|name\n1|a\0b\n2|y\n", &["2 !nul", "3 2=y"]),
        ("|", "", "no|name\n", &[]),
        ("|", "", "no|name", &[]),
        ("||", "", "no||name\n1||x|y\n", &["2 1=x|y"]),
        ("\u{1b}", "", "no\u{1b}name\n1\u{1b}x\n", &["2 1=x"]),
        ("@#@", "'", "no@#@name\n'1'@#@'a@#@b'\n", &["2 1=a@#@b"]),
        ("，", "", "no，name\n1，x\n", &["2 1=x"]),
        (
            ";",
            "\"",
            "\"no\";\"name\"\n1;\"a;b\"\n2;\"say \"\"hi\"\"\"\n3;\"\"\n4;a\"b\n",
            &["2 1=a;b", "3 2=say \"hi\"", "4 3=", "5 4=a\"b"],
        ),
        (
            ";",
            "\"",
            "no;name\n1;\"a\nb\r\nc\"\n2;x\n",
            &["2 1=a\nb\r\nc", "5 2=x"],
        ),
        // a quote that does not close costs its line, and nothing behind it
        (
            ";",
            "\"",
            "no;name\n1;\"a\n2;x\n3;y\n",
            &["2 !quote", "3 2=x", "4 3=y"],
        ),
        (";", "\"", "no;name\n1;\"a\" b\n2;x\n", &["2 !quote", "3 2=x"]),
        (
            ";",
            "\"",
            "no;name\n1;\"a\n2;\"b\"\n3;y\n",
            &["2 !quote", "3 2=b", "4 3=y"],
        ),
        (";", "\"", "no;name\n1;\"a\"\r\n2;\"b\"\r", &["2 1=a", "3 2=b"]),
        (";", "\"", "no;name\n1;\"", &["2 !quote"]),
    ];
    for (delimiter, quote, text, wanted) in table {
        assert_eq!(
            bank(delimiter, quote, "utf-8").rows(text.as_bytes()),
            *wanted,
            "{text:?}"
        );
    }
}

#[test]
fn the_same_text_in_every_encoding() {
    let text = "no|name\n1|张三㐂\n2|𠮷野家\n3|Jürgen Ñ\n";
    let wanted = ["2 1=张三㐂", "3 2=𠮷野家", "4 3=Jürgen Ñ"];
    for encoding in ["utf-8", "gb18030", "utf-16le", "utf-16be"] {
        assert_eq!(
            bank("|", "", encoding).rows(&encoded(text, encoding)),
            wanted,
            "{encoding}"
        );
        let marked = encoded(&format!("\u{feff}{text}"), encoding);
        assert_eq!(
            bank("|", "", encoding).rows(&marked),
            wanted,
            "{encoding} with a byte order mark"
        );
    }
    for encoding in ["utf-16le", "utf-16be"] {
        let marked = encoded(&format!("\u{feff}{text}"), encoding);
        assert_eq!(
            bank("|", "", "utf-16").rows(&marked),
            wanted,
            "{encoding} by its mark"
        );
    }
}

#[test]
fn a_wrong_encoding_is_refused_with_line_and_byte() {
    let mut bytes = "no|name\n1|张三\n2|李".as_bytes().to_vec();
    let bad = bytes.len();
    bytes.extend(b"\xFF\n3|x\n");
    let refusal = bank("|", "", "utf-8").refusal(&bytes);
    assert!(
        refusal.starts_with(&format!("line 3, byte {bad}: this is not UTF-8")),
        "{refusal}"
    );

    let gb = encoded("no|name\n1|张三\n", "gb18030");
    let refusal = bank("|", "", "utf-8").refusal(&gb);
    assert!(
        refusal.starts_with("line 2, byte 10: this is not UTF-8"),
        "{refusal}"
    );

    let cut = &encoded("no|name\n1|张三", "gb18030");
    let refusal = bank("|", "", "gb18030").refusal(&cut[..cut.len() - 1]);
    assert!(
        refusal.starts_with("line 2, byte 12: this is not GB18030"),
        "{refusal}"
    );

    let odd = &encoded("no|name\n1|x", "utf-16le");
    let refusal = bank("|", "", "utf-16le").refusal(&odd[..odd.len() - 1]);
    assert!(
        refusal.starts_with("line 2, byte 20: this is not UTF-16LE"),
        "{refusal}"
    );

    let utf8 = "no|name\n1|张三李四王五赵六\n2|孙七周八吴九郑十\n";
    let refusal = bank("|", "", "gb18030").refusal(utf8.as_bytes());
    assert!(
        refusal.contains("says GB18030, but the file is UTF-8"),
        "{refusal}"
    );
}

/// The bad byte lies far behind the first piece read.
#[test]
fn a_bad_byte_far_in_is_named_too() {
    let mut bytes = b"no|name\n".to_vec();
    (0..100_000).for_each(|number| bytes.extend(format!("{number}|name of {number}\n").bytes()));
    let bad = bytes.len() + 2;
    bytes.extend(b"1|\x80\n");
    let refusal = bank("|", "", "utf-8").refusal(&bytes);
    assert!(
        refusal.starts_with(&format!("line 100002, byte {bad}:")),
        "{refusal}"
    );
}

#[test]
fn columns_that_are_not_there_are_named_with_those_that_are() {
    let table = [
        ("no|nom\n1|x\n", "column name not found; the file has: no, nom"),
        ("", "(the file is empty)"),
        ("no,name\n1,x\n", "check `delimiter`"),
        ("no|name|name\n1|x|y\n", "column name stands twice"),
    ];
    for (text, said) in table {
        let refusal = bank("|", "", "utf-8").refusal(text.as_bytes());
        assert!(refusal.contains(said), "{text:?}: {refusal}");
    }
    let utf16 = encoded("no|name\n1|x\n", "utf-16le");
    let refusal = bank("|", "", "utf-8").refusal(&utf16);
    assert!(refusal.contains("looks like UTF-16"), "{refusal}");
}

#[test]
fn a_record_without_end_is_refused_and_a_quote_without_end_is_not() {
    let mut text = "no|name\n1|".to_owned();
    text.push_str(&"x".repeat(3 << 20));
    let refusal = bank("|", "\"", "utf-8").refusal(text.as_bytes());
    assert!(
        refusal.starts_with("line 2: a record longer than 1048576 bytes"),
        "{refusal}"
    );

    let mut text = "no|name\n1|\"open\n".to_owned();
    (2..200_000).for_each(|number| text.push_str(&format!("{number}|n\n")));
    let rows = bank("|", "\"", "utf-8").rows(text.as_bytes());
    assert_eq!(
        (rows.len(), rows[0].as_str(), rows[1].as_str()),
        (199_999, "2 !quote", "3 2=n")
    );
}

#[test]
fn pieces_of_the_file_do_not_show() {
    let mut text = "no;name\n".to_owned();
    let mut wanted = Vec::new();
    let mut line = 2;
    for number in 0..60_000 {
        let name = "张\"三\n;".chars().cycle().take(number % 7).collect::<String>();
        text.push_str(&format!("{number};\"{}\"\n", name.replace('"', "\"\"")));
        wanted.push(format!("{line} {number}={name}"));
        line += 1 + name.matches('\n').count();
    }
    let rows = bank(";", "\"", "gb18030").rows(&encoded(&text, "gb18030"));
    assert!(
        rows == wanted,
        "{:?}",
        rows.iter().zip(&wanted).find(|(row, wanted)| row != wanted)
    );
}

/// The file is read in pieces of 256 KiB: whatever lies across such an edge is read as anywhere else.
#[test]
fn a_quote_on_the_edge_of_a_piece() {
    const PIECE: usize = 256 * 1024;
    for shift in 0..8 {
        let start = "no;name\n1;\"a\n";
        let filler = "x".repeat(PIECE - start.len() - shift);
        let text = format!("{start}{filler}\"\"y\"\r\n2;\"z\"\n");
        let rows = bank(";", "\"", "utf-8").rows(text.as_bytes());
        assert_eq!(
            rows,
            [format!("2 1=a\n{filler}\"y"), "4 2=z".to_owned()],
            "{shift}"
        );
    }
}

#[test]
fn a_broken_character_is_named_by_its_first_byte() {
    let refusal = bank("|", "", "gb18030").refusal(b"no|name\n1|\x81\x30|x\n");
    assert!(
        refusal.starts_with("line 2, byte 10: this is not GB18030"),
        "{refusal}"
    );
}

#[test]
fn columns_may_be_declared() {
    let format = "type = \"delimited\"\nencoding = \"utf-8\"\ndelimiter = \",\"\nheader = false\ncolumns = [\"no\", \"x\", \"name\"]";
    assert_eq!(
        Bank::new(format, "").rows(b"1,,a\n2,,b\n3,c\n"),
        ["1 1=a", "2 2=b", "3 !fields"]
    );
}
