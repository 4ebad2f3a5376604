//! Views → the files of the site, each put into the [`OutputTree`](crate::tree::OutputTree) as soon as it is made.

mod assets;
mod front_door;
mod minify;
mod page;
mod pictures;
mod robots;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod sample_reports;
mod scripts;
#[cfg(test)]
mod share_tests;
mod site;
mod sitemap;
#[cfg(test)]
mod tests;

pub use crate::view::ground::address::VERSIONS;
pub use site::{Content, render_site};
