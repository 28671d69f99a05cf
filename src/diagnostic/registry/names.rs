//! Diagnostics about names: functions, attributes, keywords, operators and the dialects they belong to.

use super::diagnostics;

diagnostics! {
    /// No function has this name.
    ///
    /// If a call of another language has an exact counterpart, a fix rewrites it with its arguments:
    /// `Concat([a], ".", [b])` is `Join("", [a], ".", [b])` here. Otherwise the help says which function is similar.
    ///
    /// | expression          | raises             |
    /// |---------------------|--------------------|
    /// | `Lowercase([mail])` | `unknown-function` |
    /// | `iff([a]="b", "c", "d")` | `unknown-function` |
    /// | `Concat([a], [b])`  | `unknown-function` |
    /// | `Substring([a], [from], 3)` | `unknown-function` |
    /// | `REPLACE([a], 1, 3, "x")` | `unknown-function` |
    /// | `Length([a])`       | `unknown-function` |
    /// | `Jоin(" ", [a], [b])` | `unknown-function` |
    /// | `ToLower([mail])`   | –                  |
    Error unknown_function(name: &str, help: Option<String>): "there is no function `{name}`",
        help help;

    /// A function's name is written in the wrong case.
    ///
    /// Names are case-sensitive; the service rejects a wrong case with `SchemaInvalid`.
    ///
    /// | expression        | raises                |
    /// |-------------------|-----------------------|
    /// | `tolower([mail])` | `wrong-case-function` |
    /// | `switch([a], "b", "c", "d")` | `wrong-case-function` |
    /// | `ToLower([mail])` | –                     |
    Error wrong_case_function(name: &str, right: &str): "there is no function `{name}`, but there is `{right}`",
        help "function names are case-sensitive";

    /// A function belongs to another product's dialect.
    ///
    /// attrflow runs it anyway; whether the service of this dialect does is not documented. `--dialect` selects the
    /// product that the expression is for.
    ///
    /// | expression                      | raises           |
    /// |---------------------------------|------------------|
    /// | `Trim([title])`                 | `other-dialect`  |
    /// | `"t-" & [alias]`                | `other-dialect`  |
    /// | `StripSpaces([title])`          | –                |
    Warning other_dialect(what: &str, here: &str, there: &str): "{what} is documented for `{there}`, not for `{here}`";

    /// A function exists only in Entra Connect Sync.
    ///
    /// Connect Sync has a related language and runs on your own server. Its functions are not available in the
    /// provisioning service, and attrflow does not run them.
    ///
    /// | expression       | raises             |
    /// |------------------|--------------------|
    /// | `UCase([city])`  | `connect-function` |
    /// | `ToUpper([city])` | –                 |
    Error connect_function(name: &str, product: &str, help: Option<String>): "`{name}` exists only in {product}",
        help help;

    /// The language of this dialect does not have the function.
    ///
    /// Other dialects have it. Entra Connect Sync has its own functions for most of these.
    ///
    /// | expression         | dialect | raises                    |
    /// |--------------------|---------|---------------------------|
    /// | `ToLower([mail])`  | connect | `function-not-in-dialect` |
    /// | `Trim([mail])`     | connect | –                         |
    Error function_not_in_dialect(name: &str, here: &str, there: &str):
        "`{name}` is documented for `{there}`, but `{here}` has no function with this name";

    /// A function is internal to the service.
    ///
    /// Default mappings contain it, but no document describes it. The mapping is accepted; running the function is an
    /// error.
    ///
    /// | expression                   | raises              |
    /// |------------------------------|---------------------|
    /// | `AltSecIdFromNetId([netId])` | `internal-function` |
    /// | `ToLower([netId])`           | –                   |
    Warning internal_function(name: &str): "`{name}` is internal to the service and cannot be run by attrflow";

    /// An operator, a variable or parentheses do not exist in this dialect.
    ///
    /// They belong to Entra Connect Sync. Conditions are nested (`IIF(a, IIF(b, x, y), y)`), strings are joined with
    /// `Join` or `Append`. There is no arithmetic: where Connect has `Left([mail], InStr([mail], "@") - 1)`, write
    /// `Item(Split([mail], "@"), 1)`.
    ///
    /// | expression                                  | raises                    |
    /// |---------------------------------------------|---------------------------|
    /// | `IIF([a]="x" && [b]="y", "c", "d")`         | `operator-not-in-dialect` |
    /// | `([mail])`                                  | `operator-not-in-dialect` |
    /// | `Left([mail], 2 + 1)`                       | `operator-not-in-dialect` |
    /// | `IIF([a]="x", "c", "d")`                    | –                         |
    Error operator_not_in_dialect(what: &str, dialect: &str, is_elsewhere: bool): "`{what}` does not exist in the dialect `{dialect}`",
        help is_elsewhere.then(|| format!("it belongs to Entra Connect Sync; {}", match what {
            "-" | "*" | "/" => "nothing is computed here: take a part of a string with `Item` and `Split`, or with `Replace`",
            "+" => "nothing is computed here; join strings with `Join`",
            "( )" => "write what is in them without them",
            _ => "nest `IIF` for conditions",
        }));

    /// A word without quotation marks or brackets is not a keyword of the language.
    ///
    /// A string is written in quotation marks, an attribute in brackets.
    ///
    /// | expression                       | raises         |
    /// |----------------------------------|----------------|
    /// | `IIF([country]=USA, "a", "b")`   | `unquoted-word` |
    /// | `Join("@", [alias], contoso.com)` | `unquoted-word` |
    /// | `IIF([country]="USA", "a", "b")` | –              |
    Error unquoted_word(word: &str): "`{word}` is neither a string nor an attribute",
        help format!("write `\"{word}\"` for the string or `[{word}]` for the attribute");

    /// A keyword is written in the wrong case.
    ///
    /// | expression                          | raises            |
    /// |-------------------------------------|-------------------|
    /// | `IIF([a]="b", true, False)`         | `wrong-case-word` |
    /// | `IIF([a]="b", True, False)`         | –                 |
    Error wrong_case_word(word: &str, right: &str): "`{word}` is not a keyword, but `{right}` is",
        help format!("write `{right}`");

    /// The source object has no such attribute.
    ///
    /// | toml                                                            | raises              |
    /// |---------------------------------------------------------------------------------|---------------------|
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "a", value = "[mial]" }] }]` | `unknown-attribute` |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "a", value = "[extension_0123456789abcdef0123456789abcdef_badge]" }] }]` | `unknown-attribute` |
    /// | `object = [{ source = { schema = "entra:User", attributes = { extension_0123456789abcdef0123456789abcdef_badge = "String" } }, attribute = [{ target = "a", value = "[extension_0123456789abcdef0123456789abcdef_badge]" }] }]` | – |
    /// | `attribute = [{ target = "a", value = "[extension_0123456789abcdef0123456789abcdef_badge]" }]` | – |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "a", value = "[mаil]" }] }]` | `unknown-attribute` |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "a", value = "[mail ]" }] }]` | `unknown-attribute` |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "a", value = "[mail]" }] }]` | –                   |
    Error unknown_attribute(name: &str, object: &str, help: Option<String>): "`{object}` has no attribute `[{name}]`",
        help unknown_attribute_help(name, help);

    /// An attribute's name is written in the wrong case.
    ///
    /// Attribute names are case-sensitive; the service rejects a wrong case with `SchemaInvalid`.
    ///
    /// | toml                                                                            | raises                 |
    /// |---------------------------------------------------------------------------------|------------------------|
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "a", value = "[Mail]" }] }]` | `wrong-case-attribute` |
    /// | `object = [{ source = { schema = "entra:User" }, attribute = [{ target = "a", value = "[mail]" }] }]` | –                      |
    Error wrong_case_attribute(name: &str, right: &str): "there is no attribute `[{name}]`, but there is `[{right}]`",
        help "attribute names are case-sensitive";

    /// The brackets of an attribute contain something other than a name.
    ///
    /// | expression                                           | raises                |
    /// |------------------------------------------------------|-----------------------|
    /// | `IIF([IsNullOrEmpty([country])], "Other", [country])` | `not-an-attribute-name` |
    /// | `Coalesce([])`                                       | `not-an-attribute-name` |
    /// | `Coalesce([emails[type eq "work"].value])`           | –                     |
    Error not_an_attribute_name(name: &str):
        "`[{name}]` is not an attribute",
        help "brackets contain only the name of an attribute; a call has no brackets";

    /// An attribute is named by a path of Microsoft Graph or of claims.
    ///
    /// The names of attributes in mappings are flat: `[extensionAttribute1]`, not
    /// `[onPremisesExtensionAttributes.extensionAttribute1]`. Directory extensions have the name
    /// `[extension_<application>_<name>]`. `manager` is a reference to another user, whose attributes no expression can read.
    ///
    /// | expression                                            | raises           |
    /// |-------------------------------------------------------|------------------|
    /// | `ToLower([onPremisesExtensionAttributes.extensionAttribute1])` | `attribute-path` |
    /// | `ToLower([user.mail])`                                | `attribute-path` |
    /// | `ToLower([manager.mail])`                             | `attribute-path` |
    /// | `ToLower([employeeOrgData.division])`                 | `attribute-path` |
    /// | `[employeeOrgData.costCenter]`                        | `attribute-path` |
    /// | `ToLower([division])`                                 | –                |
    /// | `ToLower([employeeOrgData])`                          | –                |
    /// | `ToLower([extensionAttribute1])`                      | –                |
    /// | `ToLower([extension_0123456789abcdef0123456789abcdef_badge])` | –        |
    /// | `ToLower([name.givenName])`                           | –                |
    /// | `ToLower([manager])`                                  | –                |
    Warning attribute_path(name: &str, remedy: &str): "`[{name}]` is a path, and attributes are read by their names", help remedy.to_owned();

    /// A word stands for no value, as in another language.
    ///
    /// No value is an empty argument: `IIF([a] = "x", [b], )`. Whether an attribute has a value is tested with
    /// `IsPresent` and `IsNullOrEmpty`.
    ///
    /// | expression                             | raises      |
    /// |----------------------------------------|-------------|
    /// | `IIF(IsPresent([a]), [a], NULL)`       | `null-word` |
    /// | `IIF([a] = null, "x", "y")`            | `null-word` |
    /// | `IIF(IsPresent([a]), [a], )`           | –           |
    /// | `IIF(IsPresent([a]), [a], "NULL")`     | –           |
    Error null_word(word: &str): "`{word}` does not stand for no value here",
        help "leave the argument empty for no value; test for a value with `IsPresent` or `IsNullOrEmpty`";

    /// A word or a call stands for a line break or a tab, as in another language.
    ///
    /// A string contains the line break itself: a quotation mark, the line break, a quotation mark.
    ///
    /// | expression                       | raises            |
    /// |----------------------------------|-------------------|
    /// | `Join(CRLF, [a], [b])`           | `line-break-word` |
    /// | `Join(vbCrLf, [a], [b])`         | `line-break-word` |
    /// | `Join(Char(10), [a], [b])`       | `line-break-word` |
    /// | `Join("CRLF", [a], [b])`         | –                 |
    Error line_break_word(word: &str): "`{word}` does not stand for a line break here",
        help "put the line break itself into the string, between its quotation marks";
}

/// The remedy for an unknown attribute. A directory extension, `extension_<application id without hyphens>_<name>`, belongs to
/// a tenant, so no built-in schema has it.
fn unknown_attribute_help(name: &str, otherwise: Option<String>) -> Option<String> {
    let rest = name.strip_prefix("extension_");
    let is_extension = rest.and_then(|rest| rest.split_once('_')).is_some_and(|(application, own)| {
        application.len() == 32 && application.bytes().all(|byte| byte.is_ascii_hexdigit()) && !own.is_empty()
    });
    if is_extension {
        return Some(format!(
            "a directory extension has to be declared: in TOML `{name} = \"String\"` under `[source.attributes]`, in JSON \
             among the attributes of the source object"
        ));
    }
    otherwise
}
