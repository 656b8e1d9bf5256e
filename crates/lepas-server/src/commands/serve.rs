//! `serve`: answer requests until told to stop.

use std::net::SocketAddr;

use anyhow::Context as _;
use tokio::net::TcpListener;

use crate::{Config, build};

/// Runs a server until SIGINT or SIGTERM.
///
/// # Errors
/// When it cannot start or its listener fails.
pub(super) async fn run(config: Config, listen: SocketAddr) -> anyhow::Result<()> {
    let app = build(config).await?;
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("{listen} cannot be listened on; choose another with --listen"))?;
    let address = listener.local_addr().context("the listener has no address")?;
    tracing::info!(%address, "listening");
    crate::serve(listener, app, stop_signal()).await?;
    Ok(())
}

/// Done when the process is asked to end.
async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! {
                    _ = interrupt => {}
                    _ = terminate.recv() => {}
                }
            }
            Err(_) => {
                let _ = interrupt.await;
            }
        }
    }
    #[cfg(not(unix))]
    {
        let _ = interrupt.await;
    }
}
