//! What stands on several pages: the frame round each, lists, charts, reports, facts.

pub mod amendment;
pub mod chart;
pub mod clarity;
pub mod correction;
pub mod dataset;
pub mod discipline;
pub mod document;
pub mod fact;
pub mod figure_change;
pub mod frame;
pub mod item;
pub mod list;
pub mod markdown;
pub mod pair;
pub mod plan_row;
pub mod progress;
pub mod recipe;
pub mod report;
pub mod seal;
pub mod share;
pub mod source;
pub mod states;
pub mod totals;
pub mod warning;

pub use frame::{Frame, SiteView};
