//! Lints about dates and their formats.

use super::diagnostics;

diagnostics! {
    /// A format uses the 12-hour clock without AM or PM.
    ///
    /// On output, 15:00 and 03:00 look the same. On input, every hour above 12 is rejected.
    ///
    /// | expression                                                      | raises                   |
    /// |-----------------------------------------------------------------|--------------------------|
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "yyyy-MM-dd hh:mm")`       | `hour-without-half`      |
    /// | `FormatDateTime([d], , "M/d/yyyy h:mm:ss", "yyyy")`             | `hour-without-half`      |
    /// | `FormatDateTime([d], , "M/d/yyyy h:mm:ss tt", "yyyy-MM-dd HH:mm")` | –                     |
    Warning hour_without_half(found: &str, meant: &str):
        "`{found}` is for the 12-hour clock, but the format has no `tt` (AM or PM)",
        help format!("write `{meant}` for the 24-hour clock, or add `tt`");

    /// A format has minutes where months are expected, or months where minutes are expected.
    ///
    /// `M` is the month, `m` the minute.
    ///
    /// | expression                                                 | raises                |
    /// |------------------------------------------------------------|-----------------------|
    /// | `FormatDateTime([d], , "yyyy-mm-dd", "yyyy")`              | `month-minute-mix-up` |
    /// | `FormatDateTime([d], , "yyyyMMdd", "yyyy-MM-dd HH:MM")`    | `month-minute-mix-up` |
    /// | `FormatDateTime([d], , "yyyyMMddHHmmss", "HH:mm dd.MM.yyyy")` | –                  |
    Warning month_minute_mix_up(found: &str, is: &str, meant: &str):
        "`{found}` is {is}, but `{meant}` is expected here",
        help format!("write `{meant}`: `M` is the month, `m` the minute");

    /// A letter in a date format has no meaning and is used literally.
    ///
    /// The letters in .NET formats are case-sensitive: years are `y`, days `d`, seconds `s`.
    ///
    /// | expression                                           | raises               |
    /// |------------------------------------------------------|----------------------|
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "YYYY-MM-DD")`  | `date-format-letter` |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ssZ")` | –           |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "'DD' dd")`     | –                    |
    Warning date_format_letter(found: &str, meant: &str):
        "`{found}` has no meaning in a date format and is used literally",
        help format!("write `{meant}`; put literal letters in single quotes");

    /// A date format begins or ends with a space, or has two in a row.
    ///
    /// The space is a part of the format, and the string must have it too.
    ///
    /// | expression                                           | raises               |
    /// |------------------------------------------------------|----------------------|
    /// | `FormatDateTime([d], , "yyyy-MM-dd ", "yyyy")`       | `date-format-blanks` |
    /// | `FormatDateTime([d], , "M/d/yyyy h:mm:ss tt", "yyyy")` | –                  |
    Warning date_format_blanks():
        "the date format has an extra space here",
        help "remove the space";

    /// The input format does not match the result of a date function.
    ///
    /// `CDate`, `DateAdd`, `DateFromNum` and `Now` return strings such as `1/31/2026 5:00:00 PM`, in the format
    /// `M/d/yyyy h:mm:ss tt`. (`hh` rejects hours of one digit, `MM` months of one digit.)
    ///
    /// | expression                                                            | raises                 |
    /// |-----------------------------------------------------------------------|------------------------|
    /// | `FormatDateTime(Now(), , "yyyy-MM-dd", "yyyy")`                       | `date-format-mismatch` |
    /// | `FormatDateTime(Now(), , "M/d/yyyy hh:mm:ss tt", "yyyy")`             | `date-format-mismatch` |
    /// | `FormatDateTime(DateAdd("d", 7, [hired]), , "M/d/yyyy h:mm:ss tt", "yyyy")` | –                |
    /// | `FormatDateTime(Now(), , , "yyyy")`                                   | –                      |
    Warning date_format_mismatch(reason: &str):
        "this format does not match every result of a date function: {reason}",
        help "write `M/d/yyyy h:mm:ss tt`, or leave the slot empty";

    /// `FormatDateTime` is called in its old form, without a slot for the styles.
    ///
    /// attrflow runs it as it was meant. In the current reference it has four arguments, the second usually empty.
    ///
    /// | expression                                           | raises                 |
    /// |------------------------------------------------------|------------------------|
    /// | `FormatDateTime([d], "yyyyMMdd", "yyyy-MM-dd")`      | `old-date-form`        |
    /// | `FormatDateTime([d], , "yyyyMMdd", "yyyy-MM-dd")`    | –                      |
    Warning old_date_form(function: &str):
        "`{function}` has four arguments today, this is the form of older mappings",
        help "add an empty slot after the source: `FormatDateTime([date], , \"input\", \"output\")`";

    /// A date in the year 9999 means "never".
    ///
    /// With an offset it is beyond the calendar, `NumFromDate` then rejects it, and systems that count differently
    /// store another date. An absent value means the same.
    ///
    /// | expression                                        | raises          |
    /// |---------------------------------------------------|-----------------|
    /// | `NumFromDate(Coalesce([end], "9999-12-31"))`      | `endless-date`  |
    /// | `CDate("12/31/9999")`                             | `endless-date`  |
    /// | `Append([id], "9999")`                            | –               |
    Warning endless_date():
        "a date in the year 9999 is at the end of the calendar",
        help "leave the value absent, or use a date that can be calculated with";

    /// A calculation uses an attribute as a date without `CDate` around it.
    ///
    /// attrflow reads it as `CDate` does. The reference wraps dates of the directory in `CDate` first.
    ///
    /// | expression                               | raises        |
    /// |------------------------------------------|---------------|
    /// | `DateAdd("d", 7, [hireDate])`            | `bare-date`   |
    /// | `DateAdd("d", 7, CDate([hireDate]))`     | –             |
    Info bare_date(function: &str):
        "`{function}` uses an attribute as a date without `CDate`",
        help "write `CDate(…)` around it";

    /// Dates are compared as strings.
    ///
    /// `<` and `>` compare numbers or strings. As strings, `10/1/2026` comes before `9/1/2026`.
    ///
    /// | expression                                              | raises             |
    /// |---------------------------------------------------------|--------------------|
    /// | `IIF(CDate([end]) > Now(), "True", "False")`            | `dates-compared`   |
    /// | `IIF(DateDiff("d", Now(), CDate([end])) > 0, "True", "False")` | –           |
    Warning dates_compared(operator: &str):
        "`{operator}` compares these dates as strings",
        help "compare `DateDiff(\"s\", first, second)` with 0";

    /// A constant is used as a date, but is not a date. Every record that reaches it fails.
    ///
    /// | expression                            | raises                |
    /// |---------------------------------------|-----------------------|
    /// | `Coalesce([hired], CDate("soon"))`    | `constant-not-a-date` |
    /// | `CDate("2026-02-30")`                 | `constant-not-a-date` |
    /// | `CDate("2026-02-28")`                 | –                     |
    Warning constant_not_a_date(parameter: &str, function: &str, reason: &str):
        "this `{parameter}` of `{function}` is never a date: {reason}",
        help "write dates like `2026-01-31` or `1/31/2026 5:00 PM`";
}
