//! Sentences made from data: every page's summary and the words for missing things.

use std::collections::BTreeMap;

use crate::model::{Agency, Deadline, Id, Indicator, Plan, Reference, Section, Task, TaskStatus};
use crate::vietnamese::{self, count, in_sentence};
use crate::view::ground::form::{self, clip};
use crate::view::ground::headline::Standing;
use crate::view::ground::status::Status;
use crate::view::ground::{Portal, words};

/// Nobody is named as lead.
pub const NO_LEAD: &str = "Không ghi cơ quan chủ trì";

/// No progress has been published.
pub const NO_PROGRESS: &str = "Chưa có báo cáo tiến độ nào được công bố.";

/// What the missing of reports means.
pub const NO_PROGRESS_MEANING: &str = "Trang này mới có nội dung giao việc trong văn bản. \
    Chưa có báo cáo không có nghĩa là chưa làm, và cũng không có nghĩa là đã làm.";

/// As of when something is known, or that nothing is.
pub fn progress(portal: &Portal<'_>) -> String {
    match portal.as_of() {
        Some(day) if portal.has_reports() => {
            format!("Số liệu tính đến ngày {}.", vietnamese::date(day))
        }
        Some(day) => format!(
            "Tính đến ngày {}; chưa có báo cáo tiến độ nào được công bố.",
            vietnamese::date(day)
        ),
        None => NO_PROGRESS.to_owned(),
    }
}

/// Summary of the start page.
pub fn home(portal: &Portal<'_>) -> String {
    let site = portal.site;
    format!(
        "{} văn bản đặt ra {} chỉ tiêu và giao {} nhiệm vụ. {}",
        count(site.plans.len()),
        count(site.indicators().count()),
        count(site.tasks().count()),
        progress(portal),
    )
}

/// Summary of the list of tasks.
pub fn list_of_tasks(portal: &Portal<'_>) -> String {
    let site = portal.site;
    format!(
        "{} nhiệm vụ trong {} văn bản, xếp theo văn bản và mục như bản in.",
        count(site.tasks().count()),
        count(site.plans.iter().filter(|plan| !plan.tasks.is_empty()).count()),
    )
}

/// Summary of the list of indicators.
pub fn list_of_indicators(portal: &Portal<'_>) -> String {
    let site = portal.site;
    format!(
        "{} chỉ tiêu trong {} văn bản, xếp theo văn bản và mục như bản in.",
        count(site.indicators().count()),
        count(site.plans.iter().filter(|plan| !plan.indicators.is_empty()).count()),
    )
}

/// Letters of a reason that the summary of a task has room for.
const LONGEST_REASON: usize = 240;

/// Summary of a task, as it holds on the day everything is judged as of.
pub fn task<'a>(portal: &Portal<'a>, task: &'a Task) -> String {
    let task = &*portal.task_in_force(task);
    let lead = words::lead_names(portal, &task.lead);
    let lead = if !lead.is_empty() {
        format!("Chủ trì: {lead}")
    } else if task.lead.is_by_reference {
        format!("Chủ trì: {}", in_sentence(&clip(&task.lead.text, 80)))
    } else {
        NO_LEAD.to_owned()
    };
    let helpers = match task.coordinating.members.as_slice() {
        [] => String::new(),
        [only] => format!(". Phối hợp: {}", in_sentence(&clip(&only.text, 60))),
        several => format!(". Phối hợp: {} cơ quan", count(several.len())),
    };
    match portal.task_judgement(&task.id) {
        None => {
            format!("{lead}{helpers}. {}. {NO_PROGRESS}", form::capitalised(&due(&task.deadline)))
        }
        Some(judged) => {
            let last = match judged.last_report_on {
                // The reason says it already.
                Some(_) if judged.status == TaskStatus::StandingReported => String::new(),
                // The reason names the report and its words.
                Some(_) => String::new(),
                None => " Chưa từng có báo cáo.".to_owned(),
            };
            let reason = judged.reason.strip_prefix("Chưa từng có báo cáo, ");
            let reason = match reason {
                Some(reason) => form::capitalised(reason),
                None => clip(&judged.reason, LONGEST_REASON).into_owned(),
            };
            format!("{reason} {lead}{helpers}.{last}")
        }
    }
}

