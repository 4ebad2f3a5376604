//! Sentences of the running text that assign work or state a goal and that no item was made of: what a person may
//! declare as `[[task]]` or `[[indicator]]`.

use crate::model::{Block, BlockKind, Plan, Usage};
use crate::read::registry::agency_likeness;
use crate::read::value::{looks_like_deadline, only_year, read_due};
use crate::vietnamese::fold;

use super::mark;

/// Longest words before the verb of a sentence that name who is to act, in characters.
const LONGEST_LEAD: usize = 140;
/// Longest quote proposed; the rest of a paragraph stays in the document.
const LONGEST_QUOTE: usize = 400;

/// Blocks at the top that may be the title, and its longest words in characters.
const MOST_TITLES: usize = 12;
const LONGEST_TITLE: usize = 200;

/// First words of what somebody is to do.
const VERBS: &[&str] = &[
    "xây dựng",
    "tổ chức",
    "kiểm tra",
    "rà soát",
    "tham mưu",
    "chủ động",
    "triển khai",
    "thực hiện",
    "hướng dẫn",
    "ban hành",
    "đôn đốc",
    "bố trí",
    "theo dõi",
    "tổng hợp",
    "báo cáo",
    "nghiên cứu",
    "chỉ đạo",
    "đẩy mạnh",
    "tăng cường",
    "cung cấp",
    "lập",
    "trình",
    "hoàn thành",
    "hoàn thiện",
    "có trách nhiệm",
    "chịu trách nhiệm",
    "căn cứ",
    "tuyên truyền",
    "đề xuất",
    "cập nhật",
    "công bố",
    "đánh giá",
    "giám sát",
    "thẩm định",
    "quản lý",
    "vận hành",
    "phát triển",
    "nâng cấp",
    "đầu tư",
    "số hóa",
    "số hoá",
    "kết nối",
    "đào tạo",
    "mở",
    "phối hợp",
    "phổ biến",
    "khảo sát",
    "thống kê",
    "thành lập",
    "lồng ghép",
    "cân đối",
    "phê duyệt",
    "thanh tra",
    "duy trì",
    "bảo đảm",
    "đảm bảo",
];

/// Words that lead to the time of a work, with the words before the time that are no part of it.
const TIMES: &[&str] = &[
    "hoàn thành trước",
    "hoàn thành trong",
    "hoàn thành chậm nhất",
    "hoàn thành vào",
    "hoàn thành:",
    "xong trước",
    "xong trong",
    "thời gian thực hiện:",
    "thời gian hoàn thành:",
    "thời gian:",
    "thời hạn:",
    "thời hạn hoàn thành:",
    "chậm nhất",
    "trước ngày",
    "trong tháng",
    "trong quý",
    "trong năm",
];

/// Words behind the name of a goal.
const GOALS: &[&str] = &[
    "đạt",
    "trên",
    "dưới",
    "tối thiểu",
    "tối đa",
    "ít nhất",
    "không quá",
    "không thấp hơn",
    "từ",
    "còn",
    "giảm",
    "tăng",
    "khoảng",
    "bằng",
    "≥",
    "≤",
    ">",
    "<",
];

/// A sentence that no item was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlisted {
    /// What it says.
    pub kind: UnlistedKind,
    /// Line it stands on.
    pub line: u32,
    /// Mark of the heading it stands under; empty without one.
    pub section: String,
    /// The words of the sentence, as printed.
    pub quote: String,
    /// What is to be done or measured.
    pub name: String,
}

/// What a sentence without an item says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnlistedKind {
    /// Somebody is to do something.
    Work {
        /// Who leads, as printed.
        lead: String,
        /// Who helps, as printed; empty if nobody is named.
        coordinating: String,
        /// Until when, as printed; empty if nothing says it.
        deadline: String,
    },
    /// Something is to reach a number.
    Goal {
        /// Unit of the number: `%` or the word behind it.
        unit: String,
        /// The words of the target, as printed.
        target: String,
        /// The year or period of the target, if the sentence or the title says it.
        due: String,
    },
}

