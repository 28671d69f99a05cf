//! Functions that control whether a value flows, instead of computing one. What a flow is, the engine knows.

use crate::diagnostic::registry;
use crate::functions::CallError;
use crate::functions::declare::functions;
use crate::functions::parameter::FlowControl;
use crate::text::Span;
use crate::value::Value;

functions! {
    /// The value; if there is none or it is the empty string, the target attribute is left as it is.
    ///
    /// Only useful as the outermost function: put it around the whole expression. A string of spaces is not empty.
    ///
    /// | expression                                 | record                        | gives |
    /// |--------------------------------------------|-------------------------------|-------|
    /// | `IgnoreFlowIfNullOrEmpty([mobile])`        | `{"mobile": "+64 21 555"}`    | `"+64 21 555"` |
    /// | `IgnoreFlowIfNullOrEmpty([mobile])`        | `{"mobile": " "}`             | `" "` |
    /// | `IgnoreFlowIfNullOrEmpty([mobile])`        | `{"mobile": ""}`              | skip |
    /// | `IgnoreFlowIfNullOrEmpty([mobile])`        | `{}`                          | skip |
    /// | `IgnoreFlowIfNullOrEmpty(Switch([state], , "QLD", "Brisbane"))` | `{"state": "NSW"}` | skip |
    /// | `IgnoreFlowIfNullOrEmpty([active])`        | `{"active": false}`           | `"False"` |
    #[properties(KeepsTruth)]
    fn IgnoreFlowIfNullOrEmpty<'r>(expression["source"]: Value<'r>) -> FlowControl<'r> {
        FlowControl(if expression.is_empty() { Value::Skip } else { expression })
    }

    /// The value itself; the logs of the service show `[Redact]` instead.
    ///
    /// attrflow writes no such logs, so the value is returned as it is.
    ///
    /// | expression               | record              | gives |
    /// |--------------------------|---------------------|-------|
    /// | `Redact("Pass@w0rd1")`   | `{}`                | `"Pass@w0rd1"` |
    /// | `Redact([employeeId])`   | `{"employeeId": 7}` | `7` |
    /// | `Redact([mails])`        | `{"mails": ["a", "b"]}` | `["a", "b"]` |
    /// | `Redact([employeeId])`   | `{}`                | absent |
    #[properties(Hides, KeepsTruth)]
    fn Redact<'r>(value["source"]: Value<'r>) -> Value<'r> {
        value
    }

    /// Stops the mapping of the attribute with a message.
    ///
    /// Use it in the branch of a condition that must not be reached.
    ///
    /// | expression                                             | record            | gives |
    /// |--------------------------------------------------------|-------------------|-------|
    /// | `IIF(IsPresent([dNSHostName]), "ok", Error("no host name"))` | `{"dNSHostName": "pc1"}` | `"ok"` |
    /// | `IIF(IsPresent([dNSHostName]), "ok", Error("no host name"))` | `{}`        | raised-error |
    /// | `Error([why])`                                         | `{}`              | raised-error |
    #[languages(CLOUD_SYNC)]
    fn Error<'r>(message: Option<&'r str>) -> Result<Value<'r>, CallError> {
        let diagnostic = registry::raised_error(Span::default()).with_value(message.unwrap_or_default());
        Err(CallError::Call(Box::new(diagnostic)))
    }
}