/// Whether the summary of a task has no room for the whole of this reason.
pub fn is_clipped(reason: &str) -> bool {
    reason.chars().count() > LONGEST_REASON
}

fn due(deadline: &Deadline) -> String {
    match deadline.end {
        Some(_) if !deadline.is_standing() => {
            format!("hạn {}", words::deadline_in_short(deadline))
        }
        _ => words::deadline_in_short(deadline),
    }
}

/// Summary of an indicator, as it holds on the day everything is judged as of.
pub fn indicator<'a>(portal: &Portal<'a>, indicator: &'a Indicator) -> String {
    let indicator = &*portal.indicator_in_force(indicator);
    let targets: Vec<String> = indicator
        .targets
        .iter()
        .map(|target| {
            let text = words::target_with_unit(indicator, target);
            format!("{}: {text}", due_in_sentence(&target.due))
        })
        .collect();
    let targets = if targets.is_empty() {
        "Văn bản không ghi mục tiêu".to_owned()
    } else {
        format!("Mục tiêu {}", targets.join("; "))
    };
    let lead = match words::lead_names(portal, &indicator.lead) {
        lead if lead.is_empty() => lead,
        lead => format!(" {lead} chịu trách nhiệm."),
    };
    match portal.indicator_judgement(&indicator.id) {
        None => format!("{targets}.{lead} Chưa có số liệu nào được công bố."),
        Some(judged) => {
            let value = latest_value(portal, indicator);
            let plain = Status::of_indicator(judged, portal.has_reports()).label;
            let state = judged.caveat.as_deref().unwrap_or(&plain);
            format!("{state}. {value}. {targets}.{lead}")
        }
    }
}

/// "Số mới nhất: 0,785, đến 15/06/2026", or that there is none, without a full stop.
pub fn latest_value(portal: &Portal<'_>, indicator: &Indicator) -> String {
    let judged = portal.indicator_judgement(&indicator.id);
    match judged.and_then(|judged| Some((judged.value?, judged.value_date?))) {
        Some((value, day)) => {
            let amount = words::amount(indicator, value);
            format!("Số mới nhất: {amount}, đến {}", vietnamese::date(day))
        }
        None => "Chưa có số liệu".to_owned(),
    }
}

fn due_in_sentence(due: &str) -> String {
    if due.contains(['-', '–']) {
        format!("giai đoạn {}", due.replace('-', "–"))
    } else {
        format!("năm {due}")
    }
}

/// Summary of an agency.
pub fn agency(portal: &Portal<'_>, agency: &Agency) -> String {
    let work = portal.derived.index.agencies.get(&agency.id).cloned().unwrap_or_default();
    let mut parts = Vec::new();
    if !work.leads.is_empty() {
        parts.push(format!("chủ trì {} nhiệm vụ", count(work.leads.len())));
    }
    if !work.coordinates.is_empty() {
        parts.push(format!("phối hợp {} nhiệm vụ", count(work.coordinates.len())));
    }
    if !work.indicators.is_empty() {
        parts.push(format!("chịu trách nhiệm {} chỉ tiêu", count(work.indicators.len())));
    }
    if parts.is_empty() {
        return format!("{} không được giao việc trong các văn bản đang công khai.", agency.name);
    }
    let work = format!("{} {}.", agency.name, parts.join(", "));
    // What is true and worst comes first; how much work there is comes after it.
    let standing = Standing::new(portal, &agency.id).map_or_else(Vec::new, |it| it.sentences());
    let told = standing.into_iter().chain([work, progress(portal)]);
    told.collect::<Vec<_>>().join(" ")
}

