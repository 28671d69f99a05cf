//! Diagnostics of a language with types, variables and loops: what is not of the type that is needed, what stands where it
//! cannot, and what cannot be known.

use super::diagnostics;

diagnostics! {
    /// An argument is not of the type that the function takes.
    ///
    /// Entra Connect Sync converts nothing silently: the object would end in an error. The types of attributes are those of
    /// Active Directory and of the metaverse.
    ///
    /// | expression                        | dialect | raises       |
    /// |-----------------------------------|---------|--------------|
    /// | `Left([userAccountControl], 1)`   | connect | `wrong-type` |
    /// | `Left([mail], "3")`               | connect | `wrong-type` |
    /// | `LCase([manager])`                | connect | `wrong-type` |
    /// | `CStr([objectGUID]) & Left([objectGUID], 3)` | connect | `wrong-type` |
    /// | `CDate(Now())`                    | connect | `wrong-type` |
    /// | `Left(CStr([userAccountControl]), 1)` | connect | –        |
    /// | `Left([mail], 3)`                 | connect | –            |
    /// | `LCase(CStr([manager]))`          | connect | –            |
    /// | `LCase(NULL)`                     | connect | –            |
    /// | `Len([objectGUID])`               | connect | –            |
    /// | `Left([anAttribute], [another])`  | connect | –            |
    Error wrong_type(function: &str, parameter: &str, expected: &str, found: &str, help: Option<&'static str>):
        "`{parameter}` of `{function}` takes {expected}, but this is {found}",
        help help.map(str::to_owned);

    /// A value of the record is not of the type that the function takes.
    ///
    /// | expression         | dialect | record             | raises             |
    /// |--------------------|---------|--------------------|--------------------|
    /// | `LCase([a])`       | connect | `{"a": 7}`         | `type-of-value`    |
    /// | `BitAnd([a], 2)`   | connect | `{"a": "514"}`     | `type-of-value`    |
    /// | `LCase([a])`       | connect | `{"a": "7"}`       | –                  |
    /// | `BitAnd([a], 2)`   | connect | `{"a": 514}`       | –                  |
    /// | `BitAnd([a], 2)`   | connect | `{}`               | –                  |
    Error type_of_value(function: &str, parameter: &str, expected: &str, found: &str):
        "`{parameter}` of `{function}` takes {expected}, but the record has {found}",
        help "`CStr`, `CNum`, `CDate`, `CRef` and `CBool` convert";

    /// Two values of different types are compared.
    ///
    /// | expression                       | dialect | record       | raises           |
    /// |----------------------------------|---------|--------------|------------------|
    /// | `[userAccountControl] = "512"`   | connect |              | `types-compared` |
    /// | `IsPresent([mail]) = "True"`     | connect |              | `types-compared` |
    /// | `[a] = 5`                        | connect | `{"a": "5"}` | `types-compared` |
    /// | `[manager] = "CN=A,DC=b"`        | connect |              | `types-compared` |
    /// | `Now() > 5`                      | connect |              | `types-compared` |
    /// | `[userAccountControl] = 512`     | connect |              | –                |
    /// | `IsPresent([mail]) = True`       | connect |              | –                |
    /// | `[a] = 5`                        | connect | `{"a": 5}`   | –                |
    /// | `[a] = 5`                        | connect | `{}`         | –                |
    /// | `[manager] = CRef("CN=A,DC=b")`  | connect |              | –                |
    Error types_compared(left: &str, right: &str, help: Option<&'static str>):
        "{left} is compared with {right}",
        help help.map(str::to_owned);

    /// An operator has a value that it does not take.
    ///
    /// `+`, `-` and `*` take numbers, and `+` also two strings. `&` takes strings and numbers, or two binary values.
    ///
    /// | expression              | dialect | record              | raises          |
    /// |-------------------------|---------|---------------------|-----------------|
    /// | `"a" + 1`               | connect |                     | `wrong-operand` |
    /// | `"a" & True`            | connect |                     | `wrong-operand` |
    /// | `"a" & Now()`           | connect |                     | `wrong-operand` |
    /// | `[objectGUID] & "a"`    | connect |                     | `wrong-operand` |
    /// | `[a] * 2`               | connect | `{"a": "3"}`        | `wrong-operand` |
    /// | `"a" & [a]`             | connect | `{"a": true}`       | `wrong-operand` |
    /// | `"a" & 1`               | connect |                     | –               |
    /// | `[sn] + [givenName]`    | connect |                     | –               |
    /// | `"a" & NULL`            | connect |                     | –               |
    /// | `[a] * 2`               | connect | `{"a": 3}`          | –               |
    /// | `[objectGUID] & [objectGUID]` | connect |               | –               |
    Error wrong_operand(operator: &str, found: &str, help: Option<&'static str>):
        "`{operator}` does not take {found}",
        help help.map(str::to_owned);

    /// A condition is no Boolean.
    ///
    /// | expression                          | dialect | record       | raises        |
    /// |-------------------------------------|---------|--------------|---------------|
    /// | `IIF(InStr([mail], "@"), "a", "b")` | connect |              | `not-boolean` |
    /// | `IIF([mail], "a", "b")`             | connect |              | `not-boolean` |
    /// | `IsPresent([mail]) && "True"`       | connect |              | `not-boolean` |
    /// | `IIF([a], "a", "b")`                | connect | `{"a": 1}`   | `not-boolean` |
    /// | `IIF(InStr([mail], "@") > 0, "a", "b")` | connect |          | –             |
    /// | `IIF(CBool(InStr([mail], "@")), "a", "b")` | connect |       | –             |
    /// | `IIF([a], "a", "b")`                | connect | `{"a": true}` | –            |
    /// | `IIF([a], "a", "b")`                | connect | `{}`         | –             |
    Error not_boolean(found: &str, help: &str): "the condition is {found}, and not a Boolean",
        help help.to_owned();

    /// Comparisons are compared.
    ///
    /// | expression               | dialect | raises                |
    /// |--------------------------|---------|-----------------------|
    /// | `[a] = [b] = [c]`        | connect | `chained-comparisons` |
    /// | `1 < 2 < 3`              | connect | `chained-comparisons` |
    /// | `[a] = [b] && [b] = [c]` | connect | –                     |
    /// | `([a] = [b]) = True`     | connect | –                     |
    Error chained_comparisons(): "a comparison is compared again",
        help "write two comparisons with `&&` between them, or parentheses around the first";

    /// A calculation leaves the range of 64-bit integers.
    ///
    /// | expression                | dialect | record       | raises                |
    /// |---------------------------|---------|--------------|-----------------------|
    /// | `[a] * 2`                 | connect | `{"a": 9223372036854775807}` | `arithmetic-overflow` |
    /// | `9223372036854775807 + [a]` | connect | `{"a": 1}` | `arithmetic-overflow` |
    /// | `[a] * 2`                 | connect | `{"a": 1}`   | –                     |
    Error arithmetic_overflow(): "the result of the calculation is out of range";

    /// A number is not a whole number of 64 bits.
    ///
    /// | expression                | dialect | raises               |
    /// |---------------------------|---------|----------------------|
    /// | `1.5 + 1`                 | connect | `not-a-whole-number` |
    /// | `9223372036854775808`     | connect | `not-a-whole-number` |
    /// | `&HFFFFFFFFFFFFFFFFF`     | connect | `not-a-whole-number` |
    /// | `15 + 1`                  | connect | –                    |
    /// | `-2147483648`             | connect | –                    |
    /// | `&H7FFFFFFFFFFFFFFF`      | connect | –                    |
    Error not_a_whole_number(text: &str): "`{text}` is not a whole number of 64 bits";

    /// A variable is not bound.
    ///
    /// `With`, `Select` and `Where` bind one, for their last argument.
    ///
    /// | expression                               | dialect | raises             |
    /// |------------------------------------------|---------|--------------------|
    /// | `$item`                                  | connect | `unknown-variable` |
    /// | `Select($item, [mails], $itm)`           | connect | `unknown-variable` |
    /// | `With($a, $a, "x")`                      | connect | `unknown-variable` |
    /// | `Select($item, [mails], LCase($item))`   | connect | –                  |
    /// | `With($a, [mail], With($b, $a, $a & $b))` | connect | –                 |
    Error unknown_variable(name: &str, near: Option<&str>): "there is no variable `${name}` here",
        help match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`With`, `Select` and `Where` bind a variable, for their last argument".to_owned(),
        };

    /// The first argument of `With`, `Select` or `Where` is not the name of a variable.
    ///
    /// | expression                        | dialect | raises              |
    /// |-----------------------------------|---------|---------------------|
    /// | `Select([mails], [mails], "x")`   | connect | `variable-expected` |
    /// | `Where(item, [mails], True)`      | connect | `variable-expected` |
    /// | `Select($item, [mails], "x")`     | connect | –                   |
    Error variable_expected(function: &str): "the first argument of `{function}` is the name of a variable",
        help "a variable begins with `$`, such as `$item`";

    /// The name of an attribute is not a string that is written out.
    ///
    /// | expression                   | dialect | raises                 |
    /// |------------------------------|---------|------------------------|
    /// | `ImportedValue([mail])`      | connect | `quoted-name-expected` |
    /// | `ValueCount([member])`       | connect | `quoted-name-expected` |
    /// | `ValueCount(1)`              | connect | `quoted-name-expected` |
    /// | `ImportedValue("mail")`      | connect | –                      |
    /// | `ValueCount("member")`       | connect | –                      |
    Error quoted_name_expected(function: &str): "`{function}` takes the name of an attribute as a string",
        help "write the name in quotation marks, without brackets";

    /// A `Switch` has a condition without a value, or none at all.
    ///
    /// In Entra Connect Sync conditions and their values alternate; a default has the condition `True`.
    ///
    /// | expression                          | dialect | raises            |
    /// |-------------------------------------|---------|-------------------|
    /// | `Switch([a] = "x", 1, True)`        | connect | `condition-pairs` |
    /// | `Switch()`                          | connect | `condition-pairs` |
    /// | `Switch([a] = "x", 1, True, 2)`     | connect | –                 |
    Error condition_pairs(count: usize): "`Switch` takes pairs of a condition and a value, but has {count} arguments",
        help "a default has the condition `True`: `Switch([a] = \"x\", 1, True, 2)`";

    /// A condition or a value of a `Switch` is empty.
    ///
    /// | expression                          | dialect | raises       |
    /// |-------------------------------------|---------|--------------|
    /// | `Switch([a] = "x", , True, 2)`      | connect | `empty-case` |
    /// | `Switch([a] = "x", NULL, True, 2)`  | connect | –            |
    Error empty_case(): "a condition or a value of `Switch` is missing",
        help "write `NULL` for no value";

    /// `IgnoreThisFlow` or `AuthoritativeNull` stands where no result of the flow is.
    ///
    /// They are results of the whole expression: a branch of `IIF` or `Switch`, or the last argument of `With`.
    ///
    /// | expression                                      | dialect | raises               |
    /// |-------------------------------------------------|---------|----------------------|
    /// | `Trim(IgnoreThisFlow)`                          | connect | `result-inside-call` |
    /// | `"a" & AuthoritativeNull`                       | connect | `result-inside-call` |
    /// | `IIF(IgnoreThisFlow, 1, 2)`                     | connect | `result-inside-call` |
    /// | `Trim(IIF([a] = "x", IgnoreThisFlow, [a]))`     | connect | `result-inside-call` |
    /// | `IIF([a] = "x", IgnoreThisFlow, [a])`           | connect | –                    |
    /// | `Switch([a] = "x", AuthoritativeNull, True, [a])` | connect | –                  |
    /// | `With($b, [a], IIF($b = "x", IgnoreThisFlow, $b))` | connect | –                 |
    /// | `AuthoritativeNull`                             | connect | –                    |
    Error result_inside_call(word: &str): "`{word}` is a result of the flow, and stands inside of a call",
        help "put the whole expression into `IIF` or `Switch`, and the word into a branch of it";

    /// Two attributes with multiple values meet in a part that takes one value of each.
    ///
    /// | expression       | dialect | record                             | raises               |
    /// |------------------|---------|------------------------------------|----------------------|
    /// | `[a] & [b]`      | connect | `{"a": ["1", "2"], "b": ["3", "4"]}` | `two-multi-valued` |
    /// | `IIF(InStr([a], "1") > 0, [b], NULL)` | connect | `{"a": ["1", "2"], "b": ["3", "4"]}` | `two-multi-valued` |
    /// | `[a] & [b]`      | connect | `{"a": ["1", "2"], "b": "3"}`      | –                    |
    /// | `[a] & [b]`      | connect | `{"a": ["1", "2"], "b": ["3"]}`    | –                    |
    /// | `IIF(InStr([a], "1") > 0, [b], NULL)` | connect | `{"a": ["1"], "b": ["3", "4"]}` | – |
    Error two_multi_valued(): "two attributes with multiple values meet where one value of each is taken",
        help "take one value with `Item(…, 1)`, or join them with `Join(…, \",\")`";

    /// A condition has multiple values.
    ///
    /// | expression                    | dialect | record               | raises               |
    /// |-------------------------------|---------|----------------------|----------------------|
    /// | `InStr([a], "x") > 0`         | connect | `{"a": ["x", "y"]}`  | `several-conditions` |
    /// | `Len([a]) = 1 && True`        | connect | `{"a": ["x", "y"]}`  | `several-conditions` |
    /// | `InStr([a], "x") > 0`         | connect | `{"a": ["x"]}`       | –                    |
    /// | `IIF(InStr([a], "x") > 0, "b", "c")` | connect | `{"a": ["x", "y"]}` | –           |
    /// | `Contains([a], "x") > 0`      | connect | `{"a": ["x", "y"]}`  | –                    |
    Error several_conditions(): "the condition has multiple values",
        help "ask all of them with `Contains(…) > 0`, or `Count(Where($item, …)) > 0`";

    /// A result that is for the whole flow comes from one of multiple values.
    ///
    /// | expression                                       | dialect | record              | raises           |
    /// |--------------------------------------------------|---------|---------------------|------------------|
    /// | `IIF(InStr([a], "x") > 0, IgnoreThisFlow, [a])`  | connect | `{"a": ["x", "y"]}` | `result-of-one`  |
    /// | `IIF(InStr([a], "x") > 0, NULL, [a])`            | connect | `{"a": ["x", "y"]}` | –                |
    /// | `IIF(InStr([a], "x") > 0, IgnoreThisFlow, [a])`  | connect | `{"a": "x"}`        | –                |
    Error result_of_one(): "the expression is evaluated for each of multiple values, and the result for one is about the whole flow",
        help "ask all values with `Contains(…) > 0`; `NULL` leaves out one value";

    /// The loops over the values of a record take too long together.
    ///
    /// | expression                                  | dialect | record              | raises           |
    /// |---------------------------------------------|---------|---------------------|------------------|
    /// | `Select($item, [a], LCase($item))`          | connect | `{"a": ["x", "y"]}` | –                |
    /// | `Select($x, [a], Count(Select($y, [a], Count(Select($z, [a], $z)))))` | connect | `{"a": ["x", "y"]}` | – |
    /// | `Select($x, [a], Count(Select($y, [a], Count(Select($z, [a], $z)))))` | connect | `{"a": ["a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a"]}` | `too-many-turns` |
    Error too_many_turns(): "the loops over multiple values take too long";

    /// What the product returns is not known, and attrflow does not guess it.
    ///
    /// | expression               | dialect | record                      | raises           |
    /// |--------------------------|---------|-----------------------------|------------------|
    /// | `CBin(2, 1)`             | connect | `{}`                        | `unknown-result` |
    /// | `CNum([objectGUID])`     | connect | `{"objectGUID": "AAEC"}`    | `unknown-result` |
    /// | `Thumbprint([objectGUID])` | connect | `{"objectGUID": "AAEC"}`  | `unknown-result` |
    /// | `CNum("2")`              | connect | `{}`                        | –                |
    /// | `CNum([objectGUID])`     | connect | `{}`                        | –                |
    Error unknown_result(function: &str, reason: &str): "`{function}` cannot be run: {reason}",
        help "preview it with the Synchronization Rules Editor";

    /// A string is not a number.
    ///
    /// | expression   | dialect | record         | raises             |
    /// |--------------|---------|----------------|--------------------|
    /// | `CNum([a])`  | connect | `{"a": "x"}`   | `not-numeric`      |
    /// | `CNum([a])`  | connect | `{"a": "1.5"}` | `not-numeric`      |
    /// | `CNum([a])`  | connect | `{"a": "15"}`  | –                  |
    Error not_numeric(function: &str): "the string is not a whole number for `{function}`",
        help "ask `IsNumeric(…)` first";

    /// A string is not a GUID.
    ///
    /// | expression   | dialect | record                                            | raises       |
    /// |--------------|---------|---------------------------------------------------|--------------|
    /// | `CGuid([a])` | connect | `{"a": "x"}`                                      | `not-a-guid` |
    /// | `CGuid([a])` | connect | `{"a": "00001111-aaaa-2222-bbbb-3333cccc4444"}`   | –            |
    /// | `CGuid([a])` | connect | `{"a": "{00001111-aaaa-2222-bbbb-3333cccc4444}"}` | –            |
    Error not_a_guid(function: &str): "the value is not a GUID for `{function}`",
        help "ask `IsGuid(…)` first";

    /// A binary value is not a certificate.
    ///
    /// | expression                       | dialect | record                        | raises              |
    /// |----------------------------------|---------|-------------------------------|---------------------|
    /// | `CertSubject([userCertificate])` | connect | `{"userCertificate": "AAEC"}` | `not-a-certificate` |
    /// | `IsCert([userCertificate])`      | connect | `{"userCertificate": "AAEC"}` | –                   |
    /// | `CertSubject([userCertificate])` | connect | `{}`                          | –                   |
    Error not_a_certificate(function: &str): "the value for `{function}` is not a certificate",
        help "ask `IsCert(…)` first";

    /// A string is not made of hexadecimal digits.
    ///
    /// | expression                | dialect | record           | raises    |
    /// |---------------------------|---------|------------------|-----------|
    /// | `ConvertFromUTF8Hex([a])` | connect | `{"a": "4g"}`    | `not-hex` |
    /// | `ConvertFromUTF8Hex([a])` | connect | `{"a": "486"}`   | `not-hex` |
    /// | `ConvertFromUTF8Hex([a])` | connect | `{"a": "4869"}`  | –         |
    Error not_hex(function: &str): "the string for `{function}` is not hexadecimal: two digits for each byte";

    /// An interval is not one of Visual Basic's.
    ///
    /// | expression                               | dialect | record         | raises            |
    /// |------------------------------------------|---------|----------------|-------------------|
    /// | `DateAdd([i], 1, CDate("2026-01-01"))`   | connect | `{"i": "mm"}`  | `not-an-interval` |
    /// | `DateAdd([i], 1, CDate("2026-01-01"))`   | connect | `{"i": "q"}`   | –                 |
    Error not_an_interval(function: &str): "`interval` of `{function}` is not a valid interval",
        help "valid intervals: `yyyy`, `q` (quarters), `m` (months), `y`, `d` and `w` (days), `ww` (weeks), `h`, `n` (minutes), `s`";

    /// A string has to be one character.
    ///
    /// | expression              | dialect | record        | raises              |
    /// |-------------------------|---------|---------------|---------------------|
    /// | `PadLeft("a", 3, [p])`  | connect | `{"p": "00"}` | `not-one-character` |
    /// | `Split("a", [p])`       | connect | `{"p": ""}`   | `not-one-character` |
    /// | `PadLeft("a", 3, [p])`  | connect | `{"p": "0"}`  | –                   |
    Error not_one_character(parameter: &str, function: &str): "`{parameter}` of `{function}` must be one character";

    /// The pattern of `ReplaceChars` is not a list of replacements.
    ///
    /// | expression                | dialect | record          | raises                |
    /// |---------------------------|---------|-----------------|-----------------------|
    /// | `ReplaceChars("a", [p])`  | connect | `{"p": "ab:c"}` | `bad-replacements`    |
    /// | `ReplaceChars("a", [p])`  | connect | `{"p": "a:b:c"}` | `bad-replacements`   |
    /// | `ReplaceChars("a", [p])`  | connect | `{"p": "a:bc"}` | –                     |
    /// | `ReplaceChars("a", [p])`  | connect | `{"p": "a:,b"}` | –                     |
    Error bad_replacements(reason: &str): "`replacePattern` of `ReplaceChars` is not a list of replacements: {reason}",
        help "each is a character, `:` and what stands for it, with commas between them: `ä:ae,ö:oe`";
}
