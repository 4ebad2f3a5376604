//! Numbered work in running text, told from headings by the lines right below that say who and until when.

use super::mark::{self, Mark, MarkKind};
use super::prose::{self, Label};
use super::stitch::Part;

/// Whether the numbered text at `at` is work and no heading.
///
/// Lines such as "Cơ quan chủ trì: …" follow at once, and they are its own: no list of work ("Nhiệm vụ cụ thể:", a
/// bullet, a letter) and no number below its own comes after them.
pub(super) fn is_assigned(parts: &[Part], at: usize, mark: &Mark) -> bool {
    if !matches!(mark.kind, MarkKind::Arabic(_) | MarkKind::Letter) {
        return false;
    }
    let texts = parts[at + 1..].iter().map_while(|part| match part {
        Part::Text(text) => Some(&text.raw),
        Part::Table(_) => None,
    });
    let mut has_label = false;
    for raw in texts.filter(|raw| raw.footnote.is_none()) {
        match prose::label(&raw.text) {
            Some((Label::Tasks, ..)) => return false,
            Some(_) => has_label = true,
            None => {
                let next = mark::split(&raw.text).map(|(next, _)| next);
                return has_label
                    && raw.bullet.is_none()
                    && !next.is_some_and(|next| is_below(&next, mark));
            }
        }
    }
    has_label
}

/// Whether a number stands below another: 5.1 and a) below 5.
fn is_below(next: &Mark, mark: &Mark) -> bool {
    match next.kind {
        MarkKind::Arabic(_) => next.text.starts_with(&format!("{}.", mark.text)),
        MarkKind::Letter => mark.kind != MarkKind::Letter,
        MarkKind::Parenthesis | MarkKind::Bullet => true,
        MarkKind::Roman | MarkKind::Capital => false,
    }
}
