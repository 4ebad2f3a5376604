//! All sources of a site → [`Site`].

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::mem;
use std::sync::Arc;

use rayon::prelude::*;

use crate::checksum::sha256;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, SourceTexts};
use crate::model::{Amendment, Id, Plan, Site, Snapshot};

#[cfg(feature = "pdf")]
use super::document::read_pdf;
use super::document::{
    MAX_CELLS, RawDocument, read_docx, read_filled, read_text, read_xlsx, report_left_out,
    too_many_cells,
};
use super::ledger::{FILE as LEDGER, read_ledger};
use super::page::read_page;
use super::personal_data;
use super::plan::{PlanInput, Registries, read_amendments, read_defaults, read_plan};
use super::registry::{read_agencies, read_references};
use super::snapshot::{Known, ReportTable, SnapshotInput, read_csv, read_snapshot};
use super::version::read_versions;
use super::vocabulary::{self, built_in_vocabulary, read_vocabulary};

/// Settings of the site; here only what holds for plans that do not say when they are reported on.
const SETTINGS: &str = "congkhai.toml";
/// Registry of agencies.
const AGENCIES: &str = "seeds/agencies.toml";
/// Registry of legal documents.
const REFERENCES: &str = "seeds/references.toml";
/// Folder of plans, one folder each.
const PLANS: &str = "seeds/plans/";
/// Folder of snapshots, one folder a period.
const SNAPSHOTS: &str = "seeds/snapshots/";
/// How many plans are read side by side at first. It doubles until a plan names somebody nobody registered, whom later
/// plans then know; after that it begins with one again.
const AT_ONCE: usize = 8;

/// Reads the registries, plans and pages among `texts` and `binaries`, both by path below the root.
///
/// `allowed_contacts` are the addresses and numbers the guard against personal data lets through.
pub fn read_site(
    texts: &SourceTexts,
    binaries: &BTreeMap<Arc<str>, Vec<u8>>,
    allowed_contacts: &[String],
    diagnostics: &mut Diagnostics,
) -> Site {
    let mut problems = Diagnostics::default();
    // What rows of reports say is read beside the plans; what they speak of is known after them.
    let (mut site, reports) = rayon::join(
        || plans(texts, binaries, allowed_contacts, diagnostics),
        || {
            check_contacts(texts, allowed_contacts, &mut problems);
            report_folders(texts, binaries, allowed_contacts, &mut problems)
        },
    );
    diagnostics.extend(problems);
    site.snapshots = snapshots(&site, reports, diagnostics);
    site.versions = read_versions(binaries, diagnostics);
    let pages =
        texts.iter().filter(|(file, _)| file.starts_with("content/") && file.ends_with(".md"));
    site.pages = pages.filter_map(|(file, text)| read_page(file, text, diagnostics)).collect();
    site.vocabulary = match texts.get_key_value(vocabulary::FILE) {
        Some((file, text)) => read_vocabulary(file, text, diagnostics),
        None => built_in_vocabulary(diagnostics),
    };
    site
}

/// The registries, the plans with what decisions changed in them, and the ledger.
fn plans(
    texts: &SourceTexts,
    binaries: &BTreeMap<Arc<str>, Vec<u8>>,
    allowed_contacts: &[String],
    diagnostics: &mut Diagnostics,
) -> Site {
    let mut registries = Registries::default();
    if let Some((file, text)) = texts.get_key_value(AGENCIES) {
        registries.agencies = read_agencies(file, text, diagnostics);
    }
    if let Some((file, text)) = texts.get_key_value(REFERENCES) {
        registries.references = read_references(file, text, diagnostics);
    }
    let folders: Vec<_> = folders(PLANS, texts, binaries).into_iter().collect();
    let read = |(folder, files): &(String, Vec<Arc<str>>), mut registries: Registries| {
        let mut problems = Diagnostics::default();
        let sources = (texts, binaries);
        let plan = plan(folder, files, sources, allowed_contacts, &mut registries, &mut problems);
        (plan, registries, problems)
    };
    let (mut plans, mut amendments) = (Vec::<Plan>::new(), Vec::new());
    let mut rest = &folders[..];
    let mut at_once = AT_ONCE;
    while !rest.is_empty() {
        let before = registries.entries();
        let read: Vec<_> = match &rest[..at_once.min(rest.len())] {
            [only] => vec![read(only, mem::take(&mut registries))],
            several => several.par_iter().map(|one| read(one, registries.clone())).collect(),
        };
        at_once *= 2;
        for (made, known, problems) in read {
            rest = &rest[1..];
            diagnostics.extend(problems);
            if let Some((plan, amended)) = made {
                plans.push(plan);
                amendments.extend(amended);
            }
            let has_new = known.entries() > before;
            registries = known;
            if has_new {
                // The plans behind it are read again: they may use the new names.
                at_once = 1;
                break;
            }
        }
    }
    if let Some((file, text)) = texts.get_key_value(SETTINGS) {
        let duties = read_defaults(file, text, diagnostics);
        for plan in plans.iter_mut().filter(|plan| !plan.regime.is_known()) {
            plan.regime.is_default = !duties.is_empty();
            plan.regime.duties.clone_from(&duties);
        }
    }
    amendments.sort_by_key(|amendment| amendment.date);
    let mut site = Site { plans: plans.into(), amendments, ..Site::default() };
    if let Some((file, text)) = texts.get_key_value(LEDGER) {
        site.ledger = read_ledger(file, text, diagnostics).unwrap_or_default();
    }
    site.agencies = registries.agencies.into_agencies();
    site.references = registries.references.into_references();
    site
}

