//! Whatever happens to a run, the published site is the old one or the new one, whole, and the next run succeeds.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::folder::{Tree, tree};
use super::program::program;

/// Moments at which runs are killed.
const KILLS: usize = 200;

/// A small site that can be given one of two titles, which stand on every page.
struct Bench {
    root: tempfile::TempDir,
    /// What is published with either title.
    whole: [Tree; 2],
}

impl Bench {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        assert!(finished(&run(root.path(), &["init", "trang"])));
        let mut bench = Self { root, whole: [Tree::new(), Tree::new()] };
        for turn in [0, 1] {
            bench.give_title(turn);
            assert!(finished(&bench.build()));
            bench.whole[turn] = tree(&bench.public());
        }
        assert_ne!(bench.whole[0], bench.whole[1]);
        bench
    }

    fn site(&self) -> PathBuf {
        self.root.path().join("trang")
    }

    fn public(&self) -> PathBuf {
        self.site().join("public")
    }

    fn give_title(&self, turn: usize) {
        let path = self.site().join("congkhai.toml");
        let lines = fs::read_to_string(&path).unwrap();
        let titled = lines.lines().map(|line| {
            if line.starts_with("title = ") {
                format!("title = \"Trang thử {turn}\"\n")
            } else {
                format!("{line}\n")
            }
        });
        fs::write(&path, titled.collect::<String>()).unwrap();
    }

    fn start(&self) -> Child {
        program(self.root.path(), &["build", "--root", "trang"]).spawn().unwrap()
    }

    fn build(&self) -> Output {
        self.start().wait_with_output().unwrap()
    }

    /// Which of the two sites stands there; panics if it is neither.
    fn standing(&self) -> usize {
        let now = tree(&self.public());
        self.whole.iter().position(|whole| *whole == now).unwrap_or_else(|| {
            let differing = |whole: &Tree| {
                let names = whole.keys().chain(now.keys());
                names
                    .filter(|name| whole.get(*name) != now.get(*name))
                    .take(5)
                    .cloned()
                    .collect::<Vec<_>>()
            };
            panic!(
                "neither site is whole: {:?}, {:?}",
                differing(&self.whole[0]),
                differing(&self.whole[1])
            )
        })
    }
}

fn run(folder: &Path, words: &[&str]) -> Output {
    program(folder, words).output().unwrap()
}

fn finished(output: &Output) -> bool {
    output.status.code() == Some(0)
}

/// Numbers without order (Knuth's multiplicative generator), the same in every run of the tests.
struct Moments(u64);

impl Moments {
    fn next(&mut self, below: Duration) -> Duration {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let nanoseconds = u64::try_from(below.as_nanos()).unwrap();
        Duration::from_nanos((self.0 >> 16) % nanoseconds.max(1))
    }
}

#[test]
fn a_run_killed_at_any_moment_leaves_a_whole_site() {
    let bench = Bench::new();
    let started = Instant::now();
    assert!(finished(&bench.build()));
    // Grows with every kill and shrinks when a run ends first: the moments follow the speed of the machine.
    let mut window = started.elapsed();
    let mut moments = Moments(57);
    let (mut runs, mut killed, mut new) = (0, 0, 0);
    let mut standing = bench.standing();
    while killed < KILLS {
        runs += 1;
        bench.give_title(1 - standing);
        let mut child = bench.start();
        sleep(moments.next(window));
        child.kill().unwrap();
        let code = child.wait().unwrap().code();
        let now = bench.standing();
        if code.is_none() {
            killed += 1;
            new += usize::from(now != standing);
            window = window * 11 / 10;
        } else {
            assert_ne!(now, standing, "a run that ended well changed nothing");
            window = window * 8 / 10;
        }
        standing = now;
    }
    println!(
        "{killed} of {runs} runs were killed; {new} of them after the new site stood, the others before"
    );
    bench.give_title(0);
    assert!(finished(&bench.build()));
    assert_eq!(bench.standing(), 0);
}

