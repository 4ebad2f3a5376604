//! What `-v` and `-vv` tell: each step with the time it began, each file read and written.

use std::fmt;
use std::io;
use std::time::Instant;

use tracing::level_filters::LevelFilter;
use tracing::{Event, Subscriber};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt as _;

/// A line of the log: seconds since the start, then what there is to say, without colours.
struct Line(Instant);

impl<S, N> FormatEvent<S, N> for Line
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut to: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let seconds = format!("{:.3}", self.0.elapsed().as_secs_f64()).replace('.', ",");
        write!(to, "{seconds:>9} giây  ")?;
        context.field_format().format_fields(to.by_ref(), event)?;
        writeln!(to)
    }
}

/// Begins to print to the standard error stream, for the number of `-v` given.
pub(super) fn start(verbose: u8) {
    let level = match verbose {
        0 => return,
        1 => LevelFilter::INFO,
        _ => LevelFilter::DEBUG,
    };
    // Only this program: what its libraries log would not help anybody.
    let ours = Targets::new().with_target(env!("CARGO_PKG_NAME"), level);
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_writer(io::stderr)
        .event_format(Line(Instant::now()));
    // A second start in one process changes nothing.
    let _ = tracing_subscriber::registry().with(lines).with(ours).try_init();
}
