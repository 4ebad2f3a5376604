//! Habits every file keeps.

use std::collections::BTreeSet;
use std::fs;

use super::{package, sources};

const LONGEST_FILE: usize = 500;

#[test]
fn files_say_what_they_are_and_stay_short() {
    let mut faults = Vec::new();
    for (file, text) in sources("src").into_iter().chain(sources("tests")) {
        if !text.starts_with("//! ") {
            faults.push(format!("{file}:1: không mở đầu bằng `//! ` nói tệp này làm gì"));
        }
        let lines = text.lines().count();
        if lines > LONGEST_FILE {
            faults.push(format!("{file}:{lines}: dài hơn {LONGEST_FILE} dòng"));
        }
        for (number, line) in (1..).zip(text.lines()) {
            if line.ends_with(char::is_whitespace) {
                faults.push(format!("{file}:{number}: có dấu cách ở cuối dòng"));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn the_map_names_every_room_and_every_crate() {
    let map = fs::read_to_string(package().join("ARCHITECTURE.md")).unwrap();
    let rooms: BTreeSet<String> = sources("src")
        .iter()
        .filter_map(|(file, _)| {
            Some(file.strip_prefix("src/")?.split(['/', '.']).next()?.to_owned())
        })
        .collect();
    let missing: Vec<_> = rooms.iter().filter(|name| !map.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "ARCHITECTURE.md không nhắc tới {missing:?}");
    // Every direct dependency has its purpose, and no line is about one that is gone.
    let table = map.split("\n| crate | why |\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let mut told = BTreeSet::new();
    for line in table.lines().skip(1) {
        let [_, names, why, _] = line.split('|').collect::<Vec<_>>()[..] else { panic!("{line}") };
        assert!(why.trim().len() > 3, "{line}");
        let names = names.split(',').map(|name| name.trim().trim_matches('`').to_owned());
        names.for_each(|name| assert!(told.insert(name), "{line}"));
    }
    assert_eq!(told, super::architecture::dependencies());
    let lines = map.lines().count();
    assert!(lines <= 150, "ARCHITECTURE.md dài {lines} dòng, tối đa 150");
}
