//! The traits a layout is put together from, how often offices use them, and the choice for one document.
//!
//! Weights are per cent, counted over public plans, trackers and tables of indicators of provinces, departments,
//! communes and ministries. What is rarer than four in a hundred is lifted, so that a small sample shows it too.

use std::collections::BTreeSet;

use super::random::Random;

macro_rules! traits {
    ($($variant:ident $label:literal,)*) => {
        /// One habit of an office.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Trait { $(#[doc = $label] $variant,)* }

        impl Trait {
            /// Every habit, in the order of the report.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// What the report calls it.
            pub(crate) fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }
        }
    };
}

traits! {
    // Format
    Markdown "Markdown, bảng kẻ bằng gạch đứng",
    HtmlTables "Markdown, bảng HTML có ô gộp",
    Tabs "văn bản thuần, ô cách nhau bằng Tab",
    Word "Word (.docx)",
    Excel "Excel (.xlsx)",
    // Heading
    HeadingOne "tiêu đề cột một dòng",
    HeadingTwo "tiêu đề cột hai dòng, ô trên gộp ngang",
    HeadingThree "tiêu đề cột ba dòng",
    HeadingCapitals "tiêu đề cột viết hoa",
    HeadingRare "tiêu đề cột ít gặp",
    HeadingOrder "cột xếp khác thứ tự thường gặp",
    ColumnNumbers "dòng số cột (1) (2) (3)",
    ColumnLetters "dòng A B 1 2 3",
    // Who
    WhoBoth "cột chủ trì và cột phối hợp",
    WhoLead "chỉ có cột chủ trì",
    WhoSingle "một cột thực hiện, không nói vai trò",
    WhoLabelled "một ô ghi Chủ trì: …; phối hợp: …",
    AgencyLists "danh sách cơ quan: phẩy, chấm phẩy, và",
    AgencyLines "mỗi cơ quan một dòng, có gạch đầu dòng",
    AgencyShort "cơ quan viết tắt",
    SameAsAbove "nt, -nt-, Như trên",
    // Groups
    GroupsNone "không chia nhóm",
    GroupRoman "nhóm: số La Mã ở ô riêng",
    GroupRomanMerged "nhóm: gộp cả dòng, số La Mã trong ô",
    GroupBareMerged "nhóm: gộp cả dòng, không có số",
    GroupFirstCell "nhóm: chữ ở ô đầu, không gộp",
    GroupNameOnly "nhóm: chỉ có tên, ô số trống",
    GroupNumbered "nhóm 1, việc 1.1",
    GroupLetters "nhóm A, B",
    GroupCodes "mã N01, N01.1",
    GroupNested "nhóm hai cấp A > I",
    GroupDeep "ba cấp 1 > 1.1 > 1.1.1",
    GroupTables "mỗi lĩnh vực một bảng",
    // Common values
    CommonDeadline "thời hạn ghi một lần ở dòng nhóm",
    CommonLead "chủ trì ghi một lần ở dòng nhóm",
    MergedLead "ô chủ trì gộp dọc",
    MergedDeadline "ô thời hạn gộp dọc",
    SecondAssignment "hai phân công dưới một số và tên gộp dọc",
    // Numbers
    NumberDecimal "1.1 lưu thành số trong Excel",
    NumberDot "số thứ tự có dấu chấm",
    NumberAutomatic "số thứ tự tự động của Word",
    NumberInName "số và tên chung một ô",
    NumberNone "không có cột số",
    NumberInserted "số chèn thêm: 3a",
    // Pages
    PageHeading "sang trang: tiêu đề lặp lại",
    PageNumber "sang trang: số trang ở giữa",
    PageBare "sang trang: bảng đi tiếp không tiêu đề",
    PageCut "sang trang: dòng bị cắt đôi",
    // Other rows
    RowTotal "dòng tổng cộng",
    RowNote "dòng ghi chú trong bảng",
    RowEmpty "dòng trống",
    NoteBelow "ghi chú dưới bảng",
    TitleRows "dòng tên bảng phía trên tiêu đề",
    // Other cells
    ColumnNote "cột ghi chú",
    ColumnBudget "cột kinh phí",
    ColumnStatus "cột tình trạng",
    ColumnPerson "cột lãnh đạo phụ trách",
    ColumnRoadmap "lộ trình các năm đánh dấu x",
    CellsEmpty "có ô trống",
    CellParagraphs "nhiều đoạn, gạch đầu dòng trong ô",
    NameParagraphs "tên nhiệm vụ nhiều đoạn",
    FootnoteCall "chú thích cuối trang gọi từ ô",
    DateCells "ngày là ô kiểu ngày của Excel",
    ColumnEmpty "có cột trống",
    LineBroken "chữ ngắt dòng giữa ô",
    OddBlanks "dấu cách thừa, dấu cách không ngắt",
    Decomposed "chữ và dấu tách rời (Unicode NFD)",
    RunsSplit "chữ bị Word chia nhỏ",
    SheetOffset "bảng không bắt đầu ở ô A1",
    // Around
    ProseLabels "nhiệm vụ bằng lời, dòng Cơ quan chủ trì: …",
    Letterhead "phần đầu văn bản hai cột, căn cứ",
    Recipients "nơi nhận và chữ ký",
    Duties "tổ chức thực hiện bằng lời",
    TextBox "hộp chữ",
    // Not valid any more
    Struck "chữ gạch bỏ",
    Tracked "sửa đổi đang theo dõi",
    Hidden "chữ ẩn, dòng ẩn",
    // Indicators
    IndicatorsYears "chỉ tiêu: năm ở tiêu đề cột",
    IndicatorsTwoRows "chỉ tiêu: Mục tiêu trên, các năm dưới",
    IndicatorsPeriod "chỉ tiêu: năm là năm của kế hoạch",
    IndicatorsYearRows "chỉ tiêu: năm ở dòng nhóm",
    IndicatorsBaseline "chỉ tiêu: có cột thực hiện năm trước",
    IndicatorsGroups "chỉ tiêu: có dòng nhóm",
    IndicatorsLead "chỉ tiêu: có cột cơ quan chủ trì",
}

