//! Search over the real plans.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use congkhai::config::Config;
use congkhai::derive::{Derived, derive};
use congkhai::load::load;
use congkhai::model::Site;
use congkhai::pipeline::read_sources;
use congkhai::search::{Collection, Group, Kind};
use congkhai::view::{Portal, search::collection};

use super::package;

struct Real {
    config: Config,
    site: Site,
    derived: Derived,
}

/// The real site, read once.
static REAL: LazyLock<Real> = LazyLock::new(|| {
    let (config, site) = read_sources(&load(package()).unwrap()).unwrap();
    let derived = derive(&site, None);
    Real { config, site, derived }
});

static COLLECTION: LazyLock<Collection> =
    LazyLock::new(|| collection(&Portal::new(&REAL.config, &REAL.site, &REAL.derived, &[])));

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
