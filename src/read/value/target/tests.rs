//! Tests of the target reader.

use proptest::prelude::*;

use super::*;

fn read(text: &str, unit: &str) -> (Target, usize) {
    let mut diagnostics = Diagnostics::default();
    let target = read_target(text, "2026", unit, &Place::file("d.txt"), &mut diagnostics);
    (target, diagnostics.iter().count())
}

/// `comparator value value_max firmness | qualifier !` (`!` for a problem).
fn check(text: &str, expect: &str) {
    let (target, problems) = read(text, "");
    let mut said = target.comparator.as_str().to_owned();
    for value in [target.value, target.value_max].into_iter().flatten() {
        said = format!("{said} {value}");
    }
    if target.firmness == Firmness::Aim {
        said.push_str(" aim");
    }
    if let Some(qualifier) = &target.qualifier {
        said = format!("{said} | {qualifier}");
    }
    if problems > 0 {
        said.push_str(" !");
    }
    assert_eq!(said, expect, "{text}");
}

#[test]
fn numbers_and_signs() {
    check("100%", ">= 100");
    check("≥ 95%", ">= 95");
    check(">= 95%", ">= 95");
    check("$\\geq 40$", ">= 40");
    check("$\\leq 40$", "<= 40");
    check("xếp thứ 5", "top 5");
    check("> 0.8", "> 0.8");
    check("≥ 0.725", ">= 0.725");
    check("< 5%", "< 5");
    check("<= 5", "<= 5");
    check("= 5", "= 5");
    check("48", ">= 48");
    check("1.234", ">= 1234");
    check("-2,5%", ">= -2.5");
    check("Top 10", "top 10");
    check(
        "≥1,1% và không thấp hơn chỉ tiêu Trung ương giao",
        ">= 1.1 | không thấp hơn chỉ tiêu Trung ương giao",
    );
    check("≥ 90% (theo quy định)", ">= 90 | theo quy định");
    assert_eq!(read("10", "Thứ bậc").0.comparator, Comparator::Top);
}

#[test]
fn prose() {
    check("Phấn đấu có 01 công trình", ">= 1 aim");
    check("Phấn đấu 27 lần", ">= 27 aim");
    check("đạt từ 45-47%", "range 45 47");
    check("đạt từ 45% đến 47%", "range 45 47");
    check("tăng trung bình 25-30%/năm", "range 25 30");
    check("đạt 12 người trên một vạn dân", ">= 12");
    check("12 doanh nghiệp khoa học và công nghệ", ">= 12");
    check("đạt tối thiểu 45%", ">= 45");
    check("đạt trên 50%", "> 50");
    check("duy trì trên 0,78", "> 0.78");
    check("đạt khoảng 30% GRDP", ">= 30 aim");
    check("khoảng 10 dự án", ">= 10 aim");
    check("Phân đầu trên địa bàn tỉnh tăng thêm 6 doanh nghiệp", ">= 6 aim");
    check("Phấn đấu đến năm 2030 có 1-3 tổ chức", "range 1 3 aim");
    check("Phấn đấu đến năm 2030, tăng thêm 6 doanh nghiệp", ">= 6 aim");
    check("90-100%", "range 90 100");
    check("dưới 5%", "< 5");
    check("không quá 10", "<= 10");
    check("tối đa 10", "<= 10");
    check("không dưới 10", ">= 10");
    check("thuộc nhóm 10 tỉnh dẫn đầu", "top 10");
    check("5% trở xuống", "<= 5");
    check("8 điểm trở lên", ">= 8");
    check("12 500", ">= 12500");
    check("12\u{a0}500", ">= 12500");
    check("10÷15", "range 10 15");
    check("10~15", "range 10 15");
    check("10 tỷ - 15 tỷ", "range 10 15");
    check("2,5.10⁶", ">= 2500000");
    check("1.200 ± 50", "range 1150 1250");
    check("95 - 98 (phấn đấu 99)", "range 95 98 | phấn đấu 99");
    check("–1,5%", ">= -1.5");
    check("=100%", "= 100");
    check("100%*", ">= 100");
    check("95%[1]", ">= 95");
    check("Bình quân 8%/năm", ">= 8 | Bình quân");
    check("1,234", ">= 1.234 !");
    check("gần 90%", "none !");
    check("3 xã, 2 phường", "none !");
    check("1/3", "none !");
    check("95/100 điểm", "none !");
    check("98-95%", "none !");
    check("12 50", "none !");
    check("x", "none !");
    check("II", "none !");
    check("Hoàn thành", "none");
    check("Có", "none");
    check("Theo Nghị quyết 57-NQ/TW", "none !");
    check("phủ sóng 5G", "none !");
}

#[test]
fn targets_of_less() {
    check("Giảm 5%", "<= -5");
    check("giảm ít nhất 10% số vụ", "<= -10");
    check("Giảm tối thiểu 5 điểm phần trăm", "<= -5");
    check("Giảm trên 5%", "< -5");
    check("Giảm không quá 5%", ">= -5");
    check("Giảm 1-1,5%/năm", "range -1.5 -1");
    check("Giảm bình quân từ 1% đến 1,5%", "range -1.5 -1");
    check("Giảm còn 3%", "<= 3");
    check("Giảm tỷ lệ hộ nghèo xuống dưới 1%", "< 1");
    check("giảm xuống còn 2,5%", "<= 2.5");
    check("Giảm từ 5% xuống 3%", "<= 3");
    check("Còn 12 hộ", "<= 12");
    check("còn dưới 1%", "< 1");
    check("Cắt giảm 30% thời gian", "<= -30");
    check("Tăng 10% so với năm 2025", ">= 10");
    check("Kiểm tra, giám sát 5 cuộc", ">= 5");
    check("Không giảm 5%", ">= 5");
    check("500 con", ">= 500");
}

