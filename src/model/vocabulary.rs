//! Words that mean the same to a reader who searches.

/// Abbreviations, synonyms and kinds of documents, from `content/tim-kiem.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Kinds of documents: the code in their symbols and their name ("NQ", "nghị quyết").
    pub kinds: Vec<(String, String)>,
    /// Ways to write one thing. The first is one word and stands for all ("CĐS", "chuyển đổi số").
    pub synonyms: Vec<Vec<String>>,
}
