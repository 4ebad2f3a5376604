//! Words → where they stand: the inverted index of all documents, kept by tantivy in memory.

use std::collections::BTreeMap;

use tantivy::fastfield::Column;
use tantivy::postings::Postings as _;
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{DocSet as _, IndexWriter, Searcher, TERMINATED, TantivyDocument, Term};

use super::document::{Document, FIELDS};
use super::lines::Pairs;
use super::words::{Analyzer, Words};
use super::writer::writer_options;

/// Where the words of a field stand: documents by their place, in order, and positions.
pub(super) type Occurrences = BTreeMap<u32, Vec<u32>>;

/// The inverted index.
pub(super) struct Postings {
    searcher: Searcher,
    fields: Vec<Field>,
    /// Words with marks by their folded key; each as it was first written, and in how many places it stands.
    words: BTreeMap<String, BTreeMap<String, Known>>,
    /// How many tokens each field of each document has.
    lengths: Vec<Vec<u32>>,
    documents: u32,
}

/// A word that some document has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    /// As first written, in lower case; empty for what only stands for other words.
    pub(super) written: String,
    /// In how many places it stands.
    pub(super) count: u32,
}

impl Postings {
    /// Indexes `documents`; their place is their number. Tells too which of `pairs` stand side by side in some of them.
    ///
    /// # Panics
    ///
    /// When the machine cannot start the indexing thread: there is no other way to fail in memory.
    pub(super) fn build(
        documents: &[Document],
        analyzer: &Analyzer,
        pairs: &Pairs,
    ) -> (Self, Pairs) {
        Self::try_build(documents, analyzer, pairs)
            .expect("an index in memory only fails with the machine")
    }

    fn try_build(
        documents: &[Document],
        analyzer: &Analyzer,
        pairs: &Pairs,
    ) -> tantivy::Result<(Self, Pairs)> {
        let mut schema = Schema::builder();
        let place = schema.add_u64_field("place", FAST);
        let indexing = TextFieldIndexing::default()
            .set_fieldnorms(false)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let options = TextOptions::default().set_indexing_options(indexing);
        let fields: Vec<Field> = (0..FIELDS.len())
            .map(|number| schema.add_text_field(&format!("field{number}"), options.clone()))
            .collect();
        let index = tantivy::Index::create_in_ram(schema.build());
        let mut writer: IndexWriter<TantivyDocument> =
            index.writer_with_options(writer_options())?;
        let mut words: BTreeMap<String, BTreeMap<String, Known>> = BTreeMap::new();
        let mut lengths = vec![Vec::with_capacity(documents.len()); FIELDS.len()];
        let mut met = Pairs::new();
        for (number, document) in (0_u64..).zip(documents) {
            let mut entry = TantivyDocument::new();
            entry.add_u64(place, number);
            for ((field, (text, _)), lengths) in fields.iter().zip(FIELDS).zip(&mut lengths) {
                let analysed = analyzer.analyze(text(document));
                let beside = analysed.words.windows(2);
                let beside = beside.map(|pair| (pair[0].exact.clone(), pair[1].exact.clone()));
                met.extend(beside.filter(|pair| pairs.contains(pair)));
                let tokens = tokens(analysed, &mut words);
                lengths.push(u32::try_from(tokens.len()).unwrap_or(u32::MAX));
                let text = String::new();
                entry.add_pre_tokenized_text(*field, PreTokenizedString { text, tokens });
            }
            writer.add_document(entry)?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        let documents = u32::try_from(documents.len()).unwrap_or(u32::MAX);
        let searcher = index.reader()?.searcher();
        Ok((Self { searcher, fields, words, lengths, documents }, met))
    }

    /// The words with marks of a folded key, or of all that begin with it.
    pub(super) fn variants<'s>(
        &'s self,
        folded: &'s str,
        is_prefix: bool,
    ) -> impl Iterator<Item = (&'s String, &'s Known)> {
        let from = self.words.range(folded.to_owned()..);
        from.take_while(
            move |(key, _)| {
                if is_prefix { key.starts_with(folded) } else { *key == folded }
            },
        )
        .flat_map(|(_, variants)| variants)
    }

