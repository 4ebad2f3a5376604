//! The datasets, one file each: what its rows are about, and each column beside how its cell is made.

pub(super) mod agency;
pub(super) mod assignment;
pub(super) mod change;
pub(super) mod citation;
pub(super) mod course;
pub(super) mod finding;
pub(super) mod indicator;
pub(super) mod observation;
pub(super) mod plan;
pub(super) mod reference;
pub(super) mod report;
pub(super) mod snapshot;
pub(super) mod submission;
pub(super) mod target;
pub(super) mod task;

use super::schema::{Column, Type};
use crate::model::{Citation, Id, Plan, Responsibility, Section};

/// Mark of a thing with a page of its own.
const ID: Column = Column::new(
    "id",
    Type::Text,
    "Mã",
    "Identifier",
    "Mã ổn định, cũng là phần cuối của địa chỉ trang",
)
.required()
.unique();

/// Which task or indicator a row is about.
const ITEM_ID: Column = Column::new(
    "item_id",
    Type::Text,
    "Nhiệm vụ hoặc chỉ tiêu",
    "Item",
    "Mã nhiệm vụ hoặc chỉ tiêu",
)
.required();

/// Which snapshot a row is about.
const SNAPSHOT_ID: Column =
    Column::new("snapshot_id", Type::Text, "Kỳ báo cáo", "Snapshot", "Mã kỳ báo cáo")
        .required()
        .of("ky-bao-cao", "id");

/// The file of a plan something was read from; its lines follow.
const PLAN_FILE: Column = Column::new(
    "source_file",
    Type::Text,
    "Tệp nguồn",
    "Source file",
    "Đường dẫn của tệp văn bản trong kho nguồn",
)
.required();

/// The first line of a plan something was read from.
const FIRST_LINE: Column = Column::new(
    "source_line_first",
    Type::Integer,
    "Dòng đầu",
    "First line",
    "Dòng đầu trong tệp nguồn, đếm từ 1",
)
.required();

/// The last line of a plan something was read from.
const LAST_LINE: Column = Column::new(
    "source_line_last",
    Type::Integer,
    "Dòng cuối",
    "Last line",
    "Dòng cuối trong tệp nguồn",
)
.required();

/// Who reported: an agency. Names of persons are personal data and in no dataset.
const REPORTED_BY: Column = Column::new(
    "reported_by",
    Type::Text,
    "Cơ quan báo cáo",
    "Reported by",
    "Mã cơ quan; trống khi tệp báo cáo không ghi",
)
.of("co-quan", "id");

/// The file of a report something was read from; its row follows.
const REPORT_FILE: Column = Column::new(
    "source_file",
    Type::Text,
    "Tệp nguồn",
    "Source file",
    "Đường dẫn của tệp báo cáo trong kho nguồn",
)
.required();

/// The row of a report something was read from.
const REPORT_ROW: Column = Column::new(
    "source_row",
    Type::Integer,
    "Hàng",
    "Source row",
    "Hàng trong tệp báo cáo, đếm từ 1",
)
.required();

/// Last column of datasets with columns as of a day.
const AS_OF_ILLUSTRATIVE: Column = Column::new(
    "as_of_illustrative",
    Type::Boolean,
    "Không chính thức",
    "Rests on made-up figures",
    "true khi các cột theo ngày chốt số liệu dựa trên số liệu đặt ra để giới thiệu cách dùng, không phải số liệu thật; trống khi chưa có kỳ báo cáo",
);

/// Last column of datasets of reports.
const ILLUSTRATIVE: Column = Column::new(
    "illustrative",
    Type::Boolean,
    "Minh họa",
    "Illustrative",
    "true khi hàng này dựa trên số liệu được đặt ra để giới thiệu cách dùng, không phải số liệu thật",
)
.required();

/// Mark and title of a section.
fn section<'a>(plan: &'a Plan, id: &Id) -> (&'a str, &'a str) {
    plan.section(id).map_or(("", ""), |Section { mark, title, .. }| (mark, title))
}

/// The agencies of a cell, in printed order, each once.
fn agencies(responsibility: &Responsibility) -> Vec<&Id> {
    let mut ids: Vec<&Id> = Vec::new();
    for member in &responsibility.members {
        if !ids.contains(&&member.agency) {
            ids.push(&member.agency);
        }
    }
    ids
}

/// The documents cited, in printed order, each once.
fn references(citations: &[Citation]) -> Vec<&Id> {
    let mut ids: Vec<&Id> = Vec::new();
    for citation in citations {
        if !ids.contains(&&citation.reference) {
            ids.push(&citation.reference);
        }
    }
    ids
}
