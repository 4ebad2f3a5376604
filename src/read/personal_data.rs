//! Personal data in text: telephone numbers, e-mail addresses, citizen ids. A public portal
//! publishes none of them; what may be some a person has to look at.

mod doubt;
mod number;
mod person;
mod plain;

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use plain::Plain;

/// A kind of personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A Vietnamese telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// Number of an identity card: 12 digits, or 9 on the old one.
    CitizenId,
}

impl Kind {
    /// The Vietnamese words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Phone => "số điện thoại",
            Self::Email => "địa chỉ thư điện tử",
            Self::CitizenId => "số căn cước",
        }
    }
}

/// A stretch of text that is personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind.
    pub kind: Kind,
    /// Bytes of the text it takes.
    pub range: Range<usize>,
    /// What is written there, in plain digits and signs.
    pub value: String,
}

/// Personal data in `text`, in order.
pub fn find(text: &str) -> Vec<Finding> {
    let plain = Plain::new(text);
    let mut found = emails(&plain.text);
    found.extend(number::find(&plain.text));
    found.sort_by_key(|(_, range)| range.start);
    let finding = |(kind, range): (Kind, Range<usize>)| {
        let value = plain.text[range.clone()].to_owned();
        Finding { kind, range: plain.place(range), value }
    };
    found.into_iter().map(finding).collect()
}

/// Pushes an error for each piece of personal data in `text` that `allowed` does not list, and a warning for each that may
/// be some. An allowed entry is a whole number or address, or `@` and a domain. `place` says where a range of
/// bytes of the text stands; `what` names the thing that holds the text, such as "cột `Số điện thoại`".
pub fn check(
    text: &str,
    place: impl Fn(Range<usize>) -> Place,
    allowed: &[String],
    what: &str,
    diagnostics: &mut Diagnostics,
) {
    let found = find(text);
    for finding in &found {
        if allowed.iter().any(|entry| is_allowed(&finding.value, entry)) {
            continue;
        }
        let kind = finding.kind;
        let message = format!("{what} có {} `{}`", kind.label(), mask(kind, &finding.value));
        let remedy = if what.starts_with("cột") {
            format!(
                "loại {what} trong plan.toml, mục [[column]], hoặc xóa số liệu ấy khỏi tệp nguồn"
            )
        } else {
            format!("xóa {} khỏi tệp nguồn", kind.label())
        };
        diagnostics.push(
            Diagnostic::new(Code::PersonalData, place(finding.range.clone()), message)
                .allowed("liên hệ công khai của cơ quan, có trong danh sách cho phép")
                .suggestion(remedy),
        );
    }
    for doubt in doubt::find(text) {
        let is_sure = |finding: &Finding| {
            finding.range.start < doubt.range.end && doubt.range.start < finding.range.end
        };
        if found.iter().any(is_sure) {
            continue;
        }
        let message = format!("{what} có thể có {} của một người", doubt.label);
        diagnostics.push(
            Diagnostic::new(Code::PersonalDataDoubtful, place(doubt.range), message)
                .suggestion("nếu là của một người thì xóa khỏi tệp nguồn; nếu không thì viết rõ là của cơ quan nào"),
        );
    }
}

/// Whether a cell below `heading` names a person, as columns of leaders and contacts do.
pub fn names_person(heading: &str, text: &str) -> bool {
    person::is_of_persons(heading) && person::find(&Plain::new(text).text).is_some()
}

/// The warning about `count` names of persons in a column, the first of them at `place`.
pub fn persons_named(heading: &str, count: usize, place: Place) -> Diagnostic {
    let message = format!("cột `{heading}` có tên riêng của người ở {count} ô");
    Diagnostic::new(Code::PersonalDataDoubtful, place, message).suggestion(
        "nếu không công bố tên người thì loại cột này (trong plan.toml: mục [[column]] với use = \"exclude\") hoặc ghi chức danh, cơ quan thay cho tên",
    )
}

fn is_allowed(found: &str, entry: &str) -> bool {
    let entry = entry.trim().to_lowercase();
    if entry.contains('@') {
        let found = found.to_lowercase();
        return found == entry || (entry.starts_with('@') && found.ends_with(&entry));
    }
    let digits = |text: &str| {
        let digits = digits(text);
        match digits.strip_prefix("0084").or_else(|| digits.strip_prefix("84")) {
            Some(rest) => format!("0{}", rest.trim_start_matches('0')),
            None => digits,
        }
    };
    !digits(&entry).is_empty() && digits(found) == digits(&entry)
}

