//! When to save, and where the text is at this moment.
//!
//! Owns the two clocks (device and server) and the pauses after failures. Knows no timer and no network: it is told
//! the time and what happened, and says what is due. Times are milliseconds of any one clock.

/// The device gets every edit at most this much later, however long somebody keeps typing.
const DEVICE_AFTER: f64 = 300.0;
/// The server gets it after this much quiet …
const SERVER_QUIET: f64 = 1_500.0;
/// … and at most this much after the first edit it does not have.
const SERVER_AT_MOST: f64 = 8_000.0;
/// First pause after a failure; doubled each time up to [`PAUSE_MOST`].
const PAUSE_FIRST: f64 = 2_000.0;
/// Longest pause after failures.
const PAUSE_MOST: f64 = 60_000.0;

/// Why the server does not have the newest text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// No network, or no answer.
    Network,
    /// The session ended.
    SignedOut,
    /// Fields break rules; the server would refuse.
    Invalid,
    /// The document is larger than the server takes, or the server has no room.
    NoRoom,
    /// The server failed.
    Trouble,
}

/// Where the newest text is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Place {
    /// Nothing was edited since the page was opened.
    Untouched,
    /// Edited a moment ago.
    Saving,
    /// On the device; the server is next, or is held back.
    Device(Option<Hold>),
    /// On both, since this time.
    Both(f64),
    /// The device refused to keep it and the server does not have it either.
    MemoryOnly,
}

/// What to do now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Due {
    /// Write to the device.
    pub device: bool,
    /// Send to the server.
    pub server: bool,
}

/// The state of saving.
#[derive(Debug, Clone, Default)]
pub struct Autosave {
    device_due: Option<f64>,
    server_due: Option<f64>,
    first_unsent: Option<f64>,
    sending: bool,
    hold: Option<Hold>,
    failures: u32,
    device_refused: bool,
    saved_at: Option<f64>,
    touched: bool,
}

impl Autosave {
    /// Something was typed.
    pub fn edited(&mut self, now: f64) {
        self.touched = true;
        self.device_due.get_or_insert(now + DEVICE_AFTER);
        let latest = *self.first_unsent.get_or_insert(now) + SERVER_AT_MOST;
        if !self.held_until_something_happens() || self.hold == Some(Hold::Invalid) {
            // A correction may make the document valid again, so an invalid one is looked at after every edit.
            let paused_until = self.server_due.filter(|_| self.failures > 0).unwrap_or(0.0);
            self.server_due = Some((now + SERVER_QUIET).min(latest).max(paused_until));
        }
    }

    /// The text on the device is newer than the server's, found when the page was opened.
    pub fn unsent_found(&mut self, now: f64) {
        self.touched = true;
        self.first_unsent = Some(now);
        self.server_due = Some(now);
    }

    /// What is due, and marks it as begun.
    pub fn take_due(&mut self, now: f64) -> Due {
        let device = self.device_due.is_some_and(|due| due <= now);
        if device {
            self.device_due = None;
        }
        let server = !self.sending && self.server_due.is_some_and(|due| due <= now);
        if server {
            self.server_due = None;
            self.first_unsent = None;
            self.sending = true;
        }
        Due { device, server }
    }

    /// Begins a save of everything now. False while another one is under way.
    pub fn take_all(&mut self) -> bool {
        if self.sending {
            return false;
        }
        self.device_due = None;
        self.server_due = None;
        self.first_unsent = None;
        self.sending = true;
        true
    }

    /// When to look again.
    pub fn next(&self) -> Option<f64> {
        let server = self.server_due.filter(|_| !self.sending);
        match (self.device_due, server) {
            (Some(device), Some(server)) => Some(device.min(server)),
            (device, server) => device.or(server),
        }
    }

    /// Everything at once: the page is being hidden or left, or somebody asked.
    pub fn hurry(&mut self, now: f64) {
        if self.device_due.is_some() {
            self.device_due = Some(now);
        }
        if self.server_due.is_some() || (self.first_unsent.is_some() && self.hold != Some(Hold::Invalid)) {
            self.server_due = Some(now);
        }
    }

