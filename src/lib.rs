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
//! | 3     | mapping    | syntax, scim, functions, value, dotnet, diagnostic, text |
//! | 3     | tree       | functions, syntax, value, text |
//! | 3     | program    | functions, value, dotnet, text |
//! | 4     | check      | mapping, tree, program, syntax, scim, functions, value, dotnet, diagnostic, text |
//! | 4     | convert    | mapping, tree, syntax, value, diagnostic, text |
//! | 4     | vm         | program, functions, value, dotnet, diagnostic, text |
//! | 5     | compile    | check, vm, program, mapping, syntax, scim, functions, value, dotnet, diagnostic, text |
//! | 6     | engine     | compile, vm, check, program, mapping, syntax, scim, functions, value, dotnet, diagnostic, text |
//! | 7     | cli        |         |
#![forbid(unsafe_code)]

mod check;
mod compile;
mod convert;
mod diagnostic;
mod dotnet;
mod engine;
mod functions;
mod mapping;
mod program;
mod scim;
mod syntax;
mod text;
mod tree;
mod value;
mod vm;

/// Internals for the tests, the benches and the fuzz targets. Nothing here is promised to stay.
#[cfg(feature = "machinery")]
#[doc(hidden)]
#[allow(missing_docs)]
pub mod machinery {
    macro_rules! open {
        ($($module:ident)+) => {$(
            pub mod $module {
                pub use crate::$module::*;
            }
        )+};
    }

    open! { check compile convert diagnostic dotnet engine functions mapping program scim syntax text tree value vm }
}
