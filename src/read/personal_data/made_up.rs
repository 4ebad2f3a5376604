//! What must stop, warn and pass, as a table; and made-up reports full of figures, none of which is a person's.

use super::*;

/// Each is personal data, and is refused.
const STOP: &[(&str, Kind)] = &[
    ("Liên hệ 0912.345.678", Kind::Phone),
    ("84 912 345 678", Kind::Phone),
    ("gọi 84 912 345 678 khi cần", Kind::Phone),
    ("0 9 1 2 3 4 5 6 7 8", Kind::Phone),
    ("０９１２３４５６７８", Kind::Phone),
    ("０９１２　３４５　６７８", Kind::Phone),
    ("ĐT 912345678", Kind::Phone),
    ("SĐT: 912 345 678", Kind::Phone),
    ("điện thoại 09 12 34 56 78", Kind::Phone),
    ("0912_345_678", Kind::Phone),
    ("zalo 0912,345,678", Kind::Phone),
    ("091\u{200b}2345678", Kind::Phone),
    ("số tài khoản 0912345678", Kind::Phone),
    ("STK: 0912345678 tại ngân hàng", Kind::Phone),
    ("027190001234", Kind::CitizenId),
    ("027.190.001.234", Kind::CitizenId),
    ("0271 9000 1234", Kind::CitizenId),
    ("0 2 7 1 9 0 0 0 1 2 3 4", Kind::CitizenId),
    ("CMT 125 123 456", Kind::CitizenId),
    ("CMND số 125123456", Kind::CitizenId),
    ("a.b@gmail.com", Kind::Email),
    ("a.b (a còng) gmail.com", Kind::Email),
    ("a.b a còng gmail.com", Kind::Email),
    ("a.b [at] gmail.com", Kind::Email),
    ("a.b(at)gmail[dot]com", Kind::Email),
    ("a.b＠gmail.com", Kind::Email),
    ("a.b @ gmail.com", Kind::Email),
];

/// Each may be personal data: a person has to look.
const WARN: &[&str] = &[
    "số tài khoản 1234567890123",
    "STK 2150 1234 567",
    "mã số BHXH 7912345678",
    "thẻ BHYT DN4797912345678",
    "Mã số thuế cá nhân: 8012345678",
    "hộ chiếu C1234567",
    "xe biển số 99A-123.45",
    "BKS 29H1 12345",
    "sinh ngày 12/3/1990",
    "Trú tại số 12 đường Lý Thái Tổ",
    "địa chỉ nhà: 5/12 Nguyễn Trãi",
    "hỗ trợ bà Nguyễn Thị Lan mắc bệnh tiểu đường",
];

/// None is anybody's.
const PASS: &[&str] = &[
    "Quyết định 1234/QĐ-UBND ngày 09/12/2026",
    "1.234.567.890 đồng",
    "84 912 345 678 đồng",
    "kinh phí 84 912 345 678",
    "84.912.345.678 đồng",
    "mã kh57-2026-nv-pl-12, KH20_TT_N01.2",
    "tọa độ 21.186053, 106.076304",
    "Mã số thuế 2300123456",
    "đóng BHXH cho 12.345 người, BHYT đạt 95,5% dân số",
    "cấp 1.234.567 thẻ BHYT; 25.000 hộ chiếu phổ thông gắn chíp năm 2026",
    "gắn biển số nhà cho 1250 hộ",
    "số tài khoản định danh mức 2: 1234567 tài khoản",
    "số tài khoản VNeID đạt 1.234.567",
    "người dân cư trú tại 12 xã, phường",
    "khám cho 1.200 người khuyết tật",
    "ông Chủ tịch UBND tỉnh giao nhiệm vụ",
    "phần a) và (a) của điểm 3",
];

