//! Cells that list agencies, as offices write them, in a site that registers none.

use proptest::prelude::*;

use super::super::gazetteer::{GAZETTEER, Tier};
use super::*;
use crate::model::AgencyKind;

/// Names of the bodies a cell gives each part, and the codes of what was said.
fn read_cell(text: &str, part: Part) -> (Vec<String>, Vec<String>, Vec<Code>) {
    let (mut book, mut diagnostics) = (AgencyBook::default(), Diagnostics::default());
    let (place, file) = (Place::line("d.txt", 3), Arc::from("d.txt"));
    let read = book.read_cell(text, part, &place, &Id::slug("nv"), &file, &mut diagnostics);
    let names = |read: &Responsibility| -> Vec<String> {
        let agency = |id: &Id| book.agencies().iter().find(|agency| agency.id == *id).unwrap();
        read.members.iter().map(|member| agency(&member.agency).name.clone()).collect()
    };
    let codes = diagnostics.iter().map(|problem| problem.code).collect();
    (names(&read.lead), names(&read.coordinating), codes)
}

#[test]
fn judged_cells_are_read_right() {
    let mut wrong = Vec::new();
    for line in include_str!("cells.txt").lines().skip(1) {
        let fields: Vec<&str> = line.split('|').collect();
        let [part, cell, lead, coordinating] = fields[..] else { panic!("{line}") };
        let default = if part == "lead" { Part::Lead } else { Part::Coordinating };
        let (first, second, _) = read_cell(&cell.replace("\\n", "\n"), default);
        let (first, second) = (first.join(";"), second.join(";"));
        if (first.as_str(), second.as_str()) != (lead, coordinating) {
            wrong.push(format!(
                "{cell}\n  read  {first} | {second}\n  right {lead} | {coordinating}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_nobody_knows_is_said_and_what_is_known_is_not() {
    for (text, expect) in [
        ("Sở Khoa học và Công nghệ; UBND xã Đông Phú", &[][..]),
        ("Sở Thiên văn", &[Code::AgencyUnregistered]),
        ("Sở Y tế và Sở Thiên văn", &[Code::AgencySplit]),
        ("Đ/c Nguyễn Văn A", &[Code::AgencyPerson]),
        ("nt", &[Code::AgencyUnread]),
        ("x", &[Code::AgencyUnread]),
        ("Không", &[]),
    ] {
        assert_eq!(read_cell(text, Part::Lead).2, expect, "{text}");
    }
}

#[test]
fn parts_of_a_cell_keep_their_words() {
    let (mut diagnostics, file) = (Diagnostics::default(), Arc::from("d.txt"));
    let text = "Sở Y tế chủ trì, phối hợp với Sở Tài chính, Công an tỉnh theo quy định";
    let place = Place::line("d.txt", 3);
    let read = AgencyBook::default().read_cell(
        text,
        Part::Lead,
        &place,
        &Id::slug("nv"),
        &file,
        &mut diagnostics,
    );
    assert_eq!(read.lead.text, "Sở Y tế");
    assert_eq!(read.coordinating.text, "Sở Tài chính; Công an tỉnh theo quy định");
}

#[test]
fn the_gazetteer_is_sound() {
    let sources: Vec<&str> = include_str!("../gazetteer/sources.csv")
        .lines()
        .filter_map(|l| l.split(',').next())
        .collect();
    let mut reader = csv::Reader::from_reader(include_str!("../gazetteer/bodies.csv").as_bytes());
    let ids: Vec<String> = GAZETTEER.bodies.iter().map(|body| body.id.clone()).collect();
    let mut count = 0;
    for row in reader.records().map(Result::unwrap) {
        assert_eq!(row.len(), 12, "{row:?}");
        assert!(Id::new(&row[0]).is_some() && AgencyKind::from_word(&row[3]).is_some(), "{row:?}");
        assert!(row[10].split(';').all(|id| id.is_empty() || sources.contains(&id)), "{row:?}");
        assert!(
            row[6].split(';').all(|id| id.is_empty() || ids.iter().any(|i| i == id)),
            "{row:?}"
        );
        count += 1;
    }
    assert_eq!(count, GAZETTEER.bodies.len());
    assert!(ids.iter().collect::<std::collections::BTreeSet<_>>().len() == ids.len());
}

/// Names and spellings of bodies that mean one body wherever they stand.
fn plain_names() -> Vec<(usize, String)> {
    let bodies = GAZETTEER.bodies.iter().enumerate();
    bodies
        .filter(|(_, body)| body.tier != Tier::Commune)
        .map(|(index, body)| (index, body.name.clone()))
        .collect()
}

proptest! {
    /// Bodies joined by the marks of lists come back, in order, or something is said.
    #[test]
    fn lists_of_the_gazetteer_are_read_back(
        chosen in proptest::sample::subsequence(plain_names(), 1..=5).prop_shuffle(),
        separator in proptest::sample::select(vec![", ", "; ", "\n", "\n- ", ";\n+ ", " và ", "/", " - "]),
        opening in proptest::sample::select(vec!["", "- ", "Chủ trì: ", "+ ", "• "]),
        closing in proptest::sample::select(vec!["", ".", ";", " theo chức năng, nhiệm vụ"]),
        is_capital in proptest::bool::ANY,
    ) {
        let names: Vec<&str> = chosen.iter().map(|(_, name)| name.as_str()).collect();
        let text = format!("{opening}{}{closing}", names.join(separator));
        let text = if is_capital { text.to_uppercase() } else { text };
        let (led, helped, codes) = read_cell(&text, Part::Lead);
        prop_assert!(helped.is_empty());
        if led != names {
            prop_assert!(!codes.is_empty(), "{text}\n{led:?}");
        }
    }
}
