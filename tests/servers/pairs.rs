//! Changes every attribute: an object is created from one sample record and patched to the next record, with the
//! library, as an engine does.

use crate::client::Client;
use crate::journey::schemas;
use crate::journeys::{JOURNEYS, Journey, Part};
use crate::same::difference;
use crate::server::{Kind, Server};
use attrflow::tool::bumpalo::Bump;
use attrflow::tool::{
    ObjectProgram, Outcome, Previous, RECORD_LIMIT, RecordInput, RecordReader, Records, RunLimits, Update,
    compile_object, read_mapping,
};
use attrflow::{Flavor, World};
use attrflow::{connectors, moment};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::fs::File;

/// Every pair in the exact form of RFC 7644: the server accepts everything, and has the expected objects.
pub fn change(kind: Kind, journey: &Journey) {
    let refused = refused(kind, journey, Flavor::Rfc7644);
    assert!(refused.is_empty(), "{kind:?}: {}:\n{refused:#?}", journey.connector);
}

/// Where the service deviates from the RFC, with the message of a server that follows the RFC.
const OTHERWISE: [(&str, &[&str]); 4] = [
    ("a missing element is addressed by its filter", &[r#""scimType":"noTarget""#]),
    (
        "a manager is an id, not an object with an id",
        &["Input should be a valid dictionary or instance of Manager", "'manager' expected complex value"],
    ),
    ("a schema that the server does not have is listed", &["Unknown extension schemas: http://schemas.microsoft.com"]),
    ("a Boolean is a string", &["expected value type 'boolean' but found type 'string'"]),
];

/// The service's own forms: requests are rejected only for the known reasons, and for each of them.
pub fn like_the_service(kind: Kind) {
    for flavor in [Flavor::Entra, Flavor::Entra2020] {
        let journey = JOURNEYS.iter().find(|journey| journey.connector == "workgrid").expect("it exists");
        let mut reasons = BTreeSet::new();
        for refusal in refused(kind, journey, flavor) {
            let reason = OTHERWISE.iter().find(|(_, says)| says.iter().any(|says| refusal.contains(says)));
            reasons.insert(reason.unwrap_or_else(|| panic!("{kind:?}, {flavor:?}: {refusal}")).0);
        }
        // scimmy ignores unknown schemas; scim2-server accepts Booleans as strings, which are not sent with the
        // flag.
        let minds = |reason: &str| match reason {
            _ if reason.starts_with("a schema") => kind == Kind::Scim2Server,
            _ if reason.starts_with("a Boolean") => (kind, flavor) == (Kind::Scimmy, Flavor::Entra),
            _ => true,
        };
        let expected = OTHERWISE.iter().map(|(reason, _)| *reason).filter(|reason| minds(reason));
        assert_eq!(reasons, expected.collect(), "{kind:?}, {flavor:?}");
    }
}

/// Patches each sample object of an end-to-end test to the next, on its own server. Returns the rejected requests, and
/// the objects that differ from the expected ones.
fn refused(kind: Kind, journey: &Journey, flavor: Flavor) -> BTreeSet<String> {
    let server = Server::start(kind, &schemas(journey.connector));
    let client = server.client();
    let method = if journey.operation == "replace" { "PUT" } else { "PATCH" };
    let mut refused = BTreeSet::new();
    for part in journey.parts {
        each_pair(journey, part, flavor, |program, payload, update| {
            let endpoint = program.endpoint();
            let created = client.send("POST", &endpoint, Some(payload)).expect("an answer");
            if created.status != 201 {
                refused.insert(format!("POST {payload}\n{}", created.body));
                return;
            }
            let path = format!("{endpoint}/{}", created.body["id"].as_str().expect("it has an id"));
            match update {
                Update::Changed(changed) => {
                    let state = changed.state.as_deref().expect("it was asked for");
                    refused.extend(sent(&client, (method, &path), [&changed.body, state]))
                }
                other => assert!(matches!(other, Update::Unchanged { .. }), "{other:?}"),
            }
            assert_eq!(client.send("DELETE", &path, None).expect("an answer").status, 204);
        });
    }
    refused
}

/// Sends a request that changes an object, and returns the problem if the object is not in the expected state.
fn sent(client: &Client, (method, path): (&str, &str), texts: [&str; 2]) -> Option<String> {
    let [body, state] = texts.map(|text| serde_json::from_str::<Json>(text));
    let (body, state) = (&body.expect("a request is JSON"), &state.expect("a payload is JSON"));
    let answer = client.send(method, path, Some(body)).expect("an answer");
    if ![200, 204].contains(&answer.status) {
        return Some(answer.body.to_string());
    }
    let object = client.send("GET", path, None).expect("an answer").body;
    difference(state, &object).map(|difference| format!("{body}\n{difference}"))
}

/// For every record and the next one: the payload of the first, and the request that changes it to the second.
fn each_pair(journey: &Journey, part: &Part, flavor: Flavor, mut pair: impl FnMut(&ObjectProgram, &Json, Update)) {
    let connector = connectors::find(journey.connector).expect("the connector exists");
    let (mapping, _) = read_mapping(&connector.source());
    let (program, _) = compile_object(&mapping, Some(part.object), None, flavor);
    let program = program.expect("it compiles");
    let attributes = program.attributes();
    let (slots, session) = (attributes.slots(), attributes.session(RunLimits::default()));
    let world = World::at(moment("2026-01-15T09:30:00Z").expect("it is a timestamp"));
    let records = File::open(format!("examples/{}", part.records)).expect("the sample is there");
    let mut records = Records::new(records, None, RECORD_LIMIT);
    let (mut reader, mut before) = (RecordReader::new(&slots), None::<Json>);
    while let Some(record) = records.next_record() {
        let record = record.unwrap_or_else(|refused| panic!("{:?}", refused.diagnostic));
        let arena = Bump::new();
        let turn = RecordInput::read(record.shape, &mut reader, &session, &arena, &world);
        let turn = turn.unwrap_or_else(|malformed| panic!("{malformed:?}"));
        let mut payload = Vec::new();
        match program.create(&turn, &mut payload) {
            Outcome::Payload { .. } => {}
            // Directory exports contain more than users.
            Outcome::OutOfScope(_) => continue,
            Outcome::Failed(errors) => panic!("{errors:?}"),
        }
        if let Some(before) = &before {
            let update = match journey.operation {
                "replace" => program.replace(&turn, &Previous::new(&before.to_string())),
                _ => program.patch(&turn, &Previous::new(&before.to_string())),
            };
            pair(&program, before, update);
        }
        before = serde_json::from_slice(&payload).ok();
    }
}
