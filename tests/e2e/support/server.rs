//! A server of one's own: fresh demo data, a free port, and the means to kill it.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::OnceLock,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use super::{environment, http};

/// How long a server may take until it is ready; with 100,000 postings it builds its index first.
const PATIENCE: Duration = Duration::from_secs(180);

/// Somebody of the demo data who can sign in.
#[derive(Debug, Clone, serde::Deserialize)]
pub(crate) struct SignIn {
    pub(crate) email: String,
    pub(crate) password: String,
    /// `freelancer` is Sari, `client` is Klara, `newcomer` has no page yet.
    pub(crate) role: String,
}

/// A running server.
pub(crate) struct Server {
    folder: TempDir,
    child: Option<Child>,
    /// Its port on loopback.
    pub(crate) port: u16,
}

impl Server {
    /// Starts a server on a copy of the demo data.
    pub(crate) fn start() -> Result<Self> {
        let folder = TempDir::new()?;
        copy(template()?, folder.path())?;
        Self::on(folder)
    }

    /// Starts a server that has the postings of a file and nothing else.
    pub(crate) fn with_postings(file: &Path) -> Result<Self> {
        let folder = TempDir::new()?;
        let mut import = Command::new(environment::server()?);
        import.args(["import", "jobs"]).arg(file).arg("--data-dir").arg(folder.path().join("data"));
        let output = import.output()?;
        if !output.status.success() {
            bail!("importing {} failed: {}", file.display(), String::from_utf8_lossy(&output.stderr));
        }
        Self::on(folder)
    }

    /// Starts a server with so many invented postings.
    pub(crate) fn with_generated(count: usize) -> Result<Self> {
        let postings = tempfile::NamedTempFile::new()?;
        let mut generate = Command::new(environment::server()?);
        let status = generate.args(["generate", "--count", &count.to_string()]).stdout(postings.reopen()?).status()?;
        if !status.success() {
            bail!("inventing postings failed: {status}");
        }
        Self::with_postings(postings.path())
    }

    fn on(folder: TempDir) -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut server = Self { folder, child: None, port };
        server.run()?;
        Ok(server)
    }

    /// Starts the process again after [`Server::kill`], on the same port and data.
    pub(crate) fn run(&mut self) -> Result<()> {
        let log = fs::File::create(self.folder.path().join("server.log"))?;
        let child = Command::new(environment::server()?)
            .args(["serve", "--data-dir"])
            .arg(self.folder.path().join("data"))
            .args(["--listen", &format!("127.0.0.1:{}", self.port)])
            .arg("--dist")
            .arg(environment::dist()?)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .context("starting the server")?;
        self.child = Some(child);
        let begin = Instant::now();
        while begin.elapsed() < PATIENCE {
            if http::get(self.port, "/readyz").is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            if let Some(status) = self.child.as_mut().and_then(|child| child.try_wait().ok().flatten()) {
                bail!("the server ended with {status}: {}", self.log());
            }
            wait();
        }
        bail!("the server was not ready in {PATIENCE:?}: {}", self.log())
    }

    /// SIGKILL: no chance to finish anything.
    pub(crate) fn kill(&mut self) -> Result<()> {
        if let Some(mut child) = self.child.take() {
            child.kill()?;
            child.wait()?;
        }
        Ok(())
    }

    /// What the server wrote.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("server.log")).unwrap_or_default()
    }

    /// An address on this server. `localhost`, because browsers keep `__Host-` cookies there without TLS.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.port)
    }

    /// A number that the server counts, by the name of its metric.
    pub(crate) fn metric(&self, name: &str) -> Result<f64> {
        let answer = http::get(self.port, "/metrics")?;
        let lines = answer.body.lines().filter(|line| line.starts_with(name) && !line.starts_with('#'));
        Ok(lines.filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok()).sum())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a process that starts tells nobody when it listens; asking again is the only way"
)]
fn wait() {
    std::thread::sleep(Duration::from_millis(50));
}

/// Everybody of the demo data who can sign in.
pub(crate) fn sign_ins() -> Result<Vec<SignIn>> {
    let output = Command::new(environment::server()?).args(["demo", "--print-sign-ins"]).output()?;
    let text = String::from_utf8(output.stdout)?;
    text.lines().filter(|line| line.starts_with('{')).map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// Who comes in a role.
pub(crate) fn person(role: &str) -> Result<SignIn> {
    sign_ins()?.into_iter().find(|person| person.role == role).with_context(|| format!("no {role} in the demo data"))
}

/// A folder with demo data, made once for each server binary and then copied.
fn template() -> Result<&'static Path> {
    static TEMPLATE: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let made = TEMPLATE.get_or_init(|| make_template().map_err(|error| format!("{error:#}")));
    made.as_deref().map_err(|error| anyhow::anyhow!("{error}"))
}

fn make_template() -> Result<PathBuf> {
    let binary = environment::server()?;
    let stamp = fs::metadata(&binary)?.modified()?.duration_since(std::time::UNIX_EPOCH)?.as_millis();
    let ready = environment::artifacts().join(format!("template-{stamp}"));
    if ready.is_dir() {
        return Ok(ready);
    }
    fs::create_dir_all(environment::artifacts())?;
    let making = TempDir::new_in(environment::artifacts())?;
    let output = Command::new(binary).args(["demo", "--data-dir"]).arg(making.path().join("data")).output()?;
    if !output.status.success() {
        bail!("making the demo data failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    // Journeys run as processes of their own; whoever is first puts the folder in place, the others find it.
    if fs::rename(making.path(), &ready).is_err() && !ready.is_dir() {
        bail!("could not put the demo data in place at {}", ready.display());
    }
    let _ = making.keep();
    Ok(ready)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
