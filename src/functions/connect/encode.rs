//! Functions of Entra Connect Sync between strings and bytes: base64, hexadecimal digits, GUIDs, security identifiers.

use super::number::unknown;
use super::types::{Bytes, Cut, Str};
use crate::diagnostic::{EvalError, registry};
use crate::dotnet::encoding::{self, Encoding};
use crate::functions::declare::functions;
use crate::functions::parameter::Optional;
use crate::functions::shared::encode::from_base64;
use crate::functions::{CallError, Scope};
use crate::text::Span;

functions! {
    /// Base64 of a string in UTF-16, or of a binary value as it is.
    ///
    /// The source anchor of a user is made from a binary value in this way.
    ///
    /// | expression                       | record                                       | dialect | gives                              |
    /// |----------------------------------|----------------------------------------------|---------|------------------------------------|
    /// | `ConvertToBase64("Hello world!")` | `{}`                                        | connect | `"SABlAGwAbABvACAAdwBvAHIAbABkACEA"` |
    /// | `ConvertToBase64([objectGUID])`  | `{"objectGUID": "AAECAwQFBgcICQoLDA0ODw=="}` | connect | `"AAECAwQFBgcICQoLDA0ODw=="`       |
    /// | `ConvertToBase64([objectGUID])`  | `{}`                                         | connect | absent                             |
    #[languages(CONNECT)]
    fn ConvertToBase64<'r>(source: Cut<'r>, scope: &'r Scope<'r>) -> Result<&'r str, EvalError> {
        match source {
            Cut::Str(text) => {
                scope.allow(text.len().saturating_mul(8) / 9)?;
                scope.make(&encoding::base64_of_utf16(text))
            }
            Cut::Bytes(bytes) => {
                scope.allow(bytes.len().saturating_mul(4) / 3)?;
                scope.make(&encoding::base64::encode(bytes))
            }
        }
    }

    /// The string of base64, in UTF-16 or in another encoding.
    ///
    /// | expression                                        | record | dialect | gives           |
    /// |---------------------------------------------------|--------|---------|-----------------|
    /// | `ConvertFromBase64("SABlAGwAbABvACAAdwBvAHIAbABkACEA")` | `{}` | connect | `"Hello world!"` |
    /// | `ConvertFromBase64("SGVsbG8gd29ybGQh", UTF8)`     | `{}`   | connect | `"Hello world!"` |
    /// | `ConvertFromBase64([d], UTF8)`                    | `{"d": "SGk"}` | connect | not-base64 |
    /// | `ConvertFromBase64([d])`                          | `{}`   | connect | absent          |
    #[languages(CONNECT)]
    #[aliases(
        "Base64Decode($text)" => "ConvertFromBase64($text, UTF8)",
        "FromBase64($text)" => "ConvertFromBase64($text, UTF8)",
    )]
    fn ConvertFromBase64<'r>(source: Str<'r>, encoding: Optional<Str<'r>>, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        from_base64(scope, source.0, encoding.0.map(|name| name.0))
    }

    /// The hexadecimal digits of a string in UTF-8, in upper case.
    ///
    /// | expression                        | record                  | dialect | gives        |
    /// |-----------------------------------|-------------------------|---------|--------------|
    /// | `ConvertToUTF8Hex([sourceAnchor])` | `{"sourceAnchor": "abc="}` | connect | `"6162633D"` |
    /// | `ConvertToUTF8Hex("Ä")`           | `{}`                    | connect | `"C384"`     |
    /// | `ConvertToUTF8Hex([a])`           | `{}`                    | connect | absent       |
    #[languages(CONNECT)]
    fn ConvertToUTF8Hex<'r>(source: Str<'r>, scope: &'r Scope<'r>) -> Result<&'r str, EvalError> {
        scope.allow(source.0.len().saturating_mul(2))?;
        scope.make(&encoding::hex_of_utf8(source.0))
    }

    /// The string whose UTF-8 has these hexadecimal digits.
    ///
    /// | expression                         | record         | dialect | gives            |
    /// |------------------------------------|----------------|---------|------------------|
    /// | `ConvertFromUTF8Hex("48656C6C6F20776F726C6421")` | `{}` | connect | `"Hello world!"` |
    /// | `ConvertFromUTF8Hex("c384")`       | `{}`           | connect | `"Ä"`            |
    /// | `ConvertFromUTF8Hex([a])`          | `{"a": "4g"}`  | connect | not-hex          |
    /// | `ConvertFromUTF8Hex([a])`          | `{}`           | connect | absent           |
    #[languages(CONNECT)]
    fn ConvertFromUTF8Hex<'r>(source: Str<'r>, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        let bytes = bytes_of_hex(source.0).ok_or_else(|| {
            CallError::text(0, registry::not_hex(Span::default(), "ConvertFromUTF8Hex"), source.0)
        })?;
        Ok(scope.make(&encoding::text_of_bytes(&bytes, Encoding::Utf8))?)
    }

    /// The bytes of a GUID, with or without braces.
    ///
    /// | expression                                              | record | dialect | gives |
    /// |---------------------------------------------------------|--------|---------|-------|
    /// | `ConvertToBase64(CGuid("00010203-0405-0607-0809-0a0b0c0d0e0f"))` | `{}` | connect | `"AwIBAAUEBwYICQoLDA0ODw=="` |
    /// | `StringFromGuid(CGuid("{00001111-AAAA-2222-bbbb-3333cccc4444}"))` | `{}` | connect | `"00001111-aaaa-2222-bbbb-3333cccc4444"` |
    /// | `CGuid([a])`                                            | `{"a": "x"}` | connect | not-a-guid |
    /// | `CGuid([a])`                                            | `{}`   | connect | absent |
    #[languages(CONNECT)]
    fn CGuid<'r>(value: Str<'r>, scope: &'r Scope<'r>) -> Result<Bytes<'r>, CallError> {
        let bytes = guid_of_text(value.0)
            .ok_or_else(|| CallError::text(0, registry::not_a_guid(Span::default(), "CGuid"), value.0))?;
        Ok(Bytes(scope.arena.alloc_slice_copy(&bytes)))
    }

    /// The GUID whose bytes these are, in lower case and without braces.
    ///
    /// | expression                      | record                                       | dialect | gives |
    /// |---------------------------------|----------------------------------------------|---------|-------|
    /// | `StringFromGuid([objectGUID])`  | `{"objectGUID": "AwIBAAUEBwYICQoLDA0ODw=="}` | connect | `"00010203-0405-0607-0809-0a0b0c0d0e0f"` |
    /// | `StringFromGuid([objectGUID])`  | `{"objectGUID": "AAEC"}`                     | connect | not-a-guid |
    /// | `StringFromGuid([objectGUID])`  | `{}`                                         | connect | absent |
    #[languages(CONNECT)]
    fn StringFromGuid<'r>(value: Bytes<'r>, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        let text = text_of_guid(value.0).ok_or_else(|| {
            CallError::Argument(0, Box::new(registry::not_a_guid(Span::default(), "StringFromGuid")))
        })?;
        Ok(scope.make(&text)?)
    }

    /// A security identifier as a string.
    ///
    /// | expression                   | record                                      | dialect | gives            |
    /// |------------------------------|---------------------------------------------|---------|------------------|
    /// | `StringFromSid([objectSid])` | `{"objectSid": "AQIAAAAAAAUgAAAAIAIAAA=="}` | connect | `"S-1-5-32-544"` |
    /// | `StringFromSid([objectSid])` | `{"objectSid": "AAEC"}`                     | connect | not-a-sid        |
    /// | `StringFromSid([objectSid])` | `{}`                                        | connect | absent           |
    #[languages(CONNECT)]
    fn StringFromSid<'r>(objectSid: Bytes<'r>, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        let text = encoding::sid_of_bytes(objectSid.0).ok_or_else(|| {
            CallError::Argument(0, Box::new(registry::not_a_sid(Span::default(), "StringFromSid")))
        })?;
        Ok(scope.make(&text)?)
    }

    /// The thumbprint of a device key.
    ///
    /// Which hash it is is not known, so a check accepts it and a run refuses it.
    ///
    /// | expression                 | record                   | dialect | gives          |
    /// |----------------------------|--------------------------|---------|----------------|
    /// | `Thumbprint([objectGUID])` | `{"objectGUID": "AAEC"}` | connect | unknown-result |
    /// | `Thumbprint([objectGUID])` | `{}`                     | connect | absent         |
    #[languages(CONNECT)]
    fn Thumbprint<'r>(value: Bytes<'r>) -> Result<Bytes<'r>, CallError> {
        let _ = value.0;
        Err(unknown("Thumbprint", "which hash it takes is not known"))
    }
}

