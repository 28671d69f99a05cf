//! Functions that encode strings as base64 or hexadecimal digits, and decode them. How is in `dotnet::encoding`.

use crate::diagnostic::{EvalError, registry};
use crate::dotnet::encoding::{self, Encoding};
use crate::functions::declare::functions;
use crate::functions::parameter::Optional;
use crate::functions::{CallError, Scope};
use crate::text::Span;

/// What `ConvertFromBase64` reads.
const ENCODINGS: &str = "`Unicode`, `UTF8` or `ASCII`";

functions! {
    /// The UTF-16 bytes of the string (low byte first) in base64.
    ///
    /// Absent if the source is absent.
    ///
    /// | expression                        | record          | gives |
    /// |-----------------------------------|-----------------|-------|
    /// | `ConvertToBase64("Hello world!")` | `{}`            | `"SABlAGwAbABvACAAdwBvAHIAbABkACEA"` |
    /// | `ConvertToBase64([name])`         | `{"name": "é"}` | `"6QA="` |
    /// | `ConvertToBase64([name])`         | `{"name": ""}`  | `""` |
    /// | `ConvertToBase64([name])`         | `{}`            | absent |
    #[aliases(
        "Base64Encode" => "`ConvertToBase64(source)` encodes the string as UTF-16, others mostly as UTF-8",
        "ToBase64" => "`ConvertToBase64(source)` encodes the string as UTF-16, others mostly as UTF-8",
    )]
    fn ConvertToBase64<'r>(source: &'r str, scope: &'r Scope<'r>) -> Result<&'r str, EvalError> {
        // A lower bound of the result's length, so that nothing is encoded only to be refused: three characters become at
        // least 8 digits, and have at most 9 bytes in UTF-8.
        scope.allow(source.len().saturating_mul(8) / 9)?;
        scope.make(&encoding::base64_of_utf16(source))
    }

    /// The string that is encoded in base64.
    ///
    /// The bytes are read as `Unicode` (UTF-16, low byte first) unless `UTF8` or `ASCII` is given; bytes that are not
    /// valid in that encoding are replaced. White space in the base64 is ignored. Absent if the source is absent.
    ///
    /// | expression                                             | record          | gives |
    /// |--------------------------------------------------------|-----------------|-------|
    /// | `ConvertFromBase64("SABlAGwAbABvACAAdwBvAHIAbABkACEA")` | `{}`           | `"Hello world!"` |
    /// | `ConvertFromBase64("SGVsbG8gd29ybGQh", UTF8)`          | `{}`            | `"Hello world!"` |
    /// | `ConvertFromBase64([data], ASCII)`                     | `{"data": "Wm/Dqw=="}` | `"Zo??"` |
    /// | `ConvertFromBase64([data])`                            | `{"data": ""}`  | `""` |
    /// | `ConvertFromBase64([data])`                            | `{}`            | absent |
    /// | `ConvertFromBase64([data])`                            | `{"data": "SGk"}` | not-base64 |
    /// | `ConvertFromBase64("SGk=", [how])`                     | `{"how": "UTF9"}` | unknown-option |
    #[languages(CLOUD_SYNC)]
    #[aliases(
        "Base64Decode($text)" => "ConvertFromBase64($text, UTF8)",
        "FromBase64($text)" => "ConvertFromBase64($text, UTF8)",
    )]
    #[properties(OneOf("encoding", ENCODINGS))]
    fn ConvertFromBase64<'r>(source: &'r str, encoding: Optional<&'r str>, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        from_base64(scope, source, encoding.0)
    }

    /// The UTF-8 bytes of the string in hexadecimal digits.
    ///
    /// The digits are in upper case. Absent if the source is absent.
    ///
    /// | expression                          | record          | gives |
    /// |-------------------------------------|-----------------|-------|
    /// | `ConvertToUTF8Hex("Hello world!")`  | `{}`            | `"48656C6C6F20776F726C6421"` |
    /// | `ConvertToUTF8Hex([name])`          | `{"name": "é"}` | `"C3A9"` |
    /// | `ConvertToUTF8Hex([name])`          | `{"name": ""}`  | `""` |
    /// | `ConvertToUTF8Hex([name])`          | `{}`            | absent |
    fn ConvertToUTF8Hex<'r>(source: &'r str, scope: &'r Scope<'r>) -> Result<&'r str, EvalError> {
        scope.allow(source.len().saturating_mul(2))?;
        scope.make(&encoding::hex_of_utf8(source))
    }

    /// The string form of a security identifier (SID).
    ///
    /// The identifier is the value of a binary attribute, in base64 as Active Directory exports it. Absent if the
    /// identifier is absent.
    ///
    /// | expression                    | record                                       | gives |
    /// |-------------------------------|----------------------------------------------|-------|
    /// | `StringFromSid([objectSid])`  | `{"objectSid": "AQIAAAAAAAUgAAAAIAIAAA=="}`  | `"S-1-5-32-544"` |
    /// | `StringFromSid([objectSid])`  | `{}`                                         | absent |
    /// | `StringFromSid([objectSid])`  | `{"objectSid": "S-1-5-32-544"}`              | not-a-sid |
    /// | `StringFromSid([objectSid])`  | `{"objectSid": ""}`                          | not-a-sid |
    #[languages(CLOUD_SYNC)]
    fn StringFromSid<'r>(objectSid["source"]: &'r str, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        let text = encoding::sid_of_base64(objectSid);
        let text = text.ok_or_else(|| CallError::text(0, registry::not_a_sid(Span::default(), "StringFromSid"), objectSid))?;
        Ok(scope.make(&text)?)
    }
}

/// The string of base64 in an encoding of this name.
pub(in crate::functions) fn from_base64<'r>(
    scope: &'r Scope<'r>,
    source: &str,
    encoding: Option<&str>,
) -> Result<&'r str, CallError> {
    let encoded = match encoding {
        None | Some("Unicode") => Encoding::Unicode,
        Some("UTF8") => Encoding::Utf8,
        Some("ASCII") => Encoding::Ascii,
        Some(other) => {
            let options = "`Unicode`, `UTF8` or `ASCII`";
            let diagnostic = registry::unknown_option(Span::default(), "encoding", "ConvertFromBase64", options);
            return Err(CallError::text(1, diagnostic, other));
        }
    };
    let bytes = encoding::bytes_of_base64(source);
    let bytes =
        bytes.ok_or_else(|| CallError::text(0, registry::not_base64(Span::default(), "ConvertFromBase64"), source))?;
    Ok(scope.make(&encoding::text_of_bytes(&bytes, encoded))?)
}
