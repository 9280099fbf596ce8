use std::path::Path;

use proptest::prelude::*;

use super::*;

fn read(bytes: &[u8]) -> Result<(Vec<String>, Vec<Vec<String>>), TableError> {
    let mut file = TableFile::csv(Box::new(std::io::Cursor::new(bytes.to_vec())), Path::new("x.csv"))?;
    let names = file.columns().to_vec();
    let wanted = vec![true; names.len()];
    let mut columns = vec![Vec::new(); names.len()];
    while let Some(stretch) = file.next(&wanted)? {
        for (column, texts) in columns.iter_mut().zip(&stretch.columns) {
            assert_eq!(texts.iter().count(), stretch.rows);
            column.extend(texts.iter().map(str::to_owned));
        }
    }
    Ok((names, columns))
}

fn refused(bytes: &[u8]) -> String {
    read(bytes).expect_err("it is refused").to_string()
}

/// Goal: quotes, doubled quotes, line ends in fields, blanks, CRLF, a byte order mark and a missing last line end.
#[test]
fn csv_is_taken_apart() {
    let (names, columns) =
        read("\u{feff}a, b,c\r\n1, x ,\"y, \"\"z\"\"\nw\"\r\n\r\n2,,3".as_bytes()).expect("a table");
    assert_eq!(names, ["a", "b", "c"]);
    assert_eq!(columns[0], ["1", "2"]);
    assert_eq!(columns[1], ["x", ""]);
    assert_eq!(columns[2], ["y, \"z\"\nw", "3"]);
}

/// Goal: the delimiter is told from the header.
#[test]
fn other_delimiters() {
    assert_eq!(read(b"a;b\n1;2,5\n").expect("a table").1[1], ["2,5"]);
    assert_eq!(read(b"a\tb\n1\t2\n").expect("a table").1[1], ["2"]);
}

/// Goal: what is no table is refused with line and column.
#[test]
fn places_of_faults() {
    assert_eq!(
        refused(b"a,b\n1,2\n3\n"),
        "x.csv, line 3, column 2: 1 fields, where the header has 2; a field that holds the delimiter must stand in quotes"
    );
    assert_eq!(
        refused(b"a,b\n1,\"2\n3,4\n"),
        "x.csv, line 2, column 2: a quote opens here and is not closed"
    );
    assert_eq!(
        refused(b"a,b\n1,\xd6\xd0\n"),
        "x.csv, line 2, column 2: these bytes are not UTF-8; save the file as UTF-8"
    );
    assert_eq!(
        refused(b"a,a\n"),
        "x.csv, line 1, column 2: the header names column a twice"
    );
    assert_eq!(
        refused(b""),
        "x.csv, line 1, column 1: the file is empty: a header line is wanted"
    );
    assert!(refused(b"a,b\n1,\"2\"x\n").contains("text follows a closing quote"));
}

/// A reader that never ends must not be read to its end.
struct Endless(u64);

impl std::io::Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        buffer.fill(b'x');
        self.0 += buffer.len() as u64;
        assert!(self.0 < 64 << 20, "it was read on and on");
        Ok(buffer.len())
    }
}

/// Goal: a quote without end, or a line without end, is found within bounds.
#[test]
fn a_field_without_end_is_bounded() {
    for start in ["a,b\n1,\"", "a,b\n1,"] {
        let endless = std::io::Read::chain(start.as_bytes(), Endless(0));
        let refused = TableFile::csv(Box::new(endless), Path::new("x.csv"))
            .and_then(|mut file| file.next(&[true, true]));
        assert!(refused.is_err());
    }
}

proptest! {
    /// Goal: no bytes bring the reader down, and what it takes has as many values in each column.
    #[test]
    fn any_bytes(bytes in proptest::collection::vec(prop_oneof![Just(b','), Just(b'"'), Just(b'\n'), Just(b'\r'), any::<u8>()], 0..400)) {
        if let Ok((names, columns)) = read(&bytes) {
            prop_assert_eq!(names.len(), columns.len());
            prop_assert!(columns.windows(2).all(|pair| pair[0].len() == pair[1].len()));
        }
    }

    /// Goal: no damage to a Parquet file brings the reader down.
    #[test]
    fn any_parquet(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.parquet");
        let framed = [b"PAR1".as_slice(), &bytes, b"PAR1"].concat();
        std::fs::write(&path, framed).expect("written");
        if let Ok(mut file) = TableFile::open(&path) {
            let wanted = vec![true; file.columns().len()];
            while let Ok(Some(_)) = file.next(&wanted) {}
        }
    }
}
