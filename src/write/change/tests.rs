//! A change ended at any step, by an error or by a loss of power, is whole or never was.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use super::super::disk::RealDisk;
use super::*;

type Files = BTreeMap<String, Vec<u8>>;

fn files(list: &[(&str, &str)]) -> Files {
    list.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
}

fn old() -> Files {
    files(&[("seeds/snapshots/2026-07/so-y-te.csv", "cũ\n"), (LEDGER, "# sổ\n")])
}

/// A table that was there, one that was not, a file in a new folder, the ledger.
fn new() -> Files {
    files(&[
        ("seeds/snapshots/2026-07/so-y-te.csv", "mới\n"),
        ("seeds/snapshots/2026-07/snapshot.toml", "period\n"),
        ("seeds/versions/2026-07-31/toan-bo.zip", "tất cả"),
        (LEDGER, "# sổ\n[[entry]]\n"),
    ])
}

fn site(files: &Files) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    root
}

/// The sources as their reader sees them: without hidden files.
fn sources(root: &Path) -> Files {
    let mut found = Files::new();
    for entry in walkdir::WalkDir::new(root.join("seeds")) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() && !entry.file_name().to_str().unwrap().starts_with('.') {
            let name = entry.path().strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            found.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    found
}

fn read(files: &Files) -> BTreeMap<Arc<str>, Vec<u8>> {
    files.iter().map(|(path, bytes)| (Arc::from(path.as_str()), bytes.clone())).collect()
}

fn make(disk: &dyn Disk, root: &Path) -> Result<(), Error> {
    change(disk, root, "publish 2026-07", &new(), &read(&sources(root)))
}

/// The disk without waiting for it: that files outlast a loss of power shows in the model below.
struct Quick;

impl Disk for Quick {
    fn take(&self, step: Step<'_>) -> io::Result<()> {
        match step {
            Step::SyncFile(path) | Step::SyncFolder(path) => path.symlink_metadata().map(drop),
            step => RealDisk.take(step),
        }
    }
}

/// How a step fails.
#[derive(Clone, Copy, Debug)]
enum Failure {
    /// Nothing was done.
    Before,
    /// A file holds half of its bytes, as on a full disk; other steps are not done.
    Half,
    /// It was done, and yet the run ends.
    After,
}

/// Fails at one step, and at all after it: the run is over.
struct FailingDisk {
    left: Cell<usize>,
    failure: Failure,
}

impl Disk for FailingDisk {
    fn take(&self, step: Step<'_>) -> io::Result<()> {
        let Some(left) = self.left.get().checked_sub(1) else {
            return Err(io::ErrorKind::StorageFull.into());
        };
        self.left.set(left);
        if left > 0 {
            return Quick.take(step);
        }
        match (self.failure, step) {
            (Failure::After, step) => Quick.take(step)?,
            (Failure::Half, Step::Write(path, bytes)) => {
                Quick.take(Step::Write(path, &bytes[..bytes.len() / 2]))?;
            }
            (Failure::Before | Failure::Half, _) => {}
        }
        Err(io::ErrorKind::StorageFull.into())
    }
}

#[test]
fn ended_at_any_step_the_next_run_finds_all_of_it_or_nothing() {
    let (mut ended, mut points) = (0, 0);
    for failure in [Failure::Before, Failure::Half, Failure::After] {
        for steps in 1.. {
            let root = site(&old());
            let disk = FailingDisk { left: Cell::new(steps), failure };
            let made = make(&disk, root.path());
            if made.is_ok() {
                assert!(disk.left.get() > 0);
                points = steps - 1;
                break;
            }
            ended += 1;
            // Recovery too may be ended at any step, and be tried again.
            for steps in 1.. {
                let disk = FailingDisk { left: Cell::new(steps), failure };
                if recover(&disk, root.path()).is_ok() {
                    break;
                }
                ended += 1;
            }
            assert_eq!(recover(&Quick, root.path()).unwrap(), None);
            let now = sources(root.path());
            assert!(now == old() || now == new(), "{failure:?} {steps}: {now:?}");
            make(&Quick, root.path()).unwrap();
            assert_eq!(sources(root.path()), new(), "{failure:?} {steps}");
            assert_eq!(hidden(root.path()), BTreeSet::new());
        }
    }
    assert!(ended > 200, "only {ended} ends were tried");
    println!(
        "{points} writes, renames, removals and syncs, each ended three ways, recovery too: {ended} ends"
    );
}

/// Files a finished change must not leave.
fn hidden(root: &Path) -> BTreeSet<String> {
    let entries = walkdir::WalkDir::new(root).into_iter().map(Result::unwrap);
    let names = entries.filter(|entry| entry.file_type().is_file());
    let names = names.map(|entry| entry.file_name().to_str().unwrap().to_owned());
    names.filter(|name| name.starts_with('.') || name.starts_with(INTENT)).collect()
}

/// A step with what it needs to be taken again elsewhere.
#[derive(Clone, Debug)]
enum Logged {
    MakeFolder(PathBuf),
    Write(PathBuf, Vec<u8>),
    SyncFile(PathBuf),
    SyncFolder(PathBuf),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
}

/// Takes every step and keeps a log.
struct LoggingDisk<'a> {
    root: &'a Path,
    log: RefCell<Vec<Logged>>,
}

