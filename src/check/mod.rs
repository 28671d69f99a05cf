//! From a tree of texts to a tree of meanings: names become functions and slots, arguments are held against parameters.
//!
//! What comes out, [`Checked`], can only be made here, and can always be compiled.

mod arguments;
mod expression;
mod mapping;
mod names;
mod typed;
mod vocabulary;

pub use expression::{Checked, Context, check_expression};
pub use mapping::{CheckedObject, check_object, infer_dialect, no_object, object_name};
pub use names::{Word, nearest, words};
pub use typed::{Typed, TypedNode};
pub use vocabulary::{KnownAttribute, Vocabulary};
