//! Many messages about names nobody registered as one: what matters most stays in sight.

use crate::diagnostic::{Code, Diagnostic};

/// Most names listed in one message.
const MOST_NAMES: usize = 15;

/// The messages of a run with those about unregistered agencies as one, and those about unregistered documents as one.
pub(super) fn summed(list: Vec<Diagnostic>) -> Vec<Diagnostic> {
    [
        (Code::AgencyUnregistered, "cơ quan chưa có trong danh bạ"),
        (Code::ReferenceUnregistered, "văn bản được dẫn chưa có trong danh mục"),
    ]
    .into_iter()
    .fold(list, |list, (code, what)| as_one(list, code, what))
}

fn as_one(list: Vec<Diagnostic>, code: Code, what: &str) -> Vec<Diagnostic> {
    let (same, mut rest): (Vec<Diagnostic>, Vec<Diagnostic>) =
        list.into_iter().partition(|diagnostic| diagnostic.code == code);
    if same.len() < 2 {
        rest.extend(same);
        return rest;
    }
    let named: Vec<String> = same.iter().take(MOST_NAMES).map(|one| named(one, &same[0])).collect();
    let more = same.len() - named.len();
    let more = if more > 0 { format!(" và {more} tên khác") } else { String::new() };
    let mut one = same[0].clone();
    one.message = format!("{} {what}: {}{more}", same.len(), named.join(", "));
    if code == Code::AgencyUnregistered {
        one.suggestion = Some(
            "chạy `congkhai check --propose` để in sẵn danh bạ; `--format short` in từng tên một dòng"
                .to_owned(),
        );
    }
    rest.push(one);
    rest
}

/// The name a message is about, and its place: without the file where that is the file of the first.
fn named(diagnostic: &Diagnostic, first: &Diagnostic) -> String {
    let name = diagnostic.message.split('`').nth(1).unwrap_or_default();
    let file = first.place.as_ref().map_or("", |place| place.file.as_ref());
    let place = diagnostic.place.as_ref().map(|place| {
        let whole = place.to_string();
        let bare = whole.strip_prefix(file).map(|rest| rest.trim_start_matches(':').to_owned());
        bare.unwrap_or(whole)
    });
    match place.filter(|place| !place.is_empty()) {
        Some(place) => format!("`{name}` ({place})"),
        None => format!("`{name}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;

    #[test]
    fn names_are_summed_up_and_come_last() {
        let unknown = |name: &str, line| {
            let message = format!("cơ quan `{name}` chưa có trong danh bạ");
            Diagnostic::new(Code::AgencyUnregistered, Place::line("a.md", line), message)
        };
        let other = Diagnostic::new(Code::LeadMissing, Place::line("a.md", 9), "x");
        let list = summed(vec![unknown("Viện A", 3), other.clone(), unknown("Viện B", 4)]);
        let said: Vec<&str> = list.iter().map(|one| one.message.as_str()).collect();
        assert_eq!(said, ["x", "2 cơ quan chưa có trong danh bạ: `Viện A` (3:1), `Viện B` (4:1)"]);
        assert_eq!(summed(vec![unknown("Viện A", 3), other]).len(), 2);
    }
}
