//! Forms of a small site, filled in by our own writer; real spreadsheets fill them in `tests/suite/forms.rs`.
