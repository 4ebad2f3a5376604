//! Filled forms → what is accepted, refused and missing, and the files that keep what is accepted.
//!
//! Nothing accepted before is lost: new rows stand in place of old ones about the same item, and everything
//! else in an agency's file stays. A row that would contradict another agency's is refused on both sides.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::model::{Date, Id, Period, Site};
use crate::read::document::RawDocument;
use crate::read::snapshot::{Known, SnapshotFolder, read_csv};
use crate::vietnamese::date as shown;

use super::accepted::Row;
use super::assignment::{Assignment, asked, assignments};
use super::handed::{Against, Handed};
use super::received::{new_manifest, with_received};
use super::table::{Replaced, Table};

/// What forms are collected into.
#[derive(Clone, Debug)]
pub struct Collecting<'a> {
    /// The plans and agencies.
    pub site: &'a Site,
    /// The period.
    pub period: Period,
    /// The day the forms came in.
    pub received_on: Date,
    /// Whether the period is published and takes in reports that come late.
    pub is_late: bool,
    /// Addresses and numbers the guard against personal data lets through.
    pub contacts: &'a [String],
    /// The period's folder as it stands.
    pub folder: SnapshotFolder<'a>,
}

/// What came of the forms.
#[derive(Debug, Default)]
pub struct Collected {
    /// Agencies that handed in a form, in the order of their names.
    pub agencies: Vec<AgencyOutcome>,
    /// Files that are refused as a whole and belong to nobody.
    pub refused_files: Vec<Arc<str>>,
    /// Agencies that have handed in nothing, now or before.
    pub silent: Vec<String>,
    /// Problems by place.
    pub diagnostics: Vec<Diagnostic>,
    /// Path below the root and bytes of what keeps the accepted rows; empty when none is accepted.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// What came of one agency's forms.
#[derive(Clone, Debug)]
pub struct AgencyOutcome {
    /// The agency.
    pub agency: Id,
    /// Its name.
    pub name: String,
    /// The files it handed in.
    pub files: Vec<Arc<str>>,
    /// Rows accepted.
    pub accepted: usize,
    /// Those that stand in place of other words accepted before.
    pub replaced: Vec<Replaced>,
    /// Rows refused.
    pub refused: Vec<Place>,
    /// Items without a row, accepted or refused, now or before.
    pub missing: Vec<Id>,
}

impl Collected {
    /// Whether every file and every row is accepted.
    pub fn is_clean(&self) -> bool {
        self.refused_files.is_empty()
            && self.agencies.iter().all(|agency| agency.refused.is_empty())
            && self.diagnostics.iter().all(|problem| problem.severity != Severity::Error)
    }
}

/// Reads filled forms: path as given and bytes of each.
pub fn collect(input: &Collecting<'_>, files: &[(Arc<str>, Vec<u8>)]) -> Collected {
    let known = Known::new(&input.site.plans, &input.site.agencies).amended(&input.site.amendments);
    let assignments = assignments(input.site, input.period);
    let asked = asked(input.site, input.period);
    let folder = format!("seeds/snapshots/{}/", input.period);
    let made: (Arc<str>, String) =
        (format!("{folder}snapshot.toml").into(), new_manifest(input.period));
    let manifest = match &input.folder.manifest {
        Some((file, text)) => (file, *text),
        None => (&made.0, made.1.as_str()),
    };
    let against =
        Against { input, known: &known, assignments: &assignments, asked: &asked, manifest };
    let mut work = Work {
        against,
        folder,
        tables: BTreeMap::new(),
        replaced: BTreeMap::new(),
        diagnostics: Diagnostics::default(),
    };
    if let Some(received) = work.open() {
        let mut handed: Vec<Handed> =
            files.iter().map(|(file, bytes)| work.against.read(file, bytes)).collect();
        work.refuse_contradictions(&mut handed);
        work.settle(&mut handed);
        return work.outcome(handed, &received);
    }
    Collected { diagnostics: work.diagnostics.sorted(), ..Collected::default() }
}

/// One run.
struct Work<'a> {
    against: Against<'a>,
    /// Path of the period's folder, with a slash at the end.
    folder: String,
    /// The files of the agencies as they are to become, by path.
    tables: BTreeMap<String, Table>,
    /// Rows replaced, by agency.
    replaced: BTreeMap<Id, Vec<Replaced>>,
    diagnostics: Diagnostics,
}

