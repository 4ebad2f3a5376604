//! Targets of indicators: "≥ 95%", "Top 10", "Phấn đấu có 01 công trình" …

use super::number::{Numeral, numerals};
use super::reduction::{Reduction, below_zero, reduction, turned};
use super::word::{Word, begins, contains, words};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Comparator, Date, Decimal, Direction, Firmness, IndicatorKind, Target};
use crate::vietnamese::fold_whitespace;

/// Words right before a number that say how to compare, longest first.
const COMPARATORS: &[(&str, Comparator)] = &[
    ("khong thap hon", Comparator::AtLeast),
    ("khong duoi", Comparator::AtLeast),
    ("khong it hon", Comparator::AtLeast),
    ("toi thieu", Comparator::AtLeast),
    ("it nhat", Comparator::AtLeast),
    ("> =", Comparator::AtLeast),
    ("≥", Comparator::AtLeast),
    ("khong vuot qua", Comparator::AtMost),
    ("khong qua", Comparator::AtMost),
    ("khong cao hon", Comparator::AtMost),
    ("khong hon", Comparator::AtMost),
    ("toi da", Comparator::AtMost),
    ("< =", Comparator::AtMost),
    ("≤", Comparator::AtMost),
    ("cao hon", Comparator::MoreThan),
    ("lon hon", Comparator::MoreThan),
    ("tren", Comparator::MoreThan),
    ("hon", Comparator::MoreThan),
    (">", Comparator::MoreThan),
    ("thap hon", Comparator::LessThan),
    ("nho hon", Comparator::LessThan),
    ("it hon", Comparator::LessThan),
    ("duoi", Comparator::LessThan),
    ("<", Comparator::LessThan),
    ("bang", Comparator::Equal),
    ("=", Comparator::Equal),
    ("top", Comparator::Top),
    ("nhom", Comparator::Top),
    ("trong so", Comparator::Top),
    ("xep hang", Comparator::Top),
    ("thu hang", Comparator::Top),
    ("xep", Comparator::Top),
    ("\\ geq", Comparator::AtLeast),
    ("\\ ge", Comparator::AtLeast),
    ("\\ leq", Comparator::AtMost),
    ("\\ le", Comparator::AtMost),
];

/// Words between the comparator and the number.
const FILLERS: &[&str] = &["dat", "muc", "khoang", "tu", "co", "la", "thu", "duoc", ":", "+"];

/// First words after "và", "nhưng" that make a further condition.
const CONDITIONS: &[&str] =
    &["khong", "cao", "thap", "bang", "it", "toi", "tren", "duoi", "phan", "dat", "theo", "dam"];

/// Reads the words of a target that is due at `due` ("2026", "hết năm 2030").
///
/// A bare number or percentage is a level to reach and reads as at least; in a ranking (`unit`
/// "Thứ bậc") it reads as among the first so many. Years ("đến năm 2030") are no values. Words
/// without figures ("Hoàn thành") are a target without a number; figures not understood are
/// reported.
pub fn read_target(
    text: &str,
    due: &str,
    unit: &str,
    place: &Place,
    diagnostics: &mut Diagnostics,
) -> Target {
    let text = text.trim().trim_end_matches(['.', ';']).trim_end();
    let (due, due_date) = match read_due(due) {
        Some((due, date)) => (due, Some(date)),
        None => (fold_whitespace(due), None),
    };
    let words = words(text);
    let end = qualifier_start(&words);
    let main = &words[..end];
    let is_aim =
        ["phan dau", "khoang", "du kien", "xap xi"].iter().any(|keys| contains(main, keys));
    let mut target = Target {
        due,
        due_date,
        text: text.to_owned(),
        comparator: Comparator::None,
        value: None,
        value_max: None,
        qualifier: qualifier(text, &words[end..]),
        firmness: if is_aim { Firmness::Aim } else { Firmness::Firm },
    };
    let main_text = &text[..main.last().map_or(0, |word| word.end)];
    let found = quantities(main_text, main);
    let is_reference = begins(main, 0, "theo");
    let read = if is_reference { None } else { amount(main_text, main, &found, unit) };
    let has_digits =
        || main.iter().any(|word| word.key.contains(|c: char| c.is_ascii_digit())) || is_sign(main);
    if let Some((comparator, value, value_max)) = read {
        (target.comparator, target.value, target.value_max) = (comparator, Some(value), value_max);
        if begins(main, 0, "binh quan") || begins(main, 0, "trung binh") {
            let words = text[main[0].start..main[1].end].to_owned();
            target.qualifier.get_or_insert(words);
        }
        if found.iter().any(|numeral| numeral.is_unsure) {
            diagnostics.push(unsure(text, value, place));
        }
    } else if has_digits() {
        let shown = fold_whitespace(text);
        diagnostics.push(
            Diagnostic::new(
                Code::TargetUnread,
                place.clone(),
                format!("không hiểu mục tiêu `{shown}`"),
            )
            .allowed("số hoặc khoảng số (≥ 95%, 1,1%, 25-30%), Top 10, hoặc chữ không có số"),
        );
    }
    target
}

