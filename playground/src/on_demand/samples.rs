//! Records made for a mapping, as `attrflow test --generate` makes them. Does not know how they are found.

use crate::mapping::{number, refused, source};
use crate::request::Request;
use attrflow::Source;
use attrflow::tool::testing::{self, Suite};
use attrflow::tool::{Mapping, read_mapping};
use serde_json::{Value as Json, json};

/// See [`super::samples`].
pub(crate) fn samples(request: Request) -> Result<Json, String> {
    let source = source(&request)?;
    let (mut mapping, read) = read_mapping(&source);
    if let Some(number) = number(&mapping, &request) {
        keep_only(&mut mapping, number);
    }
    let head = "mapping = \"mapping\"\n";
    let load = |_: &str| Err("is not available in the browser".to_owned());
    let (mut file, found) = testing::read(&Source::new("samples.test.toml", head), &load);
    (file.now, file.seed) = (request.moment()?, request.seed());
    let (suite, reports) = Suite::new(file, found, Some((mapping, read)));
    let Some(suite) = suite else {
        let errors = reports.iter().flat_map(|report| &report.diagnostics).filter(|found| found.is_error());
        return Ok(refused(&source, errors));
    };
    let generated = testing::generate(&[&suite], &|_| true);
    let text = generated.as_ref().map(|generated| format!("{head}{}", generated.text)).unwrap_or_default();
    let (file, _) = testing::read(&Source::new("samples.test.toml", text), &load);
    let samples: Vec<Json> = file
        .cases
        .iter()
        .map(|case| {
            let within = case.scope.as_ref().is_none_or(|(within, _)| *within);
            json!({"name": case.name, "record": case.record.json, "in_scope": within})
        })
        .collect();
    let open: Vec<Json> = generated
        .into_iter()
        .flat_map(|generated| generated.open)
        .map(|(target, what)| json!({"target": target, "what": what}))
        .collect();
    Ok(json!({"status": "samples", "samples": samples, "open": open}))
}

/// Takes all object mappings but one out of a mapping, so that it is the one that runs, whatever its name.
fn keep_only(mapping: &mut Mapping, number: usize) {
    let mut at = 0;
    for rule in &mut mapping.rules {
        rule.object_mappings.retain_mut(|object| {
            object.enabled = true;
            at += 1;
            at == number + 1
        });
    }
}
