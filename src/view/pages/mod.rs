//! The pages of the site, each named as its template.
//!
//! A new page is a file here with a [`Page`], a template of the same name and a word in the list below.

use serde::Serialize;

use crate::data::Release;
use crate::view::ground::{Portal, address};
use crate::view::parts::Frame;
use crate::view::parts::list::row::Rows;

/// Everything views are made from.
#[derive(Clone, Copy)]
pub struct Context<'p, 'a> {
    /// What is looked up.
    pub portal: &'p Portal<'a>,
    /// The rows of lists, each made once.
    pub rows: &'p Rows<'p, 'a>,
    /// The open data written so far, an edition each.
    pub releases: &'a [Release],
}

/// One kind of page; a value is one page of that kind, without what it shows.
pub trait Page<'a>: Sized + Send + Sync {
    /// The template's name below `pages/`, without its ending.
    const TEMPLATE: &'static str;
    /// Whether the site map names pages of this kind.
    const IS_LISTED: bool = true;
    /// Whether they tell of all other files and are made after them.
    const IS_LAST: bool = false;
    /// What the template knows as `page`.
    type View: Serialize;

    /// All pages of this kind.
    fn every(context: &Context<'_, 'a>) -> Vec<Self>;

    /// The address below the site's root: a folder with a slash at the end, or a file.
    fn address(&self) -> String;

    /// The way from the page to the site's root.
    fn root(&self, _: &Context<'_, 'a>) -> String {
        address::root_from(&self.address())
    }

    /// What stands round the page, and the page itself.
    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View);
}

/// Is shown each kind of page.
pub trait Visitor<'a> {
    /// Pages of the kind `P`.
    fn kind<P: Page<'a> + 'a>(&mut self);
}

/// Names the modules of all pages and hands each kind to a visitor.
macro_rules! pages {
    ($($page:ident)*) => {
        $(pub mod $page;)*

        /// Shows every kind of page to `visitor`, in the order of the list.
        #[expect(elided_lifetimes_in_paths, reason = "some routes borrow from the site, some do not")]
        pub fn visit<'a>(visitor: &mut impl Visitor<'a>) {
            $(visitor.kind::<$page::Route>();)*
        }
    };
}

pages! {
    home
    list
    agencies
    plans
    references
    sections
    deadlines
    comparison
    quality
    reporting
    data
    search
    not_found
    guide
    plan
    section
    indicator
    task
    agency
    reference
    prose
    method
    warnings
    periods
    status
    period
    dataset
    embed
}
