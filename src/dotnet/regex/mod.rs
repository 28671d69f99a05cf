//! tmp
pub struct Regex;