/// Sentences of the running text of `plan` that assign work or state a goal and that no item was made of, in order.
pub fn unlisted(plan: &Plan) -> Vec<Unlisted> {
    let mut found = Vec::new();
    let title = title(plan);
    let (mut section, mut heading) = (String::new(), String::new());
    for block in &plan.document.blocks {
        match &block.kind {
            BlockKind::Heading { text, .. } => {
                section = mark::split(text).map_or(section, |(mark, _)| mark.text);
                heading = fold(text);
            }
            BlockKind::Paragraph(text) | BlockKind::ListItem { text, .. } if is_open(block) => {
                let line = block.provenance.line_first;
                let words = mark::split(text).map_or(text.as_str(), |(_, rest)| rest);
                if let Some((kind, quote, name)) = work(words) {
                    found.push(Unlisted { kind, line, section: section.clone(), quote, name });
                    continue;
                }
                let is_goals = heading.contains("muc tieu") || heading.contains("chi tieu");
                for sentence in sentences(words).filter(|_| is_goals) {
                    if let Some((kind, name)) = goal(sentence, title) {
                        let quote = sentence.to_owned();
                        found.push(Unlisted { kind, line, section: section.clone(), quote, name });
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// The words that say the time of a plan: its title, or a short text at the top of the document that names one year.
fn title(plan: &Plan) -> &str {
    if read_due(&plan.title).is_some() {
        return &plan.title;
    }
    let texts =
        plan.document.blocks.iter().take(MOST_TITLES).filter_map(|block| match &block.kind {
            BlockKind::Heading { text, .. } | BlockKind::Paragraph(text) => Some(text.as_str()),
            _ => None,
        });
    let is_title = |text: &&str| text.chars().count() <= LONGEST_TITLE && only_year(text).is_some();
    texts.into_iter().find(is_title).unwrap_or_default()
}

/// Whether words of the body belong to no item yet.
fn is_open(block: &Block) -> bool {
    matches!(block.usage, Usage::Provision | Usage::Clause)
}

/// The clauses of a paragraph: between full stops and semicolons.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(';').into_iter().chain(rest.find(". ")).min();
        let (sentence, after) = end.map_or((rest, ""), |end| (&rest[..end], &rest[end + 1..]));
        rest = after.trim_start();
        Some(sentence.trim().trim_end_matches('.'))
    })
    .filter(|sentence| !sentence.is_empty())
}

/// Where one of `words` stands in `text`, whole and in small letters, first place first: place and length.
fn find(text: &str, words: &[&str]) -> Option<(usize, usize)> {
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let places = words.iter().flat_map(|word| {
        text.match_indices(word).filter_map(move |(at, _)| {
            let end = at + word.len();
            let is_whole = is_edge(text[..at].chars().next_back())
                && (word.ends_with(':') || is_edge(text[end..].chars().next()));
            is_whole.then_some((at, word.len()))
        })
    });
    places.min_by_key(|(at, length)| (*at, std::cmp::Reverse(*length)))
}

/// "Sở A chủ trì, phối hợp với Sở B kiểm tra hồ chứa, hoàn thành trước ngày 30/4/2026", "Giao Sở A: …".
fn work(text: &str) -> Option<(UnlistedKind, String, String)> {
    let mut quote = text;
    if let Some((at, _)) = text.char_indices().nth(LONGEST_QUOTE) {
        quote = &text[..at];
        quote = &quote[..quote.rfind([';', '.', ',', ' '])?];
    }
    let quote = quote.trim_end_matches([';', '.', ',', ' ']);
    let body = ["Giao ", "Đề nghị ", "Yêu cầu ", "Phân công "]
        .iter()
        .find_map(|start| quote.strip_prefix(start))
        .unwrap_or(quote);
    let leads = find(body, &["chủ trì"]).filter(|(at, _)| *at <= LONGEST_LEAD);
    let colon = body.find(':').map(|at| (at, 1)).filter(|(at, _)| *at <= LONGEST_LEAD);
    let verb = find(body, VERBS).map(|(at, _)| (at, 0));
    let (first, second) =
        if colon.is_some() && colon < verb { (colon, verb) } else { (verb, colon) };
    let is_named = |(at, _): &(usize, usize)| {
        let lead = body[..*at].trim_matches([' ', ',', ':']);
        lead.chars().count() <= LONGEST_LEAD && agency_likeness(lead) >= 0.8
    };
    let (at, length) = [leads, first, second].into_iter().flatten().find(is_named)?;
    let lead = body[..at].trim_matches([' ', ',', ':']).to_owned();
    let rest = body[at + length..].trim_start_matches([' ', ',', ':', ';']);
    let (coordinating, rest) = helpers(rest);
    let (name, deadline) = timed(rest);
    let name = name.trim_matches([' ', ',', ':', ';', '(', '.']).to_owned();
    let is_work = name.chars().count() >= 8;
    is_work.then(|| (UnlistedKind::Work { lead, coordinating, deadline }, quote.to_owned(), name))
}

/// Who helps, and the words behind: "phối hợp với Sở B, Sở C kiểm tra …".
fn helpers(text: &str) -> (String, &str) {
    let start = ["phối hợp với", "phối hợp cùng", "cùng với", "phối hợp"]
        .iter()
        .find_map(|start| text.strip_prefix(start));
    let Some(rest) = start.map(str::trim_start) else { return (String::new(), text) };
    let Some((at, _)) = find(rest, VERBS) else { return (String::new(), text) };
    let named = rest[..at].trim_matches([' ', ',', ':', ';']);
    if agency_likeness(named) >= 0.5 {
        (named.to_owned(), &rest[at..])
    } else {
        (String::new(), text)
    }
}

/// The words of a work and its time: the last words that lead to one, up to the end of their clause.
fn timed(text: &str) -> (&str, String) {
    let mut from = 0;
    let mut last = None;
    while let Some((at, length)) = find(&text[from..], TIMES) {
        let start = from + at;
        let end = text[start..].find([';', ')']).map_or(text.len(), |end| start + end);
        let words = &text[start..end];
        let time = words.split_once(':').map_or(words, |(_, time)| time).trim();
        let time = time.trim_matches([' ', ',', '.']);
        let bare = time.strip_prefix("hoàn thành ").or_else(|| time.strip_prefix("xong "));
        if looks_like_deadline(bare.unwrap_or(time)) && time.chars().count() <= 80 {
            last = Some((start, bare.unwrap_or(time).to_owned()));
            break;
        }
        from = start + length;
    }
    match last {
        Some((start, time)) => (&text[..start], time),
        None => (text, String::new()),
    }
}

/// "Tỷ lệ dân cư được cảnh báo sớm đạt từ 95% trở lên", "100% xã có đội xung kích".
fn goal(sentence: &str, title: &str) -> Option<(UnlistedKind, String)> {
    let sentence = sentence.trim();
    let is_date = |at: usize, end: usize| {
        sentence[..at].ends_with(['/', '-']) && sentence[end..].starts_with(['/', '-'])
            || sentence[end..].starts_with('/')
            || ["năm ", "tháng ", "ngày ", "số ", "quý "]
                .iter()
                .any(|word| fold(&sentence[..at]).ends_with(&fold(word)))
    };
    let mut from = 0;
    let (at, end) = loop {
        let at = from + sentence[from..].find(|c: char| c.is_ascii_digit())?;
        let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let length = sentence[at..].find(|c| !is_number(c)).unwrap_or(sentence.len() - at);
        let end = at + sentence[at..at + length].trim_end_matches(['.', ',']).len();
        if is_date(at, end) {
            from = at + length;
            continue;
        }
        break (at, end);
    };
    let rest = sentence[end..].trim_start();
    let unit = if rest.starts_with('%') {
        "%".to_owned()
    } else {
        let word = rest.split([' ', ',', ';', '.', '(']).next().unwrap_or_default();
        word.chars().filter(|c| c.is_alphabetic()).collect()
    };
    let stop = end + sentence[end..].find('%').filter(|_| unit == "%").map_or(0, |at| at + 1);
    let before = &sentence[..at];
    let goal_at = last_goal(before).unwrap_or(at);
    let name = sentence[..goal_at].trim_matches([' ', ',', ':', '-', '–']);
    let tail = ["trở lên", "trở xuống"].iter().find_map(|tail| {
        let after = sentence[stop..].trim_start();
        after.starts_with(tail).then(|| sentence.len() - after.len() + tail.len())
    });
    let stop = tail.unwrap_or(stop);
    let target = sentence[goal_at..stop].trim().to_owned();
    let name = if name.chars().count() >= 4 {
        name.to_owned()
    } else {
        let behind = sentence[stop..].trim_matches([' ', ',', '.']);
        if unit == "%" { format!("Tỷ lệ {behind}") } else { behind.to_owned() }
    };
    // "so với năm 2025" names what to compare with.
    let own = sentence.split("so với").next().unwrap_or_default();
    let due = read_due(own).or_else(|| read_due(title)).map(|due| due.0);
    let is_goal = name.chars().count() >= 8 && !unit.is_empty();
    is_goal.then(|| (UnlistedKind::Goal { unit, target, due: due.unwrap_or_default() }, name))
}

/// Where the words of a target begin before its number: the first of the goal words that follow one another.
fn last_goal(before: &str) -> Option<usize> {
    let mut start = None;
    let mut rest = before.trim_end();
    loop {
        let ends_with = |word: &&&str| {
            let tail = rest.len().checked_sub(word.len()).and_then(|from| rest.get(from..));
            tail.is_some_and(|tail| tail.to_lowercase() == **word)
        };
        let Some(word) = GOALS.iter().find(ends_with) else { return start };
        rest = &rest[..rest.len() - word.len()];
        start = Some(rest.len());
        rest = rest.trim_end();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, lead: &str, coordinating: &str, deadline: &str, name: &str) {
        let (kind, _, found) = work(text).expect(text);
        let expect = UnlistedKind::Work {
            lead: lead.to_owned(),
            coordinating: coordinating.to_owned(),
            deadline: deadline.to_owned(),
        };
        assert_eq!((kind, found.as_str()), (expect, name), "{text}");
    }

    #[test]
    fn sentences_that_assign_work() {
        check(
            "Sở Xây dựng chủ trì, phối hợp với Công an tỉnh, Sở Tài chính kiểm tra bến xe, hoàn thành trước ngày 30/4/2026.",
            "Sở Xây dựng",
            "Công an tỉnh, Sở Tài chính",
            "trước ngày 30/4/2026",
            "kiểm tra bến xe",
        );
        check(
            "Giao Công an tỉnh xây dựng phương án.",
            "Công an tỉnh",
            "",
            "",
            "xây dựng phương án",
        );
        check(
            "UBND các xã: tổ chức diễn tập; thời gian: quý II/2026.",
            "UBND các xã",
            "",
            "quý II/2026",
            "tổ chức diễn tập",
        );
        assert_eq!(work("Tổ chức hội nghị tổng kết công tác năm."), None);
        assert_eq!(work("Kế hoạch này được thực hiện trong năm 2026."), None);
    }

    #[test]
    fn sentences_that_state_goals() {
        for (text, name, target, unit) in [
            (
                "Tỷ lệ dân cư được cảnh báo sớm đạt từ 95% trở lên",
                "Tỷ lệ dân cư được cảnh báo sớm",
                "đạt từ 95% trở lên",
                "%",
            ),
            ("100% xã có đội xung kích", "Tỷ lệ xã có đội xung kích", "100%", "%"),
            ("Số xã có thư viện trên 20 xã", "Số xã có thư viện", "trên 20", "xã"),
        ] {
            let (kind, found) = goal(text, "").expect(text);
            let due = String::new();
            let expect =
                UnlistedKind::Goal { unit: unit.to_owned(), target: target.to_owned(), due };
            assert_eq!((kind, found.as_str()), (expect, name), "{text}");
        }
        assert_eq!(goal("Hoàn thành trước ngày 30/4/2026", ""), None);
    }
}
