//! Diagnostics at run time: errors of an expression. Their messages name parts of the mapping, never values of the
//! record.

use super::diagnostics;

diagnostics! {
    /// An argument has multiple values where the function takes one.
    ///
    /// | expression       | record                  | raises           |
    /// |------------------|-------------------------|------------------|
    /// | `ToLower([mails])` | `{"mails": ["A", "B"]}` | `several-values` |
    /// | `ToLower([mails])` | `{"mails": ["A"]}`      | –                |
    Error several_values(function: &str, parameter: &str, count: usize):
        "`{parameter}` of `{function}` takes one value, the record has {count}",
        help "take one with `Item(…, 1)` or join them with `Join(\",\", …)`";

    /// An argument has the wrong type for the function.
    ///
    /// | expression           | record           | raises       |
    /// |----------------------|------------------|--------------|
    /// | `Left("abc", [n])`   | `{"n": "two"}`   | `wrong-kind` |
    /// | `Left("abc", [n])`   | `{"n": "2"}`     | –            |
    Error wrong_kind(function: &str, parameter: &str, expected: &str, found: &str):
        "`{parameter}` of `{function}` must be {expected}, but the record has {found} that cannot be converted";

    /// A string becomes longer than the limit of the run.
    Error text_too_long(limit: usize):
        "the result would be longer than {limit} bytes",
        help "the limit prevents a mapping from using up the memory; a program that embeds attrflow can raise it";

    /// The name of a culture is invalid.
    ///
    /// | expression                | record                    | raises        |
    /// |---------------------------|---------------------------|---------------|
    /// | `ToLower([city], [lang])` | `{"city": "A", "lang": "not one!"}` | `bad-culture` |
    /// | `ToLower([city], [lang])` | `{"city": "A", "lang": "tr-TR"}` | –        |
    ///
    /// | expression                | raises        |
    /// |---------------------------|---------------|
    /// | `ToUpper([city], "not one!")` | `bad-culture` |
    /// | `ToLower([city], " ")`    | `bad-culture` |
    /// | `ToLower([city], "tr-TR")` | –            |
    /// | `ToLower([city], "")`     | –             |
    Error bad_culture(function: &str, reason: &str):
        "`culture` of `{function}` is not a valid culture name: {reason}",
        help "write a language, optionally with a region, such as `en` or `tr-TR`";

    /// A number is outside the range that the function accepts.
    ///
    /// | expression                       | record       | raises                  |
    /// |----------------------------------|--------------|-------------------------|
    /// | `InStr("a@b", "@", [start])`     | `{"start": 0}` | `argument-out-of-range` |
    /// | `InStr("a@b", "@", [start])`     | `{"start": 1}` | –                     |
    /// | `RandomString([n], 0, 0, 0, 0)`  | `{"n": 257}` | `argument-out-of-range` |
    /// | `RandomString([n], 0, 0, 0, 0)`  | `{"n": 256}` | –                       |
    Error argument_out_of_range(parameter: &str, function: &str, allowed: &str):
        "`{parameter}` of `{function}` must be {allowed}";

    /// An argument is not one of the options that the function has.
    ///
    /// | expression                     | record                     | raises           |
    /// |--------------------------------|----------------------------|------------------|
    /// | `InStr("a@b", "@", 1, [how])`  | `{"how": "vbFuzzyCompare"}` | `unknown-option` |
    /// | `InStr("a@b", "@", 1, [how])`  | `{"how": "vbTextCompare"}` | –                |
    ///
    /// | expression                     | raises           |
    /// |--------------------------------|------------------|
    /// | `InStr([a], "@", 1, "text")`   | `unknown-option` |
    /// | `InStr([a], "@", 1, "1")`      | `unknown-option` |
    /// | `InStr([a], "@", 1, vbTextCompare)` | –           |
    /// | `InStr([a], "@", 1, "vbBinaryCompare")` | –       |
    Error unknown_option(parameter: &str, function: &str, options: &str):
        "`{parameter}` of `{function}` is not a valid option",
        help format!("write {options}");

    /// `Item` asks for a value that does not exist.
    ///
    /// Items count from 1, so there is never an item 0.
    ///
    /// | expression          | record                  | raises              |
    /// |---------------------|-------------------------|---------------------|
    /// | `Item([mails], 3)`  | `{"mails": ["A", "B"]}` | `item-out-of-range` |
    /// | `Item([mails], 2)`  | `{"mails": ["A", "B"]}` | –                   |
    /// | `Item([mails], 1)`  | `{}`                    | `item-out-of-range` |
    Error item_out_of_range(index: i64, count: usize):
        "`Item` asks for item {index}, the record has {count}",
        help "items count from 1; check `Count(…)` or `IsPresent(…)` first if there may be fewer";

    /// Every value that `SelectUniqueValue` may choose is already in use.
    ///
    /// The service would skip the object and try again later.
    ///
    /// | expression                    | record                                         | raises            |
    /// |-------------------------------|------------------------------------------------|-------------------|
    /// | `SelectUniqueValue([a], [b])` | `{"a": "taken@contoso.com", "b": "taken@contoso.com"}` | `no-unique-value` |
    /// | `SelectUniqueValue([a], [b])` | `{"a": "taken@contoso.com", "b": "free@contoso.com"}` | –        |
    /// | `SelectUniqueValue([a], [b])` | `{}`                                           | –                 |
    Error no_unique_value(count: usize):
        "all values that `SelectUniqueValue` could choose are already in use ({count} tried)",
        help "add a rule that cannot run out of values, such as one with a number after the name";

    /// `DefaultDomain` is called, but the tenant's default domain is not set.
    Error no_default_domain():
        "the tenant's default domain is not known",
        help "add the setting `DefaultDomain`, such as with `--set DefaultDomain=contoso.com`";

    /// `Error` was called: the mapping itself treats this case as an error.
    ///
    /// The message passed to it counts as a value of the record, because it may contain one.
    ///
    /// | expression                                  | record            | raises         |
    /// |---------------------------------------------|-------------------|----------------|
    /// | `IIF(IsPresent([mail]), [mail], Error("no address"))` | `{}`    | `raised-error` |
    /// | `IIF(IsPresent([mail]), [mail], Error("no address"))` | `{"mail": "a@b.org"}` | – |
    Error raised_error():
        "`Error` was called";

    /// A user has multiple roles of the application where one is expected.
    ///
    /// | expression                                      | record                                      | raises                     |
    /// |-------------------------------------------------|---------------------------------------------|----------------------------|
    /// | `SingleAppRoleAssignment([appRoleAssignments])` | `{"appRoleAssignments": ["Admin", "User"]}` | `several-role-assignments` |
    /// | `SingleAppRoleAssignment([appRoleAssignments])` | `{"appRoleAssignments": ["Admin"]}`         | –                          |
    Error several_role_assignments(count: usize):
        "`SingleAppRoleAssignment` takes one role assignment, the record has {count}",
        help "use `AssertiveAppRoleAssignmentsComplex` if users may have multiple roles";

    /// A value is neither the name of a role nor an object with a role's `value` or `displayName`.
    ///
    /// | expression                                 | record                                 | raises                  |
    /// |--------------------------------------------|----------------------------------------|-------------------------|
    /// | `AppRoleAssignments([appRoleAssignments])` | `{"appRoleAssignments": [{"id": "7"}]}` | `not-a-role-assignment` |
    /// | `AppRoleAssignments([appRoleAssignments])` | `{"appRoleAssignments": [{"value": "7"}]}` | –                    |
    Error not_a_role_assignment(function: &str):
        "`source` of `{function}` has a value that is not a role assignment",
        help "a role assignment is the name of a role, or an object with `value` or `displayName`";

    /// A string is not base64.
    ///
    /// | expression                       | record            | raises       |
    /// |----------------------------------|-------------------|--------------|
    /// | `ConvertFromBase64([d], UTF8)`   | `{"d": "SGk"}`    | `not-base64` |
    /// | `ConvertFromBase64([d], UTF8)`   | `{"d": "SGk="}`   | –            |
    Error not_base64(function: &str):
        "`source` of `{function}` is not base64",
        help "the length is a multiple of four, filled up with `=` at the end";

    /// A value is not a security identifier in base64.
    ///
    /// | expression                   | record                                      | raises      |
    /// |------------------------------|---------------------------------------------|-------------|
    /// | `StringFromSid([objectSid])` | `{"objectSid": "S-1-5-32-544"}`             | `not-a-sid` |
    /// | `StringFromSid([objectSid])` | `{"objectSid": "AQIAAAAAAAUgAAAAIAIAAA=="}` | –           |
    Error not_a_sid(function: &str):
        "`objectSid` of `{function}` is not a security identifier",
        help "the value must be the bytes of the identifier in base64";

    /// The minimums of `RandomString` add up to more than its length.
    ///
    /// | expression                      | record     | raises                    |
    /// |---------------------------------|------------|---------------------------|
    /// | `RandomString([n], 2, 0, 1, 1)` | `{"n": 3}` | `random-string-too-short` |
    /// | `RandomString([n], 2, 0, 1, 1)` | `{"n": 4}` | –                         |
    Error random_string_too_short(length: i64, minimum: i64):
        "`length` of `RandomString` is {length}, but its minimums add up to {minimum}";

    /// `RandomString` must avoid all characters of a kind that it requires.
    ///
    /// | expression                            | record                    | raises               |
    /// |---------------------------------------|---------------------------|----------------------|
    /// | `RandomString(2, 2, 0, 0, 0, [avoid])` | `{"avoid": "0123456789"}` | `no-characters-left` |
    /// | `RandomString(2, 2, 0, 0, 0, [avoid])` | `{"avoid": "012345678"}` | –                    |
    Error no_characters_left():
        "`charactersToAvoid` of `RandomString` excludes all characters of a required kind";

    /// A string is not a date.
    ///
    /// | expression      | record               | raises       |
    /// |-----------------|----------------------|--------------|
    /// | `CDate([start])` | `{"start": "soon"}`       | `not-a-date` |
    /// | `CDate([start])` | `{"start": "2026-02-30"}` | `not-a-date` |
    /// | `CDate([start])` | `{"start": "2026-02-28"}` | –          |
    Error not_a_date(parameter: &str, function: &str, reason: &str):
        "`{parameter}` of `{function}` is not a date: {reason}",
        help "dates are read as .NET reads them in the invariant culture, such as `2026-01-31` or `1/31/2026 5:00 PM`; \
              read others with `FormatDateTime` and an input format";

    /// A date is outside the supported range.
    ///
    /// Dates cover the years 1 to 9999, file times begin in 1601.
    ///
    /// | expression                         | record                  | raises              |
    /// |------------------------------------|-------------------------|---------------------|
    /// | `DateAdd("yyyy", [n], "2000-01-01")` | `{"n": 8000}`         | `date-out-of-range` |
    /// | `DateAdd("yyyy", [n], "2000-01-01")` | `{"n": 7999}`         | –                   |
    /// | `NumFromDate([d])`                 | `{"d": "1600-12-31"}`   | `date-out-of-range` |
    Error date_out_of_range(function: &str, reason: &str): "`{function}` cannot be computed: {reason}";

    /// An interval is not one that the language has.
    ///
    /// | expression                                  | record           | raises             |
    /// |---------------------------------------------|------------------|--------------------|
    /// | `DateAdd([unit], 1, "2000-01-01")`          | `{"unit": "q"}`  | `unknown-interval` |
    /// | `DateAdd([unit], 1, "2000-01-01")`          | `{"unit": "ww"}` | –                  |
    ///
    /// | expression                                  | raises             |
    /// |---------------------------------------------|--------------------|
    /// | `DateAdd("day", 3, CDate([d]))`             | `unknown-interval` |
    /// | `DateAdd("Months", 3, CDate([d]))`          | `unknown-interval` |
    /// | `DateAdd("D", 3, CDate([d]))`               | `unknown-interval` |
    /// | `DateAdd(7, "d", Now())`                    | `unknown-interval` |
    /// | `DateDiff("hour", Now(), CDate([d]))`       | `unknown-interval` |
    /// | `DateAdd("d", 3, CDate([d]))`               | –                  |
    /// | `DateAdd("n", "7", CDate([d]))`             | –                  |
    /// | `DateAdd([unit], 7, CDate([d]))`            | –                  |
    Error unknown_interval(function: &str): "`interval` of `{function}` is not a valid interval",
        help "valid intervals: `yyyy`, `m` (months), `d`, `ww` (weeks), `h`, `n` (minutes), `s`";

    /// A date does not match its input format.
    ///
    /// | expression                                        | record                | raises               |
    /// |---------------------------------------------------|-----------------------|----------------------|
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "yyyy")`     | `{"d": "1/2/2026"}`   | `date-not-in-format` |
    /// | `FormatDateTime([d], , "yyyy-MM-dd", "yyyy")`     | `{"d": "2026-01-02"}` | –                    |
    Error date_not_in_format(reason: &str, fits: usize):
        "`source` of `FormatDateTime` does not match `inputFormat`: {reason}",
        help (fits > 0).then(|| format!("the first {fits} characters of the format match"));

    /// A date format is not valid in .NET.
    ///
    /// | expression                                            | record           | raises            |
    /// |-------------------------------------------------------|------------------|-------------------|
    /// | `FormatDateTime("2026-01-02", , "yyyy-MM-dd", [f])`   | `{"f": "x"}`     | `bad-date-format` |
    /// | `FormatDateTime("2026-01-02", , "yyyy-MM-dd", [f])`   | `{"f": "d"}`     | –                 |
    Error bad_date_format(parameter: &str, reason: &str):
        "`{parameter}` of `FormatDateTime` is not a valid date format: {reason}";

    /// A list of date styles is not valid.
    ///
    /// | expression                                                | record                    | raises            |
    /// |-----------------------------------------------------------|---------------------------|-------------------|
    /// | `FormatDateTime("2026-01-02", [s], "yyyy-MM-dd", "yyyy")` | `{"s": "assumeLocal"}`    | `bad-date-styles` |
    /// | `FormatDateTime("2026-01-02", [s], "yyyy-MM-dd", "yyyy")` | `{"s": "AssumeLocal"}`    | –                 |
    Error bad_date_styles(reason: &str, meant: Option<&'static str>):
        "`dateTimeStyles` of `FormatDateTime` is not valid: {reason}",
        help meant.map(|meant| format!("write `{meant}`"));

    /// The arguments of `Replace` do not fit any of its modes.
    ///
    /// The mode depends on which arguments are given. An argument without a value in the record counts as not given.
    ///
    /// | expression                         | record                    | raises              |
    /// |------------------------------------|---------------------------|---------------------|
    /// | `Replace([a], "b", , , [c], , )`   | `{"a": "abc"}`            | `replace-arguments` |
    /// | `Replace([a], "b", , , [c], , )`   | `{"a": "abc", "c": "x"}`  | –                   |
    /// | `Replace([a], "b", , , [c], , )`   | `{}`                      | –                   |
    Error replace_arguments(given: &str): "`Replace` has no mode with {given}",
        help "give `oldValue` or `regexPattern`, and a replacement; arguments without a value do not count";

    /// `Replace` searches for the empty string.
    ///
    /// | expression                         | record                  | raises              |
    /// |------------------------------------|-------------------------|---------------------|
    /// | `Replace([a], [b], , , "x", , )`   | `{"a": "abc", "b": ""}` | `empty-search-text` |
    /// | `Replace([a], [b], , , "x", , )`   | `{"a": "", "b": "c"}`   | –                   |
    Error empty_search_text(): "`oldValue` of `Replace` is the empty string, which cannot be searched for";

    /// A replacement string refers to a group by a number that is too large.
    ///
    /// | expression                          | record                   | raises            |
    /// |-------------------------------------|--------------------------|-------------------|
    /// | `Replace("abc", , "b", , [new], , )` | `{"new": "$99999999999"}` | `bad-replacement` |
    /// | `Replace("abc", , "b", , [new], , )` | `{"new": "$99"}`         | –                 |
    Error bad_replacement(): "`replacementValue` of `Replace` refers to a group number that is too large";

    /// A regular expression cannot be run on a string.
    ///
    /// It needs too many steps, or its result would not be valid Unicode, or versions of .NET disagree on the result.
    ///
    /// | expression                                     | record         | raises           |
    /// |------------------------------------------------|----------------|------------------|
    /// | `Replace([a], , "(?<=\\uD83D).", , "", , )`    | `{"a": "😀"}`  | `pattern-failed` |
    /// | `Replace([a], , "(?<=\\uD83D).", , "", , )`    | `{"a": "ab"}`  | –                |
    /// | `Replace([a], , "(?>a\\B+?b)c", , "", , )`     | `{"a": "abc"}` | `pattern-failed` |
    /// | `Replace([a], , "(?>a\\B+?b)c", , "", , )`     | `{"a": "abx"}` | –                |
    Error pattern_failed(reason: &str): "`regexPattern` of `Replace` cannot be run: {reason}";
}
