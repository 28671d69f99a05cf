//! Properties of the bytes of a mapping file: its diagnostics are inside the file and can be rendered, what compiles
//! runs, and a file without errors is the same after conversion to the other format and back.

use super::still::Still;
use crate::convert::{to_graph, to_toml};
use crate::diagnostic::render::{Style, find};
use crate::diagnostic::{Diagnostic, Report};
use crate::engine::{RecordInput, RunLimits, check_mapping, compile_object};
use crate::mapping::{self, Mapping, MappingFormat};
use crate::record::{RecordBody, RecordReader};
use crate::scim::Flavor;
use crate::text::Source;
use bumpalo::Bump;

const RECORD: &str = r#"{"mail":"ada@contoso.com","givenName":"Ada","a":["x",{"value":1}],"accountEnabled":false}"#;

/// Checks a file by its name, which determines the format, and its bytes; returns the violated property.
pub fn holds(name: &str, bytes: &[u8]) -> Result<(), String> {
    let (mapping, mut diagnostics) = mapping::read_bytes(name, bytes);
    let readable = !diagnostics.iter().any(Diagnostic::is_error);
    diagnostics.extend(check_mapping(&mapping, None, Flavor::Rfc7644));
    let text = mapping.source.text();
    if let Some(diagnostic) = diagnostics.iter().find(|diagnostic| {
        let (start, end) = (diagnostic.span.start as usize, diagnostic.span.end as usize);
        start > end || text.get(start..end).is_none()
    }) {
        return Err(format!("{} points at {:?}", diagnostic.code(), diagnostic.span));
    }
    // Rendering takes longer than all the rest, so the fuzzer renders only a few diagnostics of each file in one
    // format.
    if cfg!(fuzzing) {
        diagnostics.truncate(10);
    }
    let report = Report::new(mapping.source.clone(), diagnostics);
    let style = Style { show_values: true, ..Style::default() };
    let formats = ["pretty", "concise", "json"].into_iter().enumerate();
    let chosen = formats.filter(|(index, _)| !cfg!(fuzzing) || *index == bytes.len() % 3);
    for format in chosen.filter_map(|(_, name)| find(name)) {
        format.text(std::slice::from_ref(&report), &style);
    }
    for object in mapping.object_mappings().map(|(_, object)| object.name.value.clone()).take(3) {
        run(&mapping, &object);
    }
    if readable { around(&mapping) } else { Ok(()) }
}

/// Maps a record with an object mapping that compiles.
fn run(mapping: &Mapping, object: &str) {
    let (Some(program), _) = compile_object(mapping, Some(object), None, Flavor::Rfc7644) else { return };
    let slots = program.attributes().slots();
    let (session, arena, host) = (program.attributes().session(RunLimits::default()), Bump::new(), Still::new());
    let mut reader = RecordReader::new(slots);
    if let Ok(turn) = RecordInput::read(RecordBody::Json(RECORD), &mut reader, &session, &arena, &host) {
        program.create(&turn, &mut Vec::new());
    }
}

/// To the canonical form, to the other format, and back.
fn around(mapping: &Mapping) -> Result<(), String> {
    let (Ok(graph), Ok(toml)) = (to_graph(mapping), to_toml(mapping)) else { return Ok(()) };
    let (again, diagnostics) = mapping::read(&Source::new("again.toml", &*toml));
    if let Some(error) = diagnostics.iter().find(|diagnostic| diagnostic.is_error()) {
        return Err(format!("as TOML it has {}: {}\n{toml}", error.code(), error.message));
    }
    match to_graph(&again) {
        Ok(back) if back == graph || mapping.format == MappingFormat::Toml => Ok(()),
        Ok(back) => Err(format!("{graph}\nbecomes, after conversion to TOML and back,\n{back}\n{toml}")),
        Err(diagnostics) => Err(format!("the TOML cannot be converted back: {diagnostics:?}\n{toml}")),
    }
}
