//! From the syntax tree to the resolved tree: names become functions and slots, and arguments are checked against
//! parameters.
//!
//! The result, [`Checked`], can only be created here and can always be compiled. Knows nothing of code, and of records only
//! which attributes they may have.

mod aliases;
mod analysis;
mod arguments;
mod attributes;
mod elsewhere;
mod expression;
mod expression_cache;
mod fixes;
mod form;
#[cfg(feature = "connect")]
mod forms;
mod hir;
mod lints;
#[cfg(feature = "connect")]
mod mapped;
mod mapping;
mod names;
mod nullability;
mod operators;
mod paste;
mod patterns;
mod source_schema;
#[cfg(feature = "connect")]
mod typed;

pub use analysis::Analysis;
pub use expression::{Checked, Context, check_expression};
#[cfg(feature = "connect")]
pub use form::Each;
pub use form::Form;
pub use hir::{Expr, ExprKind};
pub use lints::{ACTIVE, definitions, disables_without_active, entries as lint_entries};
pub use mapping::{CheckedObject, check_object, language_of, no_object, object_name};
#[cfg(test)]
pub use nullability::nullability;
pub use nullability::{Nullability, Occurs};
pub use source_schema::{KnownAttribute, SourceSchema};
