//! Search over the real plans: what can be found, and whether readers find it.
//!
//! `cargo test --test suite search -- --nocapture` prints the tables of relevance.

mod judged;
mod relevance;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use congkhai::config::Config;
use congkhai::derive::{Derived, derive};
use congkhai::load::load;
use congkhai::model::{Id, Site};
use congkhai::pipeline::read_sources;
use congkhai::search::{Collection, Engine, Group, Kind};
use congkhai::view::find::collection;
use congkhai::view::ground::Portal;

use super::package;

struct Real {
    config: Config,
    site: Site,
    derived: Derived,
}

/// The real site, read once.
static REAL: LazyLock<Real> = LazyLock::new(|| {
    let (config, site) = read_sources(&load(package()).unwrap()).unwrap();
    let derived = derive(&site, None, &());
    Real { config, site, derived }
});

static COLLECTION: LazyLock<Collection> =
    LazyLock::new(|| collection(&Portal::new(&REAL.config, &REAL.site, &REAL.derived, &[])));

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::new(COLLECTION.clone(), &REAL.site.vocabulary));

#[test]
fn everything_of_the_site_can_be_found() {
    let count = |kind| COLLECTION.documents.iter().filter(|one| one.kind == kind).count();
    assert_eq!(count(Kind::Task), REAL.site.tasks().count());
    assert_eq!(count(Kind::Indicator), REAL.site.indicators().count());
    assert_eq!(count(Kind::Agency), REAL.site.agencies.len());
    assert_eq!(count(Kind::Plan), REAL.site.plans.len());
    assert_eq!(count(Kind::Reference), REAL.site.references.len());
    assert!(count(Kind::Page) > REAL.site.pages.len());
    assert!(COLLECTION.documents.is_sorted_by_key(|one| one.kind));
    let ids: BTreeSet<_> = COLLECTION.documents.iter().map(|one| (one.kind, &one.id)).collect();
    assert_eq!(ids.len(), COLLECTION.documents.len(), "hai nội dung cùng loại, cùng mã");
    for one in &COLLECTION.documents {
        assert!(!one.title.trim().is_empty(), "{}", one.id);
        assert!(!one.address.starts_with('/'), "{}", one.address);
    }
}

#[test]
fn every_value_of_a_document_has_a_label() {
    for (group, word, label, operators) in Group::ALL {
        let values = &COLLECTION.values[group];
        assert!(!values.is_empty() && !label.is_empty() && !operators.is_empty(), "{word}");
        let known: BTreeSet<&str> = values.iter().map(|value| value.key.as_str()).collect();
        let met: BTreeSet<&str> =
            COLLECTION.documents.iter().flat_map(|one| one.values(*group)).collect();
        assert_eq!(known, met, "{word}");
    }
}

#[test]
fn any_query_has_an_answer() {
    let hard = [
        "a".repeat(10_000),
        "chuyển đổi số ".repeat(800),
        "!@#$%^&*()_+-=[]{};':\"\\|,.<>/?".to_owned(),
        "\"\"\"".to_owned(),
        "“bán dẫn".to_owned(),
        "\u{202e}số \u{200f}đổi\u{2066}".to_owned(),
        "🎉👩‍👩‍👧‍👦".to_owned(),
        "<script>alert('số')</script>".to_owned(),
        "cơ quan: cơ quan: cơ quan:".to_owned(),
        "hạn:<hạn:>".to_owned(),
        "-".repeat(500),
        "\0\u{7f}\u{feff}".to_owned(),
        "chuye\u{302}\u{309}n".to_owned(),
    ];
    for typed in hard {
        let answer = ENGINE.search(&typed, &[]);
        assert!(answer.documents.len() <= COLLECTION.documents.len(), "{typed}");
    }
    // Decomposed text is the same text.
    assert_eq!(
        ENGINE.search("chuye\u{302}\u{309}n đo\u{302}\u{309}i", &[]).documents,
        ENGINE.search("chuyển đổi", &[]).documents
    );
}

/// An article of five hundred words: of its last words too some are looked for.
#[test]
fn of_a_pasted_article_the_most_telling_words_are_looked_for() {
    let article = format!(
        "{} Cuối cùng là sấy nông sản bằng bơm nhiệt, ống nhiệt.",
        "Theo phản ánh của người dân thì nhiều việc còn chưa rõ ràng và cần được xem xét. "
            .repeat(30)
    );
    assert!(article.split_whitespace().count() >= 500 && article.chars().count() < 4_000);
    let answer = ENGINE.search(&article, &[]);
    let first = &COLLECTION.documents[answer.documents[0]];
    assert_eq!(first.id.as_str(), "vast-2026-nv-1-16");
}

