//! What identifies each of many records, and whether they can be read. Knows no other attributes.

use super::source::IDENTITIES;
use super::{Malformed, RawRecord, RecordBody, RecordReader, Slots};
use crate::value::Value;
use bumpalo::Bump;
use std::borrow::Cow;
use std::sync::LazyLock;

static SLOTS: LazyLock<Slots> = LazyLock::new(|| Slots::new(IDENTITIES));

/// Reads what identifies a record, as [`RawRecord::identity`] says it, of one record after the other.
pub struct IdentityReader {
    reader: RecordReader<'static>,
    arena: Bump,
}

impl RawRecord<'_> {
    /// A reader of what identifies records.
    pub fn identity_reader() -> IdentityReader {
        IdentityReader { reader: RecordReader::new(&SLOTS), arena: Bump::new() }
    }
}

impl IdentityReader {
    /// The value that identifies a record, if it has one.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn read<'r>(&'r mut self, record: &RawRecord<'r>) -> Result<Option<Cow<'r, str>>, Box<Malformed>> {
        let RecordBody::Json(text) = record.shape else { return Ok(record.identity().map(|(_, id)| Cow::Owned(id))) };
        self.arena.reset();
        let values = self.reader.room(&self.arena);
        self.reader.read(text, &self.arena, values)?;
        let id = |value: &Value<'r>| match *value {
            Value::Str(text) => Some(Cow::Borrowed(text)),
            Value::Int(number) => Some(Cow::Owned(number.to_string())),
            _ => None,
        };
        Ok(values.iter().find_map(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Records;

    #[test]
    fn it_reads_what_a_record_says_of_its_identity() {
        let lines = [
            r#"{"id":"a"}"#,
            r#"{"userName":"u","id":7}"#,
            r#"{"id":null,"dn":"d","objectId":"o"}"#,
            r#"{"id":"a","id":1.5,"userPrincipalName":"p\u0041"}"#,
            r#"{"id":["a"],"userName":true}"#,
            r#"{"id":"","dn":"d"}"#,
            r#"{"i\u0064":"a"}"#,
            r#"{"ID":"a"}"#,
            "{}",
        ];
        let text = lines.join("\n");
        let mut records = Records::new(text.as_bytes(), None, 1 << 20);
        let (mut reader, mut count) = (RawRecord::identity_reader(), 0);
        while let Some(record) = records.next_record() {
            let record = record.expect("they can be read");
            let found = reader.read(&record).expect("they are objects").map(Cow::into_owned);
            assert_eq!(found, record.identity().map(|(_, id)| id), "{:?}", record.shape);
            count += 1;
        }
        assert_eq!(count, lines.len());
        let broken = RawRecord { location: Default::default(), shape: RecordBody::Json("{\"id\":\"a\"") };
        assert!(reader.read(&broken).is_err());
    }
}