impl Disk for LoggingDisk<'_> {
    fn take(&self, step: Step<'_>) -> io::Result<()> {
        let below = |path: &Path| path.strip_prefix(self.root).unwrap().to_owned();
        self.log.borrow_mut().push(match step {
            Step::MakeFolder(path) => Logged::MakeFolder(below(path)),
            Step::Write(path, bytes) => Logged::Write(below(path), bytes.to_vec()),
            Step::SyncFile(path) => Logged::SyncFile(below(path)),
            Step::SyncFolder(path) => Logged::SyncFolder(below(path)),
            Step::Rename(from, to) => Logged::Rename(below(from), below(to)),
            Step::Remove(path) => Logged::Remove(below(path)),
        });
        Quick.take(step)
    }
}

/// What a name stands for.
#[derive(Clone, Debug, PartialEq)]
enum Node {
    Folder,
    File(usize),
}

/// A change of names that the disk may or may not have made.
#[derive(Clone, Debug)]
enum Naming {
    Add(PathBuf, Node),
    Rename(PathBuf, PathBuf, usize),
    Remove(PathBuf),
}

impl Naming {
    fn folder(&self) -> &Path {
        let (Self::Add(path, _) | Self::Rename(_, path, _) | Self::Remove(path)) = self;
        path.parent().unwrap()
    }

    fn apply(&self, names: &mut BTreeMap<PathBuf, Node>) {
        match self {
            Self::Add(path, node) => {
                names.insert(path.clone(), node.clone());
            }
            Self::Rename(from, to, file) => {
                names.remove(from);
                names.insert(to.clone(), Node::File(*file));
            }
            Self::Remove(path) => {
                names.remove(path);
            }
        }
    }
}

/// A disk that keeps for certain only what was synced.
#[derive(Clone, Default)]
struct Model {
    /// Names that are kept, and those everybody sees while the machine runs.
    kept: BTreeMap<PathBuf, Node>,
    seen: BTreeMap<PathBuf, Node>,
    /// Bytes of files, and whether they are kept.
    bytes: Vec<(Vec<u8>, bool)>,
    pending: Vec<Naming>,
}

impl Model {
    fn new(files: &Files) -> Self {
        let mut model = Self::default();
        for (path, bytes) in files {
            let path = PathBuf::from(path);
            for folder in path.ancestors().skip(1) {
                model.kept.insert(folder.to_owned(), Node::Folder);
            }
            model.kept.insert(path, Node::File(model.bytes.len()));
            model.bytes.push((bytes.clone(), true));
        }
        model.seen.clone_from(&model.kept);
        model
    }

    fn file(&self, path: &Path) -> usize {
        match self.seen[path] {
            Node::File(file) => file,
            Node::Folder => panic!("{path:?} is a folder"),
        }
    }

    fn take(&mut self, step: &Logged) {
        let naming = match step {
            Logged::MakeFolder(path) => Naming::Add(path.clone(), Node::Folder),
            Logged::Write(path, bytes) => {
                self.bytes.push((bytes.clone(), false));
                Naming::Add(path.clone(), Node::File(self.bytes.len() - 1))
            }
            Logged::Rename(from, to) => Naming::Rename(from.clone(), to.clone(), self.file(from)),
            Logged::Remove(path) => Naming::Remove(path.clone()),
            Logged::SyncFile(path) => {
                let file = self.file(path);
                self.bytes[file].1 = true;
                return;
            }
            Logged::SyncFolder(folder) => {
                let (done, rest) =
                    self.pending.drain(..).partition(|naming| naming.folder() == folder);
                self.pending = rest;
                let done: Vec<Naming> = done;
                for naming in &done {
                    naming.apply(&mut self.kept);
                }
                return;
            }
        };
        naming.apply(&mut self.seen);
        self.pending.push(naming);
    }

