//! When values flow: the words of synchronizationSchema and of the TOML file, and the rule that they come to for a
//! target. Knows no values.

mod rule;

pub use rule::{Allow, FlowRule};

/// When values flow to the target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FlowType {
    /// Whenever they change.
    #[default]
    Always,
    /// Only when the object is created.
    ObjectAddOnly,
    /// Only values that are new in a multi-valued attribute.
    MultiValueAddOnly,
    /// Values are added and never removed once there is one.
    ValueAddOnly,
    /// Only when the attribute has no value yet.
    AttributeAddOnly,
}

impl FlowType {
    /// Every value with its names: first synchronizationSchema's, then the TOML file's.
    pub const ALL: [(FlowType, &'static [&'static str]); 5] = [
        (FlowType::Always, &["Always", "always"]),
        (FlowType::ObjectAddOnly, &["ObjectAddOnly", "only-on-create"]),
        (FlowType::MultiValueAddOnly, &["MultiValueAddOnly", "only-new-values"]),
        (FlowType::ValueAddOnly, &["ValueAddOnly", "never-remove"]),
        (FlowType::AttributeAddOnly, &["AttributeAddOnly", "only-when-empty"]),
    ];
}

/// Whether unchanged values flow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FlowBehavior {
    /// Only what has changed.
    #[default]
    FlowWhenChanged,
    /// Everything, every time.
    FlowAlways,
}

impl FlowBehavior {
    /// Every value with its names: first synchronizationSchema's, then the TOML file's.
    pub const ALL: [(FlowBehavior, &'static [&'static str]); 2] = [
        (FlowBehavior::FlowWhenChanged, &["FlowWhenChanged", "when-changed"]),
        (FlowBehavior::FlowAlways, &["FlowAlways", "always"]),
    ];
}

/// Which changes of objects flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FlowTypes {
    /// Objects are created.
    pub add: bool,
    /// Objects are changed.
    pub update: bool,
    /// Objects are deleted.
    pub delete: bool,
}

impl FlowTypes {
    /// Everything flows; the default of a mapping.
    pub const ALL: FlowTypes = FlowTypes { add: true, update: true, delete: true };

    /// Nothing flows.
    pub const NONE: FlowTypes = FlowTypes { add: false, update: false, delete: false };

    /// The words of the three changes, in synchronizationSchema; the TOML file writes them in lower case.
    pub const WORDS: [&'static str; 3] = ["Add", "Update", "Delete"];

    /// Adds the change with that name, ignoring case; `None` if there is no such change.
    pub fn with(mut self, word: &str) -> Option<Self> {
        let index = Self::WORDS.into_iter().position(|known| known.eq_ignore_ascii_case(word))?;
        match index {
            0 => self.add = true,
            1 => self.update = true,
            _ => self.delete = true,
        }
        Some(self)
    }
}

/// The value with that name; case does not matter.
pub(super) fn word<T: Copy>(all: &[(T, &'static [&'static str])], word: &str) -> Option<T> {
    let named = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(word));
    all.iter().find(|(_, names)| named(names)).map(|(value, _)| *value)
}

/// The names in a file format: the first name of each value for synchronizationSchema, the last for the TOML file.
pub(super) fn words<T>(all: &[(T, &'static [&'static str])], graph: bool) -> Vec<&'static str> {
    let pick = |names: &'static [&'static str]| if graph { names.first() } else { names.last() };
    all.iter().filter_map(|(_, names)| pick(names).copied()).collect()
}
