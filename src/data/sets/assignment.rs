//! `phan-cong`: who has which part in which task or indicator.

use crate::data::schema::{Basis, Column, Dataset, Type};
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
    columns: &[
        super::ITEM_ID,
        Column::new("agency_id", Type::Text, "Cơ quan", "Agency", "Mã cơ quan")
            .required()
            .of("co-quan", "id"),
        Column::new("role", Type::Enum(roles), "Vai trò", "Role", "Chủ trì hay phối hợp")
            .required(),
        Column::new(
            "position",
            Type::Integer,
            "Thứ tự",
            "Position",
            "Thứ tự ghi trong ô, đếm từ 1",
        )
        .required(),
        Column::new(
            "text",
            Type::Text,
            "Tên như ghi",
            "Name as written",
            "Cách viết tên cơ quan trong văn bản, hoặc trong lần sửa đổi",
        ),
        Column::new(
            "scope",
            Type::Text,
            "Phạm vi",
            "Scope",
            "Phần việc được giới hạn, nếu văn bản ghi",
        ),
        Column::new(
            "amended_on",
            Type::Date,
            "Sửa đổi từ ngày",
            "Amended on",
            "Ngày sửa đổi có hiệu lực; trống khi vẫn như in",
        ),
        Column::new(
            "as_of_illustrative",
            Type::Boolean,
            "Không chính thức",
            "Rests on made-up figures",
            "true khi xét theo ngày chốt số liệu và sửa đổi đặt ra để giới thiệu cách dùng, không phải thật; trống khi chưa có kỳ báo cáo",
        ),
    ],
};

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
    fn push(&mut self, role: &str, responsibility: &Responsibility) {
        let amended_on = self.amended_on(role);
        for (position, agency) in (1..).zip(super::agencies(responsibility)) {
            if !self.source.wants([self.item, agency]) {
                continue;
            }
            let member = responsibility.members.iter().find(|member| member.agency == *agency);
            let (text, scope) =
                member.map_or(("", ""), |m| (&m.text, m.scope.as_deref().unwrap_or_default()));
            let values = vec![
                Value::text(self.item.as_str()),
                Value::text(agency.as_str()),
                Value::text(role),
                Value::Integer(position),
                Value::text(text),
                Value::text(scope),
                Value::date(amended_on),
                self.source.illustrative(),
            ];
            self.rows.push(Row::new(Some(place(self.provenance)), values));
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
