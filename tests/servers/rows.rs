//! The rows of `tests/spec/operations.md` in the flavor `rfc7644`: after the request, the object on a server is the
//! payload that attrflow predicts.

use crate::row::{Case, rows};
use crate::same::difference;
use crate::server::{Kind, Schemas, Server, joined};
use attrflow::Flavor;
use attrflow::tool::ObjectProgram;
use serde_json::{Value as Json, json};

/// Sends every row to a server that has the schemas of all of them.
pub fn send(kind: Kind) {
    let cases: Vec<Case> = rows().iter().map(|row| Case::of(row).expect("it is a row")).collect();
    let cases: Vec<&Case> =
        cases.iter().filter(|case| case.flavor == Flavor::Rfc7644 && case.sends.is_array()).collect();
    assert!(cases.len() > 20, "only {} rows", cases.len());
    let server = Server::start(kind, &schemas(&cases));
    let client = server.client();
    for (number, case) in cases.iter().enumerate() {
        let program = case.program().expect("it compiles");
        let endpoint = program.endpoint();
        let holds = payload(case, &program, number);
        let sent = case.sent(&holds).expect("it runs");
        assert_eq!(*sent.operations(), case.sends, "{:?}", sent.unresolved);
        let created = client.send("POST", &endpoint, Some(&holds)).expect("an answer");
        assert_eq!(created.status, 201, "{kind:?}: {holds}: {}", created.body);
        let path = format!("{endpoint}/{}", created.body["id"].as_str().expect("it has an id"));
        let changed = client.send("PATCH", &path, Some(&sent.body)).expect("an answer");
        assert!([200, 204].contains(&changed.status), "{kind:?}: {holds}\n{}\n{}", sent.body, changed.body);
        let object = client.send("GET", &path, None).expect("an answer").body;
        if let Some(difference) = difference(&sent.state, &object) {
            panic!("{kind:?}: {holds}\n{}\n{difference}", sent.body);
        }
    }
}

/// The object in the target of a row, with the required attributes.
fn payload(case: &Case, program: &ObjectProgram, number: usize) -> Json {
    let mut payload = case.holds.clone();
    let object = payload.as_object_mut().expect("it is an object");
    let extensions = object.keys().filter(|name| name.starts_with("urn:")).cloned().map(Json::from);
    let schemas: Vec<Json> = program.schemas()[..1].iter().map(|core| core["id"].clone()).chain(extensions).collect();
    object.insert("schemas".to_owned(), json!(schemas));
    let name = if program.endpoint() == "/Groups" { "displayName" } else { "userName" };
    object.entry(name).or_insert_with(|| json!(format!("row-{number}")));
    payload
}

/// The merged schemas of all rows.
fn schemas(cases: &[&Case]) -> Schemas {
    let mut all = Schemas::new();
    for case in cases {
        let program = case.program().expect("it compiles");
        let kind = program.endpoint().trim_matches(['/', 's']).to_owned();
        let location = all.iter().position(|(known, _)| *known == kind).unwrap_or(all.len());
        if location == all.len() {
            all.push((kind, Vec::new()));
        }
        for schema in program.schemas() {
            let of_kind = &mut all[location].1;
            match of_kind.iter_mut().find(|known| known["id"] == schema["id"]) {
                Some(known) => *known = joined(known, &schema),
                None => of_kind.push(schema),
            }
        }
    }
    all
}