/// The bytes of hexadecimal digits, two each.
fn bytes_of_hex(text: &str) -> Option<Vec<u8>> {
    let (pairs, odd) = text.as_bytes().as_chunks::<2>();
    let digit = |digit: u8| char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    odd.is_empty().then_some(())?;
    pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?)).collect()
}

/// The bytes of a GUID in the order of .NET's `Guid.ToByteArray`: the first three numbers have the low byte first.
pub(super) fn guid_of_text(text: &str) -> Option<[u8; 16]> {
    let inner = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(text);
    let lengths = inner.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]).then_some(())?;
    let bytes: [u8; 16] = bytes_of_hex(&inner.replace('-', ""))?.try_into().ok()?;
    Some(swapped(bytes))
}

fn text_of_guid(bytes: &[u8]) -> Option<String> {
    let bytes: [u8; 16] = bytes.try_into().ok()?;
    let mut text: String = swapped(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    [20, 16, 12, 8].into_iter().for_each(|at| text.insert(at, '-'));
    Some(text)
}

/// The bytes of the first three numbers of a GUID in the opposite order.
fn swapped(bytes: [u8; 16]) -> [u8; 16] {
    let [a, b, c, d, e, f, g, h, rest @ ..] = bytes;
    let [i, j, k, l, m, n, o, p] = rest;
    [d, c, b, a, f, e, h, g, i, j, k, l, m, n, o, p]
}
