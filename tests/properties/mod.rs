//! The properties, checked for every row of the documentation, for random cases, and for the inputs that fuzzing found.

mod agree;
mod chance;
pub mod holds;
mod replay;
mod streams;
mod texts;
