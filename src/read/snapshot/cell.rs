//! The words of one cell of a report → dates, numbers, choices.

use jiff::ToSpan as _;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Date, Decimal, Indicator, IndicatorKind, Nature, ReportedStatus};
use crate::read::value::{LeadingNumber, leading_number, valid_date};
use crate::vietnamese::{self, decimal, fold};

use super::columns::Field;
use super::table::Row;

/// Reads `dd/MM/yyyy` (also with `-` or `.`) or `yyyy-MM-dd`, with or without a time of 00:00.
pub(super) fn date(row: &Row, field: Field, diagnostics: &mut Diagnostics) -> Option<Date> {
    let text = row.text(field);
    if text.is_empty() {
        return None;
    }
    let day = text.split([' ', 'T']).next().unwrap_or(text);
    let parts: Vec<&str> = day.split(['/', '-', '.']).collect();
    let small = |text: &str| text.parse::<i8>().ok().filter(|_| matches!(text.len(), 1 | 2));
    let year = |text: &str| text.parse::<i16>().ok().filter(|_| text.len() == 4);
    let numbers = match parts.as_slice() {
        [first, second, third] => match (year(first), year(third)) {
            (Some(year), None) => small(second).zip(small(third)).map(|(m, d)| (year, m, d)),
            (None, Some(year)) => small(second).zip(small(first)).map(|(m, d)| (year, m, d)),
            _ => None,
        },
        _ => None,
    };
    if let Some(numbers) = numbers {
        return valid_date(numbers, &row.place(field), diagnostics);
    }
    let heading = row.heading(field);
    let allowed = "ngày/tháng/năm như `31/03/2026`, hoặc `2026-03-31`";
    let problem =
        |message| Diagnostic::new(Code::ReportDate, row.place(field), message).allowed(allowed);
    diagnostics.push(match day_of_serial(text).map(vietnamese::date) {
        Some(day) => problem(format!(
            "cột “{heading}”: `{text}` là một con số; Excel dùng số này cho ngày {day}"
        ))
        .suggestion(format!(
            "nếu đúng là ngày ấy thì ghi `{day}`: ô dán từ nơi khác đã mất định dạng ngày"
        )),
        None => problem(format!("cột “{heading}”: không hiểu ngày `{text}`")),
    });
    None
}

/// The day a number stands for where a pasted cell lost its format: spreadsheets count days from 30/12/1899. Only days
/// of this century, 1/1/2000 to 31/12/2099; a workbook of old Macs counts from another day, so the number is never taken for the date unasked.
fn day_of_serial(text: &str) -> Option<Date> {
    let (whole, fraction) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let days: i32 = whole.parse().ok().filter(|_| is_number(whole) && is_number(fraction))?;
    if !(36_526..=73_050).contains(&days) {
        return None;
    }
    Date::constant(1899, 12, 30).checked_add(days.days()).ok()
}

/// A share in per cent from 0 to 100, with or without the sign.
pub(super) fn percent(row: &Row, diagnostics: &mut Diagnostics) -> Option<Decimal> {
    let text = row.text(Field::Percent);
    if text.is_empty() {
        return None;
    }
    let number =
        leading_number(text).filter(|read| matches!(read.rest, "" | "%")).map(|read| read.value);
    let read = number.filter(|number| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(number));
    if read.is_none() {
        let code = if number.is_some() { Code::ReportValueRange } else { Code::ReportNumber };
        let heading = row.heading(Field::Percent);
        let message = format!("cột “{heading}”: `{text}` không phải tỷ lệ từ 0 đến 100");
        diagnostics.push(
            Diagnostic::new(code, row.place(Field::Percent), message).allowed("số từ 0 đến 100"),
        );
    }
    if let Some(number) = read.filter(|number| *number > Decimal::ZERO && *number < Decimal::ONE)
        && !text.contains('%')
    {
        let as_percent = number.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(number).normalize();
        let heading = row.heading(Field::Percent);
        let message = format!("cột “{heading}”: {} % rất nhỏ", decimal(&number));
        let suggestion =
            format!("nếu là {} % thì viết `{}`", decimal(&as_percent), decimal(&as_percent));
        diagnostics.push(
            Diagnostic::new(Code::ReportNumberAmbiguous, row.place(Field::Percent), message)
                .suggestion(suggestion),
        );
    }
    let digits = text.trim_end_matches(['%', ' ']);
    if read.is_some() && is_double(digits) && !row.is_number(Field::Percent) {
        let message =
            format!("cột «{}»: `{text}` có thể là hai số khác nhau", row.heading(Field::Percent));
        diagnostics.push(
            Diagnostic::new(Code::ReportNumberAmbiguous, row.place(Field::Percent), message)
                .suggestion("viết phần lẻ với số chữ số khác 3, ví dụ `45,5`"),
        );
    }
    read
}