/// Headings and cells: whether they name a person.
const NAMED: &[(&str, &str, bool)] = &[
    ("Lãnh đạo phụ trách", "Đ/c Nguyễn Văn A - Phó Chủ tịch UBND tỉnh", true),
    ("Lãnh đạo phụ trách", "Nguyễn Thị Hồng Hạnh, Phó Giám đốc Sở", true),
    ("Cán bộ theo dõi", "Trần Văn B (Phòng Kế hoạch)", true),
    ("Cán bộ, công chức theo dõi", "LÊ THỊ LAN", true),
    ("Người phụ trách", "ông Bế Minh", true),
    ("Họ và tên", "Phó Giám đốc\nĐỗ Mạnh Hùng", true),
    ("Đầu mối liên hệ", "Bà Hoàng Lan, chuyên viên", true),
    ("Lãnh đạo chỉ đạo", "Phó Chủ tịch UBND tỉnh phụ trách văn hóa", false),
    ("Lãnh đạo phụ trách", "Giám đốc Sở Khoa học và Công nghệ", false),
    ("Cán bộ theo dõi", "Phòng Quản lý Công nghệ", false),
    ("Người phụ trách", "Hiệu trưởng Trường THPT Lý Thái Tổ", false),
    ("Đơn vị theo dõi", "UBND tỉnh Bắc Ninh; Công an tỉnh", false),
    ("Cơ quan chủ trì", "Bệnh viện Nguyễn Văn Cừ", false),
    ("Kết quả", "Đã tặng bằng khen cho ông Nguyễn Văn A", false),
    ("Người chịu trách nhiệm", "Chủ tịch UBND xã Đại Đồng", false),
    ("Lãnh đạo phụ trách", "Trưởng Ban Quản lý Khu công nghiệp", false),
];

#[test]
fn names_in_columns_of_persons_are_told() {
    for (heading, text, is_named) in NAMED {
        assert_eq!(names_person(heading, text), *is_named, "{heading}: {text}");
    }
    for line in super::real_plans().iter().flat_map(|plan| plan.lines()) {
        for cell in line.split('|') {
            assert!(!names_person("Cơ quan chủ trì", cell), "{cell}");
        }
    }
}

#[test]
fn the_table_holds() {
    for (text, kind) in STOP {
        let found: Vec<Kind> = find(text).into_iter().map(|finding| finding.kind).collect();
        assert_eq!(found, [*kind], "{text}");
    }
    for text in WARN {
        assert!(find(text).is_empty(), "{text}: {:?}", find(text));
        assert_eq!(doubt::find(text).len(), 1, "{text}: {:?}", doubt::find(text));
    }
    for text in PASS {
        assert!(find(text).is_empty(), "{text}: {:?}", find(text));
        assert!(doubt::find(text).is_empty(), "{text}: {:?}", doubt::find(text));
    }
    for text in super::real_plans() {
        assert!(find(text).is_empty() && doubt::find(text).is_empty(), "{:?}", doubt::find(text));
    }
}

#[test]
fn a_doubt_is_told_as_a_warning_and_only_where_nothing_is_sure() {
    let mut diagnostics = Diagnostics::default();
    let place = |_: Range<usize>| Place::line("a.csv", 2);
    check("hộ chiếu C1234567, STK 0912345678", place, &[], "ô “Kết quả”", &mut diagnostics);
    let codes: Vec<Code> = diagnostics.iter().map(|one| one.code).collect();
    assert_eq!(codes, [Code::PersonalData, Code::PersonalDataDoubtful]);
}

