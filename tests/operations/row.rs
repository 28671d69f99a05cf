//! A row of `tests/spec/operations.md`, and the request that is sent for it.

use attrflow::tool::bumpalo::Bump;
use attrflow::tool::page::{self, Row};
use attrflow::tool::{
    Mapping, ObjectProgram, Previous, RecordBody, RecordInput, RecordReader, RunLimits, Update, read_mapping,
};
use attrflow::{Flavor, Source, World, moment};
use serde_json::{Value as Json, json};

/// The content of a row.
pub struct Case {
    pub mapping: Mapping,
    pub flavor: Flavor,
    /// The object in the target.
    pub holds: Json,
    pub record: String,
    /// The operations, `nothing` or a diagnostic's code.
    pub sends: Json,
}

/// The request for a record.
pub struct Sent {
    /// The request; if there is none, `nothing` or the code of the first diagnostic.
    pub body: Json,
    /// The payload after the request.
    pub state: Json,
    /// The codes of unresolved references.
    pub unresolved: Vec<&'static str>,
}

impl Sent {
    /// The operations; the whole body if it has none.
    pub fn operations(&self) -> &Json {
        self.body.get("Operations").unwrap_or(&self.body)
    }
}

/// The rows of the page.
pub fn rows() -> Vec<Row> {
    let text = std::fs::read_to_string("tests/spec/operations.md").expect("the page is in the repository");
    page::rows(&text).into_iter().filter(|row| row.get("sends").is_some()).collect()
}

/// The mapping file of a row: its attribute mappings with a source and a target.
fn text_of(attributes: &str, object: &str, scim: &str) -> String {
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
    let now = moment("2026-01-15T09:30:00Z").expect("it is a timestamp");
    World::at(now).with_ids([("m1", "T1"), ("m2", "T2"), ("m3", "T3")].map(|(id, target)| (id.into(), target.into())))
}

impl Case {
    /// # Errors
    /// If the row is malformed.
    pub fn of(row: &Row) -> Result<Self, String> {
        let cell = |name: &str| row.get(name).unwrap_or_default();
        let flavor = match cell("flavor") {
            "" => Flavor::Rfc7644,
            name => Flavor::parse(name).ok_or("unknown flavor")?,
        };
        let object = if cell("attributes").contains("'members'") { "Group" } else { "User" };
        let scim = if cell("scim").is_empty() { "2.0" } else { cell("scim") };
        let (mapping, diagnostics) = read_mapping(&Source::new("row.toml", text_of(cell("attributes"), object, scim)));
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        let holds = serde_json::from_str(cell("holds")).map_err(|error| error.to_string())?;
        let sends = serde_json::from_str(cell("sends")).unwrap_or_else(|_| json!(cell("sends")));
        Ok(Self { mapping, flavor, holds, record: cell("record").to_owned(), sends })
    }

    /// # Errors
    /// If the mapping cannot be run.
    pub fn program(&self) -> Result<ObjectProgram, String> {
        let (program, diagnostics) = attrflow::tool::compile_object(&self.mapping, None, None, self.flavor);
        program.ok_or_else(|| format!("{diagnostics:?}"))
    }

    /// The request if the target holds this object.
    ///
    /// # Errors
    /// If the mapping cannot be run, or the record is invalid.
    pub fn sent(&self, holds: &Json) -> Result<Sent, String> {
        let program = self.program()?;
        let slots = program.attributes().slots();
        let (arena, world) = (Bump::new(), world());
        let (mut reader, session) = (RecordReader::new(slots), program.attributes().session(RunLimits::default()));
        let turn = RecordInput::read(RecordBody::Json(&self.record), &mut reader, &session, &arena, &world);
        let turn = turn.map_err(|_| format!("{} is not a record", self.record))?;
        let state = holds.clone();
        let codes = |errors: &[attrflow::tool::AttributeError]| errors.iter().map(|it| it.error.code()).collect();
        let (holds, body) = (holds.to_string(), |update: &Update| match update {
            Update::Changed(changed) => Some(changed.body.clone()),
            _ => None,
        });
        let update = program.patch(&turn, &Previous::new(&holds));
        // Whoever does not ask what the object is afterwards sends the same.
        let sent = program.patch(&turn, &Previous::new(&holds).without_state());
        assert_eq!(body(&sent), body(&update), "{} on {holds}", self.record);
        Ok(match update {
            Update::Changed(changed) => {
                let state = changed.state.expect("it was asked for");
                let [body, state] = [&*changed.body, &*state].map(serde_json::from_str);
                let [body, state] = [body, state].map(|json| json.expect("it is JSON"));
                Sent { body, state, unresolved: codes(&changed.unresolved) }
            }
            Update::Unchanged { unresolved, .. } => {
                Sent { body: json!("nothing"), state, unresolved: codes(&unresolved) }
            }
            Update::Failed(errors) => Sent { body: json!(errors[0].error.code()), state, unresolved: vec![] },
            Update::OutOfScope(_) => Sent { body: json!("out of scope"), state, unresolved: vec![] },
        })
    }
}
