//! What has changed of an object since an earlier payload, target by target, and the request that says so.
//!
//! | file     | what                                                              |
//! |----------|-------------------------------------------------------------------|
//! | rule     | what may be done to a target of an object that exists             |
//! | shape    | what a target holds: one value, several, several objects          |
//! | payload  | a payload read and changed through target paths                   |
//! | same     | whether two values are the same                                   |
//! | compare  | the changes                                                       |
//! | wire     | the changes as the operations of a PATCH request, in each flavor  |
//! | partial  | the changes as a PATCH request of SCIM 1.1                         |
//!
//! Compares what attribute mappings gave with what stands at the same paths of the earlier payload. What no attribute
//! mapping writes is neither looked at nor touched.

mod compare;
mod partial;
mod payload;
mod rule;
mod same;
mod shape;
mod wire;

pub use compare::{Action, Change, Difference};
pub use rule::{Allow, Assignment, DesiredValue, Rule};
pub use wire::{Operation, PatchRequest};

pub(crate) use payload::{key_text, values_at};
