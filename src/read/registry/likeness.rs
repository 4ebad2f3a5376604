//! How much the words of a cell look like the names of agencies.

use super::names::{Token, tokens};

/// First words of names of agencies, each with the second words that make it something else.
const HEADS: &[(&str, &[&str])] = &[
    ("ban", &["hành", "bố", "giao", "đêm", "đầu", "ngày"]),
    ("bhxh", &[]),
    ("bql", &[]),
    ("bch", &[]),
    ("bộ", &["tiêu", "câu", "dữ", "hồ", "công", "tài", "phận", "quy", "chỉ"]),
    ("báo", &["cáo", "chí", "động"]),
    ("bưu", &["phẩm", "kiện"]),
    ("bảo", &["đảm", "vệ", "tồn", "trì", "dưỡng"]),
    ("bệnh", &["án", "nhân"]),
    ("chi", &["phí", "tiết", "trả", "ngân", "thường"]),
    ("chính", &["sách"]),
    ("công", &["bố", "tác", "trình", "nghệ", "khai", "văn", "việc", "nhận", "dân", "chức", "suất"]),
    ("cơ", &["sở", "chế", "cấu", "bản", "hội"]),
    ("cục", &["bộ"]),
    ("cổng", &[]),
    ("doanh", &["thu", "số"]),
    ("hiệp", &["định", "ước"]),
    ("hđnd", &[]),
    ("hội", &["nghị", "thảo", "thi", "nhập", "họp", "chợ", "chẩn"]),
    ("kbnn", &[]),
    ("kho", &["dữ", "tàng"]),
    ("kiểm", &["tra", "soát", "kê", "định", "thử"]),
    ("liên", &["kết", "thông", "hệ", "tục"]),
    ("lực", &[]),
    ("mttq", &[]),
    ("mặt", &["bằng", "hàng", "khác"]),
    ("ngân", &["sách"]),
    ("nhnn", &[]),
    ("nhà", &["ở", "nước", "máy", "văn"]),
    ("phòng", &["chống", "ngừa", "cháy", "dịch", "họp"]),
    ("quỹ", &["đất"]),
    ("sở", &["hữu", "thích"]),
    ("thanh", &["toán", "lý", "niên"]),
    ("thuế", &["suất", "thu"]),
    ("thành", &["lập", "phần", "tích"]),
    ("thông", &["tin", "tư", "báo", "qua"]),
    ("thống", &["nhất"]),
    ("trung", &["bình", "thực"]),
    ("trường", &["hợp"]),
    ("trạm", &[]),
    ("tập", &["huấn", "trung", "hợp"]),
    ("tỉnh", &["đã"]),
    ("tổng", &["số", "hợp", "kết", "cộng", "kinh", "mức", "quan", "thu"]),
    ("tổ", &["chức"]),
    ("tòa", &["nhà"]),
    ("ubmttq", &[]),
    ("ub", &[]),
    ("ubnd", &[]),
    ("vnpt", &[]),
    ("viettel", &[]),
    ("viện", &["dẫn", "phí"]),
    ("viễn", &[]),
    ("vp", &[]),
    ("vpubnd", &[]),
    ("văn", &["bản", "hóa", "hoá", "kiện"]),
    ("đài", &["tưởng"]),
    ("đại", &["hội", "biểu", "diện"]),
    ("đảng", &["viên"]),
    ("đoàn", &["kết"]),
    ("đơn", &["giá", "thư", "đề"]),
    ("ủy", &["quyền"]),
    ("uỷ", &["quyền"]),
    ("học", &["sinh", "phí", "tập", "liệu"]),
];

/// Words after "các" that name a set of agencies.
const SETS: &[&str] = &[
    "sở",
    "ban",
    "bộ",
    "cơ",
    "đơn",
    "địa",
    "phòng",
    "xã",
    "phường",
    "doanh",
    "hội",
    "trường",
    "ngành",
    "tổ",
    "hiệp",
    "đoàn",
    "chi",
    "cấp",
    "ngân",
    "bệnh",
    "viện",
    "đảng",
    "huyện",
    "tỉnh",
    "cục",
    "vụ",
    "thành",
];

/// Words before a name that are no part of it: who does what, and how a person is addressed.
const LABELS: &[&str] = &[
    "chủ trì",
    "phối hợp",
    "cơ quan chủ trì",
    "cơ quan phối hợp",
    "đơn vị chủ trì",
    "đơn vị phối hợp",
    "giám đốc",
    "lãnh đạo",
    "thủ trưởng",
    "chủ tịch",
];

