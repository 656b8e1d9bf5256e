//! A running server: what it is made of, how it starts and how it stops.

use std::{future::Future, net::SocketAddr, ops::Deref, path::PathBuf, sync::Arc, time::Duration};

use axum::{Router, middleware};
use tokio::{net::TcpListener, sync::watch};

use crate::{
    assets::{Assets, AssetsError},
    auth::{
        limits::{Limiter, RateLimits},
        password::{PasswordError, Passwords},
        session,
    },
    clock,
    http::frame,
    images::Pictures,
    index::Indexes,
    live::Hub,
    metrics::Metrics,
    previews::Previews,
    routes,
    stop::stopped,
    store::{Store, StoreError, sqlite::SqliteStore},
    widgets::{self, Cache, Tally},
};

/// How long requests may take to finish after the server was told to stop.
const DRAIN: Duration = Duration::from_secs(10);
/// How long an idempotency key is kept.
const KEY_SECONDS: i64 = 2 * 86_400;

/// What a server is started with.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// Folder of the database, pictures and indexes; made when it is absent.
    pub data_dir: PathBuf,
    /// `sqlite:FILE`; absent means `lepas.db` in the data folder.
    pub database_url: Option<String>,
    /// Folder of the built app; absent means that a page says how to build it.
    pub dist: Option<PathBuf>,
    /// Address of the site as people type it, such as `https://lepas.example`; absent means the `Host` of each request.
    pub public_url: Option<String>,
    /// How often one may try.
    pub limits: RateLimits,
}

