//! Application provisioning: Entra ID to SCIM applications, HR systems to Entra ID or Active Directory.

use super::{Language, OperatorRule, Support, index, words};
use crate::functions::Languages;
use crate::syntax::Operator;
use std::sync::LazyLock;

/// Application provisioning.
pub static ENTRA: Language = Language {
    name: "entra",
    product: "Microsoft Entra application provisioning",
    functions: LazyLock::new(|| index(Languages::ENTRA)),
    unavailable: &[],
    internal: &["AltSecIdFromNetId"],
    words: &[words::SHARED],
    // One level: no document shows two operators in one expression, and the service evaluates from left to right.
    operators: &[
        OperatorRule::comparisons(0),
        OperatorRule::of(&[Operator::Concatenate], 0, Support::DocumentedFor("cloud-sync")),
    ],
    has_parentheses: false,
    borrows_functions: true,
    silent_on: &[],
};
