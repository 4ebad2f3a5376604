//! What a page of a PDF draws: letters with their places, lines, pictures. Nothing else names the crate that reads PDF.
//!
//! Places are in points (1/72 inch) from the top left corner of the page as it is shown, turned and cropped.

use std::sync::Arc;

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape as _};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, Paint, RectExt as _, SoftMask, TransformExt as _,
    interpret_page,
};

/// Thicker filled boxes are areas, not lines.
const THICKEST_LINE: f64 = 3.0;
/// Lines that lean more than this from one end to the other are not of a table.
const MOST_LEAN: f64 = 1.0;
/// The same letter drawn again within this share of its size is drawn twice to look bold.
const TWICE: f64 = 0.12;
/// Channels above this are white, as paper is.
const WHITE: f32 = 0.96;

/// Why a file is no readable PDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// A password is needed.
    Locked,
    /// Its protection is of a kind no program here knows.
    UnknownLock,
    /// The bytes are no PDF, or too damaged.
    Damaged,
    /// It has more pages than are read: how many.
    TooLong(usize),
}

/// A letter as it stands on a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Letter {
    /// One letter, or the few one drawn sign stands for; a space too.
    pub(super) text: String,
    /// Left end.
    pub(super) left: f64,
    /// Right end.
    pub(super) right: f64,
    /// The line it stands on.
    pub(super) baseline: f64,
    /// Height of its font.
    pub(super) size: f64,
    /// Whether its font is a bold one.
    pub(super) is_bold: bool,
}

impl Letter {
    /// A point inside the letter: what it lies in, it belongs to.
    pub(super) fn middle(&self) -> (f64, f64) {
        (f64::midpoint(self.left, self.right), self.baseline - self.size * 0.3)
    }
}

/// A straight line along a side of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Line {
    /// Whether it goes from left to right.
    pub(super) is_horizontal: bool,
    /// Its place across: distance from the top when horizontal, from the left otherwise.
    pub(super) at: f64,
    /// Where it begins.
    pub(super) from: f64,
    /// Where it ends.
    pub(super) to: f64,
}

/// All that a page shows.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    /// Width.
    pub(super) width: f64,
    /// Height.
    pub(super) height: f64,
    /// Letters a reader sees, in the order they are drawn.
    pub(super) letters: Vec<Letter>,
    /// Words no reader sees: clipped away, without ink, white on white, or lying on their side.
    pub(super) unseen: String,
    /// Words with a line through them.
    pub(super) struck: String,
    /// Lines.
    pub(super) lines: Vec<Line>,
    /// Share of the page that pictures cover, 0 to 1.
    pub(super) pictured: f64,
    /// Places of signs whose letter the file does not tell, with the name of their font.
    pub(super) unknown: Vec<(f64, f64, String)>,
}

/// The pages of a PDF that has at most `most`.
///
/// # Errors
/// Why it cannot be read.
pub(super) fn pages(bytes: &[u8], most: usize) -> Result<Vec<Page>, Unreadable> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Unreadable::Locked,
        LoadPdfError::Decryption(_) => Unreadable::UnknownLock,
        LoadPdfError::Invalid => Unreadable::Damaged,
    })?;
    if pdf.pages().len() > most {
        return Err(Unreadable::TooLong(pdf.pages().len()));
    }
    let cache = InterpreterCache::new();
    let settings =
        InterpreterSettings { warning_sink: Arc::new(|_| {}), ..InterpreterSettings::default() };
    let pages = pdf.pages().iter().map(|page| {
        let (width, height) = page.render_dimensions();
        let transform = page.initial_transform(true).to_kurbo();
        let area = page.intersected_crop_box().to_kurbo();
        let mut context = Context::new(transform, area, &cache, page.xref(), settings.clone());
        let mut drawn = Drawing::new(f64::from(width), f64::from(height));
        interpret_page(page, &mut context, &mut drawn);
        drawn.page()
    });
    Ok(pages.collect())
}

/// A page while it is being drawn.
struct Drawing {
    page: Page,
    /// Areas drawing is kept to, innermost last.
    clips: Vec<Rect>,
    /// Areas filled with a colour that is not white.
    dark: Vec<Rect>,
    pictures: Vec<Rect>,
}

