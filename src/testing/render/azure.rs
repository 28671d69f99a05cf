//! Issues of Azure Pipelines: one for each failed expectation, at its location in the test file.

use super::diagnostics::diagnostics;
use super::summary;
use crate::diagnostic::render::{self, Style};
use crate::testing::Run;
use std::io::{self, Write};

pub(super) fn render(run: &Run, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if let Some(format) = render::find("azure") {
        (format.render)(&diagnostics(run), style, out)?;
    }
    writeln!(out, "{}", summary(run))
}
