//! Which known name was probably meant by an unknown one.

/// The known name most similar to another, if any is close: a third of its letters may differ, four at the most. Case
/// does not matter.
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let lower = name.to_lowercase();
    let reach = (name.chars().count() / 3).clamp(1, 4);
    known
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&lower, &candidate.to_lowercase()), candidate))
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
}
