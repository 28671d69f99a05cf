//! A sync engine: keeps users or groups of a source in sync with a SCIM target.
//!
//!     cargo run --example sync_engine -- connectors/workgrid.toml User examples/users.ndjson state.json http://localhost:8080/v2
//!
//! The library reads the records and computes the requests. The engine sends them and stores the state of the target,
//! so that the next run sends only changes. It may be killed at any time: the next run neither creates anything twice
//! nor misses a change, because
//!
//! * an object is looked up by its matching attribute before it is created;
//! * the stored payload of an object is removed before a change is sent, and stored again once the target has answered;
//!   a missing payload is read from the target;
//! * the state file is replaced atomically.

use attrflow::World;
use attrflow::tool::bumpalo::Bump;
use attrflow::tool::{
    AttributeError, ObjectProgram, Outcome, RECORD_LIMIT, RecordInput, RecordReader, Records, RunLimits,
};
use attrflow::tool::{Update, compile_object, present, read_mapping};
use attrflow::{Flavor, Source};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::PathBuf;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [mapping, object, records, state, target] = arguments.as_slice() else {
        return Err("usage: sync_engine MAPPING OBJECT RECORDS STATE URL".into());
    };
    // The mapping is read, checked and compiled once. An error in it stops everything.
    let (mapping, read) = read_mapping(&Source::new(mapping.as_str(), fs::read_to_string(mapping)?));
    let (program, checked) = compile_object(&mapping, Some(object), None, Flavor::Rfc7644);
    if let Some(error) = read.iter().chain(&checked).find(|diagnostic| diagnostic.is_error()) {
        return Err(error.message.clone().into());
    }
    let program = program.ok_or("the mapping has nothing to run")?;
    let target = Target { agent: ureq::Agent::new_with_defaults(), base: target.clone() };
    let mut engine = Engine { program: &program, target, state: State::open(state)?, failed: 0 };

    // First create all objects, then set their references: a manager may come after the people she leads.
    engine.each_record(records, Engine::create)?;
    let seen = engine.each_record(records, Engine::update)?;
    // Objects without a record are orphans, unless their record is one of those that failed.
    if engine.failed > 0 {
        return Err(format!("{} failures, so nothing was deleted", engine.failed).into());
    }
    let gone: Vec<String> = engine.state.objects.keys().filter(|id| !seen.contains(*id)).cloned().collect();
    gone.iter().try_for_each(|id| engine.delete(id))
}

struct Engine<'p> {
    program: &'p ObjectProgram,
    target: Target,
    state: State,
    failed: usize,
}

impl Engine<'_> {
    /// Runs a function for every record, and returns the ids of all records. A failure affects only its record.
    fn each_record(
        &mut self,
        path: &str,
        run: fn(&mut Self, &str, &RecordInput<'_>) -> Result<()>,
    ) -> Result<BTreeSet<String>> {
        let program = self.program;
        // References to other objects resolve to the ids that the target has assigned so far.
        let ids = self.state.objects.iter().map(|(id, held)| (id.clone(), held.id.clone()));
        let world = World::at(present()).with_ids(ids);
        let (slots, session) = (program.slots(), program.session(RunLimits::default()));
        let (mut reader, mut arena, mut seen) = (RecordReader::new(slots), Bump::new(), BTreeSet::new());
        let mut records = Records::new(File::open(path)?, None, RECORD_LIMIT);
        while let Some(record) = records.next_record() {
            arena.reset();
            let record = record.map_err(|refused| refused.diagnostic.message.clone())?;
            let (_, id) = record.identity().ok_or("a record has no id")?;
            let turn = RecordInput::read(record.shape, &mut reader, &session, &arena, &world);
            let done = turn.map_err(|it| it.diagnostic().message.into()).and_then(|turn| run(self, &id, &turn));
            if let Err(error) = done {
                self.failed += 1;
                eprintln!("{id}: {error}");
            }
            seen.insert(id);
        }
        Ok(seen)
    }

    /// Makes sure that an object exists.
    fn create(&mut self, id: &str, turn: &RecordInput<'_>) -> Result<()> {
        if self.state.objects.contains_key(id) || self.program.is_soft_deleted(turn.values) {
            return Ok(());
        }
        let mut payload = Vec::new();
        match self.program.create(turn, &mut payload) {
            Outcome::Payload { .. } => {}
            Outcome::OutOfScope(_) => return Ok(()),
            Outcome::Failed(errors) => return self.faulty(&errors),
        }
        let payload: Json = serde_json::from_slice(&payload)?;
        let filter = self.program.match_filter(&payload).ok_or("the record has no value to match by")?;
        // It may exist already, created by a run that was killed before it could save its state.
        let held = match self.target.find(&self.program.endpoint(), &filter)? {
            Some(found) => Held { id: id_of(&found)?, payload: None },
            None => {
                let created = self.target.send("POST", &self.program.endpoint(), Some(&payload))?;
                Held { id: id_of(&created)?, payload: Some(payload) }
            }
        };
        self.state.keep(id, held)
    }

    /// Sends the changes of an existing object.
    fn update(&mut self, id: &str, turn: &RecordInput<'_>) -> Result<()> {
        let Some(held) = self.state.objects.get(id).cloned() else { return Ok(()) };
        let path = format!("{}/{}", self.program.endpoint(), held.id);
        let is_forgotten = held.payload.is_none();
        let previous = held.payload.map_or_else(|| self.target.send("GET", &path, None), Ok)?;
        let mut update = self.program.patch(turn, &previous);
        if let Update::OutOfScope(misses) = &update {
            // An object that goes out of scope is disabled, or deleted if the mapping cannot disable it.
            update = match self.program.disable(turn, &previous) {
                _ if !self.program.deprovisions(misses) => return Ok(()),
                Some(disabled) => disabled,
                None => return self.delete(id),
            };
        }
        let payload = match update {
            Update::Changed(changed) => {
                self.state.keep(id, Held { id: held.id.clone(), payload: None })?;
                self.target.send("PATCH", &path, Some(&changed.body))?;
                changed.state
            }
            Update::Unchanged { .. } if is_forgotten => previous,
            Update::Unchanged { .. } | Update::OutOfScope(_) => return Ok(()),
            Update::Failed(errors) => return self.faulty(&errors),
        };
        self.state.keep(id, Held { id: held.id, payload: Some(payload) })
    }

    fn delete(&mut self, id: &str) -> Result<()> {
        let Some(held) = self.state.objects.get(id) else { return Ok(()) };
        self.target.send("DELETE", &format!("{}/{}", self.program.endpoint(), held.id), None)?;
        self.state.objects.remove(id);
        self.state.save()
    }

    fn faulty(&self, errors: &[AttributeError]) -> Result<()> {
        let target = |it: &AttributeError| it.attribute.map_or("the scope", |attribute| self.program.target(attribute));
        let said: Vec<String> = errors.iter().map(|it| format!("{}: {}", target(it), it.error.message)).collect();
        Err(said.join("; ").into())
    }
}

