//! Pairs the records of two files by their ids, in the order of the later file. Both are read beside each other, so that
//! only records are held whose partner comes at another place. Does not compare them.

use super::keys::{Hashes, Key};
use super::state::{Again, State};
use crate::cli::error::CliError;
use crate::cli::fit::Fit;
use attrflow::Severity;
use attrflow::tool::{Batch, RawRecord, RecordBody};
use std::collections::HashMap;

/// Two files of records.
pub(super) struct Pairs {
    hashes: Hashes,
    before: State,
    after: State,
}

/// What becomes of the pairs. Where an id comes more than once, the last record before the change counts.
pub(super) trait Sink {
    /// A record that was there before, with another text.
    fn on_pair(&mut self, id: &str, before: RawRecord<'_>, after: RawRecord<'_>) -> Result<(), CliError>;
    /// A record that was not.
    fn on_new(&mut self, id: &str) -> Result<(), CliError>;
    /// The id of a record that is no longer there. These come last.
    fn on_left(&mut self, id: &str) -> Result<(), CliError>;
    /// The id of a record that only one of the files has, and the other may have among the records that were not read.
    fn on_unknown(&mut self, id: &str) -> Result<(), CliError>;
}

/// The earlier records up to some place.
struct Earlier<'p> {
    pairs: &'p Pairs,
    records: Again<'p>,
    /// Those that were passed before their partner came.
    held: HashMap<Key, Batch>,
    /// The ids of those that are no longer there, and whether that is not known.
    left: Vec<(String, bool)>,
}

impl Pairs {
    /// Reads the ids of both files, and watches their records for `fits`. Records that cannot be read or have none are reported
    /// and counted, as is what is wrong with a file as a whole.
    pub fn new(before: &str, after: &str, fits: Option<[Fit<'_>; 2]>, broken: &mut u64) -> Result<Self, CliError> {
        let hashes = Hashes::default();
        let (first, second) = fits.map_or((None, None), |[first, second]| (Some(first), Some(second)));
        let before = State::read(before, &hashes, first, broken)?;
        let after = State::read(after, &hashes, second, broken)?;
        // What is said of both is said once, and what nobody had before is no fault.
        let is_told = |message: &str| after.about.iter().any(|known| known.message == message);
        *broken += before.tell(|found| found.severity() < Severity::Info && !is_told(&found.message));
        *broken += after.tell(|_| true);
        Ok(Self { hashes, before, after })
    }

    /// Reads both files once more.
    pub fn each(&self, sink: &mut impl Sink) -> Result<(), CliError> {
        let mut earlier =
            Earlier { pairs: self, records: self.before.records()?, held: HashMap::new(), left: Vec::new() };
        let mut later = self.after.records()?;
        while let Some(key) = self.after.keys.get(later.number) {
            let number = later.number;
            later.next(|after| match self.before.keys.last(key) {
                Some(partner) => earlier.pair(partner, number, key, after, sink),
                None if self.before.may_have(key) => sink.on_unknown(&self.id(&self.after, key, &after)?),
                None => sink.on_new(&self.id(&self.after, key, &after)?),
            })??;
        }
        while earlier.records.number < self.before.keys.len() {
            earlier.pass(self.after.keys.len())?;
        }
        let mut left = earlier.left.iter();
        left.try_for_each(|(id, is_unknown)| if *is_unknown { sink.on_unknown(id) } else { sink.on_left(id) })
    }

    /// The id of a record, which has this key unless the file has changed.
    fn id(&self, state: &State, key: Key, record: &RawRecord<'_>) -> Result<String, CliError> {
        let id = record.identity().map(|(_, id)| id).filter(|id| self.hashes.key(id) == key);
        id.ok_or_else(|| state.has_changed())
    }
}

impl Earlier<'_> {
    /// Hands on a record with its partner, which has this number.
    fn pair(
        &mut self,
        partner: usize,
        number: usize,
        key: Key,
        after: RawRecord<'_>,
        sink: &mut impl Sink,
    ) -> Result<(), CliError> {
        while self.records.number < partner {
            self.pass(number)?;
        }
        let pairs = self.pairs;
        let mut both = |before: RawRecord<'_>| {
            if is_same(&before, &after) {
                return Ok(());
            }
            pairs.id(&pairs.before, key, &before)?;
            sink.on_pair(&pairs.id(&pairs.after, key, &after)?, before, after)
        };
        let comes_again = pairs.after.keys.last(key) > Some(number);
        if self.records.number == partner && !comes_again {
            return self.records.next(both)?;
        }
        if self.records.number == partner {
            self.hold(key)?;
        }
        let held = self.held.get(&key).and_then(|held| held.records().find_map(Result::ok));
        both(held.ok_or_else(|| pairs.before.has_changed())?)?;
        if !comes_again {
            self.held.remove(&key);
        }
        Ok(())
    }

    /// Goes past a record, when `number` of the later ones have been read: it is held if its partner is still to come.
    fn pass(&mut self, number: usize) -> Result<(), CliError> {
        let at = self.records.number;
        let Some(key) = self.pairs.before.keys.get(at) else { return Err(self.pairs.before.has_changed()) };
        match self.pairs.after.keys.last(key) {
            None => {
                let pairs = self.pairs;
                let id = self.records.next(|record| pairs.id(&pairs.before, key, &record))??;
                self.left.push((id, pairs.after.may_have(key)));
                Ok(())
            }
            Some(last) if last >= number && self.pairs.before.keys.last(key) == Some(at) => self.hold(key),
            Some(_) => self.records.next(|_| ()),
        }
    }

    fn hold(&mut self, key: Key) -> Result<(), CliError> {
        let held = self.records.next(|record| {
            let mut batch = Batch::default();
            batch.push(Ok(record));
            batch
        })?;
        self.held.insert(key, held);
        Ok(())
    }
}

