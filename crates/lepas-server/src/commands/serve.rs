//! `serve`: answer requests until told to stop.

use std::{future::Future, io, net::SocketAddr};

use anyhow::Context as _;
use tokio::net::TcpListener;

use crate::{Config, build};

/// Runs a server until SIGINT or SIGTERM.
///
/// # Errors
/// When it cannot start or its listener fails.
pub(super) async fn run(config: Config, listen: SocketAddr) -> anyhow::Result<()> {
    // Before anything else: a signal that nobody listens to yet would end the process in the middle of what it does.
    let asked_to_stop = stop_signal().context("signals of the system cannot be listened to")?;
    let app = build(config).await?;
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("{listen} cannot be listened on; choose another with --listen"))?;
    let address = listener.local_addr().context("the listener has no address")?;
    tracing::info!(%address, "listening");
    crate::serve(listener, app, asked_to_stop).await?;
    Ok(())
}

/// Listens from now on; what it gives is done when the process is asked to end.
#[cfg(unix)]
fn stop_signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Listens from now on; what it gives is done when the process is asked to end.
#[cfg(not(unix))]
fn stop_signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
