//! What can be found: documents with their words, what a result shows, and what they can be filtered by.

use std::collections::BTreeMap;

use crate::model::{Date, Id};

/// Something that can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What it is.
    pub kind: Kind,
    /// Its identifier, unique within its kind.
    pub id: Id,
    /// Its page below the site's root, perhaps with an anchor; no slash in front.
    pub address: String,
    /// Its name, in full.
    pub title: String,
    /// Its other own words, its lead agency among them.
    pub text: String,
    /// Words about it: helping agencies, section, plan, deadline, legal documents.
    pub about: String,
    /// What people call it who want this page and no other; nothing for what is only found by its subject.
    pub names: Vec<String>,
    /// What a result shows beside the title.
    pub card: Card,
    /// What it can be filtered by.
    pub facets: Facets,
}

/// What a [`Document`] is. The variants stand in the order of lists and filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A task.
    Task,
    /// An indicator.
    Indicator,
    /// An agency.
    Agency,
    /// A plan.
    Plan,
    /// A clause of a plan's body.
    Clause,
    /// A legal document.
    Reference,
    /// A prose page, or a part of one below its own heading.
    Page,
    /// An entry of the glossary.
    Term,
}

impl Kind {
    /// Every kind, its word in addresses and files, and the label people read.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Task, "nhiem-vu", "Nhiệm vụ"),
        (Self::Indicator, "chi-tieu", "Chỉ tiêu"),
        (Self::Agency, "co-quan", "Cơ quan"),
        (Self::Plan, "van-ban", "Văn bản"),
        (Self::Clause, "noi-dung", "Đoạn trong văn bản"),
        (Self::Reference, "can-cu", "Căn cứ"),
        (Self::Page, "trang", "Trang"),
        (Self::Term, "thuat-ngu", "Thuật ngữ"),
    ];

    /// The word used in addresses and files.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|kind| kind.0 == self).map_or("", |kind| kind.1)
    }

    /// The label people read.
    pub fn label(self) -> &'static str {
        Self::ALL.iter().find(|kind| kind.0 == self).map_or("", |kind| kind.2)
    }
}

/// What a result shows beside the title; empty where there is nothing to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// Short names of who leads ("Sở KH&CN và Sở Y tế").
    pub lead: String,
    /// The deadline, or the targets, in a few words.
    pub deadline: String,
    /// Short title of the plan.
    pub plan: String,
    /// Mark and title of the section.
    pub section: String,
    /// The newest value and its day.
    pub value: String,
    /// What answers a question about it, in a few sentences.
    pub answer: String,
}

/// What a [`Document`] can be filtered by. The values are explained in [`Collection::values`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// The plan it stands in.
    pub plan: Option<Id>,
    /// Its section.
    pub section: Option<Id>,
    /// Who leads.
    pub leads: Vec<Id>,
    /// Who helps.
    pub coordinating: Vec<Id>,
    /// Its state, as in open data (`overdue`); nothing for what has none.
    pub status: Option<&'static str>,
    /// First day of the period it is due in, if it has one.
    pub start: Option<Date>,
    /// Last day in time.
    pub end: Option<Date>,
    /// Legal documents it comes from or names.
    pub references: Vec<Id>,
}

/// Groups of filters with named values. The variants stand in the order people see them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// What it is.
    Kind,
    /// Its state.
    Status,
    /// Who leads.
    Lead,
    /// Who helps.
    Coordinating,
    /// The plan it stands in.
    Plan,
    /// Its section.
    Section,
    /// Legal documents it comes from.
    Reference,
}

impl Group {
    /// Every group, its word in addresses, the label people read, and all operators of the query language
    /// that mean it, the usual one first.
    pub const ALL: &'static [(Self, &'static str, &'static str, &'static [&'static str])] = &[
        (Self::Kind, "loai", "Loại", &["loại"]),
        (Self::Status, "trang-thai", "Trạng thái", &["trạng thái", "tình trạng"]),
        (Self::Lead, "co-quan", "Chủ trì", &["cơ quan", "chủ trì"]),
        (Self::Coordinating, "phoi-hop", "Phối hợp", &["phối hợp"]),
        (Self::Plan, "ke-hoach", "Văn bản", &["kế hoạch", "văn bản"]),
        (Self::Section, "muc", "Mục", &["mục", "lĩnh vực"]),
        (Self::Reference, "can-cu", "Căn cứ", &["căn cứ"]),
    ];

    /// The word used in addresses.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|group| group.0 == self).map_or("", |group| group.1)
    }

    /// The label people read.
    pub fn label(self) -> &'static str {
        Self::ALL.iter().find(|group| group.0 == self).map_or("", |group| group.2)
    }

    /// The operator people are shown.
    pub fn operator(self) -> &'static str {
        Self::ALL.iter().find(|group| group.0 == self).map_or("", |group| group.3[0])
    }
}

/// A value of a [`Group`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Value {
    /// The value in [`Facets`] and in addresses.
    pub key: String,
    /// The label people read.
    pub label: String,
    /// Other names it is known by.
    pub names: Vec<String>,
}

/// The text of a field.
type FieldOf = fn(&Document) -> &str;

/// The fields of a document and how much a word in them counts.
pub(super) const FIELDS: [(FieldOf, f64); 3] =
    [(|one| &one.title, 3.0), (|one| &one.text, 1.0), (|one| &one.about, 0.5)];

/// Everything that can be found on a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collection {
    /// The documents, by kind, then as they stand in their source.
    pub documents: Vec<Document>,
    /// The values documents have, by group, in the order of lists.
    pub values: BTreeMap<Group, Vec<Value>>,
    /// Whether states and dates are made up to show how the site works.
    pub is_illustrative: bool,
}

impl Document {
    /// The values it has in `group`.
    pub fn values(&self, group: Group) -> Vec<&str> {
        let facets = &self.facets;
        match group {
            Group::Kind => vec![self.kind.as_str()],
            Group::Status => facets.status.into_iter().collect(),
            Group::Lead => facets.leads.iter().map(Id::as_str).collect(),
            Group::Coordinating => facets.coordinating.iter().map(Id::as_str).collect(),
            Group::Plan => facets.plan.iter().map(Id::as_str).collect(),
            Group::Section => facets.section.iter().map(Id::as_str).collect(),
            Group::Reference => facets.references.iter().map(Id::as_str).collect(),
        }
    }
}
