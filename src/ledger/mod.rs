//! The ledger: seals published snapshots, finds what changed since, checks sites and mirrors.
//!
//! `docs/ledger.md` says exactly what is sealed and how anybody can recompute it. Everything here works on
//! bytes and models in memory; the commands `publish` and `verify` read and write for it.

mod canonical;
mod check;
mod correct;
mod json;
mod locate;
mod publish;
mod seal;
mod verify;

pub use crate::read::ledger::FILE;
pub use canonical::{canonical, canonical_from_csv, content_sha256};
pub use check::{Sources, check, check_chain, corrections};
pub use json::{PATH as JSON_PATH, to_json};
pub use publish::{HEADER, publish};
pub use seal::{FIRST, entry_text, freeze, is_frozen, seal};
pub use verify::{Mirror, NEEDED, Verdict, verify_against, verify_ledger, verify_site};

#[cfg(test)]
mod tests;
