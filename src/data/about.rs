//! What an edition is about: the day it is as of, the time it covers, how often it is renewed, its sources.

use super::table::Source;
use crate::model::{Date, PeriodKind};
use crate::vietnamese::fold;

/// What an edition is about. Every date comes from the data, none from a clock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Its version: the day everything is judged as of; without reports that of the newest source.
    pub version: Option<Date>,
    /// First day the plans are about.
    pub first: Option<Date>,
    /// Last day the plans are about.
    pub last: Option<Date>,
    /// How often figures come in: the shortest reporting period; nothing without reports.
    pub frequency: Option<PeriodKind>,
    /// Provinces and cities the issuers of the plans are named after ("Tỉnh Bắc Ninh"), each once.
    pub places: Vec<String>,
    /// The plans everything comes from: identifier and name.
    pub plans: Vec<(String, String)>,
}

impl About {
    pub(super) fn new(source: Source<'_>) -> Self {
        let plans = &source.site.plans;
        let as_of = source.derived.progress.as_ref().map(|progress| progress.as_of);
        let first = plans.iter().filter_map(|plan| plan.period_start.or(plan.date_from)).min();
        let last = plans.iter().filter_map(|plan| plan.period_end).max();
        let named = |plan: &crate::model::Plan| (plan.id.to_string(), plan.short_title.clone());
        let mut places: Vec<String> = Vec::new();
        for name in plans.iter().filter_map(|plan| place(&plan.issuer)) {
            if !places.contains(&name) {
                places.push(name);
            }
        }
        Self {
            places,
            version: as_of.or_else(|| source.site.newest_source()),
            first,
            last,
            frequency: source.snapshots().map(|snapshot| snapshot.period.kind()).min(),
            plans: plans.iter().map(named).collect(),
        }
    }
}

/// The province a body is named after, else the city: “UBND tỉnh Bắc Ninh”, “Thành ủy Hà Nội”. Nothing where the name
/// has neither, as those of ministries.
fn place(issuer: &str) -> Option<String> {
    let words: Vec<&str> = issuer.split_whitespace().collect();
    named(&words, "Tỉnh", &["tinh"])
        .or_else(|| named(&words, "Thành phố", &["thanh pho", "tp", "tp.", "thanh"]))
}

/// The capitalised words behind one of `marks`, behind `kind`.
fn named(words: &[&str], kind: &str, marks: &[&str]) -> Option<String> {
    let name = |start: usize| {
        let rest = &words[start..];
        let mark = marks.iter().find(|mark| {
            let length = mark.split(' ').count();
            rest.get(..length).is_some_and(|found| fold(&found.join(" ")) == **mark)
        })?;
        let mut rest = rest[mark.split(' ').count()..].iter().copied().peekable();
        let is_party = rest.next_if(|word| fold(word) == "uy").is_some();
        // “Thành” alone is a city only in the name of its party committee.
        if *mark == "thanh" && !is_party {
            return None;
        }
        let mut name = String::new();
        for word in rest {
            let bare = word.trim_end_matches([',', ';', '.', ')', '"', '”']);
            let is_dash = matches!(bare, "-" | "–") && !name.is_empty();
            if !is_dash && !bare.starts_with(char::is_uppercase) {
                break;
            }
            name.push(' ');
            name.push_str(&capitalised(bare));
            if bare != word {
                break;
            }
        }
        let name = name.trim_end_matches([' ', '-', '–']);
        (!name.is_empty()).then(|| format!("{kind}{name}"))
    };
    (0..words.len()).find_map(name)
}

/// A word of a name as it is written within a sentence: headings have capitals only.
fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    let first = characters.next().into_iter();
    first.chain(characters.flat_map(char::to_lowercase)).collect()
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn places_are_those_issuers_are_named_after() {
        for (issuer, expected) in [
            ("UBND tỉnh Bắc Ninh", "Tỉnh Bắc Ninh"),
            ("ỦY BAN NHÂN DÂN TỈNH THỪA THIÊN - HUẾ", "Tỉnh Thừa Thiên - Huế"),
            ("Ban Chấp hành Đảng bộ tỉnh Cà Mau khóa XVI", "Tỉnh Cà Mau"),
            ("Tỉnh ủy Bắc Ninh", "Tỉnh Bắc Ninh"),
            ("Thành ủy Hà Nội", "Thành phố Hà Nội"),
            ("UBND Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
            ("UBND TP. Cần Thơ", "Thành phố Cần Thơ"),
            ("UBND thành phố Bắc Ninh, tỉnh Bắc Ninh", "Tỉnh Bắc Ninh"),
            ("UBND xã Yên Phong, tỉnh Bắc Ninh", "Tỉnh Bắc Ninh"),
            ("Sở Khoa học và Công nghệ tỉnh Bà Rịa – Vũng Tàu, phòng 2", "Tỉnh Bà Rịa – Vũng Tàu"),
            ("\"UBND tỉnh Bắc Ninh\"", "Tỉnh Bắc Ninh"),
            ("Thủ tướng Chính phủ", ""),
            ("Công an tỉnh", ""),
            ("Hội đồng nhân dân tỉnh khóa XIX", ""),
            ("Trung tâm Hoàn Thành Việc", ""),
            ("", ""),
        ] {
            assert_eq!(place(issuer).unwrap_or_default(), expected, "{issuer}");
        }
    }
}
