//! Functions on numbers, and from numbers to strings. Arithmetic is done by operators, in the VM.

use crate::functions::declare::functions;

functions! {
    /// The bits that are set in both of two numbers.
    ///
    /// Numbers are decimal, or hexadecimal with the prefix `&H`. Absent if one of them is absent.
    ///
    /// | expression                          | record                        | gives |
    /// |-------------------------------------|-------------------------------|-------|
    /// | `BitAnd(&HF, &HF7)`                 | `{}`                          | `7`   |
    /// | `BitAnd([userAccountControl], 2)`   | `{"userAccountControl": "514"}` | `2` |
    /// | `BitAnd([userAccountControl], 2)`   | `{"userAccountControl": 512}` | `0`   |
    /// | `IIF(BitAnd([userAccountControl], 2)="0", "True", "False")` | `{"userAccountControl": 512}` | `"True"` |
    /// | `BitAnd([userAccountControl], -1)`  | `{"userAccountControl": 514}` | `514` |
    /// | `BitAnd([userAccountControl], 2)`   | `{}`                          | absent |
    /// | `BitAnd([userAccountControl], 2)`   | `{"userAccountControl": "x"}` | wrong-kind |
    fn BitAnd<'r>(value1["left"]: i64, value2["right"]: i64) -> i64 {
        value1 & value2
    }

    /// The value as a string.
    ///
    /// A Boolean becomes `True` or `False`; a number keeps its digits as written. Absent if the value is absent.
    ///
    /// | expression       | record                             | gives |
    /// |------------------|------------------------------------|-------|
    /// | `CStr([dn])`     | `{"dn": "cn=Joe,dc=contoso,dc=com"}` | `"cn=Joe,dc=contoso,dc=com"` |
    /// | `CStr([active])` | `{"active": true}`                 | `"True"` |
    /// | `CStr([n])`      | `{"n": 7}`                         | `"7"` |
    /// | `CStr([n])`      | `{"n": 1.25}`                      | `"1.25"` |
    /// | `CStr(Len([mail]))` | `{"mail": "a@b.org"}`           | `"7"` |
    /// | `CStr([n])`      | `{}`                               | absent |
    #[aliases(
        "ToString($value)" => "CStr($value)",
        "ToText($value)" => "CStr($value)",
        "Str($value)" => "CStr($value)",
    )]
    #[properties(KeepsTruth)]
    fn CStr<'r>(value["source"]: &'r str) -> &'r str {
        value
    }
}
