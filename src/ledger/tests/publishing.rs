//! What may be sealed when, and in which order.

use super::*;

const MANIFESTS: [&str; 2] =
    ["seeds/snapshots/2026-q1/snapshot.toml", "seeds/snapshots/2026-q2/snapshot.toml"];

/// Why a period is not published on [`TODAY`].
fn refusals(files: &Files, ledger: &str, period: &str) -> Vec<String> {
    let problems = publish(&read(files, ledger).0, files, period, TODAY).unwrap_err();
    assert!(problems.iter().all(|problem| problem.code == Code::LedgerRefused));
    problems.into_iter().map(|problem| problem.message).collect()
}

#[test]
fn publishing_is_refused_with_the_reason() {
    let (files, text) = both_published();
    let refusal = |files: &Files, ledger: &str, period: &str| {
        let messages = refusals(files, ledger, period);
        assert_eq!(messages.len(), 1, "{messages:?}");
        messages[0].clone()
    };
    assert!(refusal(&files, &text, "2026-q3").contains("không có kỳ `2026-q3`"));
    assert!(refusal(&files, &text, "2026-q1").contains("đã công bố ngày 05/04/2026"));
    let mut draft = files.clone();
    change(&mut draft, MANIFESTS[0], "published_on", "# published_on");
    assert!(refusal(&draft, HEADER, "2026-q1").contains("chưa ghi ngày công bố"));
}

#[test]
fn days_that_have_not_come_are_not_sealed() {
    let mut ahead = files();
    let received = "\n[[received]]\nagency = \"so-y-te\"\non = \"2026-08-03\"\n";
    change(&mut ahead, MANIFESTS[0], "2026-04-05\"\n", &format!("2026-08-02\"\n{received}"));
    let found = refusals(&ahead, HEADER, "2026-q1");
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("ngày công bố 02/08/2026 chưa đến"), "{found:?}");
    assert!(found[1].contains("ngày nhận báo cáo 03/08/2026 chưa đến"), "{found:?}");
    let first = publish_next(&files(), HEADER, "2026-q1");
    let correction =
        "\n[[correction]]\ndate = \"2026-09-01\"\nreason = \"Nhầm\"\nperiod = \"2026-q1\"\n";
    let sums = format!(
        "old_content_sha256 = \"{}\"\nnew_content_sha256 = \"{}\"\n",
        sha256("a"),
        sha256("b")
    );
    let found = refusals(&files(), &(first + correction + &sums), "2026-q2");
    assert!(found[0].contains("ngày đính chính 01/09/2026 chưa đến"), "{found:?}");
    // A form cannot come in before there is anything to report.
    let mut early = files();
    let received = received.replace("2026-08-03", "2025-12-31");
    change(&mut early, MANIFESTS[0], "2026-04-05\"\n", &format!("2026-04-05\"\n{received}"));
    let found = errors(&early, HEADER);
    assert_eq!(names(&found), [format!("{}:6:1 snapshot/dates", MANIFESTS[0])]);
}

#[test]
fn periods_are_sealed_in_order_or_declared_to_come_late() {
    let files = files();
    let found = refusals(&files, HEADER, "2026-q2");
    assert!(found.len() == 1 && found[0].contains("kỳ 2026-q1 chốt ngày 31/03/2026"), "{found:?}");
    // Declared to come late, it lets the newer one be sealed, and is sealed after it.
    let mut late = files.clone();
    change(&mut late, MANIFESTS[0], "as_of", "sealed_late = \"Chờ số \\\"chính thức\\\"\"\nas_of");
    let newer = publish_next(&late, HEADER, "2026-q2");
    let both = publish_next(&late, &newer, "2026-q1");
    assert_eq!(names(&problems(&late, &both)), [""; 0]);
    let (site, _) = read(&late, &both);
    let reasons: Vec<_> =
        site.ledger.entries.iter().map(|entry| entry.sealed_late.as_deref()).collect();
    assert_eq!(reasons, [None, Some("Chờ số \"chính thức\"")]);
    // The mark is sealed as everything else is.
    let other = both.replace("chính thức", "sơ bộ");
    let found = names(&errors(&late, &other));
    assert!(found.len() == 1 && found[0].ends_with("ledger/broken-chain"), "{found:?}");
    let json = String::from_utf8(to_json(&site.ledger, &site.snapshots)).unwrap();
    let published = read_published(&FILE.into(), &json, &mut Diagnostics::default()).unwrap();
    assert_eq!(published.entries[1].sealed_late, site.ledger.entries[1].sealed_late);
    // Without the word for it nothing is sealed out of order, and the word alone makes nothing late.
    let messages = refusals(&files, &newer, "2026-q1");
    assert!(messages[0].contains("trước kỳ 2026-q2 đã công bố"), "{messages:?}");
    let messages = refusals(&late, HEADER, "2026-q1");
    assert!(messages[0].contains("không muộn"), "{messages:?}");
}
