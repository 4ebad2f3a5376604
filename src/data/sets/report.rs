//! `bao-cao-nhiem-vu`: what agencies reported on tasks.

use crate::data::schema::{Basis, Column, Dataset, Type};
use crate::data::table::{Row, Source, place};
use crate::data::value::Value;
use crate::model::{Id, ReportedStatus, Snapshot, TaskReport};

pub(in crate::data) const DATASET: Dataset = Dataset {
    stem: "bao-cao-nhiem-vu",
    title: "Báo cáo nhiệm vụ",
    title_en: "Task reports",
    description: "Điều cơ quan báo cáo về từng nhiệm vụ trong từng kỳ, nguyên lời. Tình trạng tính theo quy tắc ở bảng dien-bien.",
    row: "một báo cáo về một nhiệm vụ hoặc một mốc của nhiệm vụ",
    primary_key: &["task_id", "snapshot_id", "source_file", "source_row"],
    folder: None,
    basis: Basis::Reports,
    rows,
    columns: &[
        Column::new("task_id", Type::Text, "Nhiệm vụ", "Task", "Mã nhiệm vụ")
            .required()
            .of("nhiem-vu", "id"),
        super::SNAPSHOT_ID,
        Column::new(
            "reported_status",
            Type::Enum(statuses),
            "Tình trạng được báo cáo",
            "Reported status",
            "Theo lời cơ quan, chưa phải tình trạng tính theo quy tắc",
        )
        .required(),
        Column::new(
            "status_text",
            Type::Text,
            "Lời ghi tình trạng",
            "Status as written",
            "Ô tình trạng của báo cáo, nguyên lời",
        ),
        Column::new(
            "completed_on",
            Type::Date,
            "Ngày hoàn thành",
            "Completed on",
            "Trống khi chưa hoàn thành hoặc báo cáo không ghi",
        ),
        Column::new(
            "percent",
            Type::Decimal,
            "Phần trăm",
            "Percent",
            "Phần việc đã xong, 0–100; trống khi báo cáo không ghi",
        ),
        Column::new("result", Type::Text, "Kết quả", "Result", "Nguyên lời báo cáo"),
        Column::new("product", Type::Text, "Sản phẩm", "Product", "Kèm số, ngày văn bản nếu có"),
        Column::new("difficulties", Type::Text, "Khó khăn", "Difficulties", "Nguyên lời báo cáo"),
        Column::new("proposals", Type::Text, "Kiến nghị", "Proposals", "Nguyên lời báo cáo"),
        Column::new("evidence", Type::Text, "Minh chứng", "Evidence", "Địa chỉ của minh chứng"),
        Column::new(
            "milestone",
            Type::Integer,
            "Mốc",
            "Dated part",
            "Mốc thứ mấy của nhiệm vụ có nhiều mốc; trống khi báo cáo về cả nhiệm vụ",
        ),
        Column::new(
            "extended_to",
            Type::Date,
            "Gia hạn đến",
            "Extended to",
            "Hạn mới; trống khi không gia hạn hoặc không nêu văn bản quyết định",
        ),
        Column::new(
            "decision",
            Type::Text,
            "Văn bản quyết định",
            "Decision",
            "Số và ngày văn bản gia hạn, tạm dừng hoặc bãi bỏ",
        ),
        super::REPORTED_BY,
        super::REPORT_FILE,
        super::REPORT_ROW,
        super::ILLUSTRATIVE,
    ],
};

fn statuses() -> Vec<(&'static str, &'static str)> {
    ReportedStatus::ALL.iter().map(|(_, word, label)| (*word, *label)).collect()
}

pub(super) fn rows(source: Source<'_>) -> Vec<Row> {
    let of = |snapshot: &Snapshot| -> Vec<Row> {
        let wanted = snapshot.reports.iter().filter(|one| source.wants([&one.task]));
        wanted.map(|report| row(snapshot, report)).collect()
    };
    source.snapshots().flat_map(of).collect()
}

fn row(snapshot: &Snapshot, report: &TaskReport) -> Row {
    let provenance = &report.provenance;
    let mut values = vec![
        Value::text(report.task.as_str()),
        Value::text(snapshot.id.as_str()),
        Value::text(report.reported_status.as_str()),
        Value::text(&report.status_text),
        Value::date(report.completed_on),
        Value::decimal(report.percent),
        Value::text(&report.result),
        Value::text(&report.product),
        Value::text(&report.difficulties),
        Value::text(&report.proposals),
        Value::text(&report.evidence),
        report.milestone.map_or(Value::Null, |number| Value::Integer(number.into())),
        Value::date(report.extension.as_ref().map(|extension| extension.new_end)),
        Value::text(&report.decision),
        Value::text(report.reported_by.as_ref().map_or("", Id::as_str)),
    ];
    values.extend(super::report_row(provenance));
    values.push(Value::Boolean(snapshot.is_illustrative));
    Row::new(Some(place(provenance)), values)
}