    /// Every tree that may be there after a loss of power now: any of the names not synced may be kept, and a file not
    /// synced may have none of its bytes, half of them or all.
    fn outcomes(&self) -> Vec<Files> {
        let mut outcomes = Vec::new();
        for choice in 0..1_usize << self.pending.len() {
            for length in 0..3 {
                let mut names = self.kept.clone();
                for (at, naming) in self.pending.iter().enumerate() {
                    if choice >> at & 1 == 1 {
                        naming.apply(&mut names);
                    }
                }
                let is_there = |path: &Path| {
                    path.ancestors().skip(1).all(|folder| names.get(folder) == Some(&Node::Folder))
                };
                let files = names.iter().filter(|(path, _)| is_there(path));
                let file = |(path, node): (&PathBuf, &Node)| {
                    let Node::File(file) = node else { return None };
                    let (bytes, is_kept) = &self.bytes[*file];
                    let length = if *is_kept { bytes.len() } else { bytes.len() * length / 2 };
                    Some((path.to_str().unwrap().to_owned(), bytes[..length].to_vec()))
                };
                outcomes.push(files.filter_map(file).collect());
            }
        }
        outcomes
    }
}

#[test]
fn a_loss_of_power_at_any_step_leaves_all_of_it_or_nothing() {
    let root = site(&old());
    let disk = LoggingDisk { root: root.path(), log: RefCell::default() };
    make(&disk, root.path()).unwrap();
    let log = disk.log.into_inner();
    let mut model = Model::new(&old());
    let (mut tried, mut is_sealed) = (0, false);
    for taken in 0..=log.len() {
        if let Some(step) = taken.checked_sub(1).map(|at| &log[at]) {
            model.take(step);
        }
        let mut found = BTreeSet::new();
        for outcome in model.outcomes() {
            tried += 1;
            let root = site(&outcome);
            fs::create_dir_all(root.path().join("seeds")).unwrap();
            recover(&Quick, root.path()).unwrap();
            let now = sources(root.path());
            assert!(now == old() || now == new(), "after {taken} of {log:?}: {now:?}");
            found.insert(now == new());
        }
        // Once it is certain it stays.
        assert!(!is_sealed || !found.contains(&false), "after {taken} of {log:?}");
        is_sealed |= !found.contains(&false);
    }
    assert!(is_sealed);
    assert!(tried > 150, "only {tried} trees were tried");
    println!("{tried} trees a loss of power may leave, after each of {} steps", log.len());
}

#[test]
fn what_somebody_wrote_in_between_is_kept() {
    let table = "seeds/snapshots/2026-07/so-y-te.csv";
    for steps in 1.. {
        let root = site(&old());
        let disk = FailingDisk { left: Cell::new(steps), failure: Failure::Before };
        if make(&disk, root.path()).is_ok() {
            break;
        }
        fs::write(root.path().join(table), "sửa tay\n").unwrap();
        match recover(&Quick, root.path()).unwrap() {
            Some(Recovered::Finished { command, kept }) => {
                assert_eq!(command, "publish 2026-07");
                assert_eq!((kept.len(), kept[0].0.as_str()), (1, table));
                assert_eq!(fs::read(&kept[0].1).unwrap(), "sửa tay\n".as_bytes());
                assert_eq!(sources(root.path()), new());
            }
            Some(Recovered::Undone) | None => {
                let changed = fs::read(root.path().join(table)).unwrap();
                assert_eq!(changed, "sửa tay\n".as_bytes());
            }
        }
    }
}

#[test]
fn what_changed_since_it_was_read_is_not_replaced() {
    let root = site(&old());
    let before = read(&old());
    fs::write(root.path().join(LEDGER), "# sổ, sửa tay\n").unwrap();
    let error = change(&Quick, root.path(), "publish", &new(), &before).unwrap_err();
    assert!(error.to_string().contains("chạy lại lệnh"), "{error}");
    assert!(!root.path().join(STATE_FOLDER).exists());
}

#[test]
fn an_intent_that_is_damaged_is_named_and_not_followed() {
    let root = site(&old());
    let parts = [Part { before: NOTHING.into(), path: "seeds/a".into(), bytes: b"x".to_vec() }];
    let whole = to_bytes("collect 2026-07", &parts);
    assert_eq!(from_bytes(&whole), Some(("collect 2026-07".to_owned(), parts.to_vec())));
    fs::create_dir(root.path().join(STATE_FOLDER)).unwrap();
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        fs::write(root.path().join(STATE_FOLDER).join(INTENT), damaged).unwrap();
        assert!(recover(&Quick, root.path()).is_err(), "{at}");
        assert_eq!(sources(root.path()), old());
    }
    let outside = to_bytes("x", &[Part { path: "../a".into(), ..parts[0].clone() }]);
    fs::write(root.path().join(STATE_FOLDER).join(INTENT), outside).unwrap();
    assert!(recover(&Quick, root.path()).is_err());
}
