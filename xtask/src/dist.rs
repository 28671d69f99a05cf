//! The release build, used by the benchmark gate, the soak test and the server tests. They share one build because its
//! link-time optimisation takes minutes.

use crate::shell::{Failure, Step, root};

/// The program, from the root of the repository.
pub(crate) const PROGRAM: &str = "target/dist/attrflow";

/// The step that builds it.
pub(crate) fn step() -> Step<'static> {
    Step::cargo("Release build", "build --profile dist --bin attrflow")
}

/// Builds it and returns its path.
pub(crate) fn build() -> Result<String, Failure> {
    step().run()?;
    Ok(root().join(PROGRAM).display().to_string())
}
