//! jaq as a library: one filter that returns the 23 values; diacritics and lower case are handled after it.

use crate::{Engine, native, payload};
use jaq_core::load::{Arena, File, Loader};
use jaq_core::{Compiler, Ctx, Vars, data, unwrap_valr};
use jaq_json::{Val, read};

/// The filter, also used with jq.
const FILTER: &str = include_str!("job.jq");

/// Compiles the filter once.
pub fn engine() -> Engine {
    let definitions = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs());
    let functions = jaq_core::funs().chain(jaq_std::funs()).chain(jaq_json::funs());
    let arena = Arena::default();
    let modules = Loader::new(definitions).load(&arena, File { code: FILTER, path: () }).expect("it parses");
    let filter = Compiler::default().with_funs(functions).compile(modules).expect("it compiles");
    Box::new(move |user, out| {
        let record = read::parse_single(user.as_bytes()).expect("a record is JSON");
        let context = Ctx::<data::JustLut<Val>>::new(&filter.lut, Vars::new([]));
        let found =
            filter.id.run((context, record)).map(unwrap_valr).next().expect("there is a value").expect("it runs");
        // The result is printed as JSON and read again: jaq's cheapest way to get strings.
        let found: [Option<String>; 23] = serde_json::from_str(&found.to_string()).expect("it returns 23 values");
        let mut values: payload::Values<String> = found;
        for index in [0, 5] {
            values[index] = values[index].take().map(|text| text.to_lowercase());
        }
        values[7] = values[7].take().map(|text| native::plain(&text).into_owned());
        payload::write(&values, out);
    })
}
