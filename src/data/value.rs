//! What a cell holds.

use std::borrow::Cow;
use std::fmt::Display;

use serde::{Serialize, Serializer};

use crate::model::{Date, Decimal};

/// The value of a cell, before any format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Value {
    /// Unknown, or does not apply.
    Null,
    /// Words.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number with the digits of its source.
    #[serde(serialize_with = "as_text")]
    Decimal(Decimal),
    /// A day.
    #[serde(serialize_with = "as_text")]
    Date(Date),
    /// Yes or no.
    Boolean(bool),
    /// Several words; no item has a `;`.
    List(Vec<String>),
}

fn as_text<S: Serializer>(value: &impl Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

impl Value {
    /// Text; nothing printed is unknown.
    pub fn text(text: &str) -> Self {
        if text.is_empty() { Self::Null } else { Self::Text(text.to_owned()) }
    }

    /// A list of words; none is unknown.
    pub fn list<T: ToString>(items: impl IntoIterator<Item = T>) -> Self {
        let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
        if items.is_empty() { Self::Null } else { Self::List(items) }
    }

    /// A count.
    pub fn count(number: usize) -> Self {
        i64::try_from(number).map_or(Self::Null, Self::Integer)
    }

    /// A day, if known.
    pub fn date(date: Option<Date>) -> Self {
        date.map_or(Self::Null, Self::Date)
    }

    /// A number, if known.
    pub fn decimal(number: Option<Decimal>) -> Self {
        number.map_or(Self::Null, Self::Decimal)
    }

    /// A number as the nearest one programs reckon with.
    pub fn to_double(&self) -> Option<f64> {
        match self {
            Self::Integer(_) | Self::Decimal(_) => self.to_cell().parse().ok(),
            _ => None,
        }
    }

    /// The cell of a CSV file: ISO dates, decimal point, `true`/`false`, list items joined by `;`, unknown empty.
    pub fn to_cell(&self) -> Cow<'_, str> {
        match self {
            Self::Null => "".into(),
            Self::Text(text) => text.into(),
            Self::Integer(number) => number.to_string().into(),
            Self::Decimal(number) => number.to_string().into(),
            Self::Date(date) => date.to_string().into(),
            Self::Boolean(yes) => if *yes { "true" } else { "false" }.into(),
            Self::List(items) => items.join(";").into(),
        }
    }
}
