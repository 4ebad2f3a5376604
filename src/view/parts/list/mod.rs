//! Lists that can be narrowed.

pub mod facets;
