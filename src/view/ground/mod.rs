//! What every view stands on: the portal things are looked up in, their addresses, names, words and states.

pub mod address;
pub mod difference;
pub mod form;
pub mod headline;
pub mod pager;
mod portal;
pub mod sentence;
pub mod status;
mod title;

pub(in crate::view) use portal::sections_at;
pub use portal::{Item, Portal};
