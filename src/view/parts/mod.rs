//! What stands on several pages: the frame round each, lists, charts, reports, facts.

pub mod amendment;
pub mod chart;
pub mod clarity;
pub mod document;
pub mod fact;
pub mod figure_change;
pub mod frame;
pub mod list;
pub mod progress;
pub mod recipe;
pub mod report;
pub mod seal;
pub mod source;
pub mod totals;

pub use frame::{Frame, SiteView};
