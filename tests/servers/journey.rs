//! An end-to-end test of a connector on a server, with the requests of `attrflow map`: objects are created, found,
//! given their references, changed, disabled, deleted. After each step the objects on the server are checked.

use crate::client::Client;
use crate::command::{Envelope, Map};
use crate::journeys::{Journey, Part};
use crate::same::difference;
use crate::server::{Kind, Schemas, Server, scratch};
use attrflow::tool::{compile_object, read_mapping};
use attrflow::{Flavor, connectors};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The ids of the target by the ids of the source.
type Ids = BTreeMap<String, String>;

/// Runs an end-to-end test on its own server.
pub fn make(kind: Kind, journey: &Journey) {
    let server = Server::start(kind, &schemas(journey.connector));
    let (client, folder) = (server.client(), scratch());
    let mut ids = Ids::new();
    let mut held = Vec::new();
    for part in journey.parts {
        let step = Step {
            location: format!("{kind:?}: {} {}", journey.connector, part.object),
            client: &client,
            part,
            journey,
            folder: &folder,
        };
        held.push(step.live(&mut ids));
    }
    for (part, held) in journey.parts.iter().zip(held).rev() {
        let step = Step {
            location: format!("{kind:?}: {} {}", journey.connector, part.object),
            client: &client,
            part,
            journey,
            folder: &folder,
        };
        step.leave(held, &ids);
    }
    let _ = fs::remove_dir_all(folder);
}

/// The schemas that a server needs to know for a connector.
pub fn schemas(connector: &str) -> Schemas {
    let connector = connectors::find(connector).expect("the connector exists");
    let (mapping, _) = read_mapping(&connector.source());
    let kinds = mapping.object_mappings().map(|(_, object)| object.target_object.value.clone());
    let of = |kind: String| {
        let (program, _) = compile_object(&mapping, Some(&kind), None, Flavor::Rfc7644);
        (kind, program.expect("it compiles").schemas())
    };
    kinds.map(of).collect()
}

struct Step<'s> {
    location: String,
    client: &'s Client,
    part: &'s Part,
    journey: &'s Journey,
    folder: &'s Path,
}

impl Step<'_> {
    fn map(&self) -> Map<'_> {
        Map {
            connector: self.journey.connector,
            object: self.part.object,
            operation: self.journey.operation,
            flavor: "rfc7644",
            folder: self.folder,
        }
    }

    fn endpoint(&self) -> String {
        format!("/{}s", self.part.object)
    }

    /// Runs all steps; returns the objects on the server at the end.
    fn live(&self, ids: &mut Ids) -> Vec<Envelope> {
        let sample = Path::new("examples").join(self.part.records);
        let created = self.map().create(&sample, ids);
        for envelope in &created {
            let answer = self.client.send("POST", &self.endpoint(), Some(&envelope.payload)).expect("an answer");
            assert_eq!(answer.status, 201, "{}: POST {}: {}", self.location, envelope.payload, answer.body);
            self.is(&answer.body, &envelope.payload, "POST");
            let id = answer.body["id"].as_str().expect("the server returns an id").to_owned();
            // A reference is an id, or the sign-in name of the user.
            let name = envelope.payload["userName"].as_str().map(|name| (name.to_owned(), id.clone()));
            ids.extend(name);
            ids.insert(envelope.id.clone(), id);
        }
        self.holds(&created, ids);

        // The references, after all objects have been created.
        let referring = self.map().update(&sample, ids, &created);
        self.send(&referring, ids);
        let resting = self.map().update(&sample, ids, &referring);
        assert!(
            resting.iter().all(|it| it.status == "unchanged" && it.requests.is_empty()),
            "{}: {resting:?}",
            self.location
        );

        let mut held = referring;
        for edit in [Some(self.part.change), self.part.disable].into_iter().flatten() {
            let records = self.edited(edit);
            let changed = self.map().update(&records, ids, &held);
            let count = changed.iter().filter(|it| it.status == "changed").count();
            assert_eq!(count, 1, "{}: {edit:?}: {changed:?}", self.location);
            self.send(&changed, ids);
            held = changed;
        }
        held
    }

    /// All users are removed.
    fn leave(&self, held: Vec<Envelope>, ids: &Ids) {
        let gone = self.map().update(&self.file(self.part.nobody), ids, &held);
        assert!(gone.iter().all(|it| it.status == "deleted"), "{}: {gone:?}", self.location);
        self.send(&gone, ids);
        let left = self.client.search(&self.endpoint(), None);
        assert!(left.is_empty(), "{}: {left:?}", self.location);
    }

    fn file(&self, text: &str) -> PathBuf {
        let path = self.folder.join(self.part.records);
        fs::write(&path, text).expect("the file can be written");
        path
    }

    /// The records with a change at one location. Later edits are added to earlier ones.
    fn edited(&self, (from, to): (&str, &str)) -> PathBuf {
        let path = self.folder.join(self.part.records);
        let sample = Path::new("examples").join(self.part.records);
        let text = fs::read_to_string(&path).or_else(|_| fs::read_to_string(sample)).expect("the sample is there");
        assert!(text.contains(from), "{}: {from} is not in the records", self.location);
        self.file(&text.replacen(from, to, 1))
    }

    /// Sends the requests of some envelopes, and compares the server's objects with their payloads.
    fn send(&self, envelopes: &[Envelope], ids: &Ids) {
        for envelope in envelopes {
            for request in &envelope.requests {
                self.request(request, &ids[&envelope.id]);
            }
        }
        let left: Vec<&Envelope> = envelopes.iter().filter(|envelope| !envelope.payload.is_null()).collect();
        self.holds(left, ids);
    }

    /// Sends a request for an object, which the filter of the request has to find.
    fn request(&self, request: &Json, id: &str) {
        let method = request["method"].as_str().expect("a request has a method");
        let endpoint = request["path"].as_str().expect("a request has a path");
        let filter = request["filter"].as_str().expect("there is a matching attribute");
        let found = self.client.search(endpoint, Some(filter));
        let found: Vec<Option<&str>> = found.iter().map(|object| object["id"].as_str()).collect();
        assert_eq!(found, [Some(id)], "{}: {filter}", self.location);
        let body = request.get("body");
        let answer = self.client.send(method, &format!("{endpoint}/{id}"), body).expect("an answer");
        assert!([200, 204].contains(&answer.status), "{}: {request}: {} {}", self.location, answer.status, answer.body);
    }

    /// Checks that the server has exactly the objects of the envelopes.
    fn holds<'e>(&self, envelopes: impl IntoIterator<Item = &'e Envelope>, ids: &Ids) {
        let all = self.client.search(&self.endpoint(), None);
        let mut count = 0;
        for envelope in envelopes {
            let id = ids[&envelope.id].as_str();
            let object = all.iter().find(|object| object["id"] == *id);
            let object = object.unwrap_or_else(|| panic!("{}: {id} does not exist", self.location));
            self.is(object, &envelope.payload, "GET");
            count += 1;
        }
        assert_eq!(all.len(), count, "{}: the server has other objects", self.location);
    }

    fn is(&self, given: &Json, sent: &Json, method: &str) {
        if let Some(difference) = difference(sent, given) {
            panic!("{}: {method} returns another object\n{difference}", self.location);
        }
    }
}
