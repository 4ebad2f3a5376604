//! What stands round every page: title, description, menus, breadcrumb, meta data.

use serde::Serialize;
use serde_json::Value;

use crate::vietnamese;
use crate::view::ground::link::Link;
use crate::view::ground::web::{is_web, percent_encoded};
use crate::view::ground::{Portal, address, form};

/// What is the same on every page.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView<'a> {
    /// Name of the site.
    pub title: &'a str,
    /// One sentence about it.
    pub description: &'a str,
    /// Address the site is published under.
    pub base_url: &'a str,
    /// Name of the publisher.
    pub publisher: &'a str,
    /// The publisher's own site.
    pub publisher_url: Option<&'a str>,
    /// Address for corrections.
    pub email: Option<&'a str>,
    /// Telephone of the office.
    pub phone: Option<&'a str>,
    /// Name of the licence.
    pub licence: &'a str,
    /// Address of the licence.
    pub licence_url: Option<&'a str>,
    /// Main menu.
    pub menu: Vec<Link<'a>>,
    /// Menu at the foot.
    pub foot_menu: Vec<Link<'a>>,
    /// The day everything is judged as of, for people; nothing without snapshots.
    pub as_of: Option<String>,
    /// The same for machines.
    pub as_of_date: Option<String>,
    /// Whether any figure shown is made up to show how the site works.
    pub is_illustrative: bool,
    /// What is said before the words of a shared link: of when the figures are, and whether they are made up.
    pub shared_note: String,
    /// Whether charts stand beside the pages as PNG too.
    pub has_pictures: bool,
    /// Folder of the fingerprinted files below the root, with a slash at the end.
    pub assets: &'a str,
}

impl<'a> SiteView<'a> {
    /// Makes it once for all pages; `assets` is the folder of style, script and pictures.
    pub fn new(portal: &Portal<'a>, assets: &'a str) -> Self {
        let config = portal.config;
        let fixed = |entries: &[(&'static str, &'static str)]| -> Vec<Link<'a>> {
            entries.iter().map(|&(path, text)| Link::new(path, text)).collect()
        };
        let mut foot_menu = fixed(&[
            (address::REFERENCES, "Căn cứ pháp lý"),
            (address::SECTIONS, "Lĩnh vực"),
            (address::COMPARISON, "Đối chiếu văn bản"),
            (address::REPORTING, "Chế độ báo cáo"),
            (address::QUALITY, "Chất lượng dữ liệu"),
        ]);
        let mut prose: Vec<_> =
            portal.site.pages.iter().filter(|page| page.order.is_some()).collect();
        prose.sort_by_key(|page| (page.order, &page.path));
        foot_menu.extend(
            prose.iter().map(|page| Link::new(address::prose(&page.path), page.title.as_str())),
        );
        let mut menu = fixed(&[
            (address::INDICATORS, "Chỉ tiêu"),
            (address::TASKS, "Nhiệm vụ"),
            (address::AGENCIES, "Cơ quan"),
            (address::PLANS, "Văn bản"),
            (address::DEADLINES, "Thời hạn"),
            (address::DATA, "Dữ liệu mở"),
        ]);
        if portal.as_of().is_some() {
            menu.insert(3, Link::new(address::WARNINGS, "Cảnh báo"));
            menu.insert(4, Link::new(address::PERIODS, "Kỳ báo cáo"));
            if portal.method_page().is_none() {
                foot_menu.push(Link::new(address::METHOD, "Phương pháp"));
            }
        }
        Self {
            title: &config.title,
            description: &config.description,
            base_url: &config.base_url,
            publisher: &config.publisher.name,
            publisher_url: config.publisher.url.as_deref().filter(|url| is_web(url)),
            email: config.publisher.email.as_deref(),
            phone: config.publisher.phone.as_deref(),
            licence: &config.licence.name,
            licence_url: Some(config.licence.url.as_str()).filter(|url| is_web(url)),
            as_of: portal.as_of().map(vietnamese::date),
            as_of_date: portal.as_of().map(|day| day.to_string()),
            is_illustrative: portal.is_illustrative(),
            shared_note: data_note(portal).trim_start().to_owned(),
            has_pictures: config.has_pictures,
            menu,
            foot_menu,
            assets,
        }
    }
}

