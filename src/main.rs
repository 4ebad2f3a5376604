//! The program `congkhai`: reads the command line, runs it, chooses the exit code.

use std::io::{self, Write as _};
use std::process::ExitCode;

use congkhai::cli::{Ending, Refused, guarded, parse, run};

#[expect(unsafe_code, reason = "the allocator is set up by functions of C")]
mod memory;

/// A build makes millions of short texts; the system's allocator costs a sixth of its time more.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let (mut out, mut err) = (io::stdout(), io::stderr());
    let arguments = match parse(std::env::args_os()) {
        Ok(arguments) => arguments,
        Err(Refused::Help(text)) => {
            let _ = out.write_all(text.as_bytes());
            return ExitCode::SUCCESS;
        }
        Err(Refused::Usage(text)) => {
            let _ = err.write_all(text.as_bytes());
            return ExitCode::from(2);
        }
    };
    let outcome = match guarded(|| run(&arguments, &mut out, &mut err)) {
        Ok(outcome) => outcome,
        Err(message) => {
            let _ = err.write_all(message.as_bytes());
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(Ending::Done) => ExitCode::SUCCESS,
        Ok(Ending::SourceErrors) => ExitCode::from(1),
        Err(error) => {
            let _ = writeln!(err, "lỗi: {error}");
            ExitCode::from(2)
        }
    }
}
