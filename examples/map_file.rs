//! Maps a file of records with a built-in connector, and prints an envelope for each.
//!
//!     cargo run --example map_file -- meta-work-accounts examples/users.ndjson

use attrflow::{Mapper, Options, connectors};
use std::fs::File;
use std::io::{self, Write};
use std::num::NonZeroUsize;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(name), Some(path)) = (arguments.next(), arguments.next()) else {
        return Err("usage: map_file CONNECTOR RECORDS".into());
    };
    let connector = connectors::find(&name).ok_or("there is no such connector")?;
    let mapper = Mapper::new(connector.source(), Options::new())?;
    let mut out = io::stdout().lock();
    // The records are read as a stream: their number does not matter for memory. An error of the sink ends the run.
    mapper.map_all(File::open(path)?, None, NonZeroUsize::MIN, |envelope| {
        serde_json::to_writer(&mut out, &envelope)?;
        out.write_all(b"\n")
    })?;
    Ok(())
}
