//! Whether a response holds everybody or only a page: what stands around its array says so.
//!
//! Microsoft Graph and Google name the next page; SCIM says how many resources there are. An input may hold several
//! pages, one after the other: then the last one decides, or the sum. Fetches nothing.

use serde_json::Value as Json;

/// How much of what stands around an array is kept, in bytes.
const AROUND: usize = 64 << 10;

/// What stands around the arrays of an input.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// The text around the current array: what comes before it, then what comes after it.
    around: Vec<u8>,
    /// What names a next page, in the last response.
    next: Option<&'static str>,
    /// How many resources there are, as the responses say.
    total: Option<u64>,
}

impl Pages {
    /// A response begins: the text before its first record, the bracket included.
    pub fn begin(&mut self, text: &[u8]) {
        self.around.clear();
        self.around.extend_from_slice(text.get(..AROUND.min(text.len())).unwrap_or_default());
        self.around.push(b']');
    }

    /// More of the text after its array.
    pub fn more(&mut self, text: &[u8]) {
        let room = AROUND.saturating_sub(self.around.len());
        self.around.extend_from_slice(text.get(..room.min(text.len())).unwrap_or_default());
    }

    /// It has ended.
    pub fn end(&mut self) {
        let Some(Json::Object(around)) = crate::text::from_json(&self.around) else { return };
        let given = |name: &str| around.get(name).and_then(Json::as_str).is_some_and(|text| !text.is_empty());
        self.next = match () {
            () if given("@odata.nextLink") => Some("`@odata.nextLink`"),
            () if given("nextPageToken") => Some("`nextPageToken`"),
            () => None,
        };
        self.total = self.total.max(around.get("totalResults").and_then(Json::as_u64));
    }

    /// Why there are more records than these, if the input says so. `read` is how many it had.
    pub fn missing(&self, read: u64) -> Option<String> {
        match (self.next, self.total) {
            (Some(next), _) => Some(format!("{next} names a next page")),
            (None, Some(total)) if total > read => Some(format!("`totalResults` is {total}, and {read} are here")),
            _ => None,
        }
    }
}
