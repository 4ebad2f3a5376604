//! Data quality: what was found in the sources, how each line was used, what was corrected.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::vietnamese;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Plan, Usage};
use crate::view::ground::{Portal, address, form};
use crate::view::ground::link::{Link, period_link};
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;
use crate::view::parts::clarity::ClarityTotals;
use crate::view::parts::correction::CorrectionView;
use crate::view::parts::discipline::{DisciplineView, unreported};
use crate::view::parts::seal::DeclaredView;

/// What is known to be wrong in the sources.
pub struct Route;

impl<'a> Page<'a> for Route {
    const TEMPLATE: &'static str = "quality";
    type View = QualityPage<'a>;

    fn every(_: &Context<'_, 'a>) -> Vec<Self> {
        vec![Self]
    }

    fn address(&self) -> String {
        address::QUALITY.to_owned()
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        QualityPage::new(context.portal)
    }
}

/// The page of data quality.
#[derive(Clone, Debug, Serialize)]
pub struct QualityPage<'a> {
    /// One sentence made from the data.
    pub summary: String,
    /// Findings by plan.
    pub plans: Vec<PlanQuality<'a>>,
    /// Findings that belong to no plan.
    pub others: Vec<SourceFinding>,
    /// "6 rõ" of all tasks; nothing without tasks.
    pub clarity: Option<ClarityTotals>,
    /// Declared corrections of published figures, newest first.
    pub declared: Vec<DeclaredView<'a>>,
    /// Who has not reported; nothing without snapshots.
    pub unreported: Option<UnreportedView<'a>>,
}

/// The agencies without a report in the newest period.
#[derive(Clone, Debug, Serialize)]
pub struct UnreportedView<'a> {
    /// The period.
    pub period: Link<'a>,
    /// The agencies.
    pub agencies: Vec<DisciplineView<'a>>,
}

/// What is known about the source of one plan.
#[derive(Clone, Debug, Serialize)]
pub struct PlanQuality<'a> {
    /// Identifier: the anchor.
    pub id: &'a str,
    /// The plan.
    pub plan: Link<'a>,
    /// Lines by use.
    pub coverage: Vec<CoverageRow>,
    /// Lines in all.
    pub lines: usize,
    /// Findings but oddities of numbering.
    pub findings: Vec<SourceFinding>,
    /// Gaps and repeats in printed numbers.
    pub numbering: Vec<SourceFinding>,
    /// Declared corrections.
    pub corrections: Vec<CorrectionView<'a>>,
}

/// Lines of one use.
#[derive(Clone, Debug, Serialize)]
pub struct CoverageRow {
    /// What they were used for.
    pub label: &'static str,
    /// How many.
    pub lines: usize,
    /// Share in per cent with one decimal.
    pub share: String,
}

/// One finding.
#[derive(Clone, Debug, Serialize)]
pub struct SourceFinding {
    /// Severity for style sheets.
    pub severity: &'static str,
    /// Severity for people.
    pub label: String,
    /// Stable name of the kind.
    pub code: &'static str,
    /// What the kind means.
    pub meaning: &'static str,
    /// What was found.
    pub message: String,
    /// "seeds/plans/x/document.txt:12".
    pub place: String,
    /// Page of what it concerns.
    pub path: Option<String>,
}

impl<'a> QualityPage<'a> {
    /// The page with its frame.
    pub fn new(portal: &Portal<'a>) -> (Frame<'a>, Self) {
        let shown = portal.quality.iter().filter(|finding| finding.severity != Severity::Error);
        let mut by_plan: BTreeMap<Option<usize>, Vec<&'a Diagnostic>> = BTreeMap::new();
        let (mut warnings, mut notes) = (0, 0);
        for finding in shown {
            match finding.severity {
                Severity::Warning => warnings += 1,
                Severity::Note | Severity::Error => notes += 1,
            }
            by_plan.entry(plan_of(portal, finding)).or_default().push(finding);
        }
        let views = |findings: Option<&Vec<&'a Diagnostic>>, numbering: bool| -> Vec<_> {
            let findings = findings.into_iter().flatten();
            findings
                .filter(|finding| is_numbering(finding) == numbering)
                .map(|finding| finding_view(portal, finding))
                .collect()
        };
        let plans = portal.site.plans.iter().enumerate().map(|(place, plan)| {
            let findings = by_plan.get(&Some(place));
            PlanQuality {
                id: plan.id.as_str(),
                plan: Link::plan(plan),
                coverage: coverage(plan),
                lines: plan.document.lines.len(),
                findings: views(findings, false),
                numbering: views(findings, true),
                corrections: CorrectionView::list(&plan.corrections),
            }
        });
        let summary = format!(
            "{} cảnh báo và {} ghi chú về văn bản nguồn. Mọi dòng của văn bản đều được kê khai.",
            vietnamese::count(warnings),
            vietnamese::count(notes),
        );
        let plans = plans.collect();
        let mut others = views(by_plan.get(&None), false);
        others.extend(views(by_plan.get(&None), true));
        let frame =
            Frame::new(portal, address::QUALITY, address::QUALITY, "Chất lượng dữ liệu", &summary);
        let newest = portal.stages().next_back();
        let page = Self {
            summary,
            plans,
            others,
            clarity: ClarityTotals::new(portal),
            declared: DeclaredView::all(portal),
            unreported: newest.map(|(snapshot, stage)| UnreportedView {
                period: period_link(snapshot),
                agencies: unreported(portal, stage),
            }),
        };
        (frame.described(portal, None), page)
    }
}

fn is_numbering(finding: &Diagnostic) -> bool {
    matches!(finding.code, Code::NumberGap | Code::NumberRepeated)
}

/// The plan whose folder the finding stands in.
fn plan_of(portal: &Portal<'_>, finding: &Diagnostic) -> Option<usize> {
    let file = &finding.place.as_ref()?.file;
    let folder = |path: &str| path.rfind('/').map_or(String::new(), |at| path[..at].to_owned());
    let home = folder(file);
    portal.site.plans.iter().position(|plan| folder(&plan.source_file) == home)
}

fn finding_view(portal: &Portal<'_>, finding: &Diagnostic) -> SourceFinding {
    let place = finding.place.as_ref().map_or_else(String::new, |place| {
        place
            .line_number()
            .map_or_else(|| place.file.to_string(), |line| format!("{}:{line}", place.file))
    });
    SourceFinding {
        severity: finding.severity.as_str(),
        label: form::capitalised(finding.severity.label()),
        code: finding.code.as_str(),
        meaning: finding.code.meaning(),
        message: form::quoted(&finding.message),
        place,
        path: finding.item.as_ref().and_then(|id| portal.address_of(id)),
    }
}

fn coverage(plan: &Plan) -> Vec<CoverageRow> {
    let total = plan.document.lines.len();
    let rows = Usage::ALL.iter().map(|&(usage, label)| {
        let lines = plan.document.lines.iter().filter(|line| line.usage == usage).count();
        CoverageRow { label, lines, share: form::share(lines, total) }
    });
    rows.filter(|row| row.lines > 0).collect()
}
