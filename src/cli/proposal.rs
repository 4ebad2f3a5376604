//! A registry and items of running text proposed from what documents say, for a person to correct.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::model::{Agency, Id, Site};
use crate::read::plan::{UnlistedKind, unlisted};

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

/// Blocks of `plan.toml` for sentences of the running text that assign work or state a goal and became no item.
pub(super) fn items(site: &Site) -> String {
    let mut text = String::new();
    for plan in site.plans.iter() {
        let found = unlisted(plan);
        if found.is_empty() {
            continue;
        }
        let _ = write!(
            text,
            "\n# Mục đề nghị từ lời văn: xem lại từng khối rồi chép vào seeds/plans/{}/plan.toml.\n",
            plan.id
        );
        for (at, one) in (1..).zip(&found) {
            let section = if one.section.is_empty() { "lời văn" } else { one.section.as_str() };
            let (section, name, quote) = (quoted(section), quoted(&one.name), quoted(&one.quote));
            let _ = match &one.kind {
                UnlistedKind::Work { lead, coordinating, deadline } => write!(
                    text,
                    "\n[[task]] # dòng {}\nsection = {section}\nnumber = \"{at}\"\nname = {name}\nlead = {}\n\
                     coordinating = {}\ndeadline = {}\nquote = {quote}\n",
                    one.line,
                    quoted(lead),
                    quoted(coordinating),
                    quoted(deadline),
                ),
                UnlistedKind::Goal { unit, target, due } => write!(
                    text,
                    "\n[[indicator]] # dòng {}\nsection = {section}\nnumber = \"{at}\"\nname = {name}\nunit = {}\n\
                     quote = {quote}\ntargets = [{{ due = {}, text = {} }}]\n",
                    one.line,
                    quoted(unit),
                    quoted(if due.is_empty() { "ghi năm vào đây" } else { due }),
                    quoted(target),
                ),
            };
        }
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
    use crate::diagnostic::{Diagnostics, Severity};
    use crate::read::registry::read_agencies;
    use crate::read::site::read_site;

    /// A site of one plan.
    fn site(document: &str, manifest: &str) -> (Site, Diagnostics) {
        let texts: Vec<(Arc<str>, Arc<str>)> = vec![
            ("seeds/plans/kh/document.md".into(), document.into()),
            ("seeds/plans/kh/plan.toml".into(), manifest.into()),
        ];
        let bytes = texts.iter().map(|(file, text)| (file.clone(), text.as_bytes().to_vec()));
        let (binaries, texts) = (bytes.collect(), texts.iter().cloned().collect());
        let mut diagnostics = Diagnostics::default();
        (read_site(&texts, &binaries, &[], &mut diagnostics), diagnostics)
    }

    #[test]
    fn items_proposed_from_prose_are_items_once_pasted() {
        let document = "# KẾ HOẠCH\n\n## I. MỤC TIÊU\n\n- 100% xã có đội xung kích; tỷ lệ dân cư được cảnh báo sớm đạt từ 95% trở lên.\n\n\
                        ## II. NHIỆM VỤ\n\n1. Sở Xây dựng chủ trì, phối hợp với Công an tỉnh kiểm tra bến xe, hoàn thành trước ngày 30/4/2026.\n\n\
                        2. UBND các xã tổ chức diễn tập cứu nạn; thời gian: quý II/2026.\n";
        let manifest = "title = \"Kế hoạch năm 2026\"\n";
        let (read, _) = site(document, manifest);
        assert!(read.plans[0].tasks.is_empty() && read.plans[0].indicators.is_empty());
        let proposed = items(&read);
        let (read, problems) = site(document, &format!("{manifest}{proposed}"));
        let errors = problems.iter().filter(|d| d.severity == Severity::Error);
        assert_eq!(errors.count(), 0, "{proposed}\n{:?}", problems.iter().collect::<Vec<_>>());
        let plan = &read.plans[0];
        let tasks = plan.tasks.iter().map(|task| {
            let due = task.deadline.end.map(|end| end.to_string()).unwrap_or_default();
            [task.name.as_str(), &task.lead.text, &task.coordinating.text, &due].join("|")
        });
        assert_eq!(
            tasks.collect::<Vec<_>>(),
            [
                "kiểm tra bến xe|Sở Xây dựng|Công an tỉnh|2026-04-30",
                "tổ chức diễn tập cứu nạn|UBND các xã||2026-06-30",
            ]
        );
        let indicators = plan
            .indicators
            .iter()
            .map(|one| format!("{}|{}|{}", one.name, one.unit, one.targets[0].text));
        assert_eq!(
            indicators.collect::<Vec<_>>(),
            [
                "Tỷ lệ xã có đội xung kích|%|100%",
                "tỷ lệ dân cư được cảnh báo sớm|%|đạt từ 95% trở lên"
            ]
        );
        assert_eq!(items(&read), "");
    }

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
