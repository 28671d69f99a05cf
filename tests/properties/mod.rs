//! The laws, held over every row of the documentation, over what chance makes, and over what fuzzing found.

mod agree;
mod chance;
mod holds;
mod replay;
mod streams;
mod texts;
