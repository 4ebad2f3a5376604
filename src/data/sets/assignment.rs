//! `phan-cong`: who has which part in which task or indicator.

use crate::data::schema::{About, Basis, Column, Dataset, Entry, Type, cells, columns, entry};
use crate::data::table::{Row, Source, place};
use crate::data::value::Value;
use crate::model::{AmendedValue, Amendment, Date, Id, Provenance, Responsibility};

pub(in crate::data) const DATASET: Dataset = Dataset {
    stem: "phan-cong",
    title: "Phân công",
    title_en: "Assignments",
    description: "Vai trò của từng cơ quan trong từng nhiệm vụ và chỉ tiêu, để nối các bảng với nhau: như in, hoặc theo lần sửa đổi gần nhất có hiệu lực đến ngày xét.",
    row: "phần của một cơ quan trong một nhiệm vụ hoặc chỉ tiêu",
    primary_key: &["item_id", "agency_id", "role"],
    folder: None,
    basis: Basis::AsOf,
    rows,
    columns: &columns::<_, { ENTRIES.len() }>(ENTRIES),
};

/// One part of one agency in one item.
struct Subject<'a> {
    source: Source<'a>,
    item: &'a Id,
    agency: &'a Id,
    role: &'static str,
    position: i64,
    text: &'a str,
    scope: &'a str,
    amended_on: Option<Date>,
}

impl About for Subject<'static> {
    type Of<'a> = Subject<'a>;
}

/// Every column with its cell.
const ENTRIES: &[Entry<Subject<'static>>] = &[
    entry(super::ITEM_ID, |one| Value::text(one.item.as_str())),
    entry(
        Column::new("agency_id", Type::Text, "Cơ quan", "Agency", "Mã cơ quan")
            .required()
            .of("co-quan", "id"),
        |one| Value::text(one.agency.as_str()),
    ),
    entry(
        Column::new("role", Type::Enum(roles), "Vai trò", "Role", "Chủ trì hay phối hợp")
            .required(),
        |one| Value::text(one.role),
    ),
    entry(
        Column::new(
            "position",
            Type::Integer,
            "Thứ tự",
            "Position",
            "Thứ tự ghi trong ô, đếm từ 1",
        )
        .required(),
        |one| Value::Integer(one.position),
    ),
    entry(
        Column::new(
            "text",
            Type::Text,
            "Tên như ghi",
            "Name as written",
            "Cách viết tên cơ quan trong văn bản, hoặc trong lần sửa đổi",
        ),
        |one| Value::text(one.text),
    ),
    entry(
        Column::new(
            "scope",
            Type::Text,
            "Phạm vi",
            "Scope",
            "Phần việc được giới hạn, nếu văn bản ghi",
        ),
        |one| Value::text(one.scope),
    ),
    entry(
        Column::new(
            "amended_on",
            Type::Date,
            "Sửa đổi từ ngày",
            "Amended on",
            "Ngày sửa đổi có hiệu lực; trống khi vẫn như in",
        ),
        |one| Value::date(one.amended_on),
    ),
    entry(
        Column::new(
            "as_of_illustrative",
            Type::Boolean,
            "Không chính thức",
            "Rests on made-up figures",
            "true khi xét theo ngày chốt số liệu và sửa đổi đặt ra để giới thiệu cách dùng, không phải thật; trống khi chưa có kỳ báo cáo",
        ),
        |one| one.source.illustrative(),
    ),
];

fn roles() -> Vec<(&'static str, &'static str)> {
    vec![("lead", "Chủ trì"), ("coordinating", "Phối hợp")]
}

pub(super) fn rows(source: Source<'_>) -> Vec<Row> {
    let day = source.day();
    let mut rows = Vec::new();
    for plan in source.site.plans.iter() {
        for indicator in &plan.indicators {
            let now = source.site.indicator_on(indicator, day);
            let mut parts = Parts::new(source, &mut rows, &indicator.id, &indicator.provenance);
            parts.push("lead", &now.lead);
        }
        for task in &plan.tasks {
            let now = source.site.task_on(task, day);
            let mut parts = Parts::new(source, &mut rows, &task.id, &task.provenance);
            parts.push("lead", &now.lead);
            parts.push("coordinating", &now.coordinating);
        }
    }
    rows
}

/// Where the parts of one item go.
struct Parts<'a> {
    source: Source<'a>,
    rows: &'a mut Vec<Row>,
    item: &'a Id,
    provenance: &'a Provenance,
}

impl<'a> Parts<'a> {
    fn new(
        source: Source<'a>,
        rows: &'a mut Vec<Row>,
        item: &'a Id,
        provenance: &'a Provenance,
    ) -> Self {
        Self { source, rows, item, provenance }
    }

    /// Adds one part for each agency; one named twice in a cell has one part, the first.
    fn push(&mut self, role: &'static str, responsibility: &Responsibility) {
        let amended_on = self.amended_on(role);
        for (position, agency) in (1..).zip(super::agencies(responsibility)) {
            if !self.source.wants([self.item, agency]) {
                continue;
            }
            let member = responsibility.members.iter().find(|member| member.agency == *agency);
            let (text, scope) =
                member.map_or(("", ""), |m| (&m.text, m.scope.as_deref().unwrap_or_default()));
            let (source, item) = (self.source, self.item);
            let part = Subject { source, item, agency, role, position, text, scope, amended_on };
            self.rows.push(Row::new(Some(place(self.provenance)), cells(ENTRIES, &part)));
        }
    }

    /// The day from which the role is held otherwise than printed.
    fn amended_on(&self, role: &str) -> Option<Date> {
        let day = self.source.day();
        let is_role = |amendment: &&Amendment| match amendment.new {
            AmendedValue::Lead(_) => role == "lead",
            AmendedValue::Coordinating(_) => role == "coordinating",
            _ => false,
        };
        let amendments = self.source.site.amendments.iter();
        let own = amendments.filter(|one| one.item == *self.item && one.date <= day);
        own.filter(is_role).map(|amendment| amendment.date).next_back()
    }
}
