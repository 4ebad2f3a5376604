//! The program, run as people run it.

use std::path::Path;
use std::process::{Command, Stdio};

/// What a run printed and how it ended.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    /// All it printed.
    pub(crate) fn said(&self) -> String {
        self.out.clone() + &self.err
    }
}

/// A run of the program with these words in a folder, not yet begun; what it prints is kept.
pub(crate) fn program(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_congkhai"));
    command.args(words).current_dir(folder).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs the program to its end with these words.
pub(crate) fn run(folder: &Path, words: &[&str]) -> Ran {
    let output = program(folder, words).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// Runs a command line without quotes.
pub(crate) fn congkhai(folder: &Path, line: &str) -> Ran {
    run(folder, &line.split_whitespace().collect::<Vec<_>>())
}
