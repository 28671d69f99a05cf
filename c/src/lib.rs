//! The attrflow library for C and for languages that can call C: strings in, JSON strings out.
//!
//! | module   | what                                                                         |
//! |----------|------------------------------------------------------------------------------|
//! | boundary | the functions of `include/attrflow.h`: pointers, handles, catching panics    |
//! | answers  | what they return, in safe Rust                                               |
//!
//! Has no logic of its own: all of it is in the library, in `Mapper`, `Evaluator` and `Provisioner`.
//! `include/attrflow.h` is generated from `boundary`, and a test checks that it is up to date.
#![warn(clippy::panic, clippy::unwrap_used)]

mod answers;
pub mod boundary;
