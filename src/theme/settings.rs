//! `theme.toml`: what can be chosen of a theme without touching a template – logo, head line, colours.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::ThemeSources;
use super::contrast::{self, Pair};
use super::logo::{self, Logo};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Lines, Place};
use crate::model::Decimal;
use crate::read::toml::read_toml;
use crate::vietnamese;

/// Name of the file, below the theme's folder.
const FILE: &str = "theme.toml";

/// The sheet that holds every colour.
const TOKENS: &str = "static/css/tokens.css";

/// Most letters of the publisher's line: two lines of a small phone.
const PUBLISHER_LETTERS: usize = 80;

/// As written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    publisher: Option<Spanned<String>>,
    logo: Option<Spanned<String>>,
    #[serde(default)]
    colours: BTreeMap<Spanned<String>, Tones>,
}

/// A colour as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tones {
    light: Spanned<String>,
    dark: Spanned<String>,
}

/// What every template may use as `theme`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Settings {
    /// Line above the name of the site, as on the publisher's letters.
    pub publisher: Option<String>,
    /// Picture beside the name of the site.
    pub logo: Option<Logo>,
}

/// Where the words of a colour stand in `theme.toml`, light and dark.
type Spans = [Range<usize>; 2];

/// Reads `theme.toml`, if there is one; its colours go into the style sheet.
pub(super) fn read(sources: &mut ThemeSources, diagnostics: &mut Diagnostics) -> Settings {
    let name = format!("themes/{}/", sources.name);
    let file: Arc<str> = format!("{name}{FILE}").into();
    let text = match sources.files.remove(FILE) {
        Some(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        None => String::new(),
    };
    let Some(written) = read_toml::<Written>(&file, &text, diagnostics) else {
        return Settings::default();
    };
    let mut reader = Reader { lines: Lines::new(&file, &text), diagnostics };
    let publisher = written.publisher.and_then(|line| reader.publisher(&line));
    let logo = written.logo.and_then(|path| reader.logo(&path, sources));
    let spans = reader.colours(written.colours, sources);
    reader.contrasts(&spans, &name, sources);
    Settings { publisher, logo }
}

struct Reader<'a> {
    lines: Lines<'a>,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn problem(&self, code: Code, span: Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, self.lines.span(span), message)
    }

    fn publisher(&mut self, written: &Spanned<String>) -> Option<String> {
        let line = written.get_ref().trim();
        let is_line = !line.is_empty()
            && line.chars().count() <= PUBLISHER_LETTERS
            && !line.chars().any(char::is_control);
        if is_line {
            return Some(line.to_owned());
        }
        let message = "`publisher` để trống, quá dài hoặc có nhiều dòng";
        let problem = self.problem(Code::ConfigInvalid, written.span(), message);
        self.diagnostics
            .push(problem.allowed(format!("một dòng, tối đa {PUBLISHER_LETTERS} chữ cái")));
        None
    }

    fn logo(&mut self, written: &Spanned<String>, sources: &ThemeSources) -> Option<Logo> {
        let path = written.get_ref();
        let found = sources.files.get(&format!("static/{path}"));
        let refusal = match found.map(|bytes| logo::check(path, bytes)) {
            Some(Ok(logo)) => return Some(logo),
            Some(Err(refusal)) => refusal,
            None => format!("không có tệp themes/{}/static/{path}", sources.name),
        };
        let message = format!("biểu trưng `{path}`: {refusal}");
        let is_picture = |path: &&str| matches!(path.rsplit_once('.'), Some((_, "svg" | "png")));
        let pictures = sources.static_files().map(|(path, _)| path).filter(is_picture);
        let problem = self.problem(Code::ThemeLogo, written.span(), message);
        self.diagnostics.push(problem.allowed(logo::ALLOWED).nearest(path, pictures));
        None
    }

    /// Puts the colours into the sheet; returns where they were written.
    fn colours(
        &mut self,
        written: BTreeMap<Spanned<String>, Tones>,
        sources: &mut ThemeSources,
    ) -> BTreeMap<String, Spans> {
        let Some(css) = sources.text(TOKENS) else { return BTreeMap::new() };
        let known = contrast::colours(&css);
        let (mut chosen, mut spans) = (BTreeMap::new(), BTreeMap::new());
        for (key, tones) in written {
            let name = key.get_ref();
            if !known.contains_key(name.as_str()) {
                let names: Vec<_> = known.keys().map(|name| format!("`{name}`")).collect();
                let message = format!("giao diện không có màu `{name}`");
                let problem = self.problem(Code::ThemeColour, key.span(), message);
                let problem = problem.allowed(names.join(", "));
                self.diagnostics.push(problem.nearest(name, known.keys().copied()));
                continue;
            }
            let pair = [&tones.light, &tones.dark].map(|tone| self.colour(name, tone));
            if let [Some(light), Some(dark)] = pair {
                chosen.insert(name.clone(), [light, dark]);
                spans.insert(name.clone(), [tones.light.span(), tones.dark.span()]);
            }
        }
        if !chosen.is_empty() {
            let css = contrast::recoloured(&css, &chosen);
            sources.files.insert(TOKENS.to_owned(), css.into_bytes().into());
        }
        spans
    }

    fn colour(&mut self, name: &str, written: &Spanned<String>) -> Option<contrast::Colour> {
        let colour = contrast::colour(written.get_ref());
        if colour.is_none() {
            let message = format!("màu `{name}` viết sai: `{}`", written.get_ref());
            let problem = self.problem(Code::ThemeColour, written.span(), message);
            self.diagnostics
                .push(problem.allowed("dấu `#` và sáu chữ số hệ mười sáu, như `#0b3d66`"));
        }
        colour
    }

    /// Reports colours nobody can tell apart: at their place here, or in the theme's own sheet.
    fn contrasts(&mut self, spans: &BTreeMap<String, Spans>, folder: &str, sources: &ThemeSources) {
        let Some(css) = sources.text(TOKENS) else { return };
        let colours = contrast::colours(&css);
        for fault in contrast::faults(&colours) {
            let contrast::Fault { front, ground, mode, found, least } = fault;
            let (own, below) = (colours[front][mode], colours[ground][mode]);
            let place = match spans.get(front).or_else(|| spans.get(ground)) {
                Some(spans) => self.lines.span(spans[mode].clone()),
                None => place_in(&css, front, &format!("{folder}{TOKENS}")),
            };
            let message = format!(
                "{}: màu `{front}` {} trên nền `{ground}` {} khó đọc, độ tương phản {}:1",
                ["khi nền sáng", "khi nền tối"][mode],
                contrast::written(own),
                contrast::written(below),
                ratio(found),
            );
            let problem = Diagnostic::new(Code::ThemeColour, place, message)
                .allowed(format!("độ tương phản ít nhất {}:1 (WCAG 2.2)", ratio(least)));
            self.diagnostics.push(match better(&colours, spans, front, ground, mode, least) {
                Some((name, colour)) => {
                    problem.suggestion(format!("đổi `{name}` thành `{colour}`"))
                }
                None => problem,
            });
        }
    }
}

/// A colour that would do, in place of that of the two which can be changed.
fn better(
    colours: &BTreeMap<&str, Pair>,
    spans: &BTreeMap<String, Spans>,
    front: &str,
    ground: &str,
    mode: usize,
    least: f64,
) -> Option<(String, String)> {
    let is_ground = !spans.contains_key(front) && spans.contains_key(ground);
    let (changed, kept) = if is_ground { (ground, front) } else { (front, ground) };
    let colour = contrast::distinct(colours[changed][mode], colours[kept][mode], least)?;
    Some((changed.to_owned(), contrast::written(colour)))
}

/// A ratio with one digit, cut off: 4,49 is not 4,5.
fn ratio(number: f64) -> String {
    let tenths = (number * 10.0).floor();
    let text = format!("{:.1}", tenths / 10.0);
    text.parse::<Decimal>().map_or(text, |number| vietnamese::decimal(&number))
}

fn place_in(css: &str, name: &str, file: &str) -> Place {
    let line = css.lines().position(|line| line.trim().starts_with(&format!("--{name}:")));
    match line.and_then(|line| u32::try_from(line + 1).ok()) {
        Some(line) => Place::line(file, line),
        None => Place::file(file),
    }
}
