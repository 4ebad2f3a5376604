//! Whether the words of a cell look like a deadline or a quantity, without reading it.

use super::moment::moments;
use super::word::{begins, words};
use crate::diagnostic::{Diagnostics, Place};

/// Words that may stand before the first date of a deadline.
const BEFORE_DATES: &[&str] = &[
    "trong", "truoc", "den", "het", "cham", "nhat", "vao", "cuoi", "dau", "giua", "ngay", "moc",
    "tu", "xong", "nam", "giai", "doan", "la", "muon", "dip", "hoan", "thanh", "du", "kien",
    "thuc", "hien", "thoi", "gian", "han", "khong", "hon", "sau", "tuan", "nua", "khoang", "-",
    "+", "(", ":", "hoc", "ky",
];

/// Beginnings of deadlines without a date.
const STANDING: &[&str] = &[
    "thuong xuyen",
    "hang nam",
    "hang thang",
    "hang quy",
    "hang tuan",
    "dinh ky",
    "lien tuc",
    "moi nam",
    "theo lo trinh",
    "theo tien do",
    "theo yeu cau",
    "theo ke hoach",
    "ngay sau khi",
    "sau khi co",
    "trong vong",
    "nhiem vu thuong xuyen",
    "dot xuat",
];

/// Words that may stand before the number of a quantity.
const BEFORE_NUMBERS: &[&str] = &[
    "dat", "tren", "duoi", "hon", "toi", "thieu", "da", "it", "nhat", "khong", "qua", "khoang",
    "tu", "tang", "giam", "phan", "dau", "gan", "binh", "quan", "≥", "≤", ">", "<", "=", "-", "+",
    "~", "≈", "±", "top", "trung", "muc", "thap", "cao", "vuot", "(", "$", "\\", "geq", "leq",
    "ge", "le",
];

/// Whether a cell reads like a time limit: "Quý II/2026", "Trước ngày 30/6", "Thường xuyên".
///
/// Made for finding the columns of a table: a year alone ("2026") looks like one too.
///
/// ```
/// # use congkhai::read::value::looks_like_deadline;
/// assert!(looks_like_deadline("Trước ngày 30/6/2026"));
/// assert!(!looks_like_deadline("Kế hoạch năm 2026"));
/// ```
pub fn looks_like_deadline(text: &str) -> bool {
    let words = words(text);
    if words.len() > 60 {
        return false;
    }
    if STANDING.iter().any(|keys| begins(&words, 0, keys)) {
        return true;
    }
    let found = moments(&words, None, &Place::file(""), &mut Diagnostics::default());
    let first = found.first().map(|moment| moment.first);
    first.is_some_and(|first| {
        words[..first].iter().all(|word| BEFORE_DATES.contains(&word.key.as_str()))
    })
}

/// Whether a cell reads like an amount: "≥ 95%", "1.200 ± 50", "Đạt trên 90%", "12 500".
///
/// Made for finding the columns of a table: a running number ("1") looks like one too, a date does not.
///
/// ```
/// # use congkhai::read::value::looks_like_quantity;
/// assert!(looks_like_quantity("không quá 5%"));
/// assert!(!looks_like_quantity("30/6/2026"));
/// assert!(!looks_like_quantity("Báo cáo 6 tháng"));
/// ```
pub fn looks_like_quantity(text: &str) -> bool {
    let words = words(text);
    let Some(first) =
        words.iter().position(|word| word.key.starts_with(|c: char| c.is_ascii_digit()))
    else {
        return false;
    };
    let is_date = words[first].year().is_none()
        && moments(&words, None, &Place::file(""), &mut Diagnostics::default())
            .first()
            .is_some_and(|moment| moment.first <= first);
    !is_date
        && words.len() - first <= 16
        && words[..first].iter().all(|word| BEFORE_NUMBERS.contains(&word.key.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deadlines_and_quantities_are_told_from_prose() {
        for text in [
            "31/3/2026",
            "Quý II/2026",
            "Quý II",
            "T6/2026",
            "Tháng 5",
            "Trước 30/6",
            "2026",
            "Thường xuyên",
            "Hằng năm",
            "Hoàn thành trước ngày 15/12/2026",
            "Theo lộ trình",
            "2026-2030",
            "Cuối năm 2026",
        ] {
            assert!(looks_like_deadline(text), "{text}");
        }
        for text in [
            "",
            "–",
            "Sở Y tế",
            "Kế hoạch năm 2026",
            "Báo cáo Quý II",
            "95%",
            "Nghị quyết 57-NQ/TW",
        ] {
            assert!(!looks_like_deadline(text), "{text}");
        }
        for text in
            ["95%", "≥ 1,5", "-1,5%", "12 500", "10-15", "không quá 5%", "2026", "06 hệ thống"]
        {
            assert!(looks_like_quantity(text), "{text}");
        }
        for text in
            ["", "Hoàn thành", "30/6/2026", "Sở Y tế", "Tháng 6/2026", "Có 3 báo cáo về việc A"]
        {
            assert!(!looks_like_quantity(text), "{text}");
        }
    }
}
