//! Scoping filters as written in a file: groups of clauses, with locations.
//!
//! Does not know what operators mean; see [`filter`](super::filter) for that.

use super::model::Located;
use crate::text::Span;

/// Which records are in scope of an object mapping.
#[derive(Clone, Debug)]
pub struct Scope {
    /// A record is in scope when all clauses of one of these groups hold; always if there are no groups.
    pub groups: Vec<Group>,
    /// The same, tested first: a record that fails is not even deprovisioned. Negative clauses hold for absent values.
    pub input_groups: Vec<Group>,
    /// Where the groups that decide about the membership of the mapping are in the file; they are not evaluated.
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
    /// Whether one of multiple values is enough. The service's default is all.
    pub any_value: bool,
    /// The whole clause in the file.
    pub span: Span,
}
