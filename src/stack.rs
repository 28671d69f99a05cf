//! Room on the stack for what is nested as deep as the limits allow, on whatever thread a program calls from.
//!
//! All nesting is limited, so it is known how much the deepest input takes: less than half a megabyte, in a build
//! without optimisation too. Knows nothing of what runs there. A browser's module has one stack, and its limits are
//! lower instead.

/// How much of the stack has to be left, in bytes.
#[cfg(not(target_family = "wasm"))]
const ENOUGH: usize = 1 << 20;
/// How large the new stack is if less is left, in bytes.
#[cfg(not(target_family = "wasm"))]
const MORE: usize = 2 << 20;

/// Runs something with at least this much room on the stack; in a browser's module it only runs it.
#[inline]
pub fn with_room<T>(run: impl FnOnce() -> T) -> T {
    #[cfg(not(target_family = "wasm"))]
    return stacker::maybe_grow(ENOUGH, MORE, run);
    #[cfg(target_family = "wasm")]
    return run();
}
