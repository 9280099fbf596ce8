//! The names of regions as people write them, and their recognition at the beginning of an address.

use std::sync::LazyLock;

use super::Address;
use crate::code::{self, Entry};
use crate::region::RegionCode;
use crate::script;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Province,
    Prefecture,
    County,
}

/// One way to write one region.
#[derive(Debug)]
struct Alias {
    text: String,
    level: Level,
    /// Written without its ending.
    short: bool,
    /// A county that is a city (市): known well enough to be written alone.
    city: bool,
    code: RegionCode,
    /// The prefecture over a county; its province where there is none between.
    parent: RegionCode,
}

/// Aliases by their first two characters, longest first, wider regions before narrower.
struct Gazetteer {
    starts: Vec<([char; 2], usize, usize)>,
    aliases: Vec<Alias>,
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::build);

/// Takes the regions off the front of `text` and writes them into `address`. Gives back what follows, and the
/// name of a county that several prefectures have when no parent told which.
pub(super) fn take_regions<'t>(text: &'t str, address: &mut Address) -> (&'t str, Option<&'t str>) {
    let mut rest = text;
    loop {
        rest = skip_fillers(rest);
        if address.county.is_some() {
            return (rest, None);
        }
        match GAZETTEER.find(rest, address) {
            Found::Region(alias) => {
                alias.write(address);
                rest = &rest[alias.text.len()..];
            }
            Found::Ambiguous(len) => return (&rest[len..], Some(&rest[..len])),
            Found::Nothing => return (rest, None),
        }
    }
}

enum Found<'g> {
    Region(&'g Alias),
    Ambiguous(usize),
    Nothing,
}

impl Gazetteer {
    fn build() -> Self {
        let mut aliases = Vec::new();
        for entry in code::table("region")
            .map(|table| table.entries())
            .unwrap_or_default()
        {
            push_aliases(&mut aliases, entry);
        }
        aliases.sort_by(|a: &Alias, b: &Alias| {
            let key = |alias: &Alias| (first_two(&alias.text), usize::MAX - alias.text.len(), alias.level);
            key(a)
                .cmp(&key(b))
                .then_with(|| a.text.cmp(&b.text))
                .then_with(|| a.code.cmp(&b.code))
        });
        let mut starts: Vec<([char; 2], usize, usize)> = Vec::new();
        for (place, alias) in aliases.iter().enumerate() {
            let Some(two) = first_two(&alias.text) else {
                continue;
            };
            match starts.last_mut() {
                Some(last) if last.0 == two => last.2 = place + 1,
                _ => starts.push((two, place, place + 1)),
            }
        }
        Self { starts, aliases }
    }

    /// The aliases that `text` begins with.
    fn matching<'g, 't>(&'g self, text: &'t str) -> impl Iterator<Item = &'g Alias> + use<'g, 't> {
        let bucket = first_two(text)
            .and_then(|two| self.starts.binary_search_by_key(&two, |start| start.0).ok())
            .map_or(&[][..], |place| {
                &self.aliases[self.starts[place].1..self.starts[place].2]
            });
        bucket
            .iter()
            .filter(move |alias| text.starts_with(alias.text.as_str()))
    }

    /// The longest name at the beginning of `text` that fits under what is known so far.
    fn find<'g>(&'g self, text: &str, known: &Address) -> Found<'g> {
        for alias in self.matching(text) {
            if !alias.fits(known) || alias.short && !self.may_be_short(alias, &text[alias.text.len()..]) {
                continue;
            }
            if alias.level == Level::County {
                let same = |other: &&Alias| {
                    other.level == Level::County && other.text == alias.text && other.fits(known)
                };
                let written_alone = known.province.is_none();
                match self.matching(text).filter(same).count() {
                    1 if !written_alone || !alias.short || alias.city => return Found::Region(alias),
                    1 => continue,
                    _ if alias.short => continue,
                    _ => return Found::Ambiguous(alias.text.len()),
                }
            }
            return Found::Region(alias);
        }
        Found::Nothing
    }

    /// A short form is meant as a region if a region below it follows, or if what follows does not make it
    /// part of another name: 北京路, 朝阳门, 南京东路.
    fn may_be_short(&self, alias: &Alias, behind: &str) -> bool {
        const NAMES_GO_ON: &[char] = &[
            '省', '市', '区', '县', '旗', '州', '盟', '路', '街', '道', '巷', '弄', '门', '镇', '乡', '村',
            '桥', '站', '里', '港', '湾', '山', '河', '湖', '江',
        ];
        const WORDS_GO_ON: &[&str] = &[
            "大道", "大街", "大厦", "大桥", "广场", "公园", "胡同", "饭店", "酒店", "宾馆", "医院", "花园",
            "新村",
        ];
        let child = |next: &Alias| next.level > alias.level && next.lies_in(alias.code);
        if alias.level != Level::County && self.matching(skip_fillers(behind)).any(child) {
            return true;
        }
        let turned = behind.trim_start_matches(['东', '西', '南', '北', '中', '前', '后', '一', '二', '三']);
        !turned.starts_with(NAMES_GO_ON) && !WORDS_GO_ON.iter().any(|word| turned.starts_with(word))
    }
}

