//! One row after the other, each also run again: what was sent is not sent a second time.

use attrflow::machinery::diagnostic::page::{self, Row};
use attrflow::{Flavor, Reader, RunLimits, Slots, Source, Update, World, bumpalo::Bump, moment, read_mapping};
use serde_json::{Value as Json, json};

/// The mapping file of a row: its attributes between the sides.
fn mapping(attributes: &str, object: &str, scim: &str) -> String {
    let attributes: Vec<String> =
        attributes.split(';').map(|attribute| format!("{{ {} }}", attribute.trim())).collect();
    format!(
        "name = 'row'\nattribute = [{}]\n[source]\ndirectory = 'Microsoft Entra ID'\nobject = '{object}'\n\
         [target]\ndirectory = 'App'\nobject = '{object}'\nscim = '{scim}'\n[source.attributes]\n\
         mobile = {{ type = 'String', flow-null-values = true }}\n\
         appRoleAssignments = {{ type = 'String', multivalued = true }}\n\
         members = {{ type = 'Reference', multivalued = true }}\n\
         proxyAddresses = {{ type = 'String', multivalued = true }}\n\
         userPrincipalName = 'String'\njobTitle = 'String'\nIsSoftDeleted = 'Boolean'\nmail = 'String'\n\
         manager = 'Reference'\nlevel = 'Integer'\ncity = 'String'\n",
        attributes.join(", ")
    )
}

fn world() -> World {
    let now = moment("2026-01-15T09:30:00Z").expect("it is a point in time");
    World::at(now).with_ids([("m1", "T1"), ("m2", "T2"), ("m3", "T3")].map(|(id, target)| (id.into(), target.into())))
}

/// What is sent: operations, the whole body where it has none, `nothing`, or the code of the first finding; and the payload that it leads to.
fn sends(
    mapping: &str,
    previous: &Json,
    record: &str,
    flavor: Flavor,
) -> Result<(Json, Json, Vec<&'static str>), String> {
    let (mapping, findings) = read_mapping(&Source::new("row.toml", mapping));
    assert!(findings.is_empty(), "{findings:?}");
    let (program, findings) = attrflow::compile_object(&mapping, None, None, flavor);
    let program = program.ok_or_else(|| format!("{findings:?}"))?;
    let slots = Slots::new(program.referenced_attributes().iter().map(|name| &**name));
    let (arena, world) = (Bump::new(), world());
    let mut reader = Reader::new(&slots);
    let values = reader.room(&arena);
    reader.read(record, &arena, values).map_err(|_| format!("{record} is no record"))?;
    let session = program.session(RunLimits::default());
    Ok(match program.patch(&session, values, record, &arena, &world, previous) {
        Update::Changed(changed) => {
            let codes = changed.unresolved.iter().map(|it| it.fault.code()).collect();
            (changed.body.get("Operations").unwrap_or(&changed.body).clone(), changed.state, codes)
        }
        Update::Unchanged { unresolved, .. } => {
            (json!("nothing"), previous.clone(), unresolved.iter().map(|it| it.fault.code()).collect())
        }
        Update::Faulty(faults) => (json!(faults[0].fault.code()), previous.clone(), vec![]),
        Update::OutOfScope(_) => (json!("out of scope"), previous.clone(), vec![]),
    })
}

fn run(row: &Row) -> Result<(), String> {
    let cell = |name: &str| row.get(name).unwrap_or_default();
    let flavor = match cell("flavor") {
        "" => Flavor::Rfc7644,
        name => Flavor::parse(name).ok_or("there is no such flavor")?,
    };
    let object = if cell("attributes").contains("'members'") { "Group" } else { "User" };
    let scim = if cell("scim").is_empty() { "2.0" } else { cell("scim") };
    let mapping = mapping(cell("attributes"), object, scim);
    let previous: Json = serde_json::from_str(cell("holds")).map_err(|error| error.to_string())?;
    let expected: Json = serde_json::from_str(cell("sends")).unwrap_or_else(|_| json!(cell("sends")));
    let (found, state, codes) = sends(&mapping, &previous, cell("record"), flavor)?;
    if found != expected {
        return Err(format!("sends\n    {found}\n  not\n    {expected}"));
    }
    if codes.join(", ") != cell("finding") {
        return Err(format!("finds {codes:?}, not {}", cell("finding")));
    }
    let (again, ..) = sends(&mapping, &state, cell("record"), flavor)?;
    let repeats = mapping.contains("behavior = 'always'");
    if !found.is_string() && again != json!("nothing") && !repeats {
        return Err(format!("sends {again} though {state} holds it already"));
    }
    Ok(())
}

#[test]
fn what_has_changed_is_sent_and_nothing_else() {
    let text = std::fs::read_to_string("tests/spec/operations.md").expect("the page is in the repository");
    let rows: Vec<Row> = page::rows(&text).into_iter().filter(|row| row.get("sends").is_some()).collect();
    let failures: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            run(row)
                .err()
                .map(|why| format!("line {}: {}\n  {why}", row.line, row.get("attributes").unwrap_or_default()))
        })
        .collect();
    assert!(failures.is_empty(), "{} of {} rows fail\n{}", failures.len(), rows.len(), failures.join("\n"));
    assert!(rows.len() > 40, "only {} rows were found", rows.len());
}
