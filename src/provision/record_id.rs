//! What a record is known by, in envelopes and where nothing else finds its object.

use crate::record::RawRecord;
use std::cell::OnceCell;

/// The id of a record. It is looked for when it is first asked for: the whole record has to be searched, and of most records
/// nobody needs it.
pub struct RecordId<'r> {
    record: RawRecord<'r>,
    found: OnceCell<Option<String>>,
}

impl<'r> RecordId<'r> {
    /// The id of this record.
    pub fn of(record: RawRecord<'r>) -> Self {
        Self { record, found: OnceCell::new() }
    }

    /// The id; nothing where the record has none.
    pub fn get(&self) -> Option<&str> {
        self.found.get_or_init(|| self.record.identity().map(|(_, value)| value)).as_deref()
    }

    /// The same, to keep.
    pub fn take(self) -> Option<String> {
        self.get();
        self.found.into_inner().flatten()
    }
}