impl Alias {
    /// Whether this region can follow the ones known. A municipality may be named twice, as its own prefecture.
    fn fits(&self, known: &Address) -> bool {
        match self.level {
            Level::Province => {
                known.prefecture.is_none()
                    && known
                        .province
                        .is_none_or(|province| province == self.code && !self.short)
            }
            Level::Prefecture => {
                known.prefecture.is_none() && known.province.is_none_or(|province| self.lies_in(province))
            }
            Level::County => known
                .prefecture
                .or(known.province)
                .is_none_or(|parent| self.lies_in(parent)),
        }
    }

    fn lies_in(&self, wider: RegionCode) -> bool {
        self.parent == wider || self.code.province() == wider
    }

    fn write(&self, address: &mut Address) {
        address.province = Some(self.code.province());
        match self.level {
            Level::Province => {}
            Level::Prefecture => address.prefecture = Some(self.code),
            Level::County => {
                address.county = Some(self.code);
                if self.parent != self.code.province() {
                    address.prefecture = Some(self.parent);
                }
            }
        }
    }
}

/// Names of lists that stand in the table and in exported addresses, but are no regions.
const FILLERS: &[&str] = &[
    "省直辖县级行政区划",
    "自治区直辖县级行政区划",
    "省直辖县级行政单位",
    "市辖区",
    "-",
];

fn skip_fillers(text: &str) -> &str {
    FILLERS
        .iter()
        .find_map(|filler| text.strip_prefix(filler))
        .unwrap_or(text)
}

fn push_aliases(aliases: &mut Vec<Alias>, entry: &Entry) {
    let Some(code) = RegionCode::new(entry.code) else {
        return;
    };
    // "Counties directly under the province": a heading of the table.
    if entry.zh.contains("直辖县级") {
        return;
    }
    let level = match code {
        _ if code == code.province() => Level::Province,
        _ if code == code.prefecture() => Level::Prefecture,
        _ => Level::County,
    };
    let listed = entry.parent.and_then(RegionCode::new).unwrap_or(code);
    let is_heading = listed.name().is_none_or(|name| name.contains("直辖县级"));
    let parent = if is_heading { code.province() } else { listed };
    let city = level == Level::County && entry.zh.ends_with('市');
    let mut push = |text: &str, short| {
        // Simplification also touches 乾安, which is simplified already: addresses come here as 干安.
        let text = script::to_simplified(text);
        let known = aliases
            .last()
            .is_some_and(|last: &Alias| last.code == code && last.text == text);
        if text.chars().nth(1).is_some() && !known {
            aliases.push(Alias {
                text: text.to_owned(),
                level,
                short,
                city,
                code,
                parent,
            });
        }
    };
    push(entry.zh, false);
    let (base, ending) = split_ending(entry.zh);
    let stem = without_peoples(base);
    if stem != base
        && let Some(ending) = ending
    {
        push(&format!("{stem}{ending}"), false);
    }
    push(stem, true);
    if code.as_str() == "150000" {
        push("内蒙", true);
    }
}

/// The name without its ending, and the ending people write after the bare name of an autonomous region.
fn split_ending(name: &str) -> (&str, Option<&'static str>) {
    const ENDINGS: &[(&str, Option<&str>)] = &[
        ("特别行政区", None),
        ("自治区", Some("自治区")),
        ("自治州", Some("州")),
        ("自治县", Some("县")),
        ("自治旗", Some("旗")),
        ("地区", None),
        ("新区", None),
        ("林区", None),
        ("特区", None),
        ("矿区", None),
        ("省", None),
        ("市", None),
        ("区", None),
        ("县", None),
        ("旗", None),
        ("盟", None),
    ];
    ENDINGS
        .iter()
        .find_map(|(ending, bare)| Some((name.strip_suffix(ending)?, *bare)))
        .unwrap_or((name, None))
}

/// 恩施土家族苗族 becomes 恩施. What would leave fewer than two characters stays.
fn without_peoples(base: &str) -> &str {
    const SHORT_NAMES: &[&str] = &[
        "各族",
        "蒙古",
        "维吾尔",
        "哈萨克",
        "柯尔克孜",
        "塔吉克",
        "锡伯",
        "撒拉",
        "达斡尔",
        "鄂温克",
    ];
    let peoples = code::table("ethnic")
        .map(|table| table.entries())
        .unwrap_or_default();
    let mut stem = base;
    loop {
        let names = peoples
            .iter()
            .map(|people| people.zh)
            .chain(SHORT_NAMES.iter().copied());
        let shorter = names
            .filter_map(|name| stem.strip_suffix(name))
            .find(|left| left.chars().nth(1).is_some());
        match shorter {
            Some(left) => stem = left,
            None => return stem,
        }
    }
}

fn first_two(text: &str) -> Option<[char; 2]> {
    let mut chars = text.chars();
    Some([chars.next()?, chars.next()?])
}
