//! Lints about dates and their formats.

use super::diagnostics;

diagnostics! {
    /// A format has the hours of the twelve-hour clock and does not say which half of the day.
    ///
    /// Written, 15:00 and 03:00 look the same. Read, every hour above 12 is refused.
    ///
    /// | expression                                                      | raises                   |
    /// |-----------------------------------------------------------------|--------------------------|
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "yyyy-MM-dd hh:mm")`       | `hour-without-half`      |
    /// | `FormatDateTime([d], , "M/d/yyyy h:mm:ss", "yyyy")`             | `hour-without-half`      |
    /// | `FormatDateTime([d], , "M/d/yyyy h:mm:ss tt", "yyyy-MM-dd HH:mm")` | –                     |
    Warning hour_without_half(found: &str, meant: &str):
        "`{found}` counts hours up to 12, and the format has no `tt`",
        help format!("write `{meant}` for hours up to 23, or add `tt`");

    /// A format has minutes where months belong, or months where minutes belong.
    ///
    /// `M` is the month, `m` the minute.
    ///
    /// | expression                                                 | raises                |
    /// |------------------------------------------------------------|-----------------------|
    /// | `FormatDateTime([d], , "yyyy-mm-dd", "yyyy")`              | `month-minute-mix-up` |
    /// | `FormatDateTime([d], , "yyyyMMdd", "yyyy-MM-dd HH:MM")`    | `month-minute-mix-up` |
    /// | `FormatDateTime([d], , "yyyyMMddHHmmss", "HH:mm dd.MM.yyyy")` | –                  |
    Warning month_minute_mix_up(found: &str, is: &str, meant: &str):
        "`{found}` is {is} and stands where `{meant}` is expected",
        help format!("write `{meant}`: `M` is the month, `m` the minute");

    /// A letter in a date format stands for nothing and is written as it is.
    ///
    /// .NET's letters are case-sensitive: years are `y`, days `d`, seconds `s`.
    ///
    /// | expression                                           | raises               |
    /// |------------------------------------------------------|----------------------|
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "YYYY-MM-DD")`  | `date-format-letter` |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ssZ")` | –           |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "'DD' dd")`     | –                    |
    Warning date_format_letter(found: &str, meant: &str):
        "`{found}` means nothing in a date format and is taken as it stands",
        help format!("write `{meant}`; letters that are meant as they stand go into single quotes");

    /// A date format begins or ends with a blank, or has two in a row.
    ///
    /// The blank is a part of the format, and the text has to have it too.
    ///
    /// | expression                                           | raises               |
    /// |------------------------------------------------------|----------------------|
    /// | `FormatDateTime([d], , "yyyy-MM-dd ", "yyyy")`       | `date-format-blanks` |
    /// | `FormatDateTime([d], , "M/d/yyyy h:mm:ss tt", "yyyy")` | –                  |
    Warning date_format_blanks():
        "the date format has a stray blank here",
        help "remove it";

    /// The result of a date function is read by a format that it does not have.
    ///
    /// `CDate`, `DateAdd`, `DateFromNum` and `Now` give texts such as `1/31/2026 5:00:00 PM`, in the format
    /// `M/d/yyyy h:mm:ss tt`. (`hh` refuses hours of one digit, `MM` months of one digit.)
    ///
    /// | expression                                                            | raises                 |
    /// |-----------------------------------------------------------------------|------------------------|
    /// | `FormatDateTime(Now(), , "yyyy-MM-dd", "yyyy")`                       | `date-format-mismatch` |
    /// | `FormatDateTime(Now(), , "M/d/yyyy hh:mm:ss tt", "yyyy")`             | `date-format-mismatch` |
    /// | `FormatDateTime(DateAdd("d", 7, [hired]), , "M/d/yyyy h:mm:ss tt", "yyyy")` | –                |
    /// | `FormatDateTime(Now(), , , "yyyy")`                                   | –                      |
    Warning date_format_mismatch(reason: &str):
        "this format does not read every result of a date function: {reason}",
        help "write `M/d/yyyy h:mm:ss tt`, or leave the slot empty";

    /// `FormatDateTime` is called in its old form, without a slot for the styles.
    ///
    /// It is read as it was meant. Today's reference has four arguments, the second of them usually empty.
    ///
    /// | expression                                           | raises                 |
    /// |------------------------------------------------------|------------------------|
    /// | `FormatDateTime([d], "yyyyMMdd", "yyyy-MM-dd")`      | `old-date-form`        |
    /// | `FormatDateTime([d], , "yyyyMMdd", "yyyy-MM-dd")`    | –                      |
    Warning old_date_form(function: &str):
        "`{function}` has four arguments today, this is the form of older mappings",
        help "add an empty slot behind the source: `FormatDateTime([date], , \"input\", \"output\")`";

    /// A date of the year 9999 stands for "never".
    ///
    /// With an offset it leaves the calendar, `NumFromDate` refuses it then, and systems that count differently store
    /// another date. An absent value says the same.
    ///
    /// | expression                                        | raises          |
    /// |---------------------------------------------------|-----------------|
    /// | `NumFromDate(Coalesce([end], "9999-12-31"))`      | `endless-date`  |
    /// | `CDate("12/31/9999")`                             | `endless-date`  |
    /// | `Append([id], "9999")`                            | –               |
    Warning endless_date(): "a date in the year 9999 is at the end of the calendar", help "let the value be absent, or take a date that can be calculated with";

    /// An attribute is calculated with as a date without `CDate` around it.
    ///
    /// attrflow reads it as `CDate` does. The reference wraps dates of the directory in `CDate` first.
    ///
    /// | expression                               | raises        |
    /// |------------------------------------------|---------------|
    /// | `DateAdd("d", 7, [hireDate])`            | `bare-date`   |
    /// | `DateAdd("d", 7, CDate([hireDate]))`     | –             |
    Info bare_date(function: &str):
        "`{function}` is given an attribute that no `CDate` has read",
        help "write `CDate(…)` around it";

    /// Dates are compared as texts.
    ///
    /// `<` and `>` compare numbers or texts. As texts, `10/1/2026` comes before `9/1/2026`.
    ///
    /// | expression                                              | raises             |
    /// |---------------------------------------------------------|--------------------|
    /// | `IIF(CDate([end]) > Now(), "True", "False")`            | `dates-compared`   |
    /// | `IIF(DateDiff("d", Now(), CDate([end])) > 0, "True", "False")` | –           |
    Warning dates_compared(operator: &str):
        "`{operator}` compares these dates letter by letter",
        help "compare `DateDiff(\"s\", first, second)` with 0";

    /// A constant stands where a date is read, and is none. Every record that gets there fails.
    ///
    /// | expression                            | raises                |
    /// |---------------------------------------|-----------------------|
    /// | `Coalesce([hired], CDate("soon"))`    | `constant-not-a-date` |
    /// | `CDate("2026-02-30")`                 | `constant-not-a-date` |
    /// | `CDate("2026-02-28")`                 | –                     |
    Warning constant_not_a_date(parameter: &str, function: &str, reason: &str):
        "this `{parameter}` of `{function}` is never a date: {reason}",
        help "dates are written such as `2026-01-31` or `1/31/2026 5:00 PM`";
}
