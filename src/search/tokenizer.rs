//! Words of Vietnamese text as tantivy tokens.

use tantivy::tokenizer::{
    RemoveLongFilter, SimpleTokenizer, TextAnalyzer, Token, TokenFilter, TokenStream, Tokenizer,
};

use super::key::{exact_key, folded_key};

/// Longest word kept, in bytes.
const LONGEST_WORD: usize = 64;

/// Which key the tokens become.
#[derive(Clone, Copy)]
pub(super) enum Key {
    /// Marks kept.
    Exact,
    /// Marks off.
    Folded,
}

impl Key {
    /// The name the analyser is registered under.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Exact => "vi_exact",
            Self::Folded => "vi_folded",
        }
    }

    fn of(self, word: &str) -> String {
        match self {
            Self::Exact => exact_key(word),
            Self::Folded => folded_key(word),
        }
    }
}

/// Splits text at everything that is no letter or digit and turns each word into its key.
///
/// Text must be NFC: a mark that stands alone is no letter and would split the word.
pub(super) fn analyzer(key: Key) -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(LONGEST_WORD))
        .filter(KeyFilter(key))
        .build()
}

#[derive(Clone, Copy)]
struct KeyFilter(Key);

impl TokenFilter for KeyFilter {
    type Tokenizer<T: Tokenizer> = KeyTokenizer<T>;

    fn transform<T: Tokenizer>(self, inner: T) -> KeyTokenizer<T> {
        KeyTokenizer { key: self.0, inner }
    }
}

#[derive(Clone)]
struct KeyTokenizer<T> {
    key: Key,
    inner: T,
}

impl<T: Tokenizer> Tokenizer for KeyTokenizer<T> {
    type TokenStream<'a> = KeyStream<T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        KeyStream { key: self.key, tail: self.inner.token_stream(text) }
    }
}

struct KeyStream<T> {
    key: Key,
    tail: T,
}

impl<T: TokenStream> TokenStream for KeyStream<T> {
    fn advance(&mut self) -> bool {
        if !self.tail.advance() {
            return false;
        }
        let key = self.key.of(&self.tail.token().text);
        self.tail.token_mut().text = key;
        true
    }

    fn token(&self) -> &Token {
        self.tail.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.tail.token_mut()
    }
}
