//! Functions that choose between their arguments. They are special forms without a body: the compiler translates them
//! to jumps, and checks and lints learn from the form which argument is selected when. Knows nothing of either.

use crate::functions::declare::either;
use crate::functions::{Alias, Function, Languages, Mode, ParamType, Parameter, ReturnType};
use crate::value::ValueKind;

/// Declares functions by their special form. Parameters are `name[keys]: kind mode`.
macro_rules! special_forms {
    ($(
        $(#[doc = $docs:literal])+
        $(#[languages($languages:ident)])?
        $(#[aliases($($from:literal => $to:literal),+ $(,)?)])?
        form $name:ident($($parameter:ident [$($key:literal),+] : $kind:ident $mode:ident),+) = $body:expr;
    )+) => {
        /// The functions of this theme.
        pub(in crate::functions) static FUNCTIONS: &[Function] = &[$(Function {
            name: stringify!($name),
            page: concat!(stringify!($name) $(, " ", stringify!($languages))?),
            written: crate::text::resource!($($docs),+),
            parameters: &[$(Parameter {
                name: stringify!($parameter),
                keys: &[$($key),+],
                ty: ParamType { kind: ValueKind::$kind, mode: Mode::$mode },
            }),+],
            result: ReturnType { kind: ValueKind::Any, may_be_absent: true },
            languages: either!([$(Languages::$languages)?], [Languages::CLOUD] plain),
            aliases: &[$($(Alias { from: $from, to: $to }),+)?],
            properties: &[],
            body: {
                #[allow(unused_imports)]
                use $crate::functions::declare::Body::*;
                $body
            },
        }),+];
    };
}

#[cfg_attr(not(feature = "connect"), allow(unused_imports))]
pub(in crate::functions) use special_forms;

special_forms! {
    /// The first of its sources that has a value.
    ///
    /// Only absent sources are skipped: the empty string is a value. The last source is the default. Sources after the
    /// selected one are not evaluated.
    ///
    /// | expression                              | record                                   | gives       |
    /// |-----------------------------------------|------------------------------------------|-------------|
    /// | `Coalesce([mail], [userPrincipalName])` | `{"userPrincipalName": "ada@contoso.com"}` | `"ada@contoso.com"` |
    /// | `Coalesce([mail], [userPrincipalName])` | `{"mail": "a@b.org", "userPrincipalName": "ada@contoso.com"}` | `"a@b.org"` |
    /// | `Coalesce([mail], "none")`              | `{"mail": ""}`                           | `""`        |
    /// | `Coalesce([mail], [otherMail])`         | `{}`                                     | absent      |
    #[aliases(
        "FirstNonNull($values…)" => "Coalesce($values…)",
        "IfNull($value, $other)" => "Coalesce($value, $other)",
        "NVL($value, $other)" => "Coalesce($value, $other)",
        "FirstPresent" => "`Coalesce(source…)` takes the first that has a value; the empty string is one",
        "IfError" => "no function catches errors; `Coalesce(source…)` takes the first that has a value",
    )]
    form Coalesce(source["source"]: Any Variadic) = Coalesce;

    /// One of two values, depending on a condition.
    ///
    /// The condition is a comparison (`=`, `<>`, `<`, `>`, `<=`, `>=`) or anything that returns `True` or `False`.
    /// There is no `And` and no `Or`: nest `IIF` instead. (The dialect `connect` has `&&` and `||`.) Only the selected value
    /// is evaluated. If the value for `False` is omitted, the result is absent in that case.
    ///
    /// In a comparison, an absent value counts as the empty string. In the dialect `connect`, a comparison with an absent
    /// value is false, also `<>`.
    ///
    /// | expression                                        | record               | dialect | gives     |
    /// |---------------------------------------------------|----------------------|---------|-----------|
    /// | `IIF([country]="USA", [country], [department])`   | `{"country": "USA", "department": "IT"}` | entra | `"USA"` |
    /// | `IIF([country]="USA", [country], [department])`   | `{"country": "NZ", "department": "IT"}`  | entra | `"IT"`  |
    /// | `IIF(IsPresent([pwdLastSet]), "set", )`           | `{}`                 | entra   | absent    |
    /// | `IIF([StatusRehire]=1, "rehire", "new")`          | `{"StatusRehire": "1"}` | entra | `"rehire"` |
    /// | `IIF([a]<>"x", "y", "n")`                         | `{}`                 | entra   | `"y"`     |
    /// | `IIF([a]<>"x", "y", "n")`                         | `{}`                 | cloud-sync | `"y"`  |
    /// | `IIF([a]<>"x", "y", "n")`                         | `{}`                 | connect | `"n"`     |
    /// | `IIF([a]<>"x", "y", "n")`                         | `{"a": "z"}`         | connect | `"y"`     |
    /// | `IIF([a]<>"x", "y", "n")`                         | `{"a": "x"}`         | connect | `"n"`     |
    /// | `IIF([a]="", "y", "n")`                           | `{}`                 | entra   | `"y"`     |
    /// | `IIF([a]="", "y", "n")`                           | `{}`                 | connect | `"n"`     |
    /// | `IIF([a]=[b], "y", "n")`                          | `{}`                 | connect | `"n"`     |
    /// | `IIF([a]<"b", "y", "n")`                          | `{}`                 | connect | `"n"`     |
    /// | `IIF([a]="x" && [b]<>"y", "y", "n")`              | `{"a": "x"}`         | connect | `"n"`     |
    /// | `IIF([a]=[b] \|\| IsNull([a]), "y", "n")`         | `{}`                 | connect | `"y"`     |
    #[aliases(
        "If($condition, $yes, $no)" => "IIF($condition, $yes, $no)",
        "IfElse($condition, $yes, $no)" => "IIF($condition, $yes, $no)",
        "IfThenElse($condition, $yes, $no)" => "IIF($condition, $yes, $no)",
        "Wenn($condition, $yes, $no)" => "IIF($condition, $yes, $no)",
        "Si($condition, $yes, $no)" => "IIF($condition, $yes, $no)",
        "If" => "`IIF(condition, trueValue, falseValue)` needs all three arguments",
        "IFS($one, $yes, True, $no)" => "IIF($one, $yes, $no)",
        "IFS($one, $yes, $other, $second, True, $no)" => "IIF($one, $yes, IIF($other, $second, $no))",
        "IFS" => "nest `IIF(condition, trueValue, falseValue)`",
        "Or" => r#"nest `IIF`: `IIF([a]="x", "yes", IIF([b]="y", "yes", "no"))`"#,
        "And" => r#"nest `IIF`: `IIF([a]="x", IIF([b]="y", "yes", "no"), "no")`"#,
        "Xor" => r#"nest `IIF`: `IIF([a]="x", IIF([b]="y", "no", "yes"), IIF([b]="y", "yes", "no"))`"#,
        "Equals" => r#"compare in the condition of `IIF`: `IIF([a]="x", "yes", "no")`"#,
        "Equal" => r#"compare in the condition of `IIF`: `IIF([a]="x", "yes", "no")`"#,
        "Eq" => r#"compare in the condition of `IIF`: `IIF([a]="x", "yes", "no")`"#,
        "Exact" => r#"compare in the condition of `IIF`: `IIF([a]="x", "yes", "no")`"#,
    )]
    form IIF(condition["one", "two", "three"]: Boolean Nullable, trueValue["four"]: Any Nullable, falseValue["five"]: Any Optional) = If;

    /// The value after the key that equals the source, or the default.
    ///
    /// Keys are compared exactly and are case-sensitive. The key `""` matches an empty and an absent source. If no key
    /// matches and there is no default, the result is absent. The slot of an omitted default stays empty:
    /// `Switch([x], , "key", "value")`. Only the selected value is evaluated.
    ///
    /// | expression                                                         | record                    | gives |
    /// |--------------------------------------------------------------------|---------------------------|-------|
    /// | `Switch([state], "Australia/Sydney", "QLD", "Australia/Brisbane")` | `{"state": "QLD"}`        | `"Australia/Brisbane"` |
    /// | `Switch([state], "Australia/Sydney", "QLD", "Australia/Brisbane")` | `{"state": "qld"}`        | `"Australia/Sydney"` |
    /// | `Switch([IsSoftDeleted], , "False", "True", "True", "False")`      | `{"IsSoftDeleted": true}` | `"False"` |
    /// | `Switch([statusFlag], "Default Value", "true", "1", "", "0")`      | `{}`                      | `"0"` |
    #[aliases(
        "SWITCH($text, $key, $value)" => "Switch($text, , $key, $value)",
        "SWITCH($text, $key, $value, $second, $other)" => "Switch($text, , $key, $value, $second, $other)",
        "SWITCH" => "in `Switch(source, defaultValue, key, value…)` the default is the second argument, not the last",
        "Decode($text, $key, $value)" => "Switch($text, , $key, $value)",
        "Decode($text, $key, $value, $default)" => "Switch($text, $default, $key, $value)",
        "Decode($text, $key, $value, $second, $other)" => "Switch($text, , $key, $value, $second, $other)",
        "Decode" => "in `Switch(source, defaultValue, key, value…)` the default is the second argument, not the last",
        "Case" => "`Switch(source, defaultValue, key, value…)` chooses by equal strings, nested `IIF` by conditions",
        "Choose" => "`Switch(source, defaultValue, key, value…)` takes the value behind the key that is equal",
        "Map" => "`Switch(source, defaultValue, key, value…)` takes the value behind the key that is equal",
    )]
    form Switch(source["source"]: Str Nullable, defaultValue["defaultValue"]: Any Optional, switchValue["switchValue"]: Any Variadic) = Switch;
}
