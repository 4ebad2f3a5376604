//! Agencies and the part they have in an item.

use super::{Date, Id, Provenance};

/// An agency, or a collective of agencies a plan speaks of as one.
#[derive(Clone, Debug)]
pub struct Agency {
    /// Stable identifier.
    pub id: Id,
    /// Canonical name.
    pub name: String,
    /// Short name, if people use one.
    pub short_name: Option<String>,
    /// What sort of body it is.
    pub kind: AgencyKind,
    /// Whether it names a set ("Các sở, ngành, địa phương") and so nobody in person.
    pub is_collective: bool,
    /// Of a set the bodies known to be meant, as the registry says; empty where nobody can tell.
    pub members: Vec<Id>,
    /// Other spellings met in documents.
    pub spellings: Vec<String>,
    /// Who took over its work.
    pub successor: Option<Succession>,
    /// Whether it stands in `seeds/agencies.toml`.
    pub is_registered: bool,
    /// Where it is registered, or first met.
    pub provenance: Provenance,
}

/// The agency that took over another's work.
#[derive(Clone, Debug)]
pub struct Succession {
    /// The successor.
    pub to: Id,
    /// Since when, if known.
    pub date: Option<Date>,
    /// The decision that did it, if known.
    pub decision: Option<String>,
    /// Where this knowledge comes from.
    pub source: String,
}

/// What sort of body an agency is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AgencyKind {
    /// A department of the province.
    Department,
    /// A people's committee or its office.
    Committee,
    /// A body of the Party.
    Party,
    /// Police or military.
    Force,
    /// Mass organisation or professional association.
    Association,
    /// Press and broadcasting.
    Press,
    /// Public service unit.
    Unit,
    /// Local branch of a central agency.
    Branch,
    /// Enterprise.
    Enterprise,
    /// A set of agencies named together.
    Collective,
    /// Anything else.
    Other,
}

impl AgencyKind {
    /// Every kind with the word `agencies.toml` and the open data use, and the label people read.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Department, "so", "Sở, ngành cấp tỉnh"),
        (Self::Committee, "ubnd", "Ủy ban nhân dân và văn phòng"),
        (Self::Party, "dang", "Cơ quan Đảng"),
        (Self::Force, "luc-luong", "Công an, quân sự"),
        (Self::Association, "doan-the", "Đoàn thể, hội"),
        (Self::Press, "bao-chi", "Báo chí"),
        (Self::Unit, "don-vi-su-nghiep", "Đơn vị sự nghiệp"),
        (Self::Branch, "nganh-doc", "Cơ quan ngành dọc"),
        (Self::Enterprise, "doanh-nghiep", "Doanh nghiệp"),
        (Self::Collective, "tap-the", "Nhóm cơ quan"),
        (Self::Other, "khac", "Khác"),
    ];

    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|kind| kind.0 == self).map_or("khac", |kind| kind.1)
    }

    /// The label people read.
    pub fn label(self) -> &'static str {
        Self::ALL.iter().find(|kind| kind.0 == self).map_or("Khác", |kind| kind.2)
    }

    /// The kind of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|kind| kind.1 == word).map(|kind| kind.0)
    }
}

/// Who leads or coordinates an item: the printed text and what it means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Responsibility {
    /// As printed, pieces rejoined, markup off.
    pub text: String,
    /// The agencies named, in printed order.
    pub members: Vec<Member>,
    /// A tail that limits all of them ("theo chức năng, nhiệm vụ").
    pub qualifier: Option<String>,
    /// The cell names another document instead of agencies ("Theo Kế hoạch 144/KH-UBND").
    pub is_by_reference: bool,
}

impl Responsibility {
    /// The same with what another cell says of the same part; nobody is named twice.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        if self.text.is_empty() {
            return other;
        }
        if other.text.is_empty() {
            return self;
        }
        self.text = format!("{}; {}", self.text, other.text);
        for member in other.members {
            if self.members.iter().all(|before| before.agency != member.agency) {
                self.members.push(member);
            }
        }
        self.qualifier = self.qualifier.or(other.qualifier);
        self.is_by_reference |= other.is_by_reference;
        self
    }
}

/// One agency of a [`Responsibility`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The agency.
    pub agency: Id,
    /// The spelling printed.
    pub text: String,
    /// What its part is limited to ("phần mềm dùng chung").
    pub scope: Option<String>,
}
