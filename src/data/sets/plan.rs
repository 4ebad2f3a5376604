//! `van-ban`: the plans.

use crate::data::schema::{About, Basis, Column, Dataset, Entry, Type, cells, columns, entry};
use crate::data::table::{Row, Source};
use crate::data::value::Value;
use crate::diagnostic::Place;
use crate::model::Plan;

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
    columns: &columns::<_, { ENTRIES.len() }>(ENTRIES),
};

/// One plan.
struct Subject<'a> {
    plan: &'a Plan,
}

impl About for Subject<'static> {
    type Of<'a> = Subject<'a>;
}

/// Every column with its cell.
const ENTRIES: &[Entry<Subject<'static>>] = &[
    entry(super::ID, |one| Value::text(one.plan.id.as_str())),
    entry(
        Column::new(
            "number",
            Type::Text,
            "Số, ký hiệu",
            "Number",
            "Số và ký hiệu; trống khi bản in không ghi số",
        ),
        |one| Value::text(&one.plan.number),
    ),
    entry(
        Column::new(
            "date",
            Type::Date,
            "Ngày ban hành",
            "Date of issue",
            "Trống khi ngày in trên văn bản không đủ",
        ),
        |one| Value::date(one.plan.date),
    ),
    entry(
        Column::new(
            "date_text",
            Type::Text,
            "Ngày ban hành như in",
            "Date of issue as printed",
            "Nguyên văn",
        ),
        |one| Value::text(&one.plan.date_text),
    ),
    entry(
        Column::new(
            "kind",
            Type::Text,
            "Loại văn bản",
            "Kind",
            "Kế hoạch, Quyết định …; trống khi văn bản không ghi",
        ),
        |one| Value::text(&one.plan.kind),
    ),
    entry(
        Column::new("title", Type::Text, "Tên", "Title", "Tên văn bản như in").required(),
        |one| Value::text(&one.plan.title),
    ),
    entry(
        Column::new("issuer", Type::Text, "Cơ quan ban hành", "Issuer", "Cơ quan ban hành văn bản"),
        |one| Value::text(&one.plan.issuer),
    ),
    entry(
        Column::new(
            "period_start",
            Type::Date,
            "Từ ngày",
            "Period start",
            "Ngày đầu của giai đoạn kế hoạch",
        ),
        |one| Value::date(one.plan.period_start),
    ),
    entry(
        Column::new(
            "period_end",
            Type::Date,
            "Đến ngày",
            "Period end",
            "Ngày cuối của giai đoạn kế hoạch",
        ),
        |one| Value::date(one.plan.period_end),
    ),
    entry(super::PLAN_FILE, |one| Value::text(&one.plan.source_file)),
    entry(
        Column::new(
            "source_sha256",
            Type::Text,
            "SHA-256 của tệp nguồn",
            "SHA-256 of the source file",
            "Để kiểm tra tệp nguồn còn nguyên",
        )
        .required(),
        |one| Value::text(&one.plan.source_sha256),
    ),
    entry(
        Column::new(
            "short_title",
            Type::Text,
            "Tên gọi tắt",
            "Short title",
            "Tên dùng trên trang; là tên đầy đủ khi chưa khai tên gọi tắt",
        )
        .required(),
        |one| Value::text(&one.plan.short_title),
    ),
];

pub(super) fn rows(source: Source<'_>) -> Vec<Row> {
    let row = |plan: &Plan| {
        let place = Place::file(plan.source_file.as_str());
        Row::of(&plan.id, Some(place), cells(ENTRIES, &Subject { plan }))
    };
    source.site.plans.iter().filter(|plan| source.wants([&plan.id])).map(row).collect()
}
