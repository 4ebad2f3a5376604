//! `snapshot.toml` of the period: made when there is none, told who handed in when.

use std::fmt::Write as _;

use crate::model::{Date, Id, Period};

/// The file of a period nobody has reported on yet.
pub(super) fn new_manifest(period: Period) -> String {
    format!(
        "# {}\n\
         # Do `congkhai collect` tạo. Ngày chốt số liệu (as_of) sửa được; khi công bố thì thêm published_on.\n\
         period = \"{period}\"\n\
         as_of = \"{}\"\n",
        period.label(),
        period.last_day()
    )
}

/// `text` with an entry for each agency whose first report this is.
///
/// A later form of the same agency changes nothing here: the first one decides whether it was on time.
pub(super) fn with_received(text: &str, agencies: &[(&Id, String)], on: Date) -> String {
    let mut text = text.trim_end().to_owned() + "\n";
    for (agency, file) in agencies {
        let _ = write!(
            text,
            "\n[[received]]\nagency = \"{agency}\"\non = \"{on}\"\nfile = \"{file}\"\n"
        );
    }
    text
}
