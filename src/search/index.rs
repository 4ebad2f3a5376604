//! An index of tasks, indicators, clauses, agencies and pages, in memory.

use std::collections::BTreeMap;

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::{
    Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions, Value as _,
};
use tantivy::{IndexWriter, Searcher, TantivyDocument, Term, doc};

use super::document::Kind;
use super::tokenizer::{Key, analyzer};
use super::writer::writer_options;
use crate::model::Id;
use crate::vietnamese::composed;

/// Words of a text used to look for its like: the most telling ones.
const LIKE_WORDS: usize = 48;

/// Of these words the first that count though many entries have them.
const RAREST_WORDS: usize = 8;

/// Entries those few may be met in, all together and the first not counted.
const RAREST_MET: u64 = 8192;

/// Entries that may have any other of these words: one met more often tells little, and looking through all that have
/// it would make the work for each entry grow with their number.
const MOST_MET: u64 = 512;

/// Something that can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its identifier.
    pub id: Id,
    /// What it is.
    pub kind: Kind,
    /// Its name; a hit here counts more.
    pub title: String,
    /// Its other words.
    pub body: String,
}

/// A full-text index.
pub struct Index {
    ids: Vec<Id>,
    texts: BTreeMap<Id, String>,
    searcher: Searcher,
    fields: Fields,
}

/// The fields of the tantivy schema.
#[derive(Clone, Copy)]
struct Fields {
    place: Field,
    title_exact: Field,
    title_folded: Field,
    body_exact: Field,
    body_folded: Field,
}

impl Index {
    /// Indexes `entries`; their order does not matter.
    ///
    /// # Panics
    ///
    /// When the machine cannot start the indexing thread: there is no other way to fail in memory.
    pub fn build(entries: &[Entry]) -> Self {
        Self::try_build(entries).expect("an index in memory only fails with the machine")
    }

    fn try_build(entries: &[Entry]) -> tantivy::Result<Self> {
        let mut entries: Vec<&Entry> = entries.iter().collect();
        entries.sort_by(|a, b| (&a.id, a.kind).cmp(&(&b.id, b.kind)));

        let (schema, fields) = schema();
        let index = tantivy::Index::create_in_ram(schema);
        for key in [Key::Exact, Key::Folded] {
            index.tokenizers().register(key.name(), analyzer(key));
        }
        let mut writer: IndexWriter<TantivyDocument> =
            index.writer_with_options(writer_options())?;
        for (place, entry) in (0_u64..).zip(&entries) {
            let title = composed(&entry.title);
            let body = composed(&entry.body);
            writer.add_document(doc!(
                fields.place => place,
                fields.title_exact => title.as_ref(),
                fields.title_folded => title.as_ref(),
                fields.body_exact => body.as_ref(),
                fields.body_folded => body.as_ref(),
            ))?;
        }
        writer.commit()?;
        let segments = index.searchable_segment_ids()?;
        if segments.len() > 1 {
            writer.merge(&segments).wait()?;
        }
        writer.wait_merging_threads()?;

        Ok(Self {
            ids: entries.iter().map(|entry| entry.id.clone()).collect(),
            texts: entries
                .iter()
                .map(|entry| (entry.id.clone(), format!("{} {}", entry.title, entry.body)))
                .collect(),
            searcher: index.reader()?.searcher(),
            fields,
        })
    }

    /// The entries most like the one of that id, best first, itself left out.
    pub fn more_like(&self, id: &Id, limit: usize) -> Vec<(Id, f32)> {
        let Some(text) = self.texts.get(id) else { return Vec::new() };
        let mut found = self.like(text, limit + 1);
        found.retain(|(other, _)| other != id);
        found.truncate(limit);
        found
    }

    /// The other entries most like the one of that id, best first, with their score in per cent of the
    /// one it gives itself.
    pub fn shares(&self, id: &Id, limit: usize) -> Vec<(Id, u8)> {
        let Some(text) = self.texts.get(id) else { return Vec::new() };
        let found = self.like(text, limit + 1);
        let Some(own) = found.iter().find(|(other, _)| other == id).map(|(_, score)| *score) else {
            return Vec::new();
        };
        let percent = |score: f32| {
            (0..=100_u8).rev().find(|share| f32::from(*share) * own <= score * 100.0).unwrap_or(0)
        };
        let others = found.into_iter().filter(|(other, _)| other != id);
        others.map(|(other, score)| (other, percent(score))).collect()
    }

