//! The real site and sites made in memory, for the other tests.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use congkhai::diagnostic::Diagnostic;
use congkhai::load::{Inputs, load};
use congkhai::model::Site;
use congkhai::pipeline::{Outcome, Overrides, compile};

use super::package;

/// The real site, compiled once.
pub(crate) struct Real {
    pub(crate) site: Site,
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// The real site.
pub(crate) fn real_site() -> &'static Real {
    static REAL: OnceLock<Real> = OnceLock::new();
    REAL.get_or_init(|| {
        let Outcome { site, files, diagnostics, .. } = compile(&real_inputs(), &quick());
        let report: Vec<_> = diagnostics.iter().map(|problem| problem.message.as_str()).collect();
        Real {
            site: site.unwrap_or_else(|| panic!("no site: {report:#?}")),
            files: files.unwrap_or_else(|| panic!("no files: {report:#?}")),
            diagnostics,
        }
    })
}

/// Without pictures: they are drawn pixel by pixel, and the browser tests look at them.
pub(crate) fn quick() -> Overrides {
    Overrides { without_pictures: true, ..Overrides::default() }
}

/// The sources of the real site.
pub(crate) fn real_inputs() -> Inputs {
    load(package()).unwrap()
}

/// Sources in memory: text files by path. A `congkhai.toml` is added unless there is one.
pub(crate) fn inputs(texts: &[(&str, &str)]) -> Inputs {
    let mut inputs = Inputs::default();
    let config = "title = \"Trang thử\"\ndescription = \"Một câu.\"\nbase_url = \"https://thu.example/\"\n\
                  [publisher]\nname = \"Sở Thử\"\n\
                  [licence]\nname = \"CC BY 4.0\"\nurl = \"https://creativecommons.org/licenses/by/4.0/\"\n";
    for (path, text) in [("congkhai.toml", config)].iter().chain(texts) {
        let path: Arc<str> = (*path).into();
        inputs.binaries.insert(path.clone(), text.as_bytes().to_vec());
        inputs.texts.insert(path, (*text).into());
    }
    inputs
}