/// What may be said of a state beside the words of the form, folded; nothing else is understood. Words that only begin
/// like one of these say something else: “hoàn thành dự thảo” is not completed.
const STATUS_WORDS: &[(ReportedStatus, &[&str])] = &[
    (
        ReportedStatus::NotStarted,
        &["chua thuc hien", "chua trien khai", "chua bat dau", "khong thuc hien", "not started"],
    ),
    (
        ReportedStatus::InProgress,
        &[
            "dang thuc hien",
            "dang trien khai",
            "dang trien khai thuc hien",
            "dang thuc hien dung tien do",
            "chua hoan thanh",
            "dung tien do",
            "bao dam tien do",
            "dam bao tien do",
            "trong han",
            "cham tien do",
            "qua han",
            "hoan thanh mot phan",
            "co ban hoan thanh",
            "in progress",
        ],
    ),
    (
        ReportedStatus::Completed,
        &[
            "hoan thanh",
            "da hoan thanh",
            "hoan thanh 100%",
            "da hoan thanh 100%",
            "hoan thanh dung han",
            "da hoan thanh dung han",
            "hoan thanh truoc han",
            "hoan thanh som",
            "hoan thanh qua han",
            "hoan thanh cham",
            "da xong",
            "completed",
        ],
    ),
    (ReportedStatus::Paused, &["tam dung", "dang tam dung", "tam hoan", "dang tam hoan", "paused"]),
    (ReportedStatus::Withdrawn, &["bai bo", "da bai bo", "thay the", "da thay the", "withdrawn"]),
];

/// The reported state; a problem when there is none or it is not understood.
pub(super) fn status(row: &Row, diagnostics: &mut Diagnostics) -> Option<ReportedStatus> {
    let text = row.text(Field::Status);
    // Several words parted by commas must all say the same: “đang thực hiện, bảo đảm tiến độ”.
    let folded = fold(text).replace('_', " ");
    let mut states = folded.split([',', ';']).map(state);
    let found = states.next().flatten().filter(|first| states.all(|other| other == Some(*first)));
    if found.is_none() {
        let labels: Vec<&str> = ReportedStatus::ALL.iter().map(|status| status.2).collect();
        let message = if text.is_empty() {
            format!("dòng có báo cáo nhưng cột “{}” để trống", row.heading(Field::Status))
        } else {
            format!("không có tình trạng `{text}`")
        };
        let problem = Diagnostic::new(Code::ReportStatus, row.place(Field::Status), message)
            .allowed(labels.join(", "));
        // Beginning like a state is no likeness: much that is begun is not completed.
        diagnostics.push(if text.chars().count() > LONGEST_SLIP {
            problem.suggestion(
                "chọn một tình trạng trong danh sách, ghi phần còn lại vào cột “Kết quả”",
            )
        } else {
            problem.nearest(text, labels.iter().copied())
        });
    }
    found
}

