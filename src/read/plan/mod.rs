//! A raw document and its `plan.toml` → a [`crate::model::Plan`].
