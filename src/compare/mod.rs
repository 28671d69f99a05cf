//! The differences between two mapping files, in the mapping's own terms, and their effect on the payloads of records.
//!
//! Layout, order of object mappings and the file format make no difference. Reads no files and runs nothing: payloads
//! are passed in.

mod definition;
mod expression;
mod impact;
mod mappings;
mod members;
mod pattern;
mod payload;
mod scope;

#[cfg(test)]
mod tests;

pub use crate::scim::HIDDEN;
pub use impact::{ChangeEffect, Impact, Sample, Tally, masked};
pub use mappings::{Change, Topic, compare};
pub use pattern::Pattern;
