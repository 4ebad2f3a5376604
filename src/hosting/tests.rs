//! What servers are told about each kind of file.

use super::*;

#[test]
fn pages_carry_the_policy_the_server_sends() {
    let head = include_str!("../../themes/mac-dinh/templates/partials/head.html");
    assert!(head.contains(&format!("content=\"{POLICY}\"")), "{head}");
}

#[test]
fn only_embeds_may_be_framed_and_only_fingerprinted_files_are_kept() {
    let header = |path: &str, name: &str| {
        Kind::of(path).headers().into_iter().find(|(one, _)| *one == name).map(|(_, value)| value)
    };
    assert!(
        header("nhiem-vu/a/index.html", "Content-Security-Policy").unwrap().ends_with("'none'")
    );
    assert!(
        header("nhung/chi-tieu/a/index.html", "Content-Security-Policy")
            .unwrap()
            .ends_with("ancestors *")
    );
    assert_eq!(header("nhung/chi-tieu/a/index.html", "X-Frame-Options"), None);
    assert_eq!(header("index.html", "X-Frame-Options").as_deref(), Some("DENY"));
    assert_eq!(header("index.html", "Cache-Control").as_deref(), Some("no-cache"));
    assert!(header("tinh/3f2a/css/main.css", "Cache-Control").unwrap().contains("immutable"));
    assert!(header("tim-kiem/chi-muc/1/a.json", "Cache-Control").unwrap().contains("immutable"));
    assert_eq!(header("tim-kiem/phien-ban.json", "Cache-Control").as_deref(), Some("no-cache"));
}

#[test]
fn one_pattern_fits_each_address() {
    let paths = [
        "404.html",
        "index.html",
        "nhiem-vu/a/index.csv",
        "nhiem-vu/index.html",
        "nhung/co-quan/x/index.html",
        "tim-kiem/chi-muc/1/a.json",
        "tim-kiem/index.html",
        "tim-kiem/phien-ban.json",
        "tinh/3f/css/main.css",
    ];
    let text = headers_file("/nq57/", paths.into_iter());
    let patterns: Vec<_> = text.lines().filter(|line| !line.starts_with(' ')).collect();
    let expected = [
        "/nq57/",
        "/nq57/404.html",
        "/nq57/nhiem-vu/*",
        "/nq57/nhung/*",
        "/nq57/tim-kiem/",
        "/nq57/tim-kiem/chi-muc/*",
        "/nq57/tim-kiem/phien-ban.json",
        "/nq57/tinh/*",
    ];
    assert_eq!(patterns, expected);
    for path in paths {
        let address = format!("/nq57/{}", path.strip_suffix("index.html").unwrap_or(path));
        let fits = |pattern: &&&str| match pattern.strip_suffix('*') {
            Some(start) => address.starts_with(start),
            None => address == **pattern,
        };
        assert_eq!(patterns.iter().filter(fits).count(), 1, "{address}");
    }
}

#[test]
fn ports_stand_where_servers_look_for_them() {
    let text = nginx("thu.example:8443", "/nq57.2/");
    assert!(
        text.contains("    listen 8443;\n    listen [::]:8443;\n    server_name thu.example;\n")
    );
    assert!(text.contains("~^/nq57\\.2/nhung/"), "{text}");
    assert!(nginx("thu.example", "/").contains("listen 80;\n"));
    assert!(caddy("http://thu.example:8080", "/").contains("\nhttp://thu.example:8080 {\n"));
}