/// `1,234` is read the Vietnamese way, and said.
fn unsure(text: &str, value: Decimal, place: &Place) -> Diagnostic {
    let message = format!(
        "`{}` có thể là hai số khác nhau; đã hiểu là {}",
        fold_whitespace(text),
        crate::vietnamese::decimal(&value)
    );
    Diagnostic::new(Code::TargetAmbiguous, place.clone(), message)
        .suggestion("xem lại văn bản gốc; dấu phẩy là phần lẻ, dấu chấm là hàng nghìn")
}

/// "x", "II": a mark or a rank in letters that a number may have been meant by.
fn is_sign(main: &[Word]) -> bool {
    matches!(main, [only] if matches!(only.key.as_str(), "x" | "i" | "ii" | "iii" | "iv" | "v" | "vi"))
}

/// What the numbers of a target say: how to compare, the value and the upper value. Nothing when
/// they may mean several things.
fn amount(
    text: &str,
    words: &[Word],
    found: &[Numeral],
    unit: &str,
) -> Option<(Comparator, Decimal, Option<Decimal>)> {
    match found {
        [only] => {
            let rest = text[only.end..].trim_start();
            let is_fraction = rest.starts_with('/')
                && rest[1..].trim_start().starts_with(|c: char| c.is_ascii_digit());
            let before = words.iter().rev().find(|word| word.end <= only.start);
            let is_near = before.is_some_and(|word| matches!(word.key.as_str(), "gan" | "suyt"));
            if is_fraction || is_near {
                return None;
            }
            let value = only.value?;
            let compared = comparator(words, only);
            Some(match reduction(text, words, only.start) {
                Some(Reduction::By) => {
                    (turned(compared.unwrap_or(Comparator::AtLeast)), below_zero(value)?, None)
                }
                Some(Reduction::To) => (compared.unwrap_or(Comparator::AtMost), value, None),
                None => (compared.unwrap_or_else(|| implied(unit)), value, None),
            })
        }
        [lower, upper] => {
            let between = text.get(lower.end..upper.start)?;
            let (first, second) = (lower.value?, upper.value?);
            if between.trim() == "±" {
                return Some((
                    Comparator::Range,
                    first.checked_sub(second)?,
                    Some(first.checked_add(second)?),
                ));
            }
            let is_range = is_range(between, &text[upper.end..]) && first < second;
            let reduction = reduction(text, words, lower.start);
            if reduction == Some(Reduction::By) && first > second {
                // "Giảm từ 5% xuống 3%", "Giảm 5% còn 3%": what is left counts.
                let is_to = self::reduction(text, words, upper.start) == Some(Reduction::To);
                return is_to.then_some((Comparator::AtMost, second, None));
            }
            match reduction {
                Some(Reduction::By) if is_range => {
                    Some((Comparator::Range, below_zero(second)?, Some(below_zero(first)?)))
                }
                _ => is_range.then_some((Comparator::Range, first, Some(second))),
            }
        }
        _ => None,
    }
}

/// When a target is due: the year or period, and its last day.
///
/// ```
/// # use congkhai::{model::Date, read::value::read_due};
/// let due = read_due("Mục tiêu hết năm 2030").unwrap();
/// assert_eq!(due, ("2030".to_owned(), Date::constant(2030, 12, 31)));
/// assert_eq!(read_due("2023 - 2025").unwrap().0, "2023-2025");
/// assert_eq!(read_due("Mục tiêu"), None);
/// ```
pub fn read_due(text: &str) -> Option<(String, Date)> {
    let words = words(text);
    let (at, first) = words.iter().enumerate().find_map(|(at, word)| Some((at, word.year()?)))?;
    let is_joined = begins(&words, at + 1, "-") || begins(&words, at + 1, "den");
    let next = at + 2 + usize::from(begins(&words, at + 2, "nam"));
    let last = words.get(next).and_then(Word::year).filter(|last| is_joined && *last > first);
    let date = Date::new(last.unwrap_or(first), 12, 31).ok()?;
    Some((last.map_or_else(|| first.to_string(), |last| format!("{first}-{last}")), date))
}

