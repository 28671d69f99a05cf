//! Sorts items that are large or few. The standard sort is compiled once per item type, some kilobytes each, which
//! increases the download in a browser; here all types share one copy, which sorts indices.
//!
//! Knows nothing of what is sorted. Not for code that runs for each record.

use std::cmp::Ordering;

/// Sorts; equal items keep their order.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let swaps = swaps(items.len(), &|left, right| match (items.get(left), items.get(right)) {
        (Some(left), Some(right)) => compare(left, right),
        _ => Ordering::Equal,
    });
    for (one, other) in swaps {
        items.swap(one, other);
    }
}

/// The swaps, one after the other, that put so many items in order.
fn swaps(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_unstable_by(|left, right| compare(*left, *right).then(left.cmp(right)));
    let mut swaps = Vec::new();
    for start in 0..count {
        // Follows one cycle of the permutation. A slot that has its item points to itself, so that no cycle is done twice.
        let mut at = start;
        while let Some(from) = order.get_mut(at).map(|from| std::mem::replace(from, at))
            && from != start
        {
            swaps.push((at, from));
            at = from;
        }
    }
    swaps
}

#[cfg(test)]
mod tests {
    use super::sort_by;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_sort_does(items: Vec<(u8, u16)>) {
            let (mut ours, mut standard) = (items.clone(), items);
            sort_by(&mut ours, |left, right| left.0.cmp(&right.0));
            standard.sort_by_key(|item| item.0);
            prop_assert_eq!(ours, standard);
        }
    }
}
