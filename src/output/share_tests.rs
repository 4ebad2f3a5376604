//! Pictures for sharing drawn with the theme's own font: whatever the words, no two texts meet and none leaves its place.
#![cfg(feature = "images")]

use super::sample::{Sample, Words, sample};
use super::sample_reports::reported;
use crate::derive::status::IndicatorJudgement;
use crate::model::IndicatorStatus;
use crate::picture::{Paint, Raster};
use crate::theme::{Templates, Theme, ThemeSources};
use crate::view::ground::Portal;
use crate::view::parts::share::Share;
use crate::view::parts::totals;

/// Ends of the mark of made-up figures.
const MARK: ([f32; 4], &str) = ([856.0, 24.0, 1136.0, 72.0], "khung minh họa");

/// What the template asks of the site.
#[derive(serde::Serialize)]
struct Site {
    is_illustrative: bool,
}

/// Every picture for sharing of a site, as SVG.
fn pictures(sample: &Sample, theme: &Theme<'_>) -> Vec<String> {
    let Sample { config, site, derived, quality, .. } = sample;
    let portal = &Portal::new(config, site, derived, quality);
    let mut svgs = Vec::new();
    let mut draw = |share: &Share<'_>| {
        let svg = theme.render("pictures/share.xml", "", &(), share).unwrap();
        svgs.push(Paint::new([]).apply(&String::from_utf8(svg).unwrap()));
    };
    for plan in site.plans.iter() {
        let progress = totals::of_plan(portal, plan);
        draw(&Share::plan(portal, plan, progress.as_ref()));
        draw(&Share::home(portal, progress.as_ref().and_then(|set| set.tasks.as_ref())));
        for indicator in &plan.indicators {
            draw(&Share::indicator(portal, plan, indicator));
        }
    }
    for agency in &site.agencies {
        let progress = totals::of_agency(portal, agency);
        draw(&Share::agency(portal, agency, progress.as_ref()));
    }
    draw(&Share::home(portal, None));
    svgs
}

/// The site with `words` wherever a source may write what it likes.
fn filled(mut sample: Sample, words: &str, status: IndicatorStatus) -> Sample {
    words.clone_into(&mut sample.config.title);
    words.clone_into(&mut sample.config.description);
    words.clone_into(&mut sample.config.publisher.name);
    let lower = |judged: &mut IndicatorJudgement| {
        judged.status = status;
        judged.caveat = Some(format!("{} (70% → 60%); {words}", status.label()));
    };
    if let Some(progress) = &mut sample.derived.progress {
        progress.indicators.values_mut().for_each(lower);
    }
    let mut plans = sample.site.plans.to_vec();
    for plan in &mut plans {
        words.clone_into(&mut plan.title);
        words.clone_into(&mut plan.short_title);
        for indicator in &mut plan.indicators {
            words.clone_into(&mut indicator.unit);
            words.clone_into(&mut indicator.display_name);
            for target in &mut indicator.targets {
                target.text = format!("{words} {}", target.text);
            }
        }
    }
    sample.site.plans = plans.into();
    for agency in &mut sample.site.agencies {
        words.clone_into(&mut agency.name);
    }
    sample
}

#[test]
fn no_two_texts_of_a_picture_for_sharing_meet() {
    let letters = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz\
                   0123456789%&@#()[]/-–+=<>≥≤→×·“”…°²³₂*|_日😀";
    let all: Vec<String> = letters.chars().map(|one| format!("{one}{one}")).collect();
    let words = [
        "người sử dụng".to_owned(),
        "thiết bị đầu cuối thông minh có kết nối trên một trăm hộ dân toàn tỉnh".to_owned(),
        "lượt hồ sơ trực tuyến toàn trình được xử lý đúng hạn, kể cả hồ sơ nộp qua bưu chính"
            .repeat(8),
        "M".repeat(300),
        "ỮƯ WW mm ".repeat(30),
        all.join(" "),
        all.concat(),
        all.join(" ").to_uppercase(),
        String::new(),
    ];
    let sources = ThemeSources::built_in();
    let raster = Raster::new(sources.fonts());
    for (at, words) in words.iter().enumerate() {
        let (status, _, label) = IndicatorStatus::ALL[at];
        let is_marked = at % 4 != 0;
        let sample = match at {
            8 => sample(Words(false)),
            _ => reported(Words(false), is_marked),
        };
        let sample = filled(sample, words, status);
        let templates = Templates::load(&sources).unwrap();
        let theme = Theme::new(&sources, templates, &Site { is_illustrative: is_marked });
        for svg in pictures(&sample, &theme) {
            assert_apart(&raster, &svg, is_marked, label);
        }
    }
}

fn assert_apart(raster: &Raster, svg: &str, is_marked: bool, label: &str) {
    let texts = raster.texts(svg);
    assert!(!texts.is_empty(), "{svg}");
    for (at, (words, [left, top, right, bottom])) in texts.iter().enumerate() {
        let is_inside = *left >= 60.0 && *right <= 1140.0 && *top >= 0.0 && *bottom <= 630.0;
        assert!(is_inside, "{label}: {words} [{left} {top} {right} {bottom}]");
        let mark = (is_marked && words != "Dữ liệu minh họa").then_some(MARK);
        let others = texts[at + 1..].iter().map(|(words, edges)| (*edges, &**words)).chain(mark);
        for ([other_left, other_top, other_right, other_bottom], other) in others {
            let is_apart = *right <= other_left
                || other_right <= *left
                || *bottom <= other_top
                || other_bottom <= *top;
            assert!(is_apart, "{label}: “{words}” meets “{other}”");
        }
    }
}
