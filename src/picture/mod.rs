//! Pictures that stand alone: SVG with the theme's colours written into it, and PNG made of that.

mod paint;
#[cfg(feature = "images")]
mod raster;

pub use paint::Paint;
#[cfg(feature = "images")]
pub use raster::{RENDERER, Raster};
