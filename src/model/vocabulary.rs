//! Words of readers who search, and what they mean.

/// Abbreviations, kinds of documents, words of questions and everyday words, from `content/tim-kiem.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Kinds of documents: the code in their symbols and their name ("NQ", "nghị quyết").
    pub kinds: Vec<(String, String)>,
    /// Ways to write one thing. The first is one word and stands for all ("CĐS", "chuyển đổi số").
    pub synonyms: Vec<Vec<String>>,
    /// Words that only make a question ("bao giờ").
    pub questions: Vec<String>,
    /// Everyday words, what documents write instead, and in hundredths how near that is ("sổ đỏ", "đất đai", 80); without
    /// anything, the words are only known to belong together.
    pub everyday: Vec<(String, Vec<(String, u8)>)>,
}
