//! `congkhai.toml`: who publishes what, under which address.

/// The settings of a site, checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// Name of the site, shown on every page.
    pub title: String,
    /// One sentence about the site.
    pub description: String,
    /// Address the site is published under, with a slash at the end ("https://example.vn/nq57/").
    pub base_url: String,
    /// Who publishes it.
    pub publisher: Publisher,
    /// Licence of the data made by this program.
    pub licence: Licence,
    /// Name of the theme: a folder below `themes/`, or `mac-dinh` for the built-in one.
    pub theme: String,
}

/// Who publishes a site.
#[derive(Clone, Debug)]
pub struct Publisher {
    /// Name of the body.
    pub name: String,
    /// Its own site.
    pub url: Option<String>,
    /// Address for corrections and remarks; the only personal data the guard lets through.
    pub email: Option<String>,
    /// Telephone of the office.
    pub phone: Option<String>,
}

/// A licence.
#[derive(Clone, Debug)]
pub struct Licence {
    /// Name people know ("CC BY 4.0").
    pub name: String,
    /// Its address.
    pub url: String,
}

impl Config {
    /// The path part of [`Config::base_url`], with a slash at both ends ("/" or "/nq57/").
    pub fn base_path(&self) -> &str {
        let after_scheme = self.base_url.find("://").map_or(0, |at| at + 3);
        self.base_url[after_scheme..]
            .find('/')
            .map_or("/", |at| &self.base_url[after_scheme + at..])
    }
}
