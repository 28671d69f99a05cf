//! The three dialects: which product's mapping an expression stands in.

/// Which product runs the expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Dialect {
    /// Application provisioning: Entra ID to SCIM applications, HR systems to Entra ID or Active Directory.
    #[default]
    Entra,
    /// Cloud sync: Active Directory to Entra ID and back, through the agent.
    CloudSync,
    /// Entra Connect Sync, the older sibling language with operators.
    Connect,
}

impl Dialect {
    /// Every dialect with its name on the command line.
    pub const ALL: [(Dialect, &'static str); 3] =
        [(Dialect::Entra, "entra"), (Dialect::CloudSync, "cloud-sync"), (Dialect::Connect, "connect")];

    /// The dialect of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| *known == name).map(|(dialect, _)| dialect)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(dialect, _)| *dialect == self).map_or("entra", |(_, name)| name)
    }
}

/// A set of dialects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialects(u8);

impl Dialects {
    /// All of them.
    pub const ALL: Dialects = Dialects(0b111);
    /// Application provisioning and cloud sync.
    pub const CLOUD: Dialects = Dialects(0b011);
    /// Cloud sync and Connect Sync.
    pub const SYNC: Dialects = Dialects(0b110);

    /// Whether a dialect is among them.
    pub fn contains(self, dialect: Dialect) -> bool {
        self.0 & (1 << dialect as u8) != 0
    }

    /// Their names.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Dialect::ALL.into_iter().filter(move |(dialect, _)| self.contains(*dialect)).map(|(_, name)| name)
    }
}
