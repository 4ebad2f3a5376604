//! What a build shows while it runs: a bar on a terminal, plain lines elsewhere, nothing when nothing is asked for.

use std::path::Path;
use std::process::{Command, Stdio};

use super::program::congkhai;

fn new_site() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let ran = congkhai(root.path(), "init trang");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    root
}

/// What `words` print on a terminal: that of `script`, which every Debian has.
fn on_a_terminal(folder: &Path, words: &str) -> String {
    let line = format!("stty cols 100; {} {words}", env!("CARGO_BIN_EXE_congkhai"));
    let ran = Command::new("script")
        .args(["--quiet", "--return", "--command", &line, "/dev/null"])
        .current_dir(folder)
        .env("TERM", "xterm")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(ran.status.success(), "{ran:?}");
    String::from_utf8(ran.stdout).unwrap()
}

#[test]
fn without_a_terminal_the_steps_are_plain_lines() {
    let root = new_site();
    let ran = congkhai(root.path(), "build --root trang");
    assert_eq!((ran.code, &*ran.out), (Some(0), ""));
    assert!(!ran.err.contains(|c: char| c.is_control() && c != '\n'), "{:?}", ran.err);
    let numbered: Vec<_> = ran.err.lines().filter(|line| line.contains("/9 ")).collect();
    assert_eq!(numbered.len(), 9, "{}", ran.err);
    assert_eq!((numbered[0], numbered[8]), ("1/9 Đọc tệp", "9/9 Đổi sang bản mới"));
    let pages = ran.err.split("7/9 Dựng và ghi trang\n").nth(1).unwrap().lines().next().unwrap();
    let pages: usize = pages.trim().strip_suffix(" tệp").unwrap().replace('.', "").parse().unwrap();
    assert!(pages > 20, "{}", ran.err);
    assert!(ran.err.lines().last().unwrap().starts_with("Đã dựng trang vào "), "{}", ran.err);
}

#[test]
fn a_terminal_shows_a_bar_that_goes_away() {
    let root = new_site();
    let shown = on_a_terminal(root.path(), "build --root trang");
    assert!(shown.contains("\u{1b}[") && shown.contains("1/9 Đọc tệp"), "{shown:?}");
    // A clean line begins with the last word on the build.
    let last = shown.trim_end().rsplit(['\r', '\u{1b}']).next().unwrap();
    let last = last.trim_start_matches("[2K");
    assert!(last.starts_with("Đã dựng trang vào "), "{shown:?}");
    assert_eq!(on_a_terminal(root.path(), "build --root trang --quiet"), "");
}

#[test]
fn quiet_and_programs_are_not_told_of_steps() {
    let root = new_site();
    for words in ["--quiet", "--format short --official-only", "--format json --official-only"] {
        let ran = congkhai(root.path(), &format!("build --root trang {words}"));
        assert_eq!((ran.code, &*ran.out, &*ran.err), (Some(0), "", ""), "{words}");
    }
    let ran = congkhai(root.path(), "build --root trang --quiet --timings --format json");
    let times: serde_json::Value = serde_json::from_str(&ran.err).unwrap();
    let steps: Vec<_> = times["timings"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        steps,
        [
            "load", "read", "derive", "data", "feeds", "search", "render", "pictures", "publish",
            "total"
        ]
    );
}

#[test]
fn verbose_names_steps_and_very_verbose_names_files() {
    let root = new_site();
    let told = |words: &str| {
        let ran = congkhai(root.path(), words);
        assert_eq!(ran.code, Some(0), "{}", ran.said());
        assert!(!ran.err.contains(|c: char| c.is_control() && c != '\n'), "{:?}", ran.err);
        ran.err
    };
    std::fs::write(root.path().join("trang/content/.nhap.md"), "").unwrap();
    let once = told("build --root trang -v");
    assert!(once.contains(" giây  Đọc tệp\n") && once.contains("văn bản vi-du: "), "{once}");
    assert!(!once.contains("giây  đọc ") && !once.contains("giây  ghi "), "{once}");
    let twice = told("build --root trang --output khac -vv");
    for words in [
        "giây  đọc congkhai.toml: ",
        "/trang/content/.nhap.md: tệp ẩn hoặc tệp tạm\n",
        "giây  ghi index.html: ",
    ] {
        assert!(twice.contains(words), "{words}: {twice}");
    }
    // Nothing of the libraries, nothing in English.
    for word in ["INFO", "DEBUG", "tantivy", "congkhai:"] {
        assert!(!twice.contains(word), "{word}: {twice}");
    }
}
