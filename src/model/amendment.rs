//! Amendments: what was changed in a plan after it was issued. The plan itself stays as printed.

use std::borrow::Cow;

use super::{Date, Deadline, Id, Indicator, Provenance, Responsibility, Site, Target, Task};

/// A change of a task or indicator by a later decision; both sides stay visible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// The task or indicator.
    pub item: Id,
    /// What holds from then on, with what it replaces.
    pub new: AmendedValue,
    /// What held before, as printed or as the amendment before says it.
    pub from: String,
    /// The last day in time before, for deadlines and their parts.
    pub old_end: Option<Date>,
    /// What holds now, in words.
    pub to: String,
    /// In force from that day on.
    pub date: Date,
    /// The decision that made it.
    pub decision: String,
    /// Whether it is made up to show how the site works.
    pub is_illustrative: bool,
    /// Where it is declared.
    pub provenance: Provenance,
}

/// The new value of what was amended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AmendedValue {
    /// The target of its due year.
    Target(Target),
    /// Who leads.
    Lead(Responsibility),
    /// Who helps.
    Coordinating(Responsibility),
    /// When it is due.
    Deadline(Deadline),
    /// When one dated part of it is due, counted from 1: the whole deadline as it holds then.
    Milestone(u32, Deadline),
    /// The words of the item.
    Name(String),
}

impl AmendedValue {
    /// The last day in time of a new deadline, or of the part that is moved.
    pub fn end(&self) -> Option<Date> {
        match self {
            Self::Deadline(deadline) => deadline.end,
            Self::Milestone(number, deadline) => {
                deadline.milestone(*number).map(|milestone| milestone.date)
            }
            Self::Target(_) | Self::Lead(_) | Self::Coordinating(_) | Self::Name(_) => None,
        }
    }
}

impl Amendment {
    /// Whether it moves a goal post: a target, a deadline or a dated part of one.
    pub fn is_goal_post(&self) -> bool {
        let new = &self.new;
        matches!(new, AmendedValue::Target(_)) || self.new_deadline().is_some()
    }

    /// The whole deadline that holds from then on, for changes of it or of a part.
    pub fn new_deadline(&self) -> Option<&Deadline> {
        match &self.new {
            AmendedValue::Deadline(new) | AmendedValue::Milestone(_, new) => Some(new),
            _ => None,
        }
    }

    /// Days the deadline moved: later counts above zero. Nothing without both days.
    pub fn days_moved(&self) -> Option<i32> {
        Some((self.new.end()? - self.old_end?).get_days())
    }
}

impl Site {
    /// The amendments of an item in force on `day`, oldest first.
    fn in_force<'a>(&'a self, item: &'a Id, day: Date) -> impl Iterator<Item = &'a Amendment> {
        self.amendments.iter().filter(move |one| one.item == *item && one.date <= day)
    }

    /// `task` as it holds on `day`.
    pub fn task_on<'a>(&'a self, task: &'a Task, day: Date) -> Cow<'a, Task> {
        let mut amended = Cow::Borrowed(task);
        for amendment in self.in_force(&task.id, day) {
            let task = amended.to_mut();
            match &amendment.new {
                AmendedValue::Lead(new) => task.lead.clone_from(new),
                AmendedValue::Coordinating(new) => task.coordinating.clone_from(new),
                AmendedValue::Deadline(new) | AmendedValue::Milestone(_, new) => {
                    task.deadline.clone_from(new);
                }
                AmendedValue::Name(new) => task.display_name.clone_from(new),
                AmendedValue::Target(_) => {}
            }
        }
        amended
    }

    /// `indicator` as it holds on `day`.
    pub fn indicator_on<'a>(&'a self, indicator: &'a Indicator, day: Date) -> Cow<'a, Indicator> {
        let mut amended = Cow::Borrowed(indicator);
        for amendment in self.in_force(&indicator.id, day) {
            let indicator = amended.to_mut();
            match &amendment.new {
                AmendedValue::Target(new) => {
                    let same = indicator.targets.iter_mut().find(|target| target.due == new.due);
                    if let Some(target) = same {
                        target.clone_from(new);
                    }
                }
                AmendedValue::Lead(new) => indicator.lead.clone_from(new),
                AmendedValue::Name(new) => indicator.display_name.clone_from(new),
                AmendedValue::Coordinating(_)
                | AmendedValue::Deadline(_)
                | AmendedValue::Milestone(..) => {}
            }
        }
        amended
    }
}
