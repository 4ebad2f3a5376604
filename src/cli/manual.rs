//! Manual pages and completions for shells, made from the definition of the command line.

use std::io;
use std::path::Path;

use clap::{Command, CommandFactory as _};
use clap_complete::{Shell, generate};
use clap_mangen::Man;

use super::Arguments;
use crate::error::Error;
use crate::write::write_new;

const PROGRAM: &str = "congkhai";

/// Headings clap writes in English, and ours.
const HEADINGS: [(&str, &str); 5] = [
    (".SH NAME", ".SH TÊN"),
    (".SH SYNOPSIS", ".SH CÁCH DÙNG"),
    (".SH DESCRIPTION", ".SH MÔ TẢ"),
    (".SH EXTRA", ".SH THÊM"),
    (".SH VERSION", ".SH PHIÊN BẢN"),
];

/// Writes `man1/*.1`, `bash/congkhai`, `zsh/_congkhai` and `fish/congkhai.fish` into `folder`, which must be empty or
/// absent.
pub(super) fn write(folder: &Path) -> Result<(), Error> {
    let files = files().map_err(|source| Error::Write { path: folder.to_owned(), source })?;
    let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    write_new(folder, &files)
}

/// Path and text of each file.
fn files() -> io::Result<Vec<(String, String)>> {
    let mut command = Arguments::command();
    let mut files = Vec::new();
    for (shell, path) in [
        (Shell::Bash, "bash/congkhai"),
        (Shell::Zsh, "zsh/_congkhai"),
        (Shell::Fish, "fish/congkhai.fish"),
    ] {
        let mut bytes = Vec::new();
        generate(shell, &mut command, PROGRAM, &mut bytes);
        files.push((path.to_owned(), text(&bytes)));
    }
    command.build();
    files.push((format!("man1/{PROGRAM}.1"), page(command.clone())?));
    for part in command.get_subcommands() {
        let name = format!("{PROGRAM}-{}", part.get_name());
        files.push((format!("man1/{name}.1"), page(part.clone())?));
    }
    Ok(files)
}

/// One manual page, its headings in Vietnamese.
fn page(command: Command) -> io::Result<String> {
    let mut bytes = Vec::new();
    Man::new(command).render(&mut bytes)?;
    let page = text(&bytes);
    Ok(HEADINGS.iter().fold(page, |page, (english, ours)| page.replace(english, ours)))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_page_without_english_headings() {
        let files = files().unwrap();
        for part in Arguments::command().get_subcommands() {
            let path = format!("man1/congkhai-{}.1", part.get_name());
            let (_, page) = files.iter().find(|(name, _)| *name == path).unwrap();
            for heading in page.lines().filter(|line| line.starts_with(".SH")) {
                let known = [
                    ".SH TÊN",
                    ".SH CÁCH DÙNG",
                    ".SH MÔ TẢ",
                    ".SH \"THAM SỐ\"",
                    ".SH \"TÙY CHỌN\"",
                ];
                assert!(known.contains(&heading), "{path}: {heading}");
            }
        }
        for (path, word) in
            [("bash/congkhai", "--official-only"), ("fish/congkhai.fish", "official-only")]
        {
            assert!(files.iter().any(|(name, text)| name == path && text.contains(word)), "{path}");
        }
    }
}
