//! Builds only the pages of a site: for comparing with generators that make nothing else.
//!
//! `cargo run --release --example html_only -- NGUỒN ĐÍCH`

use std::error::Error;
use std::path::Path;

use congkhai::derive::derive;
use congkhai::diagnostic::Diagnostics;
use congkhai::load::load;
use congkhai::output::render_site;
use congkhai::pipeline::read_sources;
use congkhai::theme::ThemeSources;
use congkhai::tree::OutputTree;
use congkhai::write::Staging;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [root, output] = arguments.as_slice() else {
        return Err("cần hai thư mục: nguồn và nơi ghi".into());
    };
    let (root, output) = (Path::new(root), Path::new(output));
    let (config, site) = read_sources(&load(root)?).map_err(|_| "nguồn có lỗi")?;
    let derived = derive(&site, None, &());
    let staging = Staging::open(root, output)?;
    let mut diagnostics = Diagnostics::default();
    let theme = ThemeSources::built_in();
    let tree = OutputTree::new(&staging);
    render_site(&config, &site, &derived, &[], &[], &theme, &tree, &mut diagnostics);
    staging.publish()?;
    Ok(())
}