impl Work<'_> {
    /// Agencies whose receipt is noted, with their file; nothing when the period takes no more reports.
    fn open(&mut self) -> Option<BTreeMap<Id, Option<String>>> {
        let mut problems = Diagnostics::default();
        let snapshot = self.against.snapshot(&[], &mut problems);
        let is_sound = !problems.has_errors();
        self.diagnostics.extend(problems);
        let snapshot = snapshot.filter(|_| is_sound)?;
        if let Err(problem) = self.takes(snapshot.published_on) {
            self.diagnostics.push(*problem);
            return None;
        }
        let entries = snapshot.submissions.into_iter();
        Some(entries.map(|entry| (entry.agency, entry.file)).collect())
    }

    /// Whether a period published on that day takes these reports: late ones after it, all others before.
    fn takes(&self, published_on: Option<Date>) -> Result<(), Box<Diagnostic>> {
        let input = self.against.input;
        let place = Place::file(Arc::clone(self.against.manifest.0));
        let refuse =
            |message: String| Diagnostic::new(Code::SnapshotPublished, place.clone(), message);
        let (first, on) = (input.period.first_day(), input.received_on);
        let problem = match (published_on, input.is_late) {
            (Some(date), false) => {
                let message = format!("kỳ này đã công bố ngày {}", shown(date));
                refuse(message).allowed("nhận báo cáo cho kỳ chưa công bố").suggestion(
                    "báo cáo đến sau khi công bố: thêm --late, lệnh ghi luôn đính chính; số đã công bố bị sai: sửa bằng đính chính",
                )
            }
            (Some(date), true) if input.site.ledger.entry(input.period).is_none() => {
                let message =
                    format!("kỳ ghi ngày công bố {} nhưng chưa niêm phong vào sổ cái", shown(date));
                refuse(message).suggestion(format!(
                    "chạy `congkhai publish {}` trước; nếu chưa công bố thì bỏ dòng published_on và --late",
                    input.period
                ))
            }
            (None, true) => {
                refuse("kỳ này chưa công bố nên báo cáo chưa phải là đến muộn".to_owned())
                    .suggestion("bỏ --late")
            }
            (Some(date), true) if on < date => {
                let message =
                    format!("nhận báo cáo ngày {}, trước ngày công bố {}", shown(on), shown(date));
                refuse(message)
                    .allowed("báo cáo đến từ ngày công bố trở đi")
                    .suggestion("ghi đúng ngày nhận bằng --received-on")
            }
            _ if on < first => {
                let message = format!("nhận báo cáo ngày {} khi kỳ chưa bắt đầu", shown(on));
                Diagnostic::new(Code::SnapshotDates, place, message)
                    .allowed(format!("từ ngày {}", shown(first)))
                    .suggestion("ghi đúng ngày nhận bằng --received-on")
            }
            _ => return Ok(()),
        };
        Err(Box::new(problem))
    }

    /// Refuses what two of the forms say differently.
    fn refuse_contradictions(&mut self, handed: &mut [Handed]) {
        // A row that is refused, such as one on another agency's task, contradicts nobody.
        let documents: Vec<RawDocument> =
            handed.iter().filter(|one| one.agency.is_some()).map(Handed::accepted_part).collect();
        let mut problems = Diagnostics::default();
        self.against.snapshot(&documents, &mut problems);
        for problem in problems.iter().filter(|one| one.code == Code::ReportRepeated) {
            self.diagnostics.push(problem.clone());
            for one in handed.iter_mut() {
                problem.item.iter().for_each(|item| one.refuse(item));
            }
        }
    }

    /// Puts the accepted rows into the agencies' files, and refuses those that contradict what stands in the
    /// folder, until nothing does.
    fn settle(&mut self, handed: &mut [Handed]) {
        self.refuse_unreadable(handed);
        let before = self.contradictions(&BTreeMap::new());
        loop {
            self.fill(handed);
            let after = self.contradictions(&self.tables);
            let fresh: Vec<(&Id, &Diagnostic)> = after
                .iter()
                .filter(|(item, _)| !before.contains_key(*item))
                .filter(|(item, _)| has_row(handed, item))
                .collect();
            if fresh.is_empty() {
                return;
            }
            for (item, problem) in fresh {
                for one in handed.iter_mut() {
                    let places: Vec<Place> = one
                        .rows
                        .iter()
                        .filter(|row| row.item == *item)
                        .map(|row| row.place.clone())
                        .collect();
                    for place in places {
                        one.diagnostics.push(Diagnostic { place: Some(place), ..problem.clone() });
                    }
                    one.refuse(item);
                }
            }
        }
    }

    /// Refuses the forms of agencies whose file cannot be read: writing it anew would lose what stands in it.
    fn refuse_unreadable(&mut self, handed: &mut [Handed]) {
        for one in handed {
            let Some(path) = one.agency.as_ref().map(|agency| self.path(agency)) else { continue };
            let existing = self.existing(&path);
            let is_unreadable =
                existing.is_some_and(|document| Table::existing(&document).is_none());
            if is_unreadable {
                let message = "tệp đã có không có cột mã nên không thêm dòng vào được";
                self.diagnostics.push(
                    Diagnostic::new(Code::ReportColumns, Place::file(path), message)
                        .suggestion("sửa dòng tiêu đề, hoặc chuyển tệp này đi nơi khác"),
                );
                let items: Vec<Id> = one.rows.iter().map(|row| row.item.clone()).collect();
                for item in &items {
                    one.refuse(item);
                }
            }
        }
    }

    /// The agencies' files with the rows accepted so far.
    fn fill(&mut self, handed: &[Handed]) {
        self.tables.clear();
        self.replaced.clear();
        let input = self.against.input;
        let agencies: BTreeSet<&Id> = handed.iter().filter_map(|one| one.agency.as_ref()).collect();
        for agency in agencies {
            let own = handed.iter().filter(|one| one.agency.as_ref() == Some(agency));
            let rows: Vec<&Row> = own.flat_map(|one| &one.rows).collect();
            if rows.is_empty() {
                continue;
            }
            let path = self.path(agency);
            let existing = self.existing(&path);
            let mut table = existing.as_ref().and_then(Table::existing).unwrap_or_else(Table::new);
            let replaced = table.put(&rows, input.site, input.period);
            self.replaced.insert(agency.clone(), replaced);
            self.tables.insert(path, table);
        }
    }

    fn path(&self, agency: &Id) -> String {
        format!("{}{agency}.csv", self.folder)
    }

    fn existing(&self, path: &str) -> Option<RawDocument> {
        let texts = &self.against.input.folder.texts;
        let (file, text) = texts.iter().find(|(file, _)| **file == *path)?;
        Some(read_csv(file, text, &mut Diagnostics::default()))
    }

    /// Items that the folder says different things about, with `tables` in place of the files of their names.
    fn contradictions(&self, tables: &BTreeMap<String, Table>) -> BTreeMap<Id, Diagnostic> {
        let mut ignored = Diagnostics::default();
        let mut documents = self.against.input.folder.tables(&mut ignored);
        documents.retain(|document| !tables.contains_key(&*document.file));
        for (path, table) in tables {
            let text = String::from_utf8(table.bytes()).unwrap_or_default();
            documents.push(read_csv(&path.as_str().into(), &text, &mut ignored));
        }
        documents.sort_by(|a, b| a.file.cmp(&b.file));
        let mut problems = Diagnostics::default();
        self.against.snapshot(&documents, &mut problems);
        let is_ours = |one: &Diagnostic| {
            one.place.as_ref().is_some_and(|place| tables.contains_key(&*place.file))
        };
        let errors = problems.iter().filter(|one| {
            one.code == Code::ReportRepeated || (one.severity == Severity::Error && is_ours(one))
        });
        errors.filter_map(|one| Some((one.item.clone()?, one.clone()))).collect()
    }

    fn outcome(
        mut self,
        handed: Vec<Handed>,
        received: &BTreeMap<Id, Option<String>>,
    ) -> Collected {
        let input = self.against.input;
        let mut collected = Collected::default();
        for assignment in self.against.assignments {
            let id = &assignment.agency.id;
            let own: Vec<&Handed> =
                handed.iter().filter(|one| one.agency.as_ref() == Some(id)).collect();
            if own.is_empty() {
                let is_asked = self.against.asked.iter().any(|one| one.agency.id == *id);
                let is_silent = is_asked
                    && !received.contains_key(id)
                    && self.existing(&self.path(id)).is_none();
                collected.silent.extend(is_silent.then(|| assignment.agency.name.clone()));
            } else {
                collected.agencies.push(self.agency(assignment, &own));
            }
        }
        for one in handed {
            if one.agency.is_none() {
                collected.refused_files.push(one.file);
            }
            self.diagnostics.extend(one.diagnostics);
        }
        collected.diagnostics = self.diagnostics.sorted();
        let mut fresh = Vec::new();
        for (path, table) in &self.tables {
            collected.files.insert(path.clone(), table.bytes());
        }
        for one in collected.agencies.iter().filter(|one| one.accepted > 0) {
            if !received.contains_key(&one.agency) {
                fresh.push((&one.agency, format!("{}.csv", one.agency)));
            }
        }
        let (file, text) = self.against.manifest;
        if !collected.files.is_empty() && (!fresh.is_empty() || input.folder.manifest.is_none()) {
            let text = with_received(text, &fresh, input.received_on);
            collected.files.insert(file.to_string(), text.into_bytes());
        }
        collected
    }

    fn agency(&self, assignment: &Assignment<'_>, own: &[&Handed]) -> AgencyOutcome {
        let id = &assignment.agency.id;
        let path = self.path(id);
        let existing = || self.existing(&path).as_ref().and_then(Table::existing);
        let table = self.tables.get(&path).cloned().or_else(existing);
        let known = table.map(|table| table.ids()).unwrap_or_default();
        // A row refused is named as such, and its item is not missing.
        let refused_words: BTreeSet<&str> =
            own.iter().flat_map(|one| one.refused_words()).collect();
        let is_missing =
            |id: &Id| !known.contains(id.as_str()) && !refused_words.contains(id.as_str());
        let asked = self.against.asked.iter().filter(|one| one.agency.id == *id);
        let refused: BTreeSet<Place> = own.iter().flat_map(|one| one.refused.clone()).collect();
        AgencyOutcome {
            agency: id.clone(),
            name: assignment.agency.name.clone(),
            files: own.iter().map(|one| Arc::clone(&one.file)).collect(),
            accepted: own.iter().map(|one| one.rows.len()).sum(),
            replaced: self.replaced.get(id).cloned().unwrap_or_default(),
            refused: refused.into_iter().collect(),
            missing: asked.flat_map(Assignment::ids).filter(|id| is_missing(id)).cloned().collect(),
        }
    }
}

fn has_row(handed: &[Handed], item: &Id) -> bool {
    handed.iter().flat_map(|one| &one.rows).any(|row| row.item == *item)
}
