use feed::{REJECTS_SUFFIX, RejectWriter};

use crate::{Bank, Folder, encoded};

/// N-14: what was refused is mended in the rejects file and loaded by the same mapping.
#[test]
fn a_mended_rejects_file_loads() {
    let control = "trailer = { starts_with = \"T|\", rows = 2 }";
    let bank = Bank::new(
        "type = \"delimited\"\nencoding = \"gb18030\"\ndelimiter = \"|\"\nquote = \"'\"",
        control,
    );
    let text = "name|more|no\n'a,\"b\nc'|m|\n张三|m\n李四||4\nT|3\n";
    let folder = Folder::new();
    let path = folder.write("f_20260930.txt", &encoded(text, "gb18030"));

    let mut reader = bank.feed().open(&path, None).expect("a good file");
    let mut writer = RejectWriter::new(Vec::new(), reader.columns()).expect("memory");
    for row in reader.next_batch(100).expect("rows").into_iter().flatten() {
        if let Err(rejects) = bank.feed().map(&row) {
            writer
                .write(&row, &rejects, Some("100000000017"))
                .expect("memory");
        }
    }
    reader.finish().expect("good totals");
    assert_eq!(writer.rows(), 2);
    let rejects = String::from_utf8(writer.finish().expect("memory")).expect("UTF-8");
    assert_eq!(
        rejects,
        "\u{feff}line,field,value,rule,reason,existing,name,more,no\r\n\
         2,no,,key,a part of the key is empty,100000000017,\"a,\"\"b\nc\",m,\r\n\
         4,,,fields,2 fields where the file has 3 columns,100000000017,张三,m\r\n"
    );

    let name = format!("f_20260930.txt{REJECTS_SUFFIX}");
    let path = folder.write(&name, rejects.as_bytes());
    assert_eq!(
        bank.mapping.feed_for(&name).expect("known by its name").0.name,
        "f"
    );
    let (rows, _) = bank
        .read_file(&path, None)
        .expect("a rejects file has no totals to check");
    assert_eq!(rows, ["2 !key", "4 !fields"], "unmended rows are refused again");

    let mended = rejects
        .replace(",m,\r\n", ",m,2\r\n")
        .replace("张三,m\r\n", "张三,m,3\r\n");
    let path = folder.write(&name, mended.as_bytes());
    assert_eq!(
        bank.read_file(&path, None).expect("mended").0,
        ["2 2=a,\"b\nc", "4 3=张三"]
    );
}