use Trait as T;

const FORMATS: &[(T, u32)] = &[(T::Word, 40), (T::Markdown, 25), (T::Excel, 25), (T::Tabs, 10)];
const HEADINGS: &[(T, u32)] = &[(T::HeadingOne, 76), (T::HeadingTwo, 20), (T::HeadingThree, 4)];
const WHO: &[(T, u32)] =
    &[(T::WhoLead, 30), (T::WhoSingle, 28), (T::WhoBoth, 30), (T::WhoLabelled, 12)];
const GROUPS: &[(T, u32)] = &[
    (T::GroupsNone, 35),
    (T::GroupNumbered, 14),
    (T::GroupFirstCell, 8),
    (T::GroupNameOnly, 8),
    (T::GroupRoman, 11),
    (T::GroupBareMerged, 4),
    (T::GroupRomanMerged, 4),
    (T::GroupLetters, 4),
    (T::GroupCodes, 4),
    (T::GroupNested, 5),
    (T::GroupDeep, 5),
    (T::GroupTables, 8),
];
const NUMBERS: &[(Option<T>, u32)] = &[
    (None, 60),
    (Some(T::NumberDot), 18),
    (Some(T::NumberAutomatic), 8),
    (Some(T::NumberInName), 4),
    (Some(T::NumberNone), 4),
    (Some(T::NumberInserted), 4),
];
const PAGES: &[(Option<T>, u32)] = &[
    (None, 70),
    (Some(T::PageHeading), 10),
    (Some(T::PageNumber), 6),
    (Some(T::PageBare), 6),
    (Some(T::PageCut), 8),
];
const INDICATORS: &[(Option<T>, u32)] = &[
    (None, 50),
    (Some(T::IndicatorsYears), 22),
    (Some(T::IndicatorsTwoRows), 10),
    (Some(T::IndicatorsPeriod), 12),
    (Some(T::IndicatorsYearRows), 6),
];
/// What is chosen by itself.
const ALONE: &[(T, u32)] = &[
    (T::HeadingCapitals, 10),
    (T::HeadingRare, 20),
    (T::HeadingOrder, 12),
    (T::AgencyLists, 35),
    (T::AgencyLines, 8),
    (T::AgencyShort, 8),
    (T::SameAsAbove, 4),
    (T::CommonDeadline, 5),
    (T::CommonLead, 5),
    (T::MergedLead, 17),
    (T::MergedDeadline, 4),
    (T::SecondAssignment, 5),
    (T::RowTotal, 8),
    (T::RowNote, 4),
    (T::RowEmpty, 6),
    (T::NoteBelow, 6),
    (T::TitleRows, 8),
    (T::ColumnNote, 24),
    (T::ColumnBudget, 4),
    (T::ColumnStatus, 9),
    (T::ColumnPerson, 17),
    (T::ColumnRoadmap, 4),
    (T::NameParagraphs, 6),
    (T::FootnoteCall, 4),
    (T::HtmlTables, 12),
    (T::NumberDecimal, 30),
    (T::ProseLabels, 4),
    (T::ColumnEmpty, 4),
    (T::LineBroken, 6),
    (T::OddBlanks, 8),
    (T::Decomposed, 5),
    (T::RunsSplit, 25),
    (T::SheetOffset, 20),
    (T::IndicatorsGroups, 25),
    (T::CellsEmpty, 57),
    (T::CellParagraphs, 16),
    (T::DateCells, 20),
    (T::Letterhead, 60),
    (T::Recipients, 40),
    (T::Duties, 30),
    (T::TextBox, 6),
    (T::Struck, 4),
    (T::Tracked, 4),
    (T::Hidden, 4),
    (T::IndicatorsBaseline, 15),
    (T::IndicatorsLead, 9),
];

