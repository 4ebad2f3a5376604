//! What the pages of tasks and of indicators share.

use serde_json::json;

use crate::view::ground::link::Link;
use crate::view::ground::{Item, Portal, address, form};
use crate::view::parts::{Frame, frame};

/// The frame of an item's page.
pub(in crate::view) fn item_frame<'a>(
    portal: &Portal<'a>,
    item: Item<'a>,
    path: &str,
    caption: &str,
    summary: &str,
) -> Frame<'a> {
    let (area, list) = match item {
        Item::Indicator(..) => (address::INDICATORS, "Chỉ tiêu"),
        Item::Task(..) | Item::Clause(..) => (address::TASKS, "Nhiệm vụ"),
    };
    let plan = item.plan();
    let name = portal.title(item.id());
    let stop = if name.ends_with(['.', '…', '?', '!']) { "" } else { "." };
    let description = format!("{name}{stop} {summary}");
    let about = json!({
        "@type": "WebPage",
        "name": form::clip(item.name(), 160),
        "identifier": item.id().as_str(),
        "url": format!("{}{path}", portal.config.base_url),
        "inLanguage": "vi",
        "isPartOf": { "@type": "Legislation", "name": plan.title,
            "url": format!("{}{}", portal.config.base_url, address::plan(&plan.id)) },
        "publisher": { "@type": "Organization", "name": portal.config.publisher.name },
    });
    let anchor = format!("{area}#{}", plan.id);
    let frame = Frame::new(portal, path, area, caption, description)
        .cited(citation(portal, item, caption, path))
        .titled(portal.title(item.id()))
        .below(Link::new(area, list))
        .below(Link::new(anchor, plan.short_title.as_str()))
        .described(portal, Some(about));
    match item {
        Item::Indicator(..) => frame.embedded(portal, path, item.name()),
        Item::Task(..) | Item::Clause(..) => frame,
    }
}

/// The words to cite an item's page by.
fn citation(portal: &Portal<'_>, item: Item<'_>, caption: &str, path: &str) -> String {
    let plan = item.plan();
    let number = if plan.number.is_empty() {
        format!("{} (bản in không ghi số)", plan.short_title)
    } else {
        format!("{} {}", plan.kind, plan.number)
    };
    format!(
        "{} – {caption}, {number}, {}: “{}”.{} {}{path}",
        portal.config.title,
        form::lines(item.provenance().line_first, item.provenance().line_last, None),
        form::clip(item.name(), 160).trim_end_matches('.'),
        frame::data_note(portal),
        portal.config.base_url,
    )
}
