//! Talking to the other tabs of this browser (`BroadcastChannel`).
//!
//! Owns texts to and from every other tab on a named channel. A tab does not hear itself. Natively the channels of one
//! thread stand in for the tabs.

/// An open channel; closed when dropped.
#[must_use = "the channel closes when it is dropped"]
pub struct Channel(imp::Handle);

impl Channel {
    /// Opens a channel and listens. `None` where the browser has no channels: then this tab is alone.
    pub fn open(name: &'static str, heard: impl Fn(String) + 'static) -> Option<Self> {
        imp::open(name, Box::new(heard)).map(Self)
    }

    /// Tells the other tabs.
    pub fn post(&self, text: &str) {
        self.0.post(text);
    }
}

#[cfg(target_arch = "wasm32")]
mod imp {
    use wasm_bindgen::{JsCast, closure::Closure};
    use web_sys::{BroadcastChannel, MessageEvent};

    pub(super) struct Handle {
        channel: BroadcastChannel,
        _heard: Closure<dyn FnMut(MessageEvent)>,
    }

    impl Drop for Handle {
        fn drop(&mut self) {
            self.channel.set_onmessage(None);
            self.channel.close();
        }
    }

    impl Handle {
        pub(super) fn post(&self, text: &str) {
            // Only a closed channel refuses, and this one is open as long as it exists.
            let _ = self.channel.post_message(&text.into());
        }
    }

    pub(super) fn open(name: &str, heard: Box<dyn Fn(String)>) -> Option<Handle> {
        let channel = BroadcastChannel::new(name).ok()?;
        let closure = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                heard(text);
            }
        });
        channel.set_onmessage(Some(closure.as_ref().unchecked_ref()));
        Some(Handle { channel, _heard: closure })
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    use std::{
        cell::RefCell,
        rc::{Rc, Weak},
    };

    type Heard = dyn Fn(String);

    thread_local! {
        static TABS: RefCell<Vec<(&'static str, Weak<Heard>)>> = const { RefCell::new(Vec::new()) };
    }

    pub(super) struct Handle {
        name: &'static str,
        heard: Rc<Heard>,
    }

    impl Handle {
        pub(super) fn post(&self, text: &str) {
            let text = text.to_owned();
            let (name, own) = (self.name, Rc::downgrade(&self.heard));
            // Like in a browser, the others hear it after the present work is done.
            crate::platform::timers::after(0, move || {
                let others: Vec<Rc<Heard>> = TABS.with_borrow(|tabs| {
                    let others = tabs.iter().filter(|(held, tab)| *held == name && !Weak::ptr_eq(tab, &own));
                    others.filter_map(|(_, tab)| tab.upgrade()).collect()
                });
                others.iter().for_each(|heard| heard(text.clone()));
            })
            .detach();
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "the browser may have no channels")]
    pub(super) fn open(name: &'static str, heard: Box<dyn Fn(String)>) -> Option<Handle> {
        let heard: Rc<Heard> = Rc::from(heard);
        TABS.with_borrow_mut(|tabs| tabs.push((name, Rc::downgrade(&heard))));
        Some(Handle { name, heard })
    }
}

#[cfg(test)]
mod tests {
    use std::{cell::RefCell, rc::Rc};

    use super::*;
    use crate::platform::timers;

    #[test]
    fn others_hear_it_and_the_speaker_does_not() {
        let log = Rc::new(RefCell::new(Vec::new()));
        let listen = |who: &'static str| {
            let log = Rc::clone(&log);
            Channel::open("test-channel", move |text| log.borrow_mut().push(format!("{who}: {text}")))
        };
        let (one, two, three) = (listen("one"), listen("two"), listen("three"));
        drop(three);
        one.as_ref().map(|one| one.post("hello")).unwrap();
        timers::advance(0);
        assert_eq!(*log.borrow(), ["two: hello"]);
        drop(two);
    }
}
