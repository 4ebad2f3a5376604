//! The files of the built-in theme, compiled into the program.

/// Lists files of the theme with their bytes.
macro_rules! files {
    ($($path:literal,)*) => {
        &[$(($path, include_bytes!(concat!("../../themes/mac-dinh/", $path)))),*]
    };
}

/// Every file by its path below the theme's folder. A test compares this list with the folder.
pub(super) const FILES: &[(&str, &[u8])] = files![
    "static/bieu-tuong.svg",
    "static/css/base.css",
    "static/css/components.css",
    "static/css/layout.css",
    "static/css/main.css",
    "static/css/print.css",
    "static/css/reset.css",
    "static/css/status.css",
    "static/css/tokens.css",
    "static/js/copy.js",
    "static/js/lib/csv.js",
    "static/js/lib/order.js",
    "static/js/main.js",
    "static/js/sort.js",
    "static/js/theme.js",
    "templates/base.html",
    "templates/components/amendment.html",
    "templates/components/document.html",
    "templates/components/fact.html",
    "templates/components/item.html",
    "templates/components/list.html",
    "templates/components/pair.html",
    "templates/components/progress.html",
    "templates/components/quality.html",
    "templates/components/status.html",
    "templates/pages/agencies.html",
    "templates/pages/agency.html",
    "templates/pages/comparison.html",
    "templates/pages/data.html",
    "templates/pages/deadlines.html",
    "templates/pages/home.html",
    "templates/pages/indicator.html",
    "templates/pages/list.html",
    "templates/pages/method.html",
    "templates/pages/not_found.html",
    "templates/pages/period.html",
    "templates/pages/periods.html",
    "templates/pages/plan.html",
    "templates/pages/plans.html",
    "templates/pages/prose.html",
    "templates/pages/quality.html",
    "templates/pages/reference.html",
    "templates/pages/references.html",
    "templates/pages/section.html",
    "templates/pages/sections.html",
    "templates/pages/task.html",
    "templates/pages/warnings.html",
    "templates/partials/footer.html",
    "templates/partials/head.html",
    "templates/partials/header.html",
];
