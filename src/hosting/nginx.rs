//! Configuration of nginx.

use std::fmt::Write as _;

use super::{COMPRESSIBLE, EMBEDS, EVERYWHERE, FINGERPRINTED, Kind, MEDIA_TYPES};

/// A server for a site that stands below `base` (a path with a slash at both ends) of the host `name`, which may have a
/// port behind it.
///
/// It goes into the `http` block, as files of `/etc/nginx/conf.d` and `sites-enabled` do. Values that differ by address
/// are maps: a header set in a `location` would put off all those set around it.
pub fn nginx(name: &str, base: &str) -> String {
    let (name, port) = name.rsplit_once(':').unwrap_or((name, "80"));
    let mut text = String::from(
        "# Cấu hình nginx do `congkhai hosting` ghi. Đặt vào /etc/nginx/sites-enabled/, sửa `root` cho đúng chỗ đặt trang.\n\n",
    );
    map(&mut text, "policy", base, Kind::policy);
    map(&mut text, "frame_options", base, |kind| {
        kind.frame_options().unwrap_or_default().to_owned()
    });
    map(&mut text, "cache_control", base, |kind| kind.cache_control().to_owned());
    ranged(&mut text);

    let _ = write!(
        text,
        "server {{\n    listen {port};\n    listen [::]:{port};\n    server_name {name};\n    root /var/www/congkhai;\n    \
         index index.html;\n    server_tokens off;\n    absolute_redirect off;\n    charset utf-8;\n    \
         charset_types text/html text/css text/plain text/csv text/calendar text/turtle text/javascript text/xml \
         application/json application/ld+json application/x-ndjson application/manifest+json;\n\n    \
         include /etc/nginx/mime.types;\n    types {{\n"
    );
    for (ending, kind) in MEDIA_TYPES {
        let _ = writeln!(text, "        {kind} {ending};");
    }
    text.push_str("    }\n\n");
    for (name, value) in EVERYWHERE {
        let _ = writeln!(text, "    add_header {name} \"{value}\" always;");
    }
    text.push_str(
        "    add_header Content-Security-Policy $congkhai_policy always;\n    \
         add_header X-Frame-Options $congkhai_frame_options always;\n    \
         # Không có `always`: lời báo thiếu tệp không được giữ lại.\n    \
         add_header Cache-Control $congkhai_cache_control;\n\n    \
         # Địa chỉ như người đọc hỏi: các bảng trên xét theo nó.\n    \
         set $congkhai_address $uri;\n\n",
    );
    let _ = writeln!(text, "    error_page 404 {base}404.html;\n    error_page 418 = @phan;");
    text.push_str("    if ($congkhai_ranged) { return 418; }\n\n");
    let alias = if base == "/" { "" } else { "        alias /var/www/congkhai/;\n" };
    let _ = writeln!(
        text,
        "    location {base} {{\n{alias}        limit_except GET {{ deny all; }}\n        \
         # Các tệp nén sẵn do `congkhai build --precompress` ghi.\n        \
         gzip_static on;\n        gzip_vary on;\n        include /etc/nginx/congkhai-brotli[.]conf;\n    }}\n\n    \
         # Hỏi từng phần (DuckDB, Parquet, tải tiếp) thì trả đúng phần ấy của tệp gốc: bản nén không chia phần được.\n    \
         location @phan {{\n        limit_except GET {{ deny all; }}\n        \
         rewrite ^{}(.*)$ /$1 break;\n    }}\n}}",
        pattern(base)
    );
    text
}

/// Tells whether a part of a file with a compressed twin is asked for.
fn ranged(text: &mut String) {
    // Pages are left out: they are reached by the address of their folder, and nobody reads them in parts.
    let endings: Vec<&str> = COMPRESSIBLE.into_iter().filter(|ending| *ending != "html").collect();
    let _ = writeln!(
        text,
        "map \"$http_range $uri\" $congkhai_ranged {{\n    default \"\";\n    \"~^bytes.*\\.({})$\" 1;\n}}\n",
        endings.join("|")
    );
}

/// What nginx needs to send the files compressed with Brotli; only for servers that have the module.
pub fn nginx_brotli() -> String {
    "# Chỉ dùng khi nginx có mô-đun Brotli (Debian: gói libnginx-mod-http-brotli-static).\n\
     # Chép thành /etc/nginx/congkhai-brotli.conf.\nbrotli_static on;\n"
        .to_owned()
}

/// A variable whose value depends on the kind of file asked for.
fn map(text: &mut String, name: &str, base: &str, value: impl Fn(Kind) -> String) {
    let _ = writeln!(text, "map $congkhai_address $congkhai_{name} {{");
    let plain = value(Kind::Plain);
    let _ = writeln!(text, "    default \"{plain}\";");
    let folders = [EMBEDS].into_iter().chain(FINGERPRINTED);
    let base = pattern(base);
    for folder in folders {
        let own = value(Kind::of(folder));
        if own != plain {
            let _ = writeln!(text, "    ~^{base}{folder} \"{own}\";");
        }
    }
    text.push_str("}\n\n");
}

/// A path as a pattern: its one sign that means something else there.
fn pattern(path: &str) -> String {
    path.replace('.', "\\.")
}
