//! Whether a response holds everybody or only a part: what stands around its array says so.
//!
//! Microsoft Graph and Google name the next page; Graph and SCIM say how many resources there are; the answer of a delta query has
//! only what has changed. An input may hold several pages, one after the other: then the last one decides, or the sum. Fetches
//! nothing.

use crate::diagnostic::{Diagnostic, registry};
use crate::text::Span;
use serde_json::Value as Json;

/// How much of what stands around an array is kept, in bytes.
const AROUND: usize = 64 << 10;

/// What names a next page. The second is how the SDK of Microsoft Graph calls the first, the third the old API's name.
const NEXT: [(&str, &str); 4] = [
    ("@odata.nextLink", "`@odata.nextLink`"),
    ("OdataNextLink", "`OdataNextLink`"),
    ("odata.nextLink", "`odata.nextLink`"),
    ("nextPageToken", "`nextPageToken`"),
];

/// What says that there are changes only.
const DELTA: [&str; 2] = ["@odata.deltaLink", "OdataDeltaLink"];

/// What says how many resources there are.
const TOTAL: [&str; 3] = ["totalResults", "@odata.count", "OdataCount"];

/// What stands around the arrays of an input.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// The text around the current array: what comes before it, then what comes after it.
    around: Vec<u8>,
    /// What names a next page, in the last response.
    next: Option<&'static str>,
    /// How many resources there are, as the responses say, and which member says it.
    total: (u64, &'static str),
    /// Whether one of the responses has changes only.
    is_delta: bool,
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
        self.next = NEXT.into_iter().find(|(name, _)| given(name)).map(|(_, shown)| shown);
        self.is_delta |= DELTA.into_iter().any(given);
        for name in TOTAL {
            // Some servers write numbers as strings.
            let count = around.get(name).and_then(|it| it.as_u64().or_else(|| it.as_str()?.trim().parse().ok()));
            self.total = self.total.max((count.unwrap_or_default(), name));
        }
    }

    /// Why there are more records than these, if the input says so. `read` is how many it had.
    pub fn missing(&self, read: u64) -> Option<Diagnostic> {
        let page = |why: &str| registry::incomplete_page(Span::default(), why);
        match (self.next, self.total) {
            (Some(next), _) => Some(page(&format!("{next} names a next page"))),
            (None, _) if self.is_delta => Some(registry::only_changes(Span::default())),
            (None, (total, name)) if total > read => Some(page(&format!("`{name}` is {total}, and {read} are here"))),
            _ => None,
        }
    }
}
