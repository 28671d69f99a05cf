//! One snapshot: the input fences are written to a folder, and the command line generates the output fences again.

use super::page::Fence;
use super::{console, layout};
use std::path::{Path, PathBuf};
use tempfolder::Folder;

/// Runs the snapshot of one section: returns the current output of each output fence.
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

/// The input of the fences so far.
#[derive(Default)]
struct Stage {
    folder: Option<Folder>,
    mapping: String,
    expression: String,
}

impl Stage {
    /// Where commands run: in the folder of the snapshot's files, or in the repository if there are none.
    fn folder(&self) -> &Path {
        self.folder.as_ref().map_or(Path::new("."), |folder| &folder.0)
    }

    /// Writes one of the snapshot's files and returns its name.
    fn put(&mut self, name: &str, text: &str) -> String {
        let folder = self.folder.get_or_insert_with(Folder::new);
        std::fs::write(folder.0.join(name), text).expect("the folder for temporary files can be written");
        name.to_owned()
    }

    /// The formatted payloads; before them, the messages of `map` about records without a payload.
    fn payload(&self) -> String {
        let (out, mut errors) = console::attrflow(self.folder(), &["map", &self.mapping, "records.ndjson"]);
        // The last line is the summary; it has no information that is not in the rest.
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

/// A folder for one snapshot.
mod tempfolder {
    use super::PathBuf;
    use std::sync::atomic::{AtomicU32, Ordering};

    /// It is deleted after the snapshot.
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
            // Remaining files are in the target folder, where they do no harm.
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }
}