/// Numbers without order (Knuth's multiplicative generator), the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// A number with so many digits, the first of them no zero.
    fn digits(&mut self, count: u32) -> u64 {
        let least = 10_u64.pow(count - 1);
        least + self.below(9 * least)
    }

    /// A number in groups of three.
    fn grouped(&mut self, count: u32, between: char) -> String {
        let digits = self.digits(count).to_string();
        let mut text = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text.push(between);
            }
            text.push(digit);
        }
        text
    }

    fn date(&mut self) -> String {
        let (day, month, year) = (1 + self.below(28), 1 + self.below(12), 2020 + self.below(11));
        match self.below(3) {
            0 => format!("{day:02}/{month:02}/{year}"),
            1 => format!("{day}/{month}/{year}"),
            _ => format!("{day:02}.{month:02}.{year}"),
        }
    }

    /// A sentence of a report with figures of its own.
    fn sentence(&mut self) -> String {
        let length = 4 + u32::try_from(self.below(9)).unwrap_or(0);
        let few = self.digits(2);
        match self.below(24) {
            0 => format!("Ban hành Quyết định số {}/QĐ-UBND ngày {}.", self.digits(4), self.date()),
            1 => format!(
                "Tờ trình {}/TTr-SKHCN, Công văn {}/UBND-KGVX.",
                self.digits(3),
                self.digits(5)
            ),
            2 => format!("Kinh phí {} đồng từ ngân sách tỉnh.", self.grouped(length, '.')),
            3 => format!("Đã giải ngân {} đồng.", self.grouped(length, ' ')),
            4 => format!(
                "Tổng vốn {} triệu đồng, đạt {few},{}%.",
                self.grouped(6, '.'),
                self.below(100)
            ),
            5 => format!("Mã thủ tục 1.{:06}.000.00.00.H05.", self.below(1_000_000)),
            6 => format!("Mã định danh H05.{few}.{}.", self.digits(3)),
            7 => {
                format!("Tọa độ 21.{:06}, 106.{:06}.", self.below(1_000_000), self.below(1_000_000))
            }
            8 => format!("X = {},{few}; Y = {},{few}.", self.digits(7), self.digits(6)),
            9 => format!("Mã số thuế 23{:08}.", self.below(100_000_000)),
            10 => format!("Giải quyết {}/{} hồ sơ.", self.grouped(5, '.'), self.grouped(6, '.')),
            11 => format!(
                "Có {} lượt truy cập từ {} đến {}.",
                self.grouped(length, '.'),
                self.date(),
                self.date()
            ),
            12 => format!("Đóng BHXH cho {} người; BHYT đạt {few}%.", self.grouped(6, '.')),
            13 => format!("Cấp {} thẻ bảo hiểm y tế.", self.grouped(7, '.')),
            14 => format!("Kích hoạt {} tài khoản định danh.", self.digits(7)),
            15 => format!("Cấp {} hộ chiếu, {few} trong số đó qua mạng.", self.grouped(5, '.')),
            16 => format!("Gắn biển số nhà cho {} hộ tại {few} xã.", self.digits(4)),
            17 => format!("Người dân cư trú tại {few} xã, {few} phường."),
            18 => format!("Gói thầu số {few}, mã thông báo IB25{:08}.", self.below(100_000_000)),
            19 => format!("Địa chỉ mạng 10.{few}.{few}.1, cổng {}.", self.digits(4)),
            20 => format!("Theo TCVN {}:2015 và QCVN {few}:2019/BXD.", self.digits(4)),
            21 => format!("Hồ sơ kh57-2026-nv-pl-{few}, phiên bản 2.{few}.{few}."),
            22 => {
                format!("Diện tích {} m2, dài {few},{} km.", self.grouped(6, ' '), self.digits(3))
            }
            _ => format!("Năm 2024 {few}%, 2025 {few}%, 2026 2027 2028 tăng {few},5 điểm."),
        }
    }
}

#[test]
fn five_hundred_made_up_reports_raise_no_false_alarm() {
    let mut numbers = Numbers(57);
    for report in 0..500 {
        let count = 3 + numbers.below(6);
        let text: Vec<String> = (0..count).map(|_| numbers.sentence()).collect();
        let text = text.join(" ");
        let (found, doubts) = (find(&text), doubt::find(&text));
        assert!(found.is_empty() && doubts.is_empty(), "{report}: {text}\n{found:?}\n{doubts:?}");
    }
}
