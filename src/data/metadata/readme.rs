//! What stands beside the tables in the archive: what they are, as of when, under which licence.

use std::fmt::Write as _;

use super::edition_title;
use crate::config::Config;
use crate::data::write::Release;
use crate::vietnamese;

/// The text of `README.md`.
pub(in crate::data) fn readme(config: &Config, release: &Release) -> String {
    let mut text = format!("# {}\n\n{}\n\n", edition_title(config, release), config.description);
    if release.is_illustrative {
        text.push_str(
            "**Số liệu minh họa, đặt ra để giới thiệu cách dùng; không phải số liệu chính thức.**\n\n",
        );
    }
    // Writing to a string cannot fail.
    if let Some(version) = release.about.version {
        let _ = writeln!(
            text,
            "- Phiên bản: {version} (dữ liệu tính đến {})",
            vietnamese::date(version)
        );
    }
    let _ = write!(
        text,
        "- Đơn vị công bố: {}\n- Giấy phép: {} ({})\n- Trang dữ liệu: {}du-lieu/\n\n\
         Tệp CSV dùng UTF-8, dấu phẩy giữa các cột, ngày viết năm-tháng-ngày, dấu chấm thập phân; ô trống là chưa biết,\n\
         nhiều giá trị trong một ô cách nhau bằng dấu chấm phẩy. Ý nghĩa từng cột ở `datapackage.json`.\n\n\
         | tệp | một hàng là | số hàng |\n|---|---|---|\n",
        config.publisher.name, config.licence.name, config.licence.url, config.base_url,
    );
    for set in &release.sets {
        let _ =
            writeln!(text, "| `{}.csv` | {} | {} |", set.dataset.stem, set.dataset.row, set.rows);
    }
    text
}
