//! A world in which nothing happens, for runs that have to come to the same.

use attrflow::machinery::dotnet::datetime::DateTime;
use attrflow::machinery::engine::{World, moment};
use attrflow::machinery::functions::Host;

/// A world in which chance depends on the record alone: the place of a call in the code is not the language's business.
pub struct Still(World);

impl Still {
    pub fn new() -> Self {
        let world = World::at(moment("2026-01-15T09:30:00Z").expect("it is a point in time"));
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
