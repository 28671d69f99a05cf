//! Every attribute changed: an object is made of one sample record and patched to what the next record says, through the
//! library as an engine does it.

use crate::client::Client;
use crate::journey::schemas;
use crate::journeys::{JOURNEYS, Journey, Part};
use crate::same::difference;
use crate::server::{Kind, Server};
use attrflow::bumpalo::Bump;
use attrflow::{
    Changed, Flavor, ObjectProgram, Outcome, RECORD_LIMIT, RecordInput, RecordReader, Records, RunLimits, Update, World,
};
use attrflow::{compile_object, connectors, moment, read_mapping};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::fs::File;

/// Every pair to the letter of RFC 7644: the server takes everything, and holds what it was told.
pub fn change(kind: Kind, journey: &Journey) {
    let refused = refused(kind, journey, Flavor::Rfc7644);
    assert!(refused.is_empty(), "{kind:?}: {}:\n{refused:#?}", journey.connector);
}

/// What the service sends otherwise than the RFC has it, with what a server says that takes it as the RFC has it.
const OTHERWISE: [(&str, &[&str]); 4] = [
    ("an element that is not there is addressed by its filter", &[r#""scimType":"noTarget""#]),
    (
        "a manager is an id, not an object that has it",
        &["Input should be a valid dictionary or instance of Manager", "'manager' expected complex value"],
    ),
    ("a schema is listed that the server does not have", &["Unknown extension schemas: http://schemas.microsoft.com"]),
    ("a Boolean is a text", &["expected value type 'boolean' but found type 'string'"]),
];

/// The service's own forms: what is refused is refused for the reasons that are known, and for each of them.
pub fn like_the_service(kind: Kind) {
    for flavor in [Flavor::Entra, Flavor::Entra2020] {
        let journey = JOURNEYS.iter().find(|journey| journey.connector == "workgrid").expect("it is there");
        let mut reasons = BTreeSet::new();
        for refusal in refused(kind, journey, flavor) {
            let reason = OTHERWISE.iter().find(|(_, says)| says.iter().any(|says| refusal.contains(says)));
            reasons.insert(reason.unwrap_or_else(|| panic!("{kind:?}, {flavor:?}: {refusal}")).0);
        }
        // scimmy looks at no schemas that it does not know; scim2-server reads the texts of Booleans, which there are
        // none of with the flag.
        let minds = |reason: &str| match reason {
            _ if reason.starts_with("a schema") => kind == Kind::Scim2Server,
            _ if reason.starts_with("a Boolean") => (kind, flavor) == (Kind::Scimmy, Flavor::Entra),
            _ => true,
        };
        let expected = OTHERWISE.iter().map(|(reason, _)| *reason).filter(|reason| minds(reason));
        assert_eq!(reasons, expected.collect(), "{kind:?}, {flavor:?}");
    }
}

/// Patches each of a journey's sample objects to the next, on a server of its own. What the server does not take, and what
/// it holds otherwise than it was told, comes back.
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
                Update::Changed(changed) => refused.extend(sent(&client, (method, &path), &changed)),
                other => assert!(matches!(other, Update::Unchanged { .. }), "{other:?}"),
            }
            assert_eq!(client.send("DELETE", &path, None).expect("an answer").status, 204);
        });
    }
    refused
}

/// Sends a request that changes an object, and says what is the matter where it does not lead to the state.
fn sent(client: &Client, (method, path): (&str, &str), changed: &Changed) -> Option<String> {
    let Changed { body, state, .. } = changed;
    let answer = client.send(method, path, Some(body)).expect("an answer");
    if ![200, 204].contains(&answer.status) {
        return Some(answer.body.to_string());
    }
    let object = client.send("GET", path, None).expect("an answer").body;
    difference(state, &object).map(|difference| format!("{body}\n{difference}"))
}

/// For every record and the one after it: the payload of the one, and how it becomes the other's.
fn each_pair(journey: &Journey, part: &Part, flavor: Flavor, mut pair: impl FnMut(&ObjectProgram, &Json, Update)) {
    let connector = connectors::find(journey.connector).expect("there is such a connector");
    let (mapping, _) = read_mapping(&connector.source());
    let (program, _) = compile_object(&mapping, Some(part.object), None, flavor);
    let program = program.expect("it compiles");
    let (slots, session) = (program.slots(), program.session(RunLimits::default()));
    let world = World::at(moment("2026-01-15T09:30:00Z").expect("it is a point in time"));
    let records = File::open(format!("examples/{}", part.records)).expect("the sample is there");
    let mut records = Records::new(records, None, RECORD_LIMIT);
    let (mut reader, mut before) = (RecordReader::new(&slots), None);
    while let Some(record) = records.next_record() {
        let record = record.unwrap_or_else(|refused| panic!("{:?}", refused.diagnostic));
        let arena = Bump::new();
        let turn = RecordInput::read(record.shape, &mut reader, &session, &arena, &world);
        let turn = turn.unwrap_or_else(|malformed| panic!("{malformed:?}"));
        let mut payload = Vec::new();
        match program.create(&turn, &mut payload) {
            Outcome::Payload { .. } => {}
            // Directory exports have more in them than people.
            Outcome::OutOfScope(_) => continue,
            Outcome::Failed(errors) => panic!("{errors:?}"),
        }
        if let Some(before) = &before {
            let update = match journey.operation {
                "replace" => program.replace(&turn, Some(before)),
                _ => program.patch(&turn, before),
            };
            pair(&program, before, update);
        }
        before = serde_json::from_slice(&payload).ok();
    }
}
