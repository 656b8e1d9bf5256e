//! Reads the HTML of our own page renderer into a tree, so that it can be built as elements and text nodes.
//!
//! Owns a small reader for the regular markup that the renderer writes: quoted attributes, closed elements. It leaves
//! out everything that could run, load or lead away, and puts all text into text nodes. Nothing here is ever given to
//! a parser of the browser, so no text can become markup.

/// A node of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text, with its entities read.
    Text(String),
}

/// An element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// Name as written.
    pub name: String,
    /// Attributes in order.
    pub attributes: Vec<(String, String)>,
    /// What is inside.
    pub children: Vec<Node>,
}

/// A page, taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Attributes of the root element: language, theme.
    pub root: Vec<(String, String)>,
    /// The body.
    pub body: Element,
    /// The text of its style elements.
    pub style: String,
}

const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
/// Elements whose content is not markup.
const RAW: &[&str] = &["script", "style", "title", "textarea"];
/// Elements that are never built.
const REFUSED: &[&str] = &[
    "script", "style", "link", "meta", "base", "iframe", "object", "embed", "template", "noscript", "form", "frame",
    "frameset", "title",
];

/// Takes a whole document apart.
#[must_use]
pub fn read(html: &str) -> Page {
    let mut reader = Reader { rest: html, style: String::new() };
    let nodes = reader.children(None, 0);
    let mut page = Page { style: reader.style, ..Page::default() };
    let mut loose = Vec::new();
    for node in nodes {
        match node {
            Node::Element(root) if root.name == "html" => {
                page.root = root.attributes;
                for child in root.children {
                    match child {
                        Node::Element(body) if body.name == "body" => page.body = body,
                        _ => {}
                    }
                }
            }
            other => loose.push(other),
        }
    }
    if page.body.name.is_empty() {
        page.body = Element { name: "body".into(), children: loose, ..Element::default() };
    }
    page
}

/// Deeper than any page of ours; guards the stack.
const DEEPEST: usize = 200;

struct Reader<'a> {
    rest: &'a str,
    style: String,
}

impl Reader<'_> {
    fn children(&mut self, parent: Option<&str>, depth: usize) -> Vec<Node> {
        let mut nodes = Vec::new();
        while !self.rest.is_empty() {
            let Some(at) = self.rest.find('<') else {
                push_text(&mut nodes, self.rest);
                self.rest = "";
                break;
            };
            push_text(&mut nodes, &self.rest[..at]);
            self.rest = &self.rest[at..];
            if let Some(after) = self.rest.strip_prefix("<!--") {
                self.rest = after.split_once("-->").map_or("", |(_, rest)| rest);
            } else if self.rest.starts_with("<!") {
                self.rest = self.rest.split_once('>').map_or("", |(_, rest)| rest);
            } else if let Some(after) = self.rest.strip_prefix("</") {
                let (name, rest) = after.split_once('>').unwrap_or((after, ""));
                // A closing tag of somebody further out ends this element too and is read again there.
                if parent.is_some_and(|parent| name.trim() == parent) {
                    self.rest = rest;
                    return nodes;
                }
                if parent.is_some() && depth > 0 {
                    return nodes;
                }
                self.rest = rest;
            } else if self.rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
                nodes.extend(self.element(depth).map(Node::Element));
            } else {
                push_text(&mut nodes, "<");
                self.rest = &self.rest[1..];
            }
        }
        nodes
    }

    fn element(&mut self, depth: usize) -> Option<Element> {
        let after = &self.rest[1..];
        let end = after.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(after.len());
        let name = after[..end].to_owned();
        self.rest = &after[end..];
        let (attributes, closed) = self.attributes(&name);
        let mut element = Element { name, attributes, children: Vec::new() };
        if RAW.contains(&element.name.as_str()) {
            let close = format!("</{}", element.name);
            let (text, rest) = self.rest.split_once(&close).unwrap_or((self.rest, ""));
            if element.name == "style" {
                self.style.push_str(text);
            }
            self.rest = rest.split_once('>').map_or("", |(_, rest)| rest);
        } else if !closed && !VOID.contains(&element.name.as_str()) && depth < DEEPEST {
            element.children = self.children(Some(&element.name), depth + 1);
        }
        (!REFUSED.contains(&element.name.as_str())).then_some(element)
    }

    /// Reads attributes up to the end of the tag; true when it closed itself.
    fn attributes(&mut self, element: &str) -> (Vec<(String, String)>, bool) {
        let mut attributes = Vec::new();
        loop {
            self.rest = self.rest.trim_start();
            if let Some(rest) = self.rest.strip_prefix("/>") {
                self.rest = rest;
                return (attributes, true);
            }
            if let Some(rest) = self.rest.strip_prefix('>') {
                self.rest = rest;
                return (attributes, false);
            }
            let end =
                self.rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(self.rest.len());
            if end == 0 {
                // A stray character: step over it, whatever its length.
                let Some(first) = self.rest.chars().next() else { return (attributes, true) };
                self.rest = &self.rest[first.len_utf8()..];
                continue;
            }
            let name = &self.rest[..end];
            self.rest = &self.rest[end..];
            let value = match self.rest.strip_prefix("=\"") {
                Some(after) => {
                    let (value, rest) = after.split_once('"').unwrap_or((after, ""));
                    self.rest = rest;
                    unescape(value)
                }
                None => String::new(),
            };
            if is_allowed(element, name, &value) {
                attributes.push((name.to_owned(), value));
            }
        }
    }
}

