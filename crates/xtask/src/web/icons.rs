//! Owns the icon sprite: the drawings named in `style/icons.txt` as symbols `i-NAME` in `.generated/icons.svg`.

use std::fmt::Write as _;

use anyhow::{Context, Result};

use crate::files;
use crate::setup::LUCIDE;
use crate::workspace::Workspace;

pub(super) fn assemble(ws: &Workspace) -> Result<()> {
    let list = ws.path("style/icons.txt");
    let names = if list.exists() { files::read(&list)? } else { String::new() };
    let mut sprite = String::from("<svg width=\"0\" height=\"0\" hidden>");
    for name in names.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let file = ws.npm_package(LUCIDE.0).join("icons").join(format!("{name}.svg"));
        let drawing = files::read(&file)
            .with_context(|| format!("style/icons.txt: there is no icon named {name} in {} {}", LUCIDE.0, LUCIDE.1))?;
        sprite.push_str(&symbol(name, &drawing).with_context(|| format!("the drawing of {name} is not an <svg>"))?);
    }
    sprite.push_str("</svg>\n");
    files::write_if_changed(&ws.generated().join("icons.svg"), &sprite)
}

/// The inside of a drawing as a symbol; colour and stroke come from the style sheet.
fn symbol(name: &str, drawing: &str) -> Option<String> {
    let start = drawing.find("<svg")?;
    let open = start + drawing[start..].find('>')? + 1;
    let close = drawing.rfind("</svg>")?;
    let inside = drawing.get(open..close)?;
    let mut symbol = String::new();
    let _ = write!(symbol, "<symbol id=\"i-{name}\" viewBox=\"0 0 24 24\">");
    for line in inside.lines() {
        symbol.push_str(&line.trim().replace(" />", "/>"));
    }
    symbol.push_str("</symbol>");
    Some(symbol)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbol_keeps_the_shapes_and_drops_the_frame() {
        let drawing = "<!-- licence -->\n<svg\n  class=\"x\"\n  width=\"24\"\n>\n  <path d=\"M1 1\" />\n  <circle r=\"2\" />\n</svg>\n";
        assert_eq!(
            symbol("dot", drawing).unwrap(),
            "<symbol id=\"i-dot\" viewBox=\"0 0 24 24\"><path d=\"M1 1\"/><circle r=\"2\"/></symbol>"
        );
        assert_eq!(symbol("dot", "nothing"), None);
    }

    #[test]
    fn no_list_gives_an_empty_sprite_and_a_wrong_name_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let ws = Workspace::at(folder.path());
        assemble(&ws).unwrap();
        assert_eq!(
            files::read(&ws.generated().join("icons.svg")).unwrap(),
            "<svg width=\"0\" height=\"0\" hidden></svg>\n"
        );
        files::write(&ws.path("style/icons.txt"), "no-such-icon\n").unwrap();
        assert!(assemble(&ws).unwrap_err().to_string().contains("no-such-icon"));
    }
}