    /// The device has it, or refused.
    pub fn device_answered(&mut self, kept: bool) {
        self.device_refused = !kept;
    }

    /// The server has what was sent.
    pub fn server_has_it(&mut self, now: f64) {
        self.sending = false;
        self.failures = 0;
        self.hold = None;
        self.saved_at = Some(now);
    }

    /// The server does not have it. `retry_after` is what the server asked for, in seconds.
    pub fn server_refused(&mut self, hold: Hold, retry_after: Option<u32>, now: f64) {
        self.sending = false;
        self.hold = Some(hold);
        self.first_unsent.get_or_insert(now);
        if self.held_until_something_happens() {
            self.server_due = None;
            return;
        }
        self.failures += 1;
        let pause = (PAUSE_FIRST * 2_f64.powi(self.failures.min(10) as i32 - 1)).min(PAUSE_MOST);
        self.server_due = Some(now + retry_after.map_or(pause, |seconds| f64::from(seconds) * 1_000.0));
    }

    /// The network, the session or room came back.
    pub fn way_is_free(&mut self, now: f64) {
        self.failures = 0;
        if self.hold.is_some_and(|hold| hold != Hold::Invalid) && !self.sending {
            self.hold = None;
            self.server_due = Some(now);
        }
    }

    /// Where the newest text is.
    pub fn place(&self) -> Place {
        let unsent = self.sending || self.server_due.is_some() || self.first_unsent.is_some();
        match (unsent, self.saved_at) {
            (false, Some(at)) => Place::Both(at),
            (false, None) if self.touched && self.device_refused => Place::MemoryOnly,
            (false, None) => Place::Untouched,
            (true, _) if self.device_refused => Place::MemoryOnly,
            (true, _) if self.device_due.is_some() && self.hold.is_none() => Place::Saving,
            (true, _) => Place::Device(self.hold),
        }
    }

    /// Whether leaving now would lose something.
    #[cfg(any(test, target_arch = "wasm32"))]
    pub fn would_lose(&self) -> bool {
        self.device_due.is_some() || matches!(self.place(), Place::MemoryOnly)
    }