fn id_of(object: &Json) -> Result<String> {
    Ok(object.get("id").and_then(Json::as_str).ok_or("the target returned no id")?.to_owned())
}

/// The state of the target, as far as it is known.
struct State {
    path: PathBuf,
    /// By the ids of the source.
    objects: BTreeMap<String, Held>,
}

#[derive(Clone, Deserialize, Serialize)]
struct Held {
    /// The target's id.
    id: String,
    /// The object's attributes; `None` if only the target knows them.
    payload: Option<Json>,
}

impl State {
    fn open(path: &str) -> Result<Self> {
        let objects = match fs::read(path) {
            Ok(bytes) => serde_json::from_slice(&bytes)?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => return Err(error.into()),
        };
        Ok(Self { path: path.into(), objects })
    }

    fn keep(&mut self, id: &str, held: Held) -> Result<()> {
        self.objects.insert(id.to_owned(), held);
        self.save()
    }

    /// Replaces the old file with the new one atomically. For more than some thousand objects, use a database instead.
    fn save(&self) -> Result<()> {
        let new = self.path.with_extension("new");
        let mut file = File::create(&new)?;
        file.write_all(&serde_json::to_vec(&self.objects)?)?;
        file.sync_all()?;
        Ok(fs::rename(new, &self.path)?)
    }
}

/// The server.
struct Target {
    agent: ureq::Agent,
    base: String,
}

impl Target {
    /// The only object that a filter finds.
    fn find(&self, endpoint: &str, filter: &str) -> Result<Option<Json>> {
        let request = self.agent.get(format!("{}{endpoint}", self.base)).query("filter", filter);
        let list: Json = serde_json::from_str(&request.call()?.body_mut().read_to_string()?)?;
        match list.get("Resources").and_then(Json::as_array).map_or(&[][..], Vec::as_slice) {
            [] => Ok(None),
            [object] => Ok(Some(object.clone())),
            _ => Err(format!("several objects match {filter}").into()),
        }
    }

    /// Sends a request, and returns the object in the response.
    fn send(&self, method: &str, path: &str, body: Option<&Json>) -> Result<Json> {
        let request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.base));
        let request = request.header("Content-Type", "application/scim+json");
        let answer = match body {
            Some(body) => self.agent.run(request.body(body.to_string())?),
            None => self.agent.run(request.body(())?),
        };
        let text = match answer {
            // A run that was killed right after a deletion deletes once more.
            Err(ureq::Error::StatusCode(404)) if method == "DELETE" => String::new(),
            answer => answer.map_err(|error| format!("{method} {path}: {error}"))?.body_mut().read_to_string()?,
        };
        Ok(if text.is_empty() { Json::Null } else { serde_json::from_str(&text)? })
    }
}