    /// Whether some document has the word of a key with marks.
    pub(super) fn has(&self, exact: &str) -> bool {
        let variants = self.words.get(&super::key::folded_key(exact));
        variants.is_some_and(|variants| variants.contains_key(exact))
    }

    /// A word as it is written in documents.
    pub(super) fn written<'s>(&'s self, sought: &'s super::matching::Sought) -> &'s str {
        let known = self.words.get(&sought.folded).and_then(|words| words.get(&sought.exact));
        known
            .map(|known| known.written.as_str())
            .filter(|text| !text.is_empty())
            .unwrap_or(&sought.exact)
    }

    /// All words: folded key, and those with marks.
    pub(super) fn words(&self) -> impl Iterator<Item = (&String, &BTreeMap<String, Known>)> {
        self.words.iter()
    }

    /// Where a word stands in a field.
    pub(super) fn occurrences(&self, field: usize, exact: &str) -> Occurrences {
        self.read(field, exact).expect("reading an index in memory does not fail")
    }

    fn read(&self, field: usize, exact: &str) -> tantivy::Result<Occurrences> {
        let mut found = Occurrences::new();
        let Some(field) = self.fields.get(field) else { return Ok(found) };
        let term = Term::from_field_text(*field, exact);
        for segment in self.searcher.segment_readers() {
            let places: Column<u64> = segment.fast_fields().u64("place")?;
            let option = IndexRecordOption::WithFreqsAndPositions;
            let Some(mut postings) =
                segment.inverted_index(*field)?.read_postings(&term, option)?
            else {
                continue;
            };
            while postings.doc() != TERMINATED {
                let place =
                    places.first(postings.doc()).and_then(|place| u32::try_from(place).ok());
                let mut positions = Vec::new();
                postings.positions(&mut positions);
                found.extend(place.map(|place| (place, positions)));
                postings.advance();
            }
        }
        Ok(found)
    }

    /// How many tokens a field of a document has.
    pub(super) fn length(&self, field: usize, document: u32) -> u32 {
        let lengths = self.lengths.get(field).map_or(&[][..], Vec::as_slice);
        usize::try_from(document).ok().and_then(|place| lengths.get(place)).copied().unwrap_or(0)
    }

    /// How many tokens a field has in the mean.
    pub(super) fn average(&self, field: usize) -> f64 {
        let lengths = self.lengths.get(field).map_or(&[][..], Vec::as_slice);
        let total: f64 = lengths.iter().copied().map(f64::from).sum();
        total / f64::from(self.documents.max(1))
    }
}

/// The tokens of a text; the words in them become known.
fn tokens(of: Words, known: &mut BTreeMap<String, BTreeMap<String, Known>>) -> Vec<Token> {
    let Words { text, words, concepts } = of;
    let mut know = |folded: String, exact: &str, written: &str| {
        let variants = known.entry(folded).or_default();
        let entry = variants
            .entry(exact.to_owned())
            .or_insert_with(|| Known { written: String::new(), count: 0 });
        entry.count += 1;
        if entry.written.is_empty() {
            entry.written = written.to_lowercase();
        }
    };
    let mut concepts = concepts.into_iter().peekable();
    let mut tokens = Vec::with_capacity(words.len());
    let token = |position: usize, text: String| Token { position, text, ..Token::default() };
    for (position, word) in words.into_iter().enumerate() {
        know(word.folded, &word.exact, &text[word.range]);
        tokens.push(token(position, word.exact));
        while let Some(concept) = concepts.next_if(|concept| concept.first == position) {
            know(concept.folded, &concept.exact, "");
            tokens.push(token(position, concept.exact));
        }
    }
    tokens
}
