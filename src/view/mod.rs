//! Views: what a page shows, ready to be laid out. Structs borrow from the model; templates only place them.
//!
//! One file a page type; sentences stand in `sentence`, forms of numbers and dates in `form`,
//! addresses in `address`, so each of them has one obvious place.

pub mod address;
pub mod agency;
pub mod comparison;
pub mod data;
pub mod deadline;
mod difference;
pub mod document;
pub mod form;
pub mod frame;
pub mod home;
pub mod indicator;
pub mod listing;
pub mod part;
pub mod plan;
mod portal;
pub mod prose;
pub mod quality;
pub mod reference;
pub mod section;
pub mod sentence;
pub mod task;

pub use frame::{Frame, SiteView};
pub use portal::{Item, Portal};
