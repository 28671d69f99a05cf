//! Between an expression and the parameter tree that the service stores beside it.
//!
//! The tree names arguments by keys instead of positions, keeps every constant as text, and has no operators: a
//! comparison is three parameters of the function around it. The text that goes with a tree is the service's own line:
//! every optional parameter prints, an empty one as an empty slot, and only constants of Integer parameters stand bare.

mod from_tree;
mod to_tree;

pub use from_tree::from_tree;
pub use to_tree::to_tree;

#[cfg(test)]
mod tests;
