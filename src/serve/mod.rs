//! The preview: builds, serves the output on this machine only, rebuilds when a source changes.
//!
//! While the sources have errors the last good site stays, with the errors shown on every page.
//! Pages are served as published; only a style sheet, a script and the errors are added at their end,
//! as files of this server, because pages forbid inline scripts and styles.

mod answer;
mod patience;
mod watch;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use patience::{LIMIT, PatientListener};

use crate::config::Config;
use crate::diagnostic::{Format, Severity, render, summary};
use crate::error::Error;
use crate::model::Site;
use crate::pipeline::{Built, Overrides, build, engine};
use crate::progress::Watch;
use crate::search::Engine;

/// What the preview has to say.
#[derive(Debug)]
pub enum News<'a> {
    /// It listens at this address.
    Listening(&'a str),
    /// The site was built, or its sources have errors.
    Built(&'a Built),
    /// The machine failed; the preview goes on.
    Failed(&'a Error),
}

/// Tells what happens.
pub type Tell<'a> = dyn Fn(News<'_>) + Sync + 'a;

/// Serves the site in `root`, written to `output`, at `port` until the program is stopped; `watch` is told of each
/// build.
pub fn run(
    root: &Path,
    output: &Path,
    port: u16,
    watch: &dyn Watch,
    tell: &Tell<'_>,
) -> Result<(), Error> {
    let asked = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let failed = |source| Error::Serve { address: asked.to_string(), source };
    // Take the port first: a second preview must not write what the first one serves.
    let listener = std::net::TcpListener::bind(asked).map_err(failed)?;
    listener.set_nonblocking(true).map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;

    // A preview is there to be read soon; pictures for other programs can wait for the build.
    let overrides = Overrides { without_pictures: true, ..Overrides::default() };
    let mut changes = watch::start(root)?;
    let mut built = build(root, output, &overrides, watch)?;
    let config = built.outcome.config.as_ref();
    let base = config.map_or_else(|| "/".to_owned(), |config| config.base_path().to_owned());
    let preview = Arc::new(Preview::new());
    preview.show(&built);
    tell(News::Built(&built));
    preview.remember(&mut built);
    drop(built);
    tell(News::Listening(&format!("http://{address}{base}")));

    let router = answer::router(&preview, output, &base);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while changes.wait() {
                match build(root, output, &overrides, watch) {
                    // The terminal first: whoever sees the new page can read there what was said of it.
                    Ok(mut built) => {
                        tell(News::Built(&built));
                        preview.show(&built);
                        preview.remember(&mut built);
                    }
                    Err(error) => {
                        tell(News::Failed(&error));
                        preview.show_failure(&error);
                    }
                }
            }
        });
        serve(listener, router, LIMIT).map_err(failed)
    })
}

fn serve(listener: std::net::TcpListener, router: axum::Router, limit: Duration) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        axum::serve(PatientListener { listener, limit }, router).await
    })
}

/// What the pages are to show, and whoever waits for a change of it.
struct Preview {
    /// Problems as text; empty when there are none.
    problems: Mutex<String>,
    version: tokio::sync::watch::Sender<u64>,
    /// What the last good build can be searched by.
    searchable: Mutex<Option<Arc<Searchable>>>,
}

/// A site that is indexed when it is searched for the first time.
struct Searchable {
    config: Config,
    site: Site,
    engine: OnceLock<Engine>,
}

impl Searchable {
    fn engine(&self) -> &Engine {
        self.engine.get_or_init(|| engine(&self.config, &self.site, None))
    }
}

impl Preview {
    fn new() -> Self {
        Self {
            problems: Mutex::default(),
            version: tokio::sync::watch::Sender::new(0),
            searchable: Mutex::default(),
        }
    }

    /// Keeps what was read for searching; a build with errors changes nothing.
    fn remember(&self, built: &mut Built) {
        if built.counts.is_some()
            && let (Some(config), Some(site)) =
                (built.outcome.config.take(), built.outcome.site.take())
        {
            let searchable = Searchable { config, site, engine: OnceLock::new() };
            *self.searchable.lock().unwrap_or_else(PoisonError::into_inner) =
                Some(Arc::new(searchable));
        }
    }

    fn searchable(&self) -> Option<Arc<Searchable>> {
        self.searchable.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn show(&self, built: &Built) {
        let diagnostics = &built.outcome.diagnostics;
        let mut text = String::new();
        if built.counts.is_none() {
            let errors: Vec<_> =
                diagnostics.iter().filter(|d| d.severity == Severity::Error).cloned().collect();
            text = render(&errors, &built.texts, Format::Human);
            if text.is_empty() {
                text = summary(diagnostics);
            }
        }
        let has_new_files = built.counts.is_some_and(|counts| counts.written + counts.removed > 0);
        self.set(text, has_new_files);
    }

    fn show_failure(&self, error: &Error) {
        self.set(format!("lỗi: {error}"), false);
    }

    fn set(&self, text: String, has_new_files: bool) {
        let mut problems = self.problems.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = has_new_files || *problems != text;
        *problems = text;
        drop(problems);
        if is_new {
            self.version.send_modify(|version| *version += 1);
        }
    }

    fn problems(&self) -> String {
        self.problems.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Name of what the pages show now; differs from one run of the server to the next.
    fn version(&self) -> String {
        format!("{}-{}", std::process::id(), *self.version.borrow())
    }
}

#[cfg(test)]
mod tests;