/// Comparator of a bare number, by the name of its indicator.
fn bare(name: &str, text: &str) -> &'static str {
    let mut targets = [read(text, "%").0];
    let kind = indicator_kind(name, "%", &targets);
    let direction = indicator_direction(name, kind, &targets);
    cap_bare_targets(kind, direction, &mut targets);
    targets[0].comparator.as_str()
}

#[test]
fn bare_numbers_of_unwanted_things_are_ceilings() {
    for (name, text, expect) in [
        ("Tỷ lệ hộ nghèo", "1,5", "<="),
        ("Tỷ lệ hộ nghèo", "≥ 1,5", ">="),
        ("Tỷ lệ hồ sơ trễ hạn", "0,5%", "<="),
        ("Tỷ lệ tổn thất điện năng", "4", "<="),
        ("Giảm tỷ lệ hộ nghèo", "1,5", ">="),
        ("Tỷ lệ hộ nghèo được hỗ trợ nhà ở", "100", ">="),
        ("Tỷ lệ tham gia bảo hiểm thất nghiệp", "45", ">="),
        ("Tỷ lệ che phủ rừng", "42", ">="),
    ] {
        assert_eq!(bare(name, text), expect, "{name}: {text}");
    }
}

#[test]
fn due_years() {
    for (text, expect) in [
        ("2026", Some(("2026", "2026-12-31"))),
        ("hết năm 2030", Some(("2030", "2030-12-31"))),
        ("Mục tiêu năm 2026", Some(("2026", "2026-12-31"))),
        ("Giai đoạn 2023 – 2025", Some(("2023-2025", "2025-12-31"))),
        ("từ năm 2026 đến năm 2030", Some(("2026-2030", "2030-12-31"))),
        ("Mục tiêu", None),
    ] {
        let due = read_due(text).map(|(due, date)| (due, date.to_string()));
        let due = due.as_ref().map(|(due, date)| (due.as_str(), date.as_str()));
        assert_eq!(due, expect, "{text}");
    }
}

#[test]
fn kinds_and_directions() {
    for (name, unit, target, kind, direction) in [
        ("Tỷ lệ phủ sóng 5G", "% dân số", "100%", "percent", "up"),
        ("Số vườn ươm", "Vườn ươm/trung tâm", "≥ 1", "count", "up"),
        ("Xếp hạng PII", "Thứ bậc", "Top 10", "rank", "down"),
        ("Chỉ số phát triển con người (HDI)", "Giá trị", "> 0.8", "index", "up"),
        ("Chỉ số Chuyển đổi số cấp tỉnh", "Điểm", "≥ 0.75", "index", "up"),
        ("Giá trị thanh toán/GRDP", "Lần", "30", "ratio", "up"),
        ("Nhân lực nghiên cứu", "người/vạn dân", "12 người trên một vạn dân", "ratio", "up"),
        ("Tỷ lệ hộ nghèo", "%", "dưới 1%", "percent", "down"),
        ("Tỷ lệ thất nghiệp", "%", "3%", "percent", "down"),
        ("Ban hành quy chế", "", "Hoàn thành", "text", "none"),
    ] {
        let targets = [read(target, unit).0];
        let read = indicator_kind(name, unit, &targets);
        assert_eq!(read.as_str(), kind, "{name}");
        assert_eq!(indicator_direction(name, read, &targets).as_str(), direction, "{name}");
    }
}

proptest! {
    #[test]
    fn any_text_can_be_read(
        text in ".*",
        words in "(≥|>|=|-|/|%|\\.|,|\\(|\\)|và|không|trên|năm|Top|[0-9]{1,5}| ){0,12}",
    ) {
        for text in [text, words] {
            let (target, _) = read(&text, &text);
            indicator_kind(&text, &text, &[target]);
            read_due(&text);
        }
    }

    /// A range printed in any way is that range or a warning.
    #[test]
    fn printed_ranges_are_read_back(
        lower in 0_i64..5000,
        length in 1_i64..5000,
        join in proptest::sample::select(vec!["-", " - ", "–", " – ", "÷", "~", " đến ", "% - "]),
        opening in proptest::sample::select(vec!["", "Từ ", "đạt từ ", "khoảng "]),
        tail in proptest::sample::select(vec!["", "%", " người", " (theo kế hoạch)"]),
    ) {
        let (from, to) = (Decimal::from(lower), Decimal::from(lower + length));
        let (first, last) = (crate::vietnamese::decimal(&from), crate::vietnamese::decimal(&to));
        let text = format!("{opening}{first}{join}{last}{tail}");
        let (target, problems) = read(&text, "");
        let is_right = (target.value, target.value_max) == (Some(from), Some(to));
        prop_assert!(is_right || (problems > 0 && target.value.is_none()), "{text}: {target:?}");
    }

    #[test]
    fn printed_numbers_are_read_back(mantissa in 0_i64..10_i64.pow(12), scale in 0_u32..5) {
        let number = Decimal::new(mantissa, scale);
        let (target, problems) = read(&format!("≥ {}%", crate::vietnamese::decimal(&number)), "%");
        prop_assert_eq!((target.comparator, target.value, problems), (Comparator::AtLeast, Some(number), 0));
    }
}
