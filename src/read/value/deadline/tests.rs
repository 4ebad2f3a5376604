//! Tests of the deadline reader.

use proptest::prelude::*;

use super::*;
use crate::model::Date;

/// `kind start..end milestones | condition`, then the codes of problems.
fn check(text: &str, expect: &str) {
    let mut diagnostics = Diagnostics::default();
    let read = read_deadline(text, &Place::file("d.txt"), &mut diagnostics);
    let day = |date: Option<Date>| date.map_or(String::new(), |date| date.to_string());
    let mut said = format!("{} {}..{}", read.kind.as_str(), day(read.start), day(read.end));
    for milestone in &read.milestones {
        said = format!("{said} [{}: {}]", milestone.date, milestone.text);
    }
    if let Some(condition) = &read.condition {
        said = format!("{said} | {condition}");
    }
    for problem in diagnostics.iter() {
        said = format!("{said} !{}", problem.code.as_str());
    }
    assert_eq!(said, expect, "{text}");
}

#[test]
fn days_months_quarters_and_years() {
    check("31/3/2026", "date ..2026-03-31");
    check("30/06/2026.", "date ..2026-06-30");
    check("15-12-2026", "date ..2026-12-15");
    check("15.12.2026", "date ..2026-12-15");
    check("15/12/26", "date ..2026-12-15");
    check("2026-12-15", "date ..2026-12-15");
    check("2026-12-15 00:00:00", "date ..2026-12-15");
    check("ngày 5 tháng 4 năm 2026", "date ..2026-04-05");
    check("Trước ngày 15/3/2026", "date ..2026-03-15");
    check("Hoàn thành trước 30/6/2026", "date ..2026-06-30");
    check("Tháng 9/2026 (khi đủ điều kiện)", "month ..2026-09-30 | khi đủ điều kiện");
    check("Trong tháng 01/2026", "month ..2026-01-31");
    check("Tháng 2 năm 2028", "month ..2028-02-29");
    check("12/2026", "month ..2026-12-31");
    check("6 tháng đầu năm 2026", "month ..2026-06-30");
    check("Quý I/2026", "quarter ..2026-03-31");
    check("Quý 4 năm 2026", "quarter ..2026-12-31");
    check("Quý I, II/2026", "quarter ..2026-06-30");
    check("Đến hết quý II-2026", "quarter ..2026-06-30");
    check("Năm 2026", "year ..2026-12-31");
    check("2026", "year ..2026-12-31");
    check("Đến năm 2030", "year ..2030-12-31");
    check(
        "Năm 2026 (cụ thể theo yêu cầu rà soát quy hoạch của tỉnh)",
        "year ..2026-12-31 | cụ thể theo yêu cầu rà soát quy hoạch của tỉnh",
    );
    check(
        "15/12/2026 (theo lộ trình của Trung ương)",
        "date ..2026-12-15 | theo lộ trình của Trung ương",
    );
    check("15/12/2026 theo lộ trình", "date ..2026-12-15 | theo lộ trình");
}

#[test]
fn short_and_yearless_dates() {
    check("T6/2026", "month ..2026-06-30");
    check("Q2/2026", "quarter ..2026-06-30");
    check("Q.III/2026", "quarter ..2026-09-30");
    check("Cuối quý II/2026", "quarter ..2026-06-30");
    check("Nửa đầu tháng 6/2026", "date ..2026-06-15");
    check("Cuối năm 2026", "year ..2026-12-31");
    check("15h00 ngày 20/6/2026", "date ..2026-06-20");
    check("Không muộn hơn 31/3/2026", "date ..2026-03-31");
    check("Quý II, IV/2026", "multi ..2026-12-31 [2026-06-30: ] [2026-12-31: ]");
    check("Tháng 6 và tháng 12/2026", "multi ..2026-12-31 [2026-06-30: ] [2026-12-31: ]");
    check("Quý I-II/2026", "quarter ..2026-06-30");
    check("Trong tháng 6-7/2026", "range 2026-06-01..2026-07-31");
    check("6/2026 – 9/2026", "range 2026-06-01..2026-09-30");
    check("Quý III/2026-Quý I/2027", "range 2026-07-01..2027-03-31");
    for (text, expect) in [
        ("Trước 30/6", "2026-06-30"),
        ("Tháng 5", "2026-05-31"),
        ("Quý II", "2026-06-30"),
        ("Cuối quý II", "2026-06-30"),
        ("Trước ngày 30 tháng 6", "2026-06-30"),
        ("20/11", "2026-11-20"),
        ("Cuối năm", "2026-12-31"),
        ("6 tháng đầu năm", "2026-06-30"),
    ] {
        let mut diagnostics = Diagnostics::default();
        let place = Place::file("d.txt");
        let read = read_deadline_in(text, Some(2026), &place, &mut diagnostics);
        let end = read.end.map(|date| date.to_string());
        assert_eq!((end.as_deref(), diagnostics.iter().count()), (Some(expect), 0), "{text}");
        let read = read_deadline(text, &place, &mut diagnostics);
        assert_eq!((read.end, diagnostics.iter().count()), (None, 1), "{text}");
    }
}