/// What stands round one page.
#[derive(Clone, Debug, Serialize)]
pub struct Frame<'a> {
    /// Words for the title bar, without the site's name.
    pub title: String,
    /// One sentence for search engines.
    pub description: String,
    /// The page's full address.
    pub url: String,
    /// The entry of the main menu it belongs to.
    pub area: &'static str,
    /// The pages above it, home first.
    pub breadcrumb: Vec<Link<'a>>,
    /// The page's own name, last in the breadcrumb.
    pub here: String,
    /// Whether search engines may list it.
    pub is_indexed: bool,
    /// Where faults of this page are reported.
    pub report: Option<String>,
    /// The picture shown with a link to the page: its full address.
    pub picture: Option<String>,
    /// The same in words.
    pub picture_words: String,
    /// The words to cite the page by.
    pub citation: String,
    /// Tables of open data with the rows the page lists.
    pub tables: Vec<Link<'a>>,
    /// Code to show it in other sites, where there is a card of it.
    pub embed: Option<EmbedCode>,
    /// Meta data of the page as JSON-LD, safe inside a script element.
    pub json_ld: String,
    /// Feeds and calendars about what the page is about.
    pub feeds: &'a [FeedLink],
    /// The rows of the page as files.
    pub parts: &'a [PartLink],
}

/// Rows of a page as a file.
#[derive(Clone, Debug, Serialize)]
pub struct PartLink {
    /// Address below the site's root.
    pub path: String,
    /// What it holds.
    pub label: String,
    /// Number of rows.
    pub rows: usize,
    /// Whether its figures are made up.
    pub is_illustrative: bool,
}

/// A feed or calendar a page tells of.
#[derive(Clone, Debug, Serialize)]
pub struct FeedLink {
    /// Address below the site's root.
    pub path: String,
    /// Media type.
    pub kind: &'static str,
    /// Word for the link.
    pub word: &'static str,
    /// Title.
    pub title: String,
}

impl FeedLink {
    /// A link.
    pub fn new(path: String, kind: &'static str, word: &'static str, title: &str) -> Self {
        Self { path, kind, word, title: title.to_owned() }
    }
}

impl<'a> Frame<'a> {
    /// The frame of the page at `path`, called `here`, in the menu entry `area`.
    pub fn new(
        portal: &Portal<'a>,
        path: &str,
        area: &'static str,
        here: impl Into<String>,
        description: impl Into<String>,
    ) -> Self {
        let (here, description) = (here.into(), description.into());
        let url = format!("{}{path}", portal.config.base_url);
        let mut frame = Self {
            title: here.clone(),
            description,
            report: report_address(portal, &url),
            citation: citation(portal, &here, &url),
            tables: Vec::new(),
            embed: None,
            url,
            area,
            breadcrumb: Vec::new(),
            here,
            is_indexed: true,
            picture: None,
            picture_words: String::new(),
            json_ld: String::new(),
            feeds: &[],
            parts: &[],
        };
        // Pages without a picture of their own show that of the whole site.
        frame = frame.pictured(portal, address::HOME, &portal.config.description);
        if !path.is_empty() {
            frame.breadcrumb.push(Link::new(address::HOME, "Trang chủ"));
        }
        frame
    }

    /// Uses other words in the title bar than in the breadcrumb.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        let title: String = title.into();
        // Words of a sentence get their stop where the title is used.
        let bare = title.strip_suffix('.').filter(|bare| !bare.ends_with('.'));
        self.title = bare.map_or_else(|| title.clone(), str::to_owned);
        self
    }

    /// Names the picture of the page at `path`, and what is to be seen on it.
    #[must_use]
    pub fn pictured(mut self, portal: &Portal<'_>, path: &str, words: &str) -> Self {
        let config = portal.config;
        self.picture = config
            .has_pictures
            .then(|| format!("{}{path}{}.png", config.base_url, address::SHARE_PICTURE));
        self.picture_words = format!("{}: {words}", config.title);
        self
    }

    /// Uses these words to cite the page by.
    #[must_use]
    pub fn cited(mut self, citation: String) -> Self {
        self.citation = citation;
        self
    }

    /// Offers `table`, a file of open data with a row for each item the page lists.
    #[must_use]
    pub fn with_table(mut self, portal: &Portal<'a>, table: &'static str) -> Self {
        let path = address::table(portal.has_illustrative_rows(), table);
        self.tables.push(Link::new(path, table));
        self
    }

    /// Offers a card of the page at `path` to other sites.
    #[must_use]
    pub fn embedded(mut self, portal: &Portal<'a>, path: &str, title: &str) -> Self {
        self.embed = Some(EmbedCode::new(portal, path, title));
        self
    }

    /// Adds a page above this one.
    #[must_use]
    pub fn below(mut self, link: Link<'a>) -> Self {
        self.breadcrumb.push(link);
        self
    }

    /// Keeps the page out of search engines.
    #[must_use]
    pub fn hidden(mut self) -> Self {
        self.is_indexed = false;
        self
    }

    /// Writes the meta data: where the page stands, and `about` if there is more to say.
    #[must_use]
    pub fn described(self, portal: &Portal<'a>, about: Option<Value>) -> Self {
        self.described_all(portal, about)
    }

    /// The same for a page about several things.
    #[must_use]
    pub fn described_all(
        mut self,
        portal: &Portal<'a>,
        about: impl IntoIterator<Item = Value>,
    ) -> Self {
        let base = &portal.config.base_url;
        let above = self.breadcrumb.iter();
        let steps = above
            .map(|link| (link.text.as_ref(), format!("{base}{}", link.path)))
            .chain([(self.here.as_str(), self.url.clone())]);
        let step = |(position, (name, id))| {
            let item = WebPage { kind: "WebPage", id, name };
            ListItem { kind: "ListItem", position, name, item }
        };
        let way = (!self.breadcrumb.is_empty()).then(|| {
            let items = (1..).zip(steps).map(step).collect();
            Node::Way(BreadcrumbList { kind: "BreadcrumbList", items })
        });
        let about = about.into_iter().map(Node::About);
        let graph = way.into_iter().chain(about).collect();
        self.json_ld = script_safe(&Graph { context: "https://schema.org", graph });
        self
    }
}

