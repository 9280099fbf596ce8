//! Cyrillic letters in Latin ones, as passports and newspapers have them more or less: what is left differs by a letter.

/// Capital letters, for keys are in capitals.
const LETTERS: &[(char, &str)] = &[
    ('А', "A"),
    ('Б', "B"),
    ('В', "V"),
    ('Г', "G"),
    ('Ґ', "G"),
    ('Д', "D"),
    ('Е', "E"),
    ('Ё', "E"),
    ('Є', "E"),
    ('Ж', "ZH"),
    ('З', "Z"),
    ('И', "I"),
    ('І', "I"),
    ('Ї', "I"),
    ('Й', "Y"),
    ('К', "K"),
    ('Л', "L"),
    ('М', "M"),
    ('Н', "N"),
    ('О', "O"),
    ('П', "P"),
    ('Р', "R"),
    ('С', "S"),
    ('Т', "T"),
    ('У', "U"),
    ('Ў', "U"),
    ('Ф', "F"),
    ('Х', "KH"),
    ('Ц', "TS"),
    ('Ч', "CH"),
    ('Ш', "SH"),
    ('Щ', "SHCH"),
    ('Ъ', ""),
    ('Ы', "Y"),
    ('Ь', ""),
    ('Э', "E"),
    ('Ю', "YU"),
    ('Я', "YA"),
];

/// A key with its Cyrillic letters in Latin ones.
pub(super) fn in_latin(key: String) -> String {
    if !key.chars().any(|c| ('\u{400}'..'\u{500}').contains(&c)) {
        return key;
    }
    let mut text = String::with_capacity(key.len());
    for c in key.chars() {
        match LETTERS.iter().find(|(letter, _)| *letter == c) {
            Some((_, latin)) => text.push_str(latin),
            None => text.push(c),
        }
    }
    text
}
