//! A diagnostic with all the data that the formats need. Knows none of the formats.

use super::locations::{Locations, Range};
use super::{Style, fingerprints, printable};
use crate::diagnostic::{Diagnostic, Report};

/// A diagnostic, its file and its location.
pub(super) struct Found<'a> {
    pub diagnostic: &'a Diagnostic,
    /// The path of the file, with forward slashes, relative to the root of the style if it is inside.
    pub file: String,
    pub range: Range,
    pub related: Vec<(Range, &'a str)>,
    pub edits: Vec<(Range, &'a str)>,
    pub fingerprint: String,
}

/// All diagnostics of all reports in order.
pub(super) fn all<'a>(reports: &'a [Report], style: &Style) -> Vec<Found<'a>> {
    let mut all = Vec::new();
    for (report, fingerprints) in reports.iter().zip(fingerprints(reports)) {
        if report.diagnostics.is_empty() {
            continue;
        }
        let file = path(report.source.name(), style);
        let locations = Locations::new(&report.source);
        for (diagnostic, fingerprint) in report.diagnostics.iter().zip(fingerprints) {
            let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
            all.push(Found {
                diagnostic,
                file: file.clone(),
                range: locations.range(diagnostic.span),
                related: diagnostic
                    .related
                    .iter()
                    .map(|(span, what)| (locations.range(*span), what.as_str()))
                    .collect(),
                edits: edits.map(|edit| (locations.range(edit.span), edit.text.as_str())).collect(),
                fingerprint,
            });
        }
    }
    all
}

impl Found<'_> {
    /// The message, with the value of the record if the style shows values.
    pub fn message(&self, style: &Style) -> String {
        match self.value(style) {
            Some(value) => format!("{} (the value is `{value}`)", self.diagnostic.message),
            None => self.diagnostic.message.clone(),
        }
    }

    /// The message followed by the help.
    pub fn message_and_help(&self, style: &Style) -> String {
        let message = self.message(style);
        match &self.diagnostic.help {
            Some(help) => format!("{message} ({help})"),
            None => message,
        }
    }

    /// The value of the record if the style shows values.
    pub fn value(&self, style: &Style) -> Option<&str> {
        self.diagnostic.value.as_deref().filter(|_| style.show_values)
    }

    /// The JSON pointer, the object and the target attribute; empty if they are not known.
    pub fn subject(&self) -> (&str, &str, &str) {
        let subject = self.diagnostic.subject.as_deref();
        subject.map_or(("", "", ""), |subject| (&subject.pointer, &subject.object, &subject.target))
    }

    /// `file:line:column` for people.
    pub fn location(&self) -> String {
        format!("{}:{}:{}", printable::line(&self.file), self.range.start.line, self.range.start.column)
    }
}

/// The name of a source as a path with forward slashes, relative to the root of the style if it is inside.
pub(super) fn path(name: &str, style: &Style) -> String {
    let slashes =
        |path: &str| if std::path::MAIN_SEPARATOR == '\\' { path.replace('\\', "/") } else { path.to_owned() };
    let (name, root) = (slashes(name), slashes(&style.root));
    let inside = name.strip_prefix(root.trim_end_matches('/')).filter(|_| !root.is_empty());
    let inside = inside.and_then(|rest| rest.strip_prefix('/')).unwrap_or(&name);
    inside.strip_prefix("./").unwrap_or(inside).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_the_root() {
        let told = |name: &str, root: &str| path(name, &Style { root: root.to_owned(), ..Style::default() });
        assert_eq!(told("/home/ada/exports/a.json", "/home/ada"), "exports/a.json");
        assert_eq!(told("/home/ada/exports/a.json", "/home/ada/"), "exports/a.json");
        assert_eq!(told("/home/adam/a.json", "/home/ada"), "/home/adam/a.json");
        assert_eq!(told("./a.json", ""), "a.json");
        assert_eq!(told("<stdin>", "/home/ada"), "<stdin>");
    }
}
