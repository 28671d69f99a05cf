//! From a tree of texts to a tree of meanings: names become functions and slots, arguments are held against parameters.
//!
//! What comes out, [`Checked`], can only be made here, and can always be compiled.

mod arguments;
mod expression;
mod lints;
mod mapping;
mod names;
mod nullflow;
mod patterns;
mod texts;
mod typed;
mod vocabulary;

pub use expression::{Checked, Context, check_expression};
pub use lints::definitions;
pub use mapping::{CheckedObject, check_object, infer_dialect, no_object, object_name};
pub use names::{Word, words};
pub use nullflow::{Flow, NullFlow, Witness, null_flow};
pub use typed::{Typed, TypedNode};
pub use vocabulary::{KnownAttribute, Vocabulary};
