//! What is told about records on standard error, as text that is safe to print. Knows neither files nor envelopes.

use crate::cli::reports;
use attrflow::tool::render::printable;
use attrflow::{Flavor, RecordError};

/// The wire format that a run shows; who did not name the service's own is told of the other.
pub(super) fn form(flavor: Flavor, is_named: bool) -> String {
    let name = flavor.name();
    match is_named || !flavor.is_entra() {
        true => format!("flavor {name}"),
        false => {
            format!("flavor {name}, as the service sends it; `--flavor {}` for plain SCIM", Flavor::Rfc7644.name())
        }
    }
}

/// An id behind the number of its line.
pub(super) fn in_brackets(id: Option<&str>) -> String {
    id.map(|id| format!(" ({})", printable::line(id))).unwrap_or_default()
}

/// An error of a record, or of another thing with lines.
pub(super) fn error(what: &str, error: &RecordError<'_>, with_value: bool) -> String {
    let RecordError { line, id, attribute, diagnostic, .. } = error;
    let (what, id) = (printable::line(what), in_brackets(id.as_deref()));
    let attribute = attribute.map(|attribute| format!(", `{}`", printable::line(attribute))).unwrap_or_default();
    format!("{what} {line}{id}{attribute}: {}", reports::in_words(diagnostic, with_value))
}

/// What the errors of one record have in common with those of another that have the same cause.
pub(super) fn shared(errors: &[RecordError<'_>]) -> String {
    let each =
        errors.iter().map(|error| format!("{} {}\n", error.diagnostic.code(), error.attribute.unwrap_or_default()));
    each.collect()
}
