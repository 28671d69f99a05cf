//! Kinds: what a parameter accepts and a function returns, and the types that attributes have. Does not know which values
//! convert to which kind: parameters and targets decide that.

/// What a parameter accepts or a function returns, as far as it is known before running.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// Anything.
    Any,
    /// A string.
    Str,
    /// An integer.
    Integer,
    /// `True` or `False`.
    Boolean,
    /// Multiple values.
    Values,
    /// A .NET regular expression.
    Pattern,
    /// A .NET replacement string with `${group}`.
    Replacement,
    /// A .NET date format, for reading or for writing.
    DateFormat,
    /// A point in time as a string. Functions return it in UTC as `M/d/yyyy h:mm:ss tt`, and read any format that .NET's
    /// `DateTime.Parse` reads.
    Date,
    /// A point in time, in a language with types.
    Moment,
    /// Bytes.
    Binary,
    /// The distinguished name of another object.
    Reference,
    /// Role assignments as SCIM writes them.
    Roles,
    /// Any value, or ignore flow: leave the attribute as it is.
    FlowControl,
}

impl ValueKind {
    /// The kind in words, for messages and the reference.
    pub fn name(self) -> &'static str {
        match self {
            ValueKind::Any => "any value",
            ValueKind::Str => "string",
            ValueKind::Integer => "integer",
            ValueKind::Boolean => "Boolean",
            ValueKind::Values => "multiple values",
            ValueKind::Pattern => "regular expression",
            ValueKind::Replacement => "replacement string",
            ValueKind::DateFormat => "date format",
            ValueKind::Date => "date",
            ValueKind::Moment => "date",
            ValueKind::Binary => "binary",
            ValueKind::Reference => "reference",
            ValueKind::Roles => "roles",
            ValueKind::FlowControl => "any value, or ignore flow",
        }
    }
}

/// The type of a target or source attribute: the `type` of an `attributeDefinition` in Microsoft Graph's
/// synchronizationSchema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum TargetType {
    /// A string; also the type of an attribute without a declared type.
    #[default]
    String,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// The id of another object.
    Reference,
    /// A point in time, as a string.
    DateTime,
    /// Bytes, as a base64 string.
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

    /// The type with that name; case does not matter, since exports write both `String` and `string`.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| known.eq_ignore_ascii_case(name)).map(|(kind, _)| kind)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(kind, _)| *kind == self).map_or("String", |(_, name)| name)
    }
}
