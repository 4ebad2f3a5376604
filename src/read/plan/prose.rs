//! Running text: headings, numbered clauses, who leads and until when, bullets that are tasks.

use crate::read::document::RawText;
use crate::vietnamese::fold;

use super::appendix;
use super::mark::{self, Mark, MarkKind};
use super::numbered_work::is_assigned;
use super::stitch::Part;

/// What a part of the running text is. Indices are into the parts of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Before the first numbered heading.
    Preamble,
    /// A heading, with its mark if it has one.
    Heading { level: u8, mark: Option<String>, title: String },
    /// First words of a numbered item; `number` is `1.1`, or `7.1.a` below a heading `7.1`.
    Numbered { number: String },
    /// Goes on with the item that part `of` begins.
    Continues { of: usize },
    /// A bullet that is no part of a numbered item.
    Bullet,
    /// Says who leads, who helps, until when for items: see [`Assignment`].
    Label(Label, Option<Span>),
    /// A footnote.
    Footnote,
    /// Recipients.
    Recipient,
    /// Signature.
    Signature,
    /// Any other provision.
    Provision,
    /// A table.
    Table,
}

/// What a label says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// Who leads.
    Lead,
    /// Who helps.
    Coordinating,
    /// Until when.
    Deadline,
    /// What is to come out of it.
    Product,
    /// The tasks follow.
    Tasks,
}

/// "(nội dung 4.1-4.3)": the items a label is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) first: String,
    pub(super) last: String,
}

/// A group of labels and the items they are for.
#[derive(Clone, Debug, Default)]
pub(super) struct Assignment {
    /// First parts of the items.
    pub(super) items: Vec<usize>,
    /// Part that says who leads.
    pub(super) lead: Option<usize>,
    /// Part that says who helps.
    pub(super) coordinating: Option<usize>,
    /// Part that says until when.
    pub(super) deadline: Option<usize>,
    /// Part that says what is to come out.
    pub(super) product: Option<usize>,
}

const LABELS: &[(Label, &[&str])] = &[
    (
        Label::Lead,
        &[
            "co quan chu tri",
            "don vi chu tri",
            "co quan, don vi chu tri",
            "chu tri",
            "don vi thuc hien",
            "co quan thuc hien",
        ],
    ),
    (
        Label::Coordinating,
        &[
            "co quan phoi hop",
            "don vi phoi hop",
            "co quan, don vi phoi hop",
            "phoi hop",
            "phoi hop thuc hien",
        ],
    ),
    (
        Label::Deadline,
        &[
            "thoi gian thuc hien",
            "thoi gian hoan thanh",
            "thoi gian",
            "thoi han",
            "thoi han hoan thanh",
            "tien do",
            "tien do thuc hien",
        ],
    ),
    (
        Label::Product,
        &["san pham", "ket qua", "san pham, ket qua", "ket qua, san pham", "san pham du kien"],
    ),
    (
        Label::Tasks,
        &[
            "nhiem vu, giai phap cu the",
            "nhiem vu cu the",
            "nhiem vu, giai phap",
            "nhiem vu",
            "cac nhiem vu cu the",
        ],
    ),
];

/// A label at the beginning of `text`: which one, for which items, and the words after it.
pub(super) fn label(text: &str) -> Option<(Label, Option<Span>, &str)> {
    let words = mark::split(text).map_or(text, |(_, rest)| rest);
    let (head, value) = words.split_once(':')?;
    if head.chars().count() > 80 {
        return None;
    }
    let (head, scope) = match head.split_once('(') {
        Some((head, scope)) => (head, span(scope.trim_end().trim_end_matches(')'))),
        None => (head, None),
    };
    let folded = fold(head.trim());
    let found = LABELS.iter().find(|(_, words)| words.contains(&folded.as_str()))?;
    Some((found.0, scope, value.trim()))
}

