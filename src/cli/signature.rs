//! Signatures of sealed periods, made and checked by `ssh-keygen` (OpenSSH 8.2 or newer): the key stays with its owner, and
//! nobody needs this program to check.

use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::error::Error;
use crate::model::LedgerEntry;

/// What signatures are for: one made for another purpose does not count here.
const NAMESPACE: &str = "congkhai";

/// The text that is signed for an entry, as `publish` prints it.
pub(super) fn signed_text(entry: &LedgerEntry) -> String {
    format!("{}  {}\n", entry.sha256, entry.period)
}

/// The signature of `text` with the SSH key in the file `key`; a key with a passphrase is asked for on the terminal.
pub(super) fn sign(key: &Path, text: &str) -> Result<Vec<u8>, Error> {
    let key = key.to_string_lossy();
    let output = run(&["-Y", "sign", "-n", NAMESPACE, "-f", &key], text)?;
    if output.is_good { Ok(output.out) } else { Err(Error::Signature { reason: output.err }) }
}

/// Who signed `text` with the signature in the file `signature`, by the file of allowed `signers`; or why nobody in it did.
pub(super) fn signer(
    signers: &Path,
    signature: &Path,
    text: &str,
) -> Result<Result<String, String>, Error> {
    let (signers, signature) = (signers.to_string_lossy(), signature.to_string_lossy());
    let found = run(&["-Y", "find-principals", "-s", &signature, "-f", &signers], "")?;
    let names = String::from_utf8_lossy(&found.out).into_owned();
    let Some(name) = names.lines().next().filter(|_| found.is_good) else {
        return Ok(Err("khóa đã ký không có trong danh sách người ký".to_owned()));
    };
    let words = ["-Y", "verify", "-n", NAMESPACE, "-f", &signers, "-I", name, "-s", &signature];
    let checked = run(&words, text)?;
    Ok(if checked.is_good {
        Ok(name.to_owned())
    } else {
        Err("chữ ký không phải của mã niêm phong này".to_owned())
    })
}

/// How a run of the tool ended.
struct Ran {
    is_good: bool,
    out: Vec<u8>,
    err: String,
}

fn run(words: &[&str], input: &str) -> Result<Ran, Error> {
    let failed = |error: io::Error| {
        let reason = match error.kind() {
            io::ErrorKind::NotFound => "máy này chưa có ssh-keygen (gói openssh-client)".to_owned(),
            _ => error.to_string(),
        };
        Error::Signature { reason }
    };
    let mut child = Command::new("ssh-keygen")
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    // The tool may have ended before it read anything; how it ended tells.
    let _ = child.stdin.take().map(|mut stdin| stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().map_err(failed)?;
    let err = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Ok(Ran { is_good: output.status.success(), out: output.stdout, err })
}