impl Drawing {
    fn new(width: f64, height: f64) -> Self {
        Self {
            page: Page { width, height, ..Page::default() },
            clips: vec![Rect::new(0.0, 0.0, width, height)],
            dark: Vec::new(),
            pictures: Vec::new(),
        }
    }

    fn clip(&self) -> Rect {
        self.clips.last().copied().unwrap_or_default()
    }

    fn page(mut self) -> Page {
        self.page.pictured = covered(&self.pictures, self.page.width, self.page.height);
        let mut is_struck = vec![false; self.page.letters.len()];
        let letters = &self.page.letters;
        self.page.lines.retain(|line| {
            let under: Vec<usize> =
                (0..letters.len()).filter(|at| strikes(line, &letters[*at])).collect();
            let left = under.iter().fold(f64::INFINITY, |least, at| least.min(letters[*at].left));
            let right =
                under.iter().fold(f64::NEG_INFINITY, |most, at| most.max(letters[*at].right));
            // A line that goes on beyond the letters is one of a table.
            let is_strike = line.from >= left - 2.0 && line.to <= right + 2.0;
            for at in under.into_iter().filter(|_| is_strike) {
                is_struck[at] = true;
            }
            !is_strike
        });
        let mut struck = is_struck.into_iter();
        let letters = std::mem::take(&mut self.page.letters).into_iter();
        let (gone, left): (Vec<Letter>, Vec<Letter>) =
            letters.partition(|_| struck.next().unwrap_or(false));
        self.page.letters = left;
        self.page.struck = gone.into_iter().map(|letter| letter.text).collect();
        self.page
    }

    /// Adds the line a thin box or a stroke from one point to another makes.
    fn line(&mut self, from: Point, to: Point) {
        let clip = self.clip().inflate(1.0, 1.0);
        let (across, along) = ((from.y - to.y).abs(), (from.x - to.x).abs());
        let line = if across <= MOST_LEAN && along > across {
            Line {
                is_horizontal: true,
                at: f64::midpoint(from.y, to.y),
                from: from.x.min(to.x).max(clip.x0),
                to: from.x.max(to.x).min(clip.x1),
            }
        } else if along <= MOST_LEAN && across > along {
            Line {
                is_horizontal: false,
                at: f64::midpoint(from.x, to.x),
                from: from.y.min(to.y).max(clip.y0),
                to: from.y.max(to.y).min(clip.y1),
            }
        } else {
            return;
        };
        let (low, high) = if line.is_horizontal { (clip.y0, clip.y1) } else { (clip.x0, clip.x1) };
        if line.to > line.from && (low..=high).contains(&line.at) {
            self.page.lines.push(line);
        }
    }

