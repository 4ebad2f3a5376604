//! How long each step of a build took. The times are printed and go nowhere else: no file depends on them.

use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::diagnostic::Format;
use crate::progress::Step;

/// Notes when each step began.
#[derive(Debug, Default)]
pub(super) struct Stopwatch {
    begun: Mutex<Vec<(Step, Instant)>>,
}

impl Stopwatch {
    pub(super) fn begin(&self, step: Step) {
        self.begun.lock().unwrap_or_else(PoisonError::into_inner).push((step, Instant::now()));
    }

    /// The steps and their times until now: a table, or one line of JSON.
    pub(super) fn text(&self, format: Format) -> String {
        let now = Instant::now();
        let begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        let ends = begun.iter().skip(1).map(|step| step.1).chain([now]);
        let steps: Vec<_> =
            begun.iter().zip(ends).map(|((step, begun), end)| (*step, end - *begun)).collect();
        shown(&steps, format)
    }
}

fn shown(steps: &[(Step, Duration)], format: Format) -> String {
    let total: Duration = steps.iter().map(|(_, time)| *time).sum();
    if format == Format::Json {
        let mut text = "{\"timings\":{".to_owned();
        for (step, time) in steps {
            let _ = write!(text, "\"{}\":{:.3},", step.names().0, time.as_secs_f64());
        }
        let _ = writeln!(text, "\"total\":{:.3}}}}}", total.as_secs_f64());
        return text;
    }
    let mut text = "Thời gian (giây):\n".to_owned();
    let rows = steps.iter().map(|(step, time)| (step.names().1, *time));
    for (name, time) in rows.chain([("Cộng", total)]) {
        let seconds = format!("{:.3}", time.as_secs_f64()).replace('.', ",");
        let _ = writeln!(text, "  {seconds:>9}  {name}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_add_up_for_people_and_programs() {
        let steps =
            [(Step::Load, Duration::from_millis(250)), (Step::Render, Duration::from_secs(12))];
        insta::assert_snapshot!(shown(&steps, Format::Human), @r"
        Thời gian (giây):
              0,250  Đọc tệp
             12,000  Dựng và ghi trang
             12,250  Cộng
        ");
        assert_eq!(
            shown(&steps, Format::Json),
            "{\"timings\":{\"load\":0.250,\"render\":12.000,\"total\":12.250}}\n"
        );
    }
}
