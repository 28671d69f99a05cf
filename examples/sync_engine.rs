//! A sync engine: keeps users or groups of a source in sync with a SCIM target.
//!
//!     cargo run --example sync_engine -- connectors/workgrid.toml User examples/users.ndjson state.json http://localhost:8080/v2
//!
//! The library decides what is to be done about each record. The engine sends the requests and stores the state of the
//! target, so that the next run sends only changes. It may be killed at any time: the next run neither creates anything
//! twice nor misses a change, because
//!
//! * an object is looked up by its matching attribute before it is created;
//! * the stored payload of an object is removed before a change is sent, and stored again once the target has answered;
//!   a missing payload is read from the target;
//! * the state file is replaced atomically.

use attrflow::{Envelope, Mapper, Operation, Provisioner, Status};
use serde_json::{Value as Json, json};
use std::{collections::BTreeMap, error::Error, fs, fs::File, sync::Arc};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [mapping, object, records, state, target] = arguments.as_slice() else {
        return Err("usage: sync_engine MAPPING OBJECT RECORDS STATE URL".into());
    };
    let objects = if fs::exists(state)? { serde_json::from_slice(&fs::read(state)?)? } else { BTreeMap::new() };
    let mut engine = Engine { objects, state, target, agent: ureq::Agent::new_with_defaults(), failed: 0 };
    // First create all objects, then set their references: a manager may come after the people she leads.
    for creates in [true, false] {
        let ids: BTreeMap<_, _> = engine.objects.iter().filter_map(|(id, it)| Some((id, it["id"].as_str()?))).collect();
        let options = serde_json::from_value(json!({"object": object, "references": ids}))?;
        engine.run(&Arc::new(Mapper::from_bytes(mapping, &fs::read(mapping)?, options)?), records, creates)?;
    }
    Ok(())
}

struct Engine<'e> {
    /// What the target has of each object, by the id of its record; nothing but its own id if only the target knows.
    objects: BTreeMap<String, Json>,
    state: &'e str,
    target: &'e str,
    agent: ureq::Agent,
    failed: usize,
}

impl Engine<'_> {
    /// Creates objects, or does all else. After a failure none is deleted: the object may be the failed record's own.
    fn run(&mut self, mapper: &Arc<Mapper>, records: &str, creates: bool) -> Result<(), Box<dyn Error>> {
        for (id, held) in self.objects.clone().iter().filter(|(_, held)| held.get("schemas").is_none()) {
            let path = format!("{}/{}", mapper.program().endpoint(), held["id"].as_str().unwrap_or_default());
            self.keep(id, self.send("GET", &path, None)?)?;
        }
        let line = |(id, payload)| json!({"id": id, "status": "ok", "payload": payload}).to_string() + "\n";
        let previous: String = self.objects.iter().map(line).collect();
        let mut provisioner = Provisioner::new(mapper.clone(), Operation::Patch, Some(previous.as_bytes()));
        provisioner.step_all(File::open(records)?, None, |envelope| {
            let is_due = (envelope.status == Status::Created) == creates;
            if let Some(Err(error)) = is_due.then(|| self.carry_out(mapper, &envelope)) {
                self.failed += 1;
                eprintln!("{}: {error}", envelope.id.unwrap_or_default());
            }
            Ok::<_, Box<dyn Error>>(())
        })?;
        match self.failed {
            _ if creates => Ok(()),
            0 => provisioner.finish(|envelope| self.carry_out(mapper, &envelope)),
            failed => Err(format!("{failed} failures, so nothing was deleted").into()),
        }
    }

    /// Sends the requests, and stores what the target has then. The second pass tells the errors of new references.
    fn carry_out(&mut self, mapper: &Mapper, envelope: &Envelope<'_>) -> Result<(), Box<dyn Error>> {
        envelope.errors.iter().filter(|_| envelope.status != Status::Created).for_each(|error| eprintln!("{error}"));
        let id = envelope.id.as_deref().filter(|_| envelope.status != Status::Error).ok_or("it cannot be mapped")?;
        let payload = envelope.payload.as_ref().map_or(Ok(Json::Null), |text| serde_json::from_str(text))?;
        for request in &*envelope.requests {
            if request.method == "POST" {
                // It may exist already, created by a run that was killed before it could store it.
                let filter = mapper.program().match_filter(&payload).ok_or("it has no value to match by")?;
                let query: String = filter.bytes().map(|byte| format!("%{byte:02X}")).collect();
                let found = self.send("GET", &format!("{}?filter={query}", request.path), None)?;
                let object = match found["Resources"].as_array().map(Vec::as_slice) {
                    Some([object]) => object.clone(),
                    Some([_, ..]) => return Err(format!("several objects match {filter}").into()),
                    _ => self.send("POST", &request.path, request.body.as_deref())?,
                };
                return self.keep(id, object);
            }
            if request.method != "DELETE" {
                self.keep(id, json!({"id": payload["id"]}))?;
            }
            self.send(request.method, &request.path, request.body.as_deref())?;
            self.keep(id, payload.clone())?;
        }
        Ok(())
    }

    /// Stores what the target has of an object. For more than some thousand objects, use a database instead.
    fn keep(&mut self, id: &str, payload: Json) -> Result<(), Box<dyn Error>> {
        self.objects.insert(id.to_owned(), payload);
        self.objects.retain(|_, held| !held.is_null());
        let new = format!("{}.new", self.state);
        fs::write(&new, serde_json::to_vec(&self.objects)?)?;
        File::options().write(true).open(&new)?.sync_all()?;
        Ok(fs::rename(new, self.state)?)
    }

    /// Sends a request, and returns the object in the response.
    fn send(&self, method: &str, path: &str, body: Option<&str>) -> Result<Json, Box<dyn Error>> {
        let request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.target));
        let request = request.header("Content-Type", "application/scim+json");
        let answer = match body {
            Some(body) => self.agent.run(request.body(body)?),
            None => self.agent.run(request.body(())?),
        };
        let text = match answer {
            // A run that was killed right after a deletion deletes once more.
            Err(ureq::Error::StatusCode(404)) if body.is_none() => String::new(),
            answer => answer.map_err(|error| format!("{method} {path}: {error}"))?.body_mut().read_to_string()?,
        };
        Ok(if text.is_empty() { Json::Null } else { serde_json::from_str(&text)? })
    }
}
