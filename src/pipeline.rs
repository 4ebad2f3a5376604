//! Sources → site → files: the one function that reads like the picture in the crate's front page.

use std::collections::BTreeMap;
use std::path::Path;

use crate::config::{CONFIG_FILE, Config};
use crate::diagnostic::{Code, Diagnostic, Place, SourceTexts};
use crate::error::Error;
use crate::load::{Inputs, load};
use crate::model::Site;
use crate::write::{Counts, write};

/// What the command line changes about a site.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Address to publish under instead of the configured one; checked, with a slash at the end.
    pub base_url: Option<String>,
}

/// What came of the sources.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The settings, if they could be read.
    pub config: Option<Config>,
    /// What the sources say, as far as it could be read.
    pub site: Option<Site>,
    /// The site's files by path; nothing while there are errors.
    pub files: Option<BTreeMap<String, Vec<u8>>>,
    /// Problems by place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Makes the site of `inputs`.
pub fn compile(inputs: &Inputs, overrides: &Overrides) -> Outcome {
    let mut diagnostics = inputs.problems.clone();
    let mut config = None;
    if let Some(text) = inputs.texts.get(CONFIG_FILE) {
        config = Config::read(text, &mut diagnostics);
    } else if !diagnostics.has_errors() {
        let problem =
            Diagnostic::new(Code::SourceMissing, Place::file(CONFIG_FILE), "thiếu tệp cấu hình");
        diagnostics.push(problem.suggestion("tạo trang mới bằng lệnh `congkhai init THƯ-MỤC`"));
    }
    if let (Some(config), Some(base_url)) = (&mut config, &overrides.base_url) {
        config.base_url.clone_from(base_url);
    }
    let files = (!diagnostics.has_errors()).then(BTreeMap::new);
    Outcome { config, site: None, files, diagnostics: diagnostics.sorted() }
}

/// What came of reading, making and writing a site.
#[derive(Debug)]
pub struct Built {
    /// Text of the sources, for showing problems.
    pub texts: SourceTexts,
    /// What came of them; its files have been written and are gone.
    pub outcome: Outcome,
    /// What was done to the output; nothing when there are errors.
    pub counts: Option<Counts>,
}

/// Makes the site of the sources in `root` and writes it to `output`, unless there are errors.
pub fn build(root: &Path, output: &Path, overrides: &Overrides) -> Result<Built, Error> {
    let inputs = load(root)?;
    let mut outcome = compile(&inputs, overrides);
    let counts = outcome.files.take().map(|files| write(root, output, &files)).transpose()?;
    Ok(Built { texts: inputs.texts, outcome, counts })
}
