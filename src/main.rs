//! Starts the app: a panic shows the reload panel, and the first view takes the place of the static shell.

fn main() {
    #[cfg(target_arch = "wasm32")]
    lepas::app::start();
}
