//! Records in, outcomes out: one expression over a record, a whole object mapping over a stream of them. Knows no
//! command lines, and sends nothing.

mod attributes;
mod compile;
mod dry_run;
mod expression;
mod in_order;
mod json;
mod limits;
mod names;
mod object;
mod response;
mod runner;
pub mod simulate;
mod stream;
mod switches;
mod trace;
mod world;

pub use attributes::{AttributeError, AttributeObserver, RecordInput};
pub use compile::{check_empty, check_mapping, compile_object, find_object};
pub use dry_run::DryRun;
pub use expression::{Expression, Session};
pub use in_order::{Work, in_order};
pub use json::{json_of, to_json};
pub use limits::RunLimits;
pub use names::Unseen;
pub use object::{Address, AttributeResult, Changed, Digested, MatchKey, ObjectProgram, Outcome, Previous, Update};
pub use runner::{ExpressionRunner, Runner};
pub use stream::{Mapped, Stream};
pub use trace::{Trace, TraceNode, TraceValue};
pub use world::{Cancel, World, moment, present};
