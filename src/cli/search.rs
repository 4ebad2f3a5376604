//! The command `search`.

use std::fmt::Write as _;
use std::io::Write;

use clap::Args;

use super::Common;
use super::run::{Ending, print, shown};
use crate::config::Config;
use crate::diagnostic::Severity;
use crate::error::Error;
use crate::load::load;
use crate::pipeline::{engine, read_sources};
use crate::search::{Answer, Document, Engine, Group, Kind, Wish, answer_json};
use crate::vietnamese::{count, fold_whitespace};

/// Columns of a line of a result's title.
const WIDTH: usize = 96;

/// Values named in the line of counts.
const MOST_COUNTS: usize = 5;

/// What to search for and how to show it.
#[derive(Args, Clone, Debug)]
pub struct Search {
    /// Từ cần tìm, có dấu hoặc không dấu; dùng được "cụm từ", -từ, cơ quan:"Sở Tài chính", trạng thái:quá hạn, hạn:<31/12/2026
    #[arg(value_name = "TỪ", help_heading = "Tham số")]
    pub query: Vec<String>,
    /// Chỉ mục do cơ quan này chủ trì; ghi được nhiều lần
    #[arg(long, value_name = "TÊN")]
    pub co_quan: Vec<String>,
    /// Chỉ mục có trạng thái này, ví dụ "quá hạn"; ghi được nhiều lần
    #[arg(long, value_name = "TÊN")]
    pub trang_thai: Vec<String>,
    /// Chỉ mục của văn bản này: tên, số hoặc mã; ghi được nhiều lần
    #[arg(long, value_name = "TÊN")]
    pub ke_hoach: Vec<String>,
    /// Chỉ loại này: nhiệm vụ, chỉ tiêu, cơ quan, văn bản, căn cứ, trang; ghi được nhiều lần
    #[arg(long, value_name = "TÊN")]
    pub loai: Vec<String>,
    /// In JSON cho chương trình khác
    #[arg(long)]
    pub json: bool,
    /// Số kết quả in ra [nếu không ghi: 10]
    #[arg(long, value_name = "SỐ", default_value = "10", hide_default_value = true, value_parser = whole)]
    pub limit: usize,
}

fn whole(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "số kết quả là một số nguyên, ví dụ 20".to_owned())
}

impl Search {
    /// The filters asked for by options.
    fn wishes(&self) -> Vec<Wish> {
        let filters = [
            (Group::Lead, &self.co_quan),
            (Group::Status, &self.trang_thai),
            (Group::Plan, &self.ke_hoach),
            (Group::Kind, &self.loai),
        ];
        let wishes = filters.into_iter().flat_map(|(group, values)| {
            values.iter().map(move |value| Wish { group, value: value.clone(), is_left_out: false })
        });
        wishes.collect()
    }
}

/// Searches everything of the site.
pub(super) fn search(
    common: &Common,
    request: &Search,
    out: &mut dyn Write,
    err: &mut (dyn Write + Send),
) -> Result<Ending, Error> {
    let inputs = load(&common.root)?;
    let (config, site) = match read_sources(&inputs) {
        Ok(read) => read,
        Err(problems) => {
            print(err, &shown(common, &problems, &inputs.texts, Severity::Error));
            return Ok(Ending::SourceErrors);
        }
    };
    let engine = engine(&config, &site, None);
    let typed = request.query.join(" ");
    let answer = engine.search(&typed, &request.wishes());
    if request.json {
        let json = answer_json(&engine, &typed, &answer, request.limit, &config.base_url);
        print(out, &format!("{json:#}\n"));
    } else {
        print(out, &text(&engine, &config, &typed, &answer, request.limit));
    }
    Ok(Ending::Done)
}

