//! What stands around the tables of an official document.

use super::grid::{Block, Look};
use super::random::Random;
use super::traits::{Layout, Trait as T};
use super::truth::YEAR;

/// The document around its tables.
pub(crate) fn around(
    indicators: Vec<Block>,
    tasks: Vec<Block>,
    layout: &Layout,
    random: &mut Random,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    if layout.has(T::Letterhead) {
        blocks.extend(opening(random));
    } else if !layout.has(T::Excel) || random.chance(50) {
        let title = format!("KẾ HOẠCH CHUYỂN ĐỔI SỐ NĂM {YEAR}");
        blocks.push(Block::paragraph(Look::Title, title));
    }
    if layout.has(T::TextBox) {
        blocks.push(Block::TextBox("DỰ THẢO LẦN 2".to_owned()));
    }
    let in_annex = layout.has(T::Letterhead) && random.chance(60);
    let closing = closing(layout);
    if in_annex {
        blocks.push(heading("II. CHỈ TIÊU, NHIỆM VỤ"));
        let words = "Chỉ tiêu và nhiệm vụ cụ thể tại Phụ lục kèm theo Kế hoạch này.";
        blocks.push(Block::paragraph(Look::Plain, words));
        blocks.extend(closing);
        if indicators.is_empty() {
            blocks.push(heading("PHỤ LỤC"));
        } else {
            blocks.push(heading("PHỤ LỤC I"));
            blocks.push(Block::paragraph(Look::Title, format!("CHỈ TIÊU NĂM {YEAR}")));
            blocks.extend(indicators);
            blocks.push(heading("PHỤ LỤC II"));
        }
        blocks.push(Block::paragraph(Look::Title, format!("DANH MỤC NHIỆM VỤ NĂM {YEAR}")));
        let issued = "(Kèm theo Kế hoạch của Ủy ban nhân dân tỉnh)";
        blocks.push(Block::paragraph(Look::Note, issued));
        blocks.extend(tasks);
        return blocks;
    }
    if !indicators.is_empty() {
        blocks.push(heading("II. CHỈ TIÊU"));
        blocks.extend(indicators);
        blocks.push(heading("III. NHIỆM VỤ"));
    } else if !layout.has(T::Excel) {
        blocks.push(heading("II. NHIỆM VỤ"));
    }
    blocks.extend(tasks);
    blocks.extend(closing);
    blocks
}

fn heading(words: &str) -> Block {
    Block::paragraph(Look::Heading, words)
}

fn opening(random: &mut Random) -> Vec<Block> {
    let pairs = [
        ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("TỈNH", "Độc lập - Tự do - Hạnh phúc"),
        ("Số: 45/KH-UBND", "Ngày 12 tháng 01 năm 2026"),
    ];
    let mut blocks = vec![Block::Columns(
        pairs.map(|(left, right)| (left.to_owned(), right.to_owned())).to_vec(),
    )];
    blocks.push(Block::paragraph(Look::Title, "KẾ HOẠCH"));
    blocks.push(Block::paragraph(Look::Title, format!("Chuyển đổi số năm {YEAR}")));
    let bases = [
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        "Thực hiện Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị;",
        "Theo đề nghị của Sở Khoa học và Công nghệ,",
        "Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:",
    ];
    let first = random.below(2);
    blocks.extend(bases[first..].iter().map(|text| Block::paragraph(Look::Plain, *text)));
    blocks.push(heading("I. MỤC ĐÍCH, YÊU CẦU"));
    blocks.push(Block::paragraph(
        Look::Plain,
        "1. Xác định rõ nội dung công việc, bảo đảm kịp thời, hiệu quả.",
    ));
    blocks.push(Block::paragraph(
        Look::Plain,
        "2. Các cơ quan phối hợp chặt chẽ trong quá trình thực hiện.",
    ));
    blocks
}

fn closing(layout: &Layout) -> Vec<Block> {
    let mut blocks = Vec::new();
    if layout.has(T::Duties) {
        blocks.push(heading("IV. TỔ CHỨC THỰC HIỆN"));
        for words in [
            "1. Các cơ quan, đơn vị cụ thể hóa thành kế hoạch của mình và báo cáo khi được yêu cầu.",
            "2. Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh về UBND tỉnh để xem xét.",
        ] {
            blocks.push(Block::paragraph(Look::Plain, words));
        }
    }
    if layout.has(T::Recipients) {
        let pairs = [
            ("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"),
            ("- Như Điều 3;", "KT. CHỦ TỊCH"),
            ("- Các sở, ban, ngành;", "PHÓ CHỦ TỊCH"),
            ("- Lưu: VT.", ""),
        ];
        let pairs = pairs.map(|(left, right)| (left.to_owned(), right.to_owned()));
        blocks.push(Block::Columns(pairs.to_vec()));
    }
    blocks
}
