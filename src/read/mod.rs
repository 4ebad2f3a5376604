//! Sources → model. Readers take text or bytes, push problems and return what they could read;
//! none of them opens a file, looks at a clock or fails.

pub mod document;
pub mod encoding;
pub mod ledger;
pub mod page;
pub mod personal_data;
pub mod plan;
pub mod registry;
pub mod site;
pub mod snapshot;
pub mod toml;
pub mod value;
pub mod version;
pub mod vocabulary;
