//! The kinds of problem, one line each: name, severity, what it means.

use super::Severity;

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $doc:literal,)*) => {
        /// A kind of problem. The name is stable: people search for it and tests name it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $doc] $variant,)* }

        impl Code {
            /// Every kind, in the order of this file.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Stable name, `subject/problem`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Severity of every problem of this kind.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }

            /// What the kind means, in Vietnamese.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $doc,)* }
            }
        }
    };
}

codes! {
    // Files
    SourceMissing "source/missing" Error "Thiếu tệp bắt buộc",
    SourceUnreadable "source/unreadable" Error "Không đọc được tệp hoặc thư mục",
    SourceNotUtf8 "source/not-utf8" Error "Tệp văn bản không phải UTF-8",
    SourceLegacyEncoding "source/legacy-encoding" Error "Văn bản dùng bảng mã cũ (UTF-16, TCVN3, VNI)",
    SourceDirection "source/direction" Warning "Có ký tự ẩn đảo chiều chữ",
    SourceTooLarge "source/too-large" Error "Tệp lớn hơn giới hạn",
    SourceOutside "source/outside" Error "Đường dẫn trỏ ra ngoài thư mục của trang",
    // TOML
    TomlSyntax "toml/syntax" Error "Tệp TOML sai cú pháp, thiếu khóa hoặc có khóa lạ",
    ConfigInvalid "config/invalid" Error "Giá trị trong tệp cấu hình không dùng được",
    // Registries
    IdInvalid "id/invalid" Error "Mã không đúng dạng",
    IdDuplicate "id/duplicate" Error "Mã bị dùng hai lần",
    SpellingDuplicate "registry/spelling-duplicate" Error "Một cách viết thuộc về hai mục",
    SuccessorUnknown "registry/successor-unknown" Error "Cơ quan kế thừa không có trong danh bạ",
    SuccessorCycle "registry/successor-cycle" Error "Quan hệ kế thừa đi vòng",
    // Plans
    PlanEmpty "plan/empty" Note "Văn bản không có chỉ tiêu hay nhiệm vụ nào",
    PlanUnlisted "plan/prose-items" Note "Câu giao việc, nêu mục tiêu trong lời văn chưa thành mục nào",
    PlanYear "plan/year-of-title" Note "Năm của kế hoạch lấy theo tên văn bản",
    PlanDocumentAmbiguous "plan/document-ambiguous" Error "Thư mục kế hoạch có nhiều tệp văn bản",
    PlanFormat "plan/format" Error "Định dạng tệp văn bản không đọc được",
    WorkbookProtected "workbook/protected" Error "Bảng tính bị đặt mật khẩu",
    WorkbookCorrupt "workbook/corrupt" Error "Bảng tính hỏng",
    WorkbookCellError "workbook/cell-error" Error "Ô bảng tính mang lỗi công thức, hoặc chưa được tính trong báo cáo",
    WorkbookSheetHidden "workbook/sheet-hidden" Note "Trang tính ẩn, không đọc",
    DocxCorrupt "docx/corrupt" Error "Tệp Word hỏng hoặc trống",
    WorkbookUncomputed "workbook/formula-uncomputed" Warning "Ô có công thức chưa có kết quả, đọc là ô trống",
    PdfUnreadable "pdf/unreadable" Error "Tệp PDF hỏng, có mật khẩu hoặc không có chữ",
    PdfScanned "pdf/scanned" Error "Trang PDF là ảnh quét, không có chữ để đọc",
    PdfLettersUnknown "pdf/letters-unknown" Error "Phông chữ trong tệp PDF không cho biết chữ nào là chữ gì",
    PdfUnruled "pdf/unruled-table" Error "Bảng trong PDF không kẻ đường, chưa đọc được",
    DocumentLeftOut "document/left-out" Note "Chữ không hiện với người đọc văn bản, không đọc",
    DocumentChanges "document/tracked-changes" Note "Văn bản còn sửa đổi chưa chấp nhận",
    DocumentBeside "document/beside-text" Warning "Lời bình hoặc hộp chữ nằm ngoài lời văn, không đọc",
    DocumentPicture "document/picture" Warning "Hình, biểu đồ hoặc đối tượng có thể chứa chữ không đọc được",
    DocumentEmbedded "document/embedded" Error "Một tệp khác nhúng trong văn bản chưa đọc được",
    DocumentNested "document/nested-table" Note "Bảng nằm trong ô của bảng khác, đọc thành bảng riêng",
    DocumentNoteMark "document/note-mark" Note "Chữ số nâng lên được hiểu là dấu chú thích",
    QuoteNotFound "plan/quote-not-found" Error "Trích dẫn không có trong văn bản",
    CorrectionNotFound "plan/correction-not-found" Error "Chữ cần đính chính không có trong văn bản",
    RowUnaccounted "table/row-unaccounted" Error "Dòng bảng không thuộc mục nào",
    TableUnrecognised "table/unrecognised" Error "Không hiểu các cột của bảng",
    RowCellCount "table/cell-count" Error "Dòng bảng thừa hoặc thiếu ô",
    ColumnUnknown "plan/column-unknown" Error "plan.toml nói tới một cột không có trong bảng",
    ColumnExtra "table/column-extra" Note "Cột không nhận ra, giữ làm thông tin thêm",
    ColumnGuessed "table/column-guessed" Warning "Cột được hiểu theo các ô của nó, cần người xác nhận",
    TableShown "table/shown" Note "Bảng không giao việc, không đặt chỉ tiêu, chỉ được hiển thị",
    RowAgain "table/row-again" Note "Dòng phân công thêm của cùng một nhiệm vụ, đọc thành nhiệm vụ riêng",
    RowRemark "table/row-remark" Note "Dòng cộng hoặc ghi chú của bảng",
    TargetUndated "target/undated" Warning "Mục tiêu không rõ của năm nào",
    LineUnused "coverage/line-unused" Note "Dòng không thuộc phần nào của văn bản",
    WordsLost "coverage/words-lost" Error "Dòng bảng hoặc đoạn của phụ lục không được dùng vào đâu",
    WordsLeft "coverage/words-left" Warning "Chữ của văn bản không được dùng vào đâu",
    AmendmentItem "amendment/unknown-item" Error "Sửa đổi nói tới mục không có trong kế hoạch",
    AmendmentField "amendment/unknown-field" Error "Sửa đổi nói tới phần mà mục ấy không có",
    AmendmentFrom "amendment/from-differs" Error "Chữ cũ của sửa đổi khác chữ đang có hiệu lực",
    AmendmentTo "amendment/to-undated" Error "Mốc mới của sửa đổi không có ngày",
    PersonalData "privacy/personal-data" Error "Có dữ liệu cá nhân",
    PersonalDataDoubtful "privacy/doubtful" Warning "Có thể có dữ liệu cá nhân",
    // Typed values
    DateImpossible "date/impossible" Error "Ngày không có trong lịch",
    DeadlineUnread "deadline/unread" Warning "Thời hạn không hiểu được",
    TargetUnread "target/unread" Warning "Mục tiêu không hiểu được",
    TargetAmbiguous "target/ambiguous" Warning "Dấu chấm, dấu phẩy của mục tiêu có thể bị hiểu nhầm",
    AgencyUnregistered "agency/unregistered" Warning "Cơ quan chưa có trong danh bạ",
    AgencySplit "agency/split" Warning "Cơ quan lạ, có thể do tách nhầm một danh sách",
    AgencyUnread "agency/unread" Warning "Chữ trong ô cơ quan không phải tên cơ quan",
    AgencyPerson "agency/person" Note "Ô cơ quan nêu một người",
    ReferenceUnregistered "reference/unregistered" Note "Văn bản được dẫn chưa có trong danh mục",
    // Oddities of a plan, kept as printed
    NumberGap "number/gap" Note "Số thứ tự bị nhảy cóc",
    NumberRepeated "number/repeated" Note "Số thứ tự bị lặp",
    CellJoined "table/cell-joined" Note "Ô hoặc dòng bảng bị ngắt, đã nối lại với dòng trên",
    LeadByReference "lead/by-reference" Note "Nơi ghi cơ quan chủ trì lại dẫn sang văn bản khác",
    LeadMissing "lead/missing" Note "Không ghi cơ quan chủ trì",
    CorrectionApplied "correction/applied" Note "Chữ hiển thị đã được đính chính",
    // Snapshots and reports
    SnapshotPeriod "snapshot/period" Error "Kỳ báo cáo không đúng dạng hoặc khác tên thư mục",
    SnapshotDates "snapshot/dates" Error "Ngày chốt số liệu hoặc ngày công bố không hợp lý",
    AgencyUnknown "report/unknown-agency" Error "Cơ quan báo cáo không có trong danh bạ",
    ReportEmpty "report/empty" Warning "Tệp báo cáo không có dòng nào được điền",
    ReportColumns "report/columns" Error "Không hiểu các cột của bảng báo cáo",
    ReportMerged "report/merged-cells" Error "Ô của bảng báo cáo bị gộp",
    ReportItemUnknown "report/unknown-id" Error "Mã không phải chỉ tiêu hay nhiệm vụ nào",
    ReportNotLead "report/not-lead" Warning "Cơ quan báo cáo không chủ trì mục này",
    ReportUnreceived "report/no-receipt" Warning "Có số liệu của cơ quan nhưng không ghi ngày nhận báo cáo",
    ReportRepeated "report/repeated" Error "Một mục được báo cáo hai lần với nội dung khác nhau",
    ReportStatus "report/status" Error "Tình trạng thực hiện không hiểu được hoặc bỏ trống",
    ReportUndated "report/completed-without-date" Error "Hoàn thành mà không ghi ngày",
    ReportPercentOpen "report/percent-full" Warning "Tỷ lệ hoàn thành mâu thuẫn với tình trạng",
    ReportUndecided "report/decision-missing" Warning "Gia hạn hoặc bãi bỏ mà không nêu văn bản quyết định",
    ReportDate "report/date" Error "Không hiểu ngày",
    ReportDateAfter "report/date-after" Error "Ngày sau ngày chốt số liệu",
    ReportBeforeData "report/before-data" Warning "Báo cáo được nhận trước ngày của số liệu trong đó",
    ReportDateBefore "report/date-before" Warning "Ngày trước kỳ báo cáo hoặc trước kế hoạch",
    ReportNumber "report/number" Error "Không hiểu số",
    ReportNumberAmbiguous "report/number-ambiguous" Warning "Dấu chấm, dấu phẩy có thể bị hiểu nhầm",
    ReportValueRange "report/value-range" Error "Giá trị ngoài khoảng mà đơn vị tính cho phép",
    ReportUnit "report/unit" Error "Đơn vị tính khác đơn vị của chỉ tiêu",
    ReportWord "report/word" Error "Chữ ngoài danh sách cho phép",
    // The ledger
    LedgerEntry "ledger/entry" Error "Mục của sổ cái không đọc được",
    LedgerChain "ledger/broken-chain" Error "Chuỗi mã của sổ cái bị đứt",
    LedgerFileChanged "ledger/file-changed" Error "Tệp đã niêm phong bị thay đổi",
    LedgerFileMissing "ledger/file-missing" Error "Tệp đã niêm phong không còn",
    LedgerFileAdded "ledger/file-added" Error "Có tệp ngoài những tệp đã niêm phong",
    LedgerContent "ledger/content-changed" Error "Số liệu khác số liệu đã niêm phong",
    LedgerCorrection "ledger/correction-invalid" Error "Khai báo đính chính không dùng được",
    LedgerCorrectionUnused "ledger/correction-unused" Error "Đính chính không khớp với điều gì đã công bố",
    LedgerNotFrozen "ledger/not-frozen" Warning "Kỳ ghi ngày công bố nhưng chưa vào sổ cái",
    LedgerRefused "ledger/refused" Error "Kỳ báo cáo chưa công bố được",
    LedgerSignature "ledger/signature" Error "Chữ ký của một kỳ không đúng",
    VersionChanged "ledger/version-changed" Error "Phiên bản đã công bố không còn như lúc niêm phong",
    // Report forms handed in
    FormUnknown "form/unknown" Error "Tệp không phải biểu mẫu báo cáo của trang này",
    FormPeriod "form/period" Error "Biểu mẫu của kỳ báo cáo khác",
    FormShape "form/shape" Error "Trang tính hoặc cột của biểu mẫu bị mất, bị ẩn hay đổi tên",
    FormSuccessor "form/successor" Warning "Biểu mẫu của cơ quan đã sáp nhập, nhận thay bằng cơ quan kế thừa",
    FormSkipped "form/skipped" Warning "Tệp tạm của phần mềm văn phòng, bỏ qua",
    FormNotLed "form/not-led" Error "Mục không thuộc biểu mẫu của cơ quan",
    SnapshotPublished "snapshot/published" Error "Kỳ đã công bố, không nhận thêm báo cáo",
    // Pages and themes
    FrontMatter "content/front-matter" Error "Phần đầu trang (front matter) sai hoặc thiếu",
    SearchWords "content/search-words" Error "Từ ngữ dùng cho tìm kiếm viết sai",
    TemplateInvalid "theme/template" Error "Mẫu giao diện sai",
    ThemeColour "theme/colour" Error "Màu của giao diện viết sai hoặc không đủ tương phản",
    ThemeLogo "theme/logo" Error "Biểu trưng của giao diện không dùng được",
    ThemeUnknown "theme/unknown" Error "Không có giao diện này",
    OutputClash "output/clash" Error "Hai trang cùng một địa chỉ",
    CellLength "output/cell-length" Warning "Ô dài hơn mức một ô bảng tính giữ được",
    CellDigits "output/cell-digits" Warning "Số có nhiều chữ số hơn mức chương trình tính giữ được",
    RowUnfit "output/row-unfit" Error "Hàng dữ liệu trùng mã hoặc thiếu ô bắt buộc",
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
