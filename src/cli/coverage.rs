//! What `check` prints of a plan: what every line was used for, how many of its words, and which were left out.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::model::{Plan, UnusedReason, UnusedWords, Usage, WordAccount};
use crate::vietnamese::count;

/// Most places named for each reason.
const MOST_PLACES: usize = 5;
/// Most characters of words shown at a place.
const SHOWN: usize = 40;

/// What every line and every word of a plan's document was used for.
pub(super) fn coverage(plan: &Plan) -> String {
    let lines = &plan.document.lines;
    let mut text = format!("{} – {} dòng có chữ\n", plan.id, lines.len());
    for (usage, label) in Usage::ALL {
        let count = lines.iter().filter(|line| line.usage == *usage).count();
        if count > 0 {
            let _ = writeln!(text, "  {count:>6}  {label}");
        }
    }
    let unused: Vec<_> = lines.iter().filter(|line| line.usage == Usage::Unused).collect();
    if !unused.is_empty() {
        let numbers: Vec<_> = unused.iter().map(|line| line.number.to_string()).collect();
        let _ = writeln!(text, "  Dòng chưa dùng: {}", numbers.join(", "));
    }
    text += &words(&plan.document.words);
    let (tasks, indicators) = (plan.tasks.len(), plan.indicators.len());
    let _ = writeln!(text, "  Đọc được {tasks} nhiệm vụ, {indicators} chỉ tiêu\n");
    text
}

/// The account of words: used of all, then what was left out by reason.
fn words(account: &WordAccount) -> String {
    let (used, printed) = (account.used(), account.printed);
    let share = share(used, printed);
    let mut text = format!("  Đã dùng {}/{} từ ({share} %)\n", count(used), count(printed));
    let mut by_reason: BTreeMap<UnusedReason, Vec<&UnusedWords>> = BTreeMap::new();
    for unused in &account.unused {
        by_reason.entry(unused.reason).or_default().push(unused);
    }
    for (reason, label) in UnusedReason::ALL {
        let Some(places) = by_reason.get(reason) else { continue };
        let sum: usize = places.iter().map(|unused| unused.count).sum();
        let _ = writeln!(text, "  {:>6}  từ {label}:", count(sum));
        for unused in places.iter().take(MOST_PLACES) {
            let quote = match shorten(&unused.text) {
                words if words.is_empty() => words,
                words => format!(": “{words}”"),
            };
            let _ = writeln!(text, "            {}{quote}", unused.place);
        }
        if places.len() > MOST_PLACES {
            let _ = writeln!(text, "            và {} chỗ nữa", places.len() - MOST_PLACES);
        }
    }
    text
}

/// A share of a hundred with two decimals, never rounded up to all of it.
fn share(part: usize, whole: usize) -> String {
    let hundredths = (part * 10_000).checked_div(whole).unwrap_or(10_000);
    format!("{},{:02}", hundredths / 100, hundredths % 100)
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_account_names_what_is_left_and_never_rounds_up() {
        let unused = UnusedWords {
            place: "dòng 3".to_owned(),
            text: "Trang 1".to_owned(),
            count: 2,
            reason: UnusedReason::PageNumber,
        };
        let account = WordAccount { printed: 100_000, unused: vec![unused] };
        assert_eq!(
            words(&account),
            "  Đã dùng 99.998/100.000 từ (99,99 %)\n       2  từ số trang:\n            dòng 3: “Trang 1”\n"
        );
        assert_eq!(words(&WordAccount::default()), "  Đã dùng 0/0 từ (100,00 %)\n");
    }
}
