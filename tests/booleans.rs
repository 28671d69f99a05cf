//! A table has `active` whatever way its program writes Booleans; a word that the service does not know is said.

use attrflow::{Mapper, Options, RecordFormat, connectors};
use serde_json::Value as Json;
use std::num::NonZeroUsize;

/// The payload that a connector gives for a record, and the codes of what there is to say afterwards.
fn mapped(connector: &str, format: RecordFormat, record: &str) -> (Json, Vec<&'static str>) {
    let connector = connectors::find(connector).expect("the connector exists");
    let mapper = Mapper::from_bytes("connector.toml", connector.text().as_bytes(), Options::default()).unwrap();
    let mut payload = Json::Null;
    let one = NonZeroUsize::MIN;
    let done: Result<(), ()> = mapper.map_all(record.as_bytes(), Some(format), one, |envelope| {
        payload = serde_json::from_str(envelope.payload.as_deref().expect("the record is mapped")).unwrap();
        Ok(())
    });
    done.unwrap();
    let unread = mapper.unread();
    (payload, unread.diagnostics.iter().map(|said| said.code()).filter(|code| code.starts_with("boolean")).collect())
}

/// A cell of `accountEnabled` and of `IsSoftDeleted`, and what becomes of `active`.
const ROWS: [(&str, &str, Option<bool>, bool); 16] = [
    ("True", "False", Some(true), true),
    ("TRUE", "FALSE", Some(true), true),
    ("true", "false", Some(true), true),
    ("false", "true", Some(false), true),
    ("FALSE", "TRUE", Some(false), true),
    ("False", "", Some(false), true),
    ("FALSE", "", Some(false), true),
    ("false", "", Some(false), true),
    ("TRUE", "", Some(true), true),
    // The mapping reads `[IsSoftDeleted]` alone.
    ("WAHR", "True", Some(false), false),
    ("WAHR", "", None, false),
    ("FALSCH", "", None, false),
    ("1", "", None, false),
    ("yes", "", None, false),
    ("", "1", None, false),
    ("", "vrai", None, false),
];

#[test]
fn a_table_has_booleans_in_any_letter_case() {
    for (enabled, deleted, active, silent) in ROWS {
        let table =
            format!("id,userPrincipalName,accountEnabled,IsSoftDeleted\n1,ada@contoso.com,{enabled},{deleted}\n");
        let records = format!(
            r#"{{"id": "1", "userPrincipalName": "ada@contoso.com", "accountEnabled": "{enabled}", "IsSoftDeleted": "{deleted}"}}"#
        );
        let records = records.replace(r#""IsSoftDeleted": """#, r#""IsSoftDeleted": null"#);
        for (format, text) in [(RecordFormat::Csv, &table), (RecordFormat::Ndjson, &records)] {
            let (payload, said) = mapped("workgrid", format, text);
            assert_eq!(payload.get("active").and_then(Json::as_bool), active, "{text}");
            assert_eq!(said.is_empty(), silent, "{text}: {said:?}");
        }
    }
}

#[test]
fn the_words_of_other_attributes_stay_as_they_are() {
    let table = "id,userPrincipalName,displayName,jobTitle,IsSoftDeleted\n1,ada@contoso.com,TRUE,yes,False\n";
    let (payload, said) = mapped("workgrid", RecordFormat::Csv, table);
    assert_eq!((payload["displayName"].as_str(), payload["title"].as_str()), (Some("TRUE"), Some("yes")));
    assert!(said.is_empty(), "{said:?}");
}

/// The name of a target's object, and whether it is SCIM's, so that `active` is a Boolean although the file lists no attributes.
const OBJECTS: [(&str, bool); 4] =
    [("User", true), ("urn:ietf:params:scim:schemas:core:2.0:User", true), ("Employee", false), ("user", false)];

#[test]
fn an_object_that_is_named_as_in_scim_has_the_types_of_scim() {
    for (object, is_scim) in OBJECTS {
        let file = format!(
            "[[object]]\nsource.object = 'user'\ntarget.object = '{object}'\n\
             [[object.attribute]]\ntarget = 'userName'\nvalue = '[mail]'\nmatch = 1\n\
             [[object.attribute]]\ntarget = 'active'\nvalue = 'Not([IsSoftDeleted])'\n"
        );
        let mapper = Mapper::from_bytes("m.toml", file.as_bytes(), Options::default()).unwrap();
        let envelope = mapper.map(r#"{"mail": "ada@contoso.com", "IsSoftDeleted": false}"#);
        let payload: Json = serde_json::from_str(envelope.payload.as_deref().unwrap()).unwrap();
        let expected = if is_scim { Json::Bool(true) } else { Json::from("True") };
        assert_eq!(payload["active"], expected, "{object}");
    }
}