/// What sort of quantity an indicator measures, by its unit first, then its name and targets.
pub fn indicator_kind(name: &str, unit: &str, targets: &[Target]) -> IndicatorKind {
    let (name, unit_words) = (words(name), words(unit));
    let unit_has = |list: &[&str]| list.iter().any(|keys| contains(&unit_words, keys));
    let has_percent = unit_has(&["%", "phan tram"])
        || (unit_words.is_empty() && targets.iter().any(|target| target.text.contains('%')));
    if is_rank(unit)
        || begins(&name, 0, "xep hang")
        || begins(&name, 0, "thu hang")
        || targets.iter().any(|target| target.comparator == Comparator::Top)
    {
        IndicatorKind::Rank
    } else if has_percent {
        IndicatorKind::Percent
    } else if unit_has(&["lan", "van dan", "/ nguoi", "/ ho", "/ dan", "/ nam", "/ ha", "tren"]) {
        IndicatorKind::Ratio
    } else if unit_has(&["diem", "gia tri", "chi so"]) || begins(&name, 0, "chi so") {
        IndicatorKind::Index
    } else if !targets.is_empty() && targets.iter().all(|t| t.comparator == Comparator::None) {
        IndicatorKind::Text
    } else {
        IndicatorKind::Count
    }
}

/// What nobody wants more of.
const UNWANTED: &[&str] = &[
    "ho ngheo",
    "ho can ngheo",
    "ty le ngheo",
    "ngheo da chieu",
    "that nghiep",
    "tai nan",
    "tre han",
    "qua han",
    "cham tien do",
    "tu vong",
    "suy dinh duong",
    "thap coi",
    "no xau",
    "no dong",
    "no thue",
    "ton dong",
    "that thoat",
    "that thu",
    "hao hut",
    "ton that",
    "pham phap hinh su",
    "vu chay",
    "bo hoc",
    "luu ban",
    "tao hon",
    "mu chu",
    "sinh con thu ba",
];

/// Words that say such a thing is dealt with, which is wanted: "Tỷ lệ hộ nghèo được hỗ trợ nhà ở".
const MANAGED: &[&str] = &[
    "giam",
    "duoc",
    "khong",
    "co",
    "thoat",
    "xoa",
    "xu ly",
    "giai quyet",
    "ho tro",
    "thu hoi",
    "khac phuc",
    "phong",
    "phong ngua",
    "kham pha",
    "dieu tra",
    "phat hien",
    "tham gia",
    "tiep can",
    "bao hiem",
    "vay von",
];

/// Which way is better: down for ranks, for ceilings and for a few things nobody wants more of.
pub fn indicator_direction(name: &str, kind: IndicatorKind, targets: &[Target]) -> Direction {
    let name = words(name);
    let is_ceiling =
        |target: &Target| matches!(target.comparator, Comparator::AtMost | Comparator::LessThan);
    let is_floor =
        |target: &Target| matches!(target.comparator, Comparator::AtLeast | Comparator::MoreThan);
    let has = |list: &[&str]| list.iter().any(|keys| contains(&name, keys));
    let is_unwanted = has(UNWANTED)
        && !has(MANAGED)
        && !targets.iter().any(|target| is_floor(target) && target.text.contains(['≥', '>']));
    if kind == IndicatorKind::Text {
        Direction::None
    } else if kind == IndicatorKind::Rank || targets.iter().any(is_ceiling) || is_unwanted {
        Direction::Down
    } else {
        Direction::Up
    }
}

/// A bare number where less is better is a ceiling: "Tỷ lệ hộ nghèo: 1,5", "111" beside "dưới 110" of a later year.
///
/// It stays a level to reach where another year prints a floor ("≥ 5").
pub fn cap_bare_targets(kind: IndicatorKind, direction: Direction, targets: &mut [Target]) {
    let is_floor = |target: &Target| match target.comparator {
        Comparator::MoreThan => true,
        Comparator::AtLeast => !is_bare(&target.text),
        _ => false,
    };
    if direction != Direction::Down || kind == IndicatorKind::Rank || targets.iter().any(is_floor) {
        return;
    }
    for target in targets.iter_mut().filter(|one| one.comparator == Comparator::AtLeast) {
        target.comparator = Comparator::AtMost;
    }
}

/// Whether nothing says how to compare with the number of a target.
fn is_bare(text: &str) -> bool {
    let words = words(text);
    let main = &words[..qualifier_start(&words)];
    let first = quantities(text, main).into_iter().next();
    first.is_some_and(|number| {
        comparator(main, &number).is_none() && reduction(text, main, number.start).is_none()
    })
}

