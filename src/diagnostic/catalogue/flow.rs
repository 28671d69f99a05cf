//! Findings.

use super::catalogue;

catalogue! {}
