//! `phan-cong`: who has which part in which task or indicator.

use crate::data::schema::{Basis, Column, Dataset, Type};
use crate::data::table::{Row, Source, place};
use crate::data::value::Value;
use crate::model::{Id, Provenance, Responsibility};

pub(in crate::data) const DATASET: Dataset = Dataset {
    stem: "phan-cong",
    title: "Phân công",
    description: "Vai trò của từng cơ quan trong từng nhiệm vụ và chỉ tiêu, để nối các bảng với nhau.",
    row: "phần của một cơ quan trong một nhiệm vụ hoặc chỉ tiêu",
    primary_key: &["item_id", "agency_id", "role"],
    folder: None,
    basis: Basis::Plans,
    rows,
    columns: &[
        super::ITEM_ID,
        Column::new("agency_id", Type::Text, "Cơ quan", "Agency", "Mã cơ quan")
            .required()
            .of("co-quan", "id"),
        Column::new("role", Type::Enum(roles), "Vai trò", "Role", "Chủ trì hay phối hợp")
            .required(),
        Column::new("position", Type::Integer, "Thứ tự", "Position", "Thứ tự in trong ô, đếm từ 1")
            .required(),
        Column::new(
            "text",
            Type::Text,
            "Tên như in",
            "Name as printed",
            "Cách viết tên cơ quan trong văn bản",
        ),
        Column::new(
            "scope",
            Type::Text,
            "Phạm vi",
            "Scope",
            "Phần việc được giới hạn, nếu văn bản ghi",
        ),
    ],
};

fn roles() -> Vec<(&'static str, &'static str)> {
    vec![("lead", "Chủ trì"), ("coordinating", "Phối hợp")]
}

pub(super) fn rows(source: Source<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for plan in &source.site.plans {
        for indicator in &plan.indicators {
            push(&mut rows, &indicator.id, "lead", &indicator.lead, &indicator.provenance);
        }
        for task in &plan.tasks {
            push(&mut rows, &task.id, "lead", &task.lead, &task.provenance);
            push(&mut rows, &task.id, "coordinating", &task.coordinating, &task.provenance);
        }
    }
    rows
}

/// An agency printed twice in one cell has one part, the first.
fn push(
    rows: &mut Vec<Row>,
    item: &Id,
    role: &str,
    responsibility: &Responsibility,
    provenance: &Provenance,
) {
    for (position, agency) in (1..).zip(super::agencies(responsibility)) {
        let member = responsibility.members.iter().find(|member| member.agency == *agency);
        let (text, scope) =
            member.map_or(("", ""), |m| (&m.text, m.scope.as_deref().unwrap_or_default()));
        let values = vec![
            Value::text(item.as_str()),
            Value::text(agency.as_str()),
            Value::text(role),
            Value::Integer(position),
            Value::text(text),
            Value::text(scope),
        ];
        rows.push(Row::new(Some(place(provenance)), values));
    }
}
