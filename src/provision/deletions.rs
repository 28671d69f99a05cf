//! How many objects may be deleted in a run. Knows neither records nor objects.

/// How many objects may be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeletionLimit {
    /// So many.
    Count(u64),
    /// So many in a hundred of the objects that the target has; any number where it has ten or fewer.
    Percent(u64),
}

/// Up to how many objects a share of them says nothing.
const FEW: u64 = 10;

impl Default for DeletionLimit {
    fn default() -> Self {
        DeletionLimit::Percent(10)
    }
}

impl DeletionLimit {
    /// Reads `25` or `10%`.
    ///
    /// # Errors
    /// What it should be.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is neither a number such as `25` nor a share such as `10%`");
        match text.trim().strip_suffix('%') {
            Some(share) => share.trim().parse().ok().filter(|share| *share <= 100).map(DeletionLimit::Percent),
            None => text.trim().parse().ok().map(DeletionLimit::Count),
        }
        .ok_or_else(wrong)
    }

    /// Whether it was said that every object may be deleted.
    pub fn is_all(self) -> bool {
        self == DeletionLimit::Percent(100)
    }

    /// How many of so many objects may be deleted.
    pub fn of(self, total: u64) -> u64 {
        match self {
            DeletionLimit::Count(count) => count,
            DeletionLimit::Percent(_) if total <= FEW => total,
            DeletionLimit::Percent(share) => total.saturating_mul(share) / 100,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_counts_where_there_are_many() {
        for (text, total, most) in [
            ("10%", 10, 10),
            ("10%", 11, 1),
            ("10%", 1000, 100),
            ("0%", 11, 0),
            ("100%", 11, 11),
            ("0", 3, 0),
            ("25", 3, 25),
            (" 5 % ", 100, 5),
        ] {
            assert_eq!(DeletionLimit::parse(text).map(|limit| limit.of(total)), Ok(most), "{text} of {total}");
        }
        for text in ["", "%", "-1", "101%", "many", "1.5%"] {
            assert!(DeletionLimit::parse(text).is_err(), "{text}");
        }
    }
}
