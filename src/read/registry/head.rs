//! Words that begin the names of agencies, and words that only seem to.

use super::names::Token;
use super::role::begins;

/// First words of names of agencies, each with the second words that make it something else.
const HEADS: &[(&str, &[&str])] = &[
    ("ban", &["hành", "bố", "giao", "đêm", "đầu", "ngày"]),
    ("bhxh", &[]),
    ("bql", &[]),
    ("bch", &[]),
    ("bộ", &["thủ", "tiêu", "câu", "dữ", "hồ", "phận", "quy", "chỉ"]),
    ("báo", &["cáo", "chí", "động"]),
    ("bưu", &["phẩm", "kiện"]),
    ("bảo", &["đảm", "vệ", "tồn", "trì", "dưỡng"]),
    ("bệnh", &["án", "nhân"]),
    ("chi", &["phí", "tiết", "trả", "ngân", "thường"]),
    ("chính", &["sách"]),
    (
        "công",
        &[
            "thương", "bố", "tác", "trình", "nghệ", "khai", "văn", "việc", "nhận", "dân", "chức",
            "suất",
        ],
    ),
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
    ("thanh", &["toán", "lý"]),
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
    ("văn", &["bản", "hóa", "hoá", "kiện", "học"]),
    ("đài", &["tưởng"]),
    ("đại", &["hội", "biểu", "diện"]),
    ("đảng", &["viên"]),
    ("đoàn", &["kết"]),
    ("đơn", &["giá", "thư", "đề"]),
    ("ủy", &["quyền"]),
    ("toà", &["nhà"]),
    ("hợp", &["đồng", "phần", "tác"]),
    ("vụ", &["việc", "mùa"]),
    ("hạt", &[]),
    ("đội", &[]),
    ("đồn", &[]),
    ("khoa", &["học"]),
    ("xí", &[]),
    ("uỷ", &["quyền"]),
    ("học", &["sinh", "phí", "tập", "liệu"]),
];

/// Nouns of sets of agencies after "các", and alone before a comma.
const SETS: &[&str] = &[
    "sở",
    "ban",
    "ngành",
    "bộ",
    "cơ quan",
    "đơn vị",
    "địa phương",
    "tổ chức",
    "phòng",
    "xã",
    "phường",
    "huyện",
    "quận",
    "doanh nghiệp",
    "hội",
    "hiệp hội",
    "đoàn thể",
    "trường",
    "nhà trường",
    "viện",
    "bệnh viện",
    "ngân hàng",
    "cấp",
    "đảng ủy",
    "đảng bộ",
    "chi bộ",
    "chi nhánh",
    "chủ đầu tư",
    "thành viên",
    "hợp tác xã",
    "trung tâm",
    "công ty",
    "cá nhân",
    "cơ sở",
    "thành phố",
    "tỉnh",
    "tập đoàn",
    "chi cục",
    "thôn",
    "tổ dân phố",
    "khu",
    "cục",
    "vụ",
    "khoa",
];

/// Whether a set of agencies begins at `at`: "các đơn vị …".
pub(super) fn is_set(tokens: &[Token<'_>], at: usize) -> bool {
    begins(tokens, at, "các") && SETS.iter().any(|set| *set != "khu" && begins(tokens, at + 1, set))
}

/// Whether the name of an agency begins at `at`: a first word with a capital letter whose second
/// does not make it another thing ("Ban hành", "Công nghệ").
pub(super) fn is_head(text: &str, tokens: &[Token<'_>], at: usize) -> bool {
    let Some(first) = tokens.get(at) else { return false };
    let second = tokens.get(at + 1).map_or("", |token| token.word.as_ref());
    text[first.start..first.end].starts_with(char::is_uppercase)
        && HEADS.iter().any(|(head, others)| *head == first.word && !others.contains(&second))
}

/// Whether a word is a first word of names of agencies.
pub(super) fn is_head_word(word: &str) -> bool {
    HEADS.iter().any(|(head, _)| *head == word)
}
