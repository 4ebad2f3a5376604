//! `seeds/agencies.toml` and `seeds/references.toml`.
