//! The guide to the look of the site: every component in every state, from words that say nothing.
//!
//! What it counts are its own examples; no name and no figure here is one of the publisher's.

use serde::Serialize;

use crate::derive::status::{DisciplineState, Rate, TaskTotals};
use crate::model::{Id, IndicatorStatus, TaskStatus};
use crate::view::ground::{Portal, address};
use crate::view::ground::link::Link;
use crate::view::ground::pager::{Leaf, Pager};
use crate::view::ground::status::{Status, TotalsView};
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;
use crate::view::parts::chart::example::Examples;
use crate::view::parts::list::facets::Facets;
use crate::view::parts::list::filter::{Choice, ChoiceGroup, FacetView, Filter, tell_places};
use crate::view::parts::list::row::Row;
use crate::view::parts::plan_row::PlanRow;
use crate::view::parts::progress::task::{ClarityView, PointView};
use crate::view::parts::report::{ChangeView, FactView, FindingView, ReportView};

/// The style guide.
pub struct Route;

impl<'a> Page<'a> for Route {
    const TEMPLATE: &'static str = "guide";
    const IS_LISTED: bool = false;
    type View = GuidePage<'a>;

    fn every(_: &Context<'_, 'a>) -> Vec<Self> {
        vec![Self]
    }

    fn address(&self) -> String {
        address::GUIDE.to_owned()
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        GuidePage::new(context.portal)
    }
}

/// Capitals with two marks above, or one above and one below: what a tight line would clip.
const TALL: &str = "Ệ Ỗ Ẩ Ữ Ặ Ằ Ễ Ộ Ở Ỹ – KẾ HOẠCH PHỔ CẬP DỮ LIỆU SỐ Ở CƠ SỞ";

/// A name as long as names of tasks really are.
const LONG: &str = "Nhiệm vụ ví dụ có tên rất dài, gồm nhiều vế nối nhau như thường gặp trong văn bản hành chính, để xem \
     tên xuống dòng ra sao và các phần bên cạnh có còn đọc được hay không";

/// The statuses of the rows of the example list.
const EXAMPLES: [TaskStatus; 2] = [TaskStatus::InProgress, TaskStatus::Overdue];

/// A day for examples: the machine's form and the reader's.
const DAY: (&str, &str) = ("2000-01-31", "31/01/2000");

/// Names of colours for the samples, in the order of the table of tokens.
const COLOURS: &[(&str, &str)] = &[
    ("paper", "Nền trang"),
    ("sheet", "Nền khối"),
    ("ink", "Chữ"),
    ("quiet", "Chữ phụ"),
    ("line", "Đường kẻ"),
    ("control", "Viền nút"),
    ("link", "Liên kết"),
    ("link-visited", "Liên kết đã xem"),
    ("brand", "Nền đầu trang"),
    ("on-brand", "Chữ đầu trang"),
    ("focus", "Viền chỗ đang chọn"),
    ("on-focus", "Chữ chỗ đang chọn"),
    ("mark", "Nền đánh dấu"),
    ("good", "Tốt"),
    ("late", "Xong muộn"),
    ("warn", "Cần chú ý"),
    ("bad", "Xấu"),
    ("away", "Xa mục tiêu hơn"),
    ("go", "Đang làm"),
    ("stop", "Dừng"),
    ("wait", "Chưa rõ"),
];

