//! Lists that can be narrowed.

pub mod facets;
pub mod filter;
pub mod row;
