//! What templates are given: one borrowed struct a template, on three floors.
//!
//! `ground` looks things up and has their addresses and words, `parts` are what several pages show, `pages` are the
//! pages themselves. A floor uses only those below it. Templates only place what they are given: every choice,
//! sum, order and sentence is made here.

pub mod find;
pub mod ground;
pub mod pages;
pub mod parts;
