//! `attrflow check --watch`: what is checked again, and when.

use crate::editor::run::{ATTRFLOW, Folder};
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// A check that waits for changes; it is stopped at the end of the test.
struct Watch {
    child: Child,
    diagnostics: Receiver<String>,
    messages: Receiver<String>,
}

impl Watch {
    fn of(folder: &Folder, arguments: &[&str]) -> Self {
        let mut command = Command::new(ATTRFLOW);
        command.args(["check", "--watch", "--format", "concise"]).args(arguments).current_dir(folder.path());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let diagnostics = lines(child.stdout.take().unwrap());
        let messages = lines(child.stderr.take().unwrap());
        Watch { child, diagnostics, messages }
    }

    /// Waits for a diagnostic with that text.
    fn finds(&self, text: &str) {
        Self::wait(&self.diagnostics, text);
    }

    /// Waits for a message with that text.
    fn says(&self, text: &str) {
        Self::wait(&self.messages, text);
    }

    fn wait(lines: &Receiver<String>, text: &str) {
        let mut before = String::new();
        loop {
            let line =
                lines.recv_timeout(Duration::from_secs(60)).unwrap_or_else(|_| panic!("no `{text}` in {before}"));
            if line.contains(text) {
                return;
            }
            before.push_str(&line);
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The lines of a stream as they come.
fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        let all = BufReader::new(stream).lines().map_while(Result::ok);
        all.map(|line| sender.send(line)).take_while(Result::is_ok).for_each(drop);
    });
    lines
}

const GOOD: &str = "[[attribute]]\ntarget = 'a'\nvalue = 'ToLower([b])'\n";
const BAD: &str = "[[attribute]]\ntarget = 'a'\nvalue = 'Tolower([b])'\n";

#[test]
fn changed_new_and_deleted_files_are_checked_again() {
    let folder = Folder::new();
    folder.write("one.toml", GOOD);
    let watch = Watch::of(&folder, &[]);
    watch.says("waiting for changes in 1 file;");
    folder.write("one.toml", BAD);
    watch.finds("one.toml:3:10");
    watch.says("waiting for changes in 1 file;");
    folder.write("two.toml", BAD);
    watch.finds("two.toml:3:10");
    watch.says("waiting for changes in 2 files;");
    std::fs::remove_file(folder.path().join("one.toml")).unwrap();
    watch.says("waiting for changes in 1 file;");
    // The last mapping goes and comes back: the watch goes on.
    std::fs::remove_file(folder.path().join("two.toml")).unwrap();
    watch.says("there is no mapping file");
    folder.write("two.toml", BAD);
    watch.finds("two.toml:3:10");
}

#[test]
fn a_changed_configuration_is_read_again() {
    let folder = Folder::new();
    folder.write("one.toml", BAD);
    folder.write("attrflow.toml", "dialect = 'entra'\n");
    let watch = Watch::of(&folder, &[]);
    watch.finds("one.toml:3:10");
    folder.write("attrflow.toml", "dialect = 'entra'\ncolour = 1\n");
    watch.says("unknown key `colour`");
    folder.write("attrflow.toml", "dialect = 'entra'\nfail-level = 'never'\n");
    watch.finds("one.toml:3:10");
}

#[test]
fn what_cannot_be_watched_is_refused() {
    let folder = Folder::new();
    let (code, _, told) = folder.run(&["check", "--watch", "-"]);
    assert_eq!((code, told.contains("standard input cannot be watched")), (2, true), "{told}");
    assert_eq!(folder.run(&["check", "--watch", "-e", "[a]"]).0, 2);
}
