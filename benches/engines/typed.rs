//! Hand-written with serde_json: typed structs, and the document tree.

use crate::{Engine, native, payload};
use serde_json::Value;
use std::borrow::Cow;

#[path = "../job/typed.rs"]
mod job;

/// Typed structs for input and output: the baseline for all other programs.
pub fn engine() -> Engine {
    let phones = regex::Regex::new(r"[()\s-]+").expect("it is a pattern");
    Box::new(move |user, out| {
        let user: job::User<'_> = serde_json::from_str(user).expect("a record is JSON");
        serde_json::to_writer(out, &job::Body::of(&user, &phones)).expect("memory can be written to");
    })
}

/// The record as a document tree.
pub fn by_value() -> Engine {
    Box::new(move |user, out| {
        let user: Value = serde_json::from_str(user).expect("a record is JSON");
        let of = |name: &str| user.get(name).and_then(Value::as_str);
        let given = of("givenName").unwrap_or_default();
        let surname = of("surname").unwrap_or_default();
        let mail = of("mail").or(of("userPrincipalName"));
        let work = user.get("businessPhones").and_then(|phones| phones.get(0)).and_then(Value::as_str);
        let code = match of("department") {
            Some("Engineering") => "100",
            Some("Sales") => "200",
            Some("Marketing") => "300",
            Some("Finance") => "400",
            Some("Human Resources") => "500",
            Some("Legal") => "600",
            Some("IT") => "700",
            Some("Operations") => "800",
            _ => "000",
        };
        let region = if of("country") == Some("US") { "US-" } else { "INT-" };
        let deleted = user.get("IsSoftDeleted").and_then(Value::as_bool).unwrap_or_default();
        let address = ["streetAddress", "city", "state", "postalCode", "country"].map(of);
        let text = |text: Option<&str>| text.map(|text| Cow::Owned(text.to_owned()));
        let [street, city, state, postal, country] = address.map(text);
        let values: payload::Values<Cow<'_, str>> = [
            mail.map(|mail| mail.to_lowercase().into()),
            text(of("mailNickname")),
            Some(if deleted { "false" } else { "true" }.into()),
            text(of("jobTitle")),
            text(of("displayName")),
            Some((native::first(given, 1).to_owned() + native::first(surname, 7)).to_lowercase().into()),
            text(mail),
            Some(native::plain(given)),
            text(of("surname")),
            Some(format!("{given} {surname}").into()),
            Some(native::joined(address).into()),
            street,
            city,
            state,
            postal,
            country,
            work.map(native::phone),
            of("mobilePhone").map(native::phone),
            text(of("preferredLanguage")),
            text(of("employeeId")),
            text(of("department")),
            Some(format!("{region}{code}").into()),
            text(of("employeeHireDate").and_then(native::day)),
        ];
        payload::write(&values, out);
    })
}