/// The habits of one document.
#[derive(Clone, Debug)]
pub(crate) struct Layout(BTreeSet<Trait>);

impl Layout {
    /// Habits chosen by their weights; what does not go together is left out.
    pub(crate) fn choose(random: &mut Random) -> Self {
        let mut chosen: BTreeSet<Trait> = [FORMATS, HEADINGS, WHO, GROUPS]
            .into_iter()
            .map(|choices| random.weighted(choices))
            .collect();
        for choices in [NUMBERS, PAGES, INDICATORS] {
            chosen.extend(random.weighted(choices));
        }
        match random.below(100) {
            0..5 => chosen.insert(T::ColumnNumbers),
            5..8 => chosen.insert(T::ColumnLetters),
            _ => false,
        };
        for (habit, weight) in ALONE {
            if random.chance(*weight) {
                chosen.insert(*habit);
            }
        }
        let mut layout = Self(chosen);
        layout.drop_what_cannot_be();
        layout
    }

    /// The plainest document of `format` with one habit, if the two go together.
    pub(crate) fn only(habit: Trait, format: Trait) -> Option<Self> {
        let mut chosen = BTreeSet::from([habit, format]);
        if FORMATS.iter().any(|choice| choice.0 == habit) && habit != format {
            return None;
        }
        for (choices, usual) in [
            (FORMATS, format),
            (HEADINGS, T::HeadingOne),
            (WHO, T::WhoLead),
            (GROUPS, T::GroupsNone),
        ] {
            if !choices.iter().any(|choice| choice.0 == habit) {
                chosen.insert(usual);
            }
        }
        match habit {
            T::CommonDeadline | T::CommonLead | T::NumberDecimal => {
                chosen.remove(&T::GroupsNone);
                chosen.insert(T::GroupNumbered);
            }
            T::IndicatorsBaseline | T::IndicatorsLead | T::IndicatorsGroups => {
                chosen.insert(T::IndicatorsYears);
            }
            T::AgencyLists | T::AgencyLines => {
                chosen.remove(&T::WhoLead);
                chosen.insert(T::WhoBoth);
            }
            T::Recipients | T::Duties => {
                chosen.insert(T::Letterhead);
            }
            _ => {}
        }
        let mut layout = Self(chosen);
        layout.drop_what_cannot_be();
        (layout.has(habit) && layout.has(format)).then_some(layout)
    }

    /// Whether the document has this habit.
    pub(crate) fn has(&self, habit: Trait) -> bool {
        self.0.contains(&habit)
    }

    /// Whether it has one of these.
    pub(crate) fn has_any(&self, habits: &[Trait]) -> bool {
        habits.iter().any(|habit| self.has(*habit))
    }

    /// Its habits in the order of the report.
    pub(crate) fn traits(&self) -> impl Iterator<Item = Trait> {
        self.0.iter().copied()
    }

    fn without(&mut self, habits: &[Trait]) {
        self.0.retain(|habit| !habits.contains(habit));
    }

    fn drop_what_cannot_be(&mut self) {
        if !self.has(T::Word) {
            self.without(&[T::NumberAutomatic, T::TextBox, T::Tracked]);
        }
        if !self.has(T::Word) {
            self.without(&[T::RunsSplit]);
        }
        if self.has_any(&[T::Markdown, T::Tabs]) {
            // Letters of texts are put together before anybody reads them.
            self.without(&[T::Decomposed]);
        }
        if !self.has(T::Markdown) {
            self.without(&[T::HtmlTables]);
        }
        if !self.has_any(&[T::Markdown, T::Word]) {
            self.without(&[T::FootnoteCall]);
        }
        if !(self.has(T::Excel) && self.has(T::GroupNumbered)) {
            self.without(&[T::NumberDecimal]);
        }
        if self.has(T::Excel) {
            // A sheet has no pages.
            self.without(&[T::PageHeading, T::PageNumber, T::PageBare, T::PageCut, T::Letterhead]);
            self.without(&[T::Recipients, T::Duties]);
        } else {
            self.without(&[T::DateCells, T::NumberDecimal, T::SheetOffset]);
        }
        if self.has(T::Word) {
            // Word cuts rows itself; only scanned text holds the pieces.
            self.without(&[T::PageHeading, T::PageNumber, T::PageCut]);
        }
        if self.has_any(&[T::Markdown, T::Tabs]) {
            self.without(&[T::Hidden]);
        }
        if self.has(T::HtmlTables) {
            // Struck words are told by Markdown's own marks only.
            self.without(&[T::Struck]);
        }
        if self.has_any(&[T::Markdown, T::Tabs]) && !self.has(T::HtmlTables) {
            self.without(&[T::MergedLead, T::MergedDeadline, T::SecondAssignment]);
        }
        if self.has(T::Tabs) {
            self.without(&[T::Struck, T::AgencyLines, T::CellParagraphs, T::GroupFirstCell]);
            self.without(&[T::NameParagraphs, T::LineBroken]);
            self.without(&[T::GroupRomanMerged, T::GroupBareMerged]);
        }
        self.drop_what_contradicts();
    }

