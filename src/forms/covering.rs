//! The covering list: which form goes to whom.

use crate::vietnamese::date;

use super::workbook::Written;

/// Name of the covering list.
pub const COVERING_LIST: &str = "danh-sach.csv";

/// The covering list as CSV; it begins with a byte order mark because people open it with Excel.
pub(super) fn list(written: &Written) -> Vec<u8> {
    let mut rows = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let heading = ["Cơ quan", "Tệp", "Số nhiệm vụ", "Số chỉ tiêu", "Hạn gửi"];
    let mut lines = vec![heading.map(str::to_owned).to_vec()];
    lines.extend(written.forms.iter().map(|form| {
        let counts = [form.tasks.to_string(), form.indicators.to_string()];
        let [tasks, indicators] = counts;
        let due_on = form.due_on.map_or_else(|| "Văn bản không nêu ngày".to_owned(), date);
        vec![form.agency_name.clone(), form.name.clone(), tasks, indicators, due_on]
    }));
    for line in lines {
        // Writing to memory does not fail.
        let _ = rows.write_record(line);
    }
    rows.into_inner().unwrap_or_default()
}
