//! Memory that cannot be had is told in Vietnamese, whatever the run was doing, and nothing published is harmed.

use std::path::Path;
use std::process::{Command, Output};

use super::folder::tree;
use super::program::congkhai;

/// Runs a command line with at most so many megabytes of addresses.
fn limited(folder: &Path, megabytes: u32, line: &str) -> Output {
    let program = env!("CARGO_BIN_EXE_congkhai");
    let script = format!("ulimit -v {}; exec '{program}' {line}", megabytes * 1000);
    Command::new("sh").args(["-c", &script]).current_dir(folder).output().unwrap()
}

#[test]
fn memory_that_cannot_be_had_is_told_and_harms_nothing() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    assert_eq!(congkhai(root, "init .").code, Some(0));
    assert_eq!(congkhai(root, "build").code, Some(0));
    let published = tree(&root.join("public"));
    // The least with which the program begins at all: before that the system speaks, not the program.
    let least =
        (90..400).step_by(4).find(|least| limited(root, *least, "--version").status.success());
    let least = least.unwrap();
    let mut refused = 0;
    for megabytes in (least..).step_by(12) {
        let ended = limited(root, megabytes, "build");
        let said = String::from_utf8_lossy(&ended.stderr);
        match ended.status.code() {
            Some(0) => break,
            Some(2) => assert!(said.contains("lỗi: hết bộ nhớ"), "{megabytes} MB: {said}"),
            code => panic!("{megabytes} MB: {code:?}: {said}"),
        }
        refused += 1;
        assert!(!said.contains("memory allocation"), "{megabytes} MB: {said}");
        assert!(megabytes < 500, "a small site takes more than {megabytes} MB of addresses");
        assert!(tree(&root.join("public")) == published, "{megabytes} MB");
    }
    assert!(refused > 1, "only {refused} runs were refused memory");
    assert_eq!(congkhai(root, "build").code, Some(0));
    assert!(tree(&root.join("public")) == published);
}
