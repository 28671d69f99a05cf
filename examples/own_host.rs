//! A program that has a directory of its own: the host answers which values of the target are in use and which ids it
//! has.
//!
//!     cargo run --example own_host

use attrflow::{DateTime, Host, Mapper, Options, Source, World, moment};
use std::cell::RefCell;
use std::collections::BTreeSet;

const MAPPING: &str = r#"
[source]
directory = "Microsoft Entra ID"
object = "User"

[target]
directory = "Badge Office"
object = "User"

[[attribute]]
target = 'userName'
value = '[userPrincipalName]'
match = 1

[[attribute]]
target = 'nickName'
value = 'SelectUniqueValue([mailNickname], Join("", [mailNickname], "2"), Join("", [mailNickname], "3"))'
flow = 'only-on-create'
"#;

/// The target's index of nicknames. Time, random values and settings are those of a [`World`].
struct Badges {
    world: World,
    in_use: RefCell<BTreeSet<String>>,
}

impl Host for Badges {
    fn now(&self) -> DateTime {
        self.world.now()
    }

    fn entropy(&self, record: &str, site: u32) -> u64 {
        self.world.entropy(record, site)
    }

    fn setting(&self, name: &str) -> Option<&str> {
        self.world.setting(name)
    }

    /// Whether the value was free; it is not afterwards.
    fn reserve(&self, value: &str) -> bool {
        self.in_use.borrow_mut().insert(value.to_owned())
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mapper = Mapper::new(Source::new("badges.toml", MAPPING), Options::new())?;
    let now = moment("2026-01-15T09:30:00Z").ok_or("not a point in time")?;
    let badges = Badges { world: World::at(now), in_use: RefCell::new(BTreeSet::from(["ada".to_owned()])) };
    for name in ["ada", "bob", "ada"] {
        let record = serde_json::json!({"userPrincipalName": format!("{name}@contoso.com"), "mailNickname": name});
        println!("{}", serde_json::to_string(&mapper.map_in(record.to_string(), &badges))?);
    }
    Ok(())
}
