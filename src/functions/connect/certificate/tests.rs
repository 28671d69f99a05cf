//! Certificates that are not as they should be, but are in directories: long and negative serial numbers, names in old encodings,
//! base64 and PEM in the place of DER, and what is no certificate.

use super::names::written;
use super::read::Certificate;
use super::{hex, sha1};
use crate::dotnet::encoding::base64::encode;

const LONG: &[u8] = include_bytes!("../../../../tests/data/certificates/long.der");
const NEGATIVE: &[u8] = include_bytes!("../../../../tests/data/certificates/negative.der");
const T61: &[u8] = include_bytes!("../../../../tests/data/certificates/t61.der");
const BMP: &[u8] = include_bytes!("../../../../tests/data/certificates/bmp.der");

fn read(bytes: &[u8]) -> Certificate {
    Certificate::read(bytes).unwrap()
}

#[test]
fn serial_numbers_are_as_long_and_as_negative_as_they_are() {
    let long = "0102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F202122232425";
    assert_eq!(hex(read(LONG).serial_number()), long);
    assert_eq!(hex(read(NEGATIVE).serial_number()), "FB");
}

#[test]
fn names_are_read_in_every_encoding() {
    let expected =
        "E=ada@contoso.com, CN=Ada The First Lovelace, OU=Sales, O=\"Contoso, Ltd.\", L=München, S=Bayern, C=DE";
    for certificate in [LONG, T61, BMP] {
        assert_eq!(written(read(certificate).name(false)), expected);
    }
}

#[test]
fn base64_and_pem_are_read_as_well() {
    let base64 = encode(LONG);
    let lines: Vec<&str> = (0..base64.len()).step_by(64).map(|at| &base64[at..base64.len().min(at + 64)]).collect();
    let pem = format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"));
    for text in [&base64, &pem] {
        assert_eq!(hex(&sha1(read(text.as_bytes()).der())), hex(&sha1(LONG)));
    }
}

#[test]
fn what_is_no_certificate_is_none() {
    for end in [0, 1, 10, LONG.len() / 2, LONG.len() - 1] {
        assert!(Certificate::read(&LONG[..end]).is_none(), "the first {end} bytes");
    }
    for text in ["", "a", "MIIB", "-----BEGIN CERTIFICATE-----", "\u{30}\u{82}"] {
        assert!(Certificate::read(text.as_bytes()).is_none(), "{text}");
    }
}
