//! Functions between texts and their bytes written as text.

use crate::diagnostic::{EvalError, registry};
use crate::dotnet::encode::{self, Encoding};
use crate::functions::declare::functions;
use crate::functions::parameter::Optional;
use crate::functions::{CallError, Scope};
use crate::text::Span;

functions! {
    /// Base64 of the text's UTF-16 bytes, low byte first.
    ///
    /// Absent when the source is.
    ///
    /// | expression                        | record          | gives |
    /// |-----------------------------------|-----------------|-------|
    /// | `ConvertToBase64("Hello world!")` | `{}`            | `"SABlAGwAbABvACAAdwBvAHIAbABkACEA"` |
    /// | `ConvertToBase64([name])`         | `{"name": "é"}` | `"6QA="` |
    /// | `ConvertToBase64([name])`         | `{"name": ""}`  | `""` |
    /// | `ConvertToBase64([name])`         | `{}`            | absent |
    #[also_called("Base64Encode", "ToBase64")]
    fn ConvertToBase64<'r>(source: &'r str, scope: &'r Scope<'r>) -> Result<&'r str, EvalError> {
        // At least 8 digits for 3 characters of one byte, and for 9 bytes in 3 of the others.
        scope.allow(source.len().saturating_mul(8) / 9)?;
        scope.make(&encode::base64_of_utf16(source))
    }

    /// The text that base64 digits stand for.
    ///
    /// Their bytes are taken for `Unicode` (UTF-16, low byte first) unless `UTF8` or `ASCII` is given; bytes that cannot
    /// be read so are replaced. White space between the digits does not matter. Absent when the source is.
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
    #[languages(SYNC)]
    #[also_called("Base64Decode", "FromBase64")]
    fn ConvertFromBase64<'r>(source: &'r str, encoding: Optional<&'r str>, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        let encoding = match encoding.0 {
            None | Some("Unicode") => Encoding::Unicode,
            Some("UTF8") => Encoding::Utf8,
            Some("ASCII") => Encoding::Ascii,
            Some(other) => {
                let options = "`Unicode`, `UTF8` or `ASCII`";
                let diagnostic = registry::unknown_option(Span::default(), "encoding", "ConvertFromBase64", options);
                return Err(CallError::text(1, diagnostic, other));
            }
        };
        let bytes = encode::bytes_of_base64(source);
        let bytes = bytes.ok_or_else(|| CallError::text(0, registry::not_base64(Span::default(), "ConvertFromBase64"), source))?;
        Ok(scope.make(&encode::text_of_bytes(&bytes, encoding))?)
    }

    /// The text's UTF-8 bytes in hexadecimal digits.
    ///
    /// In upper case. Absent when the source is.
    ///
    /// | expression                          | record          | gives |
    /// |-------------------------------------|-----------------|-------|
    /// | `ConvertToUTF8Hex("Hello world!")`  | `{}`            | `"48656C6C6F20776F726C6421"` |
    /// | `ConvertToUTF8Hex([name])`          | `{"name": "é"}` | `"C3A9"` |
    /// | `ConvertToUTF8Hex([name])`          | `{"name": ""}`  | `""` |
    /// | `ConvertToUTF8Hex([name])`          | `{}`            | absent |
    #[languages(ALL)]
    fn ConvertToUTF8Hex<'r>(source: &'r str, scope: &'r Scope<'r>) -> Result<&'r str, EvalError> {
        scope.allow(source.len().saturating_mul(2))?;
        scope.make(&encode::hex_of_utf8(source))
    }

    /// A security identifier's text form, from its bytes.
    ///
    /// The bytes are a binary attribute's, written in base64 as Active Directory exports them. Absent when the
    /// identifier is.
    ///
    /// | expression                    | record                                       | gives |
    /// |-------------------------------|----------------------------------------------|-------|
    /// | `StringFromSid([objectSid])`  | `{"objectSid": "AQIAAAAAAAUgAAAAIAIAAA=="}`  | `"S-1-5-32-544"` |
    /// | `StringFromSid([objectSid])`  | `{}`                                         | absent |
    /// | `StringFromSid([objectSid])`  | `{"objectSid": "S-1-5-32-544"}`              | not-a-sid |
    /// | `StringFromSid([objectSid])`  | `{"objectSid": ""}`                          | not-a-sid |
    #[languages(SYNC)]
    fn StringFromSid<'r>(objectSid["source"]: &'r str, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        let text = encode::sid_of_base64(objectSid);
        let text = text.ok_or_else(|| CallError::text(0, registry::not_a_sid(Span::default(), "StringFromSid"), objectSid))?;
        Ok(scope.make(&text)?)
    }
}
