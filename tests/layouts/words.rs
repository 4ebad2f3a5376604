//! The vocabulary of made-up plans: bodies, work, products, legal sources, quantities.

use super::random::Random;

/// A public body: its name, and an abbreviation many offices use.
pub(crate) type Body = (&'static str, &'static str);

/// Bodies that lead work.
pub(crate) const BODIES: &[Body] = &[
    ("Sở Khoa học và Công nghệ", "Sở KH&CN"),
    ("Sở Nội vụ", ""),
    ("Sở Tài chính", ""),
    ("Sở Xây dựng", ""),
    ("Sở Tư pháp", ""),
    ("Sở Công Thương", ""),
    ("Sở Y tế", ""),
    ("Sở Giáo dục và Đào tạo", "Sở GD&ĐT"),
    ("Sở Nông nghiệp và Môi trường", "Sở NN&MT"),
    ("Sở Văn hóa, Thể thao và Du lịch", "Sở VHTTDL"),
    ("Sở Dân tộc và Tôn giáo", ""),
    ("Sở Ngoại vụ", ""),
    ("Sở Du lịch", ""),
    ("Thanh tra tỉnh", ""),
    ("Công an tỉnh", ""),
    ("Bộ Chỉ huy Quân sự tỉnh", "Bộ CHQS tỉnh"),
    ("Ban Chỉ huy Bộ đội Biên phòng tỉnh", "BĐBP tỉnh"),
    ("Văn phòng UBND tỉnh", "VPUBND tỉnh"),
    ("Thuế tỉnh", ""),
    ("Thống kê tỉnh", ""),
    ("Bảo hiểm xã hội tỉnh", "BHXH tỉnh"),
    ("Ban Quản lý khu kinh tế tỉnh", ""),
    ("Ban Quản lý các khu công nghiệp tỉnh", ""),
    ("Trung tâm Phục vụ hành chính công tỉnh", ""),
    ("Báo và phát thanh, truyền hình tỉnh", ""),
    ("Trường Chính trị tỉnh", ""),
    ("Văn phòng Tỉnh ủy", ""),
    ("Ban Tổ chức Tỉnh ủy", ""),
    ("Ban Tuyên giáo và Dân vận Tỉnh ủy", ""),
    ("Tỉnh đoàn", ""),
    ("Hội Nông dân tỉnh", ""),
    ("Hội Liên hiệp Phụ nữ tỉnh", "Hội LHPN tỉnh"),
    ("Liên đoàn Lao động tỉnh", "LĐLĐ tỉnh"),
    ("Liên minh Hợp tác xã tỉnh", ""),
    ("Kho bạc Nhà nước khu vực", "KBNN khu vực"),
    ("Công ty Điện lực tỉnh", ""),
    ("UBND phường Đồng Tâm", ""),
    ("UBND xã Tân Lập", ""),
];

/// Sets of bodies; they help and seldom lead.
pub(crate) const COLLECTIVES: &[&str] = &[
    "Các sở, ban, ngành",
    "Các sở, ngành liên quan",
    "Các cơ quan, đơn vị liên quan",
    "UBND các xã, phường",
    "Các sở, ban, ngành, đoàn thể",
];

const VERBS: &[&str] = &[
    "Xây dựng",
    "Triển khai",
    "Rà soát, cập nhật",
    "Tổ chức",
    "Hoàn thiện",
    "Nâng cấp",
    "Ban hành",
    "Tham mưu ban hành",
    "Đào tạo, bồi dưỡng",
    "Kết nối, chia sẻ",
    "Số hóa",
    "Vận hành thử nghiệm",
    "Đánh giá",
    "Công bố",
    "Khảo sát",
    "Tuyên truyền, phổ biến",
];

const OBJECTS: &[&str] = &[
    "kho dữ liệu dùng chung",
    "quy chế quản lý hồ sơ điện tử",
    "danh mục dịch vụ công trực tuyến",
    "hệ thống camera giao thông",
    "bản đồ số đất đai",
    "nền tảng học trực tuyến",
    "mạng truyền số liệu",
    "đề án thu hút chuyên gia",
    "chương trình hỗ trợ doanh nghiệp nhỏ",
    "cơ sở dữ liệu cán bộ, công chức",
    "lớp kỹ năng số cho người cao tuổi",
    "bộ chỉ số đánh giá chuyển đổi số",
    "phương án bảo đảm an toàn thông tin",
    "quy trình tiếp nhận phản ánh",
    "vùng nguyên liệu nông sản sạch",
    "sàn giao dịch công nghệ",
    "tuyến phố văn minh",
    "kho lưu trữ tài liệu lịch sử",
    "hồ sơ sức khỏe điện tử",
    "mô hình trường học thông minh",
    "cụm công nghiệp sinh thái",
    "phần mềm theo dõi nhiệm vụ",
];

