//! The report formats, read back by independent parsers, and the drawings for people compared with the expected output.
mod fingerprints;
mod hostile;
mod html;
mod json;
mod lines;
mod links;
mod pretty;
mod samples;
mod sarif;
mod xml;

use attrflow::Report;
use attrflow::tool::render::{Style, find};

/// The reports in a format with the default style.
fn rendered(format: &str, reports: &[Report]) -> String {
    find(format).unwrap().text(reports, &Style::default())
}