#[test]
fn two_runs_at_once_do_not_mix() {
    let bench = Bench::new();
    for turn in [0, 1, 0, 1, 0] {
        bench.give_title(turn);
        let (one, two) = (bench.start(), bench.start());
        let ended = [one, two].map(|child| child.wait_with_output().unwrap());
        assert!(ended.iter().any(finished), "{ended:?}");
        for run in ended.iter().filter(|run| !finished(run)) {
            let said = String::from_utf8_lossy(&run.stderr);
            let last = said.lines().last().unwrap();
            assert!(run.status.code() == Some(2) && last.starts_with("lỗi: "), "{said}");
        }
        assert_eq!(bench.standing(), turn);
    }
}

#[test]
fn sources_that_vanish_while_they_are_read_harm_nothing() {
    let bench = Bench::new();
    let page = bench.site().join("content/gioi-thieu.md");
    let text = fs::read(&page).unwrap();
    let mut moments = Moments(57);
    for _ in 0..30 {
        let child = bench.start();
        sleep(moments.next(Duration::from_millis(40)));
        fs::remove_file(&page).unwrap();
        let ended = child.wait_with_output().unwrap();
        fs::write(&page, &text).unwrap();
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(!said.contains("panicked"), "{said}");
        assert!(matches!(ended.status.code(), Some(0..=2)), "{said}");
        // With or without that page, the sums of the site fit its files.
        let verified = run(bench.root.path(), &["verify", "trang/public", "--root", "trang"]);
        assert!(finished(&verified), "{}", String::from_utf8_lossy(&verified.stdout));
    }
    assert!(finished(&bench.build()));
    assert_eq!(bench.standing(), 1);
}

/// Runs `script` with a disk of its own mounted on `trang`; nothing where this machine lets nobody mount.
pub(crate) fn with_own_disk(root: &Path, size: &str, script: &str) -> Option<Output> {
    let program = env!("CARGO_BIN_EXE_congkhai");
    let script = format!(
        "set -e; cp -r trang ban-sao; mount -t tmpfs -o size={size} none trang; cp -r ban-sao/. trang/; \
         congkhai() {{ '{program}' \"$@\"; }}; {script}"
    );
    let words = ["--user", "--map-root-user", "--mount", "sh", "-c", &script];
    let can =
        Command::new("unshare").args(["--user", "--map-root-user", "--mount", "true"]).status();
    can.ok().filter(std::process::ExitStatus::success)?;
    Some(Command::new("unshare").args(words).current_dir(root).output().unwrap())
}

#[test]
fn a_full_disk_keeps_the_old_site() {
    let bench = Bench::new();
    let script = "
        before=$(cd trang/public && find . -type f -exec sha256sum {} + | sort | sha256sum)
        sed -i 's/^title = .*/title = \"Trang khác\"/' trang/congkhai.toml
        yes 'Thêm chữ.' | head -n 80000 >> trang/content/gioi-thieu.md
        rm -r trang/.congkhai/public.next # what a run would clear away first must not make room
        head -c 20m /dev/zero > trang/day 2>/dev/null || true
        code=0; congkhai build --root trang || code=$?
        [ $code = 2 ] || { echo \"mã $code\"; exit 9; }
        [ \"$before\" = \"$(cd trang/public && find . -type f -exec sha256sum {} + | sort | sha256sum)\" ]
        rm trang/day
        congkhai build --root trang
        grep -q 'Trang khác' trang/public/index.html";
    let Some(ended) = with_own_disk(bench.root.path(), "12m", script) else { return };
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(finished(&ended), "{said}{}", String::from_utf8_lossy(&ended.stdout));
    assert!(said.contains("lỗi: ") && !said.contains("panicked"), "{said}");
}

#[test]
fn a_read_only_folder_is_named_and_kept() {
    let bench = Bench::new();
    let script = "
        sed -i 's/^title = .*/title = \"Trang khác\"/' trang/congkhai.toml
        mount -o remount,ro trang
        code=0; congkhai build --root trang || code=$?
        [ $code = 2 ] || { echo \"mã $code\"; exit 9; }
        mount -o remount,rw trang
        congkhai build --root trang
        grep -q 'Trang khác' trang/public/index.html";
    let Some(ended) = with_own_disk(bench.root.path(), "40m", script) else { return };
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(finished(&ended), "{said}{}", String::from_utf8_lossy(&ended.stdout));
    assert!(said.contains("lỗi: không ghi được") && !said.contains("panicked"), "{said}");
}