/// Everything the guide shows.
#[derive(Clone, Debug, Serialize)]
pub struct GuidePage<'a> {
    /// Every status by its vocabulary.
    pub statuses: Vec<StatusGroup>,
    /// Colours by the names of their tokens.
    pub colours: Vec<Token>,
    /// Steps of the type scale, largest first, by the names of their tokens.
    pub sizes: Vec<Token>,
    /// Steps of spacing, smallest first.
    pub spaces: Vec<Token>,
    /// Words no line may clip.
    pub tall: &'static str,
    /// Bars of totals: one of each status, and one status alone.
    pub bars: Vec<TotalsView>,
    /// Charts of every kind.
    pub charts: Examples<'a>,
    /// A list; its last row has a name as long as names get.
    pub rows: Vec<Row<'a>>,
    /// A form that narrows it.
    pub filter: Filter<'a>,
    /// Cards.
    pub cards: Vec<PlanRow<'a>>,
    /// What changed.
    pub changes: Vec<ChangeView<'a>>,
    /// Reports over time.
    pub reports: Vec<ReportView<'a>>,
    /// Reports that disagree with the rules.
    pub findings: Vec<FindingView<'a>>,
    /// A table with a status in each row.
    pub clarity: ClarityView<'a>,
    /// The way through a long list, from its middle.
    pub pager: Pager,
    /// The guide's own address, where its examples lead.
    pub path: &'static str,
}

/// The statuses of one vocabulary.
#[derive(Clone, Debug, Serialize)]
pub struct StatusGroup {
    /// Whose they are.
    pub label: &'static str,
    /// The statuses, in the order of lists.
    pub statuses: Vec<Status>,
}

/// A value that style sheets use by name.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Token {
    /// Name in style sheets, without the dashes.
    pub name: &'static str,
    /// What it is for.
    pub meaning: &'static str,
}

impl<'a> GuidePage<'a> {
    /// The guide with its frame.
    pub fn new(portal: &Portal<'a>) -> (Frame<'a>, Self) {
        let description = "Mọi thành phần của giao diện ở mọi trạng thái, cỡ chữ, khoảng cách và màu. Chữ ở đây chỉ là ví dụ.";
        let frame = Frame::new(portal, address::GUIDE, "", "Hướng dẫn giao diện", description);
        let link = |text: &'static str| Link::new(address::GUIDE, text);
        let tokens = |all: &[(&'static str, &'static str)]| {
            all.iter().map(|&(name, meaning)| Token { name, meaning }).collect()
        };
        let (filter, mut rows) = (filter(), rows());
        tell_places(&filter.facets, rows.iter_mut().map(|row| &mut row.facets));
        let page = Self {
            statuses: statuses(),
            colours: tokens(COLOURS),
            sizes: tokens(&[
                ("size-title", "Tên trang"),
                ("size-heading", "Đề mục"),
                ("size-lead", "Câu tóm tắt, đề mục nhỏ"),
                ("size-text", "Chữ thường"),
                ("size-small", "Chữ phụ"),
            ]),
            spaces: tokens(&[
                ("gap-small", "Giữa các phần của một mục"),
                ("gap", "Giữa các đoạn"),
                ("gap-large", "Giữa các phần của trang"),
            ]),
            tall: TALL,
            bars: bars(),
            charts: Examples::default(),
            rows,
            filter,
            cards: vec![PlanRow {
                link: link("Văn bản ví dụ"),
                title: "Tên đầy đủ của văn bản ví dụ",
                summary: "Một câu tóm tắt văn bản.".to_owned(),
                progress: None,
                indicators: 0,
                tasks: 0,
            }],
            changes: ["Hoàn thành", "Dời hạn"]
                .map(|label| ChangeView {
                    label,
                    sentence: "Một câu nói điều đã đổi, trước là gì và nay là gì.",
                    item: link("Nhiệm vụ ví dụ"),
                    period: link("Kỳ ví dụ"),
                    as_of: DAY.1.to_owned(),
                    as_of_date: DAY.0.to_owned(),
                })
                .to_vec(),
            reports: vec![ReportView {
                period: link("Kỳ ví dụ"),
                as_of: DAY.1.to_owned(),
                as_of_date: DAY.0.to_owned(),
                said: "Lời của cơ quan báo cáo",
                part: None,
                facts: vec![
                    FactView {
                        label: "Kết quả", text: "Điều cơ quan nói.".to_owned(), href: None
                    },
                    FactView { label: "Khó khăn", text: LONG.to_owned(), href: None },
                ],
                by: Some(link("Cơ quan ví dụ")),
                source: "tệp nguồn, dòng".to_owned(),
            }],
            findings: vec![FindingView {
                label: "Báo cáo không khớp với ngày hạn",
                sentence: "Báo cáo nói một điều, quy tắc cho kết quả khác.",
                item: link("Nhiệm vụ ví dụ"),
                by: None,
                source: "tệp nguồn, dòng".to_owned(),
            }],
            clarity: clarity(),
            pager: pager(),
            path: address::GUIDE,
        };
        (frame.hidden().described(portal, None), page)
    }
}

