//! The command line: what can be asked for, in Vietnamese.

mod coverage;
mod crash;
mod deploy;
mod export;
#[cfg(feature = "xlsx")]
mod forms;
mod hosting;
mod ledger;
mod log;
mod manual;
mod progress;
mod proposal;
mod publish;
mod run;
mod search;
mod signature;
mod summed;
mod timings;
mod today;
mod usage;

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use crate::config::base_url;
use crate::diagnostic::Format;
use crate::model::Date;
#[cfg(feature = "xlsx")]
use crate::model::Period;

pub use crash::guarded;
pub use run::{Ending, run};
pub use usage::{Refused, parse};

const HELP: &str = "{about}\n\nCách dùng: {usage}\n\n{all-args}{after-help}";

/// What was asked for.
#[derive(Clone, Debug, Parser)]
#[command(
    name = "congkhai",
    version,
    term_width = 0,
    about = "Biến kế hoạch của cơ quan nhà nước thành cổng thông tin tĩnh, tra cứu được, kèm dữ liệu mở",
    help_template = HELP,
    override_usage = "congkhai [TÙY CHỌN] [LỆNH]",
    subcommand_help_heading = "Lệnh",
    next_help_heading = "Tùy chọn",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    after_help = "Mã kết thúc: 0 xong, 1 nguồn có lỗi hoặc bản kiểm tra có khác biệt, 2 sai câu lệnh hoặc máy có vấn đề."
)]
pub struct Arguments {
    /// Settings of every command.
    #[command(flatten)]
    pub common: Common,
    /// The command; without one the first steps are explained.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Settings of every command.
#[derive(Args, Clone, Debug)]
pub struct Common {
    /// Thư mục gốc của trang, nơi có congkhai.toml [nếu không ghi: thư mục đang đứng]
    #[arg(
        long,
        value_name = "THƯ-MỤC",
        default_value = ".",
        hide_default_value = true,
        global = true
    )]
    pub root: PathBuf,
    /// Chỉ in lỗi
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// In cả ghi chú và từng bước có giờ; -vv in cả từng tệp được đọc, được ghi
    #[arg(short, long, action = ArgAction::Count, global = true)]
    pub verbose: u8,
    /// Cách in lỗi: human (cho người đọc), short (mỗi lỗi một dòng), json (cho chương trình)
    #[arg(
        long,
        value_name = "CÁCH",
        value_enum,
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true,
        global = true
    )]
    pub format: FormatName,
    /// In phần trợ giúp này
    #[arg(short, long, action = ArgAction::Help, global = true)]
    help: Option<bool>,
    /// In số phiên bản
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