    /// Trying again by the clock would be pointless.
    fn held_until_something_happens(&self) -> bool {
        matches!(self.hold, Some(Hold::SignedOut | Hold::Invalid | Hold::NoRoom))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lets the clock run and gives the times at which device and server were due.
    fn run(saving: &mut Autosave, from: f64, to: f64) -> (Vec<f64>, Vec<f64>) {
        let (mut device, mut server) = (Vec::new(), Vec::new());
        let mut now = from;
        while now <= to {
            let due = saving.take_due(now);
            if due.device {
                device.push(now);
                saving.device_answered(true);
            }
            if due.server {
                server.push(now);
            }
            now += 50.0;
        }
        (device, server)
    }

    #[test]
    fn the_device_has_an_edit_within_400_milliseconds_even_while_typing_goes_on() {
        let mut saving = Autosave::default();
        let mut kept = Vec::new();
        for key in 0..40 {
            let now = f64::from(key) * 100.0;
            saving.edited(now);
            kept.extend(run(&mut saving, now, now + 50.0).0);
        }
        assert!(kept[0] <= 400.0, "{kept:?}");
        assert!(kept.windows(2).all(|pair| pair[1] - pair[0] <= 450.0), "{kept:?}");
    }

    #[test]
    fn the_server_gets_it_after_a_pause_and_at_the_latest_after_eight_seconds() {
        let mut saving = Autosave::default();
        saving.edited(0.0);
        saving.edited(1_000.0);
        assert_eq!(run(&mut saving, 1_000.0, 4_000.0).1, [2_500.0]);

        let mut saving = Autosave::default();
        let mut sent = Vec::new();
        for key in 0..100 {
            let now = f64::from(key) * 100.0;
            saving.edited(now);
            sent.extend(run(&mut saving, now, now + 50.0).1);
        }
        assert_eq!(sent, [8_000.0]);
    }

    #[test]
    fn only_one_request_is_under_way_and_what_was_typed_meanwhile_follows() {
        let mut saving = Autosave::default();
        saving.edited(0.0);
        assert_eq!(run(&mut saving, 0.0, 1_500.0).1, [1_500.0]);
        saving.edited(1_600.0);
        assert!(run(&mut saving, 1_600.0, 5_000.0).1.is_empty(), "waits for the answer");
        saving.server_has_it(5_000.0);
        assert_eq!(saving.place(), Place::Device(None));
        assert_eq!(run(&mut saving, 5_050.0, 6_000.0).1, [5_050.0]);
        saving.server_has_it(6_100.0);
        assert_eq!(saving.place(), Place::Both(6_100.0));
    }

    #[test]
    fn without_network_it_says_so_waits_longer_each_time_and_goes_on_when_it_is_back() {
        let mut saving = Autosave::default();
        saving.edited(0.0);
        let mut now = run(&mut saving, 0.0, 1_500.0).1[0];
        let mut pauses = Vec::new();
        for _ in 0..8 {
            saving.server_refused(Hold::Network, None, now);
            assert_eq!(saving.place(), Place::Device(Some(Hold::Network)));
            let next = saving.next().unwrap();
            pauses.push(next - now);
            now = next;
            assert!(saving.take_due(now).server);
        }
        assert_eq!(pauses[..3], [2_000.0, 4_000.0, 8_000.0]);
        assert_eq!(pauses[7], PAUSE_MOST);
        saving.server_refused(Hold::Network, None, now);
        saving.way_is_free(now + 1.0);
        assert!(saving.take_due(now + 1.0).server);
    }

    #[test]
    fn typing_during_a_pause_does_not_shorten_it() {
        let mut saving = Autosave::default();
        saving.edited(0.0);
        run(&mut saving, 0.0, 1_500.0);
        saving.server_refused(Hold::Trouble, Some(30), 1_500.0);
        saving.edited(2_000.0);
        assert!(run(&mut saving, 2_000.0, 31_000.0).1.is_empty());
        assert_eq!(run(&mut saving, 31_050.0, 32_000.0).1, [31_500.0]);
    }

    #[test]
    fn a_signed_out_session_is_not_hammered_and_an_invalid_field_is_tried_after_its_correction() {
        let mut saving = Autosave::default();
        saving.edited(0.0);
        run(&mut saving, 0.0, 1_500.0);
        saving.server_refused(Hold::SignedOut, None, 1_600.0);
        saving.edited(2_000.0);
        assert!(run(&mut saving, 2_000.0, 60_000.0).1.is_empty());
        assert_eq!(saving.place(), Place::Device(Some(Hold::SignedOut)));
        saving.way_is_free(60_000.0);
        assert!(saving.take_due(60_000.0).server);

        saving.server_refused(Hold::Invalid, None, 60_100.0);
        assert!(run(&mut saving, 60_100.0, 90_000.0).1.is_empty());
        saving.edited(90_000.0);
        assert_eq!(run(&mut saving, 90_000.0, 92_000.0).1.len(), 1);
    }

    #[test]
    fn a_full_device_is_told_and_leaving_would_lose_something() {
        let mut saving = Autosave::default();
        saving.edited(0.0);
        assert!(saving.would_lose());
        assert!(saving.take_due(300.0).device);
        saving.device_answered(false);
        assert_eq!(saving.place(), Place::MemoryOnly);
        assert!(saving.would_lose());
        assert!(saving.take_due(1_500.0).server);
        saving.server_has_it(1_600.0);
        assert_eq!(saving.place(), Place::Both(1_600.0));
        assert!(!saving.would_lose());
    }

    #[test]
    fn hiding_the_page_saves_both_at_once() {
        let mut saving = Autosave::default();
        saving.edited(0.0);
        saving.hurry(10.0);
        assert_eq!(saving.take_due(10.0), Due { device: true, server: true });
    }
}
