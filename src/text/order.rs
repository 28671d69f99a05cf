//! Sorts items that are large or few. The standard sort is compiled once per item type, some kilobytes each, which
//! increases the download in a browser; here all types share one copy, which sorts indices.
//!
//! Knows nothing of what is sorted. Not for code that runs for each record.

use std::cmp::Ordering;

/// Sorts; equal items keep their order.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let count = items.len();
    sort(count, &mut |left, right, swaps| {
        if swaps {
            items.swap(left, right);
        } else if let (Some(left), Some(right)) = (items.get(left), items.get(right)) {
            return compare(left, right);
        }
        Ordering::Equal
    });
}

/// Sorts so many items by what is done to two of them: they are compared, or swapped.
fn sort(count: usize, items: &mut dyn FnMut(usize, usize, bool) -> Ordering) {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_unstable_by(|left, right| items(*left, *right, false).then(left.cmp(right)));
    for start in 0..count {
        // Follows one cycle of the permutation. A slot that has its item points to itself, so that no cycle is done twice.
        let mut at = start;
        while let Some(from) = order.get_mut(at).map(|from| std::mem::replace(from, at))
            && from != start
        {
            items(at, from, true);
            at = from;
        }
    }
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
