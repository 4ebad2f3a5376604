//! Entries and dates of a small site.
