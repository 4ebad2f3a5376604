//! One thing a plan sets or assigns, with the plan it stands in.

use crate::model::{Clause, Id, Indicator, Plan, Provenance, Task};

/// A task, an indicator or a clause with its plan.
#[derive(Clone, Copy)]
pub enum Item<'a> {
    /// A task.
    Task(&'a Plan, &'a Task),
    /// An indicator.
    Indicator(&'a Plan, &'a Indicator),
    /// A clause of the body; it has no page of its own.
    Clause(&'a Plan, &'a Clause),
}

impl<'a> Item<'a> {
    /// Its identifier.
    pub fn id(&self) -> &'a Id {
        match *self {
            Self::Task(_, task) => &task.id,
            Self::Indicator(_, indicator) => &indicator.id,
            Self::Clause(_, clause) => &clause.id,
        }
    }

    /// The plan it stands in.
    pub fn plan(&self) -> &'a Plan {
        match *self {
            Self::Task(plan, _) | Self::Indicator(plan, _) | Self::Clause(plan, _) => plan,
        }
    }

    /// The words shown.
    pub fn name(&self) -> &'a str {
        match *self {
            Self::Task(_, task) => &task.display_name,
            Self::Indicator(_, indicator) => &indicator.display_name,
            Self::Clause(_, clause) => &clause.text,
        }
    }

    /// Where it was read.
    pub fn provenance(&self) -> &'a Provenance {
        match *self {
            Self::Task(_, task) => &task.provenance,
            Self::Indicator(_, indicator) => &indicator.provenance,
            Self::Clause(_, clause) => &clause.provenance,
        }
    }

    /// What it is called: "Nhiệm vụ", "Chỉ tiêu", "Nội dung".
    pub fn word(&self) -> &'static str {
        match self {
            Self::Task(..) => "Nhiệm vụ",
            Self::Indicator(..) => "Chỉ tiêu",
            Self::Clause(..) => "Đoạn trong văn bản",
        }
    }
}
