//! Issues of Azure Pipelines: logging commands on standard output.
//!
//! Azure has only errors and warnings; info diagnostics are written as plain lines.

use super::found::{self, Found};
use super::{Style, concise, printable};
use crate::diagnostic::{Report, Severity};
use std::io::{self, Write};

/// Writes one command per diagnostic.
pub(super) fn render(reports: &[Report], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    found::all(reports, style).iter().try_for_each(|found| command(found, style, out))
}

fn command(found: &Found<'_>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let kind = match found.diagnostic.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => {
            let plain = Style { color: false, ..style.clone() };
            return writeln!(out, "{}", concise::line(found, &plain));
        }
    };
    let start = found.range.start;
    let (file, code) = (property(&found.file), property(found.diagnostic.code()));
    write!(out, "##vso[task.logissue type={kind};sourcepath={file};")?;
    write!(out, "linenumber={};columnnumber={};code={code};]", start.line, start.column)?;
    writeln!(out, "{}", data(&found.message_and_help(style)))
}

fn data(text: &str) -> String {
    printable::within_a_line(text).replace('%', "%AZP25").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(';', "%3B").replace(']', "%5D")
}