fn is_rank(unit: &str) -> bool {
    let unit = words(unit);
    ["thu bac", "thu hang", "hang", "vi tri"].iter().any(|keys| contains(&unit, keys))
}

/// Where a further condition begins: at a parenthesis, at ";", or at "và không thấp hơn …".
fn qualifier_start(words: &[Word]) -> usize {
    let has_number = |at: usize| words[..at].iter().any(|word| word.number().is_some());
    (0..words.len())
        .find(|&at| {
            let begins_condition =
                || words.get(at + 1).is_some_and(|next| CONDITIONS.contains(&next.key.as_str()));
            has_number(at)
                && match words[at].key.as_str() {
                    "(" | ";" => true,
                    "va" | "nhung" | "," => !words[at + 1..].is_empty() && begins_condition(),
                    _ => false,
                }
        })
        .unwrap_or(words.len())
}

fn qualifier(text: &str, words: &[Word]) -> Option<String> {
    let skip = words.iter().take_while(|word| !word.is_word() || word.key == "va").count();
    let words = &words[skip..];
    let end = words.iter().rposition(|word| word.key != ")")?;
    Some(text[words.first()?.start..words[end].end].to_owned())
}

/// The numbers of a target: no years of dates ("đến năm 2030") and no parts of the numbers of
/// documents ("57-NQ/TW").
fn quantities(text: &str, words: &[Word]) -> Vec<Numeral> {
    let mut found = numerals(text);
    found.retain(|numeral| {
        let at = words.iter().position(|word| word.start >= numeral.start).unwrap_or(words.len());
        let before = |back: usize| at.checked_sub(back).map(|at| &words[at]);
        let rest = &text[numeral.end..];
        let is_part = text[..numeral.start].ends_with('/')
            && text[..numeral.start].trim_end_matches('/').ends_with(|c: char| c.is_alphanumeric());
        let is_document =
            rest.strip_prefix(['/', '-']).is_some_and(|rest| rest.starts_with(char::is_uppercase));
        let is_year = words.get(at).is_some_and(|word| word.year().is_some())
            && (before(1).is_some_and(|w| matches!(w.key.as_str(), "nam" | "doan"))
                || (before(1).is_some_and(|w| w.key == "-")
                    && before(2).is_some_and(|w| w.year().is_some())));
        !(is_part || is_document || is_year)
    });
    found
}

/// "25-30%", "25% - 30%", "từ 45 đến 47%", "10÷15", "10 tỷ - 15 tỷ".
fn is_range(between: &str, after: &str) -> bool {
    let words = words(between);
    let Some(at) = words
        .iter()
        .position(|word| matches!(word.key.as_str(), "-" | "den" | "toi" | "÷" | "~" | "∼" | "→"))
    else {
        return false;
    };
    let unit = &between[..words[at].start];
    at + 1 == words.len() && (unit.trim().is_empty() || after.trim_start().starts_with(unit.trim()))
}

/// Words behind a number that say how to compare.
const AFTER: &[(&str, Comparator)] = &[
    ("tro xuong", Comparator::AtMost),
    ("tro lai", Comparator::AtMost),
    ("do lai", Comparator::AtMost),
    ("hoac it hon", Comparator::AtMost),
    ("hoac thap hon", Comparator::AtMost),
    ("tro len", Comparator::AtLeast),
    ("hoac cao hon", Comparator::AtLeast),
    ("hoac nhieu hon", Comparator::AtLeast),
];

/// How a bare number compares: a level to reach, or a rank.
fn implied(unit: &str) -> Comparator {
    if is_rank(unit) { Comparator::Top } else { Comparator::AtLeast }
}

/// How words around a number say to compare with it, if they do.
fn comparator(words: &[Word], number: &Numeral) -> Option<Comparator> {
    let after = words.iter().position(|word| word.start >= number.end).unwrap_or(words.len());
    if let Some((_, comparator)) = AFTER.iter().find(|(keys, _)| contains(&words[after..], keys)) {
        return Some(*comparator);
    }
    let mut end = words.iter().position(|word| word.start >= number.start).unwrap_or(words.len());
    loop {
        let found = COMPARATORS.iter().find(|(keys, _)| {
            let length = keys.split(' ').count();
            end >= length && begins(words, end - length, keys)
        });
        if let Some((_, comparator)) = found {
            return Some(*comparator);
        }
        if end == 0 || !FILLERS.contains(&words[end - 1].key.as_str()) {
            break;
        }
        end -= 1;
    }
    None
}

#[cfg(test)]
mod tests;
