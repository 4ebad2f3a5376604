//! Answers to the browser: files of the site, the errors at their end, news of a rebuild.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Path as PathPart, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use tower_http::services::{ServeDir, ServeFile};

use super::Preview;
use crate::search::{Group, Wish, answer_json};

const SCRIPT: &str = include_str!("reload.js");
const STYLE: &str = include_str!("problems.css");

/// Longest time a browser waits for news before it asks again.
const PATIENCE: Duration = Duration::from_secs(25);

/// Results sent unless another number is asked for, and at most.
const RESULTS: (usize, usize) = (20, 200);

#[derive(Clone)]
struct Shared {
    preview: Arc<Preview>,
    /// Path the site stands under, with a slash at both ends.
    base: Arc<str>,
}

/// The site in `output` under the path `base`, and what the preview adds.
pub(super) fn router(preview: &Arc<Preview>, output: &Path, base: &str) -> Router {
    let shared = Shared { preview: Arc::clone(preview), base: base.into() };
    let prefix = base.trim_end_matches('/');
    let files = ServeDir::new(output)
        .redirect_path_prefix(prefix)
        .not_found_service(ServeFile::new(output.join("404.html")));
    let router = Router::new()
        .route("/_congkhai/reload.js", get(async || file("text/javascript; charset=utf-8", SCRIPT)))
        .route("/_congkhai/problems.css", get(async || file("text/css; charset=utf-8", STYLE)))
        .route("/_congkhai/wait/{version}", get(wait))
        .route(&format!("{prefix}/api/tim-kiem"), get(search));
    let router = if prefix.is_empty() {
        router.fallback_service(files)
    } else {
        router.nest_service(prefix, files)
    };
    router.layer(from_fn_with_state(shared.clone(), wrap)).with_state(shared)
}

fn file(kind: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

/// Answers with the present version as soon as it is not `version`.
async fn wait(State(shared): State<Shared>, PathPart(version): PathPart<String>) -> String {
    let mut news = shared.preview.version.subscribe();
    if shared.preview.version() == version {
        let _ = tokio::time::timeout(PATIENCE, news.changed()).await;
    }
    shared.preview.version()
}

/// `?q=…`, filters by the words of addresses (`co-quan=…`, keys or names), `gioi-han` results at most.
async fn search(
    State(shared): State<Shared>,
    Query(parameters): Query<Vec<(String, String)>>,
) -> Response {
    let Some(searchable) = shared.preview.searchable() else {
        return text(StatusCode::SERVICE_UNAVAILABLE, "Trang chưa dựng được nên chưa tìm được.\n");
    };
    let mut typed = String::new();
    let mut wishes = Vec::new();
    let (mut limit, most) = RESULTS;
    for (name, value) in parameters {
        match name.as_str() {
            "q" => typed = value,
            "gioi-han" => limit = value.parse().unwrap_or(limit).min(most),
            _ => wishes.extend(Group::ALL.iter().find(|group| group.1 == name).map(|group| Wish {
                group: group.0,
                value,
                is_left_out: false,
            })),
        }
    }
    let answer = tokio::task::spawn_blocking(move || {
        let engine = searchable.engine();
        let answer = engine.search(&typed, &wishes);
        answer_json(engine, &typed, &answer, limit, &searchable.config.base_url).to_string()
    });
    match answer.await {
        Ok(json) => {
            ([(header::CONTENT_TYPE, "application/json; charset=utf-8")], json).into_response()
        }
        Err(_) => text(StatusCode::INTERNAL_SERVER_ERROR, "Không tìm được.\n"),
    }
}

/// Around every answer: local hosts only, the site's own address, nothing kept, problems shown.
async fn wrap(State(shared): State<Shared>, mut request: Request, next: Next) -> Response {
    if !is_local(request.headers()) {
        return text(StatusCode::FORBIDDEN, "Chỉ xem thử được từ chính máy này.\n");
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return text(StatusCode::METHOD_NOT_ALLOWED, "Trang xem thử chỉ để đọc.\n");
    }
    let path = request.uri().path();
    if *shared.base != *"/" && (path == "/" || path == shared.base.trim_end_matches('/')) {
        let to = [(header::LOCATION, shared.base.to_string())];
        return (StatusCode::TEMPORARY_REDIRECT, to).into_response();
    }
    // A page is sent whole each time: what is added to it changes without the file changing.
    for name in [header::RANGE, header::IF_RANGE, header::IF_MODIFIED_SINCE, header::IF_NONE_MATCH]
    {
        request.headers_mut().remove(name);
    }
    let mut response = next.run(request).await;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if is_html(response.headers()) {
        response = with_additions(response, &shared.preview).await;
    } else if response.status() == StatusCode::NOT_FOUND {
        // The site has no page for this yet: it was never built.
        let page = format!(
            "<!DOCTYPE html><html lang=\"vi\"><meta charset=\"utf-8\"><title>Không có trang này</title><h1>Không có trang này</h1>{}",
            additions(&shared.preview)
        );
        let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
        response = (StatusCode::NOT_FOUND, kind, page).into_response();
    }
    response
}

/// Refuses names other sites may have pointed at this machine (DNS rebinding).
fn is_local(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("");
    let (name, port) = host.rsplit_once(':').unwrap_or((host, "0"));
    port.parse::<u16>().is_ok()
        && ["127.0.0.1", "localhost"].iter().any(|local| local.eq_ignore_ascii_case(name))
}

fn is_html(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}

async fn with_additions(response: Response, preview: &Preview) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(page) = to_bytes(body, usize::MAX).await else {
        return text(StatusCode::INTERNAL_SERVER_ERROR, "Không đọc được tệp của trang.\n");
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.remove(header::LAST_MODIFIED);
    parts.headers.remove(header::ETAG);
    // What follows the end of a document belongs to its body.
    let page = [&page, additions(preview).as_bytes()].concat();
    Response::from_parts(parts, Body::from(page))
}

fn additions(preview: &Preview) -> String {
    let mut html = format!(
        "<script src=\"/_congkhai/reload.js\" data-version=\"{}\" defer></script>",
        preview.version()
    );
    let problems = preview.problems();
    if !problems.is_empty() {
        html.push_str("<link rel=\"stylesheet\" href=\"/_congkhai/problems.css\"><section class=\"congkhai-problems\" lang=\"vi\" aria-labelledby=\"congkhai-problems\"><h2 id=\"congkhai-problems\">Nguồn đang có lỗi, đây là trang của lần dựng tốt gần nhất</h2><pre>");
        html.push_str(&escaped(&problems));
        html.push_str("</pre></section>");
    }
    html
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn text(status: StatusCode, text: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_served() {
        for (host, expected) in [
            ("127.0.0.1:8057", true),
            ("localhost", true),
            ("LOCALHOST:1", true),
            ("127.0.0.1.evil.example:8057", false),
            ("evil.example", false),
            ("localhost:x", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static(host));
            assert_eq!(is_local(&headers), expected, "{host}");
        }
        assert!(!is_local(&HeaderMap::new()));
    }
}