/// The plan in `folder` and what decisions changed in it.
fn plan(
    folder: &str,
    files: &[Arc<str>],
    (texts, binaries): (&SourceTexts, &BTreeMap<Arc<str>, Vec<u8>>),
    allowed_contacts: &[String],
    registries: &mut Registries,
    diagnostics: &mut Diagnostics,
) -> Option<(Plan, Vec<Amendment>)> {
    let path = format!("{PLANS}{folder}/");
    let id = folder_id(folder, &path, diagnostics)?;
    let Some((manifest_file, manifest)) = texts.get_key_value(format!("{path}plan.toml").as_str())
    else {
        let message = format!("thư mục kế hoạch `{folder}` không có tệp plan.toml");
        diagnostics.push(
            Diagnostic::new(Code::SourceMissing, Place::file(path), message)
                .suggestion("tạo plan.toml với ít nhất một dòng: title = \"Tên kế hoạch\""),
        );
        return None;
    };
    let name = document_name(files, &path, diagnostics)?;
    let (document, document_sha256) = document(name, texts, binaries, diagnostics)?;
    let input =
        PlanInput { id, manifest_file, manifest, document, document_sha256, allowed_contacts };
    let plan = read_plan(input, registries, diagnostics)?;
    let amendments = match texts.get_key_value(format!("{path}amendments.toml").as_str()) {
        Some((file, text)) => read_amendments(file, text, &plan, registries, diagnostics),
        None => Vec::new(),
    };
    Some((plan, amendments))
}

/// The guard against personal data for what officials write themselves; documents pass it when they are read, because
/// `plan.toml` may exclude a column.
fn check_contacts(texts: &SourceTexts, allowed: &[String], diagnostics: &mut Diagnostics) {
    for (file, text) in texts {
        let is_written_by_hand =
            (file.starts_with("seeds/") && file.ends_with(".toml")) || file.starts_with("content/");
        if is_written_by_hand {
            for (number, line) in (1..).zip(text.lines()) {
                let place = |range| Place::span_of_line(file.clone(), number, line, range);
                let text = without_checksums(line);
                personal_data::check(&text, place, allowed, "dòng này", diagnostics);
            }
        }
    }
}

/// Long runs of hexadecimal digits are checksums; some look like telephone numbers.
fn without_checksums(line: &str) -> Cow<'_, str> {
    const SHORTEST: usize = 16;
    let is_digit = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    let longest = line.split(|c| !is_digit(c)).map(str::len).max().unwrap_or(0);
    if longest < SHORTEST {
        return Cow::Borrowed(line);
    }
    let runs = line.split_inclusive(|c| !is_digit(c)).map(|run| {
        let digits = run.trim_end_matches(|c| !is_digit(c)).len();
        if digits < SHORTEST { run.to_owned() } else { "x".repeat(digits) + &run[digits..] }
    });
    Cow::Owned(runs.collect())
}

/// Files of each folder right below `parent`, a path that ends with `/`.
fn folders(
    parent: &str,
    texts: &SourceTexts,
    binaries: &BTreeMap<Arc<str>, Vec<u8>>,
) -> BTreeMap<String, Vec<Arc<str>>> {
    let mut folders: BTreeMap<String, Vec<Arc<str>>> = BTreeMap::new();
    for file in texts.keys().chain(binaries.keys()) {
        if let Some((folder, name)) =
            file.strip_prefix(parent).and_then(|below| below.split_once('/'))
        {
            let files = folders.entry(folder.to_owned()).or_default();
            if !name.contains('/') && !files.contains(file) {
                files.push(file.clone());
            }
        }
    }
    folders
}

/// The folder of a snapshot, its tables read as far as they can be without the plans.
struct ReportFolder<'a> {
    id: Id,
    /// Path and text of `snapshot.toml`.
    manifest: (&'a Arc<str>, &'a str),
    tables: Vec<ReportTable>,
}

