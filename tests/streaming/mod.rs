//! Streams of records through the command: archives, runs that are stopped and resumed, hostile inputs.

mod archives;
mod hostile;
mod resume;
mod run;
mod stop;
#[path = "../../benches/job/users.rs"]
#[allow(dead_code, clippy::indexing_slicing)]
mod users;