#[test]
fn what_is_due_is_found_by_when() {
    let due = |typed: &str| ENGINE.search(typed, &[]);
    for (words, operator) in [
        ("phải xong trong 2026", "hạn:2026"),
        ("hạn tháng 12", "hạn:2026-12"),
        ("den han thang 6/2026", "hạn:2026-06"),
        ("dữ liệu hạn tháng 12", "dữ liệu hạn:2026-12"),
    ] {
        let (said, meant) = (due(words), due(operator));
        assert_eq!(said.documents, meant.documents, "{words}");
        assert!(!said.documents.is_empty() && said.notes[0].contains("có hạn"), "{words}");
    }
    let quarter = due("đến hạn quý IV").documents.len();
    let months: usize =
        (10..=12).map(|month| due(&format!("hạn:2026-{month}")).documents.len()).sum();
    assert_eq!(quarter, months);
    assert!(due("kế hoạch năm 2026").notes.iter().all(|note| !note.contains("có hạn")));
}

#[test]
fn filters_are_or_inside_a_group_and_and_between_groups() {
    let count = |typed: &str| ENGINE.search(typed, &[]).documents.len();
    let (finance, health) = (count("cơ quan:\"Sở Tài chính\""), count("cơ quan:\"Sở Y tế\""));
    assert!(finance > 0 && health > 0);
    let either = count("cơ quan:\"Sở Tài chính\" cơ quan:\"Sở Y tế\"");
    assert!(either <= finance + health && either >= finance.max(health));
    let tasks = count("cơ quan:\"Sở Tài chính\" loại:\"nhiệm vụ\"");
    let others = count("cơ quan:\"Sở Tài chính\" -loại:\"nhiệm vụ\"");
    assert_eq!(tasks + others, finance);
    // A count beside a value is what choosing it gives.
    for typed in ["chuyển đổi số", "dữ liệu cơ quan:\"Công an tỉnh\""] {
        let answer = ENGINE.search(typed, &[]);
        for (key, number) in &answer.counts[&Group::Kind] {
            assert_eq!(count(&format!("{typed} loại:\"{key}\"")), *number, "{typed} {key}");
        }
    }
}

#[test]
fn a_slip_is_mended_and_said() {
    let answer = ENGINE.search("bệnh viên khong giấy tơ", &[]);
    assert!(answer.suggestion.is_none(), "dấu sai không cần gợi ý");
    assert!(!answer.documents.is_empty());
    let answer = ENGINE.search("chuyn đổi số", &[]);
    assert_eq!(answer.suggestion.as_deref(), Some("chuyển đổi số"));
    assert_eq!(answer.documents, ENGINE.search("chuyển đổi số", &[]).documents);
    let answer = ENGINE.search("chuyem doi so", &[]);
    assert_eq!(answer.suggestion.as_deref(), Some("chuyen doi so"), "as it was typed");
    let answer = ENGINE.search("cơ quan:\"Sở Lạ Lùng\"", &[]);
    assert!(answer.documents.is_empty() && answer.notes[0].contains("“Sở Lạ Lùng”"));
}

/// Pairs judged by reading; `docs/related.md` has more, with their likeness.
#[test]
fn related_items_are_about_the_same_subject() {
    let is_related = |one: &str, other: &str| {
        let (one, other) = (Id::new(one).unwrap(), Id::new(other).unwrap());
        let found = REAL.derived.related.get(&one);
        found.is_some_and(|found| found.iter().any(|(id, _)| *id == other))
    };
    for (one, other) in [
        ("kh57-2026-nv-ii-4", "kh57-2026-ct-15"),
        ("kh57-2026-ct-5", "kh57-2026-ct-6"),
        ("kh57-2026-nv-vii-27", "kh57-2026-nv-vii-23"),
        ("kh57-2026-nv-viii-2", "kh57-2026-nv-viii-5"),
        ("kh57-2026-nv-iv-20", "kh57-2026-ct-52"),
    ] {
        assert!(is_related(one, other) && is_related(other, one), "{one} {other}");
    }
    for (one, other) in [
        ("kh57-2026-ct-25", "qd123-2023-ct-2-2-f"),
        ("kh57-2026-nv-vi-10", "kh57-2026-nv-x-15"),
        ("kh57-2026-nv-iv-11", "viettel-2026-nv-9-2"),
        ("kh57-2026-nv-iii-2", "vast-2026-nv-1-13"),
    ] {
        assert!(!is_related(one, other), "{one} {other}");
    }
}
