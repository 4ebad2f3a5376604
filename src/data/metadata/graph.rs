//! A small graph of linked things, written as JSON-LD and as Turtle: one source, two spellings.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use crate::model::Date;

/// Names of vocabularies and what they stand for.
const PREFIXES: [(&str, &str); 11] = [
    ("adms", "http://www.w3.org/ns/adms#"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dcatap", "http://data.europa.eu/r5r/"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("spdx", "http://spdx.org/rdf/terms#"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Things in order; those they hold come after them in Turtle.
pub(super) struct Graph(pub(super) Vec<Node>);

/// A thing: its address if it has one, its types, what is said of it.
#[derive(Clone)]
pub(super) struct Node {
    id: Option<String>,
    kinds: &'static [&'static str],
    facts: Vec<(&'static str, Term)>,
}

/// What may be said.
#[derive(Clone)]
pub(super) enum Term {
    /// An address, described elsewhere or not at all.
    Iri(String),
    /// Words in a language, by its code ("vi").
    Words(String, &'static str),
    /// A string of any type of XML Schema ("xsd:hexBinary"); none is plain text.
    Typed(String, Option<&'static str>),
    /// A thing described here.
    Node(Node),
}

impl Node {
    pub(super) fn new(id: impl Into<String>, kinds: &'static [&'static str]) -> Self {
        Self { id: Some(id.into()), kinds, facts: Vec::new() }
    }

    /// A thing without an address.
    pub(super) fn blank(kinds: &'static [&'static str]) -> Self {
        Self { id: None, kinds, facts: Vec::new() }
    }

    pub(super) fn with(mut self, name: &'static str, term: Term) -> Self {
        self.facts.push((name, term));
        self
    }

    pub(super) fn words(self, name: &'static str, text: impl Into<String>) -> Self {
        self.with(name, Term::Words(text.into(), "vi"))
    }

    pub(super) fn english(self, name: &'static str, text: impl Into<String>) -> Self {
        self.with(name, Term::Words(text.into(), "en"))
    }

    pub(super) fn text(self, name: &'static str, text: impl Into<String>) -> Self {
        self.with(name, Term::Typed(text.into(), None))
    }

    pub(super) fn iri(self, name: &'static str, iri: impl Into<String>) -> Self {
        self.with(name, Term::Iri(iri.into()))
    }

    /// A linked thing of a type, of which nothing else need be said.
    pub(super) fn link(
        self,
        name: &'static str,
        iri: impl Into<String>,
        kinds: &'static [&'static str],
    ) -> Self {
        self.with(name, Term::Node(Self::new(iri, kinds)))
    }

    pub(super) fn date(self, name: &'static str, date: Option<Date>) -> Self {
        match date {
            Some(date) => self.with(name, Term::Typed(date.to_string(), Some("xsd:date"))),
            None => self,
        }
    }

    fn json(&self) -> Value {
        let mut object = Map::new();
        if let Some(id) = &self.id {
            object.insert("@id".to_owned(), json!(id));
        }
        object.insert("@type".to_owned(), json!(self.kinds));
        for (name, term) in &self.facts {
            let value = term.json();
            match object.get_mut(*name) {
                Some(Value::Array(list)) => list.push(value),
                _ => drop(object.insert((*name).to_owned(), json!([value]))),
            }
        }
        Value::Object(object)
    }
}

impl Term {
    fn json(&self) -> Value {
        match self {
            Self::Iri(iri) => json!({ "@id": iri }),
            Self::Words(text, language) => json!({ "@value": text, "@language": language }),
            Self::Typed(text, None) => json!({ "@value": text }),
            Self::Typed(text, Some(kind)) => json!({ "@value": text, "@type": kind }),
            Self::Node(node) => node.json(),
        }
    }
}

impl Graph {
    /// JSON-LD with its context inside: no reader has to fetch one.
    pub(super) fn json_ld(&self) -> Value {
        let context: Map<String, Value> =
            PREFIXES.iter().map(|(name, iri)| ((*name).to_owned(), json!(iri))).collect();
        let nodes: Vec<Value> = self.0.iter().map(Node::json).collect();
        json!({ "@context": context, "@graph": nodes })
    }

    /// The same as Turtle.
    pub(super) fn turtle(&self) -> String {
        // Writing to a string cannot fail.
        let mut text = String::new();
        for (name, iri) in PREFIXES {
            let _ = writeln!(text, "@prefix {name}: <{iri}> .");
        }
        let mut waiting: Vec<&Node> = self.0.iter().rev().collect();
        let mut said = BTreeSet::new();
        while let Some(node) = waiting.pop() {
            let Some(id) = &node.id else { continue };
            let mut body = String::new();
            body_of(node, "  ", &mut body, &mut waiting);
            let whole = format!("\n<{id}>{body} .\n");
            if !said.contains(&whole) {
                text.push_str(&whole);
                said.insert(whole);
            }
        }
        text
    }
}

/// Types and facts of a thing; things with an address that it holds are put on the list.
fn body_of<'a>(node: &'a Node, indent: &str, text: &mut String, waiting: &mut Vec<&'a Node>) {
    let _ = write!(text, " a {}", node.kinds.join(", "));
    for (name, term) in &node.facts {
        let _ = write!(text, " ;\n{indent}{name} ");
        match term {
            Term::Iri(iri) => drop(write!(text, "<{iri}>")),
            Term::Words(words, language) => {
                let _ = write!(text, "{}@{language}", quoted(words));
            }
            Term::Typed(words, None) => text.push_str(&quoted(words)),
            Term::Typed(words, Some(kind)) => drop(write!(text, "{}^^{kind}", quoted(words))),
            Term::Node(inner) => {
                if let Some(id) = &inner.id {
                    let _ = write!(text, "<{id}>");
                    waiting.push(inner);
                } else {
                    text.push('[');
                    body_of(inner, &format!("{indent}  "), text, waiting);
                    text.push_str(" ]");
                }
            }
        }
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_say_the_same() {
        let inner = Node::blank(&["dct:PeriodOfTime"]).text("dcat:startDate", "2026");
        let node = Node::new("https://x.vn/a", &["dcat:Dataset"])
            .words("dct:title", "nói \"vâng\"\n\\")
            .link("dct:language", "https://x.vn/vie", &["dct:LinguisticSystem"])
            .with("dct:temporal", Term::Node(inner));
        let graph = Graph(vec![node]);
        let turtle = graph.turtle();
        let start = turtle.find("\n<").unwrap();
        assert_eq!(
            &turtle[start..],
            "\n<https://x.vn/a> a dcat:Dataset ;\n  dct:title \"nói \\\"vâng\\\" \\\\\"@vi ;\n  \
             dct:language <https://x.vn/vie> ;\n  dct:temporal [ a dct:PeriodOfTime ;\n    \
             dcat:startDate \"2026\" ] .\n\n<https://x.vn/vie> a dct:LinguisticSystem .\n"
        );
        let json = graph.json_ld();
        assert_eq!(json["@graph"][0]["dct:language"][0]["@id"], "https://x.vn/vie");
    }
}
