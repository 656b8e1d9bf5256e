//! Waiting for the server to be told to stop.

use tokio::sync::watch;

/// Done when `stop` turns true or when nobody can turn it true any more.
pub async fn stopped(stop: &mut watch::Receiver<bool>) {
    // The borrowed value must not be held across the next await of the caller.
    drop(stop.wait_for(|stop| *stop).await);
}
