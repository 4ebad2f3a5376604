//! Cells keep what their columns promise: types, words, keys.

use super::*;

#[test]
fn cells_fit_their_columns() {
    for site in editions::sites() {
        let derived = derive(&site, None, &());
        fit(&tables(&site, &derived, &quality(), &mut Diagnostics::default()));
    }
}

fn fit(tables: &[Table]) {
    let has_reports =
        tables.iter().any(|table| table.dataset.basis == Basis::Reports && !table.rows.is_empty());
    for Table { dataset, rows } in tables {
        if dataset.basis == Basis::Reports && !has_reports {
            continue;
        }
        assert!(!rows.is_empty(), "{}", dataset.stem);
        for (at, column) in dataset.columns.iter().enumerate() {
            let name = format!("{}.{}", dataset.stem, column.name);
            let mut seen = BTreeSet::new();
            for row in rows {
                assert_eq!(row.values.len(), dataset.columns.len(), "{}", dataset.stem);
                let value = &row.values[at];
                let cell = value.to_cell();
                let fits = match (column.kind, value) {
                    (_, Value::Null) => !column.required,
                    (Type::Enum(words), Value::Text(text)) => {
                        words().iter().any(|(word, _)| word == text)
                    }
                    (Type::Text, Value::Text(_))
                    | (Type::Integer, Value::Integer(_))
                    | (Type::Decimal, Value::Decimal(_))
                    | (Type::Date, Value::Date(_))
                    | (Type::Boolean, Value::Boolean(_))
                    | (Type::List, Value::List(_)) => true,
                    _ => false,
                };
                assert!(fits, "{name}: {value:?}");
                assert!(!column.unique || seen.insert(cell.clone()), "{name}: {cell} twice");
                if let (Some(key), false) = (column.foreign_key, cell.is_empty()) {
                    let target = tables.iter().find(|t| t.dataset.stem == key.dataset).unwrap();
                    let place = target.dataset.column(key.column).unwrap();
                    assert!(
                        target.rows.iter().any(|row| row.values[place].to_cell() == cell),
                        "{name}: {cell} is in no {}",
                        key.dataset
                    );
                }
            }
        }
        let keys: BTreeSet<Vec<String>> = rows.iter().map(|row| key(dataset, row)).collect();
        assert!(dataset.primary_key.is_empty() || keys.len() == rows.len(), "{}", dataset.stem);
    }
}

fn key(dataset: &crate::data::schema::Dataset, row: &crate::data::Row) -> Vec<String> {
    let value = |name: &&str| row.values[dataset.column(name).unwrap()].to_cell().into_owned();
    dataset.primary_key.iter().map(value).collect()
}
