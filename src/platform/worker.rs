//! A web worker that speaks bytes.
//!
//! Owns starting, posting and ending one. Natively a worker only keeps what was posted to it, and tests speak for it.

/// A running worker. Dropping it ends it.
pub struct Worker(imp::Handle);

impl Worker {
    /// Starts a worker from an address of this site.
    ///
    /// `on_message` gets the bytes of each thing it posts (a text as UTF-8), `on_error` the reason when it fails to start
    /// or breaks.
    ///
    /// # Errors
    /// The browser's reason for refusing.
    pub fn start(
        address: &str,
        on_message: impl Fn(Vec<u8>) + 'static,
        on_error: impl Fn(String) + 'static,
    ) -> Result<Self, String> {
        imp::start(address, Box::new(on_message), Box::new(on_error)).map(Self)
    }

    /// Posts bytes.
    pub fn post(&self, bytes: &[u8]) {
        imp::post(&self.0, bytes);
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

    pub(super) fn start(
        address: &str,
        on_message: Box<dyn Fn(Vec<u8>)>,
        on_error: Box<dyn Fn(String)>,
    ) -> Result<Handle, String> {
        let worker = web_sys::Worker::new(address).map_err(|error| reason(&error))?;
        let message = on(&worker, "message", move |event| {
            let Some(data) = event.dyn_ref::<web_sys::MessageEvent>().map(web_sys::MessageEvent::data) else { return };
            match data.dyn_ref::<js_sys::Uint8Array>() {
                Some(bytes) => on_message(bytes.to_vec()),
                None => on_message(data.as_string().unwrap_or_default().into_bytes()),
            }
        });
        let error = on(&worker, "error", move |event| {
            let words = event.dyn_ref::<web_sys::ErrorEvent>().map(web_sys::ErrorEvent::message);
            on_error(
                words.filter(|words| !words.is_empty()).unwrap_or_else(|| "the worker could not be loaded".to_owned()),
            );
        });
        Ok(Handle { worker, _listeners: [message, error] })
    }

    fn reason(error: &JsValue) -> String {
        error.dyn_ref::<js_sys::Error>().map_or_else(|| "refused".to_owned(), |error| error.message().into())
    }

    pub(super) fn post(handle: &Handle, bytes: &[u8]) {
        // Bytes can always be cloned, which is the only thing that can fail here.
        let _ = handle.worker.post_message(&js_sys::Uint8Array::from(bytes));
    }

    pub(super) fn end(handle: &Handle) {
        handle.worker.terminate();
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    use std::{cell::RefCell, rc::Rc};

    type Speak<T> = Rc<dyn Fn(T)>;

    /// What a test sees of the worker started last on its thread.
    #[derive(Clone)]
    pub struct Double {
        /// What was posted to the worker, oldest first.
        pub posted: Rc<RefCell<Vec<Vec<u8>>>>,
        /// Speaks as the worker.
        pub say: Speak<Vec<u8>>,
        /// Breaks the worker.
        pub fail: Speak<String>,
    }

    pub(super) type Handle = Rc<RefCell<Vec<Vec<u8>>>>;

    thread_local! {
        static LAST: RefCell<Option<Double>> = const { RefCell::new(None) };
    }

    pub(super) fn start(
        _: &str,
        on_message: Box<dyn Fn(Vec<u8>)>,
        on_error: Box<dyn Fn(String)>,
    ) -> Result<Handle, String> {
        let posted = Handle::default();
        LAST.set(Some(Double { posted: Rc::clone(&posted), say: Rc::from(on_message), fail: Rc::from(on_error) }));
        Ok(posted)
    }

    pub(super) fn post(handle: &Handle, bytes: &[u8]) {
        handle.borrow_mut().push(bytes.to_vec());
    }

    pub(super) fn end(_: &Handle) {}

    /// The worker started last on this thread.
    #[must_use]
    pub fn double() -> Option<Double> {
        LAST.with_borrow(Clone::clone)
    }
}