/// The state that words say, folded.
fn state(words: &str) -> Option<ReportedStatus> {
    let key = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let key = key.trim_matches([' ', '.', '"', '“', '”', '«', '»']);
    let by_label = ReportedStatus::ALL.iter().find(|status| fold(status.2) == key);
    let by_word = || STATUS_WORDS.iter().find(|(_, words)| words.contains(&key));
    by_label.map(|status| status.0).or_else(|| by_word().map(|entry| entry.0))
}

/// A longer state was meant as it is written, not mistyped.
const LONGEST_SLIP: usize = 16;

/// What a value counts; lũy kế unless said.
pub(super) fn nature(row: &Row, diagnostics: &mut Diagnostics) -> Nature {
    let text = row.text(Field::Nature);
    match fold(text).replace('_', " ").as_str() {
        "" | "luy ke" | "cong don" | "cumulative" => Nature::Cumulative,
        "trong ky" | "trong nam" | "phat sinh trong ky" | "within period" => Nature::WithinPeriod,
        _ => {
            push_word(row, Field::Nature, &["lũy kế", "trong kỳ"], diagnostics);
            Nature::Cumulative
        }
    }
}

/// Whether the definition changed; no unless said.
pub(super) fn breaks(row: &Row, diagnostics: &mut Diagnostics) -> bool {
    match fold(row.text(Field::Break)).as_str() {
        "" | "khong" | "no" | "false" | "0" => false,
        "co" | "x" | "yes" | "true" | "1" => true,
        _ => {
            push_word(row, Field::Break, &["có", "không"], diagnostics);
            false
        }
    }
}

fn push_word(row: &Row, field: Field, allowed: &[&str], diagnostics: &mut Diagnostics) {
    let message = format!("cột “{}”: không có lựa chọn `{}`", row.heading(field), row.text(field));
    diagnostics.push(
        Diagnostic::new(Code::ReportWord, row.place(field), message)
            .allowed(allowed.join(", "))
            .nearest(row.text(field), allowed.iter().copied()),
    );
}

/// The value of an indicator, checked against its unit.
pub(super) fn value(
    row: &Row,
    indicator: &Indicator,
    diagnostics: &mut Diagnostics,
) -> Option<Decimal> {
    let text = row.text(Field::Value);
    let problem = |code: Code, message: String| {
        Diagnostic::new(code, row.place(Field::Value), message).item(&indicator.id)
    };
    let Some(LeadingNumber { value: number, digits, rest: unit }) = leading_number(text) else {
        let message = format!("cột “{}”: không hiểu số `{text}`", row.heading(Field::Value));
        diagnostics
            .push(problem(Code::ReportNumber, message).allowed(
                "một số, dấu phẩy trước phần lẻ như `82,5`; để trống nếu chưa có số liệu",
            ));
        return None;
    };
    for (field, unit) in [(Field::Value, unit), (Field::Unit, row.text(Field::Unit))] {
        if !unit.is_empty() && !is_same_unit(unit, &indicator.unit) {
            let message =
                format!("đơn vị `{unit}` khác đơn vị của chỉ tiêu là `{}`", indicator.unit);
            diagnostics.push(
                Diagnostic::new(Code::ReportUnit, row.place(field), message)
                    .allowed(format!("số tính theo `{}`", indicator.unit))
                    .item(&indicator.id),
            );
            return None;
        }
    }
    let digits: String = digits.chars().filter(|c| !c.is_whitespace()).collect();
    let number = settle(row, digits.trim_start_matches('+'), number, indicator, diagnostics);
    if let Some(allowed) = refusal(number, indicator) {
        let message = format!("giá trị {} ngoài khoảng cho phép", decimal(&number));
        diagnostics.push(problem(Code::ReportValueRange, message).allowed(allowed));
        return None;
    }
    Some(number)
}