/// Those of all snapshots.
fn report_folders<'a>(
    texts: &'a SourceTexts,
    binaries: &BTreeMap<Arc<str>, Vec<u8>>,
    allowed_contacts: &[String],
    diagnostics: &mut Diagnostics,
) -> Vec<ReportFolder<'a>> {
    let read = |(folder, files): (String, Vec<Arc<str>>)| {
        let mut problems = Diagnostics::default();
        let sources = (texts, binaries);
        (report_folder(&folder, &files, sources, allowed_contacts, &mut problems), problems)
    };
    let folders: Vec<_> = folders(SNAPSHOTS, texts, binaries).into_iter().collect();
    in_parallel(folders, read, diagnostics)
}

/// That of the snapshot in `folder`.
fn report_folder<'a>(
    folder: &str,
    files: &[Arc<str>],
    (texts, binaries): (&'a SourceTexts, &BTreeMap<Arc<str>, Vec<u8>>),
    allowed_contacts: &[String],
    diagnostics: &mut Diagnostics,
) -> Option<ReportFolder<'a>> {
    let path = format!("{SNAPSHOTS}{folder}/");
    let id = folder_id(folder, &path, diagnostics)?;
    let Some((file, manifest)) = texts.get_key_value(format!("{path}snapshot.toml").as_str())
    else {
        let message = format!("thư mục kỳ báo cáo `{folder}` không có tệp snapshot.toml");
        diagnostics.push(
            Diagnostic::new(Code::SourceMissing, Place::file(path), message)
                .suggestion("tạo snapshot.toml với period và as_of"),
        );
        return None;
    };
    let mut tables = Vec::new();
    for file in files {
        let document = match file.rsplit('.').next().map(str::to_ascii_lowercase).as_deref() {
            Some("csv") => texts.get(file).map(|text| read_csv(file, text, diagnostics)),
            Some("xlsx") => binaries.get(file).map(|bytes| read_filled(file, bytes, diagnostics)),
            _ => None,
        };
        let read = |document| ReportTable::read(&document, allowed_contacts, diagnostics);
        tables.extend(document.map(read));
    }
    Some(ReportFolder { id, manifest: (file, manifest), tables })
}

/// Snapshots by as-of date, then by period.
fn snapshots(
    site: &Site,
    folders: Vec<ReportFolder<'_>>,
    diagnostics: &mut Diagnostics,
) -> Vec<Snapshot> {
    let known = Known::new(&site.plans, &site.agencies).amended(&site.amendments);
    let read = |folder: ReportFolder<'_>| {
        let mut problems = Diagnostics::default();
        let (manifest_file, manifest) = folder.manifest;
        let input = SnapshotInput {
            received_on: None,
            id: folder.id,
            manifest_file,
            manifest,
            tables: &folder.tables,
            known: &known,
        };
        (read_snapshot(&input, &mut problems), problems)
    };
    let mut snapshots = in_parallel(folders, read, diagnostics);
    snapshots.sort_by_key(|snapshot| (snapshot.as_of, snapshot.period));
    snapshots
}

/// What comes of `sources`, in their order, with all their problems.
fn in_parallel<S: Send, T: Send>(
    sources: Vec<S>,
    read: impl Fn(S) -> (Option<T>, Diagnostics) + Sync + Send,
    diagnostics: &mut Diagnostics,
) -> Vec<T> {
    let read: Vec<_> = sources.into_par_iter().map(read).collect();
    let mut made = Vec::new();
    for (one, problems) in read {
        made.extend(one);
        diagnostics.extend(problems);
    }
    made
}

fn folder_id(folder: &str, path: &str, diagnostics: &mut Diagnostics) -> Option<Id> {
    let id = Id::new(folder);
    if id.is_none() {
        let message = format!("tên thư mục `{folder}` không dùng làm địa chỉ được");
        diagnostics.push(
            Diagnostic::new(Code::IdInvalid, Place::file(path), message)
                .allowed(
                    "chữ thường không dấu, chữ số, giữa các phần một dấu gạch nối, ví dụ kh57-2026",
                )
                .suggestion(format!("đổi tên thành `{}`", Id::slug(folder))),
        );
    }
    id
}

/// The one `document.*` of a plan's folder.
fn document_name<'a>(
    files: &'a [Arc<str>],
    path: &str,
    diagnostics: &mut Diagnostics,
) -> Option<&'a Arc<str>> {
    let mut documents = files.iter().filter(|file| {
        file.rsplit('/')
            .next()
            .is_some_and(|name| name.starts_with("document.") || name.starts_with("Document."))
    });
    match (documents.next(), documents.next()) {
        (Some(only), None) => Some(only),
        (None, _) => {
            diagnostics.push(
                Diagnostic::new(
                    Code::SourceMissing,
                    Place::file(path),
                    "thư mục kế hoạch không có văn bản",
                )
                .allowed("một tệp tên document.md, document.txt, document.docx, document.xlsx hoặc document.pdf"),
            );
            None
        }
        (Some(first), Some(second)) => {
            let message = format!("có cả {first} và {second}");
            diagnostics.push(
                Diagnostic::new(Code::PlanDocumentAmbiguous, Place::file(path), message)
                    .suggestion("giữ lại một tệp document.*"),
            );
            None
        }
    }
}