    /// A stroked path is a line for each straight part of it.
    fn stroke(&mut self, path: &BezPath) {
        let (mut start, mut last) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(to) => (start, last) = (to, to),
                PathEl::LineTo(to) => {
                    self.line(last, to);
                    last = to;
                }
                PathEl::ClosePath => {
                    self.line(last, start);
                    last = start;
                }
                PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => last = to,
            }
        }
    }

    /// A filled path: thin boxes are lines, a frame is four lines, everything else is an area.
    fn fill(&mut self, path: &BezPath, is_white: bool) {
        let boxes = boxes(path);
        for (at, area) in boxes.iter().enumerate() {
            let inner = boxes.get(at + 1).filter(|inner| {
                let rim = [
                    inner.x0 - area.x0,
                    inner.y0 - area.y0,
                    area.x1 - inner.x1,
                    area.y1 - inner.y1,
                ];
                rim.iter().all(|width| (0.0..=THICKEST_LINE).contains(width))
            });
            if is_white {
                continue;
            }
            let (left, right) =
                (Point::new(area.x0, area.center().y), Point::new(area.x1, area.center().y));
            let (top, foot) =
                (Point::new(area.center().x, area.y0), Point::new(area.center().x, area.y1));
            if area.height() <= THICKEST_LINE && area.width() > area.height() {
                self.line(left, right);
            } else if area.width() <= THICKEST_LINE {
                self.line(top, foot);
            } else if inner.is_some() {
                self.stroke(&area.to_path(0.1));
            } else if !boxes.get(at.wrapping_sub(1)).is_some_and(|outer| {
                let rim = [
                    area.x0 - outer.x0,
                    area.y0 - outer.y0,
                    outer.x1 - area.x1,
                    outer.y1 - area.y1,
                ];
                rim.iter().all(|width| (0.0..=THICKEST_LINE).contains(width))
            }) {
                self.dark.push(area.intersect(self.clip()));
            }
        }
    }

    /// Adds a sign of a font.
    fn letter(&mut self, glyph: &Glyph<'_>, transform: Affine, is_seen: bool, is_heavy: bool) {
        let (width, font, is_bold) = match glyph {
            Glyph::Outline(outline) => {
                let data = outline.font_data();
                let name =
                    data.as_ref().and_then(|data| data.postscript_name.clone()).unwrap_or_default();
                let is_bold = data
                    .is_some_and(|data| data.weight.is_some_and(|weight| weight >= 600))
                    || name.to_lowercase().contains("bold");
                (outline.advance_width(), name, is_bold)
            }
            Glyph::Type3(drawn) => (drawn.advance_width(), String::new(), false),
        };
        let origin = transform * Point::ZERO;
        let end = transform * Point::new(f64::from(width.unwrap_or(0.0)), 0.0);
        let up = transform * Point::new(0.0, 1000.0) - origin;
        let size = up.hypot();
        // Signs that lie on their side are no words of a row.
        let is_upright = (end - origin).x >= (end - origin).y.abs();
        let (left, right) = (origin.x.min(end.x), origin.x.max(end.x));
        let middle = Point::new(f64::midpoint(left, right), origin.y - size * 0.3);
        let text = match glyph.as_unicode() {
            Some(BfString::Char(letter)) => letter.to_string(),
            Some(BfString::String(letters)) => letters,
            None => {
                let is_blank = matches!(glyph, Glyph::Outline(outline) if outline.outline().elements().is_empty());
                if is_seen && !is_blank {
                    self.page.unknown.push((middle.x, middle.y, font));
                }
                return;
            }
        };
        if text.chars().all(char::is_control) {
            return;
        }
        let is_shown = is_seen && self.clip().inflate(0.5, 0.5).contains(middle);
        if !is_shown {
            self.page.unseen.push_str(&text);
            return;
        }
        if !is_upright {
            self.page.unseen.push_str(&text);
            return;
        }
        let letter =
            Letter { text, left, right, baseline: origin.y, size, is_bold: is_bold || is_heavy };
        if let Some(last) = self.page.letters.last_mut()
            && is_mark(&letter.text)
            && (letter.baseline - last.baseline).abs() < letter.size
            && letter.left < last.right + letter.size * 0.2
        {
            last.text.push_str(&letter.text);
            return;
        }
        self.page.letters.push(letter);
    }
}

/// Whether a line goes through the middle of a letter.
fn strikes(line: &Line, letter: &Letter) -> bool {
    let height = letter.baseline - letter.size * 0.5..letter.baseline - letter.size * 0.12;
    line.is_horizontal
        && height.contains(&line.at)
        && (line.from..=line.to).contains(&letter.middle().0)
}

/// Whether a text is only marks that stand on the letter before.
fn is_mark(text: &str) -> bool {
    text.chars().all(|letter| ('\u{300}'..='\u{36f}').contains(&letter))
}

/// The boxes around the closed parts of a path whose sides all run along the page; other parts have none.
fn boxes(path: &BezPath) -> Vec<Rect> {
    let mut boxes = Vec::new();
    let mut part: Vec<Point> = Vec::new();
    let mut is_square = true;
    let mut end = |part: &mut Vec<Point>, is_square: bool| {
        if part.len() >= 3 && is_square {
            let first = Rect::from_points(part[0], part[0]);
            boxes.push(part.iter().fold(first, |area, point| area.union_pt(*point)));
        }
        part.clear();
    };
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(to) => {
                end(&mut part, is_square);
                is_square = true;
                part.push(to);
            }
            PathEl::LineTo(to) => {
                if let Some(last) = part.last() {
                    is_square &= (last.x - to.x).abs() < 0.5 || (last.y - to.y).abs() < 0.5;
                }
                part.push(to);
            }
            PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => {
                is_square = false;
                part.push(to);
            }
            PathEl::ClosePath => {}
        }
    }
    end(&mut part, is_square);
    boxes
}

