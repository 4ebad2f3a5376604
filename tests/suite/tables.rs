//! Tables in many layouts: each file of `tests/tables` is a plan and what a careful reader finds in it.
//!
//! Above `+++` stand lines of `plan.toml`, below it the document, below `=====` what is right: `T|mark|title of the
//! section|number|name|lead|coordinating|deadline|product` for a task, `I|mark|title|number|name|unit|lead|targets`
//! for an indicator, `! words` for words of a message (its code or its text).

use std::fs;
use std::path::Path;
use std::sync::Arc;

use congkhai::diagnostic::{Diagnostics, Severity};
use congkhai::model::{Id, Plan};
use congkhai::read::document::read_text;
use congkhai::read::plan::{PlanInput, Registries, read_plan};

/// Items of a plan, a line each, and what was said.
pub(super) fn read(document: &str, manifest: &str) -> (Vec<String>, Vec<String>) {
    let mut diagnostics = Diagnostics::default();
    let file: Arc<str> = "seeds/plans/thu/plan.toml".into();
    let manifest = format!("title = \"Kế hoạch thử\"\n{manifest}\n");
    let input = PlanInput {
        id: Id::new("thu").unwrap(),
        manifest_file: &file,
        manifest: &manifest,
        document: read_text(&"seeds/plans/thu/document.md".into(), document),
        document_sha256: String::new(),
        allowed_contacts: &[],
    };
    let plan = read_plan(input, &mut Registries::default(), &mut diagnostics).unwrap();
    let said = diagnostics.sorted();
    let said = said.iter().map(|d| {
        let blocks = if d.severity == Severity::Error { "lỗi " } else { "" };
        format!("{blocks}{}: {}", d.code.as_str(), d.message)
    });
    (lines(&plan), said.collect())
}

fn lines(plan: &Plan) -> Vec<String> {
    let tasks = plan.tasks.iter().map(|task| {
        let section = plan.section(&task.section).unwrap();
        let cells = [
            "T",
            &section.mark,
            &section.title,
            &task.number,
            &task.name,
            &task.lead.text,
            &task.coordinating.text,
            &task.deadline.text,
            &task.product,
        ];
        cells.join("|").replace('\n', " / ")
    });
    let indicators = plan.indicators.iter().map(|indicator| {
        let section = plan.section(&indicator.section).unwrap();
        let targets =
            indicator.targets.iter().map(|target| format!("{}={}", target.due, target.text));
        let targets = targets.collect::<Vec<_>>().join("; ");
        let cells = [
            "I",
            &section.mark,
            &section.title,
            &indicator.number,
            &indicator.name,
            &indicator.unit,
            &indicator.lead.text,
            &targets,
        ];
        cells.join("|")
    });
    tasks.chain(indicators).collect()
}

#[test]
fn tables_of_many_layouts_are_read_right() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables");
    let mut faults = Vec::new();
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let (document, right) = text.split_once("\n=====\n").expect("a line of =====");
        let (manifest, document) = document.split_once("\n+++\n").unwrap_or(("", document));
        let (found, said) = read(document, manifest);
        let wanted: Vec<&str> = right.lines().filter(|line| line.starts_with(['T', 'I'])).collect();
        let words: Vec<&str> = right.lines().filter_map(|line| line.strip_prefix("! ")).collect();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if found != wanted {
            faults.push(format!("{name}\n  đọc {found:#?}\n  đúng {wanted:#?}"));
        }
        let unsaid = words.iter().filter(|words| !said.iter().any(|said| said.contains(**words)));
        faults.extend(unsaid.map(|words| format!("{name}: không nói `{words}`: {said:#?}")));
        let errors = said.iter().filter(|said| {
            said.starts_with("lỗi") && !words.iter().any(|words| said.contains(words))
        });
        faults.extend(errors.map(|error| format!("{name}: {error}")));
        count += 1;
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(count >= 30, "{count} cases");
}