fn statuses() -> Vec<StatusGroup> {
    let discipline = [
        DisciplineState::OnTime,
        DisciplineState::Late(1),
        DisciplineState::NotHandedIn,
        DisciplineState::NotDue,
    ];
    vec![
        StatusGroup {
            label: "Trạng thái nhiệm vụ",
            statuses: TaskStatus::ALL.iter().map(|status| status.0.into()).collect(),
        },
        StatusGroup {
            label: "Trạng thái chỉ tiêu",
            statuses: IndicatorStatus::ALL.iter().map(|status| status.0.into()).collect(),
        },
        StatusGroup {
            label: "Gửi báo cáo",
            statuses: discipline.into_iter().map(Status::from).collect(),
        },
        StatusGroup { label: "Có hay chưa, của bảng 6 rõ", statuses: points().to_vec() },
    ]
}

/// What a point of "6 rõ" may be.
fn points() -> [Status; 2] {
    [true, false].map(crate::view::parts::progress::task::is_clear)
}

fn bars() -> Vec<TotalsView> {
    let totals = |statuses: &[TaskStatus]| TaskTotals {
        never_reported: 0,
        total: statuses.len() as u64,
        by_status: statuses.iter().map(|&status| (status, 1)).collect(),
        on_time: Rate::default(),
    };
    let all: Vec<TaskStatus> = TaskStatus::ALL.iter().map(|status| status.0).collect();
    let each = TotalsView::of_tasks("Mỗi trạng thái một ví dụ", &totals(&all));
    let alone = TotalsView::of_tasks("Chỉ một trạng thái", &totals(&all[..1]));
    each.into_iter().chain(alone).collect()
}

fn rows<'a>() -> Vec<Row<'a>> {
    let row = |id, text: &str, status: Status| Row {
        struck: None,
        id,
        path: address::GUIDE.to_owned(),
        number: "",
        text: text.to_owned().into(),
        detail: format!("Cơ quan ví dụ chủ trì · {}", DAY.1),
        facets: Facets::of_status(&status),
        status,
        due: None,
        spark: None,
    };
    vec![
        row("vi-du-ngan", "Nhiệm vụ ví dụ", EXAMPLES[0].into()),
        row("vi-du-dai", LONG, EXAMPLES[1].into()),
    ]
}

fn pager() -> Pager {
    let leaf = |number| Leaf { path: address::GUIDE.to_owned(), number, is_here: number == 2 };
    Pager { pages: (1..4).map(leaf).collect(), next: Some(leaf(3)) }
}

fn filter<'a>() -> Filter<'a> {
    let choices = EXAMPLES.map(|status| Choice {
        key: Id::slug(status.label()).to_string().into(),
        label: status.label().into(),
    });
    Filter {
        title: "Lọc danh sách ví dụ",
        noun: "nhiệm vụ",
        dataset: None,
        file: None,
        sorts: false,
        facets: vec![FacetView {
            key: "trang-thai",
            label: "Trạng thái",
            groups: vec![ChoiceGroup { label: None, choices: choices.to_vec() }],
        }],
    }
}

fn clarity<'a>() -> ClarityView<'a> {
    let point = |label, status| PointView { label, status, reason: "Một câu nói vì sao." };
    let [yes, no] = points();
    ClarityView {
        score: 1, points: vec![point("Điều đã rõ", yes), point("Điều chưa rõ", no)]
    }
}
