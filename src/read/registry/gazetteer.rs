//! The public bodies every plan may name, compiled into the program.
//!
//! `gazetteer/bodies.csv` and `gazetteer/provinces.csv` hold facts with their sources
//! (`gazetteer/sources.csv`): names, usual spellings, what replaced what. A site's own
//! `seeds/agencies.toml` goes before them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::abbreviation::{key, syllables};
use super::names::{Names, Token, tokens};
use crate::model::AgencyKind;

/// Where a body stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tier {
    Central,
    Province,
    Commune,
    /// Any other: regions, districts of the past, collectives of every level.
    Any,
}

/// A body of the gazetteer.
#[derive(Debug)]
pub(super) struct Body {
    pub id: String,
    pub name: String,
    /// Its name in a city that is a province.
    pub city_name: Option<String>,
    pub kind: AgencyKind,
    pub tier: Tier,
    pub spellings: Vec<String>,
    /// In how many of the files read for the gazetteer the name stands.
    pub files_seen: u32,
    /// Syllables of the name as it may be abbreviated, and whether the level is left out in them.
    pub written: Vec<(bool, Vec<String>)>,
    /// The name without the level at its end ("tỉnh", "cấp xã"), if it has one.
    pub stem: Option<String>,
}

/// How a name of the gazetteer names its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// By its name or a spelling that says the level.
    Whole,
    /// By its name in a city.
    City,
    /// Without the level, which no body of another level shares.
    Bare,
    /// Without the level, which bodies of other levels share: only the list around it can tell.
    Shared,
    /// The beginning of names of bodies in communes: a place must follow.
    Stem,
}

/// The gazetteer with its names.
#[derive(Debug)]
pub(super) struct Gazetteer {
    pub bodies: Vec<Body>,
    /// What the owners of `names` stand for: body and form.
    pub forms: Vec<(usize, Form)>,
    pub names: Names,
    /// The form of the names without level, by body.
    stem_forms: BTreeMap<usize, Form>,
    /// Short names of provinces.
    pub provinces: Names,
    /// Bodies by the first letter of their names, for abbreviations.
    pub by_letter: BTreeMap<char, Vec<usize>>,
}

/// The one gazetteer of the program.
pub(super) static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    Gazetteer::read(include_str!("gazetteer/bodies.csv"), include_str!("gazetteer/provinces.csv"))
});

/// Words of levels at the end of names.
const LEVELS: &[(&str, Tier)] = &[
    (" tỉnh", Tier::Province),
    (" Tỉnh ủy", Tier::Province),
    (" cấp xã", Tier::Commune),
    (" xã", Tier::Commune),
];

impl Gazetteer {
    fn read(bodies: &str, provinces: &str) -> Self {
        let bodies: Vec<Body> = records(bodies).iter().map(|row| body(row)).collect();
        let mut gazetteer = Self {
            bodies,
            forms: Vec::new(),
            names: Names::default(),
            stem_forms: BTreeMap::new(),
            provinces: Names::default(),
            by_letter: BTreeMap::new(),
        };
        for (index, row) in records(provinces).iter().enumerate() {
            gazetteer.provinces.insert(&row[2], index);
        }
        gazetteer.add_names();
        gazetteer.add_bare_names();
        for (index, body) in gazetteer.bodies.iter().enumerate() {
            let name = body.written.first().and_then(|(_, name)| name.first());
            if let Some(letter) = name.and_then(|word| word.chars().next()) {
                gazetteer.by_letter.entry(letter).or_default().push(index);
            }
        }
        for list in gazetteer.by_letter.values_mut() {
            list.sort_by_key(|index| std::cmp::Reverse(gazetteer.bodies[*index].files_seen));
        }
        gazetteer
    }

    fn add_names(&mut self) {
        for at in 0..self.bodies.len() {
            let body = &self.bodies[at];
            let names = [body.name.clone()].into_iter().chain(body.spellings.iter().cloned());
            let is_leveled = body.stem.is_some() && body.tier == Tier::Province;
            let mut forms: Vec<(String, Form)> = names
                .map(|name| {
                    let is_bare = is_leveled && !says_level(&name);
                    (name, if is_bare { Form::Bare } else { Form::Whole })
                })
                .collect();
            let city = body.city_name.clone().map(|name| (name, Form::City));
            // Before the spellings, of which one may be the same.
            forms.splice(1..1, city);
            for (name, form) in forms {
                self.insert(&name, at, form);
            }
        }
    }

