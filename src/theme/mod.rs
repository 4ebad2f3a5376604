//! Themes: templates and static files → a checked template engine.
//!
//! The theme `mac-dinh` is compiled into the program. A site's own theme replaces it file by file.

mod built_in;
mod contrast;
mod filters;
mod logo;
mod settings;
mod squeeze;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;
use tera::{Context, ErrorKind, Tera};

pub use logo::Logo;
pub use settings::Settings;

use crate::checksum::{Digest, digest, digest_of, digest_of_packed};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};

/// Name of the theme that is compiled into the program.
pub const BUILT_IN: &str = "mac-dinh";

/// The files of a theme by their path below its folder (`templates/base.html`).
#[derive(Clone, Debug)]
pub struct ThemeSources {
    name: String,
    files: BTreeMap<String, Cow<'static, [u8]>>,
    settings: Settings,
}

impl ThemeSources {
    /// The files compiled into the program.
    pub fn built_in() -> Self {
        let files = built_in::FILES
            .iter()
            .map(|&(path, bytes)| (path.to_owned(), Cow::Borrowed(bytes)))
            .collect();
        Self { name: BUILT_IN.to_owned(), files, settings: Settings::default() }
    }

    /// The built-in theme with the files of the theme `name` in place of its own.
    pub fn with_files(name: &str, files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let mut sources = Self::built_in();
        name.clone_into(&mut sources.name);
        sources.files.extend(files.into_iter().map(|(path, bytes)| (path, Cow::Owned(bytes))));
        sources
    }

    /// The theme as its `theme.toml` wants it; its colours are checked whether they are chosen there or not.
    #[must_use]
    pub fn configured(mut self, diagnostics: &mut Diagnostics) -> Self {
        self.settings = settings::read(&mut self, diagnostics);
        self
    }

    /// A text file of the theme.
    fn text(&self, path: &str) -> Option<String> {
        Some(String::from_utf8_lossy(self.files.get(path)?).into_owned())
    }

    /// Files below `static/`, by their path there.
    pub fn static_files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .filter_map(|(path, bytes)| Some((path.strip_prefix("static/")?, bytes.as_ref())))
    }

    /// The font files of pictures, in order of their names.
    pub fn fonts(&self) -> impl Iterator<Item = &[u8]> {
        let is_font =
            |path: &str| path.starts_with("fonts/") && path.rsplit('.').next() == Some("ttf");
        self.files.iter().filter(move |(path, _)| is_font(path)).map(|(_, bytes)| bytes.as_ref())
    }

    /// Templates by their path below `templates/`.
    pub fn templates(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .filter_map(|(path, bytes)| Some((path.strip_prefix("templates/")?, bytes.as_ref())))
    }
}

/// The templates of a theme, checked one against another.
pub struct Templates(Tera);

impl Templates {
    /// Loads and checks all templates of `sources`; what is wrong with them, each at its line.
    pub fn load(sources: &ThemeSources) -> Result<Self, Vec<Diagnostic>> {
        let mut tera = Tera::new();
        filters::register(&mut tera);
        tera.set_escape_fn(escape);
        let mut templates = Vec::new();
        for (name, bytes) in sources.templates() {
            let text = std::str::from_utf8(bytes)
                .map_err(|_| vec![problem(sources, name, None, "tệp không phải văn bản UTF-8")])?;
            templates.push((name, squeeze::squeeze(text)));
        }
        tera.add_raw_templates(templates).map_err(|error| diagnose(sources, "", &error))?;
        Ok(Self(tera))
    }
}

/// A loaded theme, ready to render.
pub struct Theme<'s> {
    tera: Tera,
    sources: &'s ThemeSources,
    /// Checksum of all templates and of `site`.
    digest: Digest,
}

impl<'s> Theme<'s> {
    /// The theme for one site: `site` is what every page and component may use as `site`; the settings of the theme
    /// stand beside it as `theme`. `templates` are those of `sources`.
    pub fn new(
        sources: &'s ThemeSources,
        Templates(mut tera): Templates,
        site: &impl Serialize,
    ) -> Self {
        tera.global_context().insert("site", site);
        tera.global_context().insert("theme", &sources.settings);
        let files: Vec<(&str, Digest)> =
            sources.templates().map(|(name, bytes)| (name, digest(bytes))).collect();
        let digest = digest_of(&(files, site, &sources.settings));
        Self { tera, sources, digest }
    }

    /// Checksum of everything [`Theme::render`] makes a page from.
    pub fn digest(
        &self,
        template: &str,
        root: &str,
        frame: &impl Serialize,
        page: &impl Serialize,
    ) -> Digest {
        digest_of_packed(&(self.digest, template, root, frame, page))
    }

