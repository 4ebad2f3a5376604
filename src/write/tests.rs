//! What the writer does to a real folder.

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::{MetadataExt as _, symlink};
use std::thread;
use std::time::{Duration, UNIX_EPOCH};

use super::folders::Look;
use super::record::Record;
use super::survey::Survey;
use super::*;
use crate::checksum::{Digest, digest};
use crate::diagnostic::Diagnostics;
use crate::recall::Recall as _;
use crate::tree::{Made, OutputTree, Sink as _};

fn tree(files: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
}

fn root() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("seeds")).unwrap();
    root
}

fn made<'b>(path: &str, bytes: &'b [u8], source: Option<Digest>) -> Made<'b> {
    Made { path: path.to_owned(), bytes: bytes.into(), digest: digest(bytes), source }
}

fn write(root: &Path, output: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<Counts, Error> {
    let staging = Staging::open(root, output)?;
    for (name, bytes) in files {
        staging.put(made(name, bytes, None));
    }
    staging.publish().map(ready)
}

/// Leaves everything ready for the next run, as a build does.
fn ready(published: Published) -> Counts {
    let counts = published.counts;
    published.prepare_next();
    counts
}

fn build(root: &Path, files: &[(&str, &str)]) -> Result<Counts, Error> {
    write(root, &root.join("public"), &tree(files))
}

fn content(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let output = root.join("public");
    let survey = Survey::new(&output, None).unwrap();
    assert!(survey.others.is_empty());
    let read = |name: &String| (name.clone(), fs::read(output.join(name)).unwrap());
    survey.files.keys().map(read).collect()
}

fn reason(result: Result<Counts, Error>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn trees_follow_one_another() {
    let root = root();
    let root = root.path();
    let first = [("index.html", "1"), ("a/b/c.html", "x"), ("gone/d.html", "y")];
    let second = [("index.html", "2"), ("a/b/c.html", "x"), ("new/e.html", "z")];
    let counts = |written, unchanged, removed| Counts { written, unchanged, removed };
    assert_eq!(build(root, &first).unwrap(), counts(3, 0, 0));
    assert_eq!(build(root, &first).unwrap(), counts(0, 3, 0));
    let before = root.join("public/a/b/c.html").metadata().unwrap();
    assert_eq!(build(root, &second).unwrap(), counts(2, 1, 1));
    assert_eq!(content(root), tree(&second));
    assert!(!root.join("public/gone").exists());
    assert_eq!(build(root, &first).unwrap(), counts(2, 1, 1));
    assert_eq!(content(root), tree(&first));
    let after = root.join("public/a/b/c.html").metadata().unwrap();
    assert_eq!((before.ino(), before.mtime()), (after.ino(), after.mtime()));
}

#[test]
fn a_spoilt_spare_tree_and_edits_by_hand_are_repaired() {
    let root = root();
    let root = root.path();
    build(root, &[("index.html", "1"), ("a/b.html", "x")]).unwrap();
    build(root, &[("index.html", "2"), ("a/b.html", "x")]).unwrap();
    let spare = root.join(".congkhai/public.next");
    fs::write(spare.join("half-written.html"), "…").unwrap();
    fs::remove_file(spare.join("a/b.html")).unwrap();
    fs::write(root.join("public/index.html"), "by hand").unwrap();
    symlink("/etc/hostname", spare.join("a/b.html")).unwrap();
    let third = [("index.html", "3"), ("a/b.html", "x"), ("a/c.html", "y")];
    build(root, &third).unwrap();
    assert_eq!(content(root), tree(&third));
}

#[test]
fn links_in_the_output_are_replaced_not_followed() {
    let (root, outside) = (root(), root());
    let root = root.path();
    build(root, &[("a/b.html", "x")]).unwrap();
    fs::write(outside.path().join("b.html"), "x").unwrap();
    fs::remove_dir_all(root.join("public/a")).unwrap();
    symlink(outside.path(), root.join("public/a")).unwrap();
    build(root, &[("a/b.html", "new")]).unwrap();
    build(root, &[("a/b.html", "newer")]).unwrap();
    assert_eq!(fs::read_to_string(outside.path().join("b.html")).unwrap(), "x");
    assert_eq!(content(root), tree(&[("a/b.html", "newer")]));
}

#[test]
fn a_run_killed_between_two_renames_is_recovered() {
    let root = root();
    let root = root.path();
    build(root, &[("index.html", "1")]).unwrap();
    fs::rename(root.join("public"), root.join(".congkhai/public.old")).unwrap();
    assert_eq!(build(root, &[("index.html", "1")]).unwrap().unchanged, 1);
    build(root, &[("index.html", "2")]).unwrap();
    fs::rename(root.join(".congkhai/public.next"), root.join(".congkhai/public.old")).unwrap();
    build(root, &[("index.html", "3")]).unwrap();
    assert_eq!(content(root), tree(&[("index.html", "3")]));
}

#[test]
fn a_run_given_up_leaves_the_output_and_hinders_no_one() {
    let root = root();
    let root = root.path();
    let first = [("a.html", "1"), ("b/c.html", "2"), ("d.html", "3")];
    build(root, &first).unwrap();
    let staging = Staging::open(root, &root.join("public")).unwrap();
    for name in ["a.html", "b", "d.html/e.html"] {
        staging.put(made(name, b"new", None));
    }
    drop(staging);
    assert_eq!(content(root), tree(&first));
    // What were files are folders now, and the other way round.
    let second = [("a.html/x.html", "1"), ("b", "2"), ("d.html", "3")];
    build(root, &second).unwrap();
    assert_eq!(content(root), tree(&second));
    build(root, &first).unwrap();
    assert_eq!(content(root), tree(&first));
    let failing = Staging::open(root, &root.join("public")).unwrap();
    fs::remove_dir_all(root.join(".congkhai/public.next")).unwrap();
    failing.put(made("a.html", b"new", None));
    failing.put(made("b/c.html", b"2", None));
    assert!(matches!(failing.publish(), Err(Error::Write { .. })));
    assert_eq!(content(root), tree(&first));
}

#[test]
fn foreign_files_are_not_removed() {
    let root = root();
    let root = root.path();
    fs::create_dir(root.join("public")).unwrap();
    fs::write(root.join("public/thesis.doc"), "x").unwrap();
    let reason = reason(build(root, &[("index.html", "1")]));
    assert!(reason.contains("`thesis.doc`"), "{reason}");
    assert!(root.join("public/thesis.doc").exists());
    fs::rename(root.join("public/thesis.doc"), root.join("public/index.html")).unwrap();
    build(root, &[("index.html", "1")]).unwrap();
}

#[test]
fn only_harmless_places_are_written_to() {
    let root = root();
    let root = root.path();
    let files = tree(&[("index.html", "1")]);
    let to = |output: &Path| reason(write(root, output, &files));
    assert!(to(root).contains("chứa các tệp nguồn"));
    assert!(to(&root.join("seeds/x")).contains("nằm trong một thư mục nguồn"));
    assert!(to(&root.join("..")).contains("tên một thư mục"));
    symlink(root.join("seeds"), root.join("public")).unwrap();
    assert!(to(&root.join("public")).contains("liên kết"));
}

#[test]
fn only_harmless_names_are_written() {
    let root = root();
    for name in ["", "/a", "a//b", "../a", "a/../b", "a/.", "a\0", "a\\b", "a b", "đ", "a/", "..."]
    {
        let reason = reason(build(root.path(), &[(name, "x")]));
        assert!(reason.contains("không an toàn"), "{name}: {reason}");
    }
    assert!(reason(build(root.path(), &[("a", "x"), ("a/b", "x")])).contains("vừa là tệp"));
    assert!(!root.path().join("public").exists());
    build(root.path(), &[(".well-known/x_y.txt", "x"), ("_headers", "x")]).unwrap();
}

#[test]
fn two_runs_do_not_write_at_once() {
    let root = root();
    let place = Paths::new(root.path(), &root.path().join("public")).unwrap();
    let lock = place.lock().unwrap();
    assert!(reason(build(root.path(), &[("a", "x")])).contains("một lần chạy khác"));
    drop(lock);
    build(root.path(), &[("a", "x")]).unwrap();
}

#[test]
fn everybody_may_read_what_is_published_and_older_trees_are_repaired() {
    let root = root();
    let root = root.path();
    let modes = || -> BTreeSet<(bool, u32)> {
        let tree = walkdir::WalkDir::new(root.join("public"));
        let mode = |entry: walkdir::DirEntry| {
            let metadata = entry.metadata().unwrap();
            (metadata.is_dir(), metadata.permissions().mode() & 0o777)
        };
        tree.into_iter().map(|entry| mode(entry.unwrap())).collect()
    };
    let all = BTreeSet::from([(false, FILE_MODE), (true, FOLDER_MODE)]);
    let files = [("a/b.html", "x"), ("c.html", "1")];
    build(root, &files).unwrap();
    assert_eq!(modes(), all);
    // As a program that did not care left it, for a machine that gives new files to few.
    fs::remove_file(root.join(".congkhai/public.record")).unwrap();
    for (name, mode) in [("c.html", 0o600), ("a/b.html", 0o640), ("a", 0o700), ("", 0o750)] {
        let path = root.join("public").join(name);
        fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    }
    let counts = build(root, &files).unwrap();
    assert_eq!(counts, Counts { written: 0, unchanged: 2, removed: 0 });
    assert_eq!(modes(), all);
}

#[test]
fn links_in_the_state_folder_are_not_followed() {
    let (root, outside) = (root(), tempfile::tempdir().unwrap());
    let root = root.path();
    let state = root.join(".congkhai");
    fs::create_dir(&state).unwrap();
    symlink(outside.path(), state.join("public.next")).unwrap();
    build(root, &[("a", "x")]).unwrap();
    fs::remove_dir_all(state.join("public.pictures")).unwrap_or_default();
    symlink(outside.path(), state.join("public.pictures")).unwrap();
    assert!(reason(build(root, &[("a", "x")])).contains("liên kết"));
    fs::remove_dir_all(state).unwrap();
    symlink(outside.path(), root.join(".congkhai")).unwrap();
    assert!(reason(build(root, &[("a", "x")])).contains("liên kết"));
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
}

#[test]
fn a_new_site_needs_an_empty_folder() {
    let root = root();
    assert!(write_new(root.path(), &[("a", "x")]).is_err());
    write_new(&root.path().join("new"), &[("a/b", "x")]).unwrap();
    assert_eq!(fs::read_to_string(root.path().join("new/a/b")).unwrap(), "x");
}

#[test]
fn what_an_earlier_run_made_from_the_same_is_taken_over() {
    let root = root();
    let root = root.path();
    let of = |text: &str| Some(digest(text));
    let run = |files: &[(&str, &str, &str)]| {
        let staging = Staging::open(root, &root.join("public")).unwrap();
        let mut made_anew = Vec::new();
        for (name, source, bytes) in files {
            let twin = format!("{name}.gz");
            let known = staging.take_over(digest(source)).filter(|known| !known.is_empty());
            if let Some(known) = known {
                let sums = known.iter().map(|(path, digest)| (path.as_str(), *digest));
                let expected = [(*name, digest(bytes)), (twin.as_str(), digest("twin"))];
                assert_eq!(sums.collect::<Vec<_>>(), expected);
            } else {
                made_anew.push((*name).to_owned());
                staging.put(made(name, bytes.as_bytes(), of(source)));
                staging.put(made(&twin, b"twin", of(source)));
            }
        }
        (made_anew, ready(staging.publish().unwrap()))
    };
    let first = [("a/b.html", "1", "x"), ("c.html", "2", "y")];
    assert_eq!(run(&first).0, ["a/b.html", "c.html"]);
    let counts = Counts { written: 0, unchanged: 4, removed: 0 };
    assert_eq!(run(&first), (vec![], counts));
    let site = content(root);
    // Only what is made from something else is made, and only what has other bytes is written.
    let second = [("a/b.html", "1", "x"), ("c.html", "3", "y")];
    assert_eq!(run(&second), (vec!["c.html".to_owned()], counts));
    assert_eq!(content(root), site);
    // A file changed, damaged or lost is made again, and so is one whose twin is lost.
    fs::write(root.join("public/a/b.html"), "by hand").unwrap();
    fs::remove_file(root.join("public/c.html.gz")).unwrap();
    assert_eq!(run(&second).0, ["a/b.html", "c.html"]);
    assert_eq!(content(root), site);
    // So is everything without a record, and with a record of other trees.
    let record = root.join(".congkhai/public.record");
    let kept = fs::read(&record).unwrap();
    fs::remove_file(&record).unwrap();
    assert_eq!(run(&second), (vec!["a/b.html".to_owned(), "c.html".to_owned()], counts));
    for name in ["a/b.html", "a/b.html.gz", "c.html", "c.html.gz"] {
        let path = root.join("public").join(name);
        let bytes = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        fs::write(path, bytes).unwrap();
    }
    fs::write(&record, kept).unwrap();
    assert_eq!(run(&second), (vec!["a/b.html".to_owned(), "c.html".to_owned()], counts));
    fs::write(&record, "spoilt").unwrap();
    assert_eq!(run(&second).0, ["a/b.html", "c.html"]);
    let mut damaged = fs::read(&record).unwrap();
    let last = damaged.len() - 1;
    damaged[last] ^= 1;
    fs::write(&record, damaged).unwrap();
    assert_eq!(run(&second).0, ["a/b.html", "c.html"]);
    assert_eq!(run(&[]).1.removed, 4);
}

#[test]
fn results_are_remembered_by_what_they_were_worked_out_from() {
    let root = root();
    let root = root.path();
    let open = || Staging::open(root, &root.join("public")).unwrap();
    let run = |source: &str, is_known: bool| {
        let staging = open();
        let mut is_done = false;
        let result = crate::recall::recalled(&staging, "sum", &source, || {
            is_done = true;
            source.len()
        });
        assert_eq!((result, is_done), (source.len(), !is_known));
        staging.put(made("a.html", b"x", None));
        staging.publish().unwrap();
    };
    run("one", false);
    run("one", true);
    run("three", false);
    run("one", false);
    // A run that is given up changes nothing.
    open().keep("sum", digest("x"), b"y");
    run("one", true);
}

#[test]
fn parts_of_a_group_are_remembered_while_the_group_is_taken_over() {
    let root = root();
    let root = root.path();
    let run = |group: &str, part: &str| {
        let staging = Staging::open(root, &root.join("public")).unwrap();
        let tree = OutputTree::new(&staging);
        let mut made = Vec::new();
        tree.insert_group(
            "a",
            || digest(group),
            |files, diagnostics| {
                made.push("group");
                let text = files.recalled("words", &part, || {
                    made.push("part");
                    part.to_owned()
                });
                files.insert("a.html".to_owned(), text.into_bytes(), diagnostics);
            },
            &mut Diagnostics::default(),
        );
        staging.publish().unwrap();
        made
    };
    assert_eq!(run("1", "x"), ["group", "part"]);
    assert!(run("1", "x").is_empty());
    assert_eq!(run("2", "x"), ["group"]);
    assert!(run("2", "x").is_empty());
    assert_eq!(run("3", "y"), ["group", "part"]);
}

/// A run that began long after anyone touched the trees, as far as it can tell.
fn build_later(root: &Path, files: &[(&str, &str)]) -> Counts {
    let mut staging = Staging::open(root, &root.join("public")).unwrap();
    staging.start += Duration::from_secs(10);
    for (name, bytes) in files {
        staging.put(made(name, bytes.as_bytes(), None));
    }
    ready(staging.publish().unwrap())
}

/// Sees whether a look at the trees tells the same with what is known of them and without; returns how many folders were
/// not listed.
fn folders_not_listed(root: &Path) -> usize {
    let (output, next) = (root.join("public"), root.join(".congkhai/public.next"));
    fs::create_dir_all(&next).unwrap();
    let record = Record::open(root.join(".congkhai/public.record"));
    let [published, spare] = record.left();
    let again = Survey::new(&output, Some(published)).unwrap();
    assert_eq!(again, Survey::new(&output, None).unwrap());
    let (again, anew) =
        (Survey::of_names(&next, Some(spare)).unwrap(), Survey::of_names(&next, None).unwrap());
    assert!(again.files.keys().eq(anew.files.keys()), "{again:?} {anew:?}");
    let mut both = again.files.values().zip(anew.files.values());
    assert!(both.all(|(again, anew)| again.is_same_file(anew)), "{again:?} {anew:?}");
    assert_eq!((&again.folders, &again.others), (&anew.folders, &anew.others));
    let known = record.trees.published.iter().chain(&record.trees.spare);
    known.filter(|(_, fact)| fact.is_some()).count()
}

#[test]
fn a_first_site_is_ready_for_the_next_run() {
    let root = root();
    let root = root.path();
    let files = [("a/b.html", "x"), ("c.html", "1"), ("d/e/f.html", "y")];
    build(root, &files).unwrap();
    let survey = |tree: &str| Survey::new(&root.join(tree), None).unwrap();
    // The same files, by their inodes.
    assert_eq!(survey("public"), survey(".congkhai/public.next"));
    let counts = build(root, &[files[0], ("c.html", "2"), files[2]]).unwrap();
    assert_eq!(counts, Counts { written: 1, unchanged: 2, removed: 0 });
    assert_eq!(content(root)["c.html"], b"2");
}

#[test]
fn folders_of_a_first_site_are_known_once_they_are_at_rest() {
    let root = root();
    let root = root.path();
    let files = [("a/b.html", "x"), ("c.html", "1"), ("d/e/f.html", "y")];
    let staging = Staging::open(root, &root.join("public")).unwrap();
    for (name, bytes) in files {
        staging.put(made(name, bytes.as_bytes(), None));
    }
    let published = staging.publish().unwrap();
    fs::write(root.join("public/a/new.html"), "by hand").unwrap();
    thread::sleep(Duration::from_millis(4100));
    published.prepare_next();
    // The tree itself, d and d/e; those of the spare tree may have been made too short a time ago.
    assert!(folders_not_listed(root) >= 3);
    let counts = build(root, &files).unwrap();
    assert_eq!(counts, Counts { written: 0, unchanged: 3, removed: 1 });
    assert_eq!(content(root), tree(&files));
}

#[test]
fn folders_are_listed_again_only_where_somebody_was() {
    type Tampering = fn(&Path) -> std::io::Result<()>;
    let tamperings: [Tampering; 12] = [
        |_| Ok(()),
        |tree| fs::remove_file(tree.join("a/b.html")),
        |tree| fs::write(tree.join("a/new.html"), "by hand"),
        |tree| fs::write(tree.join("a/b.html"), "by hand"),
        |tree| {
            fs::write(tree.join("a/other"), "by hand")?;
            fs::rename(tree.join("a/other"), tree.join("a/b.html"))
        },
        |tree| fs::remove_dir_all(tree.join("d")),
        |tree| fs::rename(tree.join("d/e"), tree.join("d/moved")),
        |tree| fs::rename(tree.join("d"), tree.join("a/d")),
        |tree| fs::create_dir_all(tree.join("new/deep/folder")),
        |tree| {
            fs::rename(tree.join("d"), tree.join("kept"))?;
            symlink("kept", tree.join("d"))
        },
        |tree| {
            fs::remove_file(tree.join("d/e/f.html"))?;
            symlink("../../a/b.html", tree.join("d/e/f.html"))
        },
        |tree| {
            fs::remove_dir_all(tree.join("d/e"))?;
            fs::write(tree.join("d/e"), "a file now")
        },
    ];
    let site = |text| [("a/b.html", "x"), ("c.html", text), ("d/e/f.html", "y"), ("d/g.html", "z")];
    let (old, new) = (site("1"), site("2"));
    for tree in ["public", ".congkhai/public.next"] {
        for (number, tampering) in tamperings.iter().enumerate() {
            let root = root();
            let root = root.path();
            for files in [&old, &new, &old, &new] {
                build_later(root, files);
                folders_not_listed(root);
            }
            assert!(folders_not_listed(root) >= 4, "nothing is known of the folders");
            // Clocks of file systems tick slowly.
            thread::sleep(Duration::from_millis(30));
            tampering(&root.join(tree)).unwrap();
            folders_not_listed(root);
            for files in [&old, &old, &new] {
                build_later(root, files);
                assert_eq!(content(root), self::tree(files), "{tree}, tampering {number}");
                folders_not_listed(root);
            }
        }
    }
}

#[test]
fn nothing_is_known_of_folders_just_changed() {
    let root = root();
    let root = root.path();
    fs::create_dir(root.join("a")).unwrap();
    let changed = root.join("a").metadata().unwrap().modified().unwrap();
    let nothing = BTreeSet::new();
    let look = |moment| Look { before: &[], touched: &nothing, unlike: &nothing, moment };
    let is_known = |moment| look(moment).at(root, &["a"].into())[1].1.is_some();
    assert!(!is_known(changed));
    assert!(!is_known(changed + Duration::from_millis(90)));
    assert!(is_known(changed + Duration::from_secs(4)));
    // The clock of this file system, if it is a slow one, shows whole hundredths of a second.
    let nanoseconds = changed.duration_since(UNIX_EPOCH).unwrap().subsec_nanos();
    let is_fine = !nanoseconds.is_multiple_of(10_000_000);
    assert_eq!(is_known(changed + Duration::from_millis(110)), is_fine);
}
