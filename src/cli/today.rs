//! Today's date: the only look at the clock, and only where nobody said when a report came in.

use jiff::Timestamp;
use jiff::tz::{TimeZone, offset};

use crate::model::Date;

/// Today in Vietnam, which has one time zone.
#[expect(clippy::disallowed_methods, reason = "ngày nhận báo cáo, khi người dùng không ghi")]
pub(super) fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::fixed(offset(7))).date()
}
