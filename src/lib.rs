//! Công Khai turns plans and progress reports of public bodies into a static Vietnamese portal.
//!
//! Data flows one way, as [`pipeline`] says step by step:
//!
//! ```text
//!  disk ── load ──► read ──► model ──► derive ──┬─► data ──────────────────────┐
//!                                               └─► view ──► theme ──► output ─┴─► tree ──► write ── disk
//! ```
//!
//! Every step tells what is wrong to [`diagnostic`]. Which module may use which stands in ARCHITECTURE.md.

#![forbid(unsafe_code)]

pub mod checksum;
pub mod cli;
pub mod config;
pub mod data;
pub mod derive;
pub mod diagnostic;
pub mod error;
pub mod feed;
#[cfg(feature = "xlsx")]
pub mod forms;
pub mod hosting;
pub mod init;
pub mod ledger;
pub mod load;
pub mod lookup;
pub mod model;
pub mod output;
pub mod picture;
pub mod pipeline;
pub mod progress;
pub mod read;
pub mod recall;
pub mod search;
pub mod serve;
pub mod theme;
pub mod tree;
pub mod vietnamese;
pub mod view;
pub mod write;
