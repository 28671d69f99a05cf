//! What there is to say of the records of a file as a whole, for the commands that run a mapping over them and are not `map`:
//! whether they have what the mapping reads, and which of them cannot be read. Does not decide what is done with a record.

use super::reports;
use super::say::say;
use attrflow::tool::{ObjectProgram, RawRecord, RejectedRecord, RunLimits, Runner, Unseen, registry};
use attrflow::{Diagnostic, Severity, Span, World};

/// Watches which of the attributes that a mapping reads records have.
pub(super) struct Fit<'p> {
    runner: Runner<'p>,
    unseen: Unseen,
    world: &'p World,
}

impl<'p> Fit<'p> {
    pub fn new(program: &'p ObjectProgram, world: &'p World) -> Self {
        Self { runner: program.runner(RunLimits::default()), unseen: Unseen::default(), world }
    }

    /// Watches a record that is not run.
    pub fn note(&mut self, record: &RawRecord<'_>) {
        self.unseen.note(record.shape);
        if self.runner.is_watching() {
            // One that cannot be read says nothing, and is reported where it is read.
            self.runner.with(record.shape, self.world, |_, _| ()).ok();
        }
    }

    /// What there is to say after the last record.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        unread(&self.unseen, &self.runner)
    }
}

/// The same for records that one runner has run.
pub(super) fn unread(unseen: &Unseen, runner: &Runner<'_>) -> Vec<Diagnostic> {
    unseen.add(runner);
    runner.program().attributes().unread(unseen)
}

/// Tells what is about all records of a file; how much of it is an error.
pub(super) fn tell<'d>(path: &str, diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> u64 {
    let mut errors = 0;
    for diagnostic in diagnostics {
        errors += u64::from(diagnostic.severity() == Severity::Error);
        say!("{path}: {}", reports::in_words(diagnostic, false));
    }
    errors
}

/// Records that cannot be read: how many, and where the first is.
#[derive(Default)]
pub(super) struct Unreadable {
    count: u64,
    first: Option<(u64, Diagnostic)>,
}

impl Unreadable {
    pub fn note(&mut self, refused: &RejectedRecord) {
        self.count += 1;
        self.first.get_or_insert_with(|| (refused.location.line, refused.diagnostic.clone()));
    }

    /// One diagnostic for all.
    pub fn diagnostic(&self) -> Option<Diagnostic> {
        let (line, Diagnostic { message, help, .. }) = self.first.as_ref()?;
        Some(registry::records_left_out(Span::default(), self.count, *line, message, help.as_deref()))
    }
}