/// How diagnostics are printed, as asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormatName {
    /// For people.
    Human,
    /// One line each.
    Short,
    /// One JSON object a line.
    Json,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Human => Self::Human,
            FormatName::Short => Self::Short,
            FormatName::Json => Self::Json,
        }
    }
}

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Kiểm tra nguồn rồi ghi trang ra thư mục public
    #[command(help_template = HELP, override_usage = "congkhai build [TÙY CHỌN]", next_help_heading = "Tùy chọn")]
    Build {
        /// Thư mục ghi trang [nếu không ghi: public trong thư mục gốc]
        #[arg(long, value_name = "THƯ-MỤC")]
        output: Option<PathBuf>,
        /// Địa chỉ công bố thay cho địa chỉ trong congkhai.toml
        #[arg(long, value_name = "ĐỊA-CHỈ", value_parser = address)]
        base_url: Option<String>,
        /// Ngày đánh giá, dạng 2026-06-30 [nếu không ghi: ngày chốt của kỳ báo cáo mới nhất]
        #[arg(long, value_name = "NGÀY", value_parser = day)]
        as_of: Option<Date>,
        /// Bỏ mọi số liệu minh họa
        #[arg(long)]
        official_only: bool,
        /// Ghi thêm bản nén sẵn (.gz, .br) cạnh mỗi tệp chữ, cho máy chủ gửi thẳng bản nén
        #[arg(long)]
        precompress: bool,
        /// In thời gian của từng bước; cùng với --format json là một dòng JSON
        #[arg(long)]
        timings: bool,
    },
    /// Kiểm tra nguồn, không ghi gì: từng dòng văn bản được dùng vào đâu, còn lỗi gì
    #[command(help_template = HELP, override_usage = "congkhai check [TÙY CHỌN]", next_help_heading = "Tùy chọn")]
    Check {
        /// In thêm đề nghị để xem lại rồi chép: cơ quan chưa có trong seeds/agencies.toml; câu giao việc, nêu mục tiêu trong lời văn cho plan.toml
        #[arg(long)]
        propose: bool,
    },
    /// Xem thử trang trên máy này, tự tải lại khi nguồn thay đổi
    #[command(help_template = HELP, override_usage = "congkhai serve [TÙY CHỌN]", next_help_heading = "Tùy chọn")]
    Serve {
        /// Cổng; 0 là cổng bất kỳ còn trống [nếu không ghi: 8057]
        #[arg(
            long,
            value_name = "CỔNG",
            default_value = "8057",
            hide_default_value = true,
            value_parser = port
        )]
        port: u16,
    },
    /// Tìm trong toàn bộ nội dung của trang, cùng cách tìm với ô tìm kiếm trên trang
    #[command(help_template = HELP, override_usage = "congkhai search [TÙY CHỌN] <TỪ>…", next_help_heading = "Tùy chọn")]
    Search(search::Search),
    /// Công bố một kỳ báo cáo: niêm phong số liệu và tệp nguồn của kỳ vào sổ cái
    #[command(help_template = HELP, override_usage = "congkhai publish [TÙY CHỌN] <KỲ>", next_help_heading = "Tùy chọn")]
    Publish {
        /// Kỳ báo cáo, là tên thư mục trong seeds/snapshots: 2026-03, 2026-q1, 2026-h1, 2026-9m, 2026
        #[arg(value_name = "KỲ", help_heading = "Tham số")]
        period: String,
        /// Ký mã niêm phong bằng khóa SSH này, qua ssh-keygen; chữ ký được công bố cùng trang
        #[arg(long, value_name = "TỆP-KHÓA")]
        sign: Option<PathBuf>,
    },
    /// Kiểm tra những gì đã công bố còn nguyên vẹn: nguồn, trang đã dựng, bản sao hoặc sổ cái tải về
    #[command(help_template = HELP, override_usage = "congkhai verify [TÙY CHỌN] [ĐƯỜNG-DẪN]", next_help_heading = "Tùy chọn")]
    Verify(ledger::Request),
    /// Xuất mọi bảng cho hệ thống lớn, nơi gộp dữ liệu của nhiều trang
    #[command(help_template = HELP, override_usage = "congkhai export [TÙY CHỌN]", next_help_heading = "Tùy chọn")]
    Export(export::Request),
    /// In các tệp mới (+), đổi (~), bỏ (-) so với bản đang công bố, để chỉ tải lên những gì khác
    #[command(name = "deploy-list", help_template = HELP, override_usage = "congkhai deploy-list [TÙY CHỌN] [SHA256SUMS]", next_help_heading = "Tùy chọn")]
    DeployList(deploy::Request),
    /// Tạo một trang mới, trống, có chú thích
    #[command(help_template = HELP, override_usage = "congkhai init [TÙY CHỌN] <THƯ-MỤC>", next_help_heading = "Tùy chọn")]
    Init {
        /// Thư mục của trang mới; phải trống hoặc chưa có
        #[arg(value_name = "THƯ-MỤC", help_heading = "Tham số")]
        folder: PathBuf,
    },
    #[cfg(feature = "xlsx")]
    /// Tạo biểu mẫu báo cáo của một kỳ, mỗi cơ quan chủ trì một tệp Excel, và danh sách gửi
    #[command(help_template = HELP, override_usage = "congkhai forms [TÙY CHỌN] <KỲ>", next_help_heading = "Tùy chọn")]
    Forms {
        /// Kỳ báo cáo: 2026-03 (tháng), 2026-q1 (quý), 2026-h1 (6 tháng), 2026-9m (9 tháng), 2026 (năm)
        #[arg(value_name = "KỲ", help_heading = "Tham số", value_parser = period)]
        period: Period,
        /// Thư mục ghi biểu mẫu [nếu không ghi: bieu-mau/<kỳ> trong thư mục gốc]
        #[arg(long, value_name = "THƯ-MỤC")]
        output: Option<PathBuf>,
    },
    #[cfg(feature = "xlsx")]
    /// Nhận các biểu mẫu đã điền: in dòng nhận, dòng từ chối, mục còn thiếu; ghi số liệu khi mọi dòng đều đúng
    #[command(help_template = HELP, override_usage = "congkhai collect [TÙY CHỌN] <KỲ> <TỆP>…", next_help_heading = "Tùy chọn")]
    Collect {
        /// Kỳ báo cáo, như trong lệnh forms
        #[arg(value_name = "KỲ", help_heading = "Tham số", value_parser = period)]
        period: Period,
        /// Các biểu mẫu đã điền (.xlsx); tên tệp thế nào cũng được
        #[arg(value_name = "TỆP", help_heading = "Tham số", required = true)]
        files: Vec<PathBuf>,
        /// Ghi các dòng đúng dù có dòng hay tệp bị từ chối
        #[arg(long)]
        partial: bool,
        /// Nhận báo cáo đến sau khi kỳ đã công bố: ghi số liệu, ngày nhận và đính chính trong một lần
        #[arg(long)]
        late: bool,
        /// Ngày nhận, dạng 2026-07-18 [nếu không ghi: hôm nay]
        #[arg(long, value_name = "NGÀY", value_parser = day)]
        received_on: Option<Date>,
    },
    /// Ghi cấu hình máy chủ nginx và Caddy cho trang: tiêu đề bảo vệ, bộ nhớ đệm, kiểu tệp, bản nén sẵn
    #[command(help_template = HELP, override_usage = "congkhai hosting [TÙY CHỌN] <THƯ-MỤC>", next_help_heading = "Tùy chọn")]
    Hosting {
        /// Thư mục ghi; phải trống hoặc chưa có
        #[arg(value_name = "THƯ-MỤC", help_heading = "Tham số")]
        folder: PathBuf,
    },
    /// Ghi trang hướng dẫn (man) và tệp gợi ý lệnh cho bash, zsh, fish, để đóng gói chương trình
    #[command(help_template = HELP, override_usage = "congkhai manual [TÙY CHỌN] <THƯ-MỤC>", next_help_heading = "Tùy chọn")]
    Manual {
        /// Thư mục ghi; phải trống hoặc chưa có
        #[arg(value_name = "THƯ-MỤC", help_heading = "Tham số")]
        folder: PathBuf,
    },
}

#[cfg(feature = "xlsx")]
fn period(text: &str) -> Result<Period, String> {
    let allowed = "cho phép: `2026-03`, `2026-q1`, `2026-h1`, `2026-9m`, `2026`";
    Period::parse(text).ok_or_else(|| format!("không phải kỳ báo cáo; {allowed}"))
}

fn address(text: &str) -> Result<String, String> {
    base_url(text).map_err(|refusal| format!("{}; cho phép: {}", refusal.message, refusal.allowed))
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "ngày viết theo dạng năm-tháng-ngày, ví dụ 2026-06-30".to_owned())
}

fn port(text: &str) -> Result<u16, String> {
    text.parse().map_err(|_| "cổng là một số từ 0 đến 65535".to_owned())
}
