//! The properties, checked for every row of the documentation, for random cases, and for the inputs that fuzzing found.

mod agree;
mod causes;
mod chance;
mod knowledge;
mod nullability;
mod objects;
mod replay;
mod rows;
mod soak;
mod streams;
mod texts;
