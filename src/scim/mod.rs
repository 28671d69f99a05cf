//! Targets in SCIM: paths of attributes, and payloads written from a template of them.
//!
//! | file      | what                                                        |
//! |-----------|-------------------------------------------------------------|
//! | path      | a target path and its parts                                 |
//! | parse     | the path from its text                                      |
//! | envelope  | core schemas, versions and flavors                          |
//! | place     | where a value of a payload is, as a target path             |
//! | group     | targets grouped into objects; which exclude each other      |
//! | template  | the steps that write a payload                              |
//! | compile   | from groups to steps                                        |
//! | key       | the text before a value, and how it is written fast         |
//! | write     | running the steps over the values of one record             |
//! | typed     | one value as the JSON of its target's type                  |
//! | patch     | the changes since an earlier payload, as a PATCH request    |
//! | schema    | the schemas of payloads, as schema resources                |
//! | escape    | JSON strings                                                |
//!
//! Knows nothing of where the values come from.

mod compile;
mod envelope;
mod escape;
mod group;
mod key;
mod parse;
mod patch;
mod path;
mod place;
mod schema;
mod template;
#[cfg(test)]
mod tests;
mod typed;
mod write;

pub use envelope::{Envelope, Flavor};
pub use patch::{Assignment, DesiredValue, Glance};
pub(crate) use patch::{key_text, values_at};
pub use path::TargetPath;
pub use place::HIDDEN;
pub(crate) use place::{change_values, list_item, member, overlaps};
pub use schema::Trait;
pub use template::{Target, Template};
pub use typed::Takes;
