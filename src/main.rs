//! The command line of attrflow.
fn main() {}
