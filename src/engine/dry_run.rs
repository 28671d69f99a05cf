//! A dry run: records are mapped to see what fails, and the errors become diagnostics about the mapping. Knows nothing
//! of how records are read and run.

use super::{AttributeError, Outcome};
use crate::check::object_name;
use crate::diagnostic::{Diagnostic, Subject, registry};
use crate::mapping::{Mapping, ObjectMapping};
use crate::text::Span;
use std::collections::BTreeMap;

/// How many records are named as examples.
const EXAMPLES: usize = 3;

/// The outcomes of the records so far.
#[derive(Debug, Default)]
pub struct DryRun {
    records: u64,
    failures: BTreeMap<(usize, &'static str, Span), Failure>,
}

#[derive(Debug)]
struct Failure {
    message: String,
    help: Option<String>,
    count: u64,
    examples: Vec<String>,
}

impl DryRun {
    /// Notes the outcome of a record; `name` is what people know it by, such as `line 3 (ada)`.
    pub fn note(&mut self, outcome: &Outcome, name: impl Fn() -> String) {
        self.records += 1;
        let Outcome::Failed(errors) = outcome else { return };
        for AttributeError { attribute, error } in errors {
            let key = (attribute.unwrap_or(usize::MAX), error.code(), error.span);
            let failure = self.failures.entry(key).or_insert_with(|| Failure {
                message: error.message.clone(),
                help: error.help.clone(),
                count: 0,
                examples: Vec::new(),
            });
            failure.count += 1;
            if failure.examples.len() < EXAMPLES {
                failure.examples.push(name());
            }
        }
    }

    /// What failed, as diagnostics in the mapping's file, each at the part of the expression that failed, or at the
    /// target that does not take what it gave.
    pub fn diagnostics(&self, mapping: &Mapping, object: &ObjectMapping) -> Vec<Diagnostic> {
        let diagnostics = self.failures.iter().map(|((index, code, span), failure)| {
            let attribute = object.attribute_mappings.get(*index);
            let written = attribute.and_then(|attribute| attribute.source.as_ref()?.expression.as_ref());
            let written = written.filter(|_| !span.is_empty());
            let location = match (written, attribute) {
                // The error of a value that the target does not take has no location in the expression.
                (Some(expression), _) => expression.locate(mapping.source.text(), *span),
                (None, Some(attribute)) => attribute.target.span(),
                (None, None) => object.span,
            };
            let shown = failure.examples.join(", ");
            let Failure { count, message, help, .. } = failure;
            let diagnostic =
                registry::fails_for_records(location, *count, self.records, code, message, &shown, help.as_deref());
            let subject = Subject {
                pointer: attribute.map(|attribute| attribute.pointer.clone()).unwrap_or_default(),
                object: object_name(object),
                target: attribute.map(|attribute| attribute.target.value.clone()).unwrap_or_default(),
                expression: written.map(|expression| (expression.value.as_str().into(), *span)),
            };
            Diagnostic { subject: Some(Box::new(subject)), ..diagnostic }
        });
        diagnostics.collect()
    }
}
