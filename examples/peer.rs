//! The same small site as another generator makes it: home, lists of 50, one page a task, indicator and agency with
//! its facts and an inline chart.
//!
//! `cargo run --release --example peer -- ours NGUỒN ĐÍCH` builds it; `-- hugo NGUỒN ĐÍCH` writes it down as a site of
//! Hugo, which reads facts that are ready where we read plans. Templates of both are in `benches/peer`.
#![expect(clippy::disallowed_methods, reason = "ghi nguồn cho chương trình khác")]

use std::error::Error;
use std::fs;
use std::path::Path;

use congkhai::config::Config;
use congkhai::diagnostic::{Diagnostic, Diagnostics};
use congkhai::load::load;
use congkhai::model::{Agency, Indicator, Plan, Responsibility, Site, Task};
use congkhai::pipeline::read_sources;
use congkhai::theme::{Templates, Theme, ThemeSources};
use congkhai::tree::OutputTree;
use congkhai::view::ground::address;
use congkhai::write::Staging;
use rayon::prelude::*;
use serde::Serialize;

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Items on a page of a list.
const ON_A_PAGE: usize = 50;

const OURS: [(&str, &str); 4] = [
    ("base.html", include_str!("../benches/peer/ours/base.html")),
    ("home.html", include_str!("../benches/peer/ours/home.html")),
    ("section.html", include_str!("../benches/peer/ours/section.html")),
    ("page.html", include_str!("../benches/peer/ours/page.html")),
];

const HUGO: [(&str, &str); 5] = [
    ("baseof.html", include_str!("../benches/peer/hugo/baseof.html")),
    ("home.html", include_str!("../benches/peer/hugo/home.html")),
    ("section.html", include_str!("../benches/peer/hugo/section.html")),
    ("page.html", include_str!("../benches/peer/hugo/page.html")),
    // The same on all pages, so made once: looking for the sections on each page would cost Hugo four fifths of its time.
    ("_partials/nav.html", include_str!("../benches/peer/hugo/nav.html")),
];

const HUGO_CONFIG: &str = "\ndisableKinds = [\"taxonomy\", \"term\", \"rss\", \"sitemap\", \"404\"]\n\
    [pagination]\npagerSize = 50\ndisableAliases = true\n";

/// A kind of item: where its pages stand, its name, its items.
type Kind<'a> = (&'static str, &'static str, Vec<Item<'a>>);

/// The same on every page of ours.
#[derive(Serialize)]
struct Frame<'a> {
    title: &'a str,
    base_url: &'a str,
    parts: Vec<Part>,
}

#[derive(Serialize)]
struct Part {
    path: &'static str,
    title: &'static str,
    count: usize,
}

/// A task, indicator or agency.
enum Item<'a> {
    Task(&'a Plan, &'a Task),
    Indicator(&'a Plan, &'a Indicator),
    Agency(&'a Agency),
}

/// Its page.
#[derive(Serialize)]
struct ItemPage<'a> {
    path: String,
    title: &'a str,
    description: String,
    facts: Vec<Fact<'a>>,
    bars: Vec<Bar>,
    /// Its place in the list, for Hugo.
    weight: usize,
}

#[derive(Serialize)]
struct Fact<'a> {
    name: &'a str,
    text: &'a str,
    path: Option<String>,
}

#[derive(Serialize)]
struct Bar {
    x: usize,
    y: usize,
    height: usize,
}

/// A page of a list.
#[derive(Serialize)]
struct ListPage<'a> {
    path: String,
    title: &'static str,
    description: &'static str,
    items: Vec<Row<'a>>,
    number: usize,
    count: usize,
    before: Option<String>,
    after: Option<String>,
}

#[derive(Serialize)]
struct Row<'a> {
    path: String,
    title: &'a str,
    description: String,
}

#[derive(Serialize)]
struct HomePage<'a> {
    path: &'a str,
    title: &'a str,
    description: &'a str,
}

impl<'a> Item<'a> {
    fn path(&self) -> String {
        match self {
            Self::Task(_, task) => address::task(&task.id),
            Self::Indicator(_, indicator) => address::indicator(&indicator.id),
            Self::Agency(agency) => address::agency(&agency.id),
        }
    }

