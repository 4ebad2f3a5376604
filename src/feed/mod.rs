//! Feeds and calendars: what changed, which deadlines passed, what is due, for programs that tell people.
//!
//! `entry` makes the entries, `event` the dates; `atom`, `json_feed` and `calendar` write them. Identifiers are tag
//! URIs made of identifiers of the data, so they outlive addresses and builds; every date is one of the data.

mod atom;
mod calendar;
mod entry;
mod event;
mod json_feed;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::model::{Date, Id};
use crate::view::ground::{Portal, address, form};
use crate::view::parts::frame::FeedLink;

use entry::Entry;
use event::Event;

/// A feed: what it is called and what is in it.
struct Feed<'a> {
    /// Path without its ending, below the site's root.
    path: String,
    /// Title, marked when figures are made up.
    title: String,
    /// The page it is about, below the root.
    page: String,
    /// Newest first.
    entries: Vec<&'a Entry>,
}

/// A calendar.
struct Calendar<'a> {
    /// Path below the site's root.
    path: String,
    /// What it is called.
    title: &'a str,
    /// The page it is about, below the root.
    page: String,
    /// In order of time, as they are written.
    events: Vec<&'a str>,
}

/// Most entries of a feed: readers that saw more keep them, others need the data.
const LIMIT: usize = 200;

/// The day the whole site is as of: that of the figures, else of the newest source. Without one there are no feeds.
pub fn date(portal: &Portal<'_>) -> Option<Date> {
    portal.as_of().or_else(|| portal.site.newest_source())
}

/// Which page is told of which feeds and calendars.
#[derive(Debug, Default)]
pub struct Feeds {
    links: BTreeMap<String, Vec<FeedLink>>,
}

impl Feeds {
    /// Makes them all and hands each file to `put` with its path below the site's root, from several threads; without
    /// any date in the data there are none.
    pub fn new(portal: &Portal<'_>, put: &(dyn Fn(String, Vec<u8>) + Sync)) -> Self {
        let mut all = Self::default();
        let Some(date) = date(portal) else { return all };
        let entries = entry::all(portal);
        let paths =
            |feed: &Feed<'_>| (format!("{}.atom", feed.path), format!("{}.json", feed.path));
        let feeds = feeds(portal, &entries);
        feeds.par_iter().for_each(|feed| {
            let (atom, json) = paths(feed);
            put(atom, atom::write(portal, feed, date));
            put(json, json_feed::write(portal, feed));
        });
        for feed in feeds {
            let (atom, json) = paths(&feed);
            let links = all.links.entry(feed.page).or_default();
            links.push(FeedLink::new(atom, "application/atom+xml", "Atom", &feed.title));
            links.push(FeedLink::new(json, "application/feed+json", "JSON Feed", &feed.title));
        }
        let events = event::all(portal, date);
        let texts: Vec<String> = events.par_iter().map(calendar::written).collect();
        let calendars = calendars(portal, &events, &texts);
        calendars.par_iter().for_each(|Calendar { path, title, events, .. }| {
            put(path.clone(), calendar::write(portal, title, events));
        });
        for Calendar { path, title, page, .. } in calendars {
            let link = FeedLink::new(path, "text/calendar", "Lịch", &format!("Lịch: {title}"));
            all.links.entry(page).or_default().push(link);
        }
        // A period has no feed of its own: nothing comes after it but the next one, and all changes tell of that.
        let home = all.links.get(address::HOME).cloned().unwrap_or_default();
        let periods = portal.stages().map(|(snapshot, _)| address::period(&snapshot.id));
        for page in periods.chain([address::PERIODS.to_owned()]) {
            all.links.entry(page).or_insert_with(|| home.clone());
        }
        all
    }

    /// What the page at that address is told of.
    pub fn of(&self, page: &str) -> &[FeedLink] {
        self.links.get(page).map_or(&[], Vec::as_slice)
    }
}

