//! The build that is published: what the gate measures, what the soak runs and whose requests are sent to servers. One build,
//! because its link-time optimisation takes minutes.

use crate::shell::{Failure, Step, root};

/// The program, from the root of the repository.
pub(crate) const PROGRAM: &str = "target/dist/attrflow";

/// The step that makes it.
pub(crate) fn step() -> Step<'static> {
    Step::cargo("The published build", "build --profile dist --bin attrflow")
}

/// Makes it and gives its path.
pub(crate) fn build() -> Result<String, Failure> {
    step().run()?;
    Ok(root().join(PROGRAM).display().to_string())
}