#[test]
fn periods() {
    check("2026-2027", "range 2026-01-01..2027-12-31");
    check("Năm 2025 - 2030", "range 2025-01-01..2030-12-31");
    check("giai đoạn 2026–2030", "range 2026-01-01..2030-12-31");
    check("Từ năm 2026 đến năm 2030", "range 2026-01-01..2030-12-31");
    check("Từ 01/3/2026 đến 30/6/2026", "range 2026-03-01..2026-06-30");
    check("Tháng 3-6/2026", "range 2026-03-01..2026-06-30");
    check("Tháng 3/2026 - Tháng 6/2026", "range 2026-03-01..2026-06-30");
}

#[test]
fn standing_and_foreign_deadlines() {
    check("Thường xuyên", "ongoing ..");
    check("Thường xuyên trong giai đoạn 2026-2030", "ongoing 2026-01-01..2030-12-31");
    check("Thường xuyên (theo lộ trình Trung ương)", "ongoing .. | theo lộ trình Trung ương");
    check("Thường xuyên (theo lộ trình) Trung ương)", "ongoing .. | theo lộ trình) Trung ương");
    check("Thường xuyên, theo kế hoạch", "ongoing .. | theo kế hoạch");
    check("Năm 2026 và các năm tiếp theo", "ongoing 2026-01-01..");
    check("Từ năm 2026", "ongoing 2026-01-01..");
    check("Hàng năm", "annual ..");
    check("Định kỳ hằng năm", "annual ..");
    check("Trước 15/12 hằng năm", "annual ..");
    check("Hàng tháng", "ongoing ..");
    check("Ngày 15 hằng tháng", "ongoing ..");
    check("Trước ngày 05 của tháng liền kề", "ongoing ..");
    check("Từ 01/3/2026", "ongoing 2026-03-01..");
    check("Sau 30/6/2026", "ongoing 2026-06-30..");
    check("Từ quý II/2026", "ongoing 2026-04-01..");
    check("Ngay sau khi có hướng dẫn của Bộ", "relative ..");
    check("Theo lộ trình của Trung ương", "by_reference ..");
    check("Theo Kế hoạch phát triển dữ liệu 2026", "by_reference ..");
    check("100 ngày kể từ ngày ban hành", "relative ..");
    check("Trong vòng 06 tháng kể từ ngày 01/3/2026", "relative ..");
}

#[test]
fn several_dates() {
    check(
        "15/12/2026 hoàn thành phê duyệt Đề án, năm 2028 hoàn thành triển khai Đề án",
        "multi ..2028-12-31 [2026-12-15: hoàn thành phê duyệt Đề án] \
         [2028-12-31: hoàn thành triển khai Đề án]",
    );
    check(
        "Phê duyệt: trước 15/12/2026; triển khai: năm 2028",
        "multi ..2028-12-31 [2026-12-15: Phê duyệt] [2028-12-31: triển khai]",
    );
    check("Quý I/2026 và Quý III/2026", "multi ..2026-09-30 [2026-03-31: ] [2026-09-30: ]");
    check(
        "Thường xuyên trong giai đoạn 2026-2030. Riêng phủ sóng 5G đạt 100% dân số trong năm 2026.",
        "multi 2026-01-01..2030-12-31 [2026-12-31: phủ sóng 5G đạt 100% dân số]",
    );
    check(
        "30/4/2026 (mô hình thử nghiệm). Vận hành ổn định trong năm 2026",
        "multi ..2026-12-31 [2026-04-30: mô hình thử nghiệm] [2026-12-31: Vận hành ổn định]",
    );
    check(
        "Quý II/2026 ban hành Đề án. Báo cáo kết quả vào Quý IV",
        "multi ..2026-12-31 [2026-06-30: ban hành Đề án] [2026-12-31: Báo cáo kết quả]",
    );
    check(
        "31/03/2026 Các sở có văn bản đề xuất trước ngày 15/3/2026",
        "multi ..2026-03-31 [2026-03-31: ] [2026-03-15: Các sở có văn bản đề xuất]",
    );
    check(
        "Khởi động quý IV/2026; báo cáo kiểm kê quý II/2027; cập nhật hằng quý đến 2030",
        "multi ..2030-12-31 [2026-12-31: Khởi động] [2027-06-30: báo cáo kiểm kê]",
    );
    check(
        "30/6/2026 (đợt 1), 30/12/2026 (đợt 2)",
        "multi ..2026-12-30 [2026-06-30: đợt 1] [2026-12-30: đợt 2]",
    );
    check(
        "Thường xuyên (xây dựng bản đồ công nghệ xong 2026)",
        "multi ..2026-12-31 [2026-12-31: xây dựng bản đồ công nghệ]",
    );
}

