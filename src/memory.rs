//! How the allocator is set up: it takes no more addresses than it needs, and when memory is refused the run says so and ends.
//!
//! The one place of the project that names functions of C: nothing else is told when memory is refused, and only before
//! the program begins can be said how much is reserved.

use std::ffi::{c_int, c_long, c_void};
use std::io::stderr;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// The error that says that memory was refused (`ENOMEM`).
const NO_MEMORY: c_int = 12;

/// mimalloc's option for how many addresses it reserves at a time, by its number in version 2, and what it is set to, in
/// KiB. By itself it reserves a gigabyte, and a machine that limits addresses (`ulimit -v`) would refuse the program.
const ARENA_RESERVE: c_int = 23;
const RESERVED: c_long = 32 << 10;

/// What people read when memory is refused; made beforehand, because then nothing can be made any more.
const REFUSED: &str = "lỗi: hết bộ nhớ: máy không cấp thêm bộ nhớ cho chương trình
\x20 trang đã dựng trước đó giữ nguyên; việc đổi nguồn còn dở thì lệnh sau làm nốt hoặc bỏ
\x20 cách xử lý: đóng bớt chương trình khác, nới giới hạn bộ nhớ (`ulimit -v`, bộ nhớ của máy ảo), hoặc tách tệp nguồn quá lớn
";

// SAFETY: as mimalloc.h and unistd.h declare them; each may be called at any time with any argument.
unsafe extern "C" {
    safe fn mi_option_set_default(option: c_int, value: c_long);
    safe fn mi_register_error(told: extern "C" fn(c_int, *mut c_void), argument: *mut c_void);
    safe fn _exit(code: c_int) -> !;
}

// SAFETY: the loader calls what stands in this section once, before the program begins, with arguments that may be left
// unread.
#[unsafe(link_section = ".init_array")]
#[used]
static SET_UP: extern "C" fn() = set_up;

extern "C" fn set_up() {
    mi_option_set_default(ARENA_RESERVE, RESERVED);
    mi_register_error(told, null_mut());
}

/// Ends the run when memory was refused, to the program or to a library in C, without anything that asks for memory.
extern "C" fn told(error: c_int, _: *mut c_void) {
    static IS_SAID: AtomicBool = AtomicBool::new(false);
    if error != NO_MEMORY {
        return;
    }
    while IS_SAID.swap(true, Ordering::Relaxed) {
        // Another thread is about to end the run.
        thread::sleep(Duration::from_secs(1));
    }
    // Nobody else is left to be told.
    let _ = rustix::io::write(stderr(), REFUSED.as_bytes());
    _exit(2)
}
