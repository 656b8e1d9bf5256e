//! A web worker that speaks text.
//!
//! Owns starting, posting and ending one. Natively a worker only keeps what was posted to it, and tests speak for it.

/// A running worker. Dropping it ends it.
pub struct Worker(imp::Handle);

impl Worker {
    /// Starts a worker from an address of this site.
    ///
    /// `on_message` gets each text it posts, `on_error` the reason when it fails to start or breaks.
    ///
    /// # Errors
    /// The browser's reason for refusing.
    pub fn start(address: &str, on_message: impl Fn(String) + 'static, on_error: impl Fn(String) + 'static) -> Result<Self, String> {
        imp::start(address, Box::new(on_message), Box::new(on_error)).map(Self)
    }

    /// Posts a text.
    pub fn post(&self, text: &str) {
        imp::post(&self.0, text);
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        imp::end(&self.0);
    }
}

#[cfg(not(target_arch = "wasm32"))]
pub use imp::{Double, double};

#[cfg(target_arch = "wasm32")]
mod imp {
    use wasm_bindgen::{JsCast, JsValue};

    use crate::platform::listen::{EventListener, on};

    pub(super) struct Handle {
        worker: web_sys::Worker,
        _listeners: [Option<EventListener>; 2],
    }

    pub(super) fn start(address: &str, on_message: Box<dyn Fn(String)>, on_error: Box<dyn Fn(String)>) -> Result<Handle, String> {
        let worker = web_sys::Worker::new(address).map_err(|error| reason(&error))?;
        let message = on(&worker, "message", move |event| {
            if let Some(text) = event.dyn_ref::<web_sys::MessageEvent>().and_then(|event| event.data().as_string()) {
                on_message(text);
            }
        });
        let error = on(&worker, "error", move |event| {
            let words = event.dyn_ref::<web_sys::ErrorEvent>().map(web_sys::ErrorEvent::message);
            on_error(words.filter(|words| !words.is_empty()).unwrap_or_else(|| "the worker could not be loaded".to_owned()));
        });
        Ok(Handle { worker, _listeners: [message, error] })
    }

    fn reason(error: &JsValue) -> String {
        error.dyn_ref::<js_sys::Error>().map_or_else(|| "refused".to_owned(), |error| error.message().into())
    }

    pub(super) fn post(handle: &Handle, text: &str) {
        // Text can always be cloned, which is the only thing that can fail here.
        let _ = handle.worker.post_message(&JsValue::from_str(text));
    }

    pub(super) fn end(handle: &Handle) {
        handle.worker.terminate();
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    use std::{cell::RefCell, rc::Rc};

    type Speak = Rc<dyn Fn(String)>;

    /// What a test sees of the worker started last on its thread.
    #[derive(Clone)]
    pub struct Double {
        /// Texts posted to the worker, oldest first.
        pub posted: Rc<RefCell<Vec<String>>>,
        /// Speaks as the worker.
        pub say: Speak,
        /// Breaks the worker.
        pub fail: Speak,
    }

    pub(super) type Handle = Rc<RefCell<Vec<String>>>;

    thread_local! {
        static LAST: RefCell<Option<Double>> = const { RefCell::new(None) };
    }

    pub(super) fn start(_: &str, on_message: Box<dyn Fn(String)>, on_error: Box<dyn Fn(String)>) -> Result<Handle, String> {
        let posted = Handle::default();
        LAST.set(Some(Double { posted: Rc::clone(&posted), say: Rc::from(on_message), fail: Rc::from(on_error) }));
        Ok(posted)
    }

    pub(super) fn post(handle: &Handle, text: &str) {
        handle.borrow_mut().push(text.to_owned());
    }

    pub(super) fn end(_: &Handle) {}

    /// The worker started last on this thread.
    #[must_use]
    pub fn double() -> Option<Double> {
        LAST.with_borrow(Clone::clone)
    }
}
