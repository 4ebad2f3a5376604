//! Every two commands at the same time, and runs ended at any moment: long, and run by hand (`docs/month.md`).

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{RECEIVED, date_period, done, hand_in, office, together};
use crate::folder::{Tree, tree};
use crate::program::{congkhai, program};

/// A site with a sealed period, one that is ready to be sealed and forms that came in.
fn desk() -> tempfile::TempDir {
    let root = office();
    let path = root.path();
    hand_in(path, "a.xlsx", "so-mot", "2026-06", &[(1, "một sáu")]);
    done(&congkhai(path, "collect 2026-06 a.xlsx --received-on 2026-06-18"));
    date_period(path, "2026-06", "2026-06-20", "2026-06-20");
    done(&congkhai(path, "publish 2026-06"));
    hand_in(path, "a.xlsx", "so-mot", "2026-07", &[(1, "một"), (2, "hai")]);
    done(&congkhai(path, &format!("collect 2026-07 a.xlsx {RECEIVED}")));
    date_period(path, "2026-07", "2026-07-20", "2026-07-20");
    hand_in(path, "mot.xlsx", "so-mot", "2026-08", &[(1, "một tám")]);
    hand_in(path, "hai.xlsx", "so-mot", "2026-08", &[(2, "hai tám")]);
    hand_in(path, "ba.xlsx", "so-hai", "2026-08", &[(3, "ba tám"), (4, "bốn tám")]);
    hand_in(path, "muon.xlsx", "so-hai", "2026-06", &[(3, "ba sáu")]);
    root
}

const COMMANDS: [&str; 8] = [
    "collect 2026-08 mot.xlsx --received-on 2026-08-18",
    "collect 2026-08 hai.xlsx --received-on 2026-08-18",
    "collect 2026-08 ba.xlsx --received-on 2026-08-18",
    "collect 2026-06 muon.xlsx --late --received-on 2026-07-05",
    "publish 2026-07",
    "forms 2026-09 --output bieu-mau-9",
    "build",
    "export --parquet kho",
];

/// The sources, and what was written beside them.
fn state(root: &Path) -> Tree {
    let mut files = tree(&root.join("seeds"));
    for folder in ["bieu-mau-9", "kho", "public"] {
        let folder = root.join(folder);
        if folder.is_dir() {
            files.extend(tree(&folder).into_iter().map(|(name, bytes)| (folder.join(name), bytes)));
        }
    }
    // Where the site stands is no part of what it is.
    files
        .into_iter()
        .map(|(name, bytes)| (name.strip_prefix(root).map_or(name.clone(), Path::to_owned), bytes))
        .collect()
}

fn copied(from: &Path) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for (name, bytes) in tree(from) {
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    root
}

#[test]
#[ignore = "several minutes"]
fn every_two_commands_at_once_end_as_one_after_the_other() {
    let desk = desk();
    let mut tried = 0;
    for one in COMMANDS {
        for two in COMMANDS {
            let after = |lines: [&str; 2]| {
                let root = copied(desk.path());
                let codes = lines.map(|line| congkhai(root.path(), line).code);
                (state(root.path()), codes)
            };
            let (first, [a, b]) = after([one, two]);
            let (second, [d, c]) = after([two, one]);
            let root = copied(desk.path());
            let ran = together(root.path(), &[one, two]);
            let codes = [ran[0].code, ran[1].code];
            let now = state(root.path());
            let is_one = (now == first && codes == [a, b]) || (now == second && codes == [c, d]);
            assert!(is_one, "{one} | {two}: {codes:?}\n{}\n{}", ran[0].said(), ran[1].said());
            tried += 1;
        }
    }
    println!("{tried} pairs at once, each as one after the other");
}

#[test]
#[ignore = "several minutes"]
fn collect_and_publish_ended_at_any_moment_are_whole_or_never_were() {
    let kills = std::env::var("CONGKHAI_KILLS").ok().and_then(|count| count.parse().ok());
    let kills: u64 = kills.unwrap_or(100);
    let desk = desk();
    let mut told = Vec::new();
    for line in [COMMANDS[2], COMMANDS[3], COMMANDS[4]] {
        let whole = copied(desk.path());
        let before = state(whole.path());
        let start = Instant::now();
        done(&congkhai(whole.path(), line));
        let after = state(whole.path());
        let mut window = u64::try_from(start.elapsed().as_micros()).unwrap();
        let (mut killed, mut finished, mut number) = (0, 0, 57_u64);
        while killed < kills {
            let root = copied(desk.path());
            let mut child =
                program(root.path(), &line.split(' ').collect::<Vec<_>>()).spawn().unwrap();
            number = number
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            sleep(Duration::from_micros((number >> 33) % window));
            child.kill().unwrap();
            // The moments follow the speed of the machine.
            if child.wait().unwrap().code().is_none() {
                killed += 1;
                window = window * 11 / 10;
            } else {
                window = window * 8 / 10;
            }
            done(&congkhai(root.path(), "check"));
            let now = state(root.path());
            assert!(now == before || now == after, "{line}: {:?}", changed(&before, &now));
            finished += usize::from(now == after);
            done(&congkhai(root.path(), "check"));
        }
        told.push(format!("{}: {killed} kills, {finished} times done all the same", &line[..7]));
    }
    println!("{told:#?}");
}

/// Files that differ.
fn changed<'t>(one: &'t Tree, two: &'t Tree) -> BTreeSet<&'t Path> {
    let differs = |name: &&std::path::PathBuf| one.get(*name) != two.get(*name);
    one.keys().chain(two.keys()).filter(differs).map(std::path::PathBuf::as_path).collect()
}