/// Share of a page that boxes cover, counted on a grid of 50 by 50 points.
fn covered(boxes: &[Rect], width: f64, height: f64) -> f64 {
    const SIDE: u32 = 50;
    if width <= 0.0 || height <= 0.0 || boxes.is_empty() {
        return 0.0;
    }
    let step = |at: u32, length: f64| (f64::from(at) + 0.5) / f64::from(SIDE) * length;
    let hits = (0..SIDE * SIDE)
        .filter(|at| {
            let point = Point::new(step(at % SIDE, width), step(at / SIDE, height));
            boxes.iter().any(|area| area.contains(point))
        })
        .count();
    f64::from(u32::try_from(hits).unwrap_or(0)) / f64::from(SIDE * SIDE)
}

/// Whether a paint leaves white or nothing.
fn is_white(paint: &Paint<'_>) -> bool {
    match paint {
        Paint::Color(color) => {
            let [red, green, blue, opacity] = color.to_rgba().components();
            opacity < 0.05 || (red > WHITE && green > WHITE && blue > WHITE)
        }
        Paint::Pattern(_) => false,
    }
}

impl<'a> Device<'a> for Drawing {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, draw_mode: &DrawMode) {
        let path = props.transform * path.clone();
        let is_white = is_white(&props.paint);
        match draw_mode {
            DrawMode::Fill(_) => self.fill(&path, is_white),
            DrawMode::Stroke(_) if !is_white => self.stroke(&path),
            DrawMode::FillAndStroke(..) => {
                self.fill(&path, is_white);
                self.stroke(&path);
            }
            _ => {}
        }
    }

    fn push_clip_path(&mut self, clip_path: &ClipPath) {
        let area = clip_path.path.bounding_box();
        let clip = self.clip();
        self.clips.push(clip.intersect(area));
    }

    fn pop_clip(&mut self) {
        if self.clips.len() > 1 {
            self.clips.pop();
        }
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_transparency_group(&mut self) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let is_drawn = !matches!(mode, DrawMode::Invisible);
        let is_heavy = matches!(mode, DrawMode::Stroke(_) | DrawMode::FillAndStroke(..));
        let is_pale = is_white(&props.paint);
        for glyph in run.glyphs() {
            let transform = props.transform * glyph.transform();
            let place = transform * Point::new(250.0, 250.0);
            let is_seen =
                is_drawn && (!is_pale || self.dark.iter().any(|area| area.contains(place)));
            self.letter(glyph, transform, is_seen, is_heavy);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let area = props.transform.transform_rect_bbox(Rect::new(0.0, 0.0, width, height));
        let shown = area.intersect(self.clip());
        if shown.width() > 0.0 && shown.height() > 0.0 {
            self.pictures.push(shown);
        }
    }
}

/// Letters without those that are drawn twice to look bold.
pub(super) fn without_twins(letters: Vec<Letter>) -> Vec<Letter> {
    let mut order: Vec<usize> = (0..letters.len()).collect();
    order.sort_by(|&one, &other| {
        let (one, other) = (&letters[one], &letters[other]);
        one.text
            .cmp(&other.text)
            .then(one.baseline.total_cmp(&other.baseline))
            .then(one.left.total_cmp(&other.left))
    });
    let mut is_twin = vec![false; letters.len()];
    for (at, &first) in order.iter().enumerate() {
        for &second in &order[at + 1..] {
            let (one, other) = (&letters[first], &letters[second]);
            let near = one.size * TWICE;
            if one.text != other.text || other.baseline - one.baseline > near {
                break;
            }
            if (one.left - other.left).abs() <= near {
                is_twin[first.max(second)] = true;
            }
        }
    }
    letters
        .into_iter()
        .zip(is_twin)
        .filter_map(|(letter, is_twin)| (!is_twin).then_some(letter))
        .collect()
}
