//! Fewer bytes for the same: scripts and style sheets.
//!
//! Templates are squeezed once when they are loaded (`theme/squeeze.rs`). Tried and left: minify-html
//! over templates takes the words of a tag inside an element for attributes and sorts them, and over
//! every finished page it costs three times the rendering for a twentieth of the bytes.

use minify_html::{Cfg, minify};
use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_minifier::{CompressOptions, MangleOptions, Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;

/// A style sheet without comments and white space, its rules and values in their shortest form. What is not a style
/// sheet stays as it is.
pub(super) fn style(source: &str) -> String {
    let mut settings = Cfg::new();
    settings.minify_css = true;
    // minify-html knows style sheets only as parts of a page.
    let page = minify(format!("<style>{source}</style>").as_bytes(), &settings);
    let style = page.strip_prefix(b"<style>").and_then(|rest| rest.strip_suffix(b"</style>"));
    style
        .and_then(|style| String::from_utf8(style.to_vec()).ok())
        .unwrap_or_else(|| source.to_owned())
}

/// A script without comments and white space and with short names inside its functions. What is not a script stays
/// as it is, so that the browser says what is wrong with it.
pub(super) fn script(source: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(source) else { return source.to_vec() };
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, text, SourceType::mjs()).parse();
    if !parsed.errors.is_empty() {
        return source.to_vec();
    }
    let mut program = parsed.program;
    let options = MinifierOptions {
        mangle: Some(MangleOptions::default()),
        compress: Some(CompressOptions::safest()),
    };
    let minified = Minifier::new(options).minify(&allocator, &mut program);
    let code = Codegen::new()
        .with_options(CodegenOptions::minify())
        .with_scoping(minified.scoping)
        .with_private_member_mappings(minified.class_private_mappings)
        .build(&program)
        .code;
    code.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::{script, style};

    #[test]
    fn scripts_lose_what_readers_need_not_fetch() {
        let bare = |source: &str| String::from_utf8(script(source.as_bytes())).unwrap();
        let source = "// a\nimport { b } from \"./b.js\";\n/** c */\nexport function d(long) { return b(long, \"// g\"); }\n";
        let short = bare(source);
        assert!(
            short.contains("./b.js") && short.contains("// g") && short.contains("function d(")
        );
        assert!(
            !short.contains("long") && !short.contains("// a") && !short.contains("c */"),
            "{short}"
        );
        assert_eq!(bare("f(`\n// ${x}\n`)"), "f(`\n// ${x}\n`);");
        assert_eq!(bare("this is no script"), "this is no script");
    }

    #[test]
    fn style_sheets_keep_what_they_mean() {
        let sheet = "/* a */\n@layer a, b;\n@layer a { p { color: light-dark(#ffffff, #000000); & b { margin: 0px } } }\n\
            @layer b { @media (min-width: 48rem) { p { color: var(--ink); } } }";
        assert_eq!(
            style(sheet),
            "@layer a{p{color:light-dark(#fff,#000);& b{margin:0}}}@layer b{@media (width>=48rem){p{color:var(--ink)}}}"
        );
        assert_eq!(style("p { color: red"), "p{color:red}");
        assert_eq!(style("p { a } </style><b>"), "p { a } </style><b>");
    }
}
