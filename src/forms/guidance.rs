//! The first sheet of a form: who reports on what until when, and how.

use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook, XlsxError};

use crate::model::{Date, ReportedStatus};
use crate::vietnamese::date as shown;

use super::assignment::Assignment;
use super::marker::Marker;
use super::sheet::{protect, write_mark};
use super::workbook::{INDICATORS, TASKS};

/// Name of the sheet.
pub(super) const NAME: &str = "Hướng dẫn";

/// Name by which programs find the mark of the form.
const MARK_NAME: &str = "congkhai_bieu_mau";

/// Until when, in words.
fn due_words(due_on: Option<Date>) -> String {
    match due_on {
        Some(day) => format!("Chậm nhất ngày {}", shown(day)),
        None => "Văn bản không nêu ngày".to_owned(),
    }
}

/// Adds the sheet to `workbook`.
pub(super) fn write(
    workbook: &mut Workbook,
    assignment: &Assignment<'_>,
    marker: &Marker,
) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(NAME)?;
    write_mark(sheet, 0, marker)?;
    sheet.set_column_width(0, 20.0)?.set_column_width(1, 96.0)?;
    let title = Format::new().set_bold().set_font_size(14);
    let label = Format::new().set_bold().set_align(FormatAlign::Top);
    let words = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let due = Format::new().set_bold().set_font_color(Color::RGB(0x00B0_0000));
    sheet.write_string_with_format(1, 0, "BIỂU MẪU BÁO CÁO TIẾN ĐỘ", &title)?;
    let mut row = 2;
    let counts = format!(
        "{} nhiệm vụ, {} chỉ tiêu do cơ quan chủ trì",
        assignment.tasks.len(),
        assignment.indicators.len()
    );
    let facts = [
        ("Cơ quan báo cáo", assignment.agency.name.clone(), &words),
        ("Kỳ báo cáo", marker.period.label(), &words),
        ("Hạn gửi", due_words(assignment.due_on), &due),
        ("Nội dung", counts, &words),
    ];
    for (name, text, format) in facts {
        sheet.write_string_with_format(row, 0, name, &label)?;
        sheet.write_string_with_format(row, 1, &text, format)?;
        row += 1;
    }
    for (name, lines) in sections() {
        row += 1;
        sheet.write_string_with_format(row, 0, name, &label)?;
        for line in lines {
            sheet.write_string_with_format(row, 1, &line, &words)?;
            row += 1;
        }
    }
    sheet.set_portrait().set_paper_size(9).set_print_fit_to_pages(1, 0);
    protect(sheet);
    workbook.define_name(MARK_NAME, &format!("='{NAME}'!$A$1"))?;
    Ok(())
}

fn sections() -> [(&'static str, Vec<String>); 4] {
    let states: Vec<&str> = ReportedStatus::ALL.iter().map(|status| status.2).collect();
    let lines = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
    let mut how: Vec<String> = lines(&[
        "Điền các ô trắng bên phải cột xám. Cột xám là số đã báo cáo gần nhất, chỉ để đối chiếu.",
        "Dòng nào chưa có số liệu thì để trống: trống nghĩa là chưa báo cáo, không phải bằng 0.",
    ]);
    how.push(format!("“{TASKS}”: chọn tình trạng trong danh sách ({}).", states.join(", ")));
    how.extend(lines(&[
        "Báo “Hoàn thành” thì ghi ngày hoàn thành; nên ghi số, ngày văn bản sản phẩm hoặc địa chỉ minh chứng.",
        "Gia hạn, bãi bỏ chỉ được tính khi ghi số và ngày văn bản quyết định.",
        "Nhiệm vụ có nhiều mốc có mỗi mốc một dòng.",
    ]));
    how.push(format!(
        "“{INDICATORS}”: ghi số theo đơn vị tính của dòng; tỷ lệ 82,5% thì ghi 82,5."
    ));
    how.extend(lines(&[
        "Ngày của số liệu để trống thì hiểu là ngày cuối kỳ, hoặc ngày chốt số liệu nếu chốt sớm hơn.",
        "Lũy kế: tính từ đầu đến nay. Trong kỳ: chỉ tính phần của kỳ này.",
    ]));
    let may = lines(&[
        "Đổi tên tệp, lưu lại bằng Excel hoặc LibreOffice, xếp lại thứ tự dòng, xóa dòng không báo cáo, thêm cột ghi chú riêng (cột thêm không được đọc). Trang tính được khóa để tránh sửa nhầm, không có mật khẩu: bỏ khóa bằng lệnh “Unprotect Sheet” nếu cần.",
    ]);
    let must_not = lines(&[
        "Không sửa cột Mã và dòng tiêu đề; không chép dòng từ biểu mẫu của cơ quan khác.",
        "Không ghi dữ liệu cá nhân (số điện thoại, thư điện tử, số căn cước): số liệu được công bố, dòng có dữ liệu cá nhân bị từ chối.",
        "Không đặt mật khẩu cho tệp; không xóa, ẩn, đổi tên trang tính hay cột.",
    ]);
    let after = lines(&[
        "Gửi lại tệp này cho cơ quan tổng hợp. Dòng sai được trả lại kèm vị trí và lý do; dòng đúng đã nhận không bị mất.",
        "Gửi lần sau cho cùng kỳ thì dòng mới thay dòng cũ, dòng để trống giữ nguyên số đã nhận.",
    ]);
    [("Cách điền", how), ("Được phép", may), ("Không được", must_not), ("Gửi lại", after)]
}
