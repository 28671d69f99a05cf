//! A SCIM client: one method per kind of request. It does not interpret the content.

use serde_json::Value as Json;
use std::time::Duration;

/// Talks to one server.
pub struct Client {
    agent: ureq::Agent,
    base: String,
}

/// What a server answered; a body that is empty is null.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Json,
}

impl Client {
    pub fn new(base: &str) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(30)))
            .build();
        Self { agent: config.into(), base: base.to_owned() }
    }

    /// Sends a request; `path` begins with a slash.
    ///
    /// # Errors
    /// If there is no answer.
    pub fn send(&self, method: &str, path: &str, body: Option<&Json>) -> Result<Answer, String> {
        let request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.base));
        let request = request.header("Content-Type", "application/scim+json");
        let text = body.map(Json::to_string).unwrap_or_default();
        let answered = match body {
            Some(_) => request.body(text).map(|request| self.agent.run(request)),
            None => request.body(()).map(|request| self.agent.run(request)),
        };
        let mut answer = answered.map_err(|error| error.to_string())?.map_err(|error| error.to_string())?;
        let status = answer.status().as_u16();
        let text = answer.body_mut().read_to_string().map_err(|error| error.to_string())?;
        let body = if text.is_empty() { Json::Null } else { serde_json::from_str(&text).map_err(|_| text)? };
        Ok(Answer { status, body })
    }

    /// The objects at an endpoint: those that match a filter, or all. The server chooses the page size.
    pub fn search(&self, endpoint: &str, filter: Option<&str>) -> Vec<Json> {
        let query = filter.map(|filter| format!("filter={}&", escaped(filter))).unwrap_or_default();
        let mut found = Vec::new();
        loop {
            let path = format!("{endpoint}?{query}startIndex={}&count=100", found.len() + 1);
            let answer = self.send("GET", &path, None).expect("the server answers");
            assert_eq!(answer.status, 200, "GET {path}: {}", answer.body);
            let page = answer.body.get("Resources").and_then(Json::as_array).cloned().unwrap_or_default();
            let total = answer.body.get("totalResults").and_then(Json::as_u64).expect("it says how many there are");
            let is_last = page.is_empty();
            found.extend(page);
            if is_last || found.len() as u64 >= total {
                return found;
            }
        }
    }
}

/// A string encoded for a query.
fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let each = text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") });
    each.collect()
}
