//! Hand-written with sonic-rs, tuned: borrowed strings, no trees, no regex, the payload is written directly.

use crate::{Engine, native, payload};
use serde::Deserialize;
use std::borrow::Cow;

/// A string of the record, borrowed if it has no escapes; serde borrows a `Cow` in an `Option` only inside a newtype.
#[derive(Deserialize)]
#[serde(transparent)]
struct Text<'r>(#[serde(borrow)] Cow<'r, str>);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct User<'r> {
    #[serde(borrow)]
    user_principal_name: Text<'r>,
    mail: Option<Text<'r>>,
    given_name: Text<'r>,
    surname: Text<'r>,
    display_name: Option<Text<'r>>,
    mail_nickname: Option<Text<'r>>,
    job_title: Option<Text<'r>>,
    department: Option<Text<'r>>,
    employee_id: Option<Text<'r>>,
    employee_hire_date: Option<Text<'r>>,
    street_address: Option<Text<'r>>,
    city: Option<Text<'r>>,
    state: Option<Text<'r>>,
    country: Option<Text<'r>>,
    postal_code: Option<Text<'r>>,
    preferred_language: Option<Text<'r>>,
    mobile_phone: Option<Text<'r>>,
    business_phones: Vec<Text<'r>>,
    #[serde(rename = "IsSoftDeleted")]
    is_soft_deleted: bool,
}

/// The engine, with buffers for strings that are reused.
pub fn engine() -> Engine {
    let [mut name, mut nick, mut full, mut address, mut work, mut mobile, mut center] = [(); 7].map(|()| String::new());
    Box::new(move |user, out| {
        let user: User<'_> = sonic_rs::from_str(user).expect("a record is JSON");
        let mail = text(&user.mail).unwrap_or(&user.user_principal_name.0);
        lower(mail, &mut name);
        nick.clear();
        nick.push_str(native::first(&user.given_name.0, 1));
        nick.push_str(native::first(&user.surname.0, 7));
        let small = nick.clone();
        lower(&small, &mut nick);
        full.clear();
        full.extend([&user.given_name.0, " ", &user.surname.0]);
        address.clear();
        for part in [&user.street_address, &user.city, &user.state, &user.postal_code, &user.country] {
            let part = text(part).unwrap_or_default();
            if !part.is_empty() {
                address.push_str(if address.is_empty() { "" } else { ", " });
                address.push_str(part);
            }
        }
        center.clear();
        center.push_str(if text(&user.country) == Some("US") { "US-" } else { "INT-" });
        center.push_str(match text(&user.department) {
            Some("Engineering") => "100",
            Some("Sales") => "200",
            Some("Marketing") => "300",
            Some("Finance") => "400",
            Some("Human Resources") => "500",
            Some("Legal") => "600",
            Some("IT") => "700",
            Some("Operations") => "800",
            _ => "000",
        });
        let given = native::plain(&user.given_name.0);
        let values: payload::Values<&str> = [
            Some(&name),
            text(&user.mail_nickname),
            Some(if user.is_soft_deleted { "false" } else { "true" }),
            text(&user.job_title),
            text(&user.display_name),
            Some(&nick),
            Some(mail),
            Some(&given),
            Some(&user.surname.0),
            Some(&full),
            Some(&address),
            text(&user.street_address),
            text(&user.city),
            text(&user.state),
            text(&user.postal_code),
            text(&user.country),
            user.business_phones.first().map(|phone| digits(&phone.0, &mut work)),
            text(&user.mobile_phone).map(|phone| digits(phone, &mut mobile)),
            text(&user.preferred_language),
            text(&user.employee_id),
            text(&user.department),
            Some(&center),
            text(&user.employee_hire_date).and_then(native::day),
        ];
        payload::write(&values, out);
    })
}

fn text<'t>(text: &'t Option<Text<'_>>) -> Option<&'t str> {
    text.as_ref().map(|text| &*text.0)
}

/// Lower case, character by character only if the string is not ASCII.
fn lower(text: &str, out: &mut String) {
    out.clear();
    if text.is_ascii() {
        out.push_str(text);
        out.make_ascii_lowercase();
    } else {
        out.push_str(&text.to_lowercase());
    }
}

/// A telephone number without parentheses, spaces and dashes.
fn digits<'o>(text: &str, out: &'o mut String) -> &'o str {
    out.clear();
    out.extend(text.chars().filter(|sign| !matches!(sign, '(' | ')' | '-') && !sign.is_whitespace()));
    out
}