/// Whether an attribute may be set: nothing that runs, and addresses only where a picture is shown or within the page.
fn is_allowed(element: &str, name: &str, value: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let well_formed = lower.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':'));
    match lower.as_str() {
        _ if !well_formed || lower.starts_with("on") => false,
        "href" | "xlink:href" => value.starts_with('#'),
        "src" => element == "img" && is_picture(value),
        "srcset" => element == "img" && value.split(',').all(|entry| is_picture(entry.trim_start())),
        "action" | "formaction" | "srcdoc" | "style" | "target" | "ping" | "autofocus" | "http-equiv" => false,
        _ => true,
    }
}

fn is_picture(address: &str) -> bool {
    address.starts_with("https://")
        || address.starts_with("data:image/")
        || (address.starts_with('/') && !address.starts_with("//"))
}

fn push_text(nodes: &mut Vec<Node>, text: &str) {
    if text.is_empty() {
        return;
    }
    let text = unescape(text);
    match nodes.last_mut() {
        Some(Node::Text(held)) => held.push_str(&text),
        _ => nodes.push(Node::Text(text)),
    }
}

/// Reads the entities that the renderer writes.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let entity = after.split_once(';').filter(|(name, _)| name.len() <= 8);
        let character = entity.and_then(|(name, _)| match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some('\u{a0}'),
            _ => numeric(name),
        });
        match (entity, character) {
            (Some((_, tail)), Some(character)) => {
                out.push(character);
                rest = tail;
            }
            _ => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn numeric(name: &str) -> Option<char> {
    let digits = name.strip_prefix('#')?;
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => digits.parse().ok()?,
    };
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text_of(element: &Element) -> String {
        element.children.iter().fold(String::new(), |all, node| match node {
            Node::Text(text) => all + text,
            Node::Element(inner) => all + &text_of(inner),
        })
    }

    fn names(element: &Element, out: &mut Vec<String>) {
        for node in &element.children {
            if let Node::Element(inner) = node {
                out.push(inner.name.clone());
                names(inner, out);
            }
        }
    }

    #[test]
    fn a_page_is_taken_apart_into_style_root_and_body() {
        let page = read(
            "<!DOCTYPE html><html lang=\"id\" data-theme=\"surat\"><head><meta charset=\"utf-8\"><title>a < b</title>\
             <style>a > b { content: \"<\" }</style></head><body class=\"x\"><h1>Sari &amp; Co</h1>\
             <img src=\"/uploads/1\" alt=\"&quot;Kopi&quot;\"><p>a<br>b</p></body></html>",
        );
        assert_eq!(page.root, [("lang".to_owned(), "id".to_owned()), ("data-theme".into(), "surat".into())]);
        assert_eq!(page.style, "a > b { content: \"<\" }");
        assert_eq!(text_of(&page.body), "Sari & Coab");
        let mut found = Vec::new();
        names(&page.body, &mut found);
        assert_eq!(found, ["h1", "img", "p", "br"]);
    }

    #[test]
    fn text_that_looks_like_markup_stays_text() {
        let page =
            read("<html><body><p>&lt;script&gt;alert(1)&lt;/script&gt; onclick=1 javascript:x</p></body></html>");
        assert_eq!(text_of(&page.body), "<script>alert(1)</script> onclick=1 javascript:x");
    }

    #[test]
    fn nothing_that_runs_or_leads_away_is_built() {
        let page = read(
            "<body><script>alert(1)</script><iframe src=\"/x\"></iframe><a href=\"https://x.id\" onclick=\"x\" id=\"a\">t</a>\
             <a href=\"#b\">u</a><img src=\"javascript:x\" onerror=\"y\"><img src=\"//evil\"><form action=\"/x\">z</form></body>",
        );
        let text = format!("{:?}", page.body);
        for refused in ["script", "iframe", "https://x.id", "onclick", "onerror", "javascript", "evil", "action"] {
            assert!(!text.contains(refused), "{refused} in {text}");
        }
        assert!(text.contains("#b"));
    }

    #[test]
    fn missing_closing_tags_do_not_swallow_what_follows() {
        let page = read("<html><body><ul><li>a<li>b</ul><p>c</p></body></html>");
        assert_eq!(text_of(&page.body), "abc");
        let mut found = Vec::new();
        names(&page.body, &mut found);
        assert!(found.contains(&"p".to_owned()));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_or_lets_a_script_through(html in "[<>/a-z=\"&;# \u{e9}!-]{0,80}") {
            let page = read(&format!("<html><body>{html}<script>x</script></body></html>"));
            let mut found = Vec::new();
            names(&page.body, &mut found);
            prop_assert!(!found.iter().any(|name| name == "script"));
        }
    }
}
