//! How a web server must answer for a site: headers, media types, what may be cached; written as server configurations.
//!
//! Sources of the rules: Content Security Policy Level 3, Fetch (`Access-Control-Allow-Origin`, `X-Content-Type-Options`),
//! RFC 9111 and RFC 8246 (caching, `immutable`), Referrer Policy, Permissions Policy.

mod caddy;
mod headers_file;
mod nginx;

pub use caddy::caddy;
pub use headers_file::{HEADERS_FILE, headers_file};
pub use nginx::{nginx, nginx_brotli};

/// What a page may load and do; pages carry it in a `<meta>` too, for hosts that send no headers.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'";

/// Folder of the cards other sites may show in a frame; nothing else may be framed.
pub const EMBEDS: &str = "nhung/";

/// Folders whose names or whose folders' names change with their content: those files may be kept for ever.
pub const FINGERPRINTED: [&str; 2] = ["tinh/", "tim-kiem/chi-muc/"];

/// Headers of every answer. All of a site is public and nothing in it depends on who asks, so any page of any site may
/// read it.
const EVERYWHERE: [(&str, &str); 6] = [
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "Accept-Ranges, Content-Length, Content-Range, ETag"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("X-Content-Type-Options", "nosniff"),
];

/// What every other file says: keep it, but ask each time whether it is still the same.
const REVALIDATE: &str = "no-cache";
/// One year, the longest time caches take seriously.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Media types common servers do not know by themselves.
pub const MEDIA_TYPES: [(&str, &str); 11] = [
    ("atom", "application/atom+xml"),
    ("csv", "text/csv"),
    ("ics", "text/calendar"),
    ("js", "text/javascript"),
    ("jsonld", "application/ld+json"),
    ("mjs", "text/javascript"),
    ("ndjson", "application/x-ndjson"),
    ("parquet", "application/vnd.apache.parquet"),
    ("sqlite", "application/vnd.sqlite3"),
    ("ttl", "text/turtle"),
    ("webmanifest", "application/manifest+json"),
];

/// Endings of files that are text and travel well compressed.
pub const COMPRESSIBLE: [&str; 15] = [
    "css",
    "csv",
    "html",
    "ics",
    "js",
    "json",
    "jsonld",
    "mjs",
    "ndjson",
    "svg",
    "toml",
    "ttl",
    "txt",
    "webmanifest",
    "xml",
];

/// Kinds of files that are answered for differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Pages, data, feeds.
    Plain,
    /// Cards for other sites.
    Embed,
    /// Files whose address changes with their content.
    Fingerprinted,
}

impl Kind {
    fn of(path: &str) -> Self {
        if path.starts_with(EMBEDS) {
            Self::Embed
        } else if FINGERPRINTED.iter().any(|folder| path.starts_with(folder)) {
            Self::Fingerprinted
        } else {
            Self::Plain
        }
    }

    fn policy(self) -> String {
        let ancestors = if self == Self::Embed { "*" } else { "'none'" };
        format!("{POLICY}; frame-ancestors {ancestors}")
    }

    /// For browsers that do not know `frame-ancestors`; nothing where frames are allowed.
    fn frame_options(self) -> Option<&'static str> {
        (self != Self::Embed).then_some("DENY")
    }

    fn cache_control(self) -> &'static str {
        if self == Self::Fingerprinted { FOR_EVER } else { REVALIDATE }
    }

    /// All headers, in order of their names.
    pub(crate) fn headers(self) -> Vec<(&'static str, String)> {
        let mut headers: Vec<_> =
            EVERYWHERE.into_iter().map(|(name, value)| (name, value.to_owned())).collect();
        headers.push(("Cache-Control", self.cache_control().to_owned()));
        headers.push(("Content-Security-Policy", self.policy()));
        headers.extend(self.frame_options().map(|value| ("X-Frame-Options", value.to_owned())));
        headers.sort_unstable();
        headers
    }
}

#[cfg(test)]
mod tests;