    fn drop_what_contradicts(&mut self) {
        const NUMBERINGS: &[T] =
            &[T::NumberDot, T::NumberAutomatic, T::NumberInName, T::NumberNone, T::NumberInserted];
        if self.has_any(&[T::GroupNumbered, T::GroupCodes, T::GroupDeep]) {
            self.without(NUMBERINGS);
        }
        if self.has_any(&[T::NumberInName, T::NumberNone]) {
            // Groups have no cell for their mark there, and a row of its own letters none for the name.
            self.without(&[T::GroupRoman, T::GroupLetters, T::GroupNested, T::GroupFirstCell]);
            self.without(&[T::GroupNameOnly, T::ColumnLetters, T::SecondAssignment, T::PageCut]);
            self.without(&[T::GroupRomanMerged, T::GroupBareMerged]);
        }
        if !self.has_any(&[
            T::GroupNumbered,
            T::GroupFirstCell,
            T::GroupNameOnly,
            T::GroupRoman,
            T::GroupBareMerged,
            T::GroupRomanMerged,
            T::GroupLetters,
            T::GroupCodes,
            T::GroupNested,
            T::GroupDeep,
            T::GroupTables,
        ]) {
            self.0.insert(T::GroupsNone);
        }
        if !self.has_any(&[T::GroupRoman, T::GroupNumbered, T::GroupLetters, T::GroupCodes]) {
            self.without(&[T::CommonDeadline, T::CommonLead]);
        }
        if self.has(T::CommonLead) {
            self.without(&[T::MergedLead, T::SameAsAbove, T::WhoLabelled]);
            if !self.has_any(&[T::WhoLead, T::WhoSingle, T::WhoBoth]) {
                self.0.insert(T::WhoLead);
            }
        }
        if self.has(T::CommonDeadline) {
            self.without(&[T::MergedDeadline]);
        }
        if self.has(T::SecondAssignment) {
            self.without(&[T::MergedLead, T::MergedDeadline, T::SameAsAbove]);
            self.without(&[T::CommonLead, T::CommonDeadline]);
        }
        if self.has(T::GroupTables) {
            self.without(&[T::PageBare, T::PageHeading, T::PageNumber, T::PageCut]);
        }
        if self.has(T::PageCut) {
            self.without(&[T::NameParagraphs, T::FootnoteCall, T::LineBroken, T::OddBlanks]);
        }
        if self.has(T::ProseLabels) {
            self.keep_what_prose_has();
        }
        let has_indicators = self.has_any(&[
            T::IndicatorsYears,
            T::IndicatorsTwoRows,
            T::IndicatorsPeriod,
            T::IndicatorsYearRows,
        ]);
        if !has_indicators {
            self.without(&[T::IndicatorsBaseline, T::IndicatorsLead, T::IndicatorsGroups]);
        }
        if self.has(T::IndicatorsYearRows) {
            self.without(&[T::IndicatorsGroups]);
        }
    }

    /// Work told in running text has no columns, cells or pages of tables.
    fn keep_what_prose_has(&mut self) {
        const KEPT: &[T] = &[
            T::Markdown,
            T::Tabs,
            T::Word,
            T::WhoBoth,
            T::WhoLead,
            T::AgencyLists,
            T::AgencyShort,
            T::GroupsNone,
            T::GroupNumbered,
            T::Letterhead,
            T::Recipients,
            T::ProseLabels,
        ];
        if self.has(T::Excel) || !self.has_any(&[T::WhoBoth, T::WhoLead]) {
            self.without(&[T::ProseLabels]);
            return;
        }
        self.0.retain(|habit| KEPT.contains(habit));
        if !self.has(T::GroupNumbered) {
            self.0.insert(T::GroupsNone);
        }
    }
}
