//! The report formats, read back by independent readers, and the drawings for people as they are to look.
mod fingerprints;
mod hostile;
mod html;
mod json;
mod lines;
mod pretty;
mod samples;
mod sarif;
mod xml;

use attrflow::machinery::diagnostic::Report;
use attrflow::machinery::diagnostic::render::{Style, find};

/// The reports in a format and the style that nothing was said about.
fn rendered(format: &str, reports: &[Report]) -> String {
    find(format).unwrap().text(reports, &Style::default())
}
