//! The language's texts and trees.

mod tree;

pub use tree::{Tree, TreeKind};
