//! Declared corrections of misread letters.

use serde::Serialize;

use crate::model::Correction;

/// A declared correction: both sides and the reason.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionView<'a> {
    /// Printed words.
    pub from: &'a str,
    /// Words shown.
    pub to: &'a str,
    /// Why.
    pub reason: &'a str,
    /// "dòng 12, 40".
    pub lines: String,
}

impl<'a> CorrectionView<'a> {
    /// The corrections of a plan.
    pub fn list(corrections: &'a [Correction]) -> Vec<Self> {
        let view = |correction: &'a Correction| {
            let lines: Vec<String> = correction.lines.iter().map(ToString::to_string).collect();
            Self {
                from: &correction.from,
                to: &correction.to,
                reason: &correction.reason,
                lines: if lines.is_empty() {
                    "nhiều dòng".to_owned()
                } else {
                    format!("dòng {}", lines.join(", "))
                },
            }
        };
        corrections.iter().map(view).collect()
    }
}
