//! Views: what a page shows, ready to be laid out. Structs borrow from the model; templates only place them.
//!
//! One file a page type; sentences stand in `sentence`, forms of numbers and dates in `form`,
//! addresses in `address`, so each of them has one obvious place.

pub mod address;
pub mod agency;
pub mod amendment;
pub mod chart;
pub mod clarity;
pub mod comparison;
pub mod data;
pub mod dataset;
pub mod deadline;
mod difference;
pub mod document;
pub mod embed;
pub mod facet;
pub mod figure_change;
pub mod form;
pub mod frame;
pub mod guide;
pub mod headline;
pub mod home;
pub mod home_progress;
pub mod indicator;
pub mod indicator_progress;
pub mod listing;
pub mod method;
pub mod pager;
pub mod part;
pub mod period;
pub mod plan;
mod portal;
pub mod prose;
pub mod quality;
pub mod recipe;
pub mod reference;
pub mod report;
pub mod reporting;
pub mod seal;
pub mod search;
mod search_lists;
pub mod search_page;
pub mod section;
pub mod sentence;
pub mod share;
pub mod source;
pub mod status;
pub mod task;
pub mod task_progress;
mod title;
pub mod totals;
pub mod warning;

pub use frame::{Frame, SiteView};
pub use portal::{Item, Portal};