/// What work is about, where or for whom.
pub(crate) const TAILS: &[&str] = &[
    "giai đoạn 2026-2030",
    "năm 2026",
    "trên địa bàn tỉnh",
    "tại các xã, phường",
    "phục vụ người dân và doanh nghiệp",
    "theo hướng dẫn của Trung ương",
    "giai đoạn mới",
    "trong các cơ quan nhà nước",
    "gắn với cải cách hành chính",
    "đáp ứng yêu cầu quản lý",
    "cho cán bộ cấp xã",
    "từ nguồn vốn sự nghiệp",
    "bảo đảm tiết kiệm, hiệu quả",
    "theo Nghị quyết số 57-NQ/TW",
];

/// Words for a group of work.
pub(crate) const FIELDS: &[&str] = &[
    "Hoàn thiện thể chế, chính sách",
    "Phát triển hạ tầng số",
    "Phát triển dữ liệu",
    "Nguồn nhân lực",
    "An toàn thông tin mạng",
    "Kinh tế số",
    "Xã hội số",
    "Cải cách thủ tục hành chính",
    "Bảo vệ môi trường",
    "Giáo dục và đào tạo",
    "Y tế, chăm sóc sức khỏe nhân dân",
    "Văn hóa, thể thao, du lịch",
    "Nông nghiệp, nông thôn",
    "Thông tin, tuyên truyền",
];

/// What is to come out of work.
pub(crate) const PRODUCTS: &[&str] = &[
    "Kế hoạch của UBND tỉnh",
    "Quyết định ban hành",
    "Báo cáo kết quả",
    "Hệ thống được đưa vào sử dụng",
    "Đề án được phê duyệt",
    "Bộ tài liệu tập huấn",
    "Cơ sở dữ liệu hoàn chỉnh",
    "Nghị quyết của HĐND tỉnh",
    "Hội nghị",
    "Phần mềm",
    "Quy chế",
];

/// Legal sources.
pub(crate) const SOURCES: &[&str] = &[
    "Nghị quyết 57-NQ/TW",
    "Quyết định số 749/QĐ-TTg",
    "Nghị quyết số 71/NQ-CP",
    "Kế hoạch số 12/KH-UBND",
    "Chỉ thị số 34/CT-TTg",
    "Chương trình số 05-CTr/TU",
];

/// Remarks that change nothing.
pub(crate) const REMARKS: &[&str] = &[
    "Đã đăng ký năm trước",
    "Lồng ghép với chương trình khác",
    "Chuyển tiếp",
    "Nhiệm vụ mới",
    "Có hướng dẫn riêng",
];

/// Amounts of money as a column of costs prints them.
pub(crate) const COSTS: &[&str] =
    &["1.200 triệu đồng", "500 triệu đồng", "2,5 tỷ đồng", "Ngân sách tỉnh", "Không phát sinh"];

/// How far work is.
pub(crate) const STATES: &[&str] =
    &["Đang thực hiện", "Chưa thực hiện", "Đang xin ý kiến", "Hoàn thành bước 1"];

/// Persons who watch over work; they are no bodies.
pub(crate) const PERSONS: &[&str] =
    &["Đ/c Nguyễn Văn An", "Đồng chí Trần Thị Bình", "Đ/c Lê Minh", "Phó Chủ tịch UBND tỉnh"];

/// Quantities with their units.
pub(crate) const QUANTITIES: &[(&str, &str)] = &[
    ("Tỷ lệ hồ sơ thủ tục hành chính trực tuyến toàn trình", "%"),
    ("Tỷ lệ dân số trưởng thành có chữ ký số", "%"),
    ("Số doanh nghiệp công nghệ số", "Doanh nghiệp"),
    ("Tỷ trọng kinh tế số trong GRDP", "% GRDP"),
    ("Số cán bộ được tập huấn kỹ năng số", "Người"),
    ("Số xã đạt chuẩn nông thôn mới", "Xã"),
    ("Tỷ lệ hộ dân dùng nước sạch", "%"),
    ("Sản lượng lương thực có hạt", "Nghìn tấn"),
    ("Tổng vốn đầu tư toàn xã hội", "Tỷ đồng"),
    ("Diện tích rừng trồng mới", "Ha"),
    ("Số bác sĩ trên một vạn dân", "Bác sĩ"),
    ("Tỷ lệ trẻ em được tiêm chủng đầy đủ", "%"),
    ("Số sáng kiến được công nhận", "Sáng kiến"),
    ("Thu nhập bình quân đầu người", "Triệu đồng/năm"),
    ("Số trạm sạc xe điện công cộng", "Trạm"),
    ("Tỷ lệ chất thải rắn đô thị được xử lý", "%"),
];

/// The name of a task nobody has met; `serial` keeps names apart.
pub(crate) fn task_name(random: &mut Random, taken: &mut Vec<String>) -> String {
    loop {
        let words = [random.pick(VERBS), random.pick(OBJECTS), random.pick(TAILS)];
        let name = words.map(|word| *word).join(" ").trim().to_owned();
        if !taken.contains(&name) {
            taken.push(name.clone());
            return name;
        }
    }
}