/// Whether two records are the same text.
fn is_same(before: &RawRecord<'_>, after: &RawRecord<'_>) -> bool {
    matches!((before.shape, after.shape), (RecordBody::Json(before), RecordBody::Json(after)) if before == after)
}

#[cfg(test)]
mod tests {
    use super::{CliError, Pairs, Sink};
    use attrflow::tool::RawRecord;

    /// Notes what it is told.
    #[derive(Default)]
    struct Notes(Vec<String>);

    impl Sink for Notes {
        fn on_pair(&mut self, id: &str, _: RawRecord<'_>, _: RawRecord<'_>) -> Result<(), CliError> {
            self.0.push(format!("{id} changed"));
            Ok(())
        }

        fn on_new(&mut self, id: &str) -> Result<(), CliError> {
            self.0.push(format!("{id} new"));
            Ok(())
        }

        fn on_left(&mut self, id: &str) -> Result<(), CliError> {
            self.0.push(format!("{id} left"));
            Ok(())
        }

        fn on_unknown(&mut self, id: &str) -> Result<(), CliError> {
            self.0.push(format!("{id} unknown"));
            Ok(())
        }
    }

    /// Records with these ids, and a member that is the same where the ids are.
    fn records(ids: &str, member: &str) -> String {
        ids.split(' ').map(|id| format!("{{\"id\":\"{id}\",\"a\":\"{member}\"}}\n")).collect()
    }

    #[test]
    fn a_file_that_changes_between_its_two_readings_is_refused() {
        let folder = std::env::temp_dir().join(format!("attrflow-pairs-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("there is a folder for temporary files");
        let names = ["before", "after"].map(|name| folder.join(name).display().to_string());
        let [before, after] = &names;
        // Which file has which ids in the end.
        for (name, ids, expected) in [
            (before, "1 2 3", Ok("1 changed, 2 changed, 4 new, 3 left")),
            (before, "1 3 2", Err(before)),
            (before, "1 2", Err(before)),
            (before, "2 1 3", Err(before)),
            (before, "1 2 5", Err(before)),
            // What has been added is not looked at.
            (before, "1 2 3 5", Ok("1 changed, 2 changed, 4 new, 3 left")),
            (after, "2 1 4", Err(after)),
            (after, "1 2", Err(after)),
            (after, "1 2 3", Err(after)),
            (after, "1 2 4 3", Ok("1 changed, 2 changed, 4 new, 3 left")),
        ] {
            std::fs::write(before, records("1 2 3", "x")).expect("the folder can be written");
            std::fs::write(after, records("1 2 4", "y")).expect("the folder can be written");
            let pairs = Pairs::new(before, after, None, &mut 0).expect("they can be read");
            let member = if name == before { "x" } else { "y" };
            std::fs::write(name, records(ids, member)).expect("the folder can be written");
            let mut notes = Notes::default();
            match (pairs.each(&mut notes), expected) {
                (Ok(()), Ok(expected)) => assert_eq!(notes.0.join(", "), expected, "{name} {ids}"),
                (Err(error), Err(name)) => {
                    let said = format!("{error:?}");
                    assert!(said.contains(&format!("`{name}` has changed while it was read")), "{ids}: {said}");
                }
                (other, _) => panic!("{name} {ids}: {other:?}"),
            }
        }
        std::fs::remove_dir_all(&folder).expect("the folder can be deleted");
    }
}
