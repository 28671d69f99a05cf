//! Certificates as `x509-cert` reads them, with what .NET's `X509Certificate2` says of them. The profile is the one that takes
//! everything as it is: certificates in directories have long and negative serial numbers, and names in old encodings.
//!
//! Knows nothing of functions.

use super::names::{Name, find, text_of_value};
use crate::dotnet::encoding;
use std::borrow::Cow;
use x509_cert::certificate::{CertificateInner, Raw};
use x509_cert::der::asn1::ObjectIdentifier;
use x509_cert::der::{Decode, Encode};
use x509_cert::ext::pkix::name::{GeneralName, GeneralNames};

/// The extension with other names of the subject, and of the issuer.
const SUBJECT_NAMES: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.17");
const ISSUER_NAMES: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.18");
/// Another name that is a user principal name.
const PRINCIPAL_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.20.2.3");

/// A certificate.
pub(super) struct Certificate {
    inner: CertificateInner<Raw>,
    der: Vec<u8>,
}

/// Which name of a certificate is asked for: .NET's `X509NameType`.
#[derive(Clone, Copy)]
pub(super) enum NameType {
    Simple,
    Email,
    Principal,
    Dns,
    DnsFromAlternativeName,
    Url,
}

impl NameType {
    /// All of them by their names.
    pub const ALL: [(&'static str, NameType); 6] = [
        ("SimpleName", NameType::Simple),
        ("EmailName", NameType::Email),
        ("UpnName", NameType::Principal),
        ("DnsName", NameType::Dns),
        ("DnsFromAlternativeName", NameType::DnsFromAlternativeName),
        ("UrlName", NameType::Url),
    ];
}

impl Certificate {
    /// A certificate in DER, or in base64 with or without the lines that PEM puts around it.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let der = match bytes.first()? {
            0x30 => Cow::Borrowed(bytes),
            _ => Cow::Owned(from_text(str::from_utf8(bytes).ok()?)?),
        };
        let inner = CertificateInner::from_der(&der).ok()?;
        Some(Self { inner, der: der.into_owned() })
    }

    /// Its bytes.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    pub fn version(&self) -> i64 {
        self.inner.tbs_certificate().version() as i64 + 1
    }

    /// The subject's name, or the issuer's.
    pub fn name(&self, is_issuer: bool) -> &Name {
        let inner = self.inner.tbs_certificate();
        if is_issuer { inner.issuer() } else { inner.subject() }
    }

    /// The bytes of the serial number, the highest first.
    pub fn serial_number(&self) -> &[u8] {
        self.inner.tbs_certificate().serial_number().as_bytes()
    }

    /// When it begins or ends to be valid, in seconds since 1970.
    pub fn valid(&self, is_end: bool) -> u64 {
        let validity = self.inner.tbs_certificate().validity();
        let time = if is_end { validity.not_after } else { validity.not_before };
        time.to_unix_duration().as_secs()
    }

    pub fn key_algorithm(&self) -> String {
        self.inner.tbs_certificate().subject_public_key_info().algorithm.oid.to_string()
    }

    /// The DER of the parameters of the key's algorithm; nothing without parameters.
    pub fn key_parameters(&self) -> Vec<u8> {
        let parameters = &self.inner.tbs_certificate().subject_public_key_info().algorithm.parameters;
        parameters.as_ref().and_then(|parameters| parameters.to_der().ok()).unwrap_or_default()
    }

    pub fn signature_algorithm(&self) -> String {
        self.inner.signature_algorithm().oid.to_string()
    }

    /// The critical extensions, in their order.
    pub fn critical_extensions(&self) -> Vec<String> {
        let extensions = self.inner.tbs_certificate().extensions().map_or(&[][..], |all| all);
        extensions.iter().filter(|one| one.critical).map(|one| one.extn_id.to_string()).collect()
    }

    /// A name of the subject or of the issuer; empty if there is none.
    pub fn name_info(&self, kind: NameType, is_issuer: bool) -> String {
        const COMMON: &str = "2.5.4.3";
        const EMAIL: &str = "1.2.840.113549.1.9.1";
        let name = self.name(is_issuer);
        let others = self.other_names(is_issuer);
        let other = |want: &dyn Fn(&GeneralName) -> Option<String>| others.iter().find_map(want);
        let email = |one: &GeneralName| matches!(one, GeneralName::Rfc822Name(_)).then(|| text_of(one));
        let dns = |one: &GeneralName| matches!(one, GeneralName::DnsName(_)).then(|| text_of(one));
        let found = match kind {
            NameType::Simple => {
                [COMMON, "2.5.4.11", "2.5.4.10", EMAIL].into_iter().find_map(|oid| find(name, Some(oid)))
            }
            NameType::Email => other(&email).or_else(|| find(name, Some(EMAIL))),
            NameType::Principal => other(&principal),
            NameType::Dns => other(&dns).or_else(|| find(name, Some(COMMON))),
            NameType::DnsFromAlternativeName => other(&dns),
            NameType::Url => {
                other(&|one| matches!(one, GeneralName::UniformResourceIdentifier(_)).then(|| text_of(one)))
            }
        };
        let any = || match kind {
            NameType::Simple => other(&email).or_else(|| find(name, None)),
            _ => None,
        };
        found.or_else(any).unwrap_or_default()
    }

    fn other_names(&self, is_issuer: bool) -> GeneralNames {
        let wanted = if is_issuer { ISSUER_NAMES } else { SUBJECT_NAMES };
        let extensions = self.inner.tbs_certificate().extensions().map_or(&[][..], |all| all);
        let found = extensions.iter().find(|one| one.extn_id == wanted);
        found.and_then(|one| GeneralNames::from_der(one.extn_value.as_bytes()).ok()).unwrap_or_default()
    }
}

fn text_of(name: &GeneralName) -> String {
    match name {
        GeneralName::Rfc822Name(text) | GeneralName::DnsName(text) | GeneralName::UniformResourceIdentifier(text) => {
            text.as_str().to_owned()
        }
        _ => String::new(),
    }
}

fn principal(name: &GeneralName) -> Option<String> {
    let GeneralName::OtherName(other) = name else { return None };
    (other.type_id == PRINCIPAL_NAME).then(|| text_of_value(&other.value))
}

/// The bytes of base64, also between the lines of PEM.
fn from_text(text: &str) -> Option<Vec<u8>> {
    let inner = match text.trim().strip_prefix("-----BEGIN CERTIFICATE-----") {
        Some(rest) => rest.split("-----END").next()?,
        None => text,
    };
    encoding::bytes_of_base64(inner.trim_matches(['\0', '\u{feff}']))
}