/// Summary of a plan in plain sentences: what it is, who is to do it, until when, and what the printed copy lacks.
pub fn plan(portal: &Portal<'_>, plan: &Plan) -> String {
    let name = if plan.number.is_empty() {
        plan.kind.clone()
    } else {
        format!("{} {}", plan.kind, plan.number)
    };
    let issuer =
        if plan.issuer.is_empty() { String::new() } else { format!(" của {}", plan.issuer) };
    let what = format!("{}{issuer}: {}.", form::capitalised(name.trim()), contents(plan));
    let until = match (plan.period_start, plan.period_end) {
        (Some(start), Some(end)) => {
            format!("Thực hiện từ {} đến {}.", vietnamese::date(start), vietnamese::date(end))
        }
        (None, Some(end)) => format!("Thực hiện đến {}.", vietnamese::date(end)),
        _ => String::new(),
    };
    let missing = match (plan.number.is_empty(), plan.date.is_none()) {
        (true, true) => "Bản in không ghi đủ số và ngày ban hành.",
        (true, false) => "Bản in không ghi đủ số.",
        (false, true) => "Bản in không ghi đủ ngày ban hành.",
        (false, false) => "",
    };
    let told = [what, leads(portal, plan), until, missing.to_owned()];
    told.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

/// "58 chỉ tiêu, 162 nhiệm vụ trong 15 mục": what a plan asks for; what it does not is not counted as nought.
fn contents(plan: &Plan) -> String {
    let parts = [(plan.indicators.len(), "chỉ tiêu"), (plan.tasks.len(), "nhiệm vụ")];
    let told = parts.into_iter().filter(|(many, _)| *many > 0);
    let told: Vec<String> = told.map(|(many, word)| format!("{} {word}", count(many))).collect();
    if told.is_empty() {
        return "không đặt chỉ tiêu, không giao nhiệm vụ".to_owned();
    }
    format!("{} trong {} mục", told.join(", "), count(plan.sections.len()))
}

/// "25 cơ quan chủ trì, nhiều nhất là Sở KH&CN (70 nhiệm vụ).": who is to do the work of a plan.
fn leads(portal: &Portal<'_>, plan: &Plan) -> String {
    let mut tasks: BTreeMap<&Id, usize> = BTreeMap::new();
    for member in plan.tasks.iter().flat_map(|task| &task.lead.members) {
        *tasks.entry(&member.agency).or_default() += 1;
    }
    let most = tasks.iter().max_by_key(|(id, number)| (**number, std::cmp::Reverse(**id)));
    let Some((most, number)) = most.and_then(|(id, number)| Some((portal.agency(id)?, number)))
    else {
        return String::new();
    };
    let name = most.short_name.as_deref().unwrap_or(&most.name);
    match tasks.len() {
        1 => format!("{name} chủ trì."),
        several => format!(
            "{} cơ quan, nhóm cơ quan chủ trì, nhiều nhất là {name} ({} nhiệm vụ).",
            count(several),
            count(*number)
        ),
    }
}

/// Summary of a legal document.
pub fn reference(reference: &Reference, indicators: usize, tasks: usize) -> String {
    let label = reference.label();
    match (indicators, tasks) {
        (0, 0) => {
            format!("{label} được dẫn trong văn bản, không gắn với nhiệm vụ hay chỉ tiêu nào.")
        }
        (0, tasks) => format!("{} nhiệm vụ dẫn {label}.", count(tasks)),
        (indicators, 0) => format!("{} chỉ tiêu dẫn {label}.", count(indicators)),
        (indicators, tasks) => {
            format!("{} chỉ tiêu và {} nhiệm vụ dẫn {label}.", count(indicators), count(tasks))
        }
    }
}

/// Summary of a section.
pub fn section(plan: &Plan, section: &Section, indicators: usize, tasks: usize) -> String {
    let place = format!("Mục {} của {}", section.mark, plan.short_title);
    match (indicators, tasks) {
        (0, 0) => format!("{place} không có chỉ tiêu hay nhiệm vụ nào."),
        (0, tasks) => format!("{place} có {} nhiệm vụ.", count(tasks)),
        (indicators, 0) => format!("{place} có {} chỉ tiêu.", count(indicators)),
        (indicators, tasks) => {
            format!("{place} có {} chỉ tiêu và {} nhiệm vụ.", count(indicators), count(tasks))
        }
    }
}
