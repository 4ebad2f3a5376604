//! What has to be sent to a server after a change, and what a rebuild leaves alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use super::program::congkhai;

/// When each file of the site was written.
fn times(public: &Path) -> BTreeMap<String, SystemTime> {
    let files = walkdir::WalkDir::new(public).into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(public).unwrap().to_str().unwrap().to_owned();
            (path, entry.metadata().unwrap().modified().unwrap())
        })
        .collect()
}

#[test]
fn only_what_changed_is_written_and_listed() {
    let root = tempfile::tempdir().unwrap();
    assert_eq!(congkhai(root.path(), "init trang").code, Some(0));
    let site = root.path().join("trang");
    let public = site.join("public");
    assert_eq!(congkhai(&site, "build").code, Some(0));
    let before = times(&public);

    let all = congkhai(&site, "deploy-list --upload").out;
    assert_eq!(all.lines().count(), before.len());
    assert_eq!(all.lines().last(), Some("SHA256SUMS"));
    fs::copy(public.join("SHA256SUMS"), root.path().join("cu")).unwrap();
    assert_eq!(congkhai(&site, "deploy-list ../cu").out, "");

    // One page less, another with other words.
    let page = site.join("content/gioi-thieu.md");
    let text = fs::read_to_string(&page).unwrap();
    fs::write(site.join("content/them.md"), text.replace("order", "# order")).unwrap();
    assert_eq!(congkhai(&site, "build").code, Some(0));
    let between = times(&public);
    let listed = congkhai(&site, "deploy-list ../cu").out;
    assert!(listed.contains("+ them/index.html\n"), "{listed}");
    assert!(listed.ends_with("~ SHA256SUMS\n"), "{listed}");
    for (path, time) in &between {
        let is_listed = listed.lines().any(|line| line[2..] == *path);
        assert_eq!(before.get(path) != Some(time), is_listed, "{path}");
    }

    fs::copy(public.join("SHA256SUMS"), root.path().join("cu")).unwrap();
    fs::remove_file(site.join("content/them.md")).unwrap();
    assert_eq!(congkhai(&site, "build").code, Some(0));
    let removed = congkhai(&site, "deploy-list ../cu --remove").out;
    assert!(removed.lines().any(|path| path == "them/index.html"), "{removed}");
    assert!(removed.lines().all(|path| !public.join(path).exists()), "{removed}");
    assert!(!public.join("them").exists());
}

#[test]
fn a_list_that_is_none_is_refused() {
    let root = tempfile::tempdir().unwrap();
    assert_eq!(congkhai(root.path(), "init .").code, Some(0));
    let ran = congkhai(root.path(), "deploy-list");
    assert!(ran.code == Some(2) && ran.err.contains("SHA256SUMS"), "{}", ran.err);
    assert_eq!(congkhai(root.path(), "build").code, Some(0));
    fs::write(root.path().join("cu"), "<html>404</html>\n").unwrap();
    let ran = congkhai(root.path(), "deploy-list cu");
    assert!(ran.code == Some(2) && ran.err.contains("dòng 1"), "{}", ran.err);
}