/// The calendar of all days and that of each agency; the format knows no empty ones. `texts` are the events as they are
/// written.
fn calendars<'a>(
    portal: &'a Portal<'_>,
    events: &'a [Event],
    texts: &'a [String],
) -> Vec<Calendar<'a>> {
    // Gone through once and not once an agency.
    let mut own: BTreeMap<&Id, Vec<&'a str>> = BTreeMap::new();
    for (event, text) in events.iter().zip(texts) {
        for agency in event.agencies.iter().collect::<BTreeSet<_>>() {
            own.entry(agency).or_default().push(text);
        }
    }
    let calendar = |page: String, title, events| Calendar {
        path: format!("{page}lich.ics"),
        title,
        page,
        events,
    };
    let every = texts.iter().map(String::as_str).collect();
    let every = calendar(address::DEADLINES.to_owned(), "Mọi thời hạn", every);
    let agencies = portal.site.agencies.iter().map(|agency| {
        let events = own.remove(&agency.id).unwrap_or_default();
        calendar(address::agency(&agency.id), &agency.name, events)
    });
    [every].into_iter().chain(agencies).filter(|calendar| !calendar.events.is_empty()).collect()
}

fn feeds<'a>(portal: &Portal<'_>, entries: &'a [Entry]) -> Vec<Feed<'a>> {
    let chosen = |belongs: &dyn Fn(&Entry) -> bool| -> Vec<&'a Entry> {
        entries.iter().filter(|entry| belongs(entry)).take(LIMIT).collect()
    };
    // By what they are about, so that entries are gone through once and not once a feed.
    let mut about: BTreeMap<&Id, Vec<&'a Entry>> = BTreeMap::new();
    for entry in entries {
        let own = entry.agencies.iter().chain(&entry.section).chain(&entry.item);
        for id in own {
            let list = about.entry(id).or_default();
            // An agency named twice is told once.
            let is_new = list.last().is_none_or(|last| !std::ptr::eq(*last, entry));
            if is_new && list.len() < LIMIT {
                list.push(entry);
            }
        }
    }
    let title = |words: String| {
        if portal.is_illustrative() { format!("{words} (dữ liệu minh họa)") } else { words }
    };
    let mut feeds = vec![Feed {
        path: "thay-doi".to_owned(),
        title: title(format!("Mọi thay đổi – {}", portal.config.title)),
        page: address::HOME.to_owned(),
        entries: chosen(&|_| true),
    }];
    if portal.as_of().is_some() {
        feeds.push(Feed {
            path: format!("{}qua-han", address::WARNINGS),
            title: title(format!("Nhiệm vụ mới quá hạn – {}", portal.config.title)),
            page: address::WARNINGS.to_owned(),
            entries: chosen(&Entry::is_missed_deadline),
        });
    }
    let mut add = |page: String, name: &str, id: &Id| {
        feeds.push(Feed {
            path: format!("{page}thay-doi"),
            title: title(format!("Thay đổi: {name}")),
            entries: about.get(id).cloned().unwrap_or_default(),
            page,
        });
    };
    for agency in &portal.site.agencies {
        add(address::agency(&agency.id), &agency.name, &agency.id);
    }
    for plan in portal.site.plans.iter() {
        for section in &plan.sections {
            let name = format!("{} {}", section.mark, section.title);
            add(address::section(&section.id), &name, &section.id);
        }
        for indicator in &plan.indicators {
            add(address::indicator(&indicator.id), &indicator.display_name, &indicator.id);
        }
    }
    feeds
}

/// A tag URI (RFC 4151) under the site's host; the year is that in which this scheme began.
fn tag(portal: &Portal<'_>, specific: &str) -> String {
    format!("tag:{},2026:{specific}", host(portal))
}

/// The host the site is published under, without a port.
fn host<'a>(portal: &Portal<'a>) -> &'a str {
    let base = &portal.config.base_url;
    let rest = base.find("://").map_or(base.as_str(), |at| &base[at + 3..]);
    rest.split(['/', ':']).next().unwrap_or_default()
}

/// Words on one line without characters XML and calendars forbid.
fn line(text: &str) -> String {
    let mut line = form::clip(text, usize::MAX).into_owned();
    line.retain(|c| !c.is_control());
    line
}
