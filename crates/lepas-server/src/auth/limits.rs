//! How often one may try: sliding windows in memory, counted per key.
//!
//! Owns the counting. The keys are hashed by the callers, so that no address and no e-mail is kept in readable form.
//! The memory is bounded: when too many keys are held, the ones whose window has passed go first.

use std::{
    collections::{HashMap, VecDeque},
    hash::{BuildHasher, RandomState},
    sync::Mutex,
    time::{Duration, Instant},
};

/// Keys held before old ones are cleared away.
const KEYS: usize = 50_000;

/// So many times in such a window.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    /// Times.
    pub times: usize,
    /// Window.
    pub window: Duration,
}

/// The limits of a server. The defaults are what the documents promise.
#[derive(Debug, Clone, Copy)]
pub struct RateLimits {
    /// Wrong passwords per account and address.
    pub failures: Rate,
    /// Attempts to sign in or up per address.
    pub attempts: Rate,
    /// Reports of policy violations per address.
    pub reports: Rate,
    /// Messages of one account: more than anybody types, and room for what an outbox kept on a long journey.
    pub messages: Rate,
    /// Conversations that one account opens.
    pub conversations: Rate,
    /// Exports of one account: each renders a whole site.
    pub exports: Rate,
}

impl Default for RateLimits {
    fn default() -> Self {
        let minute = Duration::from_secs(60);
        Self {
            failures: Rate { times: 5, window: 15 * minute },
            attempts: Rate { times: 20, window: minute },
            reports: Rate { times: 60, window: minute },
            messages: Rate { times: 300, window: minute },
            conversations: Rate { times: 60, window: 60 * minute },
            exports: Rate { times: 30, window: 10 * minute },
        }
    }
}

/// Counts events per key.
#[derive(Debug, Default)]
pub struct Limiter {
    hasher: RandomState,
    events: Mutex<HashMap<u64, VecDeque<Instant>>>,
}

impl Limiter {
    /// Seconds to wait when the key has used up its rate, else `None`. Counts nothing.
    pub fn wait(&self, key: impl std::hash::Hash, rate: Rate) -> Option<u32> {
        self.look(key, rate, Instant::now(), false)
    }

    /// The same, and counts this event when it is within the rate.
    pub fn count(&self, key: impl std::hash::Hash, rate: Rate) -> Option<u32> {
        self.look(key, rate, Instant::now(), true)
    }

    /// Forgets a key, after a success.
    pub fn forget(&self, key: impl std::hash::Hash) {
        let key = self.hasher.hash_one(key);
        self.lock().remove(&key);
    }

    fn look(&self, key: impl std::hash::Hash, rate: Rate, now: Instant, add: bool) -> Option<u32> {
        let key = self.hasher.hash_one(key);
        let mut events = self.lock();
        if events.len() >= KEYS {
            events.retain(|_, times| times.back().is_some_and(|last| now.duration_since(*last) < rate.window));
            if events.len() >= KEYS {
                events.clear();
            }
        }
        let times = events.entry(key).or_default();
        while times.front().is_some_and(|first| now.duration_since(*first) >= rate.window) {
            times.pop_front();
        }
        if times.len() >= rate.times {
            let first = times.front().copied().unwrap_or(now);
            let left = rate.window.saturating_sub(now.duration_since(first));
            return Some(u32::try_from(left.as_secs()).unwrap_or(u32::MAX).saturating_add(1));
        }
        if add {
            times.push_back(now);
        }
        None
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<u64, VecDeque<Instant>>> {
        self.events.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_holds_per_key_and_the_window_slides() {
        let limiter = Limiter::default();
        let rate = Rate { times: 2, window: Duration::from_secs(10) };
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        assert_eq!(limiter.look("a", rate, at(0), true), None);
        assert_eq!(limiter.look("a", rate, at(4), true), None);
        assert_eq!(limiter.look("a", rate, at(5), true), Some(6));
        assert_eq!(limiter.look("b", rate, at(5), true), None);
        assert_eq!(limiter.look("a", rate, at(10), true), None);
        assert_eq!(limiter.look("a", rate, at(11), true), Some(4));
        limiter.forget("a");
        assert_eq!(limiter.look("a", rate, at(11), true), None);
    }
}
