//! Entra Connect Sync: the older product, which runs on the customer's own server and has more operators and another
//! set of functions. Functions that are declared for it are run. Its other documented functions are accepted by a
//! check, but are an error in a run. What functions do is in `functions`.

use super::{Language, OperatorRule, Support, index, words};
use crate::functions::Languages;
use crate::syntax::Operator;
use std::sync::LazyLock;

/// Entra Connect Sync.
pub static CONNECT: Language = Language {
    name: "connect",
    product: "Microsoft Entra Connect Sync",
    functions: LazyLock::new(|| index(Languages::CONNECT)),
    // Some cloud functions have the same name but take other arguments or return something else: `Join`, `Replace`,
    // `Switch`, …
    unavailable: &[
        "BitOr",
        "CBin",
        "Cert",
        "CertExtensionOids",
        "CertFormat",
        "CertFriendlyName",
        "CertHashString",
        "CertIssuer",
        "CertIssuerDN",
        "CertIssuerOid",
        "CertKeyAlgorithm",
        "CertKeyAlgorithmParams",
        "CertNameInfo",
        "CertNameOid",
        "CertNotAfter",
        "CertNotBefore",
        "CertPublicKeyOid",
        "CertPublicKeyParametersOid",
        "CertSerialNumber",
        "CertSignatureAlgorithmOid",
        "CertSubject",
        "CertSubjectNameDN",
        "CertSubjectNameOid",
        "CertThumbprint",
        "CertVersion",
        "CGuid",
        "CNum",
        "ConvertFromUTF8Hex",
        "ConvertToBase64",
        "DNComponent",
        "DNComponentRev",
        "EscapeDNComponent",
        "FormatDateTime",
        "ImportedValue",
        "InStrRev",
        "IsBitSet",
        "IsCert",
        "IsDate",
        "IsEmpty",
        "IsGuid",
        "IsNumeric",
        "IsString",
        "ItemOrNull",
        "Join",
        "LCase",
        "LTrim",
        "PadLeft",
        "PadRight",
        "PCase",
        "RandomNum",
        "RegexIsMatch",
        "Replace",
        "ReplaceChars",
        "Right",
        "RTrim",
        "Select",
        "Split",
        "StringFromGuid",
        "Switch",
        "Thumbprint",
        "UCase",
        "ValueCount",
        "Where",
        "With",
    ],
    internal: &[],
    words: &[words::SHARED, words::CONNECT],
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
    ],
};
