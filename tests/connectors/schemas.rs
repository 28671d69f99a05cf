//! The schemas of a connector's payloads: every member of a payload is declared, with its type.

use super::cases::SAMPLES;
use super::mapping;
use super::run::{Mapped, map};
use attrflow::Flavor;
use attrflow::tool::compile_object;
use serde_json::{Map, Value as Json};

#[test]
fn every_member_of_a_payload_is_declared() {
    for sample in SAMPLES {
        let mapping = mapping(sample.connector);
        let (program, _) = compile_object(&mapping, Some(sample.object), None, Flavor::Rfc7644);
        let schemas = program.expect("it compiles").schemas();
        for mapped in map(&mapping, sample.object, sample.records, Flavor::Rfc7644) {
            let Mapped::Payload(Json::Object(payload)) = mapped else { panic!("{}: {mapped:?}", sample.connector) };
            let undeclared = undeclared(&payload, &schemas);
            assert!(undeclared.is_empty(), "{}: {undeclared:?}\n{schemas:#?}", sample.connector);
        }
    }
}

/// The members of a payload that the schemas do not declare.
fn undeclared(payload: &Map<String, Json>, schemas: &[Json]) -> Vec<String> {
    let mut payload = payload.clone();
    let mut undeclared = Vec::new();
    let listed = payload.remove("schemas").expect("a payload lists its schemas");
    // A common attribute of every object: RFC 7643, section 3.1.
    payload.remove("externalId");
    for (schema, is_core) in schemas.iter().zip(std::iter::once(true).chain(std::iter::repeat(false))) {
        let id = schema["id"].as_str().expect("a schema has an id");
        let is_listed = listed.as_array().is_some_and(|listed| listed.contains(&schema["id"]));
        match payload.remove(id) {
            Some(Json::Object(extension)) => {
                assert!(is_listed, "{id} is not listed");
                undeclared.extend(misfits(&extension, &schema["attributes"], id));
            }
            other => assert!(other.is_none() && is_listed == is_core, "{id}: {other:?}"),
        }
    }
    let core = schemas.first().expect("there is a core schema");
    undeclared.extend(misfits(&payload, &core["attributes"], ""));
    undeclared
}

/// The members of an object that do not match their declaration.
fn misfits(object: &Map<String, Json>, attributes: &Json, location: &str) -> Vec<String> {
    let mut misfits = Vec::new();
    for (name, value) in object {
        let location = format!("{location}/{name}");
        let declared = attributes.as_array().and_then(|all| all.iter().find(|attribute| attribute["name"] == **name));
        let Some(declared) = declared else {
            misfits.push(location);
            continue;
        };
        let values = match (value, declared["multiValued"].as_bool()) {
            (Json::Array(values), Some(true)) => values.as_slice(),
            (Json::Array(_), _) | (_, Some(true)) => &[],
            (value, _) => std::slice::from_ref(value),
        };
        let fits = |value: &Json| match declared["type"].as_str() {
            Some("string") => value.is_string(),
            Some("boolean") => value.is_boolean(),
            Some("integer") => value.is_i64(),
            Some("complex") => value.is_object(),
            _ => false,
        };
        if values.is_empty() || !values.iter().all(fits) {
            misfits.push(format!("{location}: {value}"));
        }
        let parts = values.iter().filter_map(Json::as_object);
        misfits.extend(parts.flat_map(|part| self::misfits(part, &declared["subAttributes"], &location)));
    }
    misfits
}

#[test]
fn extensions_are_declared_as_the_targets_are() {
    let (program, _) = compile_object(&mapping("workplace"), None, None, Flavor::Rfc7644);
    let schemas = program.expect("it compiles").schemas();
    let told: Vec<String> = schemas
        .iter()
        .skip(1)
        .flat_map(|schema| {
            let attributes = schema["attributes"].as_array().cloned().unwrap_or_default();
            attributes
                .into_iter()
                .map(|it| format!("{} {}: {}", schema["name"], it["name"], it["type"]).replace('"', ""))
        })
        .collect();
    assert_eq!(
        told,
        [
            "Enterprise manager: complex",
            "Enterprise department: string",
            "Enterprise division: string",
            "Enterprise organization: string",
            "Enterprise costCenter: string",
            "Enterprise employeeNumber: string",
            "FacebookAuth_method auth_method: string",
            "FacebookFrontline is_frontline: boolean",
            "FacebookStarttermdates startDate: integer",
        ]
    );
}