/// The found value with its middle hidden, so that a report does not publish it again.
fn mask(kind: Kind, found: &str) -> String {
    if kind == Kind::Email {
        let first: String = found.chars().take(1).collect();
        let domain = found.rsplit('@').next().unwrap_or_default();
        return format!("{first}•••@{domain}");
    }
    let digits = digits(found);
    let hidden = digits.len().saturating_sub(5);
    format!("{}{}{}", &digits[..2], "•".repeat(hidden), &digits[2 + hidden..])
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Ends of domains before and behind whose `@` there may be a blank.
const USUAL_ENDS: [&str; 6] = ["com", "vn", "net", "org", "edu", "gov"];

fn emails(text: &str) -> Vec<(Kind, Range<usize>)> {
    let is_local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
    let is_domain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let mut findings: Vec<(Kind, Range<usize>)> = Vec::new();
    for (at, _) in text.match_indices('@') {
        let after = findings.last().map_or(0, |(_, range)| range.end);
        if at < after {
            continue;
        }
        let close = &text[after..at];
        let before = close.strip_suffix(' ').unwrap_or(close);
        let local = &before[before.trim_end_matches(is_local).len()..];
        let local = local.trim_start_matches(['.', '-']);
        let loose = &text[at + 1..];
        let rest = loose.strip_prefix(' ').unwrap_or(loose);
        let end = rest.find(|c| !is_domain(c)).unwrap_or(rest.len());
        let domain = rest[..end].trim_end_matches(['.', '-']);
        let top = domain.rsplit('.').next().unwrap_or_default();
        let is_tight = before.len() == close.len() && rest.len() == loose.len();
        let is_domain = domain.contains('.')
            && top.len() >= 2
            && top.chars().all(|c| c.is_ascii_alphabetic())
            && domain.split('.').all(|label| !label.is_empty())
            && (is_tight || USUAL_ENDS.contains(&top.to_lowercase().as_str()));
        if !local.is_empty() && is_domain {
            let start = after + before.len() - local.len();
            let end = text.len() - rest.len() + domain.len();
            findings.push((Kind::Email, start..end));
        }
    }
    findings
}

/// The plans shipped with the project, for tests.
#[cfg(test)]
pub(super) fn real_plans() -> [&'static str; 4] {
    [
        include_str!("../../seeds/plans/kh57-2026/document.txt"),
        include_str!("../../seeds/plans/qd123-2023/document.txt"),
        include_str!("../../seeds/plans/vast-2026/document.txt"),
        include_str!("../../seeds/plans/viettel-2026/document.txt"),
    ]
}

#[cfg(test)]
mod made_up;

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Kind, &str)> {
        find(text).into_iter().map(|finding| (finding.kind, &text[finding.range])).collect()
    }

    #[test]
    fn phones_are_found() {
        for number in [
            "0912345678",
            "0912 345 678",
            "0912.345.678",
            "091-234-5678",
            "09.12.34.56.78",
            "+84 912 345 678",
            "+84(0)912345678",
            "0084912345678",
            "84912345678",
            "0222.3822.123",
            "0222 3822123",
            "024 3825 1234",
            "02223822123",
        ] {
            let text = format!("Liên hệ: {number}, ông A");
            let digits_of = |text: &str| digits(text);
            let findings = found(&text);
            assert_eq!(findings.len(), 1, "{text}: {findings:?}");
            assert_eq!(findings[0].0, Kind::Phone);
            assert_eq!(digits_of(findings[0].1), digits_of(number));
        }
        assert_eq!(found("(0222) 3822 123").len(), 1);
        assert_eq!(found("ĐT:0912345678/0987654321").len(), 2);
        assert_eq!(found("0912345678 - 0987.654.321; 0222.3822.123").len(), 3);
        assert_eq!(found("SĐT0912345678").len(), 1);
        assert_eq!(found("https://zalo.me/0912345678").len(), 1);
    }

    #[test]
    fn addresses_are_found() {
        let text = "Gửi về nguyen.van-a@bacninh.gov.vn. Hoặc <b@c.vn>, x@y, @abc, a@@b.vn";
        let expected = [(Kind::Email, "nguyen.van-a@bacninh.gov.vn"), (Kind::Email, "b@c.vn")];
        assert_eq!(found(text), expected);
    }

    #[test]
    fn citizen_ids_are_found() {
        assert_eq!(found("027190001234"), [(Kind::CitizenId, "027190001234")]);
        assert_eq!(found("CCCD: 027 190 001 234"), [(Kind::CitizenId, "027 190 001 234")]);
        assert_eq!(found("CMND số 125123456"), [(Kind::CitizenId, "125123456")]);
        assert_eq!(found("125123456"), []);
        assert_eq!(found("097190001234"), []);
    }

    #[test]
    fn other_numbers_are_left_alone() {
        for text in [
            "193/2025/QH15, 6548/UBND-KGVX, 285/TTr-SKHCN, 0912345678/KH-UBND",
            "ngày 09/12/2026, 09-12-2026, 09.12.2026 15 người, 2025-2030",
            "1.234.567.890 đồng; 10.000.000; 0,912345678; 0.912345678; 3.825.123.456 đồng",
            "03 05 07 08 09; 01 02 03 04 05",
            "mã KH20_TT_N01.2, H09.12.345.678, 000.00.00.G12, SP0912345678A",
            "Mã số thuế: 0301234567; mã số doanh nghiệp 0912345678",
            "năm 2026 2027 2028 2029 2030",
            "12345678901234567890, 091234567, 09123456789",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn real_plans_hold_none() {
        for text in real_plans() {
            assert_eq!(found(text), []);
        }
    }

    #[test]
    fn reports_hide_the_value_and_name_the_column() {
        let place = Place::cell("a.xlsx", "Tiến độ", 5, 7);
        let allowed = ["0222.3822.123".to_owned(), "@bacninh.gov.vn".to_owned()];
        let mut diagnostics = Diagnostics::default();
        let text = "0912345321, 02223822123, a@bacninh.gov.vn, lan@gmail.com";
        check(text, |_| place.clone(), &allowed, "cột `Số điện thoại`", &mut diagnostics);
        let messages: Vec<_> = diagnostics.iter().map(|d| d.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "cột `Số điện thoại` có số điện thoại `09•••••321`",
                "cột `Số điện thoại` có địa chỉ thư điện tử `l•••@gmail.com`",
            ]
        );
        let suggestion = diagnostics.iter().next().unwrap().suggestion.clone().unwrap();
        assert!(suggestion.contains("cột `Số điện thoại` trong plan.toml, mục [[column]]"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_ranges_within_it(text in "[0-9a-z+ .,_@/()\\[\\]đ０９\u{200b}-]{0,60}|.{0,60}") {
            for finding in find(&text) {
                assert!(!text[finding.range].is_empty());
                assert!(!mask(finding.kind, &finding.value).is_empty());
            }
        }
    }
}
