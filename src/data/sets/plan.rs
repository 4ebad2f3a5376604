//! `van-ban`: the plans.

use crate::data::schema::{Basis, Column, Dataset, Type};
use crate::data::table::{Row, Source};
use crate::data::value::Value;
use crate::diagnostic::Place;

pub(in crate::data) const DATASET: Dataset = Dataset {
    stem: "van-ban",
    title: "Văn bản",
    title_en: "Plans",
    description: "Các kế hoạch, quyết định đặt ra chỉ tiêu và giao nhiệm vụ, kèm tệp nguồn và mã băm của tệp.",
    row: "một kế hoạch hoặc quyết định",
    primary_key: &["id"],
    folder: Some("van-ban"),
    basis: Basis::Plans,
    rows,
    columns: &[
        super::ID,
        Column::new(
            "number",
            Type::Text,
            "Số, ký hiệu",
            "Number",
            "Số và ký hiệu; trống khi bản in không ghi số",
        ),
        Column::new(
            "date",
            Type::Date,
            "Ngày ban hành",
            "Date of issue",
            "Trống khi ngày in trên văn bản không đủ",
        ),
        Column::new(
            "date_text",
            Type::Text,
            "Ngày ban hành như in",
            "Date of issue as printed",
            "Nguyên văn",
        ),
        Column::new(
            "kind",
            Type::Text,
            "Loại văn bản",
            "Kind",
            "Kế hoạch, Quyết định …; trống khi văn bản không ghi",
        ),
        Column::new("title", Type::Text, "Tên", "Title", "Tên văn bản như in").required(),
        Column::new("issuer", Type::Text, "Cơ quan ban hành", "Issuer", "Cơ quan ban hành văn bản"),
        Column::new(
            "period_start",
            Type::Date,
            "Từ ngày",
            "Period start",
            "Ngày đầu của giai đoạn kế hoạch",
        ),
        Column::new(
            "period_end",
            Type::Date,
            "Đến ngày",
            "Period end",
            "Ngày cuối của giai đoạn kế hoạch",
        ),
        super::PLAN_FILE,
        Column::new(
            "source_sha256",
            Type::Text,
            "SHA-256 của tệp nguồn",
            "SHA-256 of the source file",
            "Để kiểm tra tệp nguồn còn nguyên",
        )
        .required(),
        Column::new(
            "short_title",
            Type::Text,
            "Tên gọi tắt",
            "Short title",
            "Tên dùng trên trang; là tên đầy đủ khi chưa khai tên gọi tắt",
        )
        .required(),
    ],
};

pub(super) fn rows(source: Source<'_>) -> Vec<Row> {
    let row = |plan: &crate::model::Plan| {
        let values = vec![
            Value::text(plan.id.as_str()),
            Value::text(&plan.number),
            Value::date(plan.date),
            Value::text(&plan.date_text),
            Value::text(&plan.kind),
            Value::text(&plan.title),
            Value::text(&plan.issuer),
            Value::date(plan.period_start),
            Value::date(plan.period_end),
            Value::text(&plan.source_file),
            Value::text(&plan.source_sha256),
            Value::text(&plan.short_title),
        ];
        Row::of(&plan.id, Some(Place::file(plan.source_file.as_str())), values)
    };
    source.site.plans.iter().filter(|plan| source.wants([&plan.id])).map(row).collect()
}