/// Why a server could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A folder could not be made or read.
    #[error("{path}: {source}")]
    Folder {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The database could not be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Passwords cannot be hashed.
    #[error(transparent)]
    Passwords(#[from] PasswordError),
    /// The app's files cannot be served.
    #[error(transparent)]
    Assets(#[from] AssetsError),
    /// The address of the database names one that this build cannot use.
    #[error("{0}")]
    DatabaseUrl(String),
    /// Listening failed.
    #[error("listening: {0}")]
    Listen(#[from] std::io::Error),
}

/// What the routes share.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

/// The parts behind [`AppState`].
pub struct Shared {
    /// What the server keeps.
    pub store: Arc<dyn Store>,
    /// Live events.
    pub hub: Arc<Hub>,
    /// Counters.
    pub metrics: Arc<Metrics>,
    /// Password hashing.
    pub passwords: Passwords,
    /// Counts attempts.
    pub limiter: Limiter,
    /// How often one may try.
    pub limits: RateLimits,
    /// Pictures.
    pub pictures: Pictures,
    /// Pictures of link previews.
    pub previews: Previews,
    /// Search indexes.
    pub indexes: Arc<Indexes>,
    /// Rendered cards and badges.
    pub widgets: Cache,
    /// Counts of widgets that are not written yet.
    pub tally: Tally,
    /// Files of the app, when they were given.
    pub assets: Option<Assets>,
    /// Address of the site, when it was given.
    pub public_url: Option<String>,
    /// Turns true when the server stops.
    pub stopping: watch::Sender<bool>,
}

impl Deref for AppState {
    type Target = Shared;
    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// A server that is ready to answer.
#[derive(Clone)]
pub struct App {
    state: AppState,
}

/// The file of the database that a configuration names.
///
/// # Errors
/// [`StartError::DatabaseUrl`] for databases other than SQLite.
pub fn database_file(config: &Config) -> Result<PathBuf, StartError> {
    match config.database_url.as_deref() {
        None => Ok(config.data_dir.join("lepas.db")),
        Some(url) if url.starts_with("postgres:") || url.starts_with("postgresql:") => Err(StartError::DatabaseUrl(
            "PostgreSQL is not built into this version yet; leave --database-url out to use the SQLite file in --data-dir".into(),
        )),
        Some(url) => match url.strip_prefix("sqlite:") {
            Some(file) if !file.is_empty() => Ok(PathBuf::from(file.strip_prefix("//").unwrap_or(file))),
            _ => Err(StartError::DatabaseUrl(format!("--database-url {url:?} is not understood; write sqlite:FILE"))),
        },
    }
}

/// Makes a folder and those above it.
///
/// # Errors
/// [`StartError::Folder`].
pub fn make_folder(path: &std::path::Path) -> Result<(), StartError> {
    std::fs::create_dir_all(path).map_err(|source| StartError::Folder { path: path.to_owned(), source })
}

/// Opens the storage that a configuration names.
///
/// # Errors
/// When the folder or the database cannot be used.
pub async fn open_store(config: &Config) -> Result<Arc<dyn Store>, StartError> {
    let file = database_file(config)?;
    make_folder(&config.data_dir)?;
    Ok(Arc::new(SqliteStore::open(&file).await?))
}

/// Opens everything and starts what runs in the background.
///
/// # Errors
/// See [`StartError`].
pub async fn build(config: Config) -> Result<App, StartError> {
    let store = open_store(&config).await?;
    build_with(config, store).await
}

/// The same over a store that is open already.
///
/// # Errors
/// See [`StartError`].
pub async fn build_with(config: Config, store: Arc<dyn Store>) -> Result<App, StartError> {
    let uploads = config.data_dir.join("uploads");
    let index = config.data_dir.join("index");
    make_folder(&uploads)?;
    let previews = config.data_dir.join("previews");
    make_folder(&index)?;
    make_folder(&previews)?;
    let metrics = Arc::new(Metrics::default());
    let hub = Arc::new(Hub::new(metrics.clone()));
    let (stopping, stop) = watch::channel(false);
    let indexes = Indexes::start(store.clone(), hub.clone(), index, stop.clone());
    tokio::spawn(sweep(store.clone(), stop));
    let state = AppState(Arc::new(Shared {
        store,
        hub,
        metrics,
        passwords: Passwords::new()?,
        limiter: Limiter::default(),
        limits: config.limits,
        pictures: Pictures::new(uploads),
        previews: Previews::new(previews),
        indexes,
        widgets: Cache::default(),
        tally: Tally::default(),
        assets: config.dist.as_deref().map(Assets::load).transpose()?,
        public_url: config.public_url.map(|url| url.trim_end_matches('/').to_owned()),
        stopping,
    }));
    tokio::spawn(write_counts(state.clone()));
    Ok(App { state })
}

impl App {
    /// Everything that answers requests.
    pub fn router(&self) -> Router {
        routes::all(&self.state)
            .layer(middleware::from_fn_with_state(self.state.clone(), frame::frame))
            .with_state(self.state.clone())
    }

    /// What the routes share; for tests and for filling a database.
    #[must_use]
    pub fn state(&self) -> &AppState {
        &self.state
    }

    /// Ends what runs in the background and closes the store.
    pub async fn close(&self) {
        self.state.stopping.send_replace(true);
        self.state.tally.write(&*self.state.store).await;
        self.state.store.close().await;
    }
}

/// Answers on a listener until `shutdown` is done, then finishes what runs within ten seconds.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    app: App,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), StartError> {
    let service = app.router().into_make_service_with_connect_info::<SocketAddr>();
    let state = app.state.clone();
    let signal = async move {
        shutdown.await;
        tracing::info!("stopping");
        // Event streams end now, because they would never end by themselves.
        state.stopping.send_replace(true);
    };
    let mut stopping = app.state.stopping.subscribe();
    let deadline = async move {
        // The sender lives in the state, so waiting ends only with the signal.
        stopped(&mut stopping).await;
        tokio::time::sleep(DRAIN).await;
    };
    tokio::select! {
        ended = axum::serve(listener, service).with_graceful_shutdown(signal) => ended?,
        () = deadline => tracing::warn!("some requests did not finish in time"),
    }
    app.close().await;
    Ok(())
}

/// Removes ended sessions and old keys once an hour.
async fn sweep(store: Arc<dyn Store>, mut stop: watch::Receiver<bool>) {
    let mut hours = tokio::time::interval(Duration::from_secs(3_600));
    loop {
        tokio::select! {
            _ = hours.tick() => {
                let now = clock::now();
                let swept = store.sweep(clock::before(now, session::IDLE_SECONDS), clock::before(now, KEY_SECONDS)).await;
                if let Err(error) = swept {
                    tracing::warn!(%error, "ended sessions could not be removed");
                }
            }
            () = stopped(&mut stop) => return,
        }
    }
}

/// Writes counts of widgets every few seconds.
async fn write_counts(state: AppState) {
    let mut stop = state.stopping.subscribe();
    let mut ticks = tokio::time::interval(widgets::WRITTEN_EVERY);
    loop {
        tokio::select! {
            _ = ticks.tick() => state.tally.write(&*state.store).await,
            () = stopped(&mut stop) => return,
        }
    }
}
