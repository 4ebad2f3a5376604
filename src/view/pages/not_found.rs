//! The page for addresses that do not exist.

use crate::view::ground::address;
use crate::view::pages::{Context, Page};
use crate::view::parts::Frame;

/// The page for addresses that do not exist.
pub struct Route;

impl<'a> Page<'a> for Route {
    const TEMPLATE: &'static str = "not_found";
    const IS_LISTED: bool = false;
    type View = ();

    fn every(_: &Context<'_, 'a>) -> Vec<Self> {
        vec![Self]
    }

    fn address(&self) -> String {
        address::NOT_FOUND.to_owned()
    }

    /// It is served anywhere, so its links start at the host.
    fn root(&self, context: &Context<'_, 'a>) -> String {
        context.portal.config.base_path().to_owned()
    }

    fn view(&self, context: &Context<'_, 'a>) -> (Frame<'a>, Self::View) {
        let here = "Không tìm thấy trang";
        let description = "Địa chỉ này không có trang nào. Các danh mục chính của cổng ở bên dưới.";
        let frame = Frame::new(context.portal, address::NOT_FOUND, "", here, description).hidden();
        (frame.described(context.portal, None), ())
    }
}
