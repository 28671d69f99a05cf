//! One scene: what its fences give is laid out in a folder, what its fences show is made anew by the command line.

use super::page::Fence;
use super::{console, layout};
use std::path::{Path, PathBuf};
use tempfolder::Folder;

/// Plays the scene of one section: for each fence that shows something, what comes.
pub fn play(fences: Vec<(usize, Fence)>) -> Vec<(usize, String)> {
    let mut stage = Stage::default();
    let mut shown = Vec::new();
    for (number, Fence { kind, body, .. }) in fences {
        match kind.as_str() {
            "mapping" => {
                stage.mapping = stage.put(if body.starts_with('{') { "mapping.json" } else { "mapping.toml" }, &body)
            }
            "record" | "records" => {
                stage.put("records.ndjson", &layout::lines(&body));
            }
            "expression" => stage.expression = body.trim_end().to_owned(),
            "payload" => shown.push((number, stage.payload())),
            "report" => shown.push((number, stage.report())),
            "listing" => shown.push((number, stage.listing())),
            "console" => shown.push((number, console::replay(stage.folder(), &body))),
            _ => {}
        }
    }
    shown
}

/// What the fences of a scene have given so far.
#[derive(Default)]
struct Stage {
    folder: Option<Folder>,
    mapping: String,
    expression: String,
}

impl Stage {
    /// Where commands run: beside the scene's files, or in the repository where there are none.
    fn folder(&self) -> &Path {
        self.folder.as_ref().map_or(Path::new("."), |folder| &folder.0)
    }

    /// Writes one of the scene's files and gives its name.
    fn put(&mut self, name: &str, text: &str) -> String {
        let folder = self.folder.get_or_insert_with(Folder::new);
        std::fs::write(folder.0.join(name), text).expect("the folder for temporary files can be written");
        name.to_owned()
    }

    /// The payloads, laid out over lines; before them, what `map` has to say about records that have none.
    fn payload(&self) -> String {
        let (out, mut errors) = console::attrflow(self.folder(), &["map", &self.mapping, "records.ndjson"]);
        // The last line counts; it says nothing that the rest does not.
        let counts = errors.trim_end().rfind('\n').map_or(0, |newline| newline + 1);
        errors.truncate(counts);
        errors + &layout::pretty(&out)
    }

    fn report(&self) -> String {
        let (out, errors) = console::attrflow(self.folder(), &["check", "--min-level", "info", &self.mapping]);
        errors + &out
    }

    fn listing(&self) -> String {
        let (out, errors) = console::attrflow(self.folder(), &["parse", "--format", "bytecode", &self.expression]);
        errors + &out
    }
}

/// A folder for one scene.
mod tempfolder {
    use super::PathBuf;
    use std::sync::atomic::{AtomicU32, Ordering};

    /// It goes when the scene is over.
    pub struct Folder(pub PathBuf);

    impl Folder {
        pub fn new() -> Self {
            static COUNT: AtomicU32 = AtomicU32::new(0);
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            let path =
                PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("scene-{}-{number}", std::process::id()));
            std::fs::create_dir_all(&path).expect("the folder for temporary files can be written");
            Folder(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            // What is left lies in the target folder and is in nobody's way.
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }
}
