//! Spreadsheets, Parquet and DBF, written by other hands than ours.

use std::fs::File;
use std::sync::Arc;

use parquet::data_type::{
    ByteArray, ByteArrayType, FixedLenByteArray, FixedLenByteArrayType, Int32Type, Int64Type,
};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use crate::{Bank, Folder};

#[test]
fn spreadsheets() {
    let folder = Folder::new();
    let path = folder.path("f.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let date = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    book.add_worksheet()
        .set_name("说明")
        .expect("a name")
        .write_string(0, 0, "nothing")
        .expect("a cell");
    let sheet = book.add_worksheet().set_name("客户").expect("a name");
    for (column, name) in ["no", "name", "more"].into_iter().enumerate() {
        sheet
            .write_string(1, u16::try_from(column).expect("small"), name)
            .expect("a cell");
    }
    sheet
        .write_number(2, 0, 1.0)
        .expect("a cell")
        .write_string(2, 1, "张三")
        .expect("a cell");
    sheet
        .write_string(4, 0, "0002")
        .expect("a cell")
        .write_number(4, 1, 12.5)
        .expect("a cell");
    sheet
        .write_number(5, 0, 1.1010519491231e17)
        .expect("a cell")
        .write_string(5, 1, "x")
        .expect("a cell");
    let day = rust_xlsxwriter::ExcelDateTime::parse_from_str("2026-09-30").expect("a day");
    sheet
        .write_number(6, 0, 4.0)
        .expect("a cell")
        .write_datetime_with_format(6, 1, day, &date)
        .expect("a cell");
    sheet
        .write_number(7, 0, 5.0)
        .expect("a cell")
        .write_string(7, 6, "astray")
        .expect("a cell");
    book.save(&path).expect("a workbook");

    let rows = |format: &str| {
        Bank::new(format, "")
            .read_file(&path, None)
            .map_err(|refusal| refusal.to_string())
    };
    let (read, totals) = rows("type = \"xlsx\"\nsheet = \"客户\"").expect("a good sheet");
    assert_eq!(
        read,
        [
            "3 1=张三",
            "5 0002=12.5",
            "6 !fields",
            "7 4=2026-09-30",
            "8 !fields"
        ]
    );
    assert_eq!((totals.rows, totals.sha256.len()), (5, 64));
    let refusal = rows("type = \"xlsx\"\nsheet = \"Kunden\"").expect_err("no such sheet");
    assert!(
        refusal.contains("there is no sheet `Kunden`; it has 说明, 客户"),
        "{refusal}"
    );
    let refusal = rows("type = \"xlsx\"").expect_err("the first sheet is another");
    assert!(
        refusal.contains("column no, name not found; the file has: nothing"),
        "{refusal}"
    );
    let refusal = Bank::new("type = \"xlsx\"", "").refusal(b"PK\x03\x04 no workbook");
    assert!(refusal.starts_with("this is no readable xlsx file"), "{refusal}");
    let file = File::create(folder.path("big.xlsx")).expect("a file");
    file.set_len(33 << 20).expect("room");
    let refusal = Bank::new("type = \"xlsx\"", "")
        .read_file(&folder.path("big.xlsx"), None)
        .expect_err("too large");
    assert!(
        refusal.to_string().contains("save it as delimited text"),
        "{refusal}"
    );
}

#[test]
fn parquet_files() {
    let folder = Folder::new();
    let path = folder.path("f.parquet");
    let schema = "message m { required int64 no; optional binary name (UTF8); required int32 day (DATE);
                  required fixed_len_byte_array(4) amount (DECIMAL(9,2)); }";
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let properties = Arc::new(WriterProperties::builder().build());
    let file = File::create(&path).expect("a file");
    let mut writer = SerializedFileWriter::new(file, schema, properties).expect("a writer");
    for group in 0..2_i64 {
        let mut rows = writer.next_row_group().expect("a group");
        let mut column = rows.next_column().expect("a column").expect("no");
        column
            .typed::<Int64Type>()
            .write_batch(&[group * 2 + 1, group * 2 + 2], None, None)
            .expect("values");
        column.close().expect("closed");
        let mut column = rows.next_column().expect("a column").expect("name");
        let name = [ByteArray::from("张三".as_bytes().to_vec())];
        column
            .typed::<ByteArrayType>()
            .write_batch(&name, Some(&[1, 0]), None)
            .expect("values");
        column.close().expect("closed");
        let mut column = rows.next_column().expect("a column").expect("day");
        column
            .typed::<Int32Type>()
            .write_batch(&[0, 20_726], None, None)
            .expect("values");
        column.close().expect("closed");
        let mut column = rows.next_column().expect("a column").expect("amount");
        let amounts = [-12_345_i32, 5].map(|units| FixedLenByteArray::from(units.to_be_bytes().to_vec()));
        column
            .typed::<FixedLenByteArrayType>()
            .write_batch(&amounts, None, None)
            .expect("values");
        column.close().expect("closed");
        rows.close().expect("closed");
    }
    writer.close().expect("closed");

    let bank = Bank::new("type = \"parquet\"", "");
    let (rows, totals) = bank.read_file(&path, None).expect("a good file");
    assert_eq!(rows, ["1 1=张三", "2 2=", "3 3=张三", "4 4="]);
    assert_eq!(totals.rows, 4);
    let mut reader = bank.feed().open(&path, None).expect("a good file");
    let batch = reader.next_batch(10).expect("rows").expect("rows");
    let fields: Vec<Vec<&str>> = batch.iter().map(|row| row.fields().collect()).collect();
    assert_eq!(fields[0], ["1", "张三", "1970-01-01", "-123.45"]);
    assert_eq!(fields[3], ["4", "", "2026-09-30", "0.05"]);

    let bytes = std::fs::read(&path).expect("the file");
    spoil(&bank, &bytes, 1);
    for cut in [0, 4, 20, bytes.len() / 2, bytes.len() - 1] {
        let refusal = bank.refusal(&bytes[..cut]);
        assert!(
            refusal.starts_with("this is no readable Parquet file"),
            "{cut}: {refusal}"
        );
    }
}