    /// Names without their level. Shared ones are those another level has too.
    fn add_bare_names(&mut self) {
        let mut elsewhere: BTreeSet<String> = BTreeSet::new();
        for body in &self.bodies {
            if body.tier != Tier::Province {
                let words: Vec<String> =
                    tokens(&body.name).iter().map(|token| token.key.to_string()).collect();
                elsewhere.extend((1..=words.len()).map(|length| words[..length].join(" ")));
            }
        }
        for at in 0..self.bodies.len() {
            let Some(stem) = self.bodies[at].stem.clone() else { continue };
            let words: Vec<String> =
                tokens(&stem).iter().map(|token| token.key.to_string()).collect();
            let form = match self.bodies[at].tier {
                Tier::Commune => Form::Stem,
                _ if elsewhere.contains(&words.join(" ")) || words.len() < 2 => Form::Shared,
                _ => Form::Bare,
            };
            self.stem_forms.insert(at, form);
            self.insert(&stem, at, form);
        }
    }

    fn insert(&mut self, name: &str, body: usize, form: Form) {
        let owner = self.forms.len();
        if self.names.insert(name, owner).is_none() {
            self.forms.push((body, form));
        }
    }

    /// How a name without its level names this body.
    pub(super) fn stem_form(&self, body: usize) -> Form {
        self.stem_forms.get(&body).copied().unwrap_or(Form::Bare)
    }

    /// The number of tokens the name of a province takes at the first of `tokens`, with "tỉnh" or
    /// "thành phố" before it if written.
    pub(super) fn province_at(&self, tokens: &[Token<'_>]) -> Option<usize> {
        let skip = province_word(tokens);
        let found = self.provinces.matches(tokens.get(skip..)?);
        found.last().map(|(length, _)| skip + length)
    }
}

/// The number of tokens of "tỉnh", "thành phố", "TP." at the first of `tokens`.
pub(super) fn province_word(tokens: &[Token<'_>]) -> usize {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_ref());
    match word(0) {
        "tỉnh" => 1,
        "thành" if word(1) == "phố" => 2,
        "tp" => 1 + usize::from(word(1) == "."),
        _ => 0,
    }
}

fn says_level(name: &str) -> bool {
    let key = name.to_lowercase();
    ["tỉnh", "thành", "khu vực"].iter().any(|word| key.contains(word))
}

fn records(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.records().filter_map(Result::ok);
    rows.map(|row| row.iter().map(str::to_owned).collect()).collect()
}

fn body(row: &[String]) -> Body {
    let name = row[1].clone();
    let tier = match row[4].as_str() {
        "tw" => Tier::Central,
        "tinh" => Tier::Province,
        "xa" => Tier::Commune,
        _ => Tier::Any,
    };
    let kind = AgencyKind::from_word(&row[3]).unwrap_or(AgencyKind::Other);
    let stem = LEVELS
        .iter()
        .filter(|level| level.1 == tier && kind != AgencyKind::Collective)
        .find_map(|level| name.strip_suffix(level.0))
        .filter(|stem| *stem != "Văn phòng")
        .map(str::to_owned);
    Body {
        id: row[0].clone(),
        city_name: Some(row[2].clone()).filter(|name| !name.is_empty()),
        kind,
        tier,
        spellings: row[5].split(';').filter(|name| !name.is_empty()).map(str::to_owned).collect(),
        files_seen: row[11].parse().unwrap_or(0),
        written: written(&name, stem.as_deref(), tier),
        stem,
        name,
    }
}

/// The name with and without its level, and below the centre with and without "Việt Nam".
fn written(name: &str, stem: Option<&str>, tier: Tier) -> Vec<(bool, Vec<String>)> {
    let mut list = vec![(false, syllables(name))];
    list.extend(stem.map(|stem| (true, syllables(stem))));
    for at in 0..list.len() {
        let (is_stem, name) = &list[at];
        let country = name.windows(2).position(|pair| pair == [key("việt"), key("nam")]);
        if let Some(at) = country.filter(|_| tier != Tier::Central) {
            let mut short = name.clone();
            short.drain(at..at + 2);
            list.push((*is_stem, short));
        }
    }
    list.retain(|(_, name)| name.len() > 1);
    list
}