    fn title(&self) -> &'a str {
        match self {
            Self::Task(_, task) => &task.display_name,
            Self::Indicator(_, indicator) => &indicator.display_name,
            Self::Agency(agency) => &agency.name,
        }
    }

    fn description(&self) -> String {
        match self {
            Self::Task(plan, task) => {
                format!("{}: {}. {}", plan.short_title, task.lead.text, task.deadline.text)
            }
            Self::Indicator(plan, indicator) => {
                format!("{}: {}", plan.short_title, indicator.unit)
            }
            Self::Agency(agency) => agency.kind.label().to_owned(),
        }
    }

    fn facts(&self) -> Vec<Fact<'a>> {
        let fact = |name, text| Fact { name, text, path: None };
        let members = |name, part: &'a Responsibility| {
            let member = move |one: &'a congkhai::model::Member| Fact {
                name,
                text: &one.text,
                path: Some(address::agency(&one.agency)),
            };
            part.members.iter().map(member)
        };
        let mut facts = match *self {
            Self::Task(plan, task) => [fact("Số", task.number.as_str())]
                .into_iter()
                .chain(members("Chủ trì", &task.lead))
                .chain(members("Phối hợp", &task.coordinating))
                .chain([
                    fact("Thời hạn", &task.deadline.text),
                    fact("Sản phẩm", &task.product),
                    fact("Căn cứ", &task.reference_text),
                    fact("Văn bản", &plan.title),
                    fact("Mục", plan.section(&task.section).map_or("", |section| &section.title)),
                    fact("Mã", task.id.as_str()),
                    fact("Nguyên văn", &task.name),
                ])
                .collect(),
            Self::Indicator(plan, indicator) => {
                let targets = indicator.targets.iter();
                [fact("Số", indicator.number.as_str()), fact("Đơn vị", &indicator.unit)]
                    .into_iter()
                    .chain(targets.map(|target| fact(&target.due, &target.text)))
                    .chain(members("Chủ trì", &indicator.lead))
                    .chain([
                        fact("Căn cứ", &indicator.reference_text),
                        fact("Văn bản", &plan.title),
                        fact("Mã", indicator.id.as_str()),
                        fact("Nguyên văn", &indicator.name),
                    ])
                    .collect()
            }
            Self::Agency(agency) => [fact("Mã", agency.id.as_str())]
                .into_iter()
                .chain(agency.spellings.iter().map(|spelling| fact("Cách viết", spelling)))
                .collect::<Vec<_>>(),
        };
        facts.retain(|fact| !fact.text.is_empty());
        facts
    }

    fn page(&self, weight: usize) -> ItemPage<'a> {
        let facts = self.facts();
        let bar = |(place, fact): (usize, &Fact<'_>)| {
            let height = fact.text.split(' ').count().min(100);
            Bar { x: 40 * place, y: 100 - height, height }
        };
        let bars = facts.iter().enumerate().take(8).map(bar).collect();
        let (path, title, description) = (self.path(), self.title(), self.description());
        ItemPage { path, title, description, facts, bars, weight }
    }
}

fn kinds(site: &Site) -> [Kind<'_>; 3] {
    let plans = || site.plans.iter();
    let tasks = plans().flat_map(|plan| plan.tasks.iter().map(move |task| Item::Task(plan, task)));
    let indicators = plans().flat_map(|plan| {
        plan.indicators.iter().map(move |indicator| Item::Indicator(plan, indicator))
    });
    let agencies = site.agencies.iter().map(Item::Agency);
    [
        (address::AGENCIES, "Cơ quan", agencies.collect()),
        (address::INDICATORS, "Chỉ tiêu", indicators.collect()),
        (address::TASKS, "Nhiệm vụ", tasks.collect()),
    ]
}

fn list<'a>((folder, title, items): &Kind<'a>, number: usize) -> ListPage<'a> {
    let count = items.len().div_ceil(ON_A_PAGE).max(1);
    let path = |number: usize| match number {
        0 => (*folder).to_owned(),
        _ => format!("{folder}page/{}/", number + 1),
    };
    let rows = items.iter().skip(number * ON_A_PAGE).take(ON_A_PAGE);
    let row = |item: &Item<'a>| Row {
        path: item.path(),
        title: item.title(),
        description: item.description(),
    };
    ListPage {
        path: path(number),
        title,
        description: "",
        items: rows.map(row).collect(),
        number: number + 1,
        count,
        before: number.checked_sub(1).map(path),
        after: (number + 1 < count).then(|| path(number + 1)),
    }
}

