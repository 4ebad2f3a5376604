//! Builds one after the other: each takes over what has not changed, and each is what a first build would be.

use std::fs;
use std::path::Path;

use super::folder::{put, tree};
use super::program::{congkhai, run};

/// The manifest of a period of made-up reports of the task of the example.
fn manifest(period: &str, day: &str) -> String {
    format!("period = \"{period}\"\nas_of = \"{day}\"\nillustrative = true\n")
}

/// A table of reports.
fn reports(status: &str) -> String {
    format!("Mã,Tình trạng,Kết quả\nvi-du-nv-i-1,{status},Chữ của báo cáo\n")
}

/// Replaces a word in a file below `root`.
fn edit(root: &Path, path: &str, from: &str, to: &str) {
    let text = fs::read_to_string(root.join(path)).unwrap();
    assert!(text.contains(from), "{path}: {from}");
    put(root, path, text.replace(from, to));
}

/// What changes, how, and the words of the build after it.
type Step<'a> = (&'a str, &'a dyn Fn(), &'a [&'a str]);

#[test]
#[expect(clippy::too_many_lines, reason = "phần lớn là bảng các thay đổi")]
fn every_build_is_what_a_first_build_would_be() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(congkhai(folder.path(), "init trang").code, Some(0));
    let root = &folder.path().join("trang");
    put(root, "seeds/snapshots/2026-05/snapshot.toml", manifest("2026-05", "2026-05-31"));
    put(root, "seeds/snapshots/2026-05/nhiem-vu.csv", reports("Đang thực hiện"));
    let document = "seeds/plans/vi-du/document.txt";
    let home = include_str!("../../themes/mac-dinh/templates/pages/home.html");
    let picture = include_str!("../../themes/mac-dinh/static/css/picture.css");
    let vocabulary = include_str!("../../content/tim-kiem.toml");
    let steps: &[Step<'_>] = &[
        ("đầu tiên", &|| {}, &[]),
        ("không đổi gì", &|| {}, &[]),
        (
            "một báo cáo",
            &|| {
                put(root, "seeds/snapshots/2026-05/nhiem-vu.csv", reports("Chưa thực hiện"));
            },
            &[],
        ),
        (
            "một kỳ nữa",
            &|| {
                put(
                    root,
                    "seeds/snapshots/2026-06/snapshot.toml",
                    manifest("2026-06", "2026-06-30"),
                );
                put(root, "seeds/snapshots/2026-06/nhiem-vu.csv", reports("Tạm dừng"));
            },
            &[],
        ),
        (
            "một nhiệm vụ",
            &|| edit(root, document, "bằng lệnh congkhai check", "bằng lệnh khác"),
            &[],
        ),
        ("một tên cơ quan", &|| edit(root, "seeds/agencies.toml", "Sở Ví dụ", "Sở Ví Dụ"), &[]),
        ("tên trang", &|| edit(root, "congkhai.toml", "Tên trang của bạn", "Trang thử"), &[]),
        ("bản nén", &|| {}, &["--precompress"]),
        (
            "bản nén lần nữa",
            &|| edit(root, document, "tưởng tượng", "không có thật"),
            &["--precompress"],
        ),
        ("không bản nén", &|| {}, &[]),
        ("chỉ chính thức", &|| {}, &["--official-only"]),
        ("đến một ngày", &|| {}, &["--as-of", "2026-05-31"]),
        ("địa chỉ khác", &|| {}, &["--base-url", "https://khac.example/duoi/"]),
        (
            "một mẫu",
            &|| {
                let path = "themes/mac-dinh/templates/pages/home.html";
                put(root, path, home.replace("</h1>", " (mẫu riêng)</h1>"));
            },
            &[],
        ),
        (
            "màu trong hình",
            &|| {
                let path = "themes/mac-dinh/static/css/picture.css";
                put(
                    root,
                    path,
                    picture.replace(".head { fill: var(--brand)", ".head { fill: #123456"),
                );
            },
            &[],
        ),
        (
            "từ ngữ tìm kiếm",
            &|| put(root, "content/tim-kiem.toml", vocabulary.replace("BC = \"báo cáo\"\n", "")),
            &[],
        ),
        ("giấy phép", &|| edit(root, "congkhai.toml", "CC BY 4.0", "CC0 1.0"), &[]),
        (
            "một dòng kiểu",
            &|| {
                put(root, "themes/mac-dinh/static/css/rieng.css", "h1 { color: red }");
            },
            &[],
        ),
    ];
    for (place, (what, change, words)) in steps.iter().enumerate() {
        change();
        let fresh = format!("moi-{place}");
        for output in ["trang/public", &format!("trang/{fresh}/public")] {
            let words = [&["build", "--root", "trang", "--output", output], *words].concat();
            let ran = run(folder.path(), &words);
            assert_eq!(ran.code, Some(0), "{what}: {}", ran.said());
        }
        let (public, fresh) = (tree(&root.join("public")), tree(&root.join(fresh).join("public")));
        let differing = |(path, bytes): (&_, &_)| public.get(path) != Some(bytes);
        let wrong: Vec<_> = fresh
            .iter()
            .filter(|entry| differing(*entry))
            .map(|(path, _)| path)
            .chain(public.keys().filter(|path| !fresh.contains_key(*path)))
            .collect();
        assert!(wrong.is_empty(), "{what}: {wrong:?}");
    }
}

#[test]
fn only_pages_that_show_a_change_are_made_again() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(congkhai(folder.path(), "init trang").code, Some(0));
    let root = &folder.path().join("trang");
    let build = || congkhai(folder.path(), "build --root trang -vv");
    assert_eq!(build().code, Some(0));
    let taken = |said: &str| said.matches("  giữ ").count();
    let all = build();
    assert!(!all.err.contains("  ghi "), "{}", all.said());
    edit(root, "seeds/plans/vi-du/document.txt", "bằng lệnh congkhai check", "bằng lệnh khác");
    let after = build();
    assert!(after.err.contains("  ghi nhiem-vu/vi-du-nv-i-2/index.html"), "{}", after.said());
    assert!(!after.err.contains("  ghi gioi-thieu/index.html"), "{}", after.said());
    assert!(taken(&after.err) > 10, "{}", after.said());
    assert!(taken(&after.err) < taken(&all.err), "{}", after.said());
}
