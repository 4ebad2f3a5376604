//! The sample site with snapshots: every kind of report, change, finding and value.

use super::sample::{Sample, Words, at, day, id, sample};
use crate::derive::derive;
use crate::model::{
    ContentChange, Date, DayLimit, Extension, FigureChange, FileChange, Id, Ledger,
    LedgerCorrection, LedgerEntry, Nature, Observation, Period, PeriodKind, ReportedStatus,
    ReportingDuty, SealVersion, Snapshot, Submission, TaskReport,
};

/// The sample with three periods reported; `is_illustrative` says whether their figures are made up.
pub(super) fn reported(words: Words, is_illustrative: bool) -> Sample {
    let mut sample = sample(words);
    let mut first = snapshot("2026-q1", day(2026, 3, 31), is_illustrative);
    first.submissions = vec![submission("so-kh-cn", first.leads_day())];
    first.reports = vec![
        report(words, "kh57-2026-nv-i-1", ReportedStatus::InProgress),
        report(words, "qd123-2023-nv-i-1", ReportedStatus::InProgress),
        report(words, "kh57-2026-nv-i-4", ReportedStatus::Paused),
    ];
    first.observations = vec![
        value(words, day(2025, 12, 31), "61.5", false),
        value(words, day(2026, 3, 31), "70", false),
    ];

    let mut second = snapshot("2026-q2", day(2026, 6, 30), is_illustrative);
    second.submissions = vec![submission("so-kh-cn", day(2026, 6, 20))];
    let mut moved = report(words, "kh57-2026-nv-i-1", ReportedStatus::InProgress);
    moved.extension =
        Some(Extension { new_end: day(2026, 10, 10), decision: words.text("15/QĐ-UBND") });
    let mut part = report(words, "kh57-2026-nv-i-2", ReportedStatus::Completed);
    part.milestone = Some(1);
    part.completed_on = Some(day(2026, 6, 1));
    second.reports = vec![
        moved,
        part,
        report(words, "kh57-2026-nv-i-3", ReportedStatus::InProgress),
        report(words, "kh57-2026-nv-i-4", ReportedStatus::InProgress),
        report(words, "qd123-2023-nv-i-1", ReportedStatus::Completed),
    ];
    second.observations = vec![
        value(words, day(2026, 3, 31), "69.5", false),
        value(words, day(2026, 6, 30), "72,5".replace(',', ".").as_str(), true),
    ];

    let mut third = snapshot("2026-q3", day(2026, 10, 15), is_illustrative);
    let mut late = report(words, "kh57-2026-nv-i-1", ReportedStatus::InProgress);
    late.status_text = words.text("Đang thực hiện, đúng tiến độ");
    let mut withdrawn = report(words, "qd123-2023-nv-i-4", ReportedStatus::Withdrawn);
    withdrawn.decision = words.text("99/QĐ-UBND");
    third.reports = vec![
        late,
        withdrawn,
        report(words, "qd123-2023-nv-i-1", ReportedStatus::InProgress),
        report(words, "kh57-2026-nv-i-2", ReportedStatus::InProgress),
    ];
    third.observations = vec![value(words, day(2026, 9, 30), "60", false)];

    sample.site.ledger = ledger(words, &first, &second);
    sample.site.snapshots = vec![first, second, third];
    let known = derive(&sample.site, None, &());
    sample.derived.clarity = known.clarity;
    sample.derived.progress = known.progress;
    sample.derived.stages = known.stages;
    sample
}

