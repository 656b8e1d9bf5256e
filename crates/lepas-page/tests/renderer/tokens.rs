//! Documents as a browser reads them: tags with attributes, and texts.
//!
//! Uses a real HTML tokenizer, so that a test sees what a reader's browser would and not what a pattern finds.

use std::cell::RefCell;

use html5ever::{
    tendril::StrTendril,
    tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states::RawKind},
};

/// A start tag.
#[derive(Debug, Clone)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    /// The text up to the next tag.
    pub(crate) text: String,
}

impl Tag {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(held, _)| held == name).map(|(_, value)| value.as_str())
    }
}

#[derive(Default)]
struct Sink {
    tags: RefCell<Vec<Tag>>,
    text: RefCell<String>,
    comments: RefCell<usize>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let name = tag.name.to_string();
                let attributes =
                    tag.attrs.iter().map(|held| (held.name.local.to_string(), held.value.to_string())).collect();
                self.tags.borrow_mut().push(Tag { name: name.clone(), attributes, text: String::new() });
                return match name.as_str() {
                    "script" => TokenSinkResult::RawData(RawKind::ScriptData),
                    "style" => TokenSinkResult::RawData(RawKind::Rawtext),
                    "title" => TokenSinkResult::RawData(RawKind::Rcdata),
                    _ => TokenSinkResult::Continue,
                };
            }
            Token::CharacterTokens(text) => {
                self.text.borrow_mut().push_str(&text);
                if let Some(tag) = self.tags.borrow_mut().last_mut() {
                    tag.text.push_str(&text);
                }
            }
            Token::CommentToken(_) => *self.comments.borrow_mut() += 1,
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// A document taken apart.
pub(crate) struct Document {
    pub(crate) tags: Vec<Tag>,
    pub(crate) text: String,
    pub(crate) comments: usize,
}

pub(crate) fn read(html: &str) -> Document {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let sink = tokenizer.sink;
    Document { tags: sink.tags.into_inner(), text: sink.text.into_inner(), comments: sink.comments.into_inner() }
}
