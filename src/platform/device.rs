//! Tasks for the device beside the page: `public/device.js`, a worker for each task.
//!
//! Owns starting it and waiting for its one answer. Natively there is nobody to do them.

use wasm_bindgen::JsValue;

/// Gives a task to the worker: its name, then what it needs. `None` when this browser cannot do it.
pub async fn ask(task: &str, needs: &[JsValue]) -> Option<JsValue> {
    #[cfg(target_arch = "wasm32")]
    return browser::ask(task, needs).await;
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = (task, needs);
        None
    }
}

/// The same for texts.
pub async fn ask_for_text(task: &str, needs: [&str; 2]) -> Option<String> {
    #[cfg(target_arch = "wasm32")]
    return ask(task, &needs.map(JsValue::from_str)).await?.as_string();
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = (task, needs);
        None
    }
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use std::{cell::Cell, rc::Rc};

    use futures::channel::oneshot;
    use js_sys::Array;
    use wasm_bindgen::{JsCast, JsValue};

    use crate::platform::listen::on;

    /// Part of the rule for addresses of scripts in `index.html`.
    const ADDRESS: &str = "/device.js";

    pub(super) async fn ask(task: &str, needs: &[JsValue]) -> Option<JsValue> {
        let worker = web_sys::Worker::new(ADDRESS).ok()?;
        let (sender, receiver) = oneshot::channel();
        let sender = Rc::new(Cell::new(Some(sender)));
        // Whatever comes first: an answer, or that the worker could not be loaded, which is none.
        let listeners = ["message", "error"].map(|name| {
            let sender = Rc::clone(&sender);
            on(&worker, name, move |event| {
                let answer = event.dyn_ref::<web_sys::MessageEvent>().map(web_sys::MessageEvent::data);
                if let Some(sender) = sender.take() {
                    drop(sender.send(answer));
                }
            })
        });
        let message: Array = std::iter::once(JsValue::from_str(task)).chain(needs.iter().cloned()).collect();
        worker.post_message(&message).ok()?;
        let answer = receiver.await.ok().flatten();
        drop(listeners);
        worker.terminate();
        answer.filter(|answer| !answer.is_undefined())
    }
}
