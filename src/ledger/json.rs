//! The ledger as published: `/du-lieu/so-cai.json`.

use serde_json::{Map, Value, json};

use super::publish::is_known;
use crate::model::{FrozenFile, Ledger, LedgerCorrection, LedgerEntry, Snapshot};

/// Where it is published, below the site.
pub const PATH: &str = "du-lieu/so-cai.json";

/// Where the tables of figures are: the official ones, and beside them all when some are made up.
pub(super) const FOLDERS: [&str; 2] = ["du-lieu", "du-lieu/minh-hoa"];

/// The published ledger. `snapshots` are those whose figures the site shows: a site may leave some out, and then
/// only their seals can be checked.
pub fn to_json<'a>(ledger: &Ledger, snapshots: impl IntoIterator<Item = &'a Snapshot>) -> Vec<u8> {
    let snapshots: Vec<&Snapshot> = snapshots.into_iter().collect();
    let has_illustrative = snapshots.iter().any(|snapshot| snapshot.is_illustrative);
    let mut shown = Map::new();
    for entry in &ledger.entries {
        let snapshot = snapshots.iter().find(|snapshot| snapshot.period == entry.period);
        if let Some(snapshot) = snapshot {
            let mut folders = Vec::new();
            folders.extend((!snapshot.is_illustrative).then_some(FOLDERS[0]));
            folders.extend(has_illustrative.then_some(FOLDERS[1]));
            shown.insert(entry.period.to_string(), json!(folders));
        }
    }
    let entries: Vec<Value> = (0..).zip(&ledger.entries).map(|at| entry(ledger, at)).collect();
    let corrections: Vec<Value> = ledger.corrections.iter().map(correction).collect();
    let whole = json!({
        "title": "Sổ cái các kỳ đã công bố",
        "description": "Mỗi mục niêm phong số liệu và tệp nguồn của một kỳ bằng SHA-256, nối với mục trước. Kiểm tra bằng `congkhai verify`.",
        "shown": shown,
        "entries": entries,
        "corrections": corrections,
    });
    let mut text = serde_json::to_vec_pretty(&whole).unwrap_or_default();
    text.push(b'\n');
    text
}

fn entry(ledger: &Ledger, (at, entry): (usize, &LedgerEntry)) -> Value {
    let file = |file: &FrozenFile| {
        let mut value = json!({ "path": &*file.path, "sha256": file.sha256, "bytes": file.bytes });
        if !is_known(file, &ledger.entries[..at]) {
            value[file.marks.unit.as_str()] = json!(file.marks.digits);
        }
        value
    };
    let mut value = json!({
        "version": entry.version.number(),
        "period": entry.period.to_string(),
        "as_of": entry.as_of.to_string(),
        "published_on": entry.published_on.to_string(),
        "content_sha256": entry.content_sha256,
        "corrections": entry.corrections,
        "previous_sha256": entry.previous_sha256,
        "sha256": entry.sha256,
        "files": entry.files.iter().map(file).collect::<Vec<_>>(),
    });
    if let Some(reason) = &entry.sealed_late {
        value["sealed_late"] = json!(reason);
    }
    value
}

fn correction(correction: &LedgerCorrection) -> Value {
    let mut value = json!({ "date": correction.date.to_string(), "reason": correction.reason });
    let mut put = |key: &str, text: Option<&str>| {
        if let Some(text) = text {
            value[key] = json!(text);
        }
    };
    if let Some(change) = &correction.file {
        put("file", Some(&change.path));
        put("old_sha256", change.old_sha256.as_deref());
        put("new_sha256", change.new_sha256.as_deref());
    }
    if let Some(change) = &correction.content {
        put("period", Some(&change.period.to_string()));
        put("old_content_sha256", Some(&change.old_sha256));
        put("new_content_sha256", Some(&change.new_sha256));
    }
    if let Some(figure) = &correction.figure {
        put("item", Some(&figure.item));
        put("field", Some(&figure.field).filter(|field| !field.is_empty()).map(String::as_str));
        put("old_value", Some(&figure.old_value));
        put("new_value", Some(&figure.new_value));
    }
    value
}

/// The folders in which a site shows the figures of a period, as its published ledger says; none if it leaves them out.
pub(super) fn shown(json: &str, period: &str) -> Vec<String> {
    let whole: Value = serde_json::from_str(json).unwrap_or_default();
    let list = whole["shown"][period].as_array().into_iter().flatten();
    list.filter_map(|folder| folder.as_str().map(str::to_owned)).collect()
}
