//! What a file that is carried away from its site says about itself.

use crate::config::Config;
use crate::data::About;
use crate::model::Date;

/// What a file with all tables of an edition says about itself.
#[derive(Clone, Debug)]
pub(in crate::data) struct Cover {
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
    /// Its version, the newest day of reports and plans: the clock of files that need one.
    pub(super) version: Option<Date>,
    /// Whether figures are made up to show how the site works.
    pub(super) is_illustrative: bool,
}

impl Cover {
    /// Name of the line that says whether figures are made up.
    pub(super) const FIGURES: &str = "Tính chất";

    /// What an edition says about itself.
    pub(in crate::data) fn new(config: &Config, about: &About, is_illustrative: bool) -> Self {
        Self {
            title: config.title.clone(),
            publisher: config.publisher.name.clone(),
            base_url: config.base_url.clone(),
            licence: (config.licence.name.clone(), config.licence.url.clone()),
            // Without a reporting period the version is the date of a plan.
            as_of: about.version.filter(|_| about.frequency.is_some()),
            version: about.version,
            is_illustrative,
        }
    }

    /// The sentences a reader must see first, with what they are about.
    pub(in crate::data) fn lines(&self) -> Vec<(&'static str, String)> {
        let as_of = self.as_of.map_or_else(
            || "Chưa có kỳ báo cáo nào".to_owned(),
            |date| format!("Số liệu đến ngày {}", crate::vietnamese::date(date)),
        );
        let figures = if self.is_illustrative {
            "SỐ LIỆU MINH HỌA: các bảng có số liệu được đặt ra để giới thiệu cách dùng, không phải số liệu thật; cột “Minh họa” hoặc “Không chính thức” cho biết hàng nào"
        } else {
            "Chỉ có số liệu chính thức"
        };
        let version = self.version.map_or_else(|| "chưa có ngày".to_owned(), |day| day.to_string());
        vec![
            ("Tên", format!("Dữ liệu mở – {}", self.title)),
            (Self::FIGURES, figures.to_owned()),
            ("Ngày chốt", as_of),
            ("Phiên bản", version),
            ("Nơi công bố", self.publisher.clone()),
            ("Địa chỉ", format!("{}du-lieu/", self.base_url)),
            ("Giấy phép", format!("{} – {}", self.licence.0, self.licence.1)),
        ]
    }
}
