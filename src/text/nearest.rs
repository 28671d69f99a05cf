//! Which known name was probably meant by an unknown one. Does not know what the names stand for.

/// The longest name that is compared, in bytes.
const LONGEST: usize = 512;
/// The most known names that are looked at.
const MOST: usize = 20_000;

/// The known name most similar to another, if one is close: a third of its letters may differ, but at least one and at most
/// four. Two neighbours that are swapped count as one difference. The case of ASCII letters does not matter.
///
/// The work is bounded: a name of more than 512 bytes is never compared, a known name only if its length is about the same,
/// and only the first 20,000 known names are looked at.
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    if name.len() > LONGEST {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    let length = name.chars().count();
    let reach = (length / 3).clamp(1, 4);
    known
        .into_iter()
        .take(MOST)
        .filter(|candidate| candidate.len() <= LONGEST && candidate.chars().count().abs_diff(length) <= reach)
        .map(|candidate| (strsim::osa_distance(&lower, &candidate.to_ascii_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= reach)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_hand_find_their_word() {
        let known = ["Always", "ObjectAddOnly", "target"];
        for (slip, meant) in [
            ("Allways", Some("Always")),
            ("objectaddonly", Some("ObjectAddOnly")),
            ("traget", Some("target")),
            ("zzz", None),
        ] {
            assert_eq!(nearest(slip, known), meant, "{slip}");
        }
    }

    #[test]
    fn the_work_is_bounded() {
        let long = "x".repeat(1 << 20);
        let slip = format!("{long}y");
        assert_eq!(nearest(&slip, [long.as_str()]), None);
        assert_eq!(nearest("targe", std::iter::repeat("another-name").chain(["target"])), None);
        assert_eq!(nearest("targe", [long.as_str(), "target"]), Some("target"));
    }
}
