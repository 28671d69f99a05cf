//! Records in, outcomes out: one expression over a record, a whole object mapping over a stream of them.

mod expression;
mod json;
mod limits;
mod object;
mod response;
mod simulate;
mod stream;
mod trace;
mod trial;
mod whole;
mod world;

pub use expression::{Expression, Session};
pub use json::{from_json, to_json};
pub use limits::RunLimits;
pub use object::{AttributeFault, Changed, Made, ObjectProgram, Outcome, Turn, Update, Watcher};
pub use simulate::{Flow, Simulator};
pub use stream::{Mapped, Stream};
pub use trace::{Given, Part, Trace};
pub use trial::Trial;
pub use whole::{check_empty, check_mapping, compile_object, find_object};
pub use world::{World, moment, present};