    /// Renders `template` with the page's frame, its view and its way to the root.
    pub fn render(
        &self,
        template: &str,
        root: &str,
        frame: &impl Serialize,
        page: &impl Serialize,
    ) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let mut context = Context::new();
        context.insert("root", root);
        context.insert("frame", frame);
        context.insert("page", page);
        let mut bytes = Vec::with_capacity(24 << 10);
        self.tera
            .render_to(template, &context, &mut bytes)
            .map_err(|error| diagnose(self.sources, template, &error))?;
        squeeze::drop_blank_lines(&mut bytes);
        Ok(bytes)
    }
}

/// Writes `text` so that HTML shows it as it is: what tera writes, but in pieces instead of byte by byte.
fn escape(text: &str, output: &mut dyn Write) -> io::Result<()> {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| b"&<>\"'".contains(&byte)) {
        output.write_all(&rest.as_bytes()[..at])?;
        output.write_all(match rest.as_bytes()[at] {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            b'"' => b"&quot;",
            _ => b"&#39;",
        })?;
        rest = &rest[at + 1..];
    }
    output.write_all(rest.as_bytes())
}

/// A template error as diagnostics, each at its line. Templates are loaded without indentation,
/// so columns would be wrong and are not given.
fn diagnose(sources: &ThemeSources, template: &str, error: &tera::Error) -> Vec<Diagnostic> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let line = report.span().start_line;
            vec![problem(sources, report.filename(), Some(line), report.message())]
        }
        kind => {
            let text = kind.to_string();
            let reports: Vec<Diagnostic> =
                text.split("error: ").filter_map(|report| reported(sources, report)).collect();
            if reports.is_empty() { vec![problem(sources, template, None, &text)] } else { reports }
        }
    }
}

/// One of several reports in a text: its message, then ` --> file:line:column`.
fn reported(sources: &ThemeSources, report: &str) -> Option<Diagnostic> {
    let (message, rest) = report.split_once('\n')?;
    let (_, place) = rest.lines().next()?.split_once("--> ")?;
    let mut parts = place.trim().rsplitn(3, ':');
    let (_column, line, file) = (parts.next()?, parts.next()?, parts.next()?);
    Some(problem(sources, file, line.parse().ok(), message))
}

fn problem(sources: &ThemeSources, file: &str, line: Option<usize>, message: &str) -> Diagnostic {
    let file = format!("themes/{}/templates/{file}", sources.name);
    let place = match line.and_then(|line| u32::try_from(line).ok()) {
        Some(line) => Place::line(file, line.max(1)),
        None => Place::file(file),
    };
    let message = message.trim().trim_end_matches('.');
    Diagnostic::new(Code::TemplateInvalid, place, format!("mẫu giao diện sai: {message}"))
        .suggestion("sửa mẫu, hoặc xóa tệp để dùng mẫu có sẵn")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_files_names_every_file_of_the_theme() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes").join(BUILT_IN);
        let mut on_disk: Vec<String> = walkdir::WalkDir::new(&folder)
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let path = entry.path().strip_prefix(&folder).unwrap().to_str().unwrap();
                path.replace('\\', "/")
            })
            .collect();
        on_disk.sort();
        let sources = ThemeSources::built_in();
        let compiled: Vec<&String> = sources.files.keys().collect();
        assert_eq!(compiled, on_disk.iter().collect::<Vec<_>>());
    }

    #[test]
    fn what_is_no_text_of_html_is_escaped_as_tera_does() {
        for text in ["", "ế", "a & b", "<a href=\"x\">'ế'</a>", "&&", "ế<"] {
            let (mut ours, mut theirs) = (Vec::new(), Vec::new());
            escape(text, &mut ours).unwrap();
            tera::escape_html(text, &mut theirs).unwrap();
            assert_eq!(ours, theirs, "{text}");
        }
    }

    #[test]
    fn a_wrong_template_is_reported_with_its_line() {
        let broken = b"<p>\n{{ page.x | nosuch }}</p>".to_vec();
        let sources =
            ThemeSources::with_files("rieng", [("templates/pages/home.html".to_owned(), broken)]);
        let problems = Templates::load(&sources).err().unwrap();
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].message, "mẫu giao diện sai: Unknown filter `nosuch`");
        let place = problems[0].place.as_ref().unwrap();
        assert_eq!(&*place.file, "themes/rieng/templates/pages/home.html");
        assert_eq!(place.line_number(), Some(2));
    }
}
