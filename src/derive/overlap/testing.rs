//! Small sites for the tests of overlaps and contradictions.

use crate::model::{
    Clause, Date, Deadline, Direction, Document, Id, Indicator, IndicatorKind, Plan, Provenance,
    Responsibility, Site, Task,
};

pub(in crate::derive) fn provenance() -> Provenance {
    Provenance {
        file: "seeds/plans/a/document.md".into(),
        line_first: 1,
        line_last: 1,
        sheet: None,
    }
}

pub(in crate::derive) fn site(plans: Vec<Plan>) -> Site {
    Site { plans: plans.into(), ..Site::default() }
}

pub(in crate::derive) fn plan(id: &str) -> Plan {
    Plan {
        id: Id::new(id).unwrap(),
        title: id.to_owned(),
        short_title: id.to_owned(),
        kind: "Kế hoạch".to_owned(),
        number: String::new(),
        number_text: String::new(),
        date: Some(Date::constant(2026, 1, 31)),
        date_from: None,
        date_text: String::new(),
        issuer: "UBND tỉnh".to_owned(),
        period_start: None,
        period_end: None,
        signatory: String::new(),
        signatory_role: String::new(),
        source_file: "document.md".to_owned(),
        source_sha256: String::new(),
        sections: Vec::new(),
        indicators: Vec::new(),
        tasks: Vec::new(),
        clauses: Vec::new(),
        citations: Vec::new(),
        recipients: Vec::new(),
        document: Document::default(),
        corrections: Vec::new(),
        partners: Vec::new(),
        regime: crate::model::ReportingRegime::default(),
    }
}

pub(in crate::derive) fn task(plan: &str, number: &str, name: &str) -> Task {
    let plan = Id::new(plan).unwrap();
    Task {
        id: plan.join("nv").join(number),
        section: plan.join("i"),
        plan,
        number: number.to_owned(),
        ordinal: 1,
        name: name.to_owned(),
        display_name: name.to_owned(),
        lead: Responsibility::default(),
        coordinating: Responsibility::default(),
        deadline: Deadline::default(),
        product: String::new(),
        reference_text: String::new(),
        references: Vec::new(),
        mentions: Vec::new(),
        extra: Vec::new(),
        footnotes: Vec::new(),
        provenance: provenance(),
    }
}

pub(in crate::derive) fn clause(plan: &str, number: &str, text: &str) -> Clause {
    Clause {
        id: Id::new(plan).unwrap().join("dk").join(number),
        number: number.to_owned(),
        text: text.to_owned(),
        heading: String::new(),
        provenance: provenance(),
    }
}

pub(in crate::derive) fn indicator(plan: &str, number: &str, name: &str, unit: &str) -> Indicator {
    let plan = Id::new(plan).unwrap();
    Indicator {
        id: plan.join("ct").join(number),
        section: plan.join("a"),
        plan,
        number: number.to_owned(),
        name: name.to_owned(),
        display_name: name.to_owned(),
        unit: unit.to_owned(),
        lead: Responsibility::default(),
        direction: Direction::Up,
        kind: if unit.contains('%') { IndicatorKind::Percent } else { IndicatorKind::Count },
        targets: Vec::new(),
        reference_text: String::new(),
        references: Vec::new(),
        extra: Vec::new(),
        footnotes: Vec::new(),
        quote: String::new(),
        provenance: provenance(),
    }
}
