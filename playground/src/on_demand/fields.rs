//! The fields that only these requests have.

use crate::members::Members;
use crate::request::Request;
use attrflow::Flavor;
use serde_json::Value as Json;
use std::collections::BTreeMap;

#[derive(Debug, Default)]
pub(crate) struct Fields {
    pub(crate) connector: Option<String>,
    /// The name of the file or the table.
    pub(crate) name: String,
    /// The text of the file.
    pub(crate) text: String,
    pub(crate) object: Option<String>,
    /// The object mapping by its number in the file, for names that are not unique.
    pub(crate) index: Option<u64>,
    flavor: Option<String>,
    /// Whether a formatted expression may have more than one line.
    pub(crate) multi: bool,
    pub(crate) records: String,
    /// The mapping files to compare.
    pub(crate) old: Option<Box<Request>>,
    pub(crate) new: Option<Box<Request>>,
    /// The attribute mapping to edit, by its number.
    pub(crate) attribute: Option<u64>,
    /// The diagnostics whose fixes are applied, by their numbers.
    pub(crate) fixes: Vec<u64>,
    /// Whether all safe fixes are applied.
    pub(crate) safe: bool,
    /// The format that a file is converted to.
    pub(crate) to: String,
    /// Whether values are shown instead of masked.
    pub(crate) show: bool,
    /// How many records are passed over, and how many are then taken.
    pub(crate) from: u64,
    pub(crate) count: Option<u64>,
    /// Expected values by the numbers of their rows.
    pub(crate) cells: BTreeMap<String, String>,
    /// What is sent for objects that exist.
    pub(crate) operation: String,
    /// The state of the target; `None` if it is not known.
    pub(crate) previous: Option<String>,
    /// How many objects may be deleted, such as `10%`.
    pub(crate) max_deletions: Option<String>,
    /// The target's ids by the source's; without them the records hold the target's.
    pub(crate) references: Option<BTreeMap<String, String>>,
}

impl Fields {
    pub(crate) fn read(given: &mut Members) -> Result<Self, String> {
        let inner = |json: Option<Json>| json.map(|json| Request::read(json).map(Box::new)).transpose();
        Ok(Self {
            connector: given.text("connector")?,
            name: given.text("name")?.unwrap_or_default(),
            text: given.text("text")?.unwrap_or_default(),
            object: given.text("object")?,
            index: given.number("index")?,
            flavor: given.text("flavor")?,
            multi: given.flag("multi")?,
            records: given.text("records")?.unwrap_or_default(),
            old: inner(given.object("old"))?,
            new: inner(given.object("new"))?,
            attribute: given.number("attribute")?,
            fixes: given.list("fixes")?.iter().filter_map(Json::as_u64).collect(),
            safe: given.flag("safe")?,
            to: given.text("to")?.unwrap_or_default(),
            show: given.flag("show")?,
            from: given.number("from")?.unwrap_or_default(),
            count: given.number("count")?,
            cells: given.texts("cells")?.unwrap_or_default(),
            operation: given.text("operation")?.unwrap_or_default(),
            previous: given.text("previous")?,
            max_deletions: given.text("max_deletions")?,
            references: given.texts("references")?,
        })
    }

    /// The wire format: that of the standard where the request names none.
    pub(crate) fn flavor(&self) -> Result<Flavor, String> {
        let Some(name) = &self.flavor else { return Ok(Flavor::Rfc7644) };
        Flavor::parse(name).ok_or_else(|| format!("there is no flavor `{name}`"))
    }
}
