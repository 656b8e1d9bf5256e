//! Streams of the browser as streams of Rust and back (<https://streams.spec.whatwg.org/>).
//!
//! Stands in for the crate of the same name, which Leptos brings along for server functions. That one exports classes to
//! JavaScript, and what is exported stays in every program, called or not: 14 KB of code in the app and as much in the search
//! worker, and the glue for it (docs/adr/0009-small-release-builds.md). This one offers what Leptos calls, by the same
//! names, without exports, so that a program without server functions carries nothing of it. Writing and transforming streams
//! are left out, because nobody asks for them.

use std::{cell::RefCell, pin::Pin, rc::Rc};

use futures::stream::{self, Stream, StreamExt};
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

type Chunks = Pin<Box<dyn Stream<Item = Result<JsValue, JsValue>>>>;

/// A stream of the browser that is read.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// A stream that the browser made.
    #[must_use]
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// The browser's own object.
    #[must_use]
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// The chunks as the browser gives them; an error is the last item. The stream is locked from now on.
    ///
    /// # Panics
    /// When somebody else reads it already, as the browser throws then.
    pub fn into_stream(self) -> impl Stream<Item = Result<JsValue, JsValue>> + 'static {
        let reader: web_sys::ReadableStreamDefaultReader = self.0.get_reader().unchecked_into();
        stream::unfold(Some(reader), |reader| async {
            let reader = reader?;
            match next(&reader).await {
                Ok(chunk) => chunk.map(|chunk| (Ok(chunk), Some(reader))),
                Err(error) => Some((Err(error), None)),
            }
        })
    }

    /// A stream that the browser reads: a chunk is asked for when the reader wants one.
    #[must_use]
    pub fn from_stream(chunks: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        let held: Rc<RefCell<Option<Chunks>>> = Rc::new(RefCell::new(Some(Box::pin(chunks))));
        let pull = Closure::<dyn FnMut(JsValue) -> Promise>::new(move |controller: JsValue| {
            let held = Rc::clone(&held);
            future_to_promise(async move {
                // Browsers ask for one chunk at a time, so it is there except after the end.
                let taken = held.borrow_mut().take();
                let Some(mut chunks) = taken else { return Ok(JsValue::UNDEFINED) };
                match chunks.next().await {
                    Some(Ok(chunk)) => {
                        held.replace(Some(chunks));
                        call(&controller, "enqueue", &chunk)
                    }
                    Some(Err(error)) => Err(error),
                    None => call(&controller, "close", &JsValue::UNDEFINED),
                }
            })
        });
        let source = Object::new();
        // A plain object takes every property.
        let _ = Reflect::set(&source, &"pull".into(), &pull.into_js_value());
        // Only a source with contradictory settings is refused, and this one has none.
        let raw = web_sys::ReadableStream::new_with_underlying_source(&source);
        Self(raw.unwrap_or_else(|refusal| refusal.unchecked_into()))
    }
}

/// The next chunk; none at the end.
async fn next(reader: &web_sys::ReadableStreamDefaultReader) -> Result<Option<JsValue>, JsValue> {
    let step = JsFuture::from(reader.read()).await?;
    let done = Reflect::get(&step, &"done".into())?.is_truthy();
    if done { Ok(None) } else { Reflect::get(&step, &"value".into()).map(Some) }
}

fn call(object: &JsValue, method: &str, argument: &JsValue) -> Result<JsValue, JsValue> {
    Reflect::get(object, &method.into())?.unchecked_into::<Function>().call1(object, argument)
}
