//! Words that stand without quotation marks, and what each means.

/// What a word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The string of its letters.
    Str,
    /// The attribute, or the whole object, keeps its value: ignore flow.
    Skip,
    /// No value.
    Absent,
}

/// The words of application provisioning and cloud sync.
pub(super) const CLOUD: &[(&str, Word)] = &[
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

/// Those of Entra Connect Sync.
pub(super) const CONNECT: &[(&str, Word)] = &[
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
    ("NULL", Word::Absent),
];
