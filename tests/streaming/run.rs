//! Runs the command with a pipe that is written in pieces, and stops it in the middle.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// A mapping whose results do not depend on earlier records.
pub const JOB: &str = "meta-work-accounts";

/// A mapping with unique values, and with records that are out of scope or invalid.
pub const UNIQUE: &str = r#"
name = "users"
[source]
directory = "Microsoft Entra ID"
object = "User"
[target]
directory = "App"
object = "User"
[[attribute]]
target = 'userName'
value = 'SelectUniqueValue(Join(".", [givenName], [surname]), Join(".", [givenName], [surname], RandomString(6, 1, 1, 0, 0, )))'

[[attribute]]
target = 'displayName'
value = 'Item([businessPhones], 1)'
[[attribute]]
target = 'title'
value = 'FormatDateTime(Now(), , "", "yyyy-MM-dd HH:mm:ss")'
[[scope]]
name = "not in Japan"
clauses = [{ attribute = "country", operator = "NOT EQUALS", values = ["JP"] }]
"#;

/// A temporary folder of a test.
pub struct Folder(PathBuf);

/// The result of a run.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub told: String,
}

impl Folder {
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path =
            PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("streaming-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.0.join(name), bytes).unwrap();
    }

    pub fn get(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The absolute path of a file, for programs that do not run in the folder.
    pub fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.join(name).exists()
    }

    pub fn length(&self, name: &str) -> u64 {
        std::fs::metadata(self.0.join(name)).map_or(0, |known| known.len())
    }

    /// A number of the last checkpoint in the journal of an output; 0 where there is none yet.
    pub fn noted(&self, journal: &str, what: &str) -> u64 {
        let journal = String::from_utf8(self.get(journal)).unwrap();
        let whole = journal.rsplit_once('\n').map_or("", |(whole, _)| whole);
        let last: Option<serde_json::Value> = whole.lines().last().map(|line| serde_json::from_str(line).unwrap());
        last.and_then(|last| last.pointer(&format!("/done/{what}"))?.as_u64()).unwrap_or_default()
    }

    pub fn start(&self, arguments: &[&str]) -> Child {
        Command::new(env!("CARGO_BIN_EXE_attrflow"))
            .args(arguments)
            .current_dir(&self.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            // Not a pipe, because it is read only after the end.
            .stderr(std::fs::File::create(self.0.join("told.txt")).unwrap())
            .spawn()
            .unwrap()
    }

    fn ran(&self, child: Child) -> Ran {
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8_lossy(&self.get("told.txt")).into_owned();
        Ran { code: output.status.code(), told }
    }

    /// Runs the command with all of its input.
    pub fn run(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let mut child = self.start(arguments);
        let mut pipe = child.stdin.take().unwrap();
        std::thread::scope(|scope| {
            // A run that ends early does not read all of its input.
            scope.spawn(move || drop(pipe.write_all(input)));
            self.ran(child)
        })
    }

    /// Runs the command and writes its input in pieces until its journal has more records than before; then stops it
    /// with a signal while it waits for the rest.
    pub fn run_until(&self, arguments: &[&str], input: &[u8], (journal, before): (&str, u64), signal: &str) -> Ran {
        let mut child = self.start(arguments);
        let mut pipe = child.stdin.take().unwrap();
        let (now, later) = input.split_at(input.len() / 2);
        pipe.write_all(now).unwrap();
        for piece in later.chunks(later.len() / 40) {
            if self.has(journal) && self.noted(journal, "records") > before {
                break;
            }
            std::thread::sleep(Duration::from_millis(250));
            pipe.write_all(piece).unwrap();
        }
        let sent = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let ran = self.ran(child);
        drop(pipe);
        ran
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The offset after `count` lines.
pub fn lines(text: &[u8], count: usize) -> usize {
    memchr::memchr_iter(b'\n', text).nth(count - 1).map_or(text.len(), |at| at + 1)
}
