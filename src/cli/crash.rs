//! A fault of the program itself, caught at the edge and told in words that help.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::sync::{Mutex, PoisonError};

/// Where the last panic began: file and line of the program.
static ORIGIN: Mutex<Option<String>> = Mutex::new(None);

/// What people read when the machine gives no thread.
const NO_THREAD: &str = "lỗi: hết bộ nhớ: máy không mở thêm luồng cho chương trình
\x20 trang đã dựng trước đó giữ nguyên; việc đổi nguồn còn dở thì lệnh sau làm nốt hoặc bỏ
\x20 cách xử lý: đóng bớt chương trình khác, nới giới hạn bộ nhớ và số luồng (`ulimit -v`, `ulimit -u`)
";

/// Runs `work`; a panic in it comes back as what to tell the person who ran the program.
///
/// # Errors
///
/// The message, in Vietnamese, when `work` panics.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    set_hook(Box::new(|panic| {
        let mut origin = ORIGIN.lock().unwrap_or_else(PoisonError::into_inner);
        // Earlier ones were caught where they began.
        *origin = panic.location().map(|at| format!("{}:{}", at.file(), at.line()));
    }));
    let outcome = catch_unwind(AssertUnwindSafe(work));
    outcome.map_err(|panic| {
        let mut origin = ORIGIN.lock().unwrap_or_else(PoisonError::into_inner);
        message(&*panic, origin.take())
    })
}

/// How the system's refusal of memory, or of a thread with its memory, shows in the words of a panic.
const REFUSALS: [&str; 4] = ["Os { code: 11,", "Os { code: 12,", "(os error 11)", "(os error 12)"];

fn message(panic: &(dyn Any + Send), origin: Option<String>) -> String {
    let words = panic
        .downcast_ref::<&str>()
        .map(|words| (*words).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    if REFUSALS.iter().any(|refusal| words.contains(refusal)) {
        return NO_THREAD.to_owned();
    }
    let origin = origin.unwrap_or_else(|| "không rõ chỗ".to_owned());
    format!(
        "lỗi: chương trình hỏng giữa chừng; đây là lỗi của chương trình, không phải của người dùng\n\
         \x20 chỗ hỏng: {origin}: {words}\n\
         \x20 trang đã dựng trước đó giữ nguyên, chưa tệp nào bị thay\n\
         \x20 cách xử lý: tạm chuyển văn bản vừa thêm hoặc vừa sửa ra khỏi seeds/ rồi chạy lại để biết văn bản nào gây ra;\n\
         \x20 sau đó gửi văn bản ấy cùng dòng “chỗ hỏng” cho người phát triển\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_told_with_its_place_and_what_to_do() {
        assert_eq!(guarded(|| 1), Ok(1));
        let told = guarded(|| panic!("chỉ số {}", 3)).unwrap_err();
        assert!(told.contains("crash.rs:") && told.contains("chỉ số 3"), "{told}");
        assert!(told.contains("cách xử lý"), "{told}");
        let refused = std::io::Error::from_raw_os_error(11);
        let told = guarded(|| panic!("no thread: {refused:?}")).unwrap_err();
        assert!(told.starts_with("lỗi: hết bộ nhớ"), "{told}");
        let _ = std::panic::take_hook();
    }
}
