//! Shows a page of our own renderer inside a frame, as the person types.
//!
//! Owns the frame's document: it builds the rendered page from elements and text nodes, changes only what changed since
//! the last time, and hands the page's own style sheet over as an object. No markup ever goes through a parser of the
//! browser and no style element is made, so the app's Content-Security-Policy and Trusted Types hold without exception.
//! The frame is sandboxed: nothing in it can run. Natively nothing is shown.

pub mod markup;

#[cfg(target_arch = "wasm32")]
pub use browser::Preview;
#[cfg(not(target_arch = "wasm32"))]
pub use native::Preview;

#[cfg(not(target_arch = "wasm32"))]
mod native {
    /// Shows nothing.
    #[derive(Default)]
    pub struct Preview {
        _nothing: (),
    }

    impl Preview {
        /// Shows nothing: there is no frame outside of a browser.
        pub fn show(&mut self, _frame: &web_sys::HtmlIFrameElement, _html: &str) {}
    }
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use js_sys::{Array, Function, Reflect};
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{Document, HtmlIFrameElement};

    use super::markup::{self, Element, Node, Page};

    const SVG: &str = "http://www.w3.org/2000/svg";

    /// What stands in a frame.
    #[derive(Default)]
    pub struct Preview {
        shown: Page,
        document: Option<Document>,
        sheet: Option<JsValue>,
    }

    impl Preview {
        /// Shows a whole document as the renderer wrote it. Does nothing while the frame has no document yet.
        pub fn show(&mut self, frame: &HtmlIFrameElement, html: &str) {
            let page = markup::read(html);
            // None of the calls can fail for a document of our own making; a failure leaves the last picture.
            let _ = self.apply(frame, page);
        }

        fn apply(&mut self, frame: &HtmlIFrameElement, page: Page) -> Result<(), JsValue> {
            let Some(document) = frame.content_document() else { return Ok(()) };
            let (Some(root), Some(body)) = (document.document_element(), document.body()) else { return Ok(()) };
            if self.document.as_ref() != Some(&document) {
                // A browser may put a fresh document into the frame once it is attached.
                *self = Self { document: Some(document.clone()), ..Self::default() };
                body.set_text_content(None);
            }
            if self.sheet.is_none() || self.shown.style != page.style {
                self.set_style(frame, &document, &page.style)?;
            }
            set_attributes(&root, &self.shown.root, &page.root)?;
            set_attributes(&body, &self.shown.body.attributes, &page.body.attributes)?;
            children(&document, &body, &self.shown.body.children, &page.body.children, false)?;
            self.shown = page;
            Ok(())
        }

        /// Style sheet objects belong to the document they are made in, so the frame's own constructor is called.
        fn set_style(&mut self, frame: &HtmlIFrameElement, document: &Document, style: &str) -> Result<(), JsValue> {
            let sheet = match &self.sheet {
                Some(sheet) => sheet.clone(),
                None => {
                    let window = frame.content_window().ok_or(JsValue::NULL)?;
                    let constructor: Function = Reflect::get(&window, &"CSSStyleSheet".into())?.dyn_into()?;
                    let sheet = Reflect::construct(&constructor, &Array::new())?;
                    Reflect::set(document, &"adoptedStyleSheets".into(), &Array::of1(&sheet))?;
                    self.sheet = Some(sheet.clone());
                    sheet
                }
            };
            let replace: Function = Reflect::get(&sheet, &"replaceSync".into())?.dyn_into()?;
            replace.call1(&sheet, &style.into()).map(|_| ())
        }
    }

    fn set_attributes(
        element: &web_sys::Element,
        old: &[(String, String)],
        new: &[(String, String)],
    ) -> Result<(), JsValue> {
        for (name, _) in old.iter().filter(|(name, _)| !new.iter().any(|(other, _)| other == name)) {
            element.remove_attribute(name)?;
        }
        for (name, value) in new.iter().filter(|pair| !old.contains(pair)) {
            element.set_attribute(name, value)?;
        }
        Ok(())
    }

    /// Makes the children of `parent`, which show `old`, show `new`.
    fn children(
        document: &Document,
        parent: &web_sys::Node,
        old: &[Node],
        new: &[Node],
        svg: bool,
    ) -> Result<(), JsValue> {
        for (at, node) in new.iter().enumerate() {
            let held = old.get(at);
            if held == Some(node) {
                continue;
            }
            let present = u32::try_from(at).ok().and_then(|at| parent.child_nodes().item(at));
            match (held, node, present) {
                (Some(Node::Element(before)), Node::Element(after), Some(present)) if before.name == after.name => {
                    let element: &web_sys::Element = present.unchecked_ref();
                    set_attributes(element, &before.attributes, &after.attributes)?;
                    children(document, &present, &before.children, &after.children, svg || after.name == "svg")?;
                }
                (Some(Node::Text(_)), Node::Text(text), Some(present)) => present.set_text_content(Some(text)),
                (_, _, Some(present)) => {
                    parent.replace_child(&build(document, node, svg)?, &present)?;
                }
                (_, _, None) => {
                    parent.append_child(&build(document, node, svg)?)?;
                }
            }
        }
        for _ in new.len()..old.len() {
            if let Some(last) = parent.last_child() {
                parent.remove_child(&last)?;
            }
        }
        Ok(())
    }

    fn build(document: &Document, node: &Node, svg: bool) -> Result<web_sys::Node, JsValue> {
        let Element { name, attributes, children: inner } = match node {
            Node::Text(text) => return Ok(document.create_text_node(text).into()),
            Node::Element(element) => element,
        };
        let svg = svg || name == "svg";
        let element = if svg { document.create_element_ns(Some(SVG), name)? } else { document.create_element(name)? };
        set_attributes(&element, &[], attributes)?;
        children(document, &element, &[], inner, svg)?;
        Ok(element.into())
    }
}
