//! Entra Connect Sync: the older product, which runs on the customer's own server. It has types, more operators,
//! variables, and other functions, of which many share a name with one of the cloud. What functions do is in `functions`.
//!
//! Without the feature `connect` its expressions are checked and not run: its functions are only names then.

use super::{Language, OperatorRule, Support, index, words};
use crate::functions::Languages;
use crate::syntax::Operator;
use std::sync::LazyLock;

/// Entra Connect Sync.
pub static CONNECT: Language = Language {
    name: "connect",
    product: "Microsoft Entra Connect Sync",
    functions: LazyLock::new(|| index(Languages::CONNECT)),
    #[cfg(feature = "connect")]
    unavailable: &[],
    #[cfg(not(feature = "connect"))]
    unavailable: NAMES,
    internal: &[],
    words: &[words::CONNECT],
    // The documentation says that all have the same precedence, but the product's default rules need these three
    // levels.
    operators: &[
        OperatorRule::of(&[Operator::And, Operator::Or], 0, Support::Documented),
        OperatorRule::comparisons(1),
        OperatorRule::of(
            &[Operator::Add, Operator::Subtract, Operator::Multiply, Operator::Concatenate],
            2,
            Support::Documented,
        ),
    ],
    has_parentheses: true,
    // Not documented. Visual Basic has this, other languages the backslash; both give one quotation mark.
    #[cfg(feature = "connect")]
    doubles_quotes: true,
    #[cfg(feature = "connect")]
    types: Some(super::attributes::type_of),
    #[cfg(not(feature = "connect"))]
    types: None,
    is_run: cfg!(feature = "connect"),
    // Not documented. The default rules compare absent attributes and count on it, and they ask `IsNullOrEmpty` first where
    // `<>` should hold.
    absent_is_empty: false,
    borrows_from: &[],
    silent_on: &[
        // Its documents show such conditions, an operator as the outermost part, and the words for ignore flow.
        "condition-on-absent",
        "not-a-function",
        "undocumented-word",
        // `IIF` and dates are other functions here, and dates are compared as dates.
        "dates-compared",
        "eager-branch",
        "old-date-form",
        // It has all intervals of Visual Basic.
        "unknown-interval",
        // Only `\\` and quotation marks are escapes; what other languages escape is written as it is, and `Replace` reads it.
        "unknown-escape",
    ],
};

/// The names of its functions.
#[cfg(any(test, not(feature = "connect")))]
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "BitAnd", "BitOr", "CBin", "CBool", "CDate", "CGuid", "CNum", "CRef", "CStr", "CertExtensionOids", "CertFormat",
    "CertFriendlyName", "CertHashString", "CertIssuer", "CertIssuerDN", "CertIssuerOid", "CertKeyAlgorithm",
    "CertKeyAlgorithmParams", "CertNameInfo", "CertNotAfter", "CertNotBefore", "CertPublicKeyOid",
    "CertPublicKeyParametersOid", "CertSerialNumber", "CertSignatureAlgorithmOid", "CertSubject", "CertSubjectNameDN",
    "CertSubjectNameOid", "CertThumbprint", "CertVersion", "Contains", "ConvertFromBase64", "ConvertFromUTF8Hex",
    "ConvertToBase64", "ConvertToUTF8Hex", "Count", "DNComponent", "DNComponentRev", "DateAdd", "DateFromNum", "Error",
    "EscapeDNComponent", "FormatDateTime", "Guid", "IIF", "ImportedValue", "InStr", "InStrRev", "IsBitSet", "IsCert",
    "IsDate", "IsEmpty", "IsGuid", "IsNull", "IsNullOrEmpty", "IsNumeric", "IsPresent", "IsString", "Item", "ItemOrNull",
    "Join", "LCase", "LTrim", "Left", "Len", "Mid", "Now", "NumFromDate", "PCase", "PadLeft", "PadRight", "RTrim",
    "RandomNum", "RegexIsMatch", "RemoveDuplicates", "Replace", "ReplaceChars", "Right", "Select", "Split",
    "StringFromGuid", "StringFromSid", "Switch", "Thumbprint", "Trim", "UCase", "ValueCount", "Where", "With", "Word",
];

#[cfg(all(test, feature = "connect"))]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_those_of_its_functions() {
        let mut names: Vec<_> = CONNECT.functions().into_iter().map(|function| function.name).collect();
        names.sort_unstable();
        assert_eq!(names, NAMES);
    }
}
