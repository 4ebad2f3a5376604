//! libFuzzer over `congkhai_fuzz::pdf`; panics that readers catch are none (libFuzzer's own hook would end there).
#![no_main]

libfuzzer_sys::fuzz_target!(
    init: drop(std::panic::take_hook()),
    |bytes: &[u8]| congkhai_fuzz::pdf(bytes)
);
