//! Marks, merging and receipts on small examples; real spreadsheets fill in forms in `tests/suite/forms.rs`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::accepted::{Key, Row};
use super::marker::Marker;
use super::received::{new_manifest, with_received};
use super::table::{Replaced, Table};
use crate::diagnostic::{Diagnostics, Place};
use crate::model::{Date, Id, Period, Site};
use crate::read::document::{Piece, RawCell, RawDocument, RawRow, RawTable};
use crate::read::snapshot::{Field, read_csv};

fn july() -> Period {
    Period::parse("2026-07").unwrap()
}

fn document(cells: &[&str]) -> RawDocument {
    let cell = |text: &&str| RawCell { text: (*text).to_owned(), ..RawCell::default() };
    let rows = vec![RawRow { cells: cells.iter().map(cell).collect(), line: 1 }];
    let table = RawTable { rows, ..RawTable::default() };
    RawDocument {
        file: "a.xlsx".into(),
        pieces: vec![Piece::Table(table)],
        ..RawDocument::default()
    }
}

#[test]
fn a_form_is_known_by_its_mark() {
    let marker = Marker { agency: Id::slug("so-y-te"), period: july() };
    let text = marker.text();
    assert_eq!(Marker::find(&document(&["", &text, &text])), Ok(marker));
    let other = text.replace("so-y-te", "so-xay-dung");
    for cells in [
        vec![],
        vec!["Mã"],
        vec![text.as_str(), other.as_str()],
        vec!["congkhai-bieu-mau 2 2026-07 so-y-te"],
        vec!["congkhai-bieu-mau 1 2026-13 so-y-te"],
        vec!["congkhai-bieu-mau 1 2026-07 so-y-te x"],
    ] {
        assert!(Marker::find(&document(&cells)).is_err(), "{cells:?}");
    }
}

fn row(id: &str, cells: &[(Field, &str)]) -> Row {
    let id_cell = [(Field::Id, id)];
    let cells: BTreeMap<Field, String> =
        id_cell.iter().chain(cells).map(|(field, text)| (*field, (*text).to_owned())).collect();
    let key = Key { id: id.to_owned(), part: None, is_start: false };
    Row { item: Id::slug(id), key, cells, place: Place::line("a.xlsx", 1) }
}

#[test]
fn new_rows_replace_their_own_and_nothing_else() {
    let text = "Ghi chú của sở;;\nMã;Tình trạng;Phòng\nkh-1;Đang thực hiện;A\nkh-2;Tạm dừng;B\n";
    let file: Arc<str> = "so.csv".into();
    let mut table = Table::existing(&read_csv(&file, text, &mut Diagnostics::default())).unwrap();
    let first = row("kh-1", &[(Field::Status, "Hoàn thành"), (Field::CompletedOn, "2026-07-05")]);
    let third = row("kh-3", &[(Field::Status, "Chưa thực hiện")]);
    let replaced = table.put(&[&first, &third], &Site::default(), july());
    let words = |words: [&str; 3]| words.map(str::to_owned).into();
    let changes = vec![
        words(["Tình trạng", "Đang thực hiện", "Hoàn thành"]),
        words(["Ngày hoàn thành", "", "2026-07-05"]),
    ];
    assert_eq!(replaced, [Replaced { item: Id::slug("kh-1"), changes }]);
    assert_eq!(
        String::from_utf8(table.bytes()).unwrap(),
        "Ghi chú của sở,,\nMã,Tình trạng,Phòng,Ngày hoàn thành\nkh-1,Hoàn thành,A,2026-07-05\nkh-2,Tạm dừng,B\nkh-3,Chưa thực hiện,,\n"
    );
    assert_eq!(table.put(&[&first], &Site::default(), july()), []);
    let blank = read_csv(&file, "a;b\n1;2\n", &mut Diagnostics::default());
    assert!(Table::existing(&blank).is_none());
}

#[test]
fn the_value_of_the_year_before_stands_beside_the_periods_own() {
    let text = "Mã,Giá trị,Ngày của số liệu\nkh-1,5,2025-12-31\nkh-1,6,2026-07-10\n";
    let document = read_csv(&"so.csv".into(), text, &mut Diagnostics::default());
    let mut table = Table::existing(&document).unwrap();
    let new = row("kh-1", &[(Field::Value, "7"), (Field::ValueDate, "2026-07-20")]);
    table.put(&[&new], &Site::default(), july());
    let text = String::from_utf8(table.bytes()).unwrap();
    assert!(text.contains("kh-1,5,2025-12-31\nkh-1,7,2026-07-20\n"), "{text}");
}

#[test]
fn receipts_are_added_and_words_of_the_file_stay() {
    let text = new_manifest(july());
    let agency = Id::slug("so-y-te");
    let on = Date::constant(2026, 7, 18);
    let text = with_received(&text, &[(&agency, "so-y-te.csv".to_owned())], on);
    insta::assert_snapshot!(text, @r#"
    # Tháng 7 năm 2026
    # Do `congkhai collect` tạo. Ngày chốt số liệu (as_of) sửa được; khi công bố thì thêm published_on.
    period = "2026-07"
    as_of = "2026-07-31"

    [[received]]
    agency = "so-y-te"
    on = "2026-07-18"
    file = "so-y-te.csv"
    "#);
}
