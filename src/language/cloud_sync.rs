//! Cloud sync: between Active Directory and Entra ID, through the agent. What its functions do is in `functions`.

use super::{ENTRA, Language, OperatorRule, Support, index, words};
use crate::functions::Languages;
use crate::syntax::Operator;
use std::sync::LazyLock;

/// Cloud sync.
pub static CLOUD_SYNC: Language = Language {
    name: "cloud-sync",
    product: "Microsoft Entra Cloud Sync",
    functions: LazyLock::new(|| index(Languages::CLOUD_SYNC)),
    unavailable: &[],
    internal: &["AltSecIdFromNetId"],
    words: &[words::SHARED],
    // One level, as in application provisioning.
    operators: &[OperatorRule::comparisons(0), OperatorRule::of(&[Operator::Concatenate], 0, Support::Documented)],
    has_parentheses: false,
    #[cfg(feature = "connect")]
    doubles_quotes: false,
    types: None,
    is_run: true,
    absent_is_empty: true,
    borrows_from: &[&ENTRA],
    silent_on: &[
        // The default mappings test for a value with `=""`, rely on branches that are not evaluated, join with `&` and
        // use the short form of `FormatDateTime`.
        "condition-on-absent",
        "eager-branch",
        "not-a-function",
        "old-date-form",
    ],
};
