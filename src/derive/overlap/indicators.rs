//! Indicators of two plans that measure the same.
//!
//! Names are compared word by word, marks and empty words off. A name is short and one word can turn it
//! into another measure, so what such words say must agree first (see [`Measure`]).
//! Judged on the 58 × 21 pairs of kh57-2026 and qd123-2023: at 70 per cent six pairs are linked and all
//! six are right; the tables are in `docs/overlaps.md`.

use super::likeness::{Corpus, Neighbours, Runs, words};
use super::{CANDIDATES, Overlap, OverlapKind};
use crate::model::{Indicator, IndicatorKind, Site};

/// Least likeness of names that measure the same, in per cent.
const LEAST: u8 = 70;

/// Words that do not tell measures apart.
const EMPTY_WORDS: &[&str] = &[
    "ty", "ti", "le", "trong", "so", "luong", "cua", "va", "tren", "vao", "cac", "co", "duoc",
    "moi", "nam", "hang", "dia", "ban", "tinh", "theo", "cho", "la", "den",
];

/// Words after which a name says of what, or against what, it is counted.
const BASES: &[&str] = &["trong tong so", "tren tong", "tren so", "so voi"];

/// What a name says besides its words: only names that agree in all of it are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Measure {
    /// A share, a rank or anything else.
    kind: u8,
    /// Growth of a quantity, not the quantity.
    is_growth: bool,
    /// Counted anew each year.
    is_yearly: bool,
    /// Says of what it is a share, or against what it is counted.
    has_base: bool,
}

/// All pairs, in no order.
pub(super) fn find(site: &Site) -> Vec<Overlap> {
    let mut corpus = Corpus::new(1);
    let mut entries: Vec<(&Indicator, Measure, Runs)> = site
        .indicators()
        .map(|indicator| (indicator, Measure::of(indicator), corpus.add(&telling(indicator))))
        .collect();
    entries.sort_by_key(|(indicator, ..)| &indicator.id);
    let texts: Vec<&Runs> = entries.iter().map(|(_, _, runs)| runs).collect();
    let mut neighbours = Neighbours::new(&corpus, &texts);
    let mut overlaps = Vec::new();
    for (place, (right, measure, own)) in entries.iter().enumerate() {
        let may_stand = |before: usize| {
            let (left, other, _) = &entries[before];
            left.plan != right.plan && other == measure
        };
        for before in neighbours.near(own, place, CANDIDATES, may_stand) {
            let (left, _, other) = &entries[before];
            let likeness = corpus.likeness(other, own);
            if likeness >= LEAST {
                overlaps.push(Overlap {
                    kind: OverlapKind::Indicators,
                    left: left.id.clone(),
                    right: right.id.clone(),
                    likeness,
                });
            }
        }
    }
    overlaps
}

/// The words of name and unit that tell measures apart.
fn telling(indicator: &Indicator) -> Vec<String> {
    words(&format!("{} {}", indicator.display_name, indicator.unit))
        .into_iter()
        .filter(|word| !EMPTY_WORDS.contains(&word.as_str()))
        .collect()
}

impl Measure {
    fn of(indicator: &Indicator) -> Self {
        let words = words(&indicator.display_name);
        let name = format!(" {} ", words.join(" "));
        let has = |phrase: &str| name.contains(&format!(" {phrase} "));
        Self {
            kind: match indicator.kind {
                IndicatorKind::Percent => 0,
                IndicatorKind::Rank => 1,
                _ => 2,
            },
            is_growth: has("tang trung binh") || has("tang them") || has("toc do tang"),
            is_yearly: has("moi nam") || has("hang nam"),
            has_base: BASES.iter().any(|base| has(base)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{indicator, plan, site};
    use super::*;

    fn pairs(left: &str, right: &str) -> Vec<u8> {
        let mut a = plan("a");
        a.indicators.push(indicator("a", "1", left, "%"));
        let mut b = plan("b");
        b.indicators.push(indicator("b", "1", right, "%"));
        for (number, name) in
            [("2", "Tỷ lệ phủ sóng 5G"), ("3", "Tỷ lệ cán bộ cấp xã biết kỹ năng số")]
        {
            b.indicators.push(indicator("b", number, name, "%"));
        }
        find(&site(vec![a, b])).iter().map(|overlap| overlap.likeness).collect()
    }

    #[test]
    fn names_of_one_measure_are_linked() {
        assert_eq!(
            pairs("Chỉ số phát triển con người (HDI)", "Chỉ số phát triển con người (HDI)"),
            [100]
        );
        let tfp = pairs(
            "Tỷ lệ đóng góp của năng suất nhân tố tổng hợp (TFP) vào tăng trưởng kinh tế",
            "Tỷ trọng đóng góp của năng suất các yếu tố tổng hợp (TFP) vào tăng trưởng GRDP",
        );
        assert_eq!(tfp.len(), 1);
    }

    #[test]
    fn another_base_is_another_measure() {
        let with_base = "Tỷ lệ doanh nghiệp có hoạt động đổi mới sáng tạo trong tổng số doanh nghiệp khoa học và công nghệ";
        assert!(pairs("Tỷ lệ doanh nghiệp có hoạt động đổi mới sáng tạo", with_base).is_empty());
    }
}
