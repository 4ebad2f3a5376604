//! A registry proposed from what documents name, for a person to correct.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::model::{Agency, Id, Site};

/// `seeds/agencies.toml` for every agency of the plans that stands in none yet; ready to be pasted.
pub(super) fn agencies(site: &Site) -> String {
    let met: Vec<&Agency> = site.agencies.iter().filter(|agency| !agency.is_registered).collect();
    if met.is_empty() {
        return "# Mọi cơ quan văn bản nêu đã có trong seeds/agencies.toml.\n".to_owned();
    }
    let printed = spellings(site);
    let mut text =
        "\n# Danh bạ đề nghị: xem lại từng mục rồi chép vào seeds/agencies.toml.\n".to_owned();
    for agency in met {
        let others = printed.get(&agency.id).into_iter().flatten();
        let others: Vec<String> =
            others.filter(|name| **name != agency.name).map(|name| quoted(name)).collect();
        let _ = write!(
            text,
            "\n[[agency]]\nid = {}\nname = {}\nkind = {}\ncollective = {}\nspellings = [{}]\n",
            quoted(agency.id.as_str()),
            quoted(&agency.name),
            quoted(agency.kind.as_str()),
            agency.is_collective,
            others.join(", "),
        );
    }
    text
}

/// The spellings plans print of each agency.
fn spellings(site: &Site) -> BTreeMap<Id, BTreeSet<String>> {
    let mut printed: BTreeMap<Id, BTreeSet<String>> = BTreeMap::new();
    let tasks = site.plans.iter().flat_map(|plan| &plan.tasks);
    let leads = site.plans.iter().flat_map(|plan| &plan.indicators).map(|one| &one.lead);
    for read in tasks.flat_map(|task| [&task.lead, &task.coordinating]).chain(leads) {
        for member in &read.members {
            printed.entry(member.agency.clone()).or_default().insert(member.text.clone());
        }
    }
    printed
}

/// A name as TOML writes it: names hold no control characters.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::read::registry::read_agencies;
    use crate::read::site::read_site;

    #[test]
    fn what_is_proposed_is_a_registry() {
        let document = "| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |\n|---|---|---|---|\n\
                        | 1 | Việc A | Sở NV; Viện Thiên văn \"Sao\" | 30/6/2026 |\n";
        let texts: Vec<(Arc<str>, Arc<str>)> = vec![
            ("seeds/plans/kh/document.md".into(), document.into()),
            ("seeds/plans/kh/plan.toml".into(), "title = \"Kế hoạch\"\n".into()),
        ];
        let bytes = texts.iter().map(|(file, text)| (file.clone(), text.as_bytes().to_vec()));
        let (binaries, texts) = (bytes.collect(), texts.iter().cloned().collect());
        let mut diagnostics = Diagnostics::default();
        let site = read_site(&texts, &binaries, &[], &mut diagnostics);
        let proposed = agencies(&site);
        let mut problems = Diagnostics::default();
        let book = read_agencies(&"a.toml".into(), &proposed, &mut problems);
        assert_eq!(problems.iter().next(), None, "{proposed}");
        let names: Vec<&str> = book.agencies().iter().map(|agency| agency.name.as_str()).collect();
        assert_eq!(names, ["Sở Nội vụ", "Viện Thiên văn \"Sao\""]);
        assert_eq!(book.agencies()[0].spellings, ["Sở NV"]);
    }
}
