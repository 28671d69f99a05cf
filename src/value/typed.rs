//! Values that only a language with types has: dates, bytes, references, and the order to clear an attribute. All others
//! have strings in their place, and nothing of this is compiled without the feature `connect`.
//!
//! Knows nothing of how they compare: that is the language's.

#[cfg(feature = "connect")]
pub use with_types::Typed;
#[cfg(not(feature = "connect"))]
pub use without_types::Typed;

#[cfg(feature = "connect")]
mod with_types {
    use crate::dotnet::datetime::{DateTime, format};
    use crate::dotnet::encoding::base64::encode;
    use bumpalo::Bump;

    /// A value that is neither a string nor a number nor a Boolean.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub enum Typed<'r> {
        /// A point in time, in UTC.
        Date(DateTime),
        /// Bytes.
        Bytes(&'r [u8]),
        /// The distinguished name of another object.
        Reference(&'r str),
        /// No value, and no other rule may give the attribute one.
        Clear,
    }

    impl<'r> Typed<'r> {
        /// Whether it is a value, and not the order to clear the attribute.
        pub fn is_value(&self) -> bool {
            *self != Self::Clear
        }

        /// The value as a string where there are no types: a date in ISO 8601, bytes in base64.
        pub fn written(&self) -> String {
            match self {
                Self::Date(date) => format(*date, "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ").unwrap_or_default(),
                Self::Bytes(bytes) => encode(bytes),
                Self::Reference(name) => (*name).to_owned(),
                Self::Clear => String::new(),
            }
        }

        /// What the value is, for messages.
        pub fn describe(&self) -> &'static str {
            match self {
                Self::Date(_) => "a date",
                Self::Bytes(_) => "a binary value",
                Self::Reference(_) => "a reference",
                Self::Clear => "authoritative null",
            }
        }

        /// Its kind, as users see it.
        pub fn kind(&self) -> &'static str {
            match self {
                Self::Date(_) => "Date",
                Self::Bytes(_) => "Binary",
                Self::Reference(_) => "Reference",
                Self::Clear => "No value",
            }
        }

        /// The same value in another arena.
        pub fn copied<'a>(&self, arena: &'a Bump) -> Typed<'a> {
            match self {
                Self::Date(date) => Typed::Date(*date),
                Self::Bytes(bytes) => Typed::Bytes(arena.alloc_slice_copy(bytes)),
                Self::Reference(name) => Typed::Reference(arena.alloc_str(name)),
                Self::Clear => Typed::Clear,
            }
        }
    }
}

#[cfg(not(feature = "connect"))]
mod without_types {
    use bumpalo::Bump;
    use std::convert::Infallible;
    use std::marker::PhantomData;

    /// There is no such value in this build.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct Typed<'r>(Infallible, PhantomData<&'r str>);

    impl Typed<'_> {
        /// Whether it is a value.
        pub fn is_value(&self) -> bool {
            match self.0 {}
        }

        /// The value as a string.
        pub fn written(&self) -> String {
            match self.0 {}
        }

        /// What the value is, for messages.
        pub fn describe(&self) -> &'static str {
            match self.0 {}
        }

        /// Its kind, as users see it.
        pub fn kind(&self) -> &'static str {
            match self.0 {}
        }

        /// The same value in another arena.
        pub fn copied<'a>(&self, _: &'a Bump) -> Typed<'a> {
            match self.0 {}
        }
    }
}
