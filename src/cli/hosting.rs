//! The command `hosting`: configurations of web servers for this site.

use std::io::Write;
use std::path::Path;

use super::Common;
use super::run::{Ending, print, shown};
use crate::diagnostic::Severity;
use crate::error::Error;
use crate::hosting::{caddy, nginx, nginx_brotli};
use crate::load::load;
use crate::pipeline::read_sources;
use crate::write::write_new;

/// Writes `nginx.conf`, `congkhai-brotli.conf` and `Caddyfile` into `folder`, which must be empty or absent.
pub(super) fn write(common: &Common, folder: &Path, err: &mut dyn Write) -> Result<Ending, Error> {
    let inputs = load(&common.root)?;
    let config = match read_sources(&inputs) {
        Ok((config, _)) => config,
        Err(problems) => {
            print(err, &shown(common, &problems, &inputs.texts, Severity::Error));
            return Ok(Ending::SourceErrors);
        }
    };
    let (host, base) = (config.host(), config.base_path());
    // Caddy encrypts whatever does not say that it is not to be.
    let scheme = if config.base_url.starts_with("http://") { "http://" } else { "" };
    let files = [
        ("nginx.conf", nginx(host, base)),
        ("congkhai-brotli.conf", nginx_brotli()),
        ("Caddyfile", caddy(&format!("{scheme}{host}"), base)),
    ];
    write_new(folder, &files.each_ref().map(|(name, text)| (*name, text.as_str())))?;
    Ok(Ending::Done)
}
