//! What differs between two mapping files, said in the mapping's own terms, and what that does to the payloads of records.
//!
//! Layout, order of object mappings and the kind of file make no difference. Knows no files and runs nothing: payloads
//! are given.

mod expression;
mod impact;
mod mappings;
mod pattern;
mod payload;
mod scope;

#[cfg(test)]
mod tests;

pub use impact::{ChangeEffect, Impact, Sample, Tally, masked};
pub use mappings::{Change, Topic, compare};
pub use pattern::Pattern;
