//! Maps a function over many items on several threads; the results are in the order of the items. Knows nothing of the
//! work.
//!
//! With one processor, or where threads cannot be started as in a browser, everything runs on the calling thread.

use std::num::NonZeroUsize;
use std::thread;

/// Whether there are no threads, so that the code for them need not be linked.
const BROWSER: bool = cfg!(target_family = "wasm");

/// The stack of a thread, in bytes: as large as that of a main thread usually is. Rust's default is a quarter of it.
const STACK: usize = 8 << 20;

/// Maps a function over the items, in order. Each thread gets items whose weights add up to about 1 or more.
pub fn parallel_map<T: Sync, R: Send>(
    things: &[T],
    weight: impl Fn(&T) -> f64,
    make: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let processors = if BROWSER { 1 } else { thread::available_parallelism().map_or(1, NonZeroUsize::get) };
    let total: f64 = things.iter().map(&weight).sum();
    let wanted = if total >= 2.0 { processors.min(total as usize).min(things.len()) } else { 1 };
    if BROWSER || wanted < 2 {
        return things.iter().map(make).collect();
    }
    let share = total / wanted as f64;
    let mut parts: Vec<&[T]> = Vec::new();
    let (mut rest, mut heavy) = (things, 0.0);
    let mut at = 0;
    for thing in things {
        (heavy, at) = (heavy + weight(thing), at + 1);
        if heavy >= share && parts.len() + 1 < wanted {
            let (part, left) = rest.split_at(at);
            parts.push(part);
            (rest, heavy, at) = (left, 0.0, 0);
        }
    }
    parts.push(rest);
    let make = &make;
    thread::scope(|scope| {
        let started: Vec<_> = parts
            .iter()
            .map(|part| {
                let work = move || part.iter().map(make).collect::<Vec<R>>();
                thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work)
            })
            .collect();
        let done = started.into_iter().zip(&parts).map(|(started, part)| match started {
            Ok(running) => running.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            // No thread could be started, so this one does the work.
            Err(_) => part.iter().map(make).collect(),
        });
        done.flatten().collect()
    })
}

#[cfg(test)]
mod tests {
    use super::parallel_map;

    #[test]
    fn results_come_in_order_whatever_the_weights() {
        for count in [0, 1, 2, 3, 1_000] {
            let things: Vec<usize> = (0..count).collect();
            let expected: Vec<usize> = things.iter().map(|thing| thing * 2).collect();
            for weight in [0.0, 0.001, 1.0, 1e9] {
                assert_eq!(parallel_map(&things, |_| weight, |thing| thing * 2), expected, "{count} of {weight}");
            }
            assert_eq!(parallel_map(&things, |thing| (thing % 7) as f64, |thing| thing * 2), expected);
        }
    }
}