/// Decides `1.234` and `1,234`, which people write for two different numbers: the unit may allow only one.
fn settle(
    row: &Row,
    digits: &str,
    number: Decimal,
    indicator: &Indicator,
    diagnostics: &mut Diagnostics,
) -> Decimal {
    let mut warn = |message: String, suggestion: String| {
        diagnostics.push(
            Diagnostic::new(Code::ReportNumberAmbiguous, row.place(Field::Value), message)
                .suggestion(suggestion)
                .item(&indicator.id),
        );
    };
    let plain = digits.trim_start_matches(['-', '−', '+']);
    // A number cell of a sheet is written with a comma by the reader and is no guess.
    if is_double(plain) && !(row.is_number(Field::Value) && plain.contains(',')) {
        let thousand = Decimal::ONE_THOUSAND;
        let other = if plain.contains('.') {
            number.checked_div(thousand)
        } else {
            number.checked_mul(thousand).map(|other| other.normalize())
        };
        let only_other = other.filter(|other| {
            refusal(number, indicator).is_some() && refusal(*other, indicator).is_none()
        });
        let taken = only_other.unwrap_or(number);
        warn(
            format!("`{digits}` có thể là hai số khác nhau; đã hiểu là {}", decimal(&taken)),
            "bỏ dấu ngăn hàng nghìn, hoặc viết phần lẻ với số chữ số khác 3".to_owned(),
        );
        return taken;
    }
    let target = indicator.targets.iter().find_map(|target| target.value);
    let is_fraction = number > Decimal::ZERO && number < Decimal::ONE;
    if is_fraction && is_share(indicator) && target.is_some_and(|target| target >= Decimal::TEN) {
        let as_percent = number.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(number).normalize();
        warn(
            format!("{} % rất nhỏ so với mục tiêu", decimal(&number)),
            format!("nếu là {} % thì viết `{}`", decimal(&as_percent), decimal(&as_percent)),
        );
    }
    number
}

/// Whether digits may be a number of thousands or one with three decimals: `1.234`, `1,234`.
fn is_double(digits: &str) -> bool {
    digits.split_once(['.', ',']).is_some_and(|(whole, fraction)| {
        fraction.len() == 3
            && fraction.bytes().all(|byte| byte.is_ascii_digit())
            && matches!(whole.len(), 1..=3)
            && !whole.starts_with('0')
    })
}

/// What the unit of an indicator allows, when it does not allow `number`.
fn refusal(number: Decimal, indicator: &Indicator) -> Option<String> {
    let is_whole = number.fract().is_zero();
    let is_negative = number < Decimal::ZERO;
    let unit = &indicator.unit;
    match indicator.kind {
        IndicatorKind::Percent if is_share(indicator) => {
            let fits = !is_negative && number <= Decimal::ONE_HUNDRED;
            (!fits).then(|| format!("tỷ lệ `{unit}` từ 0 đến 100"))
        }
        IndicatorKind::Percent | IndicatorKind::Text => None,
        IndicatorKind::Rank => {
            (!is_whole || number < Decimal::ONE).then(|| "thứ hạng là số nguyên từ 1".to_owned())
        }
        IndicatorKind::Count => {
            (!is_whole || is_negative).then(|| format!("số đếm `{unit}` là số nguyên từ 0"))
        }
        IndicatorKind::Index | IndicatorKind::Ratio => {
            is_negative.then(|| format!("`{unit}` không âm"))
        }
    }
}

/// Whether a percentage is a share of a whole: growth may pass 100 and fall below 0.
fn is_share(indicator: &Indicator) -> bool {
    let words = fold(&format!("{} {}", indicator.name, indicator.unit));
    let grows = ["tang", "toc do", "/nam", "so voi"].iter().any(|word| words.contains(word));
    let passes = indicator
        .targets
        .iter()
        .any(|target| target.value.max(target.value_max) > Some(Decimal::ONE_HUNDRED));
    indicator.kind == IndicatorKind::Percent && !grows && !passes
}

/// "%" says enough of "% dân số".
fn is_same_unit(written: &str, unit: &str) -> bool {
    let (written, unit) = (fold(written), fold(unit));
    written == unit || (written == "%" && (unit.starts_with('%') || unit.is_empty()))
}
