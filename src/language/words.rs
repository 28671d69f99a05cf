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
    /// A Boolean, in a language with types.
    Boolean(bool),
    /// A line break, as Windows writes it.
    LineBreak,
    /// No value, and no other rule may give the attribute one.
    Clear,
}

/// The words of application provisioning and cloud sync.
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

/// The words of Entra Connect Sync.
pub(super) const CONNECT: &[(&str, Word)] = &[
    ("True", Word::Boolean(true)),
    ("False", Word::Boolean(false)),
    ("NULL", Word::Absent),
    ("CRLF", Word::LineBreak),
    ("AuthoritativeNull", Word::Clear),
    ("IgnoreThisFlow", Word::Skip),
    ("vbBinaryCompare", Word::Str),
    ("vbTextCompare", Word::Str),
    ("UTF8", Word::Str),
    ("Unicode", Word::Str),
    ("ASCII", Word::Str),
    ("CaseSensitive", Word::Str),
    ("CaseInsensitive", Word::Str),
];
