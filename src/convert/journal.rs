//! The result of a migration, item by item: as data, and as text for people. Decides nothing.

use std::fmt;

/// What happened to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StepKind {
    /// It is in the new file as it was, possibly under another name.
    Carried,
    /// It is in the new file, with a difference.
    Changed,
    /// It is not in the new file.
    Dropped,
    /// It is new, with the connector's default.
    Added,
    /// The old application maps it by default, but the old file did not: it is not in the new file either.
    LeftOut,
    /// It is not part of a mapping file and has to be set in the portal.
    ByHand,
}

impl StepKind {
    /// Every kind with its heading, in the order of the text.
    pub const ALL: [(StepKind, &'static str); 6] = [
        (StepKind::Carried, "carried over"),
        (StepKind::Changed, "changed"),
        (StepKind::Dropped, "dropped"),
        (StepKind::Added, "added"),
        (StepKind::LeftOut, "left out, as in the old file"),
        (StepKind::ByHand, "to be set by hand"),
    ];
}

/// One item and what happened to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationStep {
    /// What happened to it.
    pub kind: StepKind,
    /// The object that it belongs to, such as `User`; empty for the file as a whole.
    pub object: String,
    /// Its old name.
    pub from: Option<String>,
    /// Its new name.
    pub to: Option<String>,
    /// Further remarks; may be empty.
    pub note: String,
}

/// What happened to every item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Journal {
    /// In the order of the old file; added items in the connector's order.
    pub steps: Vec<MigrationStep>,
}

impl Journal {
    /// The steps of a kind.
    pub fn of(&self, kind: StepKind) -> impl Iterator<Item = &MigrationStep> {
        self.steps.iter().filter(move |step| step.kind == kind)
    }
}

impl fmt::Display for MigrationStep {
    /// `from -> to (note)`, as far as present.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = match (&self.from, &self.to) {
            (Some(from), Some(to)) if from != to => format!("{from} -> {to}"),
            (Some(name), _) | (None, Some(name)) => name.clone(),
            (None, None) => return out.write_str(&self.note),
        };
        match self.note.as_str() {
            "" => out.write_str(&names),
            note => write!(out, "{names} ({note})"),
        }
    }
}

impl fmt::Display for Journal {
    /// The kinds that occur under their headings, one step per line.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (kind, heading) in StepKind::ALL {
            let count = self.of(kind).count();
            if count == 0 {
                continue;
            }
            writeln!(out, "{heading} ({count})")?;
            for step in self.of(kind) {
                writeln!(out, "  {step}")?;
            }
        }
        Ok(())
    }
}
