//! Lines, cells and line ends on their own.

use super::grid::{Grid, rulings};
use super::page::{Letter, Line, without_twins};
use super::writing::{is_cut, lines_of_cell, rows};

fn across(at: f64, from: f64, to: f64) -> Line {
    Line { is_horizontal: true, at, from, to }
}

fn down(at: f64, from: f64, to: f64) -> Line {
    Line { is_horizontal: false, at, from, to }
}

fn letters(text: &str, left: f64, baseline: f64, size: f64) -> Vec<Letter> {
    let letter = |(at, letter): (usize, char)| {
        let left = left + f64::from(u32::try_from(at).unwrap()) * size * 0.5;
        Letter {
            text: letter.to_string(),
            left,
            right: left + size * 0.5,
            baseline,
            size,
            is_bold: false,
        }
    };
    text.chars().enumerate().map(letter).collect()
}

#[test]
fn lines_that_cross_make_cells() {
    // Two rows, two columns; the first row is one cell over both. Lines are drawn twice and in pieces.
    let lines = [
        across(0.0, 0.0, 200.0),
        across(20.0, 0.0, 100.0),
        across(20.4, 102.0, 200.0),
        across(40.0, 0.0, 200.0),
        down(0.0, 0.0, 40.0),
        down(0.6, 0.0, 40.0),
        down(100.0, 20.0, 40.0),
        down(200.0, 0.0, 40.0),
    ];
    let found = rulings(&lines);
    assert_eq!(found.len(), 1);
    let grid = Grid::new(&found[0], &[]);
    assert_eq!((grid.width(), grid.height(), grid.cells.len()), (2, 2, 3));
    assert_eq!(grid.cell_at((150.0, 10.0)), grid.cell_at((50.0, 10.0)));
    assert_ne!(grid.cell_at((150.0, 30.0)), grid.cell_at((50.0, 30.0)));
    assert_eq!(grid.cell_at((150.0, 90.0)), None);
}

#[test]
fn a_border_nobody_drew_is_meant_where_lines_stand_out() {
    let lines = [
        across(0.0, 0.0, 200.0),
        across(20.0, 0.0, 200.0),
        down(60.0, 0.0, 45.0),
        down(130.0, 0.0, 45.0),
    ];
    let found = rulings(&lines);
    let grid = Grid::new(&found[0], &[]);
    assert_eq!((grid.width(), grid.height()), (3, 2));
    assert!(found[0].is_open_below && !found[0].is_open_above);
}

#[test]
fn one_line_alone_is_no_table() {
    assert!(rulings(&[across(10.0, 0.0, 100.0), down(300.0, 0.0, 50.0)]).is_empty());
}

#[test]
fn words_stand_on_lines() {
    let mut all = letters("Số", 0.0, 20.0, 12.0);
    all.extend(letters("57-NQ", 20.0, 20.3, 12.0));
    all.extend(letters("2", 51.0, 15.0, 7.0));
    all.extend(letters("dưới", 0.0, 36.0, 12.0));
    all.extend(letters("Số", 0.3, 20.0, 12.0));
    let found = rows(without_twins(all), false);
    assert_eq!(found.iter().map(|row| row.text.as_str()).collect::<Vec<_>>(), ["Số 57-NQ", "dưới"]);
    assert_eq!(found[0].calls, ["2"]);
}

#[test]
fn a_line_end_inside_a_number_or_code_is_mended() {
    for (before, after) in [
        ("31/3/20", "26"),
        ("số 1149/QĐ", "-TTg"),
        ("57-", "NQ/TW"),
        ("tháng 3/", "2026"),
        ("UBND phườ", "ng Đồng Tâm"),
    ] {
        assert!(is_cut(before, after), "{before}|{after}");
    }
    for (before, after) in [
        ("Thường", "xuyên"),
        ("năm 2025", "2026"),
        ("Sở Y tế", "- Sở Nội vụ"),
        ("gồm:", "- Một"),
        ("giai đoạn 2026 -", "2030"),
        ("31/3/2026", "30/6/2026"),
        ("", "Sở"),
    ] {
        assert!(!is_cut(before, after), "{before}|{after}");
    }
    let narrow =
        rows([letters("ST", 0.0, 10.0, 10.0), letters("T", 0.0, 22.0, 10.0)].concat(), false);
    assert_eq!(lines_of_cell(&narrow, 14.0), "STT");
}
