//! `amendments.toml`: what later decisions changed in a plan. The plan is read as printed, without it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Lines, Place};
use crate::model::{
    AmendedValue, Amendment, Date, Deadline, Id, Indicator, Plan, Precision, Provenance, Task,
};
use crate::read::toml::read_toml;
use crate::read::value::{read_deadline, read_iso_date, read_target};
use crate::vietnamese::fold_whitespace;

use super::Registries;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default, rename = "amendment")]
    amendments: Vec<Written>,
}

/// How the word for a dated part begins; its number follows, as in the column "Mốc" of the forms.
const MILESTONE: &str = "milestone ";

/// The number of the dated part a field is about.
fn milestone_number(field: &str) -> Option<u32> {
    field.strip_prefix(MILESTONE)?.parse().ok()
}

/// `[[amendment]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    item: Spanned<String>,
    field: Spanned<String>,
    from: Spanned<String>,
    to: Spanned<String>,
    date: Spanned<String>,
    decision: String,
    #[serde(default)]
    illustrative: bool,
}

/// A task or an indicator of the plan.
#[derive(Clone, Copy)]
enum Item<'a> {
    Task(&'a Task),
    Indicator(&'a Indicator),
}

/// What can be amended in an item, by the word for it.
type Fields = Vec<(String, Part)>;

/// One part of an item as it holds before an amendment.
#[derive(Clone)]
struct Part {
    text: String,
    end: Option<Date>,
}

/// What is known while the amendments of a plan are read.
struct Reader<'a> {
    file: &'a Arc<str>,
    lines: Lines<'a>,
    plan: &'a Plan,
    registries: &'a mut Registries,
    diagnostics: &'a mut Diagnostics,
    /// Deadlines as the amendments before leave them, by task.
    deadlines: BTreeMap<&'a Id, Deadline>,
}

/// Reads the amendments of `plan` by the day they hold from; each begins where the one before it ended.
pub fn read_amendments(
    file: &Arc<str>,
    text: &str,
    plan: &Plan,
    registries: &mut Registries,
    diagnostics: &mut Diagnostics,
) -> Vec<Amendment> {
    let Some(written) = read_toml::<File>(file, text, diagnostics) else { return Vec::new() };
    let lines = Lines::new(file, text);
    let mut reader =
        Reader { file, lines, plan, registries, diagnostics, deadlines: BTreeMap::new() };
    let mut dated: Vec<(Date, Written)> = written
        .amendments
        .into_iter()
        .filter_map(|written| Some((reader.date(&written.date)?, written)))
        .collect();
    dated.sort_by_key(|(date, _)| *date);
    let mut in_force: BTreeMap<(Id, String), Part> = BTreeMap::new();
    dated
        .into_iter()
        .filter_map(|(date, written)| reader.amendment(date, &written, &mut in_force))
        .collect()
}

impl<'a> Reader<'a> {
    fn place(&self, value: &Spanned<String>) -> Place {
        self.lines.span(value.span())
    }

    fn date(&mut self, value: &Spanned<String>) -> Option<Date> {
        let place = self.place(value);
        read_iso_date(value.get_ref(), &place, self.diagnostics)
    }

    fn amendment(
        &mut self,
        date: Date,
        written: &Written,
        in_force: &mut BTreeMap<(Id, String), Part>,
    ) -> Option<Amendment> {
        let item = self.item(&written.item)?;
        let fields = item.fields(self.deadlines.get(item.id()));
        let field = fold_whitespace(written.field.get_ref());
        let Some((_, printed)) = fields.iter().find(|(name, _)| *name == field) else {
            self.unknown_field(item, &written.field, &fields);
            return None;
        };
        let key = (item.id().clone(), field.clone());
        let old = in_force.get(&key).unwrap_or(printed).clone();
        let is_same_day = || {
            // A dated part is given by its day alone, however it is written.
            let mut ignored = Diagnostics::default();
            let place = self.place(&written.from);
            milestone_number(&field).is_some()
                && read_deadline(written.from.get_ref(), &place, &mut ignored).end == old.end
        };
        if fold_whitespace(&old.text) != fold_whitespace(written.from.get_ref()) && !is_same_day() {
            self.differs(item, &written.from, &old, in_force.contains_key(&key));
            return None;
        }
        let to = fold_whitespace(written.to.get_ref());
        let place = self.place(&written.to);
        let new = self.value(item, &field, &to, &place)?;
        if !matches!(new, AmendedValue::Milestone(..)) {
            in_force.insert(key, Part { text: to.clone(), end: new.end() });
        }
        let parts = [&written.item, &written.field, &written.from, &written.to, &written.date];
        let lines = parts.map(|part| self.place(part).line_number().unwrap_or(1));
        let amendment = Amendment {
            item: item.id().clone(),
            new,
            from: fold_whitespace(&old.text),
            old_end: old.end,
            to,
            date,
            decision: fold_whitespace(&written.decision),
            is_illustrative: written.illustrative,
            provenance: Provenance {
                file: self.file.clone(),
                line_first: lines.into_iter().min().unwrap_or(1),
                line_last: lines.into_iter().max().unwrap_or(1),
                sheet: None,
            },
        };
        if let Some(deadline) = amendment.new_deadline() {
            self.deadlines.insert(item.id(), deadline.clone());
        }
        Some(amendment)
    }

