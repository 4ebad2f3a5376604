//! The account of a document's words: how many it holds, and which of them were left out, where and why.

/// Every word of a document is in its blocks or here.
#[derive(Clone, Debug, Default)]
pub struct WordAccount {
    /// Words counted in the file itself, before anything was made of them.
    pub printed: usize,
    /// What was left out, in reading order.
    pub unused: Vec<UnusedWords>,
}

impl WordAccount {
    /// Words that were used.
    pub fn used(&self) -> usize {
        let unused: usize = self.unused.iter().map(|unused| unused.count).sum();
        self.printed.saturating_sub(unused)
    }

    /// Whether the file holds words that are not for publication: a column left out, words hidden or deleted, comments.
    /// Such a file is not published as it is (personal data, Law 91/2025/QH15).
    pub fn has_unpublished(&self) -> bool {
        self.unused.iter().any(|unused| {
            matches!(
                unused.reason,
                UnusedReason::ExcludedColumn
                    | UnusedReason::Hidden
                    | UnusedReason::Deleted
                    | UnusedReason::Comment
            )
        })
    }
}

/// Words of one place that were left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusedWords {
    /// Where, as people read it: "dòng 12", "Bảng 2, hàng 3, cột 4", "trang tính Phụ lục, ô C7".
    pub place: String,
    /// The words; empty when they must not be repeated.
    pub text: String,
    /// How many words.
    pub count: usize,
    /// Why.
    pub reason: UnusedReason,
}

/// Why words of a document are used for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnusedReason {
    /// Struck out: no longer valid.
    Struck,
    /// Deleted with "track changes", the change still open.
    Deleted,
    /// Hidden text, row, column or sheet.
    Hidden,
    /// Words that ask for a value nobody has given.
    Prompt,
    /// Words of a cell that a merged cell covers.
    Covered,
    /// Repeated at the head of each page.
    PageHeader,
    /// Repeated at the foot of each page.
    PageFooter,
    /// The number of a page.
    PageNumber,
    /// A row that numbers the columns.
    ColumnNumbers,
    /// The heading of a table once more.
    RepeatedHeading,
    /// The title of a table above its heading.
    TableTitle,
    /// A row that adds up others.
    TotalRow,
    /// A column `plan.toml` leaves out.
    ExcludedColumn,
    /// A remark of a reviewer.
    Comment,
    /// A footnote nothing calls.
    UncalledNote,
    /// Drawn, in a text box of a sheet or a chart.
    Drawing,
    /// Another file inside this one.
    Embedded,
    /// None of these: lost.
    Unexplained,
}

impl UnusedReason {
    /// Every reason with its label.
    pub const ALL: &'static [(Self, &'static str)] = &[
        (Self::Unexplained, "không rõ vì sao"),
        (Self::Struck, "bị gạch bỏ"),
        (Self::Deleted, "đã xóa, đang chờ chấp nhận sửa đổi"),
        (Self::Hidden, "bị ẩn"),
        (Self::Prompt, "lời mời điền của ô trống"),
        (Self::Covered, "nằm dưới ô gộp"),
        (Self::PageHeader, "đầu trang"),
        (Self::PageFooter, "chân trang"),
        (Self::PageNumber, "số trang"),
        (Self::ColumnNumbers, "dòng đánh số cột"),
        (Self::RepeatedHeading, "tiêu đề bảng in lại"),
        (Self::TableTitle, "tên bảng"),
        (Self::TotalRow, "dòng tổng"),
        (Self::ExcludedColumn, "cột không công bố"),
        (Self::Comment, "lời bình của người soạn"),
        (Self::UncalledNote, "chú thích không có chỗ gọi"),
        (Self::Drawing, "nằm trong hình vẽ"),
        (Self::Embedded, "nằm trong tệp nhúng"),
    ];

    /// The label people read.
    pub fn label(self) -> &'static str {
        Self::ALL.iter().find(|reason| reason.0 == self).map_or("", |reason| reason.1)
    }
}
