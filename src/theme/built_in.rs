//! The files of the built-in theme, compiled into the program.

/// Every file by its path below the theme's folder, as `build.rs` lists them.
pub(super) const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/theme.rs"));
