//! Which languages a function belongs to, as a set of bits. What the languages are is in the module `language`, which
//! stands above this one.

/// A set of languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Languages(u8);

impl Languages {
    /// Application provisioning.
    pub const ENTRA: Languages = Languages(0b001);
    /// Cloud sync between Active Directory and Entra ID.
    pub const CLOUD_SYNC: Languages = Languages(0b010);
    /// Entra Connect Sync.
    pub const CONNECT: Languages = Languages(0b100);
    /// Application provisioning and cloud sync.
    pub const CLOUD: Languages = Languages(0b011);

    /// Whether a language of the other set is in this one.
    pub const fn intersects(self, other: Languages) -> bool {
        self.0 & other.0 != 0
    }
}
