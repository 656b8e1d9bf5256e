//! Rewriting addresses inside markup that our own renderer wrote.
//!
//! Owns finding them: values of attributes, `url(…)` of styles, strings of JSON-LD. Text between tags is never touched,
//! whatever it says. The renderer escapes `<` and `>` everywhere else, so a tag ends at the next `>`.

/// Rewrites every address that begins with `origin` or with a single slash. `map` gets it without the origin.
pub(super) fn rewrite(markup: &str, origin: &str, map: &mut impl FnMut(&str) -> String) -> String {
    let mut out = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let close = rest.find('>').map_or(rest.len(), |at| at + 1);
        tag(&rest[..close], origin, map, &mut out);
        let name = rest[1..close].split([' ', '>']).next().unwrap_or_default();
        rest = &rest[close..];
        for raw in ["script", "style"] {
            if name == raw {
                let end = rest.find(&["</", raw].concat()).unwrap_or(rest.len());
                tag(&rest[..end], origin, map, &mut out);
                rest = &rest[end..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The markup without the first tag that names something.
pub(super) fn without_tag(markup: &str, named: &str) -> String {
    let around = markup.find(named).and_then(|at| {
        let start = markup[..at].rfind('<')?;
        let end = at + markup[at..].find('>')? + 1;
        Some((start, end))
    });
    match around {
        Some((start, end)) => [&markup[..start], &markup[end..]].concat(),
        None => markup.to_owned(),
    }
}

/// Rewrites inside one tag, one style or one piece of data.
fn tag(text: &str, origin: &str, map: &mut impl FnMut(&str) -> String, out: &mut String) {
    let mut rest = text;
    let mut before = ' ';
    while let Some(character) = rest.chars().next() {
        let opens = matches!(before, '"' | '\'' | '(' | ',' | ' ') || before == '=';
        let whole = rest.strip_prefix(origin).filter(|after| after.starts_with(['/', '"', '\'']));
        let address = match whole {
            Some(after) => Some((after, origin.len())),
            None => Some((rest, 0)).filter(|_| {
                matches!(before, '"' | '\'' | '(')
                    && rest.starts_with('/')
                    && !rest.starts_with("//")
                    && !rest.starts_with("/>")
            }),
        };
        match address.filter(|_| opens) {
            Some((after, skipped)) => {
                let length = after.find(['"', '\'', ')', ' ', ',', '<', '>']).unwrap_or(after.len());
                let path = if length == 0 { "/" } else { &after[..length] };
                let address = map(&path.replace("&amp;", "&"));
                out.push_str(&address.replace('&', "&amp;"));
                rest = &rest[skipped + length..];
                before = ' ';
            }
            None => {
                out.push(character);
                before = character;
                rest = &rest[character.len_utf8()..];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(markup: &str) -> String {
        rewrite(markup, "https://site.invalid", &mut |address| format!("[{address}]"))
    }

    #[test]
    fn addresses_in_markup_change_and_texts_stay() {
        for (before, after) in [
            (r#"<a href="/u/sari?lang=en&amp;x=1">/u/sari</a>"#, r#"<a href="[/u/sari?lang=en&amp;x=1]">/u/sari</a>"#),
            (r#"<link href="https://site.invalid/u/x">"#, r#"<link href="[/u/x]">"#),
            (r#"<style>a{src:url("/fonts/x.woff2")}</style>"#, r#"<style>a{src:url("[/fonts/x.woff2]")}</style>"#),
            (r#"<script>{"url":"https://site.invalid/u/x"}</script>"#, r#"<script>{"url":"[/u/x]"}</script>"#),
            (r#"<p>https://site.invalid/u/x and "/y"</p>"#, r#"<p>https://site.invalid/u/x and "/y"</p>"#),
            (r#"<a href="https://lain.example/u">"#, r#"<a href="https://lain.example/u">"#),
            (
                r#"<img src="/uploads/a" srcset="/uploads/a 1x, https://site.invalid/uploads/b 2x">"#,
                r#"<img src="[/uploads/a]" srcset="[/uploads/a] 1x, [/uploads/b] 2x">"#,
            ),
            (r#"<path d="M0 0"/>"#, r#"<path d="M0 0"/>"#),
        ] {
            assert_eq!(rewritten(before), after);
        }
    }
}
