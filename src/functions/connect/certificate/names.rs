//! Names of certificates as .NET writes them: the last part first, with Windows' short names and quotation marks.
//!
//! Knows nothing of the rest of a certificate.

use x509_cert::der::asn1::Any;
use x509_cert::der::{Tag, Tagged};

/// The name of a subject or of an issuer.
pub(super) type Name = x509_cert::name::Name;

/// The short names that Windows has for attributes of names. All others are written by their identifier.
const KEYS: [(&str, &str); 18] = [
    ("2.5.4.3", "CN"),
    ("2.5.4.4", "SN"),
    ("2.5.4.5", "SERIALNUMBER"),
    ("2.5.4.6", "C"),
    ("2.5.4.7", "L"),
    ("2.5.4.8", "S"),
    ("2.5.4.9", "STREET"),
    ("2.5.4.10", "O"),
    ("2.5.4.11", "OU"),
    ("2.5.4.12", "T"),
    ("2.5.4.13", "Description"),
    ("2.5.4.17", "PostalCode"),
    ("2.5.4.18", "POBox"),
    ("2.5.4.20", "Phone"),
    ("2.5.4.42", "G"),
    ("2.5.4.43", "I"),
    ("0.9.2342.19200300.100.1.25", "DC"),
    ("1.2.840.113549.1.9.1", "E"),
];

/// A name as .NET's `X509Certificate2.Subject` has it.
pub(super) fn written(name: &Name) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in name.iter_rdn() {
        let each = part.iter().map(|attribute| {
            let oid = attribute.oid.to_string();
            let key = KEYS.iter().find(|(known, _)| *known == oid);
            let key = key.map_or_else(|| format!("OID.{oid}"), |(_, key)| (*key).to_owned());
            format!("{key}={}", quoted(&text_of_value(&attribute.value)))
        });
        parts.push(each.collect::<Vec<_>>().join(" + "));
    }
    parts.reverse();
    parts.join(", ")
}

/// The value of the last attribute of a name with an identifier, or of the first attribute there is.
pub(super) fn find(name: &Name, wanted: Option<&str>) -> Option<String> {
    let mut all = name.iter_rdn().flat_map(|part| part.iter());
    let found = match wanted {
        Some(oid) => all.filter(|attribute| attribute.oid.to_string() == oid).last(),
        None => all.next(),
    };
    found.map(|attribute| text_of_value(&attribute.value))
}

fn quoted(value: &str) -> String {
    const SPECIAL: [char; 9] = [',', '+', '=', '"', '\n', '<', '>', '#', ';'];
    let needs_quotes = value.is_empty() || value.trim() != value || value.contains(SPECIAL);
    if needs_quotes { format!("\"{}\"", value.replace('"', "\"\"")) } else { value.to_owned() }
}

/// A value by its encoding. Windows' T.61 is Latin-1, unless it is UTF-8.
pub(super) fn text_of_value(value: &Any) -> String {
    let bytes = value.value();
    let latin = || bytes.iter().map(|byte| char::from(*byte)).collect();
    match value.tag() {
        Tag::Utf8String => String::from_utf8_lossy(bytes).into_owned(),
        Tag::BmpString => {
            let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
            String::from_utf16_lossy(&units)
        }
        Tag::TeletexString => str::from_utf8(bytes).map_or_else(|_| latin(), str::to_owned),
        Tag::PrintableString | Tag::Ia5String | Tag::VisibleString | Tag::NumericString => latin(),
        _ => format!("#{}", bytes.iter().map(|byte| format!("{byte:02X}")).collect::<String>()),
    }
}
