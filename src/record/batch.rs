//! Records kept together in their own buffers, so that they can be passed from one thread to another.
//!
//! Knows nothing of threads, and does not look into records.

use super::fields::{Cell, Names};
use super::{Fields, RawRecord, RecordBody, RecordLocation, RejectedRecord};
use std::ops::Range;

/// Some records of a stream, in order, with the rejected ones in their positions.
#[derive(Debug, Default)]
pub struct Batch {
    text: String,
    cells: Vec<Cell>,
    /// Where the names of the fields end, for each record that has other names than the one before.
    ends: Vec<usize>,
    entries: Vec<Result<BatchEntry, Box<RejectedRecord>>>,
}

#[derive(Debug)]
struct BatchEntry {
    location: RecordLocation,
    kept: BatchItem,
}

/// Where in the buffers a record is.
#[derive(Debug)]
enum BatchItem {
    Json(Range<usize>),
    Fields { names: BatchNames, values: Range<usize>, cells: Range<usize> },
}

/// Where in the buffers the names of a record's fields are.
#[derive(Clone, Debug)]
struct BatchNames {
    text: Range<usize>,
    ends: Range<usize>,
    any_case: bool,
}

impl Batch {
    /// Empties the batch for other records. Buffers larger than `largest` bytes are freed.
    pub fn clear(&mut self, largest: usize) {
        self.text.clear();
        self.text.shrink_to(largest);
        self.cells.clear();
        self.cells.shrink_to(largest / size_of::<Cell>());
        self.ends.clear();
        self.ends.shrink_to(largest / size_of::<usize>());
        self.entries.clear();
    }

    /// How many bytes the records take.
    pub fn bytes(&self) -> usize {
        self.text.len() + self.cells.len() * size_of::<Cell>() + self.ends.len() * size_of::<usize>()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Keeps a record.
    pub fn push(&mut self, record: Result<RawRecord<'_>, Box<RejectedRecord>>) {
        let entry = record.map(|RawRecord { location, shape }| {
            let kept = match shape {
                RecordBody::Json(text) => BatchItem::Json(self.keep(text)),
                RecordBody::Fields(fields) => {
                    let start = self.cells.len();
                    self.cells.extend_from_slice(fields.cells);
                    BatchItem::Fields {
                        names: self.keep_names(fields.names),
                        values: self.keep(fields.values),
                        cells: start..self.cells.len(),
                    }
                }
            };
            BatchEntry { location, kept }
        });
        self.entries.push(entry);
    }

    fn keep(&mut self, text: &str) -> Range<usize> {
        let start = self.text.len();
        self.text.push_str(text);
        start..self.text.len()
    }

    /// Keeps the names of a record's fields, unless those of the record before are the same.
    fn keep_names(&mut self, names: Names<'_>) -> BatchNames {
        if let Some(Ok(BatchEntry { kept: BatchItem::Fields { names: last, .. }, .. })) = self.entries.last() {
            let Names { text, ends, any_case } = self.names(last);
            if (text, ends, any_case) == (names.text, names.ends, names.any_case) {
                return last.clone();
            }
        }
        let start = self.ends.len();
        self.ends.extend_from_slice(names.ends);
        BatchNames { text: self.keep(names.text), ends: start..self.ends.len(), any_case: names.any_case }
    }

    fn names(&self, BatchNames { text, ends, any_case }: &BatchNames) -> Names<'_> {
        Names {
            text: self.text.get(text.clone()).unwrap_or_default(),
            ends: self.ends.get(ends.clone()).unwrap_or_default(),
            any_case: *any_case,
        }
    }

    /// The records in their order.
    pub fn records(&self) -> impl Iterator<Item = Result<RawRecord<'_>, &RejectedRecord>> {
        let text = |range: &Range<usize>| self.text.get(range.clone()).unwrap_or_default();
        self.entries.iter().map(move |entry| {
            let BatchEntry { location, kept } = entry.as_ref().map_err(|refused| &**refused)?;
            let shape = match kept {
                BatchItem::Json(json) => RecordBody::Json(text(json)),
                BatchItem::Fields { names, values, cells } => RecordBody::Fields(Fields {
                    names: self.names(names),
                    values: text(values),
                    cells: self.cells.get(cells.clone()).unwrap_or_default(),
                }),
            };
            Ok(RawRecord { location: *location, shape })
        })
    }
}