/// `nội dung 4.1-4.3` → 4.1 to 4.3.
fn span(scope: &str) -> Option<Span> {
    let numbers = scope.trim_start_matches(|c: char| !c.is_ascii_digit());
    let (first, last) = numbers.split_once(['-', '–']).unwrap_or((numbers, numbers));
    let is_number =
        |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '.');
    let (first, last) = (first.trim(), last.trim());
    (is_number(first) && is_number(last))
        .then(|| Span { first: first.to_owned(), last: last.to_owned() })
}

/// Gives every part its role.
pub(super) fn roles(parts: &[Part]) -> Vec<Role> {
    let mut reader =
        Reader { zone: Zone::Preamble, levels: Vec::new(), item: None, roles: Vec::new() };
    for at in 0..parts.len() {
        let role = match &parts[at] {
            Part::Table(_) => {
                reader.item = None;
                Role::Table
            }
            Part::Text(text) => reader.text(parts, at, &text.raw),
        };
        reader.roles.push(role);
    }
    reader.roles
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Zone {
    Preamble,
    Body,
    Recipients,
    Signature,
}

struct Reader {
    zone: Zone,
    /// Marks of the open headings.
    levels: Vec<Mark>,
    /// The numbered item or bullet whose text may go on.
    item: Option<usize>,
    roles: Vec<Role>,
}

impl Reader {
    fn text(&mut self, parts: &[Part], at: usize, raw: &RawText) -> Role {
        if raw.footnote.is_some() {
            return Role::Footnote;
        }
        let marked = mark::split(&raw.text).filter(|_| raw.bullet.is_none());
        if let Some((mark, _)) = &marked
            && label(&raw.text).is_none()
            && is_assigned(parts, at, mark)
        {
            self.zone = Zone::Body;
            self.item = Some(at);
            return Role::Numbered { number: self.number(mark) };
        }
        if let Some(heading) = self.heading(parts, at, raw, marked.as_ref()) {
            return heading;
        }
        if fold(&raw.text).starts_with("noi nhan") && raw.text.chars().count() < 40 {
            self.zone = Zone::Recipients;
            return Role::Recipient;
        }
        if let Some(role) = self.closing(raw) {
            return role;
        }
        if self.zone == Zone::Preamble {
            return Role::Preamble;
        }
        if let Some((label, span, _)) = label(&raw.text) {
            self.item = None;
            return Role::Label(label, span);
        }
        match marked {
            Some((mark, _)) if is_item(&mark) => {
                self.item = Some(at);
                Role::Numbered { number: self.number(&mark) }
            }
            _ if raw.bullet.is_some() => {
                if matches!(self.item.map(|item| &self.roles[item]), Some(Role::Numbered { .. })) {
                    return Role::Continues { of: self.item.unwrap_or(at) };
                }
                self.item = Some(at);
                Role::Bullet
            }
            // A remark in parentheses closes an item: "(Chi tiết các nhiệm vụ theo Phụ lục II kèm theo)".
            _ if raw.text.starts_with('(')
                && raw.text.ends_with(')')
                && mark::split(&raw.text).is_none() =>
            {
                self.item = None;
                Role::Provision
            }
            _ => self.item.map_or(Role::Provision, |of| Role::Continues { of }),
        }
    }

    /// Below the list of recipients stand the signature and the name, until the next heading.
    fn closing(&mut self, raw: &RawText) -> Option<Role> {
        if !matches!(self.zone, Zone::Recipients | Zone::Signature) {
            return None;
        }
        if self.zone == Zone::Recipients && raw.bullet.is_some() {
            return Some(Role::Recipient);
        }
        self.zone = Zone::Signature;
        Some(Role::Signature)
    }

    fn heading(
        &mut self,
        parts: &[Part],
        at: usize,
        raw: &RawText,
        marked: Option<&(Mark, &str)>,
    ) -> Option<Role> {
        let stopped = raw.text.ends_with(['.', ';', ':']);
        let length = raw.text.chars().count();
        if let Some((mark, title)) = marked {
            let is_short = !stopped && length <= 200;
            let is_heading = match mark.kind {
                MarkKind::Roman | MarkKind::Capital => {
                    raw.heading.is_some() || raw.is_bold || is_short
                }
                MarkKind::Arabic(_) => {
                    (raw.heading.is_some() && !stopped)
                        || (is_short
                            && (raw.is_bold || !is_dotted_item(mark))
                            && !self.is_in_list(mark))
                        || (!stopped && next_is_child(parts, at, mark))
                }
                _ => false,
            };
            if !is_heading {
                return None;
            }
            self.open(mark.clone());
            self.zone = Zone::Body;
            self.item = None;
            let level = u8::try_from(self.levels.len()).unwrap_or(4).min(4) + 1;
            return Some(Role::Heading {
                level,
                mark: Some(mark.text.clone()),
                title: (*title).to_owned(),
            });
        }
        let folded = fold(&raw.text);
        if folded.starts_with("dieu ")
            && length < 400
            && self.zone == Zone::Preamble
            && raw.text.contains('.')
        {
            self.zone = Zone::Body;
            return None;
        }
        let is_upper =
            raw.text.chars().any(char::is_alphabetic) && !raw.text.chars().any(char::is_lowercase);
        let is_appendix = appendix::split(&raw.text).is_some_and(|(number, _)| {
            length < if number.is_empty() || stopped { 60 } else { 250 }
        });
        let is_signature =
            ["tm.", "kt.", "tl.", "tuq.", "q.", "chu tich", "pho ", "giam doc", "bo truong"]
                .iter()
                .any(|start| folded.starts_with(start));
        let is_after_recipients = matches!(self.zone, Zone::Recipients | Zone::Signature);
        let is_title = raw.bullet.is_none()
            && (raw.heading.is_some() || (is_upper && !is_signature && length > 3));
        if !(is_appendix || is_title && !(is_after_recipients && is_signature)) {
            return None;
        }
        self.zone = if is_after_recipients || is_appendix { Zone::Preamble } else { self.zone };
        if is_appendix {
            self.levels.clear();
        }
        self.item = None;
        let level = if self.zone == Zone::Preamble { 2 } else { 3 };
        Some(Role::Heading { level, mark: None, title: raw.text.clone() })
    }

    /// "1. Sở Tài chính" below "2. Yêu cầu" may be a heading; "2. Một câu ngắn" right after an item "1. …" is not.
    fn is_in_list(&self, mark: &Mark) -> bool {
        self.item.is_some_and(|item| match &self.roles[item] {
            Role::Numbered { number } => mark
                .last_number()
                .zip(number.parse::<u32>().ok())
                .is_some_and(|(this, last)| this == last + 1),
            _ => false,
        })
    }

    fn open(&mut self, mark: Mark) {
        if let Some(at) = self.levels.iter().position(|open| open.kind == mark.kind) {
            self.levels.truncate(at);
        } else if let MarkKind::Arabic(parts) = mark.kind {
            self.levels
                .retain(|open| !matches!(open.kind, MarkKind::Arabic(other) if other >= parts));
        } else {
            self.levels.clear();
        }
        self.levels.push(mark);
    }

    /// Letters count below the open Arabic heading: `7.1.a`.
    fn number(&self, mark: &Mark) -> String {
        let above = self.levels.last().filter(|open| matches!(open.kind, MarkKind::Arabic(_)));
        match (mark.kind, above) {
            (MarkKind::Letter, Some(above)) => format!("{}.{}", above.text, mark.text),
            _ => mark.text.clone(),
        }
    }
}

fn is_item(mark: &Mark) -> bool {
    matches!(mark.kind, MarkKind::Arabic(_) | MarkKind::Letter)
}

fn is_dotted_item(mark: &Mark) -> bool {
    // "2.1. Giai đoạn 2023-2025" without a stop is a heading too; only its length tells it from an item.
    matches!(mark.kind, MarkKind::Arabic(parts) if parts > 2)
}

/// Whether the next marked text stands below `mark`: 5.1 after 5.
fn next_is_child(parts: &[Part], at: usize, mark: &Mark) -> bool {
    let prefix = format!("{}.", mark.text);
    let next = parts[at + 1..].iter().find_map(|part| match part {
        Part::Text(text) if text.raw.footnote.is_none() => Some(&text.raw.text),
        _ => None,
    });
    next.and_then(|text| mark::split(text)).is_some_and(|(next, _)| next.text.starts_with(&prefix))
}

/// Groups labels with the items they are for.
///
/// Labels after numbered items are for the items since the labels before; labels right below a heading are for
/// the bullets that follow until the next heading.
pub(super) fn assignments(roles: &[Role]) -> Vec<Assignment> {
    let mut assignments: Vec<Assignment> = Vec::new();
    let mut pending: Vec<usize> = Vec::new();
    // Index of the assignment whose labels or bullets are being read.
    let mut current: Option<usize> = None;
    let mut takes_bullets = false;
    for (at, role) in roles.iter().enumerate() {
        match role {
            Role::Heading { .. } | Role::Table => {
                pending.clear();
                current = None;
                takes_bullets = false;
            }
            Role::Numbered { .. } => {
                if current.is_some() && !takes_bullets {
                    pending.clear();
                }
                current = None;
                takes_bullets = false;
                pending.push(at);
            }
            Role::Bullet if takes_bullets => {
                if let Some(current) = current {
                    assignments[current].items.push(at);
                }
            }
            Role::Label(label, span) => {
                let index = *current.get_or_insert_with(|| {
                    takes_bullets = pending.is_empty();
                    assignments.push(Assignment {
                        items: in_span(&pending, span.as_ref(), roles),
                        ..Assignment::default()
                    });
                    assignments.len() - 1
                });
                let assignment = &mut assignments[index];
                match label {
                    Label::Lead => assignment.lead = Some(at),
                    Label::Coordinating => assignment.coordinating = Some(at),
                    Label::Deadline => assignment.deadline = Some(at),
                    Label::Product => assignment.product = Some(at),
                    Label::Tasks => {}
                }
            }
            _ => {}
        }
    }
    // "Kết quả: …" alone tells what was reached and assigns nothing.
    assignments.retain(|one| one.lead.or(one.coordinating).or(one.deadline).is_some());
    assignments
}

/// The pending items a label is for: those of its span, or all.
fn in_span(pending: &[usize], span: Option<&Span>, roles: &[Role]) -> Vec<usize> {
    let number = |at: usize| match &roles[at] {
        Role::Numbered { number } => number.as_str(),
        _ => "",
    };
    let Some(span) = span else { return pending.to_vec() };
    let first = pending.iter().position(|at| number(*at) == span.first);
    let last = pending.iter().position(|at| number(*at) == span.last);
    match (first, last) {
        (Some(first), Some(last)) if first <= last => pending[first..=last].to_vec(),
        _ => pending.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_say_who_and_until_when() {
        let span = Some(Span { first: "4.1".into(), last: "4.3".into() });
        assert_eq!(
            label("a) Cơ quan chủ trì (nội dung 4.1-4.3): Viettel Bắc Ninh."),
            Some((Label::Lead, span, "Viettel Bắc Ninh."))
        );
        assert_eq!(
            label("1.3. Thời gian thực hiện: Thường xuyên"),
            Some((Label::Deadline, None, "Thường xuyên"))
        );
        assert_eq!(label("Phối hợp: Sở Nội vụ"), Some((Label::Coordinating, None, "Sở Nội vụ")));
        assert_eq!(label("Chủ trì, phối hợp với Sở Tài chính"), None);
        assert_eq!(label("5. Đề nghị các cơ quan: Công an tỉnh"), None);
    }
}
