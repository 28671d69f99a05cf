//! Run, check and test Microsoft Entra attribute mappings outside the tenant.
//!
//! # Floors
//!
//! The modules stand on floors, and a module may use only what stands below it. A test reads this table and every
//! `use crate::…` of the sources.
//!
//! | floor | module     | may use |
//! |-------|------------|---------|
//! | 0     | text       |         |
//! | 0     | dotnet     |         |
//! | 1     | diagnostic | text    |
//! | 1     | value      |         |
//! | 2     | functions  | value, dotnet, diagnostic, text |
//! | 2     | syntax     | value, diagnostic, text |
//! | 2     | scim       | value, diagnostic, text |
//! | 2     | record     | value, diagnostic, text |
//! | 3     | mapping    | syntax, scim, functions, value, dotnet, diagnostic, text |
//! | 4     | check      | mapping, syntax, scim, functions, value, dotnet, diagnostic, text |
//! | 4     | program    | scim, functions, value, dotnet, diagnostic, text |
//! | 5     | compile    | check, program, mapping, syntax, scim, functions, value, dotnet, diagnostic, text |
//! | 5     | vm         | program, functions, value, dotnet, diagnostic, text |
//! | 6     | engine     | compile, vm, check, program, mapping, syntax, record, scim, functions, value, dotnet, diagnostic, text |
//! | 7     | cli        |         |
#![forbid(unsafe_code)]

mod diagnostic;
mod dotnet;
mod functions;
mod record;
mod syntax;
mod text;
mod value;

/// Internals for the tests, the benches and the fuzz targets. Nothing here is promised to stay.
#[cfg(feature = "machinery")]
#[doc(hidden)]
#[allow(missing_docs)]
pub mod machinery {
    pub mod dotnet {
        pub use crate::dotnet::*;
    }
    pub mod syntax {
        pub use crate::syntax::*;
    }
    pub mod functions {
        pub use crate::functions::*;
    }
    pub mod record {
        pub use crate::diagnostic::catalogue::all as entries;
        pub use crate::diagnostic::{Diagnostic, Entry, Severity};
        pub use crate::record::*;
        pub use crate::value::Value;
    }
}
