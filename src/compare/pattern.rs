//! How a value changed, so that ten thousand changes can be summarized in a line. Knows no mappings.

use crate::dotnet::casing::lower_invariant;
use serde::Serialize;

/// How a value changed, or the outcome for a whole payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pattern {
    /// The record no longer has a payload: it cannot be mapped.
    Fails,
    /// The record could not be mapped before and can now.
    Succeeds,
    /// The record has left the scope.
    LeavesScope,
    /// The record has entered the scope.
    EntersScope,
    /// There is no longer a value.
    Lost,
    /// There was no value.
    Gained,
    /// Only the case of letters.
    CaseOnly,
    /// The part after the `@`.
    DomainChanged,
    /// A prefix or suffix was added.
    AffixAdded,
    /// A prefix or suffix was removed.
    AffixRemoved,
    /// Anything else.
    Other,
}

impl Pattern {
    /// Its name in words.
    pub fn name(self) -> &'static str {
        match self {
            Pattern::Fails => "now fails",
            Pattern::Succeeds => "no longer fails",
            Pattern::LeavesScope => "leaves the scope",
            Pattern::EntersScope => "enters the scope",
            Pattern::Lost => "value lost",
            Pattern::Gained => "value gained",
            Pattern::CaseOnly => "case only",
            Pattern::DomainChanged => "domain changed",
            Pattern::AffixAdded => "affix added",
            Pattern::AffixRemoved => "affix removed",
            Pattern::Other => "other",
        }
    }

    /// How one value became another, different one.
    pub(super) fn of(old: Option<&str>, new: Option<&str>) -> Self {
        let (old, new) = match (old, new) {
            (Some(old), Some(new)) => (old, new),
            (Some(_), None) => return Pattern::Lost,
            (None, _) => return Pattern::Gained,
        };
        if old != new && lower_invariant(old) == lower_invariant(new) {
            return Pattern::CaseOnly;
        }
        if let (Some((local, domain)), Some((new_local, new_domain))) = (old.rsplit_once('@'), new.rsplit_once('@'))
            && lower_invariant(local) == lower_invariant(new_local)
            && domain != new_domain
        {
            return Pattern::DomainChanged;
        }
        let extends = |longer: &str, shorter: &str| {
            !shorter.is_empty() && longer != shorter && (longer.starts_with(shorter) || longer.ends_with(shorter))
        };
        if extends(new, old) {
            Pattern::AffixAdded
        } else if extends(old, new) {
            Pattern::AffixRemoved
        } else {
            Pattern::Other
        }
    }
}
