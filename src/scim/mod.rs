//! Targets in SCIM: paths of attributes, and payloads written from a template of them.
//!
//! | file      | what                                                        |
//! |-----------|-------------------------------------------------------------|
//! | path      | a target path and its parts (`grammar/target_path.pest`)    |
//! | envelope  | core schemas, versions and flavors                          |
//! | group     | targets put together as objects; which exclude each other   |
//! | template  | the steps that a payload is written by                      |
//! | compile   | from groups to steps                                        |
//! | key       | what stands before a value, and how it is written fast      |
//! | write     | the steps run over the values of one record                 |
//! | typed     | one value as the JSON of its target's type                  |
//! | patch     | what has changed since an earlier payload, as a PATCH request |
//! | schema    | the schemas of payloads, as a server is told them          |
//! | escape    | JSON strings                                                |
//!
//! Knows nothing of where the values come from.

mod compile;
mod envelope;
mod escape;
mod grammar;
mod group;
mod key;
mod patch;
mod path;
mod schema;
mod template;
#[cfg(test)]
mod tests;
mod typed;
mod write;

pub use envelope::{Envelope, Flavor, Version};
pub use patch::{Action, Allow, Assignment, Change, DesiredValue, Difference, Operation, PatchRequest, Rule};
pub(crate) use patch::{key_text, values_at};
pub use path::{Condition, Literal, TargetPath};
pub use schema::Trait;
pub use template::{Target, Template};
pub use typed::{Mismatch, Takes};
