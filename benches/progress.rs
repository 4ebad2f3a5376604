//! Judging tasks over a year of snapshots: cost against the number of rows.
//!
//! `cargo bench --bench progress` prints the time for 1,000, 10,000 and 100,000 tasks with twelve monthly
//! reports each.

use congkhai::derive::history::{Moment, changes};
use congkhai::derive::status::{Progress, Setting, judge};
use congkhai::model::{Date, Snapshot};

use made_up::site;

mod made_up;

fn main() {
    divan::main();
}

/// The status of every task as of the last snapshot.
#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 3, sample_size = 1)]
fn status(bencher: divan::Bencher<'_, '_>, tasks: u32) {
    let site = site(tasks);
    let setting = Setting::new(Date::constant(2026, 12, 31));
    bencher
        .counter(divan::counter::ItemsCount::new(tasks * 12))
        .bench_local(|| judge(&site, &site.snapshots, &setting));
}

/// The status at each of the twelve snapshots by what was known then, and every change from one to the next.
#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 3, sample_size = 1)]
fn history(bencher: divan::Bencher<'_, '_>, tasks: u32) {
    let site = site(tasks);
    bencher.counter(divan::counter::ItemsCount::new(tasks * 12)).bench_local(|| {
        let mut count = 0;
        let mut before: Option<(&Snapshot, Progress)> = None;
        for (at, snapshot) in site.snapshots.iter().enumerate() {
            let progress = judge(&site, &site.snapshots[..=at], &Setting::new(snapshot.as_of));
            if let Some((earlier, known)) = &before {
                let old = Moment { snapshot: earlier, progress: known };
                count += changes(&site, old, Moment { snapshot, progress: &progress }).len();
            }
            before = Some((snapshot, progress));
        }
        count
    });
}