#[test]
fn dbf_tables() {
    use dbase::{FieldName, FieldValue, Record, TableWriterBuilder};
    let folder = Folder::new();
    let path = folder.path("f.dbf");
    let field = |name: &str| FieldName::try_from(name).expect("a name");
    let mut writer = TableWriterBuilder::new()
        .add_character_field(field("no"), 6)
        .add_character_field(field("name"), 20)
        .add_date_field(field("day"))
        .add_numeric_field(field("amount"), 12, 2)
        .build_with_file_dest(&path)
        .expect("a table");
    for (no, name) in [("1", "Anna"), ("2", "Bea")] {
        let mut record = Record::default();
        record.insert("no".to_owned(), FieldValue::Character(Some(no.to_owned())));
        record.insert("name".to_owned(), FieldValue::Character(Some(name.to_owned())));
        record.insert(
            "day".to_owned(),
            FieldValue::Date(Some(dbase::Date::new(30, 9, 2026).expect("a day"))),
        );
        record.insert("amount".to_owned(), FieldValue::Numeric(Some(-12.5)));
        writer.write_record(&record).expect("a record");
    }
    drop(writer);
    let mut bytes = std::fs::read(&path).expect("the table");
    let anna = bytes.windows(4).position(|four| four == b"Anna").expect("Anna");

    let bank = Bank::new("type = \"dbf\"\nencoding = \"gb18030\"", "");
    let (rows, totals) = bank.read(&bytes).expect("a good table");
    assert_eq!(rows, ["1 1=Anna", "2 2=Bea"]);
    assert_eq!(totals.rows, 2);
    let path = folder.write("g.dbf", &bytes);
    let batch = bank
        .feed()
        .open(&path, None)
        .expect("good")
        .next_batch(9)
        .expect("rows")
        .expect("rows");
    assert_eq!(
        batch[0].fields().collect::<Vec<_>>(),
        ["1", "Anna", "20260930", "-12.50"]
    );

    bytes[anna..anna + 4].copy_from_slice(&encoding_rs::GB18030.encode("张三").0);
    assert_eq!(bank.rows(&bytes), ["1 1=张三", "2 2=Bea"]);
    let refusal = Bank::new("type = \"dbf\"\nencoding = \"utf-8\"", "").refusal(&bytes);
    assert!(
        refusal.starts_with(&format!("line 1, byte {anna}: this is not UTF-8"))
            || refusal.contains("not UTF-8"),
        "{refusal}"
    );
    let record = anna - 7;
    bytes[record] = b'*';
    assert_eq!(bank.rows(&bytes), ["2 2=Bea"], "a deleted record is no row");
    let refusal = bank.refusal(&bytes[..bytes.len() - 40]);
    assert!(
        refusal.contains("its header announces 2 records, the file ends after 1"),
        "{refusal}"
    );
    assert!(bank.refusal(b"x").contains("shorter than a header"));
}

/// A file with one byte exchanged, at every `step`th place, is read or refused: the libraries' panics stay inside.
fn spoil(bank: &Bank, bytes: &[u8], step: usize) {
    let mut spoilt = bytes.to_vec();
    for at in (0..bytes.len()).step_by(step) {
        for flip in [0x01, 0x80, 0xFF] {
            spoilt[at] ^= flip;
            let _ = bank.read(&spoilt);
            spoilt[at] ^= flip;
        }
    }
}
