//! The pages of the site, each named as its template.

pub mod agency;
pub mod comparison;
pub mod data;
pub mod dataset;
pub mod deadlines;
pub mod embed;
pub mod guide;
pub mod home;
pub mod indicator;
pub mod list;
pub mod method;
pub mod period;
pub mod plan;
pub mod prose;
pub mod quality;
pub mod reference;
pub mod reporting;
pub mod search;
pub mod section;
pub mod task;
pub mod warnings;