/// How much a cell looks like a list of agencies: 0 not at all, 1 wholly.
///
/// It is the share of the parts between line breaks, semicolons and commas that begin as names of
/// agencies do; short parts that go on with a name before them ("Sở Văn hóa, Thể thao và Du lịch")
/// count for nothing. Made for finding the columns of a table: it looks at words only, takes time
/// in proportion to the text, and says nothing about who is meant.
///
/// ```
/// # use congkhai::read::registry::agency_likeness;
/// assert!(agency_likeness("Sở Y tế; UBND các xã, phường") > 0.9);
/// assert!(agency_likeness("Báo cáo kết quả kiểm tra") < 0.1);
/// assert!(agency_likeness("30/6/2026") < 0.1);
/// ```
pub fn agency_likeness(text: &str) -> f64 {
    let tokens = tokens(text);
    let (mut named, mut other) = (0_u32, 0_u32);
    let mut at = 0;
    while at < tokens.len() {
        let end = (at..tokens.len())
            .find(|&end| {
                matches!(tokens[end].word.as_ref(), "," | ";" | ":")
                    || (end > at && tokens[end].is_line_start)
            })
            .unwrap_or(tokens.len());
        let part = &tokens[at..end];
        let words = part.iter().filter(|token| token.is_word()).count();
        let is_label = tokens.get(end).is_some_and(|token| token.word == ":");
        if begins_as_agency(text, part) {
            named += 1;
        } else if words > 0 && !is_label && (named == 0 || words > 8) {
            other += 1;
        }
        at = end + usize::from(tokens.get(end).is_some_and(|token| !token.is_word()));
    }
    if named == 0 { 0.0 } else { f64::from(named) / f64::from(named + other) }
}

fn begins_as_agency(text: &str, part: &[Token<'_>]) -> bool {
    let skip = part.iter().take_while(|token| !token.is_word() || token.is_number()).count();
    let mut rest = &part[skip..];
    for label in LABELS {
        let length = label.split(' ').count();
        if rest.len() > length && label.split(' ').zip(rest).all(|(word, token)| token.word == word)
        {
            rest = &rest[length..];
        }
    }
    let Some(first) = rest.first() else { return false };
    let second = rest.get(1).map_or("", |token| token.word.as_ref());
    if first.word == "các" || first.word == "toàn" {
        return SETS.contains(&second) && second != "cơ"
            || second == "cơ" && third_is(rest, "quan");
    }
    if first.word == "cơ" {
        return second == "quan";
    }
    if first.word == "đơn" {
        return second == "vị";
    }
    let is_capital = text[first.start..first.end].starts_with(char::is_uppercase);
    let is_short = first.word.chars().count() <= 2 && rest.len() == 1;
    (is_capital || first.word == "sở" || first.word == "ubnd")
        && !is_short
        && HEADS.iter().any(|(head, others)| *head == first.word && !others.contains(&second))
}

fn third_is(rest: &[Token<'_>], word: &str) -> bool {
    rest.get(2).is_some_and(|token| token.word == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_are_told_from_products_and_dates() {
        for text in [
            "Sở Y tế",
            "Sở Văn hóa, Thể thao và Du lịch",
            "Các Sở: Xây dựng, Công Thương",
            "- Công an tỉnh;\n- UBND các xã, phường",
            "Chủ trì: Sở Y tế; Phối hợp: Thuế tỉnh",
            "Các cơ quan, đơn vị liên quan",
            "Văn phòng UBND tỉnh",
            "Trung tâm Phục vụ hành chính công",
            "Giám đốc Sở Nội vụ",
        ] {
            assert!(agency_likeness(text) > 0.7, "{text}: {}", agency_likeness(text));
        }
        for text in [
            "",
            "–",
            "30/6/2026",
            "Quý II/2026",
            "Báo cáo kết quả",
            "Văn bản của UBND tỉnh",
            "Ban hành Kế hoạch",
            "Hội nghị tập huấn",
            "Tổ chức lớp bồi dưỡng, hội thảo",
            "Thành lập Tổ công tác",
            "Cơ sở dữ liệu dùng chung",
            "≥ 95%",
            "nt",
        ] {
            assert!(agency_likeness(text) < 0.3, "{text}: {}", agency_likeness(text));
        }
    }
}
