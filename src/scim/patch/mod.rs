//! The changes of an object since an earlier payload, target by target, and the request that makes them.
//!
//! | file     | what                                                              |
//! |----------|-------------------------------------------------------------------|
//! | desired  | what an attribute mapping wants of its target                     |
//! | shape    | what a target holds: one value, multiple values, several objects  |
//! | payload  | reading and changing a payload through target paths               |
//! | same     | whether two values are equal                                      |
//! | glance   | what surely stays, told from the payload's text                   |
//! | compare  | the changes                                                       |
//! | wire     | the changes as the operations of a PATCH request, in each flavor  |
//! | partial  | the changes as a PATCH request of SCIM 1.1                        |
//!
//! Compares the results of attribute mappings with the values at the same paths of the earlier payload. Attributes that
//! no attribute mapping writes are neither compared nor changed.

mod compare;
mod desired;
mod glance;
mod partial;
mod payload;
mod same;
mod shape;
mod wire;

pub use desired::{Assignment, DesiredValue};
pub use glance::Glance;

pub(crate) use payload::{key_text, values_at};
