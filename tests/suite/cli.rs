//! The program as people run it.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};

use super::program::{congkhai, program};

fn new_site() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let ran = congkhai(root.path(), "init trang");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    root
}

fn change(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(path, text.replace(from, to)).unwrap();
}

#[test]
fn without_a_command_the_first_steps_are_explained() {
    let root = tempfile::tempdir().unwrap();
    let ran = congkhai(root.path(), "");
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert!(ran.out.contains("Ba bước đầu tiên"), "{}", ran.out);
    let ran = congkhai(root.path(), "--version");
    assert_eq!(ran.out, format!("congkhai {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn exit_codes() {
    let root = tempfile::tempdir().unwrap();
    for (line, code, word) in [
        ("dựng", 2, "không có lệnh `dựng`"),
        ("check --root khong-co", 2, "không tồn tại"),
        ("check", 1, ""),
        ("build", 1, "thiếu tệp cấu hình"),
        ("init .", 0, "Đã tạo trang mới"),
        ("init .", 2, "thư mục đã có tệp"),
        ("check", 0, ""),
    ] {
        let ran = congkhai(root.path(), line);
        assert_eq!(ran.code, Some(code), "{line}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains(word), "{line}: {}", ran.err);
    }
}

#[test]
fn a_new_site_builds_and_then_stays_as_it_is() {
    let root = new_site();
    let ran = congkhai(root.path(), "build --root trang");
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert!(root.path().join("trang/public").is_dir());
    let ran = congkhai(root.path(), "build --root trang");
    assert!(ran.err.contains(": 0 tệp ghi mới"), "{}", ran.err);
    let ran =
        congkhai(root.path(), "build --root trang --output khac/noi --base-url http://a.vn/b");
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert!(root.path().join("khac/noi").is_dir());
    let ran = congkhai(root.path(), "build --root trang --quiet");
    assert_eq!((ran.code, &*ran.out, &*ran.err), (Some(0), "", ""));
}

#[test]
fn all_problems_are_reported_at_once_and_nothing_is_written() {
    let root = new_site();
    congkhai(root.path(), "build --root trang");
    let before = fs::metadata(root.path().join("trang/public")).unwrap().modified().unwrap();
    let config = root.path().join("trang/congkhai.toml");
    change(&config, "base_url = \"https://", "base_url = \"");
    change(&config, "title =", "tilte =");
    let ran = congkhai(root.path(), "build --root trang --format short");
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.err.contains("congkhai.toml:4:1: lỗi[toml/syntax]: khóa lạ `tilte`"),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("congkhai.toml:10:12: lỗi[config/invalid]: `base_url`"),
        "{}",
        ran.err
    );
    let ran = congkhai(root.path(), "check --root trang --format json");
    assert_eq!((ran.code, ran.out.lines().count()), (Some(1), 3), "{}", ran.out);
    for line in ran.out.lines() {
        assert!(line.starts_with("{\"severity\":\"error\",\"code\":\""), "{line}");
    }
    let after = fs::metadata(root.path().join("trang/public")).unwrap().modified().unwrap();
    assert_eq!(before, after);
}

/// Ends the preview however the test ends.
struct Preview(Child);

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_preview_shows_errors_until_they_are_mended() {
    let root = new_site();
    let mut child = program(root.path(), &["serve", "--port", "0", "--root", "trang"])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let preview = Preview(child);
    let line = lines.find(|line| line.as_ref().unwrap().contains("http://")).unwrap().unwrap();
    let start = line.find("http://").unwrap() + "http://".len();
    let address = line[start..].split('/').next().unwrap().to_owned();
    // The rest of what it says is read, so that it never waits for a reader.
    let rest = std::thread::spawn(move || lines.map_while(Result::ok).collect::<Vec<_>>());

    let first = get(&address, "/");
    assert!(!first.contains("congkhai-problems"), "{first}");
    let config = root.path().join("trang/congkhai.toml");
    change(&config, "title =", "tilte =");
    let second = wait_until(&address, first, |page| page.contains("khóa lạ `tilte`"));
    change(&config, "tilte =", "title =");
    wait_until(&address, second, |page| !page.contains("congkhai-problems"));
    drop(preview);
    let said = rest.join().unwrap().join("\n");
    assert!(said.contains("khóa lạ `tilte`") && said.contains("Đã dựng trang"), "{said}");
}

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.split_once("\r\n\r\n").unwrap().1.to_owned()
}

/// Waits for news as the script in the page does, until the page is as it should be. A file may be seen
/// half written, so the first news need not be the last.
fn wait_until(address: &str, mut page: String, is_right: impl Fn(&str) -> bool) -> String {
    for _ in 0..10 {
        let version = page.split("data-version=\"").nth(1).unwrap().split('"').next().unwrap();
        get(address, &format!("/_congkhai/wait/{version}"));
        page = get(address, "/");
        if is_right(&page) {
            return page;
        }
    }
    panic!("{page}");
}
