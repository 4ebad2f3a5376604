//! Shows whoever waits how far a build is.

use std::io::{IsTerminal as _, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::Common;
use super::run::print;
use super::timings::Stopwatch;
use crate::diagnostic::Format;
use crate::progress::{Step, Watch};
use crate::vietnamese::count;

/// How often the bar is drawn at least, so that the time in it goes on.
const TICK: Duration = Duration::from_millis(125);

/// How often plain lines tell how far a long step is.
const PAUSE: Duration = Duration::from_secs(10);

/// What is shown of builds, and their times.
pub(super) struct Progress<'e> {
    stopwatch: Stopwatch,
    /// Files the step has made so far.
    files: Arc<AtomicUsize>,
    shown: Shown,
    /// Whether more than errors is wanted.
    is_talkative: bool,
    to: Mutex<Printer<'e>>,
}

/// How it is shown.
enum Shown {
    /// Not at all: nobody asked, a program reads, or the log tells more.
    Nothing,
    /// As one line of a terminal that is drawn again and again and goes away at the end.
    Bar(ProgressBar),
    /// As lines without control characters.
    Lines,
}

/// Prints, and knows when it last did.
struct Printer<'e> {
    to: &'e mut (dyn Write + Send),
    last: Instant,
}

impl Printer<'_> {
    fn print(&mut self, text: &str) {
        print(self.to, text);
        self.last = Instant::now();
    }
}

impl<'e> Progress<'e> {
    /// For builds with these settings; `err` is the terminal, if there is one.
    pub(super) fn new(common: &Common, err: &'e mut (dyn Write + Send)) -> Self {
        let is_for_people = !common.quiet && Format::from(common.format) == Format::Human;
        let shown = if !is_for_people || common.verbose > 0 {
            Shown::Nothing
        } else if std::io::stderr().is_terminal() {
            Shown::Bar(ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()))
        } else {
            Shown::Lines
        };
        let to = Mutex::new(Printer { to: err, last: Instant::now() });
        let is_talkative = !common.quiet;
        Self { stopwatch: Stopwatch::default(), files: Arc::default(), shown, is_talkative, to }
    }

    /// Prints what there is to say after a build; the bar goes away.
    pub(super) fn print(&self, text: &str) {
        if let Shown::Bar(bar) = &self.shown {
            bar.finish_and_clear();
        }
        self.printer().print(text);
    }

    fn printer(&self) -> MutexGuard<'_, Printer<'e>> {
        self.to.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The times of the steps.
    pub(super) fn times(&self, format: Format) -> String {
        self.stopwatch.text(format)
    }

    /// What the bar looks like while a step is done.
    fn style(&self, parts: Option<usize>) -> ProgressStyle {
        let files = Arc::clone(&self.files);
        let template = match parts {
            Some(_) => "{spinner} {prefix} {msg} {bar:20} {done} {files} {elapsed_precise}",
            None => "{spinner} {prefix} {msg} {files} {elapsed_precise}",
        };
        ProgressStyle::with_template(template)
            .unwrap_or_else(|_| ProgressStyle::default_spinner())
            .progress_chars("━╸ ")
            .with_key("done", |state: &ProgressState, to: &mut dyn std::fmt::Write| {
                let _ = match state.len().filter(|length| *length > 0) {
                    Some(length) => write!(to, "{} %", state.pos() * 100 / length),
                    None => Ok(()),
                };
            })
            .with_key("files", move |_: &ProgressState, to: &mut dyn std::fmt::Write| {
                let _ = match files.load(Ordering::Relaxed) {
                    0 => Ok(()),
                    files => write!(to, "{} tệp", count(files)),
                };
            })
    }
}

impl Watch for Progress<'_> {
    fn tell(&self, text: &str) {
        if self.is_talkative {
            self.print(text);
        }
    }

    fn begin(&self, step: Step, parts: Option<usize>) {
        self.stopwatch.begin(step);
        let name = step.names().1;
        tracing::info!("{name}");
        let files = self.files.swap(0, Ordering::Relaxed);
        let number = format!("{}/{}", step as usize + 1, Step::ALL.len());
        match &self.shown {
            Shown::Nothing => {}
            Shown::Bar(bar) => {
                if step == Step::Load {
                    bar.reset();
                    bar.enable_steady_tick(TICK);
                }
                bar.set_style(self.style(parts));
                bar.set_position(0);
                bar.set_length(parts.unwrap_or_default() as u64);
                bar.set_prefix(number);
                bar.set_message(name);
            }
            Shown::Lines => {
                let made = if files > 0 { made(files) } else { String::new() };
                self.printer().print(&format!("{made}{number} {name}\n"));
            }
        }
    }

    fn part(&self) {
        if let Shown::Bar(bar) = &self.shown {
            bar.inc(1);
        }
    }

    fn file(&self) {
        let files = self.files.fetch_add(1, Ordering::Relaxed) + 1;
        if matches!(self.shown, Shown::Lines) {
            let mut printer = self.printer();
            if printer.last.elapsed() >= PAUSE {
                printer.print(&made(files));
            }
        }
    }
}

fn made(files: usize) -> String {
    format!("    {} tệp\n", count(files))
}
