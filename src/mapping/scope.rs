//! Scoping filters as a file writes them: groups of clauses, with locations.
//!
//! Nothing is understood yet; see [`filter`](super::filter) for that.

use super::model::Located;
use crate::text::Span;

/// Which records an object mapping takes.
#[derive(Clone, Debug)]
pub struct Scope {
    /// A record takes part when all clauses of one of these groups hold; always without groups.
    pub groups: Vec<Group>,
    /// The same, tested before: a record that fails is not even deprovisioned. Negative clauses hold for absent values.
    pub input_groups: Vec<Group>,
    /// Where groups that decide about the membership of the mapping are written; they are not evaluated.
    pub category_groups: Option<Span>,
    /// The whole scope in the file.
    pub span: Span,
}

/// Clauses that must hold together.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its name.
    pub name: Option<Located<String>>,
    /// Its clauses.
    pub clauses: Vec<Clause>,
    /// The whole group in the file.
    pub span: Span,
}

/// One test of one attribute.
#[derive(Clone, Debug)]
pub struct Clause {
    /// The attribute's name.
    pub attribute: Located<String>,
    /// The operator as it is written.
    pub operator: Located<String>,
    /// What the attribute is compared with.
    pub values: Vec<Located<String>>,
    /// Whether one value of several is enough. The service says all.
    pub any_value: bool,
    /// The whole clause in the file.
    pub span: Span,
}
