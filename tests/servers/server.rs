//! The servers as processes: started on a local port, stopped when they go out of scope.
//!
//! This file passes the schemas to each server; the schemas themselves come from the tests.

use crate::client::Client;
use serde_json::{Map, Value as Json, json};
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// An available server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// PyPI's `scim2-server`.
    Scim2Server,
    /// npm's `scimmy` with `scimmy-routers`.
    Scimmy,
}

/// A running server.
pub struct Server {
    child: Child,
    folder: PathBuf,
    pub base: String,
}

/// The schemas of each kind of object, the core first.
pub type Schemas = Vec<(String, Vec<Json>)>;

/// How many times starting a server is tried.
const ATTEMPTS: usize = 3;
/// How long a server may take to start.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where `cargo xtask test --servers` installs the servers.
pub fn installed() -> PathBuf {
    let folder = std::env::var_os("ATTRFLOW_SERVERS").map(PathBuf::from);
    folder.expect("`cargo xtask test --servers` installs the servers and runs these tests")
}

/// A folder for the files of a test.
pub fn scratch() -> PathBuf {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("servers-{}-{number}", std::process::id()));
    fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

impl Server {
    /// Starts a server with these schemas and without objects.
    pub fn start(kind: Kind, schemas: &Schemas) -> Self {
        // A port that was free a moment ago may be in use by another process now.
        let mut attempts = (0..ATTEMPTS).map(|_| Self::attempt(kind, schemas));
        let started =
            attempts.find_map(|attempt| attempt.map_err(|why| eprintln!("{kind:?} does not start: {why}")).ok());
        started.unwrap_or_else(|| panic!("{kind:?} does not start"))
    }

    /// # Errors
    /// The output of the server if it does not start.
    fn attempt(kind: Kind, schemas: &Schemas) -> Result<Self, String> {
        let folder = scratch();
        let mut command = match kind {
            Kind::Scim2Server => scim2_server(&folder, schemas),
            Kind::Scimmy => scimmy(&folder, schemas),
        };
        let log = File::create(folder.join("log.txt")).expect("the file can be made");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log);
        let mut child = command.spawn().map_err(|error| format!("{command:?}: {error}"))?;
        let output = child.stdout.take().expect("it is piped");
        let mut server = Self { child, folder, base: String::new() };
        // Each prints its address on its first line; the rest of its output has to be read, or the server would block.
        let (sender, said) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let line = said.recv_timeout(PATIENCE).unwrap_or_default();
        let Some(begin) = line.find("http://") else {
            return Err(fs::read_to_string(server.folder.join("log.txt")).unwrap_or_default());
        };
        server.base = line[begin..].trim().to_owned();
        Ok(server)
    }

    pub fn client(&self) -> Client {
        Client::new(&self.base)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        // If a test has failed, the log of the server may show why.
        if !thread::panicking() {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

fn write(path: &Path, json: &Json) {
    fs::write(path, json.to_string()).expect("the file can be written");
}

/// It takes a list of schemas and a list of resource types. It cannot choose a free port itself.
fn scim2_server(folder: &Path, schemas: &Schemas) -> Command {
    let files = [folder.join("schemas.json"), folder.join("kinds.json")];
    let known: Vec<Json> = serde_json::from_str(&own_schemas()).expect("it is JSON");
    let id = |schema: &Json| schema.get("id").cloned().unwrap_or_default();
    let mut all: Vec<Json> = Vec::new();
    let mut kinds: Vec<Json> = Vec::new();
    for (kind, of_kind) in schemas {
        for schema in of_kind {
            // The server's own definitions are kept, and missing ones are added.
            let own = known.iter().find(|known| id(known) == id(schema));
            if !all.iter().any(|other| id(other) == id(schema)) {
                all.push(own.map_or_else(|| schema.clone(), |own| joined(own, schema)));
            }
        }
        let extensions = of_kind.iter().skip(1).map(|schema| json!({"schema": id(schema), "required": false}));
        kinds.push(json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
            "id": kind, "name": kind, "endpoint": format!("/{kind}s"),
            "schema": of_kind.first().map(id),
            "schemaExtensions": extensions.collect::<Json>(),
        }));
    }
    write(&files[0], &Json::Array(all));
    write(&files[1], &Json::Array(kinds));
    let port = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
    let port = port.expect("there is a free port").port();
    let mut command = Command::new(installed().join("scim2-server/bin/scim2-server"));
    command.arg("--schema").arg(&files[0]).arg("--resource-type").arg(&files[1]);
    command.args(["--hostname", "127.0.0.1", "--port", &port.to_string()]);
    command
}

/// A schema with additional attributes that only the other schema has.
pub fn joined(schema: &Json, other: &Json) -> Json {
    let attributes = |schema: &Json| schema["attributes"].as_array().cloned().unwrap_or_default();
    let mut all = attributes(schema);
    for attribute in attributes(other) {
        let name = |attribute: &Json| attribute["name"].as_str().unwrap_or_default().to_lowercase();
        if !all.iter().any(|known| name(known) == name(&attribute)) {
            all.push(attribute);
        }
    }
    let mut joined = schema.clone();
    joined["attributes"] = Json::Array(all);
    joined
}

/// The schemas of `scim2-server`: the core schemas and the enterprise extension of SCIM 2.0.
fn own_schemas() -> String {
    let pythons = fs::read_dir(installed().join("scim2-server/lib")).expect("it is installed");
    let inside = "site-packages/scim2_server/resources/default-schemas.json";
    let mut texts = pythons.flatten().filter_map(|python| fs::read_to_string(python.path().join(inside)).ok());
    texts.next().expect("it comes with its schemas")
}

/// The script `scimmy/server.mjs` takes the schemas of each kind of object.
fn scimmy(folder: &Path, schemas: &Schemas) -> Command {
    let file = folder.join("schemas.json");
    let kinds: Map<String, Json> = schemas.iter().map(|(kind, all)| (kind.clone(), Json::from(all.clone()))).collect();
    write(&file, &Json::Object(kinds));
    let mut command = Command::new("node");
    command.arg(installed().join("scimmy/server.mjs")).arg(file);
    command
}