/// The pieces of a document and the hash of its bytes. A text that could not be decoded was reported when it was loaded.
fn document(
    file: &Arc<str>,
    texts: &SourceTexts,
    binaries: &BTreeMap<Arc<str>, Vec<u8>>,
    diagnostics: &mut Diagnostics,
) -> Option<(RawDocument, String)> {
    let bytes = binaries.get(file)?;
    let hash = sha256(bytes);
    let ending = file.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    let document = match ending.as_str() {
        "md" | "txt" => {
            let text = texts.get(file)?;
            if text.bytes().filter(|byte| b"|\t\n".contains(byte)).count() > MAX_CELLS {
                diagnostics.push(too_many_cells(file));
                return None;
            }
            let document = read_text(file, text);
            report_left_out(&document, diagnostics);
            document
        }
        "xlsx" | "xlsm" | "xls" => read_xlsx(file, bytes, diagnostics),
        "docx" | "doc" => read_docx(file, bytes, diagnostics),
        #[cfg(feature = "pdf")]
        "pdf" => read_pdf(file, bytes, diagnostics),
        _ => {
            diagnostics.push(
                Diagnostic::new(
                    Code::PlanFormat,
                    Place::file(file.clone()),
                    format!("không đọc được tệp đuôi `.{ending}`"),
                )
                .allowed(".md, .txt, .docx, .xlsx, .pdf")
                .suggestion("mở bằng Word hoặc Excel rồi lưu lại dưới dạng .docx hoặc .xlsx"),
            );
            return None;
        }
    };
    Some((document, hash))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Plans are read several at once; what comes of it is as if each were read after the one before it.
        #[test]
        fn a_name_belongs_to_the_first_plan_that_uses_it(
            leads in proptest::collection::vec(proptest::option::weighted(0.2, 0..6_usize), 1..40),
        ) {
            let mut texts = SourceTexts::default();
            let mut expect: Vec<(String, String)> = Vec::new();
            for (at, lead) in leads.iter().enumerate() {
                let folder = format!("{PLANS}kh-{at:02}/");
                // The same name in another case is the same agency.
                let head = if at % 2 == 0 { "Viện" } else { "VIỆN" };
                let name = lead.map_or("Sở Y tế".to_owned(), |lead| format!("{head} Số {lead}"));
                let document = format!(
                    "| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |\n|---|---|---|---|\n\
                     | 1 | Ban hành kế hoạch | {name} | 31/3/2026 |\n"
                );
                let file = format!("{folder}document.md");
                let id = lead.map(|lead| format!("vien-so-{lead}"));
                if let Some(id) = id.filter(|id| expect.iter().all(|(known, _)| known != id)) {
                    expect.push((id, file.clone()));
                }
                texts.insert(file.into(), document.into());
                texts.insert(format!("{folder}plan.toml").into(), "title = \"Kế hoạch\"\n".into());
            }
            let agencies = "[[agency]]\nid = \"so-y-te\"\nname = \"Sở Y tế\"\nkind = \"so\"\n";
            texts.insert(AGENCIES.into(), agencies.into());
            let bytes = |(file, text): (&Arc<str>, &Arc<str>)| (file.clone(), text.as_bytes().to_vec());
            let binaries = texts.iter().map(bytes).collect();
            let mut diagnostics = Diagnostics::default();
            let site = read_site(&texts, &binaries, &[], &mut diagnostics);
            let met = site.agencies.iter().filter(|agency| !agency.is_registered);
            let met: Vec<_> =
                met.map(|agency| (agency.id.to_string(), agency.provenance.file.to_string())).collect();
            prop_assert_eq!(met, expect.clone());
            let told = diagnostics.iter().filter(|d| d.code == Code::AgencyUnregistered).count();
            prop_assert_eq!(told, expect.len());
            for (plan, lead) in site.plans.iter().zip(&leads) {
                let id = lead.map_or("so-y-te".to_owned(), |lead| format!("vien-so-{lead}"));
                let members = &plan.tasks[0].lead.members;
                prop_assert_eq!(members.iter().map(|m| m.agency.as_str()).collect::<Vec<_>>(), [id]);
            }
            prop_assert_eq!(site.plans.len(), leads.len());
        }
    }
}