    /// The entries most like `text`, best first.
    ///
    /// The query is that of tantivy's `MoreLikeThisQuery` (words weighted by frequency and rarity), but
    /// made here: tantivy's walks a hash map, so equally telling words come in another order on every
    /// run, and with them the choice of words and the last digits of the scores.
    pub fn like(&self, text: &str, limit: usize) -> Vec<(Id, f32)> {
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        for word in words(Key::Folded, text) {
            *counts.entry(word).or_default() += 1;
        }
        let mut weighted: Vec<(f32, [u64; 2], String)> = counts
            .into_iter()
            .filter_map(|(word, count)| {
                let met = self.frequencies(&word);
                Some((self.weight(most(met), count)?, met, word))
            })
            .collect();
        weighted.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.2.cmp(&b.2)));
        weighted.truncate(LIKE_WORDS);
        let (mut place, mut all_met) = (0, 0);
        weighted.retain(|(_, met, _)| {
            place += 1;
            if place > 1 {
                all_met += most(*met);
            }
            most(*met) <= MOST_MET || (place <= RAREST_WORDS && all_met <= RAREST_MET)
        });
        let clauses = weighted
            .iter()
            .flat_map(|(weight, met, word)| {
                let fields = [self.fields.title_folded, self.fields.body_folded].into_iter();
                let fields = fields.zip(met).filter(|(_, met)| **met > 0);
                fields.map(|(field, _)| (Occur::Should, term(field, word, *weight)))
            })
            .collect();
        self.run(&BooleanQuery::new(clauses), limit)
    }

    /// The entries that have the words of `text`, best first: all of the words, or if there is no such
    /// entry, some. Marks that are typed and match count more than words found without their marks.
    pub fn query(&self, text: &str, limit: usize) -> Vec<(Id, f32)> {
        let text = composed(text);
        let words: Vec<(String, String)> =
            words(Key::Exact, &text).into_iter().zip(words(Key::Folded, &text)).collect();
        let make = |occur: Occur| {
            BooleanQuery::new(
                words.iter().map(|(exact, folded)| (occur, self.word(exact, folded))).collect(),
            )
        };
        let found = self.run(&make(Occur::Must), limit);
        if found.is_empty() { self.run(&make(Occur::Should), limit) } else { found }
    }

    /// A query for one word, with and without its marks, in title and body.
    fn word(&self, exact: &str, folded: &str) -> Box<dyn Query> {
        let fields = self.fields;
        Box::new(BooleanQuery::new(vec![
            (Occur::Should, term(fields.title_exact, exact, 8.0)),
            (Occur::Should, term(fields.body_exact, exact, 4.0)),
            (Occur::Should, term(fields.title_folded, folded, 2.0)),
            (Occur::Should, term(fields.body_folded, folded, 1.0)),
        ]))
    }

    /// How telling a word is that so many entries have; nothing for words met in no entry.
    fn weight(&self, frequency: u64, count: u32) -> Option<f32> {
        let frequency = Some(frequency).filter(|frequency| *frequency > 0)?;
        let entries = u16::try_from(self.ids.len()).map_or(f32::from(u16::MAX), f32::from);
        let frequency = u16::try_from(frequency).map_or(f32::from(u16::MAX), f32::from);
        let count = u16::try_from(count).map_or(f32::from(u16::MAX), f32::from);
        Some(count * (1.0 + entries / frequency).ln())
    }

    /// How many entries have the word in their title, and in their body.
    fn frequencies(&self, word: &str) -> [u64; 2] {
        [self.fields.title_folded, self.fields.body_folded]
            .map(|field| self.searcher.doc_freq(&Term::from_field_text(field, word)).unwrap_or(0))
    }

    fn run(&self, query: &dyn Query, limit: usize) -> Vec<(Id, f32)> {
        if limit == 0 {
            return Vec::new();
        }
        let collector = TopDocs::with_limit(limit).order_by_score();
        let mut found: Vec<(f32, usize)> = self
            .searcher
            .search(query, &collector)
            .expect("reading an index in memory does not fail")
            .into_iter()
            .filter_map(|(score, address)| {
                let document: TantivyDocument = self.searcher.doc(address).ok()?;
                let place = document.get_first(self.fields.place)?.as_u64()?;
                Some((score, usize::try_from(place).ok()?))
            })
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found
            .into_iter()
            .filter_map(|(score, place)| Some((self.ids.get(place)?.clone(), score)))
            .collect()
    }
}

