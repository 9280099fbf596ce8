//! Pinyin of names. A surname is often read otherwise than the same character elsewhere: 单 is shan, not dan.

use pinyin::ToPinyin;

use super::{display, has_han};
use crate::fold;
use crate::script;

/// Compound surnames with a reading of their own.
const COMPOUND: &[([char; 2], [&str; 2])] = &[
    (['万', '俟'], ["mo", "qi"]),
    (['单', '于'], ["chan", "yu"]),
    (['尉', '迟'], ["yu", "chi"]),
    (['澹', '台'], ["tan", "tai"]),
    (['长', '孙'], ["zhang", "sun"]),
    (['宰', '父'], ["zai", "fu"]),
    (['令', '狐'], ["ling", "hu"]),
];

/// Single surnames whose reading is not the character's most common one.
const SINGLE: &[(char, &str)] = &[
    ('么', "yao"),
    ('乐', "yue"),
    ('乜', "nie"),
    ('仇', "qiu"),
    ('会', "gui"),
    ('员', "yun"),
    ('句', "gou"),
    ('召', "shao"),
    ('佴', "nai"),
    ('洗', "xian"),
    ('区', "ou"),
    ('单', "shan"),
    ('卜', "bu"),
    ('折', "she"),
    ('曾', "zeng"),
    ('曽', "zeng"),
    ('朴', "piao"),
    ('查', "zha"),
    ('盖', "ge"),
    ('祭', "zhai"),
    ('种', "chong"),
    ('粘', "nian"),
    ('秘', "bi"),
    ('繁', "po"),
    ('缪', "miao"),
    ('翟', "zhai"),
    ('薄', "bo"),
    ('藏', "zang"),
    ('覃', "qin"),
    ('解', "xie"),
    ('郇', "xun"),
    ('都', "du"),
    ('重', "chong"),
    ('长', "chang"),
    ('阚', "kan"),
    ('隗', "wei"),
    ('黑', "he"),
];

/// The pinyin of a name, lower case, syllables joined without blanks and tones, `v` for ü, the surname in its
/// own reading; letters and digits of other names are kept in lower case, everything else is dropped.
///
/// Given names take each character's most common reading: a search key, not a transcription.
#[must_use]
pub fn pinyin(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    walk(name, |piece| match piece {
        Piece::Syllable(syllable) => push_plain(&mut out, syllable),
        Piece::Letter(letter) => out.push(letter),
        Piece::Gap => {}
    });
    fold::settled(out)
}

/// The first letters of the syllables, or of the words of a Latin name, in lower case: 张小明 gives `zxm`.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut out = String::with_capacity(8);
    let mut in_word = false;
    walk(name, |piece| {
        match piece {
            Piece::Syllable(syllable) => out.extend(syllable.chars().next().map(plain)),
            Piece::Letter(letter) if !in_word => out.push(letter),
            Piece::Letter(_) | Piece::Gap => {}
        }
        in_word = matches!(piece, Piece::Letter(_));
    });
    out
}

