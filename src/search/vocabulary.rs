//! The vocabulary as JSON, for the browser client.

use serde::Serialize;

use crate::model::Vocabulary;

/// What the client reads; the tables of cases in `tests/search` use the same form.
#[derive(Serialize)]
struct Exported<'v> {
    kinds: &'v [(String, String)],
    synonyms: &'v [Vec<String>],
}

/// `vocabulary` as compact JSON: `{"kinds":[["NQ","nghị quyết"]],"synonyms":[["CĐS","chuyển đổi số"]]}`.
pub fn vocabulary_json(vocabulary: &Vocabulary) -> String {
    let Vocabulary { kinds, synonyms } = vocabulary;
    serde_json::to_string(&Exported { kinds, synonyms }).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_that_of_the_tables() {
        let vocabulary = Vocabulary {
            kinds: vec![("NQ".to_owned(), "nghị quyết".to_owned())],
            synonyms: vec![vec!["CĐS".to_owned(), "chuyển đổi số".to_owned()]],
        };
        assert_eq!(
            vocabulary_json(&vocabulary),
            r#"{"kinds":[["NQ","nghị quyết"]],"synonyms":[["CĐS","chuyển đổi số"]]}"#
        );
    }
}
