//! Problems of the machine: a disk that cannot be written, a port that is taken.
//!
//! Problems of the sources are [`crate::diagnostic::Diagnostic`]s.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why the program cannot go on. Each one ends it with exit code 2.
#[derive(Debug)]
pub enum Error {
    /// A path the program needs cannot be read.
    Read {
        /// The path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A path cannot be written.
    Write {
        /// The path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another run is writing the same output.
    Busy {
        /// The output directory.
        output: PathBuf,
    },
    /// The output directory is not one this program may replace.
    Output {
        /// The output directory.
        path: PathBuf,
        /// Why not, in Vietnamese.
        reason: String,
    },
    /// The preview server cannot start.
    Serve {
        /// Address asked for.
        address: String,
        /// What the system said.
        source: io::Error,
    },
    /// A file is no list of checksums.
    Sums {
        /// The file.
        path: PathBuf,
        /// Its first line that is no checksum and path.
        line: usize,
    },
    /// Nothing can be signed or no signature checked.
    Signature {
        /// What the tool said.
        reason: String,
    },
    /// The source files cannot be watched.
    Watch {
        /// What the system said.
        reason: String,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read { path, source } => {
                write!(f, "không đọc được `{}`: {}", path.display(), reason(source))
            }
            Self::Write { path, source } => {
                write!(f, "không ghi được `{}`: {}", path.display(), reason(source))
            }
            Self::Busy { output } => write!(
                f,
                "một lần chạy khác đang ghi vào `{}`: đợi lần đó xong rồi chạy lại",
                output.display()
            ),
            Self::Output { path, reason } => {
                write!(f, "không dùng được thư mục đầu ra `{}`: {reason}", path.display())
            }
            Self::Serve { address, source } => {
                write!(f, "không mở được máy chủ xem thử tại {address}: {}", reason(source))
            }
            Self::Sums { path, line } => {
                write!(f, "`{}` không phải danh sách SHA256SUMS: sai ở dòng {line}", path.display())
            }
            Self::Signature { reason } => write!(f, "ssh-keygen không làm được: {reason}"),
            Self::Watch { reason } => write!(f, "không theo dõi được các tệp nguồn: {reason}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { source, .. } | Self::Write { source, .. } | Self::Serve { source, .. } => {
                Some(source)
            }
            Self::Busy { .. }
            | Self::Output { .. }
            | Self::Signature { .. }
            | Self::Sums { .. }
            | Self::Watch { .. } => None,
        }
    }
}

/// What the system said, in Vietnamese where it is one of the usual reasons.
pub fn reason(error: &io::Error) -> String {
    use io::ErrorKind as Kind;
    let words = match error.kind() {
        Kind::NotFound => "không tồn tại",
        Kind::PermissionDenied => "không có quyền",
        Kind::AlreadyExists => "đã có sẵn",
        Kind::NotADirectory => "không phải thư mục",
        Kind::IsADirectory => "là một thư mục",
        Kind::FileTooLarge => "tệp quá lớn",
        Kind::StorageFull | Kind::QuotaExceeded => "hết chỗ trên đĩa",
        Kind::ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc",
        Kind::AddrInUse => "cổng đang có chương trình khác dùng, chọn cổng khác bằng --port",
        Kind::AddrNotAvailable => "máy này không có địa chỉ đó",
        Kind::OutOfMemory => "hết bộ nhớ",
        Kind::InvalidFilename => "tên không hợp lệ hoặc quá dài",
        _ => return error.to_string(),
    };
    words.to_owned()
}
