//! What a file that is carried away from its site says about itself.

use super::table::Source;
use crate::config::Config;
use crate::model::Date;

/// Stands in where nothing in the sources has a date.
const UNDATED: Date = Date::constant(2000, 1, 1);

/// What a file with all tables of an edition says about itself.
#[derive(Clone, Debug)]
pub(super) struct About {
    /// Name of the site.
    pub(super) title: String,
    /// Who publishes it.
    pub(super) publisher: String,
    /// Its address, with a slash at the end.
    pub(super) base_url: String,
    /// Name and address of the licence.
    pub(super) licence: (String, String),
    /// The day everything is judged as of; nothing without reports.
    pub(super) as_of: Option<Date>,
    /// The newest day of reports and plans: the clock of files that need one.
    pub(super) newest: Date,
    /// Whether figures are made up to show how the site works.
    pub(super) is_illustrative: bool,
}

impl About {
    /// What an edition made of `source` is.
    pub(super) fn new(config: &Config, source: Source<'_>, is_illustrative: bool) -> Self {
        let as_of = source.derived.progress.as_ref().map(|progress| progress.as_of);
        let plans = source.site.plans.iter().filter_map(|plan| plan.date.or(plan.period_start));
        Self {
            title: config.title.clone(),
            publisher: config.publisher.name.clone(),
            base_url: config.base_url.clone(),
            licence: (config.licence.name.clone(), config.licence.url.clone()),
            as_of,
            newest: as_of.or_else(|| plans.max()).unwrap_or(UNDATED),
            is_illustrative,
        }
    }

    /// The sentences a reader must see first, with what they are about.
    pub(super) fn lines(&self) -> Vec<(&'static str, String)> {
        let as_of = self.as_of.map_or_else(
            || "Chưa có kỳ báo cáo nào".to_owned(),
            |date| format!("Số liệu đến ngày {}", crate::vietnamese::date(date)),
        );
        let figures = if self.is_illustrative {
            "SỐ LIỆU MINH HỌA: các bảng có số liệu được đặt ra để giới thiệu cách dùng, không phải số liệu thật; cột «Minh họa» hoặc «Không chính thức» cho biết hàng nào"
        } else {
            "Chỉ có số liệu chính thức"
        };
        vec![
            ("Tên", format!("Dữ liệu mở – {}", self.title)),
            ("Tính chất", figures.to_owned()),
            ("Ngày chốt", as_of),
            ("Nơi công bố", self.publisher.clone()),
            ("Địa chỉ", format!("{}du-lieu/", self.base_url)),
            ("Giấy phép", format!("{} – {}", self.licence.0, self.licence.1)),
        ]
    }
}