/// What a page is about, in the words of schema.org.
#[derive(Serialize)]
struct Graph<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<Node<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Node<'a> {
    Way(BreadcrumbList<'a>),
    About(Value),
}

#[derive(Serialize)]
struct BreadcrumbList<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "itemListElement")]
    items: Vec<ListItem<'a>>,
}

#[derive(Serialize)]
struct ListItem<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: &'a str,
    item: WebPage<'a>,
}

#[derive(Serialize)]
struct WebPage<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: String,
    name: &'a str,
}

/// The words to cite the page called `name` by, for pages that say nothing of their own.
fn citation(portal: &Portal<'_>, name: &str, url: &str) -> String {
    let config = portal.config;
    let note = data_note(portal);
    format!("{}: “{name}”, {}.{note} {url}", config.publisher.name, config.title)
}

/// As of when the figures are and whether they are made up, as a sentence after another one: what is copied or shared
/// must say it too. Empty as long as there are none.
pub fn data_note(portal: &Portal<'_>) -> String {
    let Some(day) = portal.as_of().map(vietnamese::date) else { return String::new() };
    if portal.is_illustrative() {
        format!(" Số liệu tiến độ tính đến ngày {day} là ví dụ, không phải số liệu chính thức.")
    } else {
        format!(" Số liệu tiến độ tính đến ngày {day}.")
    }
}

/// The address a reader writes to about the page at `url`.
fn report_address(portal: &Portal<'_>, url: &str) -> Option<String> {
    let publisher = &portal.config.publisher;
    match &publisher.email {
        Some(email) => Some(format!(
            "mailto:{}?subject={}&body={}",
            percent_encoded(email, b"@"),
            percent_encoded("Góp ý về trang công khai", b""),
            percent_encoded(&format!("Trang: {url}\n\n"), b""),
        )),
        None => publisher.url.clone().filter(|url| is_web(url)),
    }
}

/// JSON that cannot end the script element it stands in.
///
/// # Panics
///
/// When `value` is no tree of plain values: a map whose keys are no text.
fn script_safe(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).expect("plain values can be JSON");
    if !json.contains(['<', '>', '&']) {
        return json;
    }
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn json_cannot_leave_its_script() {
        let text = script_safe(&json!({ "a": "</script><!--&" }));
        assert_eq!(text, r#"{"a":"\u003c/script\u003e\u003c!--\u0026"}"#);
    }
}

/// The code that puts cards of a page into other sites.
#[derive(Clone, Debug, Serialize)]
pub struct EmbedCode {
    /// Always the newest figures.
    pub live: String,
    /// The figures of the newest snapshot for ever; nothing without snapshots.
    pub frozen: Option<String>,
}

impl EmbedCode {
    /// The code for the page at `path`, called `title`.
    pub fn new(portal: &Portal<'_>, path: &str, title: &str) -> Self {
        let code = |address: String| {
            let title = form::clip(title, 100).replace('&', "&amp;").replace('"', "&quot;");
            format!(
                "<iframe src=\"{}{address}\" title=\"{title}\" width=\"100%\" height=\"320\" loading=\"lazy\"></iframe>",
                portal.config.base_url
            )
        };
        let newest = portal.stages().next_back();
        Self {
            live: code(address::embed(path, None)),
            frozen: newest.map(|(snapshot, _)| code(address::embed(path, Some(&snapshot.id)))),
        }
    }
}