    /// The item of that id in this plan; a problem with the nearest ids when there is none.
    fn item(&mut self, written: &Spanned<String>) -> Option<Item<'a>> {
        let plan = self.plan;
        let text = written.get_ref().trim();
        if let Some(task) = plan.tasks.iter().find(|task| task.id.as_str() == text) {
            return Some(Item::Task(task));
        }
        if let Some(found) = plan.indicators.iter().find(|one| one.id.as_str() == text) {
            return Some(Item::Indicator(found));
        }
        let tasks = plan.tasks.iter().map(|task| task.id.as_str());
        let indicators = plan.indicators.iter().map(|indicator| indicator.id.as_str());
        let message = format!("kế hoạch `{}` không có chỉ tiêu hay nhiệm vụ mã `{text}`", plan.id);
        self.diagnostics.push(
            Diagnostic::new(Code::AmendmentItem, self.place(written), message)
                .allowed("mã của mục, cũng là phần cuối địa chỉ trang của mục ấy")
                .nearest(text, tasks.chain(indicators)),
        );
        None
    }

    /// The new value; nothing when it is none of the sort, which is reported.
    fn value(
        &mut self,
        item: Item<'_>,
        field: &str,
        to: &str,
        place: &Place,
    ) -> Option<AmendedValue> {
        if let (Some(number), Item::Task(task)) = (milestone_number(field), item) {
            return self.milestone(task, number, to, place);
        }
        let responsibility = |reader: &mut Self| {
            let agencies = &mut reader.registries.agencies;
            agencies.read_list(to, place, item.id(), reader.file, reader.diagnostics)
        };
        Some(match field {
            "lead" => AmendedValue::Lead(responsibility(self)),
            "coordinating" => AmendedValue::Coordinating(responsibility(self)),
            "deadline" => AmendedValue::Deadline(read_deadline(to, place, self.diagnostics)),
            _ => match (field.strip_prefix("target "), item) {
                (Some(due), Item::Indicator(indicator)) => AmendedValue::Target(read_target(
                    to,
                    due,
                    &indicator.unit,
                    place,
                    self.diagnostics,
                )),
                _ => AmendedValue::Name(to.to_owned()),
            },
        })
    }

    /// The deadline with one of its dated parts moved.
    fn milestone(
        &mut self,
        task: &Task,
        number: u32,
        to: &str,
        place: &Place,
    ) -> Option<AmendedValue> {
        let mut problems = Diagnostics::default();
        let read = read_deadline(to, place, &mut problems);
        let (Some(date), true) = (read.end, read.milestones.len() < 2) else {
            let message = format!("mốc {number} phải có một ngày, nhưng ghi “{to}”");
            self.diagnostics.push(
                Diagnostic::new(Code::AmendmentTo, place.clone(), message)
                    .allowed(
                        "ngày (15/12/2026), tháng (Tháng 9/2026), quý (Quý I/2026), năm (Năm 2026)",
                    )
                    .item(&task.id),
            );
            return None;
        };
        self.diagnostics.extend(problems);
        let before = self.deadlines.get(&task.id).unwrap_or(&task.deadline).clone();
        let precision = read.precision.unwrap_or(Precision::Day);
        Some(AmendedValue::Milestone(number, before.with_milestone(number, date, precision)))
    }

    fn unknown_field(&mut self, item: Item<'_>, written: &Spanned<String>, fields: &Fields) {
        let names = fields.iter().map(|(name, _)| name.as_str());
        let list: Vec<String> = names.clone().map(|name| format!("`{name}`")).collect();
        let message = format!("mục `{}` không có phần `{}`", item.id(), written.get_ref());
        self.diagnostics.push(
            Diagnostic::new(Code::AmendmentField, self.place(written), message)
                .allowed(list.join(", "))
                .nearest(written.get_ref(), names)
                .item(item.id()),
        );
    }

    fn differs(&mut self, item: Item<'_>, written: &Spanned<String>, old: &Part, is_amended: bool) {
        let (found, old) = (fold_whitespace(written.get_ref()), fold_whitespace(&old.text));
        let source = if is_amended { "lần sửa trước ghi" } else { "văn bản in" };
        let message = format!("chữ cũ là “{found}”, {source} là “{old}”");
        self.diagnostics.push(
            Diagnostic::new(Code::AmendmentFrom, self.place(written), message)
                .allowed("chữ đang có hiệu lực, chép đúng từng chữ (khoảng trắng không tính)")
                .suggestion(format!("from = {old:?}"))
                .item(item.id()),
        );
    }
}

impl<'a> Item<'a> {
    fn id(self) -> &'a Id {
        match self {
            Self::Task(task) => &task.id,
            Self::Indicator(indicator) => &indicator.id,
        }
    }

    /// What can be amended, with what is printed; dated parts as `deadline` has them, or as printed.
    fn fields(self, deadline: Option<&Deadline>) -> Fields {
        let part = |text: &str| Part { text: text.to_owned(), end: None };
        match self {
            Self::Task(task) => {
                let now = deadline.unwrap_or(&task.deadline);
                let mut fields = vec![
                    ("lead".to_owned(), part(&task.lead.text)),
                    ("coordinating".to_owned(), part(&task.coordinating.text)),
                    (
                        "deadline".to_owned(),
                        Part { text: task.deadline.text.clone(), end: now.end },
                    ),
                    ("name".to_owned(), part(&task.name)),
                ];
                let parts = (1..).zip(&now.milestones).filter(|_| now.milestones.len() > 1);
                fields.extend(parts.map(|(number, part): (u32, _)| {
                    let text = part.precision.words(part.date);
                    (format!("{MILESTONE}{number}"), Part { text, end: Some(part.date) })
                }));
                fields
            }
            Self::Indicator(indicator) => {
                let targets = indicator.targets.iter();
                targets
                    .map(|target| (format!("target {}", target.due), part(&target.text)))
                    .chain([
                        ("lead".to_owned(), part(&indicator.lead.text)),
                        ("name".to_owned(), part(&indicator.name)),
                    ])
                    .collect()
            }
        }
    }
}
