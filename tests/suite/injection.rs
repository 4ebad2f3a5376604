//! Words of the sources stay words: with hostile ones in every field the site has no element, attribute, script,
//! property, key or formula that it lacks with harmless ones. Judged by real parsers of each format.

mod parts;

use std::path::Path;

use super::folder::{CONFIG, Tree, put, tree};
use super::program::congkhai;
use parts::Parts;

/// What ends or opens something in HTML, XML, JSON, JavaScript, templates, Markdown or a calendar.
const HOSTILE: &str = "x<script>document.title='BAD'</script><img src=x onerror=alert(1)><svg/onload=x> \" onclick=\"x\" ' \
    onfocus='x' `x` ]]> --> </title></script></style></textarea></table> &lt;b&gt; &#60;i&#62; {{ 7*7 }} {% raw %} \
    [x](javascript:x) ![x](x) \u{2028}\\u003cb\\u003e ${x} ;VALUE=x,x:x";

/// The same with line breaks that would begin a property of a calendar, a header or a row.
fn lines(words: &str) -> String {
    format!("{words}\\r\\nATTENDEE:x\\nEND:VCALENDAR\\n=1+1\\n{words}")
}

/// Settings, registries and a plan, with `words` in every field that takes words.
fn write(root: &Path, words: &str) {
    let quoted = words.replace('\\', "\\\\").replace('"', "\\\"");
    let (row, all) = (words.replace('|', ""), lines(&quoted));
    put(
        root,
        "congkhai.toml",
        CONFIG
            .replace("Trang thử", &format!("Trang {quoted}"))
            .replace("Một câu.", &format!("Câu {quoted}"))
            .replace("Sở Thử", &format!("Sở {quoted}"))
            .replace("CC BY 4.0", &format!("CC {quoted}")),
    );
    put(
        root,
        "seeds/agencies.toml",
        format!(
            "[[agency]]\nid = \"so-a\"\nname = \"Sở A {all}\"\nshort_name = \"A {all}\"\nkind = \"so\"\n\
             spellings = [\"Sở A\"]\n[[agency]]\nid = \"so-b\"\nname = \"Sở B\"\nkind = \"so\"\n\
             [[agency]]\nid = \"so-c\"\nname = \"Sở C\"\nkind = \"so\"\n[agency.successor]\nid = \"so-b\"\n\
             decision = \"Nghị quyết {all}\"\nsource = \"Công báo {all}\"\n"
        ),
    );
    put(
        root,
        "seeds/references.toml",
        format!(
            "[[reference]]\nid = \"nq-1\"\nkind = \"Nghị quyết {all}\"\nnumber = \"57-NQ/TW\"\ndate = \"2024-12-22\"\n\
             issuer = \"Bộ {all}\"\ntitle = \"Về {all}\"\nshort_forms = [\"NQ57\", \"NQ {all}\"]\nnote = \"Ghi {all}\"\n"
        ),
    );
    put(
        root,
        "content/tim-kiem.toml",
        format!(
            "[document_kinds]\nNQ = \"nghị quyết {all}\"\n[synonyms]\nCNTT = [\"công nghệ {all}\"]\n"
        ),
    );
    put(
        root,
        "seeds/plans/kh/plan.toml",
        format!(
            "title = \"Kế hoạch {all}\"\nshort_title = \"KH {}\"\nkind = \"Kế hoạch\"\nnumber_text = \"{all}\"\n\
             issuer = \"Ủy ban {all}\"\nperiod_start = \"2026-01-01\"\nsignatory = \"Ông {all}\"\n\
             signatory_role = \"{all}\"\n[[correction]]\nfrom = \"Việc hia\"\nto = \"Việc hai\"\nreason = \"{all}\"\n",
            "dài ".repeat(2)
        ),
    );
    put(
        root,
        "seeds/plans/kh/amendments.toml",
        format!(
            "[[amendment]]\nitem = \"kh-nv-i-1\"\nfield = \"deadline\"\nfrom = \"28/2/2026\"\nto = \"30/9/2026\"\n\
             date = \"2026-03-01\"\ndecision = \"Quyết định {all}\"\n"
        ),
    );
    put(
        root,
        "seeds/plans/kh/document.md",
        format!(
            "# KẾ HOẠCH {row}\n\n## I. MỤC {row}\n\nLời văn {row}\n\nTheo Nghị quyết số 57-NQ/TW {row}\n\n\
             | TT | Nhiệm vụ | Chủ trì | Thời hạn | Sản phẩm | Cột {row} |\n|---|---|---|---|---|---|\n\
             | 1 | Việc một {row} | Sở A | 28/2/2026 | Sản phẩm {row} | thêm {row} |\n\
             | 2 | Việc hia {row} | Sở {row} | 30/6/2026 | | |\n\
             | 3 | Việc ba | Sở B | {row} | | |\n\n\
             | TT | Chỉ tiêu | Đơn vị tính | Mục tiêu năm 2026 | Chủ trì |\n|---|---|---|---|---|\n\
             | 1 | Tỷ lệ {row} | % | ≥ 70 | Sở A |\n| 2 | Số {row} | vụ {row} | {row} | Sở A |\n"
        ),
    );
}

