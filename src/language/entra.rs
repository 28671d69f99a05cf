//! Application provisioning: Entra ID to SCIM applications, HR systems to Entra ID or Active Directory. What its
//! functions do is in `functions`.

use super::{CLOUD_SYNC, Language, OperatorRule, Support, index, words};
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
    // One level, from left to right. That is a decision: no document shows two operators in one expression.
    operators: &[
        OperatorRule::comparisons(0),
        OperatorRule::of(&[Operator::Concatenate], 0, Support::DocumentedFor("cloud-sync")),
    ],
    has_parentheses: false,
    #[cfg(feature = "connect")]
    doubles_quotes: false,
    types: None,
    is_run: true,
    absent_is_empty: true,
    borrows_from: &[&CLOUD_SYNC],
    silent_on: &[],
};
