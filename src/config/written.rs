//! Settings as written: keys and values with their places, so that every problem is found in one run.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use toml::Spanned;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Lines, Place};

use super::Refusal;

/// A value as written, with the place of everything in it.
#[derive(Debug)]
pub(super) enum Node {
    Text(String),
    Table(Vec<(Spanned<String>, Spanned<Node>)>),
    List(Vec<Spanned<Node>>),
    Other,
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("một giá trị TOML")
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Node::Table(entries))
    }
}

/// The entries of one table not asked for yet, and where the table stands.
pub(super) struct Table {
    /// Dotted name with a dot at the end; empty for the file itself.
    prefix: String,
    place: Place,
    entries: BTreeMap<String, Spanned<Node>>,
    /// A missing or unusable table has been reported; its keys are not to be reported one by one.
    is_reported: bool,
}

/// Takes keys out of tables and reports what cannot be used.
pub(super) struct Reader<'a> {
    pub(super) file: &'a Arc<str>,
    pub(super) lines: Lines<'a>,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn invalid(&mut self, place: Place, message: String, allowed: &str) {
        let problem = Diagnostic::new(Code::ConfigInvalid, place, message);
        self.diagnostics.push(problem.allowed(allowed));
    }

    pub(super) fn table(&mut self, node: Spanned<Node>, name: &str, known: &[&str]) -> Table {
        let is_root = name.is_empty();
        let place =
            if is_root { Place::file(Arc::clone(self.file)) } else { self.lines.span(node.span()) };
        let prefix = if is_root { String::new() } else { format!("{name}.") };
        let mut table = Table { prefix, place, entries: BTreeMap::new(), is_reported: false };
        let Node::Table(entries) = node.into_inner() else {
            let message = format!("`{name}` phải là một bảng");
            self.invalid(
                table.place.clone(),
                message,
                &format!("một dòng `[{name}]` rồi các khóa của nó"),
            );
            table.is_reported = true;
            return table;
        };
        for (key, value) in entries {
            if known.contains(&key.get_ref().as_str()) {
                table.entries.insert(key.into_inner(), value);
                continue;
            }
            let message = format!("khóa lạ `{}{}`", table.prefix, key.get_ref());
            let problem = Diagnostic::new(Code::TomlSyntax, self.lines.span(key.span()), message)
                .allowed(format!("`{}`", known.join("`, `")))
                .nearest(key.get_ref(), known.iter().copied());
            self.diagnostics.push(problem);
        }
        table
    }

    pub(super) fn inner_table(&mut self, outer: &mut Table, name: &str, known: &[&str]) -> Table {
        if let Some(node) = outer.entries.remove(name) {
            return self.table(node, name, known);
        }
        let message = format!("thiếu bảng `[{name}]`");
        let problem = Diagnostic::new(Code::TomlSyntax, outer.place.clone(), message);
        self.diagnostics.push(problem.allowed(format!("`[{name}]` với `{}`", known.join("`, `"))));
        Table {
            prefix: format!("{name}."),
            place: outer.place.clone(),
            entries: BTreeMap::new(),
            is_reported: true,
        }
    }

    pub(super) fn optional_by(
        &mut self,
        table: &mut Table,
        key: &str,
        check: impl Fn(&str) -> Result<String, Refusal>,
    ) -> Option<String> {
        let node = table.entries.remove(key)?;
        let place = self.lines.span(node.span());
        let name = format!("{}{key}", table.prefix);
        let Node::Text(text) = node.into_inner() else {
            self.invalid(place, format!("`{name}` phải là chữ"), "chữ trong ngoặc kép");
            return None;
        };
        match check(text.trim()) {
            Ok(value) => Some(value),
            Err(refusal) => {
                let message = format!("`{name}`: {}", refusal.message);
                self.invalid(place, message, refusal.allowed);
                None
            }
        }
    }

    /// The checked entries of a list, which may be left out.
    pub(super) fn list_by(
        &mut self,
        table: &mut Table,
        key: &str,
        check: impl Fn(&str) -> Result<String, Refusal>,
    ) -> Vec<String> {
        let Some(node) = table.entries.remove(key) else { return Vec::new() };
        let place = self.lines.span(node.span());
        let name = format!("{}{key}", table.prefix);
        let Node::List(items) = node.into_inner() else {
            self.invalid(place, format!("`{name}` phải là một danh sách"), "`[\"…\", \"…\"]`");
            return Vec::new();
        };
        let mut list = Vec::new();
        for item in items {
            let place = self.lines.span(item.span());
            let checked = match item.into_inner() {
                Node::Text(text) => check(text.trim()),
                _ => Err(Refusal {
                    message: "không phải chữ", allowed: "chữ trong ngoặc kép"
                }),
            };
            match checked {
                Ok(value) => list.push(value),
                Err(refusal) => {
                    self.invalid(place, format!("`{name}`: {}", refusal.message), refusal.allowed);
                }
            }
        }
        list
    }

    /// An empty string stands for a value that has been reported; the settings are not used then.
    pub(super) fn required_by(
        &mut self,
        table: &mut Table,
        key: &str,
        check: impl Fn(&str) -> Result<String, Refusal>,
    ) -> String {
        if !table.entries.contains_key(key) && !table.is_reported {
            let message = format!("thiếu khóa `{}{key}`", table.prefix);
            let problem = Diagnostic::new(Code::TomlSyntax, table.place.clone(), message);
            self.diagnostics.push(problem.suggestion(format!("thêm dòng `{key} = \"…\"`")));
        }
        self.optional_by(table, key, check).unwrap_or_default()
    }

    pub(super) fn required(&mut self, table: &mut Table, key: &str) -> String {
        self.required_by(table, key, |text| {
            let is_line = !text.is_empty() && !text.chars().any(char::is_control);
            let refusal = Refusal {
                message: "để trống hoặc có nhiều dòng",
                allowed: "một dòng chữ",
            };
            if is_line { Ok(text.to_owned()) } else { Err(refusal) }
        })
    }
}
