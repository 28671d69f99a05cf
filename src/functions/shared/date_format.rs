//! Conversion of dates from one format to another. Knows no format itself: those of .NET are in `dotnet::datetime`.

use super::moment::{self, MomentArgument};
use crate::diagnostic::registry;
use crate::dotnet::datetime::{self, DateTime, ParseExactProblem, Styles, StylesError};
use crate::functions::declare::functions;
use crate::functions::parameter::{DateFormat, Optional, Slots};
use crate::functions::{CallError, Host, Scope};
use crate::text::Span;

const NAME: &str = "FormatDateTime";

functions! {
    /// A date, converted from one format to another.
    ///
    /// The formats are .NET formats in the invariant culture. A date with an offset is converted to UTC. If the input
    /// format is missing or empty, the source is read as in `CDate`. The styles are names of .NET's `DateTimeStyles`,
    /// separated by commas; the default is `RoundtripKind, AllowLeadingWhite, AllowTrailingWhite`. Absent if the source
    /// or the output format is absent.
    ///
    /// With three arguments, the second is the input format and the third is the output format, as in old mappings.
    ///
    /// | expression                                                   | record                       | gives |
    /// |--------------------------------------------------------------|------------------------------|-------|
    /// | `FormatDateTime([extensionAttribute1], , "yyyyMMddHHmmss.fZ", "yyyy-MM-dd")` | `{"extensionAttribute1": "20150123105347.1Z"}` | `"2015-01-23"` |
    /// | `FormatDateTime([extensionAttribute1], "yyyyMMddHHmmss.fZ", "yyyy-MM-dd")` | `{"extensionAttribute1": "20150123105347.1Z"}` | `"2015-01-23"` |
    /// | `FormatDateTime([d], , "yyyy-MM-ddzzz", "yyyy-MM-dd")`       | `{"d": "2012-03-16-07:00"}`  | `"2012-03-16"` |
    /// | `FormatDateTime([d], , "yyyy-MM-ddzzz", "yyyy-MM-dd")`       | `{"d": "2021-06-30+08:00"}`  | `"2021-06-29"` |
    /// | `FormatDateTime([d], , "M/d/yyyy hh:mm:ss tt", "yyyyMMddHHmmss.fZ")` | `{"d": "1/2/2026 05:06:07 PM"}` | `"20260102170607.0Z"` |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "d MMM yyyy")`          | `{"d": " 2026-01-02 "}`      | `"2 Jan 2026"` |
    /// | `FormatDateTime([d], "None", "yyyy-MM-dd", "d MMM yyyy")`    | `{"d": " 2026-01-02"}`       | date-not-in-format |
    /// | `FormatDateTime([d], "AdjustToUniversal, AssumeUniversal", "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mmK")` | `{"d": "2026-01-02 03:04"}` | `"2026-01-02T03:04Z"` |
    /// | `FormatDateTime(Now(), , "M/d/yyyy h:mm:ss tt", "yyyy-MM-dd")` | `{}`                       | `"2026-01-15"` |
    /// | `FormatDateTime(Now(), , "M/d/yyyy hh:mm:ss tt", "yyyy-MM-dd")` | `{}`                      | date-not-in-format |
    /// | `FormatDateTime(DateAdd("d", 7, CDate([d])), , "M/d/yyyy h:mm:ss tt", "yyyy-MM-dd")` | `{"d": "2026-01-02"}` | `"2026-01-09"` |
    /// | `IIF(IsPresent([pwdLastSet]), FormatDateTime(DateFromNum([pwdLastSet]), , "yyyyMMddHHmmss.fZ"), )` | `{"pwdLastSet": "129699324000000000"}` | `"20120101230000.0Z"` |
    /// | `IIF(IsPresent([pwdLastSet]), FormatDateTime(DateFromNum([pwdLastSet]), , "yyyyMMddHHmmss.fZ"), )` | `{}` | absent |
    /// | `FormatDateTime([d], , , "yyyy-MM-dd")`                      | `{"d": "3/16/2012 7:00:00 AM"}` | `"2012-03-16"` |
    /// | `FormatDateTime([d], , "", "yyyy-MM-dd")`                    | `{"d": "3/16/2012 7:00:00 AM"}` | `"2012-03-16"` |
    /// | `FormatDateTime([d], , "yyyy")`                              | `{"d": "3/16/2012 7:00:00 AM"}` | `"2012"` |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "yyyy")`                | `{}`                         | absent |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", [f])`                   | `{"d": "2026-01-02"}`        | absent |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "yyyy")`                | `{"d": ""}`                  | date-not-in-format |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "yyyy")`                | `{"d": "2026-02-30"}`        | date-not-in-format |
    /// | `FormatDateTime([d], , , "yyyy")`                            | `{"d": "soon"}`              | not-a-date |
    /// | `FormatDateTime("2026-01-02", , [f], "yyyy")`                | `{"f": "x"}`                 | bad-date-format |
    /// | `FormatDateTime("2026-01-02", , "yyyy-MM-dd", [f])`          | `{"f": "'open"}`             | bad-date-format |
    /// | `FormatDateTime("2026-01-02", [s], "yyyy-MM-dd", "yyyy")`    | `{"s": "allowWhite"}`        | bad-date-styles |
    #[aliases(
        "FormatDateTime($date, $format)" => "FormatDateTime($date, , , $format)",
        "FormatDate" => "`FormatDateTime(source, , inputFormat, outputFormat)` also takes the format that the date has",
        "DateFormat" => "`FormatDateTime(source, , inputFormat, outputFormat)` also takes the format that the date has",
        "ToDateString" => "`FormatDateTime(source, , inputFormat, outputFormat)` also takes the format that the date has",
        "Text" => "`FormatDateTime(source, , inputFormat, outputFormat)` is for dates, with `M` for months; no function formats numbers",
    )]
    fn FormatDateTime<'r>(
        source: &'r str,
        dateTimeStyles: Optional<&'r str>,
        inputFormat: Optional<DateFormat<'r>>,
        outputFormat: Optional<DateFormat<'r>>,
        slots: Slots,
        scope: &'r Scope<'r>,
        host: &'r dyn Host,
    ) -> Result<Option<&'r str>, CallError> {
        let (first, second) = (inputFormat.0.map(|format| format.0), outputFormat.0.map(|format| format.0));
        let (styles, input, output, input_slot) = match slots.0 {
            3 => (None, dateTimeStyles.0, first, 1),
            _ => (dateTimeStyles.0, first, second, 2),
        };
        let Some(output) = output else { return Ok(None) };
        let styles = styles.map(read_styles).transpose()?;
        let input = input.filter(|format| !format.is_empty());
        // In WebAssembly, size counts more.
        let rewritten = |input| datetime::rewrite_in(source, input, output, scope.arena);
        if let Some(written) = input.filter(|_| cfg!(not(target_family = "wasm"))).and_then(rewritten) {
            scope.allow(written.len())?;
            return Ok(Some(written));
        }
        let date = match input {
            Some(format) => read_exactly(host, source, format, styles.unwrap_or(Styles::ROUNDTRIP_TRIMMED), input_slot)?,
            None => moment::read(host, source, styles.unwrap_or(Styles::UNIVERSAL), MomentArgument(NAME, "source", 0))?,
        };
        let written = datetime::format_in(date, output, scope.arena).map_err(|error| {
            let diagnostic = registry::bad_date_format(Span::default(), "outputFormat", &moment::bad_format(error));
            CallError::text(input_slot + 1, diagnostic, output)
        })?;
        scope.allow(written.len())?;
        Ok(Some(written))
    }
}

fn read_styles(list: &str) -> Result<Styles, CallError> {
    Styles::parse(list).map_err(|error| {
        let (reason, meant) = match &error {
            // The name is part of the value, and values are not shown in messages.
            StylesError::Unknown { .. } => ("one of the names is not a .NET date style".to_owned(), error.meant()),
            StylesError::Clash(..) => (error.to_string(), None),
        };
        CallError::text(1, registry::bad_date_styles(Span::default(), &reason, meant), list)
    })
}

fn read_exactly(
    host: &dyn Host,
    source: &str,
    format: &str,
    styles: Styles,
    slot: usize,
) -> Result<DateTime, CallError> {
    datetime::parse_exact(source, format, styles, host.now()).map_err(|error| match error.problem {
        ParseExactProblem::Format(error) => {
            let diagnostic = registry::bad_date_format(Span::default(), "inputFormat", &moment::bad_format(error));
            CallError::text(slot, diagnostic, format)
        }
        problem => {
            let reason = moment::mismatch(problem);
            let fits = error.format_at.and_then(|at| format.get(..at)).map_or(0, |fits| fits.chars().count());
            CallError::text(0, registry::date_not_in_format(Span::default(), &reason, fits), source)
        }
    })
}
