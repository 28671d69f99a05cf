//! Records in, outcomes out.
