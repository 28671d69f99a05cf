//! The benchmark job in other engines, one per run: `engines NAME users.ndjson` prints the payloads,
//! `engines verify payloads.ndjson` compares standard input with them, by value.
//!
//! Each engine maps the 23 attributes of a parsed record in the way it is meant to be used. Functions that a language
//! does not have are native code, the same for all. The payload is then written by one template.

mod by_cel;
mod by_jaq;
mod by_minijinja;
mod by_rhai;
mod by_vrl;
mod native;
mod payload;
mod sonic;
mod typed;
mod verify;

use std::io::{BufWriter, Write};

/// Maps the JSON of one record to a payload and appends it to a buffer.
type Engine = Box<dyn FnMut(&str, &mut Vec<u8>)>;

/// The engines by name, in the order of the table.
const ENGINES: [(&str, fn() -> Engine); 8] = [
    ("typed", typed::engine),
    ("value", typed::by_value),
    ("sonic", sonic::engine),
    ("minijinja", by_minijinja::engine),
    ("rhai", by_rhai::engine),
    ("vrl", by_vrl::engine),
    ("cel", by_cel::engine),
    ("jaq", by_jaq::engine),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, file] = arguments.as_slice() else { panic!("engines NAME FILE") };
    if name == "verify" {
        return verify::run(file);
    }
    let (_, make) = ENGINES.iter().find(|(known, _)| known == name).expect("the engine is listed");
    let mut engine = make();
    let users = std::fs::read_to_string(file).expect("the users can be read");
    let mut out = BufWriter::with_capacity(1 << 20, std::io::stdout().lock());
    let mut payload = Vec::new();
    for user in users.lines() {
        payload.clear();
        engine(user, &mut payload);
        payload.push(b'\n');
        out.write_all(&payload).expect("payloads can be written");
    }
}
