//! Titles of the pages of items and sections: their names, told apart where two would be the same.

use crate::lookup::Lookup;
use crate::model::{Id, Plan, Site};
use crate::view::ground::form;
use crate::view::ground::item::Item;
use crate::view::ground::name::{self, section_title};

/// The title of every task, indicator and section by its id: no two are the same, and none holds an id.
pub(in crate::view) fn titles(site: &Site) -> Lookup<&Id, String> {
    let candidates: Vec<Candidate<'_>> = site.plans.iter().flat_map(candidates).collect();
    let mut named: Lookup<&str, usize> = Lookup::default();
    for candidate in &candidates {
        *named.of(&*candidate.name) += 1;
    }
    let mut seen: Lookup<String, usize> = Lookup::default();
    let titled = candidates.iter().map(|candidate| {
        let is_alone = named.get(&*candidate.name) == Some(&1);
        let title = if is_alone {
            candidate.name.clone()
        } else {
            format!("{} – {}", candidate.name, candidate.place)
        };
        let times = seen.of(title.clone());
        *times += 1;
        let title = if *times == 1 { title } else { format!("{title} ({times})") };
        (candidate.id, title)
    });
    titled.collect()
}

/// What a page could be called.
struct Candidate<'a> {
    id: &'a Id,
    /// Its name alone.
    name: String,
    /// Where it stands, for names that several have.
    place: String,
}

fn candidates(plan: &Plan) -> Vec<Candidate<'_>> {
    let tasks = plan.tasks.iter().map(|task| Item::Task(plan, task));
    let indicators = plan.indicators.iter().map(|indicator| Item::Indicator(plan, indicator));
    let items = tasks.chain(indicators).map(|item| Candidate {
        id: item.id(),
        name: name::heading(item.name()).into_owned(),
        place: format!("{}, {}", name::caption(item), plan.short_title),
    });
    let sections = plan.sections.iter().map(|section| Candidate {
        id: &section.id,
        name: format!("{} – {}", form::clip(&section_title(section), 80), plan.short_title),
        place: format!("mục {}", section.mark),
    });
    items.chain(sections).collect()
}
