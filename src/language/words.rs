//! Words without quotation marks, and their meanings. Does not know where a word may stand.

/// The meaning of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The word itself, as a string.
    Str,
    /// Ignore flow: the attribute, or the whole object, keeps its value.
    Skip,
    /// No value.
    Absent,
    /// The product has it, and attrflow does not run it.
    Unavailable,
}

/// The words that every language has.
pub(super) const SHARED: &[(&str, Word)] = &[
    ("True", Word::Str),
    ("False", Word::Str),
    ("vbBinaryCompare", Word::Str),
    ("vbTextCompare", Word::Str),
    ("UTF8", Word::Str),
    ("Unicode", Word::Str),
    ("ASCII", Word::Str),
    ("CaseSensitive", Word::Str),
    ("CaseInsensitive", Word::Str),
    ("IgnoreAttributeFlow", Word::Skip),
    ("IgnoreObjectFlow", Word::Skip),
    ("IgnoreThisFlow", Word::Skip),
];

/// The words that only Entra Connect Sync has.
pub(super) const CONNECT: &[(&str, Word)] =
    &[("NULL", Word::Absent), ("CRLF", Word::Unavailable), ("AuthoritativeNull", Word::Unavailable)];