/// The answer for people.
fn text(engine: &Engine, config: &Config, typed: &str, answer: &Answer, limit: usize) -> String {
    let collection = engine.collection();
    let about = if typed.trim().is_empty() {
        String::new()
    } else {
        format!(" cho “{}”", fold_whitespace(typed))
    };
    let total = answer.documents.len();
    let mut text = match total {
        0 => format!("Không có kết quả nào{about}.\n"),
        _ => format!("{} kết quả{about}\n", count(total)),
    };
    if let Some(suggestion) = &answer.suggestion {
        let _ = writeln!(text, "Có phải bạn tìm: {suggestion}");
    }
    for note in &answer.notes {
        let _ = writeln!(text, "{note}");
    }
    if total == 0 {
        text.push_str("Thử bớt từ, bỏ bớt bộ lọc, hoặc gõ không dấu.\n");
    } else if collection.is_illustrative {
        text.push_str("Trạng thái tính từ dữ liệu minh họa – không phải số liệu chính thức.\n");
    }
    if let Some((best, document)) =
        answer.best.as_ref().and_then(|best| Some((best, collection.documents.get(best.place)?)))
    {
        let _ = writeln!(text, "\n{}\n{} {}", document.title, document.card.answer, best.reason);
    }
    let documents = answer.documents.iter().filter_map(|place| collection.documents.get(*place));
    for (number, document) in (1..).zip(documents.take(limit)) {
        text.push_str(&result(engine, config, number, document));
    }
    if total > limit {
        let _ =
            writeln!(text, "\nCòn {} kết quả nữa; xem thêm bằng --limit.", count(total - limit));
    }
    for group in [Group::Kind, Group::Status, Group::Lead, Group::Plan] {
        text.push_str(&counts(engine, answer, group));
    }
    text
}

/// One result: number and title, what it is, facts, address.
fn result(engine: &Engine, config: &Config, number: usize, document: &Document) -> String {
    let card = &document.card;
    let mut text = format!("\n{number:>3}. {}\n", clipped(&document.title, WIDTH * 2));
    let kind = [document.kind.label(), &card.plan, &card.section];
    push_line(&mut text, &kind.map(str::to_owned));
    let named = |name: &str, value: &str| {
        if value.is_empty() { String::new() } else { format!("{name}: {value}") }
    };
    let due = if document.kind == Kind::Indicator { "Mục tiêu" } else { "Hạn" };
    let status =
        document.facets.status.map_or("", |key| engine.collection().label(Group::Status, key));
    push_line(
        &mut text,
        &[
            named("Chủ trì", &card.lead),
            named(due, &card.deadline),
            card.value.clone(),
            status.to_owned(),
        ],
    );
    let _ = writeln!(text, "     {}{}", config.base_url, document.address);
    text
}

/// The pieces that are not empty, as a line.
fn push_line(text: &mut String, pieces: &[String]) {
    let pieces: Vec<&str> =
        pieces.iter().map(String::as_str).filter(|piece| !piece.is_empty()).collect();
    if !pieces.is_empty() {
        let _ = writeln!(text, "     {}", pieces.join(" · "));
    }
}

/// At most `limit` characters on one line, cut at a word.
fn clipped(text: &str, limit: usize) -> String {
    let text = fold_whitespace(text);
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", &text[..text[..end].rfind(' ').unwrap_or(end)]),
        None => text,
    }
}

/// "trạng thái: Quá hạn 12, Sắp đến hạn 3": the most frequent values of a group, where there is a choice.
fn counts(engine: &Engine, answer: &Answer, group: Group) -> String {
    let Some(counts) = answer.counts.get(&group).filter(|counts| counts.len() > 1) else {
        return String::new();
    };
    let mut counts: Vec<(&String, &usize)> = counts.iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let shown: Vec<String> = counts
        .iter()
        .take(MOST_COUNTS)
        .map(|(key, number)| {
            format!("{} ({})", engine.collection().label(group, key), count(**number))
        })
        .collect();
    let more = if counts.len() > MOST_COUNTS { ", …" } else { "" };
    format!(
        "{}{}: {}{more}\n",
        if group == Group::Kind { "\n" } else { "" },
        group.label(),
        shown.join(", ")
    )
}