/// In title or body, whichever are more.
fn most([title, body]: [u64; 2]) -> u64 {
    title.max(body)
}

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let text = |key: Key| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(key.name())
                .set_fieldnorms(true)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions),
        )
    };
    let fields = Fields {
        place: builder.add_u64_field("place", tantivy::schema::STORED),
        title_exact: builder.add_text_field("title_exact", text(Key::Exact)),
        title_folded: builder.add_text_field("title_folded", text(Key::Folded)),
        body_exact: builder.add_text_field("body_exact", text(Key::Exact)),
        body_folded: builder.add_text_field("body_folded", text(Key::Folded)),
    };
    (builder.build(), fields)
}

fn term(field: Field, word: &str, boost: f32) -> Box<dyn Query> {
    let term = Term::from_field_text(field, word);
    Box::new(BoostQuery::new(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)), boost))
}

/// The words of `text` as keys, in order.
fn words(key: Key, text: &str) -> Vec<String> {
    let text = composed(text);
    let mut analyzer = analyzer(key);
    let mut stream = analyzer.token_stream(&text);
    let mut words = Vec::new();
    while let Some(token) = stream.next() {
        words.push(token.text.clone());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str, title: &str) -> Entry {
        Entry {
            id: Id::new(id).unwrap(),
            kind: Kind::Task,
            title: title.to_owned(),
            body: String::new(),
        }
    }

    fn entries() -> Vec<Entry> {
        vec![
            entry("a1", "Xây dựng văn bản hướng dẫn"),
            entry("a2", "Đào tạo nhân lực bán dẫn"),
            entry("a3", "Phát triển hạ tầng đường truyền số"),
            entry("a4", "Nuôi dưỡng tài năng"),
            entry("a5", "Thuý Hoà mở rộng hạ tầng đường truyền số"),
        ]
    }

    fn ids(found: &[(Id, f32)]) -> Vec<&str> {
        found.iter().map(|(id, _)| id.as_str()).collect()
    }

    #[test]
    fn words_are_found_with_and_without_marks() {
        let index = Index::build(&entries());
        let mut both = index.query("ban dan", 5);
        both.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(ids(&both), ["a1", "a2"]);
        assert_eq!(ids(&index.query("bán dẫn", 5))[0], "a2");
        assert_eq!(ids(&index.query("duong", 1)).len(), 1);
        assert_eq!(ids(&index.query("thúy hòa", 5)), ["a5"]);
        assert!(index.query("", 5).is_empty());
        assert!(index.query("zzz", 5).is_empty());
    }

    #[test]
    fn typed_marks_go_first() {
        let index = Index::build(&entries());
        assert_eq!(ids(&index.query("dưỡng", 5))[0], "a4");
        assert_eq!(ids(&index.query("đường", 5)).len(), 3);
        assert_eq!(ids(&index.query("đường", 5))[2], "a4");
    }

    #[test]
    fn like_finds_the_twin_and_never_itself() {
        let index = Index::build(&entries());
        assert_eq!(ids(&index.more_like(&Id::new("a3").unwrap(), 1)), ["a5"]);
        assert!(index.more_like(&Id::new("none").unwrap(), 3).is_empty());
    }

    #[test]
    fn order_of_entries_does_not_matter() {
        let mut shuffled = entries();
        shuffled.reverse();
        let (a, b) = (Index::build(&entries()), Index::build(&shuffled));
        for query in ["hạ tầng", "ban dan", "số"] {
            assert_eq!(a.query(query, 9), b.query(query, 9));
        }
        for entry in entries() {
            assert_eq!(a.more_like(&entry.id, 9), b.more_like(&entry.id, 9));
        }
    }
}
