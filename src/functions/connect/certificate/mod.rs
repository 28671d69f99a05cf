//! Functions of Entra Connect Sync on certificates. They say what .NET's `X509Certificate2` says; what is no certificate is an
//! error, so rules ask `IsCert` first.
//!
//! Without a library that reads certificates none of this would be worth its size: see `read`.

mod names;
mod read;
mod sha1;
#[cfg(test)]
mod tests;

use super::number::unknown;
use super::types::{Bytes, Flag, Moment, One, Str};
use crate::diagnostic::registry;
use crate::dotnet::datetime::{DateTime, DateTimeKind, TICKS_PER_SECOND};
use crate::functions::declare::functions;
use crate::functions::parameter::Values;
use crate::functions::{CallError, Scope};
use crate::text::Span;
use crate::value::{Typed, Value};
use names::written;
use read::{Certificate, NameType};
use sha1::sha1;

functions! {
    /// The name of the subject of a certificate, as .NET writes it: the last part first.
    ///
    /// | expression | record | dialect | gives |
    /// |------------|--------|---------|-------|
    /// | `CertSubject([userCertificate])` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `"CN=\"Lovelace, Ada\", O=Contoso, C=DE"` |
    /// | `CertSubject([userCertificate])` | `{}` | connect | absent |
    /// | `CertSubject([userCertificate])` | `{"userCertificate": "AAEC"}` | connect | not-a-certificate |
    #[languages(CONNECT)]
    fn CertSubject<'r>(certificate: Bytes<'r>, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        let certificate = read("CertSubject", certificate)?;
        Ok(scope.make(&written(certificate.name(false)))?)
    }

    /// The name of the issuer of a certificate, as .NET writes it: the last part first.
    ///
    /// | expression | record | dialect | gives |
    /// |------------|--------|---------|-------|
    /// | `CertIssuer([userCertificate])` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `"CN=Contoso CA, O=Contoso, C=DE"` |
    /// | `CertIssuer([userCertificate])` | `{}` | connect | absent |
    #[languages(CONNECT)]
    fn CertIssuer<'r>(certificate: Bytes<'r>, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        let certificate = read("CertIssuer", certificate)?;
        Ok(scope.make(&written(certificate.name(true)))?)
    }

    /// The distinguished name of the subject of a certificate, as .NET writes it.
    ///
    /// | expression | record | dialect | gives |
    /// |------------|--------|---------|-------|
    /// | `CertSubjectNameDN([userCertificate])` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `"CN=\"Lovelace, Ada\", O=Contoso, C=DE"` |
    /// | `CertSubjectNameDN([userCertificate])` | `{}` | connect | absent |
    #[languages(CONNECT)]
    fn CertSubjectNameDN<'r>(certificate: Bytes<'r>, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        let certificate = read("CertSubjectNameDN", certificate)?;
        Ok(scope.make(&written(certificate.name(false)))?)
    }

    /// The distinguished name of the issuer of a certificate, as .NET writes it.
    ///
    /// | expression | record | dialect | gives |
    /// |------------|--------|---------|-------|
    /// | `CertIssuerDN([userCertificate])` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `"CN=Contoso CA, O=Contoso, C=DE"` |
    /// | `CertIssuerDN([userCertificate])` | `{}` | connect | absent |
    #[languages(CONNECT)]
    fn CertIssuerDN<'r>(certificate: Bytes<'r>, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        let certificate = read("CertIssuerDN", certificate)?;
        Ok(scope.make(&written(certificate.name(true)))?)
    }

    /// The serial number of a certificate in hexadecimal digits.
    ///
    /// In upper case, the highest byte first, as it stands in the certificate.
    ///
    /// | expression | record | dialect | gives |
    /// |------------|--------|---------|-------|
    /// | `CertSerialNumber([userCertificate])` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `"00A1B2C3"` |
    /// | `CertSerialNumber([userCertificate])` | `{}` | connect | absent |
    #[languages(CONNECT)]
    fn CertSerialNumber<'r>(certificate: Bytes<'r>, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        let certificate = read("CertSerialNumber", certificate)?;
        Ok(scope.make(&hex(certificate.serial_number()))?)
    }

    /// The SHA-1 thumbprint of a certificate, in upper-case hexadecimal digits.
    ///
    /// | expression | record | dialect | gives |
    /// |------------|--------|---------|-------|
    /// | `CertThumbprint([userCertificate])` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `"DFE592F494134D42C3AF70ED08FD96A59F48E1CB"` |
    /// | `CertThumbprint([userCertificate])` | `{}` | connect | absent |
    #[languages(CONNECT)]
    fn CertThumbprint<'r>(certificate: Bytes<'r>, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        let certificate = read("CertThumbprint", certificate)?;
        Ok(scope.make(&hex(&sha1(certificate.der())))?)
    }

    /// The SHA-1 hash of a certificate, in upper-case hexadecimal digits.
    ///
    /// | expression | record | dialect | gives |
    /// |------------|--------|---------|-------|
    /// | `CertHashString([userCertificate])` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `"DFE592F494134D42C3AF70ED08FD96A59F48E1CB"` |
    /// | `CertHashString([userCertificate])` | `{}` | connect | absent |
    #[languages(CONNECT)]
    fn CertHashString<'r>(certificate: Bytes<'r>, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        let certificate = read("CertHashString", certificate)?;
        Ok(scope.make(&hex(&sha1(certificate.der())))?)
    }

    /// The object identifier of the algorithm of a certificate's key.
    ///
    /// | expression | record | dialect | gives |
    /// |------------|--------|---------|-------|
    /// | `CertKeyAlgorithm([userCertificate])` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `"1.2.840.10045.2.1"` |
    /// | `CertKeyAlgorithm([userCertificate])` | `{}` | connect | absent |
    #[languages(CONNECT)]
    fn CertKeyAlgorithm<'r>(certificate: Bytes<'r>, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        let certificate = read("CertKeyAlgorithm", certificate)?;
        Ok(scope.make(&certificate.key_algorithm())?)
    }

    /// The parameters of the algorithm of a certificate's key, in upper-case hexadecimal digits.
    ///
    /// | expression | record | dialect | gives |
    /// |------------|--------|---------|-------|
    /// | `CertKeyAlgorithmParams([userCertificate])` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `"06082A8648CE3D030107"` |
    /// | `CertKeyAlgorithmParams([userCertificate])` | `{}` | connect | absent |
    #[languages(CONNECT)]
    fn CertKeyAlgorithmParams<'r>(certificate: Bytes<'r>, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        let certificate = read("CertKeyAlgorithmParams", certificate)?;
        Ok(scope.make(&hex(&certificate.key_parameters()))?)
    }

    /// The object identifier of a certificate's public key.
    ///
    /// | expression | record | dialect | gives |
    /// |------------|--------|---------|-------|
    /// | `CertPublicKeyOid([userCertificate])` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `"1.2.840.10045.2.1"` |
    /// | `CertPublicKeyOid([userCertificate])` | `{}` | connect | absent |
    #[languages(CONNECT)]
    fn CertPublicKeyOid<'r>(certificate: Bytes<'r>, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        let certificate = read("CertPublicKeyOid", certificate)?;
        Ok(scope.make(&certificate.key_algorithm())?)
    }

    /// The object identifier of the parameters of a certificate's public key.
    ///
    /// .NET gives them the identifier of the key.
    ///
    /// | expression | record | dialect | gives |
    /// |------------|--------|---------|-------|
    /// | `CertPublicKeyParametersOid([userCertificate])` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `"1.2.840.10045.2.1"` |
    /// | `CertPublicKeyParametersOid([userCertificate])` | `{}` | connect | absent |
    #[languages(CONNECT)]
    fn CertPublicKeyParametersOid<'r>(certificate: Bytes<'r>, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        let certificate = read("CertPublicKeyParametersOid", certificate)?;
        Ok(scope.make(&certificate.key_algorithm())?)
    }

    /// The object identifier of the algorithm that a certificate is signed with.
    ///
    /// | expression | record | dialect | gives |
    /// |------------|--------|---------|-------|
    /// | `CertSignatureAlgorithmOid([userCertificate])` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `"1.2.840.10045.4.3.2"` |
    /// | `CertSignatureAlgorithmOid([userCertificate])` | `{}` | connect | absent |
    #[languages(CONNECT)]
    fn CertSignatureAlgorithmOid<'r>(certificate: Bytes<'r>, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        let certificate = read("CertSignatureAlgorithmOid", certificate)?;
        Ok(scope.make(&certificate.signature_algorithm())?)
    }

    /// The name of the format of a certificate, which is always `X509`.
    ///
    /// | expression | record | dialect | gives |
    /// |------------|--------|---------|-------|
    /// | `CertFormat([userCertificate])` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `"X509"` |
    /// | `CertFormat([userCertificate])` | `{}` | connect | absent |
    #[languages(CONNECT)]
    fn CertFormat<'r>(certificate: Bytes<'r>) -> Result<&'r str, CallError> {
        read("CertFormat", certificate)?;
        Ok("X509")
    }

    /// The friendly name of a certificate.
    ///
    /// It belongs to a store of certificates; one from a directory has none, which is the empty string.
    ///
    /// | expression | record | dialect | gives |
    /// |------------|--------|---------|-------|
    /// | `CertFriendlyName([userCertificate])` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `""` |
    /// | `CertFriendlyName([userCertificate])` | `{}` | connect | absent |
    #[languages(CONNECT)]
    fn CertFriendlyName<'r>(certificate: Bytes<'r>) -> Result<&'r str, CallError> {
        read("CertFriendlyName", certificate)?;
        Ok("")
    }

    /// The version of the format of a certificate.
    ///
    /// | expression | record | dialect | gives |
    /// |------------|--------|---------|-------|
    /// | `CertVersion([userCertificate])` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `3` |
    /// | `CertVersion([userCertificate])` | `{}` | connect | absent |
    #[languages(CONNECT)]
    fn CertVersion<'r>(certificate: Bytes<'r>) -> Result<i64, CallError> {
        Ok(read("CertVersion", certificate)?.version())
    }

    /// The time at which a certificate begins to be valid, in UTC.
    ///
    /// | expression | record | dialect | gives |
    /// |------------|--------|---------|-------|
    /// | `CertNotBefore([userCertificate])` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `"2026-01-01T00:00:00Z"` |
    /// | `CertNotBefore([userCertificate])` | `{}` | connect | absent |
    #[languages(CONNECT)]
    fn CertNotBefore<'r>(certificate: Bytes<'r>) -> Result<Moment, CallError> {
        read("CertNotBefore", certificate).and_then(|certificate| moment("CertNotBefore", certificate.valid(false)))
    }

    /// The time at which a certificate is no longer valid, in UTC.
    ///
    /// | expression | record | dialect | gives |
    /// |------------|--------|---------|-------|
    /// | `CertNotAfter([userCertificate])` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `"2027-01-01T00:00:00Z"` |
    /// | `CertNotAfter([userCertificate])` | `{}` | connect | absent |
    /// | `Count(Where($c, [userCertificate], CertNotAfter($c) > Now()))` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `1` |
    #[languages(CONNECT)]
    fn CertNotAfter<'r>(certificate: Bytes<'r>) -> Result<Moment, CallError> {
        read("CertNotAfter", certificate).and_then(|certificate| moment("CertNotAfter", certificate.valid(true)))
    }

    /// The object identifiers of the critical extensions of a certificate.
    ///
    /// | expression | record | dialect | gives |
    /// |------------|--------|---------|-------|
    /// | `CertExtensionOids([userCertificate])` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `["2.5.29.19", "2.5.29.15"]` |
    /// | `CertExtensionOids([userCertificate])` | `{}` | connect | absent |
    #[languages(CONNECT)]
    fn CertExtensionOids<'r>(certificate: Bytes<'r>, scope: &'r Scope<'r>) -> Result<Values<'r>, CallError> {
        let oids = read("CertExtensionOids", certificate)?.critical_extensions();
        let mut made = bumpalo::collections::Vec::with_capacity_in(oids.len(), scope.arena);
        for oid in oids {
            made.push(Value::Str(scope.make(&oid)?));
        }
        Ok(Values(made.into_bump_slice()))
    }

    /// A name of the subject of a certificate, or of its issuer.
    ///
    /// The types are those of .NET: `SimpleName`, `EmailName`, `UpnName`, `DnsName`, `DnsFromAlternativeName`, `UrlName`. The empty
    /// string if there is no such name.
    ///
    /// | expression | record | dialect | gives |
    /// |------------|--------|---------|-------|
    /// | `CertNameInfo([userCertificate], "SimpleName", False)` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `"Lovelace, Ada"` |
    /// | `CertNameInfo([userCertificate], "SimpleName", True)` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `"Contoso CA"` |
    /// | `CertNameInfo([userCertificate], "EmailName", False)` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `"ada@contoso.com"` |
    /// | `CertNameInfo([userCertificate], "UpnName", False)` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `"ada@upn.contoso.com"` |
    /// | `CertNameInfo([userCertificate], "DnsName", False)` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `"Lovelace, Ada"` |
    /// | `CertNameInfo([userCertificate], "UrlName", False)` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `""` |
    /// | `CertNameInfo([userCertificate], "Name", False)` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | unknown-option |
    #[languages(CONNECT)]
    fn CertNameInfo<'r>(certificate: Bytes<'r>, x509NameType: Str<'r>, includesIssuerName: Flag, scope: &'r Scope<'r>) -> Result<&'r str, CallError> {
        let kind = NameType::ALL.into_iter().find(|(name, _)| *name == x509NameType.0).ok_or_else(|| {
            let options = "a name type of .NET, such as `SimpleName` or `UpnName`";
            let diagnostic = registry::unknown_option(Span::default(), "x509NameType", "CertNameInfo", options);
            CallError::text(1, diagnostic, x509NameType.0)
        })?;
        let certificate = read("CertNameInfo", certificate)?;
        Ok(scope.make(&certificate.name_info(kind.1, includesIssuerName.0))?)
    }

    /// The object identifier of the name of the issuer of a certificate.
    ///
    /// Which one .NET has for it is not known, so a check accepts it and a run refuses it.
    ///
    /// | expression | record | dialect | gives |
    /// |------------|--------|---------|-------|
    /// | `CertIssuerOid([userCertificate])` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | unknown-result |
    /// | `CertIssuerOid([userCertificate])` | `{}` | connect | absent |
    #[languages(CONNECT)]
    fn CertIssuerOid<'r>(certificate: Bytes<'r>) -> Result<&'r str, CallError> {
        read("CertIssuerOid", certificate)?;
        Err(unknown("CertIssuerOid", "which identifier such a name has is not known"))
    }

    /// The object identifier of the name of the subject of a certificate.
    ///
    /// Which one .NET has for it is not known, so a check accepts it and a run refuses it.
    ///
    /// | expression | record | dialect | gives |
    /// |------------|--------|---------|-------|
    /// | `CertSubjectNameOid([userCertificate])` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | unknown-result |
    /// | `CertSubjectNameOid([userCertificate])` | `{}` | connect | absent |
    #[languages(CONNECT)]
    fn CertSubjectNameOid<'r>(certificate: Bytes<'r>) -> Result<&'r str, CallError> {
        read("CertSubjectNameOid", certificate)?;
        Err(unknown("CertSubjectNameOid", "which identifier such a name has is not known"))
    }

    /// Whether a binary value is a certificate.
    ///
    /// | expression | record | dialect | gives |
    /// |------------|--------|---------|-------|
    /// | `IsCert([userCertificate])` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `true` |
    /// | `IsCert([userCertificate])` | `{"userCertificate": "AAEC"}` | connect | `false` |
    /// | `IsCert([userCertificate])` | `{}` | connect | `false` |
    /// | `Count(Where($c, [userCertificate], IsCert($c)))` | `{"userCertificate": "MIIBvjCCAWSgAwIBAgIEAKGywzAKBggqhkjOPQQDAjA0MQswCQYDVQQGEwJERTEQMA4GA1UECgwHQ29udG9zbzETMBEGA1UEAwwKQ29udG9zbyBDQTAeFw0yNjAxMDEwMDAwMDBaFw0yNzAxMDEwMDAwMDBaMDcxCzAJBgNVBAYTAkRFMRAwDgYDVQQKDAdDb250b3NvMRYwFAYDVQQDDA1Mb3ZlbGFjZSwgQWRhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbYMBgW0ydQqLb2pEl4UdpX5YE9/De7Exp8x/ZPoDCVVVG4K8xAZ5Us52+mvxkyk83WBXbGOXczm0DbSX3F5FuKNhMF8wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwPwYDVR0RBDgwNoEPYWRhQGNvbnRvc28uY29toCMGCisGAQQBgjcUAgOgFQwTYWRhQHVwbi5jb250b3NvLmNvbTAKBggqhkjOPQQDAgNIADBFAiBEnUOazRmgWfTZx3fTChpTsfms4IIL7zUOLYjdoW5f9gIhAMR4KxF4UM6bwXAvZmO5bQKYP7vMgrOkOtPFIWwnAlSi"}` | connect | `1` |
    #[languages(CONNECT)]
    fn IsCert<'r>(certificate: Option<One<'r>>) -> bool {
        matches!(certificate, Some(One(Value::Typed(Typed::Bytes(bytes)))) if Certificate::read(bytes).is_some())
    }
}

fn read(function: &'static str, bytes: Bytes<'_>) -> Result<Certificate, CallError> {
    Certificate::read(bytes.0)
        .ok_or_else(|| CallError::Argument(0, Box::new(registry::not_a_certificate(Span::default(), function))))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

/// A time in seconds since 1970.
fn moment(function: &'static str, seconds: u64) -> Result<Moment, CallError> {
    /// 1970-01-01.
    const EPOCH: i64 = 621_355_968_000_000_000;
    let ticks =
        i64::try_from(seconds).ok().and_then(|seconds| seconds.checked_mul(TICKS_PER_SECOND)?.checked_add(EPOCH));
    let date = ticks.and_then(|ticks| DateTime::from_ticks(ticks, DateTimeKind::Utc));
    date.map(Moment).ok_or_else(|| {
        let diagnostic =
            registry::date_out_of_range(Span::default(), function, "the date is outside the years 1 to 9999");
        CallError::Call(Box::new(diagnostic))
    })
}
