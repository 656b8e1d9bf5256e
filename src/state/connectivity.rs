//! Network, event stream and what waits to be sent, as one state for the top bar.
//!
//! Owns the picture; leaves sending to the outbox and the studio, which report here how much they hold.

use lepas_api::Timestamp;
use leptos::prelude::*;

use super::pairs::Pairs;
use crate::platform::{clock, network};

/// The connectivity service.
#[derive(Clone, Copy)]
pub struct Connectivity {
    offline_since: RwSignal<Option<Timestamp>>,
    waiting: RwSignal<Pairs<&'static str, u32>>,
    failed: RwSignal<u32>,
    returns: RwSignal<u32>,
}

/// Starts listening to the device.
pub fn provide_connectivity() -> Connectivity {
    let service = Connectivity {
        offline_since: RwSignal::new(None),
        waiting: RwSignal::new(Pairs::new()),
        failed: RwSignal::new(0),
        returns: RwSignal::new(0),
    };
    service.note(network::is_online());
    // Kept by the present owner, which is the app.
    StoredValue::new_local(network::on_change(move |online| service.note(online)));
    provide_context(service);
    service
}

/// The connectivity service of this app.
#[must_use]
pub fn use_connectivity() -> Connectivity {
    use_context().unwrap_or_else(provide_connectivity)
}

impl Connectivity {
    /// Takes note of the network: from the device, or from a request that did or did not arrive.
    pub fn note(self, online: bool) {
        let was_offline = self.offline_since.get_untracked().is_some();
        match (was_offline, online) {
            (true, true) => {
                self.offline_since.set(None);
                self.returns.update(|count| *count += 1);
            }
            (false, false) => self.offline_since.set(Some(clock::now())),
            _ => {}
        }
    }

    /// True while there is a network as far as known (tracked).
    #[must_use]
    pub fn is_online(self) -> bool {
        self.offline_since.with(Option::is_none)
    }

    /// Since when there is none (tracked).
    #[must_use]
    pub fn offline_since(self) -> Option<Timestamp> {
        self.offline_since.get()
    }

    /// Rises every time the network comes back (tracked): a reason to try again at once.
    #[must_use]
    pub fn returns(self) -> u32 {
        self.returns.get()
    }

    /// Says how many things a service holds that the server does not have yet.
    pub fn set_waiting(self, service: &'static str, count: u32) {
        let changed = self.waiting.with_untracked(|waiting| waiting.get(&service).copied().unwrap_or(0) != count);
        if changed {
            let _ = self.waiting.try_update(|waiting| waiting.insert(service, count));
        }
    }

    /// Everything that waits to be sent (tracked).
    #[must_use]
    pub fn waiting(self) -> u32 {
        self.waiting.with(|waiting| waiting.values().sum())
    }

    /// Says how many messages were refused and wait for a person.
    pub fn set_failed(self, count: u32) {
        if self.failed.get_untracked() != count {
            self.failed.set(count);
        }
    }

    /// Messages that were refused and wait for a person (tracked).
    #[must_use]
    pub fn failed(self) -> u32 {
        self.failed.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_and_returned_network_is_seen_and_counted() {
        let owner = Owner::new();
        owner.set();
        let service = provide_connectivity();
        assert!(service.is_online());
        network::set_online(false);
        assert!(service.offline_since().is_some());
        network::set_online(true);
        assert!(service.is_online());
        assert_eq!(service.returns(), 1);
    }

    #[test]
    fn what_waits_is_summed_over_services() {
        let owner = Owner::new();
        owner.set();
        let service = provide_connectivity();
        service.set_waiting("outbox", 2);
        service.set_waiting("studio", 1);
        assert_eq!(service.waiting(), 3);
        service.set_waiting("outbox", 0);
        assert_eq!(service.waiting(), 1);
    }
}