/// Builds it with our engine.
fn ours(root: &Path, goal: &Path, config: &Config, site: &Site) -> Result<(), Box<dyn Error>> {
    let kinds = kinds(site);
    let parts = kinds.iter().map(|(path, title, items)| Part { path, title, count: items.len() });
    let (title, base_url) = (config.title.as_str(), config.base_url.as_str());
    let frame = Frame { title, base_url, parts: parts.collect() };
    let files = OURS.map(|(name, text)| (format!("templates/{name}"), text.as_bytes().to_vec()));
    let sources = ThemeSources::with_files("doi-chung", files);
    let wrong = |problems: Vec<Diagnostic>| format!("{problems:?}");
    let theme = Theme::new(&sources, Templates::load(&sources).map_err(wrong)?, &frame);
    let staging = Staging::open(root, goal)?;
    let press = Press { theme, tree: OutputTree::new(&staging) };
    press.put("home.html", "", &HomePage { path: "", title, description: "" }).map_err(wrong)?;
    for kind in &kinds {
        let lists = (0..kind.2.len().div_ceil(ON_A_PAGE).max(1)).into_par_iter();
        let one = |number| {
            let page = list(kind, number);
            press.put("section.html", &page.path, &page)
        };
        lists.try_for_each(one).map_err(wrong)?;
        let items = kind.2.par_iter().enumerate();
        let one = |(number, item): (usize, &Item<'_>)| {
            let page = item.page(number + 1);
            press.put("page.html", &page.path, &page)
        };
        items.try_for_each(one).map_err(wrong)?;
    }
    staging.publish()?;
    Ok(())
}

/// Renders pages and hands them on.
struct Press<'s> {
    theme: Theme<'s>,
    tree: OutputTree<'s>,
}

impl Press<'_> {
    fn put(
        &self,
        template: &str,
        path: &str,
        page: &impl Serialize,
    ) -> Result<(), Vec<Diagnostic>> {
        let bytes = self.theme.render(template, &address::root_from(path), &(), page)?;
        self.tree.insert(address::file_of(path), bytes, &mut Diagnostics::default());
        Ok(())
    }
}

/// Writes it down for Hugo.
fn hugo(goal: &Path, config: &Config, site: &Site) -> Result<(), Box<dyn Error>> {
    for (name, text) in HUGO {
        let path = goal.join("layouts").join(name);
        fs::create_dir_all(path.parent().unwrap_or(goal))?;
        fs::write(path, text)?;
    }
    let head = format!("baseURL = {:?}\ntitle = {:?}", config.base_url, config.title);
    fs::write(goal.join("hugo.toml"), head + HUGO_CONFIG)?;
    let home = format!("---\ntitle: {:?}\n---\n", config.title);
    fs::create_dir_all(goal.join("content"))?;
    fs::write(goal.join("content/_index.md"), home)?;
    for (folder, title, items) in kinds(site) {
        let content = goal.join("content").join(folder);
        fs::create_dir_all(&content)?;
        fs::write(content.join("_index.md"), format!("---\ntitle: {title:?}\n---\n"))?;
        for (number, item) in items.iter().enumerate() {
            let mut page = serde_json::to_value(item.page(number + 1))?;
            // Hugo keeps this name for itself and makes the address from the file's name.
            page.as_object_mut().map(|page| page.remove("path"));
            let path = item.path();
            let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            fs::write(content.join(format!("{name}.md")), page.to_string())?;
        }
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, root, goal] = arguments.as_slice() else {
        return Err("cần: ours hoặc hugo, thư mục nguồn, nơi ghi".into());
    };
    let (root, goal) = (Path::new(root), Path::new(goal));
    let (config, site) = read_sources(&load(root)?).map_err(|_| "nguồn có lỗi")?;
    match kind.as_str() {
        "ours" => ours(root, goal, &config, &site),
        _ => hugo(goal, &config, &site),
    }
}
