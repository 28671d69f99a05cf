//! What there is to say about a text: findings with a place, the catalogue of all of them, and how they are shown.
//!
//! Knows nothing of the language: the catalogue says what can be said, the floors above decide when.

pub mod catalogue;
mod finding;
pub mod page;
pub mod render;
mod report;

pub use catalogue::{Entry, Severity};
pub use finding::{Diagnostic, Edit, Fault, Fix, Subject};
pub use report::Report;
