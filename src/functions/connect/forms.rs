//! The functions of Entra Connect Sync that choose, and those that bind a variable. They have no body; see
//! `shared::choice`.

use crate::functions::declare::{SpecialForm, either};
use crate::functions::shared::choice::special_forms;
use crate::functions::{Alias, Function, Languages, Mode, ParamType, Parameter, ReturnType};
use crate::value::ValueKind;

special_forms! {
    /// Its second argument if the condition is true, otherwise its third.
    ///
    /// Only the chosen one is evaluated. A condition without a value is false. `IgnoreThisFlow`, `NULL` and `AuthoritativeNull`
    /// may be branches.
    ///
    /// | expression                                       | record                | dialect | gives       |
    /// |--------------------------------------------------|-----------------------|---------|-------------|
    /// | `IIF(True, "a", "b")`                            | `{}`                  | connect | `"a"`       |
    /// | `IIF([mail] = "x", "a", "b")`                    | `{}`                  | connect | `"b"`       |
    /// | `IIF([isIt], "a", "b")`                          | `{}`                  | connect | `"b"`       |
    /// | `IIF(IsPresent([mail]), [mail], Error("none"))`  | `{"mail": "a@b.org"}` | connect | `"a@b.org"` |
    /// | `IIF(IsPresent([mail]), [mail], IgnoreThisFlow)` | `{}`                  | connect | skip        |
    /// | `IIF(IsPresent([mail]), [mail], AuthoritativeNull)` | `{}`               | connect | clear       |
    /// | `IIF(InStr([proxyAddresses], "SIP:") = 1, NULL, [proxyAddresses])` | `{"proxyAddresses": ["SIP:a@x.org", "SMTP:b@x.org"]}` | connect | `["SMTP:b@x.org"]` |
    #[languages(CONNECT)]
    #[aliases(
        "If($condition, $yes, $no)" => "IIF($condition, $yes, $no)",
        "IfElse($condition, $yes, $no)" => "IIF($condition, $yes, $no)",
        "IfThenElse($condition, $yes, $no)" => "IIF($condition, $yes, $no)",
        "Wenn($condition, $yes, $no)" => "IIF($condition, $yes, $no)",
        "Si($condition, $yes, $no)" => "IIF($condition, $yes, $no)",
        "Coalesce($value, $other)" => "IIF(IsPresent($value), $value, $other)",
        "Coalesce" => "nest `IIF(IsPresent(…), …, …)`",
    )]
    form IIF(condition["condition"]: Boolean Nullable, trueValue["trueValue"]: Any Nullable, falseValue["falseValue"]: Any Nullable) = If;

    /// The value behind the first condition that is true; no value if none is.
    ///
    /// Conditions and values alternate. All conditions are evaluated, whichever is true, and only the value that is chosen.
    ///
    /// | expression                                            | record       | dialect | gives  |
    /// |-------------------------------------------------------|--------------|---------|--------|
    /// | `Switch([a] = "x", "one", [a] = "y", "two")`          | `{"a": "y"}` | connect | `"two"` |
    /// | `Switch([a] = "x", "one", True, "other")`             | `{"a": "z"}` | connect | `"other"` |
    /// | `Switch([a] = "x", "one")`                            | `{"a": "z"}` | connect | absent |
    /// | `Switch([a] = "x", NULL, True, 1)`                    | `{"a": "x"}` | connect | absent |
    /// | `Switch(True, 1, Item([a], 2) = "x", 2)`              | `{"a": "z"}` | connect | item-out-of-range |
    /// | `Switch(True, 1, False, Error("not this"))`           | `{}`         | connect | `1`    |
    #[languages(CONNECT)]
    form Switch(condition["condition"]: Boolean Nullable, value["value"]: Any Variadic) = Special(SpecialForm::Switch);

    /// Its last argument, in which the variable has the value of the second.
    ///
    /// | expression                                            | record                | dialect | gives |
    /// |-------------------------------------------------------|-----------------------|---------|-------|
    /// | `With($name, LCase([sn]), Left($name, 1) & $name)`    | `{"sn": "Lovelace"}`  | connect | `"llovelace"` |
    /// | `With($all, Where($item, [mails], InStr($item, "@") > 0), Count($all))` | `{"mails": ["a@b", "c"]}` | connect | `1` |
    /// | `With($a, [sn], With($b, [givenName], $b & " " & $a))` | `{"sn": "L", "givenName": "A"}` | connect | `"A L"` |
    /// | `With($a, [sn], IIF(IsPresent($a), $a, IgnoreThisFlow))` | `{}` | connect | skip |
    #[languages(CONNECT)]
    form With(variable["variable"]: Any Nullable, value["value"]: Values Nullable, expression["expression"]: Any Nullable) = Special(SpecialForm::With);

    /// Its last argument for each value of the second, in their order.
    ///
    /// The variable has one value after the other. What has no value is left out.
    ///
    /// | expression                                              | record                         | dialect | gives          |
    /// |---------------------------------------------------------|--------------------------------|---------|----------------|
    /// | `Select($item, [otherPhone], Replace($item, "-", ""))`  | `{"otherPhone": ["1-2", "3-4"]}` | connect | `["12", "34"]` |
    /// | `Select($item, [mails], IIF($item = "a", NULL, $item))` | `{"mails": ["a", "b"]}`        | connect | `["b"]`        |
    /// | `Select($item, [mails], LCase($item))`                  | `{}`                           | connect | absent         |
    /// | `Select($item, [mails], LCase($item))`                  | `{"mails": "A"}`               | connect | `["a"]`        |
    #[languages(CONNECT)]
    form Select(variable["variable"]: Any Nullable, attribute["attribute"]: Values Nullable, expression["expression"]: Any Nullable) = Special(SpecialForm::Select);

    /// The values of the second argument for which the condition is true, in their order.
    ///
    /// The variable has one value after the other.
    ///
    /// | expression                                     | record                       | dialect | gives        |
    /// |------------------------------------------------|------------------------------|---------|--------------|
    /// | `Where($item, [mails], InStr($item, "@") > 0)` | `{"mails": ["a@b", "c", "d@e"]}` | connect | `["a@b", "d@e"]` |
    /// | `Where($m, [mails], $m = "x")`                 | `{"mails": ["a", "b"]}`      | connect | absent       |
    /// | `Where($m, [mails], $m = "x")`                 | `{}`                         | connect | absent       |
    /// | `Where($m, [mails], $m = "x")`                 | `{"mails": "x"}`             | connect | `["x"]`      |
    #[languages(CONNECT)]
    form Where(variable["variable"]: Any Nullable, attribute["attribute"]: Values Nullable, condition["condition"]: Boolean Nullable) = Special(SpecialForm::Where);
}
