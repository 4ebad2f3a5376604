//! Configuration of Caddy.

use std::fmt::Write as _;

use super::{EMBEDS, EVERYWHERE, FINGERPRINTED, Kind, MEDIA_TYPES};

/// A `Caddyfile` for a site that stands below `base` (a path with a slash at both ends) of the host `name`, which may have a port behind it and
/// `http://` before it where the site is not to be encrypted.
pub fn caddy(name: &str, base: &str) -> String {
    let mut text = format!(
        "# Cấu hình Caddy do `congkhai hosting` ghi. Sửa `root` cho đúng chỗ đặt trang.\n{name} {{\n\troute {{\n"
    );
    text.push_str("\t\theader {\n");
    for (name, value) in EVERYWHERE {
        let _ = writeln!(text, "\t\t\t{name} \"{value}\"");
    }
    text.push_str("\t\t}\n");
    text.push_str("\t\t@writing not method GET HEAD\n\t\trespond @writing 405\n");
    let embeds = format!("{base}{EMBEDS}*");
    let kept: Vec<_> = FINGERPRINTED.iter().map(|folder| format!("{base}{folder}*")).collect();
    let _ = writeln!(text, "\t\t@plain not path {embeds}\n\t\t@embeds path {embeds}");
    let _ = writeln!(text, "\t\t@kept path {0}\n\t\t@changing not path {0}", kept.join(" "));
    for (matcher, kind) in [("@plain", Kind::Plain), ("@embeds", Kind::Embed)] {
        let _ =
            writeln!(text, "\t\theader {matcher} Content-Security-Policy \"{}\"", kind.policy());
        if let Some(value) = kind.frame_options() {
            let _ = writeln!(text, "\t\theader {matcher} X-Frame-Options {value}");
        }
    }
    for (matcher, kind) in [("@changing", Kind::Plain), ("@kept", Kind::Fingerprinted)] {
        let _ = writeln!(text, "\t\theader {matcher} Cache-Control \"{}\"", kind.cache_control());
    }
    for (ending, kind) in MEDIA_TYPES {
        let charset = if kind.starts_with("text/") { "; charset=utf-8" } else { "" };
        let _ = writeln!(text, "\t\t@{ending} path *.{ending}");
        let _ = writeln!(text, "\t\theader @{ending} Content-Type \"{kind}{charset}\"");
    }
    if base != "/" {
        let _ = writeln!(text, "\t\turi strip_prefix {}", base.trim_end_matches('/'));
    }
    text.push_str(
        "\t\t# Hỏi từng phần thì trả đúng phần ấy của tệp gốc, không phải của bản nén.\n\
         \t\t@parts header Range *\n\t\tfile_server @parts {\n\t\t\troot /var/www/congkhai\n\t\t}\n\
         \t\tfile_server {\n\t\t\troot /var/www/congkhai\n\t\t\tprecompressed br gzip\n\t\t}\n\t}\n\
         \thandle_errors {\n\t\theader Cache-Control \"no-cache\"\n\t\trewrite * /404.html\n\t\tfile_server {\n\t\t\troot /var/www/congkhai\n\t\t}\n\t}\n}\n",
    );
    text
}