/// Further readings of characters that names have; the commonest is the table's of the characters.
const OTHERS: &[(char, &[&str])] = &[
    ('乐', &["le", "yue"]),
    ('万', &["wan", "mo"]),
    ('仇', &["qiu", "chou"]),
    ('会', &["hui", "gui", "kuai"]),
    ('传', &["chuan", "zhuan"]),
    ('伽', &["jia", "qie", "ga"]),
    ('俞', &["yu", "shu"]),
    ('俟', &["si", "qi"]),
    ('冯', &["feng", "ping"]),
    ('区', &["qu", "ou"]),
    ('单', &["dan", "shan", "chan"]),
    ('卜', &["bu", "bo"]),
    ('厦', &["xia", "sha"]),
    ('参', &["can", "shen", "cen"]),
    ('召', &["zhao", "shao"]),
    ('员', &["yuan", "yun"]),
    ('娜', &["na", "nuo"]),
    ('宿', &["su", "xiu"]),
    ('尉', &["wei", "yu"]),
    ('敦', &["dun", "dui"]),
    ('折', &["zhe", "she"]),
    ('晟', &["sheng", "cheng"]),
    ('曾', &["zeng", "ceng"]),
    ('朝', &["chao", "zhao"]),
    ('朴', &["pu", "piao", "po"]),
    ('查', &["cha", "zha"]),
    ('柏', &["bai", "bo"]),
    ('沈', &["shen", "chen"]),
    ('洗', &["xi", "xian"]),
    ('澄', &["cheng", "deng"]),
    ('焘', &["tao", "dao"]),
    ('琢', &["zhuo", "zuo"]),
    ('瞿', &["qu", "ju"]),
    ('盖', &["gai", "ge"]),
    ('盛', &["sheng", "cheng"]),
    ('石', &["shi", "dan"]),
    ('祭', &["ji", "zhai"]),
    ('种', &["zhong", "chong"]),
    ('秘', &["mi", "bi"]),
    ('粘', &["zhan", "nian"]),
    ('繁', &["fan", "po"]),
    ('绿', &["lv", "lu"]),
    ('缪', &["miu", "miao", "mu", "mou"]),
    ('翟', &["di", "zhai"]),
    ('艾', &["ai", "yi"]),
    ('茜', &["qian", "xi"]),
    ('莘', &["shen", "xin"]),
    ('蔓', &["man", "wan"]),
    ('薄', &["bao", "bo"]),
    ('藏', &["cang", "zang"]),
    ('行', &["xing", "hang", "heng"]),
    ('覃', &["qin", "tan"]),
    ('解', &["jie", "xie"]),
    ('说', &["shuo", "yue"]),
    ('谌', &["chen", "shen"]),
    ('贾', &["jia", "gu"]),
    ('郗', &["xi", "chi"]),
    ('都', &["dou", "du"]),
    ('重', &["zhong", "chong"]),
    ('长', &["chang", "zhang"]),
    ('隗', &["wei", "kui"]),
    ('隽', &["juan", "jun"]),
    ('露', &["lu", "lou"]),
    ('颉', &["jie", "xie"]),
    ('黑', &["hei", "he"]),
    ('乘', &["cheng", "sheng"]),
    ('佛', &["fo", "fu"]),
    ('奇', &["qi", "ji"]),
    ('莎', &["sha", "suo"]),
    ('宓', &["mi", "fu"]),
    ('漯', &["luo", "ta"]),
    ('率', &["shuai", "lv"]),
    ('那', &["na", "nuo"]),
    ('角', &["jiao", "jue"]),
    ('壳', &["ke", "qiao"]),
    ('屏', &["ping", "bing"]),
    ('强', &["qiang", "jiang"]),
    ('调', &["diao", "tiao"]),
    ('降', &["jiang", "xiang"]),
    ('弹', &["tan", "dan"]),
    ('省', &["sheng", "xing"]),
    ('殷', &["yin", "yan"]),
    ('着', &["zhuo", "zhe"]),
    ('落', &["luo", "la"]),
];

/// Whether two Chinese characters can be read alike, tones aside: 乐 and 月, though 乐 is le more often than yue.
#[must_use]
pub fn may_sound_alike(one: char, other: char) -> bool {
    let (one, other) = (script::simplified(one), script::simplified(other));
    if one == other {
        return true;
    }
    let others = |c: char| {
        OTHERS
            .iter()
            .find(|(known, _)| *known == c)
            .map_or(&[][..], |(_, all)| *all)
    };
    let usual = |c: char| c.to_pinyin().map(|pinyin| pinyin.plain());
    let (a, b) = (others(one), others(other));
    let (x, y) = (usual(one), usual(other));
    let same = |p: &str, q: &str| p.chars().map(plain).eq(q.chars().map(plain));
    match (x, y) {
        (Some(x), Some(y)) => {
            same(x, y)
                || a.iter().any(|reading| same(reading, y) || b.contains(reading))
                || b.iter().any(|reading| same(reading, x))
        }
        _ => false,
    }
}

enum Piece {
    Syllable(&'static str),
    Letter(char),
    Gap,
}

fn walk(name: &str, mut each: impl FnMut(Piece)) {
    let name = display(name);
    let mut chars = name.chars().peekable();
    if has_han(&name) {
        let first = chars.next();
        let pair = first
            .map(script::simplified)
            .zip(chars.peek().copied().map(script::simplified));
        let compound = COMPOUND
            .iter()
            .find(|(surname, _)| pair == Some((surname[0], surname[1])));
        if let Some((_, syllables)) = compound {
            chars.next();
            syllables
                .iter()
                .for_each(|syllable| each(Piece::Syllable(syllable)));
        } else if let Some(first) = first {
            // A name of one character may be a given name standing alone; it is read as a surname all the same.
            match SINGLE
                .iter()
                .find(|(surname, _)| *surname == script::simplified(first))
            {
                Some((_, syllable)) => each(Piece::Syllable(syllable)),
                None => each(piece(first)),
            }
        }
    }
    for c in chars {
        each(piece(c));
    }
}

fn piece(c: char) -> Piece {
    if fold::is_han(c) {
        return c
            .to_pinyin()
            .map_or(Piece::Gap, |pinyin| Piece::Syllable(pinyin.plain()));
    }
    match c.to_lowercase().next() {
        Some(letter) if letter.is_alphanumeric() => Piece::Letter(letter),
        _ => Piece::Gap,
    }
}

fn push_plain(out: &mut String, syllable: &str) {
    out.extend(syllable.chars().map(plain));
}

fn plain(c: char) -> char {
    match c {
        'ü' => 'v',
        'ê' => 'e',
        'ń' | 'ň' | 'ǹ' => 'n',
        'ḿ' => 'm',
        _ => c,
    }
}
