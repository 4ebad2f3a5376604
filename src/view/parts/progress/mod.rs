//! How far things are, by the reports: of a task, of an indicator, of the whole site.

pub mod indicator;
pub mod site;
pub mod task;
