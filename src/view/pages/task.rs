//! The page of a task.

use std::borrow::Cow;

use serde::Serialize;

use crate::model::{Plan, Task};
use crate::view::ground::{Item, Portal, address, sentence, words};
use crate::view::ground::link::{Link, section_link};
use crate::view::ground::name::{caption, heading};
use crate::view::ground::status::Status;
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;
use crate::view::parts::amendment::AmendmentView;
use crate::view::parts::fact::{CitationView, DeadlineView, ExtraView, NoteView, RelatedView, ResponsibilityView, SubjectView};
use crate::view::parts::item::item_frame;
use crate::view::parts::progress::task::TaskProgress;
use crate::view::parts::source::SourceView;

/// A task.
pub struct Route<'a>(&'a Plan, &'a Task);

impl<'a> Page<'a> for Route<'a> {
    const TEMPLATE: &'static str = "task";
    type View = TaskPage<'a>;

    fn every(context: &Context<'_, 'a>) -> Vec<Self> {
        let plans = context.portal.site.plans.iter();
        plans.flat_map(|plan| plan.tasks.iter().map(move |one| Route(plan, one))).collect()
    }

    fn address(&self) -> String {
        address::task(&self.1.id)
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        TaskPage::new(context.portal, self.0, self.1)
    }
}

/// Everything the page of a task shows.
#[derive(Clone, Debug, Serialize)]
pub struct TaskPage<'a> {
    /// Identifier.
    pub id: &'a str,
    /// Kind and number above the heading ("Nhiệm vụ 22").
    pub caption: String,
    /// Heading.
    pub heading: Cow<'a, str>,
    /// One sentence made from the data.
    pub summary: String,
    /// The same, for beside the mark of the state.
    pub answer: String,
    /// State.
    pub status: Status,
    /// The full text, where the heading does not hold it.
    pub paragraphs: Vec<&'a str>,
    /// The printed text, where a correction changed it.
    pub printed: Vec<&'a str>,
    /// Who leads.
    pub lead: ResponsibilityView<'a>,
    /// Who helps.
    pub coordinating: ResponsibilityView<'a>,
    /// When it is due.
    pub deadline: DeadlineView<'a>,
    /// What is to come out of it.
    pub product: &'a str,
    /// Where it comes from, as printed.
    pub reference_text: &'a str,
    /// Legal documents named there.
    pub references: Vec<CitationView<'a>>,
    /// Legal documents named in its words.
    pub mentions: Vec<CitationView<'a>>,
    /// What is known of its progress; nothing without snapshots.
    pub progress: Option<TaskProgress<'a>>,
    /// What decisions changed since, oldest first.
    pub amendments: Vec<AmendmentView<'a>>,
    /// Section it stands in.
    pub section: Option<Link<'a>>,
    /// Columns nobody foresaw.
    pub extra: Vec<ExtraView<'a>>,
    /// Footnotes called from it.
    pub notes: Vec<NoteView<'a>>,
    /// Where it was read.
    pub source: SourceView<'a>,
    /// The words it was read from, one line a paragraph.
    pub quote: Vec<&'a str>,
    /// What says nearly the same.
    pub related: Vec<RelatedView<'a>>,
    /// How many more there are.
    pub related_more: usize,
    /// What is about the same subject.
    pub subject: Vec<SubjectView<'a>>,
    /// Whether a row with made-up figures stands beside the official one.
    pub has_made_up_data: bool,
    /// Address of the page and of its data files.
    pub path: String,
}

impl<'a> TaskPage<'a> {
    /// The page of `task` with its frame.
    pub fn new(portal: &Portal<'a>, plan: &'a Plan, task: &'a Task) -> (Frame<'a>, Self) {
        let item = Item::Task(plan, task);
        let path = address::task(&task.id);
        let heading = heading(&task.display_name);
        let caption = caption(item);
        let summary = sentence::task(portal, task);
        let paragraphs = words::paragraphs(&task.display_name);
        let is_whole = paragraphs.len() < 2 && !heading.ends_with('…');
        let is_corrected = task.name != task.display_name;
        let (related, related_more) = RelatedView::list(portal, &task.id);
        let page = Self {
            id: task.id.as_str(),
            status: Status::of(portal, &task.id),
            paragraphs: if is_whole { Vec::new() } else { paragraphs },
            printed: if is_corrected { words::paragraphs(&task.name) } else { Vec::new() },
            lead: ResponsibilityView::new(
                portal,
                portal.lead_in_force(&task.id, &task.lead),
                &task.lead,
            ),
            coordinating: ResponsibilityView::new(
                portal,
                portal.coordinating_in_force(task),
                &task.coordinating,
            ),
            deadline: DeadlineView::new(portal.deadline_in_force(task), &task.deadline),
            product: &task.product,
            reference_text: &task.reference_text,
            references: CitationView::list(portal, &task.references),
            mentions: CitationView::list(portal, &task.mentions),
            progress: TaskProgress::new(portal, task),
            amendments: AmendmentView::of_item(portal, &task.id),
            section: section_link(plan, &task.section),
            extra: ExtraView::list(&task.extra),
            notes: NoteView::list(&plan.document, &task.footnotes),
            source: SourceView::new(portal, item),
            quote: words::paragraphs(&task.name),
            related,
            related_more,
            subject: SubjectView::list(portal, &task.id),
            has_made_up_data: portal.has_illustrative_rows(),
            path: path.clone(),
            caption,
            heading,
            answer: summary.clone(),
            summary,
        };
        let frame = item_frame(portal, item, &path, &page.caption, &page.summary);
        (frame, page)
    }
}
