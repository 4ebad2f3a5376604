//! Builds only the pages of a site: for comparing with generators that make nothing else.
//!
//! `cargo run --release --example html_only -- NGUỒN ĐÍCH` prints the processor seconds of each step.
#![expect(clippy::disallowed_methods, reason = "đọc thời gian của bộ xử lý từ /proc")]
#![expect(clippy::print_stdout, reason = "in số đo")]

use std::error::Error;
use std::path::Path;
use std::sync::Mutex;

use congkhai::derive::derive;
use congkhai::diagnostic::Diagnostics;
use congkhai::load::load;
use congkhai::output::{Content, render_site};
use congkhai::pipeline::read_sources;
use congkhai::progress::{Step, Watch};
use congkhai::theme::{Templates, ThemeSources};
use congkhai::tree::OutputTree;
use congkhai::write::Staging;

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The step under way, and the processor time when it began.
#[derive(Default)]
struct Clock(Mutex<Option<(Step, f64)>>);

impl Clock {
    fn end(&self) {
        if let Some((step, start)) = self.0.lock().ok().and_then(|mut at| at.take()) {
            println!("  {:10} {:8.2} s CPU", step.names().0, processor_time() - start);
        }
    }
}

impl Watch for Clock {
    fn begin(&self, step: Step, _: Option<usize>) {
        self.end();
        if let Ok(mut at) = self.0.lock() {
            *at = Some((step, processor_time()));
        }
    }
}

/// Processor seconds of this program so far, as Linux counts them: other work on the machine adds nothing.
fn processor_time() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks = text.split(' ').skip(13).take(2).filter_map(|ticks| ticks.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [root, output] = arguments.as_slice() else {
        return Err("cần hai thư mục: nguồn và nơi ghi".into());
    };
    let (root, output) = (Path::new(root), Path::new(output));
    let clock = Clock::default();
    clock.begin(Step::Load, None);
    let inputs = load(root)?;
    clock.begin(Step::Read, None);
    let (mut config, site) = read_sources(&inputs).map_err(|_| "nguồn có lỗi")?;
    config.has_pictures = false;
    clock.begin(Step::Derive, None);
    let derived = derive(&site, None, &());
    let staging = Staging::open(root, output)?;
    let mut diagnostics = Diagnostics::default();
    let theme = ThemeSources::built_in();
    let tree = OutputTree::new(&staging).watched_by(&clock);
    let complete = |_: &mut Diagnostics| Vec::new();
    let templates = Templates::load(&theme).map_err(|_| "mẫu có lỗi")?;
    let content = Content {
        config: &config,
        site: &site,
        derived: &derived,
        quality: &[],
        releases: &[],
        theme: &theme,
    };
    render_site(content, templates, complete, &tree, &mut diagnostics);
    clock.begin(Step::Publish, None);
    staging.publish()?;
    clock.end();
    Ok(())
}
