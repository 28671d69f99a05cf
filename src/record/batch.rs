//! Records kept together in their own buffers, so that they can be passed from one thread to another.
//!
//! Knows nothing of threads, and does not look into records.

use super::fields::Field;
use super::{Fields, RawRecord, RecordBody, RecordLocation, RejectedRecord};
use std::ops::Range;

/// Some records of a stream, in order, with the rejected ones in their positions.
#[derive(Debug, Default)]
pub struct Batch {
    text: String,
    fields: Vec<Field>,
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
    Fields { names: Range<usize>, values: Range<usize>, fields: Range<usize>, any_case: bool },
}

impl Batch {
    /// Empties the batch for other records. Buffers larger than `largest` bytes are freed.
    pub fn clear(&mut self, largest: usize) {
        self.text.clear();
        self.text.shrink_to(largest);
        self.fields.clear();
        self.fields.shrink_to(largest / size_of::<Field>());
        self.entries.clear();
    }

    /// How many bytes the records take.
    pub fn bytes(&self) -> usize {
        self.text.len() + self.fields.len() * size_of::<Field>()
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
                    let start = self.fields.len();
                    self.fields.extend_from_slice(fields.locations);
                    BatchItem::Fields {
                        names: self.keep(fields.names),
                        values: self.keep(fields.values),
                        fields: start..self.fields.len(),
                        any_case: fields.any_case,
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

    /// The records in their order.
    pub fn records(&self) -> impl Iterator<Item = Result<RawRecord<'_>, &RejectedRecord>> {
        let text = |range: &Range<usize>| self.text.get(range.clone()).unwrap_or_default();
        self.entries.iter().map(move |entry| {
            let BatchEntry { location, kept } = entry.as_ref().map_err(|refused| &**refused)?;
            let shape = match kept {
                BatchItem::Json(json) => RecordBody::Json(text(json)),
                BatchItem::Fields { names, values, fields, any_case } => RecordBody::Fields(Fields {
                    names: text(names),
                    values: text(values),
                    locations: self.fields.get(fields.clone()).unwrap_or_default(),
                    any_case: *any_case,
                }),
            };
            Ok(RawRecord { location: *location, shape })
        })
    }
}
