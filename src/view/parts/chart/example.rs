//! Charts of made-up numbers for the guide to the look: every part a chart can have is drawn once.

use crate::model::TaskStatus;
use crate::view::ground::address;
use crate::view::parts::chart::Mark;
use crate::view::parts::chart::agencies::{Agencies, BarPart, Compared};
use crate::view::parts::chart::calendar::Calendar;
use crate::view::parts::chart::line::{Chart, Column, Goal};
use crate::view::parts::chart::spark::Spark;

/// The charts of the guide.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Examples<'a> {
    /// Values, a target, the band of pace and a change of definition.
    pub line: Chart,
    /// Values that are never joined.
    pub columns: Chart,
    /// Months of every shade.
    pub calendar: Option<Calendar>,
    /// Agencies compared.
    pub agencies: Agencies<'a>,
    /// A line in a list.
    pub spark: Spark,
}

impl Default for Examples<'_> {
    /// The examples; nothing in them is read from the site.
    fn default() -> Self {
        Self {
            line: line(),
            columns: columns(),
            calendar: Calendar::new(&[
                ((2000, 1), 1),
                ((2000, 6), 2),
                ((2000, 9), 3),
                ((2000, 12), 4),
            ]),
            agencies: agencies(),
            spark: Spark {
                label: "4 giá trị ví dụ".to_owned(),
                points: "3,20 30,14 58,16 85,4".to_owned(),
                x: "85".to_owned(),
                y: "4".to_owned(),
            },
        }
    }
}

/// A chart with axes and nothing drawn in it.
fn empty(title: &str) -> Chart {
    let grid = (0..=4_i64).map(|step| mark(64, 240 - 53 * step, &(step * 25).to_string()));
    Chart {
        title: title.to_owned(),
        description: "Số ở đây chỉ là ví dụ.".to_owned(),
        width: 640,
        height: 300,
        left: 72,
        right: 616,
        foot: 260,
        grid: grid.collect(),
        dates: vec![mark(72, 28, "01/01/2000"), mark(616, 28, "31/12/2000")],
        lines: Vec::new(),
        points: Vec::new(),
        columns: Vec::new(),
        breaks: Vec::new(),
        band: None,
        goals: Vec::new(),
    }
}

fn line() -> Chart {
    Chart {
        lines: vec!["120,218 250,186".to_owned(), "380,150 500,112".to_owned()],
        points: vec![
            mark(120, 218, "10"),
            mark(250, 186, "25"),
            mark(380, 150, ""),
            mark(500, 112, "60"),
        ],
        breaks: vec![mark(380, 44, "Đổi cách tính")],
        band: Some("72,240 616,70 616,79".to_owned()),
        goals: vec![Goal {
            from: "72".to_owned(),
            to: "616".to_owned(),
            y: "70".to_owned(),
            text: "Mục tiêu ví dụ: từ 80".to_owned(),
        }],
        ..empty("Đường có mục tiêu, vùng đúng tiến độ và chỗ đổi cách tính")
    }
}

fn columns() -> Chart {
    let column = |middle: i64, value: i64| Column {
        x: (middle - 10).to_string(),
        middle: middle.to_string(),
        y: (240 - value * 2).to_string(),
        height: (value * 2).to_string(),
        text: value.to_string(),
    };
    let columns = [(160, 30), (320, 55), (480, 40)].map(|(middle, value)| column(middle, value));
    Chart { columns: columns.into(), ..empty("Cột cho giá trị riêng của từng kỳ") }
}

fn agencies<'a>() -> Agencies<'a> {
    let parts = [TaskStatus::CompletedOnTime, TaskStatus::Overdue, TaskStatus::InProgress];
    let row = |place: u64, name: &'a str, widths: [u64; 3]| {
        let start = 278;
        let stretch = |at: usize| BarPart {
            key: parts[at].as_str(),
            count: (widths[at] / 20).to_string(),
            x: start + widths[..at].iter().sum::<u64>(),
            width: widths[at],
        };
        Compared {
            path: address::GUIDE.to_owned(),
            name,
            short: name.to_owned(),
            y: place * 30,
            end: start + widths.iter().sum::<u64>() + 8,
            total: (widths.iter().sum::<u64>() / 20).to_string(),
            parts: (0..3).map(stretch).collect(),
        }
    };
    Agencies {
        title: "So sánh cơ quan ví dụ".to_owned(),
        description: "Số ở đây chỉ là ví dụ.".to_owned(),
        width: 640,
        height: 90,
        names: 268,
        parts: parts.map(Into::into).into(),
        rows: vec![
            row(0, "Cơ quan ví dụ", [120, 60, 100]),
            row(1, "Cơ quan có tên dài hơn nhiều…", [60, 20, 40]),
        ],
    }
}

fn mark(x: i64, y: i64, text: &str) -> Mark {
    Mark { x: x.to_string(), y: y.to_string(), text: text.to_owned() }
}
