//! An evaluation context with a fixed time, seed and settings, for runs that must have the same result. What a run
//! reserves stays reserved, so each run gets a new one.

use crate::dotnet::datetime::DateTime;
use crate::engine::{World, moment};
use crate::functions::Host;

/// An evaluation context whose random values depend only on the record, not on the position of a call in the code.
pub struct Still(World);

impl Still {
    pub fn new() -> Self {
        let world = World::at(moment("2026-01-15T09:30:00Z").expect("it is a timestamp"));
        let world = world.with_setting("DefaultDomain", "contoso.onmicrosoft.com");
        Self(world.with_setting("DomainFQDN", "contoso.com").with_taken(["taken@contoso.com"]))
    }
}

impl Host for Still {
    fn now(&self) -> DateTime {
        self.0.now()
    }

    fn entropy(&self, record: &str, _: u32) -> u64 {
        self.0.entropy(record, 0)
    }

    fn setting(&self, name: &str) -> Option<&str> {
        self.0.setting(name)
    }

    fn reserve(&self, value: &str) -> bool {
        self.0.reserve(value)
    }
}
