//! The evaluation context of a mapper's options. Its clock goes on from call to call and stands still within one; what
//! `SelectUniqueValue` has handed out stays in use. Knows nothing of mappings and records.

use super::Options;
use crate::dotnet::datetime::DateTime;
use crate::engine::{World, present};
use crate::functions::Host;

/// An evaluation context for many calls.
#[derive(Debug)]
pub(super) struct Lasting {
    world: World,
    now: Option<DateTime>,
}

impl Lasting {
    /// That of these options, with the settings of a mapping file where the options do not set them.
    pub fn new<'s>(options: &Options, of_mapping: impl IntoIterator<Item = (&'s str, &'s str)>) -> Self {
        let mut world = World::at(options.now.unwrap_or_default()).with_seed(options.seed).with_taken(&options.taken);
        for (name, value) in of_mapping {
            world = world.with_setting(name, value);
        }
        for (name, value) in &options.settings {
            world = world.with_setting(name, value);
        }
        if let Some(cancel) = &options.cancel {
            world = world.with_cancellation(cancel.clone());
        }
        if let Some(ids) = &options.references {
            world = world.with_ids(ids.clone());
        }
        Self { world, now: options.now }
    }

    /// The evaluation context of one call, with the current time.
    pub fn now(&self) -> Moment<'_> {
        Moment { world: &self.world, now: self.now.unwrap_or_else(present) }
    }
}

/// An evaluation context whose current time stands still.
pub(super) struct Moment<'w> {
    world: &'w World,
    now: DateTime,
}

impl Host for Moment<'_> {
    fn now(&self) -> DateTime {
        self.now
    }

    fn entropy(&self, record: &str, site: u32) -> u64 {
        self.world.entropy(record, site)
    }

    fn setting(&self, name: &str) -> Option<&str> {
        self.world.setting(name)
    }

    fn reserve(&self, value: &str) -> bool {
        self.world.reserve(value)
    }

    fn target_id<'h>(&'h self, source: &'h str) -> Option<&'h str> {
        self.world.target_id(source)
    }

    fn is_cancelled(&self) -> bool {
        self.world.is_cancelled()
    }
}
