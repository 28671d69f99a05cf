//! `examples/sync_engine.rs` with a server, killed at each request that it sends: after the next run, the server must
//! have each object once, with the values of the records.

use crate::client::Client;
use crate::command::{Envelope, Map};
use crate::journey::schemas;
use crate::proxy::{Exchange, Moment, Ran, run};
use crate::same::difference;
use crate::server::{Kind, Server, scratch};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const CONNECTOR: &str = "workgrid";
/// How many users of the sample: some come before their managers.
const PEOPLE: usize = 6;

/// A target, and the engine's state files.
struct Location {
    client: Client,
    folder: PathBuf,
}

impl Location {
    fn records(&self, records: &str) -> PathBuf {
        let path = self.folder.join("users.ndjson");
        fs::write(&path, records).expect("the file can be written");
        path
    }

    fn sync(&self, records: &str, kill: Option<(usize, Moment)>) -> Ran {
        // The examples are next to the programs.
        let program = Path::new(env!("CARGO_BIN_EXE_attrflow")).with_file_name("examples").join("sync_engine");
        let mut command = Command::new(program);
        command.arg(format!("connectors/{CONNECTOR}.toml")).arg("User");
        command.arg(self.records(records)).arg(self.folder.join("state.json"));
        let ran = run(&mut command, &self.client, kill);
        for Exchange { method, path, status } in &ran.exchanges {
            // If the engine was killed after a deletion, it deletes again.
            assert!(*status < 400 || (method == "DELETE" && *status == 404), "{method} {path}: {status}");
        }
        ran
    }

    /// The expected objects, with the server's ids.
    fn expected(&self, records: &str) -> Vec<Envelope> {
        let users = self.client.search("/Users", None);
        let text = |user: &serde_json::Value, name: &str| user[name].as_str().unwrap_or_default().to_owned();
        let by_name: BTreeMap<String, String> =
            users.iter().map(|user| (text(user, "userName"), text(user, "id"))).collect();
        assert_eq!(by_name.len(), users.len(), "an object exists twice");
        let map =
            Map { connector: CONNECTOR, object: "User", operation: "patch", flavor: "rfc7644", folder: &self.folder };
        let records = self.records(records);
        let plain = map.create(&records, &BTreeMap::new());
        let ids =
            plain.iter().filter_map(|it| Some((it.id.clone(), by_name.get(it.payload["userName"].as_str()?)?.clone())));
        let ids: BTreeMap<String, String> = ids.collect();
        map.update(&records, &ids, &plain)
    }

    /// The server has exactly the objects of the records.
    fn holds(&self, records: &str, what: &str) {
        let users = self.client.search("/Users", None);
        let expected = self.expected(records);
        assert_eq!(users.len(), expected.len(), "{what}");
        for envelope in expected {
            let name = &envelope.payload["userName"];
            let user = users.iter().find(|user| user["userName"] == *name).unwrap_or_else(|| panic!("{what}: {name}"));
            assert_eq!(difference(&envelope.payload, user), None, "{what}");
        }
    }

    fn start_over(&self) {
        for user in self.client.search("/Users", None) {
            let path = format!("/Users/{}", user["id"].as_str().expect("it has an id"));
            assert_eq!(self.client.send("DELETE", &path, None).expect("an answer").status, 204);
        }
        let _ = fs::remove_file(self.folder.join("state.json"));
    }
}

/// Some users, managers after their reports, and the same users later: one has another title, one is disabled, one is
/// removed and one is new.
fn people() -> (String, String) {
    let sample = fs::read_to_string("examples/users.ndjson").expect("the sample is there");
    let lines: Vec<&str> = sample.lines().take(PEOPLE + 1).collect();
    let text = |lines: Vec<String>| lines.into_iter().rev().map(|line| line + "\n").collect();
    let before = lines[..PEOPLE].iter().map(|line| (*line).to_owned()).collect();
    let mut after: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    after[1] = after[1].replace("VP, Research", "President, Research");
    after[2] = after[2].replace(r#""IsSoftDeleted":false"#, r#""IsSoftDeleted":true"#);
    after.remove(PEOPLE - 1);
    (text(before), text(after))
}

/// Kills the engine at every request of a first run and of a run after changes, at both moments.
pub fn is_killed_everywhere(kind: Kind) {
    let server = Server::start(kind, &schemas(CONNECTOR));
    let location = Location { client: server.client(), folder: scratch() };
    let (before, after) = people();

    let first = location.sync(&before, None);
    assert!(first.ended.is_some_and(|status| status.success()));
    assert_eq!(
        writes(&first),
        ["POST"; PEOPLE].into_iter().chain(["PATCH"; PEOPLE - 1]).collect::<Vec<_>>(),
        "{kind:?}"
    );
    location.holds(&before, "after the first run");
    assert!(writes(&location.sync(&before, None)).is_empty(), "something was sent although nothing has changed");
    let second = location.sync(&after, None);
    assert_eq!(writes(&second), ["POST", "PATCH", "PATCH", "PATCH", "DELETE"], "{kind:?}");
    location.holds(&after, "after the second run");

    for (moment, number) in moments(first.exchanges.len()) {
        location.start_over();
        let killed = location.sync(&before, Some((number, moment)));
        assert!(killed.ended.is_none(), "{moment:?} {number}: it was not killed");
        let resumed = location.sync(&before, None);
        assert!(resumed.ended.is_some_and(|status| status.success()), "{kind:?}: {moment:?} {number}");
        let created = [&killed, &resumed].map(|ran| writes(ran).iter().filter(|method| **method == "POST").count());
        assert_eq!(created.iter().sum::<usize>(), PEOPLE, "{kind:?}: {moment:?} {number}: an object was created twice");
        location.holds(&before, &format!("{kind:?}: killed {moment:?} request {number} and resumed"));
    }
    for (moment, number) in moments(second.exchanges.len()) {
        location.start_over();
        location.sync(&before, None);
        assert!(location.sync(&after, Some((number, moment))).ended.is_none());
        assert!(location.sync(&after, None).ended.is_some_and(|status| status.success()));
        location.holds(&after, &format!("{kind:?}: killed {moment:?} request {number} of changes and resumed"));
    }
    let _ = fs::remove_dir_all(&location.folder);
}

fn moments(requests: usize) -> impl Iterator<Item = (Moment, usize)> {
    [Moment::Before, Moment::After]
        .into_iter()
        .flat_map(move |moment| (0..requests).map(move |number| (moment, number)))
}

/// The methods of the requests that change something.
fn writes(ran: &Ran) -> Vec<&str> {
    ran.exchanges.iter().map(|exchange| exchange.method.as_str()).filter(|method| *method != "GET").collect()
}
