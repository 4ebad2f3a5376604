//! Atom (RFC 4287).

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::{Feed, line, tag};
use crate::data::metadata::moment;
use crate::model::Date;
use crate::view::ground::Portal;

/// Writing to memory does not fail.
const IMPOSSIBLE: &str = "writing to memory does not fail";

/// The feed as XML; without entries it is as new as the site.
pub(super) fn write(portal: &Portal<'_>, feed: &Feed<'_>, date: Date) -> Vec<u8> {
    let config = portal.config;
    let base = &config.base_url;
    let mut xml = Xml(Writer::new(Vec::new()));
    xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    let start = BytesStart::new("feed")
        .with_attributes([("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", "vi")]);
    xml.event(Event::Start(start));
    xml.text("id", &tag(portal, &feed.path));
    xml.text("title", &line(&feed.title));
    let updated = feed.entries.first().map_or_else(|| moment(date), |entry| entry.updated.clone());
    xml.text("updated", &updated);
    xml.link("self", "application/atom+xml", &format!("{base}{}.atom", feed.path));
    xml.link("alternate", "text/html", &format!("{base}{}", feed.page));
    xml.event(Event::Start(BytesStart::new("author")));
    xml.text("name", &line(&config.publisher.name));
    xml.event(Event::End(BytesEnd::new("author")));
    xml.text("rights", &line(&config.licence.name));
    for entry in &feed.entries {
        xml.event(Event::Start(BytesStart::new("entry")));
        xml.text("id", &entry.id);
        xml.text("title", &entry.title);
        xml.text("updated", &entry.updated);
        xml.link("alternate", "text/html", &entry.url);
        xml.event(Event::Empty(
            BytesStart::new("category").with_attributes([("term", entry.kind)]),
        ));
        xml.text("content", &entry.text);
        xml.event(Event::End(BytesEnd::new("entry")));
    }
    xml.event(Event::End(BytesEnd::new("feed")));
    let mut bytes = xml.0.into_inner();
    bytes.push(b'\n');
    bytes
}

struct Xml(Writer<Vec<u8>>);

impl Xml {
    fn event(&mut self, event: Event<'_>) {
        self.0.write_event(event).expect(IMPOSSIBLE);
    }

    fn text(&mut self, name: &str, text: &str) {
        self.event(Event::Start(BytesStart::new(name)));
        self.event(Event::Text(BytesText::new(text)));
        self.event(Event::End(BytesEnd::new(name)));
    }

    fn link(&mut self, rel: &str, kind: &str, href: &str) {
        let link =
            BytesStart::new("link").with_attributes([("rel", rel), ("type", kind), ("href", href)]);
        self.event(Event::Empty(link));
    }
}
