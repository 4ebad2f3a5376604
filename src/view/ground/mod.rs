//! What every view stands on: the portal things are looked up in, their addresses, names, words and states.

pub mod address;
pub mod difference;
pub mod due;
pub mod fit;
pub mod form;
pub mod headline;
mod item;
pub mod link;
pub mod name;
pub mod pager;
mod portal;
pub mod sentence;
pub mod status;
mod title;
pub mod web;
pub mod words;

pub use item::Item;
pub use portal::Portal;
pub(in crate::view) use portal::sections_at;
