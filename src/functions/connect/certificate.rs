//! Functions of Entra Connect Sync on certificates.

use crate::functions::Function;

pub(super) static FUNCTIONS: &[Function] = &[];
