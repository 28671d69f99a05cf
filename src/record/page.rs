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

/// What names a next page, as [`plain`] writes it: Microsoft Graph's `@odata.nextLink`, which its SDK, an older API and other
/// services spell otherwise, Google's, and SCIM's with cursors.
const NEXT: [&str; 4] = ["odatanextlink", "nextpagetoken", "nextlink", "nextcursor"];

/// What says that there are changes only.
const DELTA: &str = "odatadeltalink";

/// What says how many resources there are.
const TOTAL: [&str; 2] = ["totalresults", "odatacount"];

/// The number of the first resource of a page; the first of all is 1.
const START: &str = "startindex";

/// A member's name without what tools write in different ways.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_lowercase()).collect()
}

/// What stands around the arrays of an input.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// The text around the current array: what comes before it, then what comes after it.
    around: Vec<u8>,
    /// The member that names a next page, in the last response.
    next: Option<String>,
    /// How many resources there are, as the responses say, and which member says it.
    total: (u64, String),
    /// Where the first of the pages begins, as they say.
    start: Option<u64>,
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
        self.next = None;
        let mut start = 1;
        for (name, value) in around {
            let plain = plain(&name);
            let is_given = value.as_str().is_some_and(|text| !text.is_empty());
            // Some servers write numbers as strings.
            let count = value.as_u64().or_else(|| value.as_str()?.trim().parse().ok()).unwrap_or_default();
            match &*plain {
                DELTA => self.is_delta |= is_given,
                START => start = count,
                known if TOTAL.contains(&known) => self.total = std::mem::take(&mut self.total).max((count, name)),
                known if is_given && NEXT.contains(&known) => self.next = Some(name),
                _ => {}
            }
        }
        self.start = Some(self.start.map_or(start, |first| first.min(start)));
    }

    /// Why there are more records than these, if the input says so. `read` is how many it had.
    pub fn missing(&self, read: u64) -> Option<Diagnostic> {
        let page = |why: &str| registry::incomplete_page(Span::default(), why);
        let (total, name) = &self.total;
        match (&self.next, self.start) {
            (Some(next), _) => Some(page(&format!("`{next}` names a next page"))),
            (None, _) if self.is_delta => Some(registry::only_changes(Span::default())),
            (None, _) if *total > read => Some(page(&format!("`{name}` is {total}, and {read} are here"))),
            (None, Some(start)) if start > 1 => Some(page(&format!("it begins with number {start}"))),
            _ => None,
        }
    }
}