#[test]
fn what_is_not_read() {
    check("", "none ..");
    check(" – ", "none ..");
    check("31/2/2026", "none .. !date/impossible");
    check("31/12", "none .. !deadline/unread");
    check("Trước 30/6", "none .. !deadline/unread");
    check("31/6", "none .. !date/impossible");
    check("Quý V/2026", "none .. !date/impossible");
    check("Tháng 13/2026", "none .. !date/impossible");
    check("Đầu năm 2026", "none .. !deadline/unread");
    check("Giữa năm 2026", "none .. !deadline/unread");
    check("Tuần 3 tháng 6/2026", "none .. !deadline/unread");
    check("Đợt 3 năm 2026", "none .. !deadline/unread");
    check("Năm học 2026-2027", "none .. !deadline/unread");
    check("Kỳ họp giữa năm 2026", "none .. !deadline/unread");
    check(
        "Đang thực hiện (đã quá hạn 31/12/2025)",
        "none .. | đã quá hạn 31/12/2025 !deadline/unread",
    );
    check("Sớm nhất có thể", "none .. !deadline/unread");
    check("số 12/2026/NĐ-CP", "none .. !deadline/unread");
    let mut diagnostics = Diagnostics::default();
    read_deadline("31/2/2026", &Place::file("d.txt"), &mut diagnostics);
    let offered = diagnostics.iter().next().and_then(|d| d.suggestion.as_deref());
    assert_eq!(offered, Some("ngày cuối tháng là 28/02/2026"));
}

proptest! {
    #[test]
    fn any_text_can_be_read(
        text in ".*",
        words in "(Tháng|Quý|năm|ngày|trước|đến|từ|Riêng|Thường xuyên|hằng|[0-9]{1,4}|I|IV|/|-|\\.|,|\\(|\\)| ){0,12}",
    ) {
        for text in [text, words] {
            read_deadline(&text, &Place::file("d.txt"), &mut Diagnostics::default());
        }
    }

    /// A time printed in any way is that time or a warning; 31 December only where a year is printed.
    #[test]
    fn printed_times_are_right_or_said(
        opening in proptest::sample::select(vec![
            "", "Trước ", "Trước ngày ", "Trong ", "Đến hết ", "Hoàn thành trong ", "Chậm nhất ",
            "Đầu ", "Giữa ", "Cuối ", "Nửa đầu ", "Khoảng ", "Tuần 2 ", "Đợt 1 ",
        ]),
        month in 1_i8..=12,
        day in 1_i8..=28,
        year in 2024_i16..2031,
        way in 0_usize..10,
        has_year in proptest::bool::ANY,
        closing in proptest::sample::select(vec!["", ".", " (theo lộ trình)", " theo kế hoạch"]),
    ) {
        let quarter = (month - 1) / 3 + 1;
        let roman = ["I", "II", "III", "IV"][usize::try_from(quarter - 1).unwrap()];
        let month_end = crate::read::value::last_day_of_month(year, month);
        let quarter_end = crate::read::value::last_day_of_month(year, quarter * 3);
        let (words, end) = match way {
            0 => (format!("{day}/{month}"), Date::new(year, month, day).ok()),
            1 => (format!("ngày {day:02}/{month:02}"), Date::new(year, month, day).ok()),
            2 => (format!("tháng {month}"), month_end),
            3 => (format!("tháng {month:02}"), month_end),
            4 => (format!("T{month}"), month_end),
            5 => (format!("quý {roman}"), quarter_end),
            6 => (format!("Quý {quarter}"), quarter_end),
            7 => (format!("Q{quarter}"), quarter_end),
            8 => (format!("ngày {day} tháng {month}"), Date::new(year, month, day).ok()),
            _ => ("năm".to_owned(), Date::new(year, 12, 31).ok()),
        };
        let joint = if matches!(way, 8 | 9) { " " } else { "/" };
        let joint = if way == 8 { " năm " } else { joint };
        let text = if has_year {
            format!("{opening}{words}{joint}{year}{closing}")
        } else {
            format!("{opening}{words}{closing}")
        };
        let mut diagnostics = Diagnostics::default();
        let read = read_deadline(&text, &Place::file("d.txt"), &mut diagnostics);
        let is_said = diagnostics.iter().count() > 0;
        let is_part = opening == "Nửa đầu ";
        let is_right = read.end == end
            || (is_part && read.end < end && read.end.is_some());
        prop_assert!(is_said || (has_year && is_right), "{text}: {read:?}");
        prop_assert!(!is_said || read.end.is_none(), "{text}: {read:?}");
    }

    #[test]
    fn printed_dates_are_read_back(year in 1900_i16..2200, month in 1_i8..=12, day in 1_i8..=28) {
        let date = Date::constant(year, month, day);
        for text in [
            crate::vietnamese::date(date),
            crate::vietnamese::long_date(date),
            date.to_string(),
            format!("{day}.{month}.{year}"),
        ] {
            let mut diagnostics = Diagnostics::default();
            let read = read_deadline(&text, &Place::file("d.txt"), &mut diagnostics);
            prop_assert_eq!((read.kind, read.end), (DeadlineKind::Date, Some(date)));
            prop_assert_eq!(diagnostics.iter().count(), 0);
        }
    }
}
