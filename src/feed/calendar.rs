//! iCalendar (RFC 5545): all-day events in UTF-8, CRLF at the end of lines, lines of at most 75 octets.

use super::event::Event;
use super::line;
use crate::model::Date;
use crate::view::ground::Portal;

/// Most octets of a line, without its end.
const WIDTH: usize = 75;

/// The calendar of events already [`written`], named `title`.
pub(super) fn write(portal: &Portal<'_>, title: &str, events: &[&str]) -> Vec<u8> {
    let mark = if portal.is_illustrative() { " (dữ liệu minh họa)" } else { "" };
    let name = escaped(&line(&format!("{title}{mark} – {}", portal.config.title)));
    let mut text = String::new();
    for fixed in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Cong Khai//congkhai//VI",
        "CALSCALE:GREGORIAN",
    ] {
        put(&mut text, fixed);
    }
    put(&mut text, &format!("NAME:{name}"));
    put(&mut text, &format!("X-WR-CALNAME:{name}"));
    text.extend(events.iter().copied());
    put(&mut text, "END:VCALENDAR");
    text.into_bytes()
}

/// The lines of an event, the same in every calendar it stands in.
pub(super) fn written(event: &Event) -> String {
    let mut text = String::new();
    put(&mut text, "BEGIN:VEVENT");
    put(&mut text, &format!("UID:{}", event.uid));
    put(&mut text, &format!("DTSTAMP:{}T000000Z", day(event.changed)));
    put(&mut text, &format!("DTSTART;VALUE=DATE:{}", day(event.day)));
    // The end is the first moment that is no longer part of the event.
    if let Ok(next) = event.day.tomorrow() {
        put(&mut text, &format!("DTEND;VALUE=DATE:{}", day(next)));
    }
    put(&mut text, &format!("SEQUENCE:{}", event.sequence));
    put(&mut text, if event.is_cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
    put(&mut text, &format!("SUMMARY:{}", escaped(&event.summary)));
    put(&mut text, &format!("DESCRIPTION:{}", escaped(&event.description)));
    put(&mut text, &format!("URL:{}", event.url));
    put(&mut text, &format!("CATEGORIES:{}", escaped(event.kind)));
    put(&mut text, "TRANSP:TRANSPARENT");
    put(&mut text, "END:VEVENT");
    text
}

fn day(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// Text as a value.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | ';' | ',') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Adds a line, folded between letters: what goes on starts with a space.
fn put(text: &mut String, line: &str) {
    let (mut rest, mut room) = (line, WIDTH);
    while rest.len() > room {
        let (now, later) = rest.split_at(rest.floor_char_boundary(room));
        text.extend([now, "\r\n "]);
        (rest, room) = (later, WIDTH - 1);
    }
    text.extend([rest, "\r\n"]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_fold_between_letters() {
        let mut text = String::new();
        put(&mut text, &"ướ".repeat(60));
        for line in text.split("\r\n") {
            assert!(line.len() <= WIDTH, "{}", line.len());
        }
        assert_eq!(text.replace("\r\n ", ""), format!("{}\r\n", "ướ".repeat(60)));
    }

    #[test]
    fn values_are_escaped() {
        assert_eq!(escaped("a, b; c\\d"), "a\\, b\\; c\\\\d");
    }
}