/// The first two periods sealed, two figures of the second corrected, one of a period nobody sees.
fn ledger(words: Words, first: &Snapshot, second: &Snapshot) -> Ledger {
    let entry = |snapshot: &Snapshot, previous: char, own: char| LedgerEntry {
        version: SealVersion::NEWEST,
        period: snapshot.period,
        as_of: snapshot.as_of,
        published_on: snapshot.leads_day(),
        sealed_late: None,
        content_sha256: "c".repeat(64),
        files: Vec::new(),
        corrections: 0,
        previous_sha256: previous.to_string().repeat(64),
        sha256: own.to_string().repeat(64),
        provenance: at("ledger", 1),
    };
    let correction =
        |period: Period, item: &str, field: &str, values: [&str; 2]| LedgerCorrection {
            date: day(2026, 7, 20),
            reason: words.text("Nhập nhầm số"),
            file: Some(FileChange {
                path: format!("seeds/snapshots/{}/{}.csv", period.id(), words.text("a")).into(),
                old_sha256: Some("1".repeat(64)),
                new_sha256: Some("2".repeat(64)),
            }),
            content: (field == "value").then(|| ContentChange {
                period,
                old_sha256: "3".repeat(64),
                new_sha256: "4".repeat(64),
            }),
            figure: Some(FigureChange {
                item: item.to_owned(),
                field: words.text(field),
                old_value: words.text(values[0]),
                new_value: words.text(values[1]),
            }),
            provenance: at("ledger", 9),
        };
    let unseen = Period::parse("2025-q4").unwrap();
    Ledger {
        entries: vec![entry(first, '0', 'a'), entry(second, 'a', 'b')],
        corrections: vec![
            correction(second.period, "kh57-2026-ct-1", "value", ["77,7%", "72,5%"]),
            correction(second.period, "kh57-2026-nv-i-1", "percent", ["26,5", "62,5"]),
            correction(unseen, "kh57-2026-ct-1", "value", ["1,11", "2,22"]),
        ],
    }
}

/// A report each quarter before the 15th of its last month.
pub(super) fn duty() -> ReportingDuty {
    ReportingDuty {
        every: Some(PeriodKind::Quarter),
        before: Some(DayLimit::OfLastMonth(15)),
        items: Vec::new(),
        reporters: String::new(),
        receiver: String::new(),
        onward: String::new(),
        quote: String::new(),
        provenance: at("kh57-2026", 1),
    }
}

fn snapshot(period: &str, as_of: Date, is_illustrative: bool) -> Snapshot {
    let period = Period::parse(period).unwrap();
    Snapshot {
        id: period.id(),
        period,
        as_of,
        due_on: duty().due_on(period),
        published_on: None,
        sealed_late: None,
        is_illustrative,
        observations: Vec::new(),
        reports: Vec::new(),
        submissions: Vec::new(),
        provenance: at("x", 1),
    }
}

fn submission(agency: &str, received_on: Date) -> Submission {
    Submission { agency: id(agency), received_on, file: None, provenance: at("x", 1) }
}

fn report(words: Words, task: &str, reported_status: ReportedStatus) -> TaskReport {
    TaskReport {
        task: id(task),
        milestone: None,
        reported_status,
        status_text: words.text(reported_status.label()),
        completed_on: None,
        percent: "62.5".parse().ok(),
        result: words.text("Đã xong bước một."),
        product: words.text("Báo cáo 12/BC-SKHCN"),
        difficulties: words.text("Thiếu kinh phí."),
        proposals: words.text("Bổ sung kinh phí."),
        evidence: if task.ends_with("-1") {
            "https://example.vn/minh-chung?a=1&b=\"2\"".to_owned()
        } else {
            words.text("Công văn 12")
        },
        decision: words.text("12/QĐ-UBND"),
        extension: None,
        reported_by: Some(id("so-kh-cn")),
        provenance: at("snapshots", 2),
    }
}

fn value(words: Words, value_date: Date, value: &str, breaks_series: bool) -> Observation {
    Observation {
        indicator: Id::new("kh57-2026-ct-1").unwrap(),
        value: value.parse().unwrap(),
        value_date,
        nature: Nature::Cumulative,
        breaks_series,
        source: words.text("Cổng dịch vụ công"),
        note: words.text("Số sơ bộ"),
        evidence: words.text("https://example.vn/so-lieu"),
        reported_by: Some(id("so-kh-cn")),
        provenance: at("snapshots", 3),
    }
}
