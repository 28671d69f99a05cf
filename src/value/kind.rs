//! Kinds: what a parameter takes and a result is, and the types that target attributes have.

/// What a parameter takes or a function gives, as far as it is known before running.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// Anything.
    Any,
    /// A text.
    Str,
    /// An integer.
    Integer,
    /// `True` or `False`.
    Boolean,
    /// Several values.
    Values,
    /// A .NET regular expression.
    Pattern,
    /// A .NET replacement text with `${group}`.
    Replacement,
    /// A .NET date format that texts are read by.
    DateFormat,
    /// A point in time as text, `M/d/yyyy h:mm:ss tt`.
    Date,
    /// Role assignments as SCIM writes them.
    Roles,
    /// Anything, or the order to leave the attribute as it is.
    FlowControl,
}

impl ValueKind {
    /// The kind in words, for messages and the reference.
    pub fn name(self) -> &'static str {
        match self {
            ValueKind::Any => "any value",
            ValueKind::Str => "text",
            ValueKind::Integer => "integer",
            ValueKind::Boolean => "Boolean",
            ValueKind::Values => "several values",
            ValueKind::Pattern => "regular expression",
            ValueKind::Replacement => "replacement text",
            ValueKind::DateFormat => "date format",
            ValueKind::Date => "date",
            ValueKind::Roles => "roles",
            ValueKind::FlowControl => "any value, or the order to skip the attribute",
        }
    }
}

/// The type of a target or source attribute, as synchronizationSchema names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum TargetType {
    /// A text; also what an attribute without a declared type is.
    #[default]
    String,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// The id of another object.
    Reference,
    /// A point in time, as text.
    DateTime,
    /// Bytes, as base64 text.
    Binary,
}

impl TargetType {
    /// Every type with its name in synchronizationSchema.
    pub const ALL: [(TargetType, &'static str); 6] = [
        (TargetType::String, "String"),
        (TargetType::Boolean, "Boolean"),
        (TargetType::Integer, "Integer"),
        (TargetType::Reference, "Reference"),
        (TargetType::DateTime, "DateTime"),
        (TargetType::Binary, "Binary"),
    ];

    /// The type of a name; case does not matter, since exports write both `String` and `string`.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| known.eq_ignore_ascii_case(name)).map(|(kind, _)| kind)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(kind, _)| *kind == self).map_or("String", |(_, name)| name)
    }
}
