//! A chart as a file of its own: what it shows, where from, as of when and who publishes it stand inside.

use serde::Serialize;

use crate::view::ground::Portal;
use crate::view::ground::form::{clip, wrapped};
use crate::view::ground::sentence;
use crate::view::ground::status::TotalsView;
use crate::view::parts::chart::agencies::Agencies;
use crate::view::parts::chart::calendar::Calendar;
use crate::view::parts::chart::line::Chart;

/// Width of a picture.
const WIDTH: u64 = 720;
/// Room round everything.
const EDGE: u64 = 40;
/// Height of a line of the title.
const LINE: u64 = 30;
/// Letters of a title that fit in a line.
const LETTERS: usize = 54;
/// Height of a status in the key of a bar.
const KEY: u64 = 26;
/// Height of a bar with the gap below it.
const BAR: u64 = 64;
/// Room for the lines at the foot.
const FOOT: u64 = 96;

/// A chart with everything round it, ready for the template `pictures/chart.xml`.
#[derive(Clone, Debug, Serialize)]
pub struct Picture<'a> {
    /// Lines of the title.
    pub title: Vec<String>,
    /// The same in words.
    pub description: &'a str,
    /// Width of the picture.
    pub width: u64,
    /// Height of the picture.
    pub height: u64,
    /// Where the chart begins, from above.
    pub top: u64,
    /// Where the lines at the foot begin, from above.
    pub foot: u64,
    /// "Số liệu đến ngày 25/09/2026."
    pub as_of: String,
    /// Who publishes it, as far as it fits.
    pub publisher: String,
    /// The page it is taken from.
    pub source: String,
    /// The chart itself.
    pub drawing: Drawing<'a>,
}

/// What is drawn.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Drawing<'a> {
    /// Values of an indicator.
    Line(&'a Chart),
    /// Counts by status.
    Bar(&'a TotalsView),
    /// Deadlines by month.
    Calendar(&'a Calendar),
    /// Agencies compared.
    Agencies(&'a Agencies<'a>),
}

impl<'a> Picture<'a> {
    /// The picture of a chart taken from the page at `path` that is called `subject`.
    pub fn new(portal: &Portal<'_>, path: &str, subject: &str, drawing: Drawing<'a>) -> Self {
        let (title, description, height) = match drawing {
            Drawing::Line(chart) => (&chart.title, &chart.description, chart.height.unsigned_abs()),
            Drawing::Bar(totals) => {
                let keys = u64::try_from(totals.parts.len().div_ceil(2)).unwrap_or_default();
                (&totals.caption, &totals.sentence, BAR + KEY * keys)
            }
            Drawing::Calendar(calendar) => {
                (&calendar.title, &calendar.description, calendar.height.unsigned_abs())
            }
            Drawing::Agencies(agencies) => {
                (&agencies.title, &agencies.description, agencies.height)
            }
        };
        let title = if subject.is_empty() { title.clone() } else { format!("{title}: {subject}") };
        let title = wrapped(&title, LETTERS, 3);
        let top = EDGE + LINE * u64::try_from(title.len()).unwrap_or_default() + 24;
        let foot = top + height + 34;
        Self {
            title,
            description,
            width: WIDTH,
            height: foot + FOOT,
            top,
            foot,
            as_of: sentence::progress(portal),
            publisher: clip(&portal.config.publisher.name, 84).into_owned(),
            source: format!("{}{path}", portal.config.base_url),
            drawing,
        }
    }
}
