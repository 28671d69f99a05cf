//! What hostile patterns and texts may do, and what no table of .NET's answers shows.

use std::borrow::Cow;
use std::time::{Duration, Instant};

use super::*;

/// Long enough for a slow machine, far too short for anything that does not end by a limit.
const QUICK: Duration = Duration::from_secs(10);
