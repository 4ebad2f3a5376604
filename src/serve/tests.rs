//! Answers of the preview, asked for over a real connection.
#![expect(clippy::disallowed_methods, reason = "kiểm thử dựng thư mục riêng")]

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use super::*;

const PAGE: &str = "<!DOCTYPE html><html lang=\"vi\"><meta http-equiv=\"Content-Security-Policy\" \
    content=\"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'\">\
    <title>Trang</title><p>Xin chào";

struct Server {
    address: SocketAddr,
    preview: Arc<Preview>,
    _output: tempfile::TempDir,
}

fn server(base: &str) -> Server {
    let output = tempfile::tempdir().unwrap();
    let folder = output.path();
    fs::create_dir(folder.join("nhiem-vu")).unwrap();
    for (name, text) in [
        ("index.html", PAGE),
        ("nhiem-vu/index.html", PAGE),
        ("404.html", "<!DOCTYPE html><title>Lạc</title><p>Không có trang này"),
        ("style.css", "p{}"),
        ("data.json", "{}"),
        ("data.csv", "a,b"),
        ("feed.xml", "<a/>"),
        ("plan.ics", "x"),
    ] {
        fs::write(folder.join(name), text).unwrap();
    }
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    let preview = Arc::new(Preview::new());
    let router = answer::router(&preview, folder, base);
    std::thread::spawn(move || serve(listener, router, Duration::from_secs(2)));
    Server { address, preview, _output: output }
}

impl Server {
    /// Status, headers in lower case, body.
    fn ask(&self, request: &str, host: &str) -> (u16, String, String) {
        let mut stream = TcpStream::connect(self.address).unwrap();
        write!(stream, "{request} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, head.to_lowercase(), body.to_owned())
    }

    fn get(&self, path: &str) -> (u16, String, String) {
        self.ask(&format!("GET {path}"), &self.address.to_string())
    }
}

#[test]
fn pages_are_served_with_the_script_and_nothing_inline() {
    let server = server("/");
    let (status, head, body) = server.get("/");
    assert_eq!(status, 200);
    assert!(head.contains("content-type: text/html"), "{head}");
    assert!(head.contains("cache-control: no-store"), "{head}");
    let version = server.preview.version();
    let added =
        format!("<script src=\"/_congkhai/reload.js\" data-version=\"{version}\" defer></script>");
    assert!(body.contains(PAGE) && body.contains(&added), "{body}");
    assert!(!body.contains("congkhai-problems"));
    let (status, head, body) = server.get("/_congkhai/reload.js");
    assert_eq!((status, &*body), (200, SCRIPT_OF_PREVIEW));
    assert!(head.contains("content-type: text/javascript"), "{head}");
}

const SCRIPT_OF_PREVIEW: &str = include_str!("reload.js");

#[test]
fn kinds_of_content() {
    let server = server("/");
    for (path, kind) in [
        ("/style.css", "text/css"),
        ("/data.json", "application/json"),
        ("/data.csv", "text/csv"),
        ("/feed.xml", "text/xml"),
        ("/plan.ics", "text/calendar"),
    ] {
        let (status, head, _) = server.get(path);
        assert_eq!(status, 200, "{path}");
        assert!(head.contains(&format!("content-type: {kind}")), "{path}: {head}");
    }
}

#[test]
fn folders_get_their_slash_and_missing_pages_a_404() {
    for (base, prefix) in [("/", ""), ("/nq57/", "/nq57")] {
        let server = server(base);
        let (status, head, _) = server.get(&format!("{prefix}/nhiem-vu"));
        assert!((301..=308).contains(&status), "{status}");
        assert!(head.contains(&format!("location: {prefix}/nhiem-vu/\r\n")), "{head}");
        let (status, _, body) = server.get(&format!("{prefix}/nhiem-vu/"));
        assert!(status == 200 && body.contains("Xin chào"));
        let (status, _, body) = server.get(&format!("{prefix}/khong-co/"));
        assert!(status == 404 && body.contains("Lạc"), "{status} {body}");
        let (status, _, _) = server.get(&format!("{prefix}/../../../../etc/passwd"));
        assert_eq!(status, 404);
        let (status, _, _) = server.get(&format!("{prefix}/%2e%2e/%2e%2e/etc/passwd"));
        assert_eq!(status, 404);
    }
}

#[test]
fn a_site_below_a_path_stands_there_only() {
    let server = server("/nq57/");
    for path in ["/", "/nq57"] {
        let (status, head, _) = server.get(path);
        assert_eq!(status, 307, "{path}");
        assert!(head.contains("location: /nq57/\r\n"), "{head}");
    }
    assert_eq!(server.get("/nq57/").0, 200);
    assert_eq!(server.get("/style.css").0, 404);
}

#[test]
fn strangers_and_writers_are_refused() {
    let server = server("/");
    assert_eq!(server.ask("GET /", "evil.example").0, 403);
    assert_eq!(server.ask("GET /_congkhai/wait/x", "evil.example").0, 403);
    assert_eq!(server.ask("POST /", "localhost").0, 405);
    assert_eq!(server.ask("GET /", "localhost").0, 200);
}

#[test]
fn problems_are_shown_on_every_page_until_they_are_gone() {
    let server = server("/");
    let shown = server.preview.version();
    server.preview.set("lỗi: <b> & \"c\"".to_owned(), false);
    for path in ["/", "/nhiem-vu/", "/khong-co"] {
        let (_, _, body) = server.get(path);
        assert!(body.contains("<pre>lỗi: &lt;b&gt; &amp; \"c\"</pre>"), "{path}: {body}");
        assert!(!body.contains("<style") && !body.contains("style="), "{body}");
    }
    let (_, _, version) = server.get(&format!("/_congkhai/wait/{shown}"));
    assert_eq!(version, server.preview.version());
    assert_ne!(version, shown);
    server.preview.set(String::new(), false);
    assert!(!server.get("/").2.contains("congkhai-problems"));
}

#[test]
fn whoever_waits_is_told() {
    let server = server("/");
    let shown = server.preview.version();
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| server.get(&format!("/_congkhai/wait/{shown}")).2);
        server.preview.set(String::new(), true);
        assert_ne!(waiting.join().unwrap(), shown);
    });
}

#[test]
fn half_a_request_is_not_waited_for() {
    let server = server("/");
    let mut half = TcpStream::connect(server.address).unwrap();
    write!(half, "GET / HTTP/1.1\r\nHost:").unwrap();
    half.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let (mut answer, started) = (Vec::new(), std::time::Instant::now());
    // Closed with an answer or without one, and not because this test lost patience.
    let _ = half.read_to_end(&mut answer);
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
    let (status, ..) = server.ask("GET /", &server.address.to_string());
    assert_eq!(status, 200);
}
