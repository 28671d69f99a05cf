//! The job that is measured: 23 attribute mappings, typical of a connector for a work directory, over invented users.
#![allow(dead_code, reason = "each bench uses a part")]
pub mod typed;
pub mod users;

use attrflow::tool::ObjectProgram;
use attrflow::{Flavor, Source};
use serde_json::json;

/// The job's mapping, a synchronizationSchema.
pub const MAPPING: &str = include_str!("mapping.json");

/// Targets and expressions of the job.
pub fn attributes() -> Vec<(String, String)> {
    let mapping: serde_json::Value = serde_json::from_str(MAPPING).unwrap();
    let attributes = mapping.pointer("/synchronizationRules/0/objectMappings/0/attributeMappings").unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let each = attributes.as_array().unwrap().iter();
    each.map(|it| (text(&it["targetAttributeName"]), text(&it["source"]["expression"]))).collect()
}

/// A synchronizationSchema of these targets and expressions.
pub fn schema(attributes: impl IntoIterator<Item = (String, String)>) -> String {
    let one = |(target, expression): (String, String)| {
        json!({
            "targetAttributeName": target, "matchingPriority": u8::from(target == "userName"), "flowType": "Always",
            "source": {"type": "Function", "expression": expression, "parameters": []},
        })
    };
    let attributes: Vec<_> = attributes.into_iter().map(one).collect();
    let object = json!({
        "name": "users", "enabled": true, "sourceObjectName": "User", "targetObjectName": "User",
        "flowTypes": "Add, Update, Delete", "attributeMappings": attributes,
    });
    let rule = json!({
        "id": "job", "name": "job", "sourceDirectoryName": "Microsoft Entra ID", "targetDirectoryName": "Work Accounts",
        "objectMappings": [object],
    });
    json!({"id": "job", "version": "1", "synchronizationRules": [rule]}).to_string()
}

/// The job, compiled.
pub fn program() -> ObjectProgram {
    let (mapping, _) = attrflow::tool::read_mapping(&Source::new("job.json", MAPPING));
    let (program, diagnostics) = attrflow::tool::compile_object(&mapping, None, None, Flavor::Rfc7644);
    program.unwrap_or_else(|| panic!("the job does not compile: {diagnostics:?}"))
}
