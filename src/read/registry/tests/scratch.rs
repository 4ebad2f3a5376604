//! scratch
use super::*;
#[test]
fn scratch_cells() {
    let Ok(path) = std::env::var("CELLS") else { return };
    let mut bad = 0;
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let f: Vec<&str> = line.split('\t').collect();
        let mut book = AgencyBook::default();
        let mut diagnostics = Diagnostics::default();
        let part = if f[1] == "L" { Part::Lead } else { Part::Coordinating };
        let file: Arc<str> = "d".into();
        let read = book.read_cell(
            &f[2].replace("\\n", "\n"),
            part,
            &Place::line("d", 1),
            &Id::slug("x"),
            &file,
            &mut diagnostics,
        );
        let names = |r: &Responsibility| {
            r.members
                .iter()
                .map(|m| book.agencies().iter().find(|a| a.id == m.agency).unwrap().name.clone())
                .collect::<Vec<_>>()
                .join(";")
        };
        let (l, c) = (names(&read.lead), names(&read.coordinating));
        let says: Vec<String> =
            diagnostics.iter().map(|d| format!("{}: {}", d.code.as_str(), d.message)).collect();
        let low = |s: &str| s.to_lowercase();
        if low(&l) != low(f[3]) || low(&c) != low(f[4]) {
            bad += 1;
            println!(
                "BAD {} {:?}\n   got  {l} || {c}\n   want {} || {}\n   {:?}",
                f[0], f[2], f[3], f[4], says
            );
        } else if !says.is_empty() {
            println!("SAYS {} {:?} {says:?}", f[0], f[2]);
        }
    }
    println!("bad {bad}");
}
