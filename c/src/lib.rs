//! The attrflow library for C and whatever calls C: texts in, JSON texts out.
//!
//! | file     | what                                                                         |
//! |----------|------------------------------------------------------------------------------|
//! | boundary | the functions of `include/attrflow.h`: pointers, handles, panics caught      |
//! | answers  | what they answer, in safe Rust                                               |
//!
//! Has no logic of its own: all of it is `attrflow::embed`. `include/attrflow.h` is made of `boundary`, and a test says
//! when it is not.
#![warn(clippy::panic, clippy::unwrap_used)]

mod answers;
pub mod boundary;