/// Reports and prose, with `words` in every field that takes words.
fn write_reports(root: &Path, words: &str) {
    let all = lines(&words.replace('\\', "\\\\").replace('"', "\\\""));
    put(
        root,
        "seeds/snapshots/2026-q1/snapshot.toml",
        "period = \"2026-q1\"\nas_of = \"2026-03-31\"\npublished_on = \"2026-04-05\"\n\
         [[received]]\nagency = \"so-a\"\non = \"2026-04-03\"\n",
    );
    let cell = words.replace('"', "\"\"");
    put(
        root,
        "seeds/snapshots/2026-q1/so-a.csv",
        format!(
            "Mã;Tình trạng;Kết quả;Sản phẩm (số, ngày văn bản);Minh chứng;Khó khăn, vướng mắc;Đề xuất, kiến nghị\n\
             kh-nv-i-1;Đang thực hiện;\"kết quả {cell}\nATTENDEE:x\";\"sản phẩm {cell}\";\"{cell}\";\"khó {cell}\";\"đề {cell}\"\n"
        ),
    );
    put(
        root,
        "seeds/snapshots/2026-q1/so-a-chi-tieu.csv",
        format!(
            "Cơ quan báo cáo;Mã;Giá trị;Đơn vị tính;Ngày của số liệu;Tính chất;Nguồn số liệu;Ghi chú;Minh chứng\n\
             so-a;kh-ct-1;50;%;31/03/2026;luỹ kế;\"nguồn {cell}\";\"ghi {cell}\";\"{cell}\"\n"
        ),
    );
    put(
        root,
        "content/gioi-thieu.md",
        format!(
            "+++\ntitle = \"Trang {all}\"\ndescription = \"Câu {all}\"\norder = 1\n+++\n\n## Mục\n\nLời {words}\n\n\
             [liên kết](https://a.example/)\n\n- một\n\n`mã` **đậm**\n"
        ),
    );
}

/// The site made with `words`.
fn built(words: &str) -> Tree {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), words);
    write_reports(root.path(), words);
    let ran = congkhai(root.path(), "build --format short");
    assert_eq!(ran.code, Some(0), "{}", ran.said());
    // Also what is made for agencies and for other systems.
    for line in [
        "forms 2026-q2 --output public/bieu-mau",
        "export --quickwit public/quickwit --parquet public/bang",
    ] {
        let ran = congkhai(root.path(), line);
        assert_eq!(ran.code, Some(0), "{}", ran.said());
    }
    tree(&root.path().join("public"))
}

#[test]
fn words_of_the_sources_stay_words_in_every_format() {
    // What parts words stays, so that both sites have as many agencies.
    let is_sign = |c: char| !c.is_alphanumeric() && !" ;,".contains(c);
    let (hostile, harmless) = (built(HOSTILE), built(&HOSTILE.replace(is_sign, " ")));
    let (found, allowed) = (Parts::of(&hostile), Parts::of(&harmless));
    let foreign: Vec<_> = found.0.difference(&allowed.0).collect();
    assert!(foreign.is_empty(), "{foreign:#?}");
    for kind in [
        "<script ",
        "xml svg",
        "xml feed",
        "xml workbook",
        "ics ",
        "json ",
        "csv ",
        "xlsx ",
        "zip ",
        "sqlite ",
        "parquet ",
        "png ",
        "ttl ",
        "txt ",
    ] {
        assert!(found.0.iter().any(|part| part.starts_with(kind)), "{kind}");
    }
    // The words are there, and as words.
    let shown = |path: &str| String::from_utf8_lossy(&hostile[Path::new(path)]).into_owned();
    assert!(shown("nhiem-vu/kh-nv-i-1/index.html").contains("&lt;script&gt;"));
    assert!(!shown("nhiem-vu/kh-nv-i-1/index.html").contains("49 "), "template code ran");
}
