//! What the columns of a report mean, from their headings in Vietnamese or English.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::vietnamese::fold;

/// What a column of a report holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Id of the task or indicator.
    Id,
    /// Which dated part of the task.
    Milestone,
    /// Reported state of a task.
    Status,
    /// When it was completed.
    CompletedOn,
    /// How much is done.
    Percent,
    /// What was achieved.
    Result,
    /// What came out of it.
    Product,
    /// Address of a proof.
    Evidence,
    /// Difficulties.
    Difficulties,
    /// Proposals.
    Proposals,
    /// New deadline.
    ExtendedTo,
    /// Number and date of a decision.
    Decision,
    /// Value of an indicator.
    Value,
    /// Unit the value is in.
    Unit,
    /// The day the value is of.
    ValueDate,
    /// Lũy kế or trong kỳ.
    Nature,
    /// Whether the definition changed.
    Break,
    /// Where the value comes from.
    Source,
    /// A remark.
    Note,
    /// The agency that reports.
    Agency,
}

impl Field {
    /// Every field: the heading of the form, then other headings met, folded.
    pub const ALL: &'static [(Self, &'static str, &'static [&'static str])] = &[
        (
            Self::Id,
            "Mã",
            &["id", "ma so", "ma nhiem vu", "ma chi tieu", "item id", "task id", "indicator id"],
        ),
        (Self::Milestone, "Mốc", &["milestone", "moc so", "moc thoi gian"]),
        (
            Self::Status,
            "Tình trạng",
            &[
                "status",
                "reported status",
                "trang thai",
                "tinh trang thuc hien",
                "tinh hinh thuc hien",
                "tien do",
            ],
        ),
        (
            Self::CompletedOn,
            "Ngày hoàn thành",
            &["completed on", "completed_on", "ngay hoan thanh thuc te", "hoan thanh ngay"],
        ),
        (
            Self::Percent,
            "Tỷ lệ hoàn thành (%)",
            &["percent", "ty le hoan thanh", "% hoan thanh", "muc do hoan thanh"],
        ),
        (Self::Result, "Kết quả", &["result", "ket qua thuc hien", "ket qua dat duoc"]),
        (
            Self::Product,
            "Sản phẩm (số, ngày văn bản)",
            &["product", "san pham", "van ban san pham"],
        ),
        (
            Self::Evidence,
            "Minh chứng",
            &["evidence", "dia chi minh chung", "tai lieu minh chung", "link minh chung"],
        ),
        (
            Self::Difficulties,
            "Khó khăn, vướng mắc",
            &["difficulties", "kho khan", "vuong mac", "ton tai, han che"],
        ),
        (Self::Proposals, "Đề xuất, kiến nghị", &["proposals", "de xuat", "kien nghi"]),
        (
            Self::ExtendedTo,
            "Gia hạn đến",
            &["extended to", "extension", "thoi han moi", "gia han", "ngay gia han"],
        ),
        (
            Self::Decision,
            "Văn bản quyết định",
            &[
                "decision",
                "so quyet dinh",
                "quyet dinh",
                "quyet dinh gia han",
                "van ban gia han",
                "so quyet dinh gia han",
            ],
        ),
        (
            Self::Value,
            "Giá trị",
            &["value", "so lieu", "ket qua do", "gia tri thuc hien", "thuc hien"],
        ),
        (Self::Unit, "Đơn vị tính", &["unit", "don vi", "dvt"]),
        (
            Self::ValueDate,
            "Ngày của số liệu",
            &["value date", "ngay so lieu", "tinh den ngay", "thoi diem so lieu"],
        ),
        (
            Self::Nature,
            "Tính chất (lũy kế / trong kỳ)",
            &["nature", "tinh chat", "tinh chat so lieu", "loai so lieu"],
        ),
        (Self::Break, "Thay đổi cách tính", &["breaks series", "break", "doi cach tinh"]),
        (Self::Source, "Nguồn số liệu", &["source", "nguon"]),
        (Self::Note, "Ghi chú", &["note"]),
        (
            Self::Agency,
            "Cơ quan báo cáo",
            &["co quan", "co_quan", "agency", "reported by", "don vi bao cao"],
        ),
    ];

    /// The heading of the form.
    pub fn label(self) -> &'static str {
        Self::ALL.iter().find(|entry| entry.0 == self).map_or("", |entry| entry.1)
    }

    /// Whether people write words in it, which may hold personal data.
    pub(super) fn is_words(self) -> bool {
        !matches!(
            self,
            Self::Id
                | Self::Milestone
                | Self::CompletedOn
                | Self::Percent
                | Self::ExtendedTo
                | Self::Value
                | Self::ValueDate
        )
    }

    /// Whether it holds words of the agency's own, and not one of a list.
    pub(super) fn is_free(self) -> bool {
        self.is_words()
            && !matches!(
                self,
                Self::Status | Self::Unit | Self::Nature | Self::Break | Self::Agency
            )
    }

    /// Whether only the reporting agency fills it in; unit, nature, part and agency may come with the form.
    pub(super) fn is_answer(self) -> bool {
        !matches!(
            self,
            Self::Id | Self::Milestone | Self::Unit | Self::Nature | Self::Agency | Self::Source
        )
    }
}

/// What the column of that heading holds.
pub fn field(heading: &str) -> Option<Field> {
    static FIELDS: LazyLock<BTreeMap<String, Field>> = LazyLock::new(|| {
        let entries = Field::ALL.iter().rev();
        let headings = entries.flat_map(|(field, label, others)| {
            others.iter().chain(std::iter::once(label)).map(move |heading| (key(heading), *field))
        });
        headings.collect()
    });
    FIELDS.get(&key(heading)).copied()
}

/// Folded, `_` as space, nothing at the ends that a form adds ("*", ":").
fn key(heading: &str) -> String {
    let words = fold(heading).replace('_', " ");
    words
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .trim_matches([' ', '*', ':', '.'])
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_understood_in_both_languages() {
        for (field, label, others) in Field::ALL {
            assert_eq!(super::field(label), Some(*field), "{label}");
            for other in *others {
                assert_eq!(super::field(other), Some(*field), "{other}");
            }
        }
        assert_eq!(super::field(" MÃ SỐ *"), Some(Field::Id));
        assert_eq!(super::field("completed_on"), Some(Field::CompletedOn));
        assert_eq!(super::field("Tên nhiệm vụ"), None);
    }
}
