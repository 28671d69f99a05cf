//! The job written by hand: typed serde structs for input and output.

use attrflow::tool::normalize_diacritics;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

type Text<'r> = Option<Cow<'r, str>>;

/// The attributes of a record that the job reads.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User<'r> {
    #[serde(borrow)]
    user_principal_name: Cow<'r, str>,
    mail: Text<'r>,
    given_name: Cow<'r, str>,
    surname: Cow<'r, str>,
    display_name: Text<'r>,
    mail_nickname: Text<'r>,
    job_title: Text<'r>,
    department: Text<'r>,
    employee_id: Text<'r>,
    employee_hire_date: Text<'r>,
    street_address: Text<'r>,
    city: Text<'r>,
    state: Text<'r>,
    country: Text<'r>,
    postal_code: Text<'r>,
    preferred_language: Text<'r>,
    mobile_phone: Text<'r>,
    business_phones: Vec<Cow<'r, str>>,
    #[serde(rename = "IsSoftDeleted")]
    is_soft_deleted: bool,
}

/// The body of the request.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Body<'u> {
    schemas: [&'static str; 2],
    user_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_id: Option<&'u str>,
    active: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'u str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    display_name: Option<&'u str>,
    nick_name: String,
    emails: [Email<'u>; 1],
    name: Name<'u>,
    addresses: [Address<'u>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    phone_numbers: Vec<Phone<'u>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    preferred_language: Option<&'u str>,
    #[serde(rename = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")]
    enterprise: Enterprise<'u>,
}

#[derive(Serialize)]
struct Email<'u> {
    primary: bool,
    r#type: &'static str,
    value: &'u str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Name<'u> {
    given_name: Cow<'u, str>,
    family_name: &'u str,
    formatted: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Address<'u> {
    r#type: &'static str,
    formatted: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    street_address: Option<&'u str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locality: Option<&'u str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<&'u str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    postal_code: Option<&'u str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'u str>,
}

#[derive(Serialize)]
struct Phone<'u> {
    r#type: &'static str,
    value: Cow<'u, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Enterprise<'u> {
    #[serde(skip_serializing_if = "Option::is_none")]
    employee_number: Option<&'u str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    department: Option<&'u str>,
    cost_center: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<&'u str>,
}

impl<'u> Body<'u> {
    /// The body for a user.
    pub fn of(user: &'u User<'u>, phones: &regex::Regex) -> Self {
        let mail = user.mail.as_deref().unwrap_or(&user.user_principal_name);
        let initial: String = user.given_name.chars().take(1).collect();
        let short: String = user.surname.chars().take(7).collect();
        let parts = [&user.street_address, &user.city, &user.state, &user.postal_code, &user.country];
        let parts: Vec<&str> =
            parts.into_iter().filter_map(|part| part.as_deref()).filter(|part| !part.is_empty()).collect();
        let phone = |r#type, text: &'u str| Phone { r#type, value: phones.replace_all(text, "") };
        let work = user.business_phones.first().map(|text| phone("work", text));
        let mobile = user.mobile_phone.as_deref().map(|text| phone("mobile", text));
        let region = if user.country.as_deref() == Some("US") { "US" } else { "INT" };
        let department = match user.department.as_deref() {
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
        Body {
            schemas: [
                "urn:ietf:params:scim:schemas:core:2.0:User",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
            ],
            user_name: mail.to_lowercase(),
            external_id: user.mail_nickname.as_deref(),
            active: !user.is_soft_deleted,
            title: user.job_title.as_deref(),
            display_name: user.display_name.as_deref(),
            nick_name: format!("{initial}{short}").to_lowercase(),
            emails: [Email { primary: true, r#type: "work", value: mail }],
            name: Name {
                given_name: normalize_diacritics(&user.given_name).map_or(Cow::Borrowed(&user.given_name), Cow::Owned),
                family_name: &user.surname,
                formatted: format!("{} {}", user.given_name, user.surname),
            },
            addresses: [Address {
                r#type: "work",
                formatted: parts.join(", "),
                street_address: user.street_address.as_deref(),
                locality: user.city.as_deref(),
                region: user.state.as_deref(),
                postal_code: user.postal_code.as_deref(),
                country: user.country.as_deref(),
            }],
            phone_numbers: work.into_iter().chain(mobile).collect(),
            preferred_language: user.preferred_language.as_deref(),
            enterprise: Enterprise {
                employee_number: user.employee_id.as_deref(),
                department: user.department.as_deref(),
                cost_center: format!("{region}-{department}"),
                start_date: user.employee_hire_date.as_deref().map(|date| date.get(..10).unwrap_or(date)),
            },
        }
    }
}
