//! Lists of texts as one text each, for statements that take many rows: an array of arrays has to be a rectangle. The
//! statement takes them apart with `string_to_array`.

/// Between the texts: in none of them, for it cannot be typed.
const SEPARATOR: &str = "\u{1f}";

/// The texts as one.
pub(crate) fn as_one(texts: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let mut one = String::new();
    for (at, text) in texts.into_iter().enumerate() {
        if at > 0 {
            one.push_str(SEPARATOR);
        }
        one.push_str(text.as_ref());
    }
    one
}
