//! Run, check and test Microsoft Entra attribute mappings outside the tenant.
#![forbid(unsafe_code)]

mod dotnet;
#[allow(dead_code)]
mod functions {
    pub mod diacritics;
}

/// Internals for the tests, the benches and the fuzz targets. Nothing here is promised to stay.
#[cfg(feature = "machinery")]
#[doc(hidden)]
#[allow(missing_docs)]
pub mod machinery {
    pub mod dotnet {
        pub use crate::dotnet::*;
    }
}
