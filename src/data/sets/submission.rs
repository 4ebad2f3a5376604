//! `nop-bao-cao`: which agency handed in for which period, on which day, by what it owed.

use crate::data::schema::{About, Basis, Column, Dataset, Entry, Type, cells, columns, entry};
use crate::data::table::{Row, Source, place};
use crate::data::value::Value;
use crate::derive::status::{Discipline, DisciplineState};
use crate::model::{Snapshot, Submission};

pub(in crate::data) const DATASET: Dataset = Dataset {
    stem: "nop-bao-cao",
    title: "Nộp báo cáo",
    title_en: "Report submissions",
    description: "Từng kỳ, cơ quan nào phải gửi báo cáo trước ngày nào theo chế độ báo cáo của các văn bản, và báo cáo đến ngày nào; kể cả kỳ không phải gửi.",
    row: "một cơ quan ở một kỳ báo cáo",
    primary_key: &["snapshot_id", "agency_id"],
    folder: None,
    basis: Basis::Reports,
    rows,
    columns: &columns::<_, { ENTRIES.len() }>(ENTRIES),
};

/// What one agency owed for one period.
struct Subject<'a> {
    snapshot: &'a Snapshot,
    duty: &'a Discipline,
}

impl About for Subject<'static> {
    type Of<'a> = Subject<'a>;
}

/// Every column with its cell.
const ENTRIES: &[Entry<Subject<'static>>] = &[
    entry(super::SNAPSHOT_ID, |one| Value::text(one.snapshot.id.as_str())),
    entry(
        Column::new("agency_id", Type::Text, "Cơ quan", "Agency", "Mã cơ quan")
            .required()
            .of("co-quan", "id"),
        |one| Value::text(one.duty.agency.as_str()),
    ),
    entry(
        Column::new(
            "due_on",
            Type::Date,
            "Hạn gửi",
            "Due on",
            "Ngày cuối còn gửi đúng hạn; trống khi không phải gửi, văn bản không nêu ngày hoặc chưa rõ",
        ),
        |one| Value::date(one.duty.due_on),
    ),
    entry(
        Column::new(
            "received_on",
            Type::Date,
            "Ngày nhận",
            "Received on",
            "Ngày báo cáo đến; trống khi chưa có. Có nhiều tệp thì lấy tệp đến trước",
        ),
        |one| Value::date(one.duty.received_on),
    ),
    entry(
        Column::new(
            "state",
            Type::Enum(states),
            "Tình trạng gửi",
            "State",
            "Đúng hạn, gửi chậm, chưa gửi; hoặc không phải gửi, chưa rõ phải gửi khi nào",
        )
        .required(),
        |one| Value::text(one.duty.state.as_str()),
    ),
    entry(super::ILLUSTRATIVE, |one| Value::Boolean(one.snapshot.is_illustrative)),
];

fn states() -> Vec<(&'static str, &'static str)> {
    DisciplineState::ALL.iter().map(|(_, word, label)| (*word, *label)).collect()
}

pub(super) fn rows(source: Source<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for stage in &source.derived.stages {
        let Some(snapshot) = source.snapshots().find(|one| one.id == stage.snapshot) else {
            continue;
        };
        for one in stage.discipline.iter().filter(|one| source.wants([&one.agency])) {
            rows.push(row(snapshot, one));
        }
    }
    rows
}

fn row(snapshot: &Snapshot, one: &Discipline) -> Row {
    let own = |submission: &&Submission| submission.agency == one.agency;
    let received = snapshot.submissions.iter().find(own);
    let provenance = received.map_or(&snapshot.provenance, |submission| &submission.provenance);
    let values = cells(ENTRIES, &Subject { snapshot, duty: one });
    Row::new(Some(place(provenance)), values)
}
