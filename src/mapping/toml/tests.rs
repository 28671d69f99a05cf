//! What is read from our own mapping file, and that locations are exact.

use super::read;
use crate::mapping::ScimVersion;
use crate::mapping::{FlowBehavior, FlowType, FlowTypes, Mapping, MappingFormat, Mutability};
use crate::syntax::TreeKind;
use crate::text::{Source, Span};
use crate::value::TargetType;
use serde_json::Value;

fn codes(text: &str) -> (Mapping, Vec<(&'static str, String)>) {
    let (mapping, diagnostics) = read(&Source::new("test.toml", text));
    let said = diagnostics.iter().map(|diagnostic| (diagnostic.code(), diagnostic.span.of(text).to_owned())).collect();
    (mapping, said)
}

const USERS: &str = r#"# A comment.
name = "Users"
changes = ["add", "update"]
[source]
directory = "Contoso"
schema = "entra:User"
attributes = { badge = "Integer", teams = { type = "String", multivalued = true } }
[target]
directory = "Fabrikam"
object = "Person"
filterable = ["userName"]
[settings]
Domain = "contoso.com"

[[attribute]]
target = 'emails[type eq "work"].value'
value = 'Coalesce([mail],[userPrincipalName])'
match = 1
required = true
max-length = 64

[[attribute]]
target = "userName"
value = "Join(\"\u00e9\", [mail], \"%Domain%\")"
flow = "only-on-create"

[[attribute]]
target = 'active'
type = "Boolean"
default = true
mutability = "immutable"

[[attribute]]
target = 'title'
constant = "Engineer"

[[attribute]]
target = 'nickName'

[[attribute]]
target = 'long'
value = '''
Join("-",
  [a])'''

[[scope]]
clauses = [{ attribute = 'mail', operator = 'IS NOT NULL' }]
"#;

#[test]
fn a_file_gives_the_same_model_as_an_export() {
    let (mapping, diagnostics) = codes(USERS);
    assert_eq!(diagnostics, []);
    assert_eq!(
        (mapping.format, mapping.settings.get("Domain").unwrap().value.as_str()),
        (MappingFormat::Toml, "contoso.com")
    );
    let (rule, object) = mapping.find_object("Users").unwrap();
    assert_eq!(object.flow_types, FlowTypes { add: true, update: true, delete: false });
    assert_eq!(object.scope.as_ref().unwrap().groups[0].clauses[0].operator.value, "IS NOT NULL");
    let targets: Vec<_> = object.attribute_mappings.iter().map(|mapping| mapping.target.value.as_str()).collect();
    assert_eq!(targets, ["emails[type eq \"work\"].value", "userName", "active", "title", "long"]);
    let [email, user_name, active, title, long] = object.attribute_mappings.as_slice() else { panic!() };
    assert_eq!((email.matching_priority, email.source.as_ref().unwrap().kind), (1, TreeKind::Function));
    assert_eq!(user_name.flow_type, FlowType::ObjectAddOnly);
    assert!(active.source.is_none());
    assert_eq!(active.default.as_ref().unwrap().value, "True");
    let title = title.source.as_ref().unwrap();
    assert_eq!((title.kind, title.name.as_ref().unwrap().value.as_str()), (TreeKind::Constant, "Engineer"));
    assert_eq!(long.source.as_ref().unwrap().expression.as_ref().unwrap().value, "Join(\"-\",\n  [a])");

    let source = mapping.source_definition(rule, object).unwrap();
    assert_eq!(source.attribute("badge").unwrap().kind, TargetType::Integer);
    assert!(source.attribute("teams").unwrap().multivalued && source.attribute("mail").is_some());
    let target = mapping.target_definition(rule, object).unwrap();
    let email = target.attribute("emails[type eq \"work\"].value").unwrap();
    assert_eq!((email.required, email.maximum_length, email.filterable), (true, Some(64), Some(false)));
    assert_eq!(target.attribute("userName").unwrap().filterable, Some(true));
    assert_eq!(target.attribute("active").unwrap().mutability, Mutability::Immutable);
    assert!(target.attribute("nickName").is_some());
}

#[test]
fn locations_inside_texts_lead_back_into_the_file() {
    for text in [USERS.to_owned(), USERS.replace('\n', "\r\n")] {
        let (mapping, diagnostics) = codes(&text);
        assert_eq!(diagnostics, []);
        let (_, object) = mapping.find_object("Users").unwrap();
        for (number, part, written) in [
            (0, "[userPrincipalName]", "[userPrincipalName]"),
            (1, "\"é\"", "\\\"\\u00e9\\\""),
            (1, "[mail]", "[mail]"),
            (4, "Join", "Join"),
            (4, "[a]", "[a]"),
        ] {
            let expression = object.attribute_mappings[number].source.as_ref().unwrap().expression.as_ref().unwrap();
            let start = expression.value.find(part).unwrap();
            let location = expression.locate(&text, Span::new(start, start + part.len()));
            assert_eq!(location.of(&text), written);
        }
        let whole = object.attribute_mappings[0].span.of(&text);
        assert!(whole.starts_with("[[attribute]]") && whole.ends_with("max-length = 64"), "{whole}");
    }
}

#[test]
fn several_object_mappings_share_what_stands_at_the_top() {
    let (mapping, diagnostics) = codes(
        "[source]\ndirectory = 'A'\nschema = 'entra:User'\n[target]\ndirectory = 'B'\n\
         [[object]]\nname = 'Users'\n[[object.attribute]]\ntarget = 'a'\nvalue = '[mail]'\n\
         [[object]]\nname = 'Groups'\nenabled = false\nsource = { object = 'Group' }\ntarget = { object = 'Group' }\n\
         [[object.attribute]]\ntarget = 'b'\nvalue = '[displayName]'\n[[object.scope]]\nclauses = []\n",
    );
    assert_eq!(diagnostics, []);
    assert_eq!(mapping.rules.len(), 1);
    let (rule, users) = mapping.find_object("Users").unwrap();
    assert!(mapping.source_definition(rule, users).unwrap().attribute("mail").is_some());
    let (rule, groups) = mapping.find_object("Groups").unwrap();
    assert!(!groups.enabled && groups.scope.is_some());
    assert_eq!(groups.attribute_mappings[0].pointer, "/object/1/attribute/0");
    assert!(mapping.source_definition(rule, groups).is_none(), "nothing is known about groups");
    assert!(mapping.target_definition(rule, groups).unwrap().attribute("b").is_some());
}

#[test]
fn the_version_of_scim_is_the_targets_own() {
    let (mapping, diagnostics) = codes(
        "target = { scim = '1.1' }\n[[object]]\ntarget = { scim = '2.0' }\n[[object]]\n\
         target = { object = 'Group' }\n",
    );
    assert_eq!(diagnostics, []);
    let versions: Vec<_> = mapping.object_mappings().map(|(_, object)| object.scim).collect();
    assert_eq!(versions, [Some(ScimVersion::V2), Some(ScimVersion::V1)]);
    let (mapping, _) = codes("[[attribute]]\ntarget = 'a'\nvalue = '[b]'\n");
    assert_eq!(mapping.object_mappings().next().unwrap().1.scim, None);
}

#[test]
fn a_schema_types_the_targets_and_leaves_slips_undeclared() {
    let (mapping, diagnostics) = codes(
        "[target]\nschema = 'scim:User'\n[[attribute]]\ntarget = 'active'\nvalue = '[a]'\n\
         [[attribute]]\ntarget = 'actve'\nvalue = '[a]'\n[[attribute]]\ntarget = 'custom'\ntype = 'String'\nvalue = '[a]'\n",
    );
    assert_eq!(diagnostics, []);
    let (rule, object) = mapping.object_mappings().next().unwrap();
    let target = mapping.target_definition(rule, object).unwrap();
    assert_eq!(target.attribute("active").unwrap().kind, TargetType::Boolean);
    assert!(target.attribute("actve").is_none() && target.attribute("custom").is_some());
    assert_eq!(object.attribute_mappings.len(), 3);
}

#[test]
fn slips_are_told_where_they_are() {
    for (text, expected) in [
        ("atribute = []", vec![("unknown-key", "atribute")]),
        ("[[attribute]]\ntarget = 'a'\nvalue = 1", vec![("wrong-shape", "1")]),
        ("[[attribute]]\ntarget = 'a'\nvalue = '[b]'\ntype = 'Bool'", vec![("unknown-word", "Bool")]),
        ("[[attribute]]\nvalue = '[b]'", vec![("missing-target", "[[attribute]]\nvalue = '[b]'")]),
        ("[attribute]\ntarget = 'a'", vec![("wrong-shape", "[attribute]")]),
        ("[target]\nschema = 'scim:user'", vec![("unknown-schema", "scim:user")]),
        ("[[object]]\nname = 'a'\n[[scope]]\nclauses = []", vec![("conflicting-keys", "scope")]),
        ("target = { filterable = ['b'] }\nattribute = [{ target = 'a' }]", vec![("unknown-word", "b")]),
        ("target = { scim = '2' }", vec![("unknown-word", "2")]),
        ("source = { scim = '2.0' }", vec![("unknown-key", "scim")]),
        ("changes = ['add', 'remove']", vec![("unknown-word", "remove")]),
        ("a = 'b", vec![("not-toml", "")]),
    ] {
        let (_, said) = codes(text);
        let said: Vec<_> = said.iter().map(|(code, location)| (*code, location.as_str())).collect();
        assert_eq!(said, expected, "{text}");
    }
}

#[test]
fn a_text_cut_off_or_changed_anywhere_does_not_panic() {
    for end in (0..USERS.len()).filter(|end| USERS.is_char_boundary(*end)) {
        let (_, diagnostics) = read(&Source::new("test.toml", &USERS[..end]));
        assert!(diagnostics.iter().all(|diagnostic| diagnostic.span.end as usize <= end), "cut off at {end}");
    }
    for (at, _) in USERS.char_indices() {
        for slip in ["\"", "'", "]", "=", "\\", "\n", "é"] {
            let text = format!("{}{slip}{}", &USERS[..at], &USERS[at + 1..]);
            let (_, diagnostics) = read(&Source::new("test.toml", text.as_str()));
            assert!(diagnostics.iter().all(|diagnostic| diagnostic.span.end as usize <= text.len()), "{text}");
        }
    }
    let (_, diagnostics) = read(&Source::new("test.toml", format!("a = {}", "[".repeat(100_000))));
    assert!(diagnostics.iter().all(|diagnostic| diagnostic.code() == "not-toml"));
}

#[test]
fn files_out_of_proportion_meet_a_limit() {
    let objects = "[[object]]\n".repeat(300);
    assert_eq!(codes(&objects).1.first().map(|said| said.0), Some("too-many-objects"));
    let keys: String = (0..5_000).map(|number| format!("key{number} = 1\n")).collect();
    assert_eq!(codes(&keys).1.len(), 1_000);
    assert_eq!(codes(&"# comment\n".repeat(1 << 19)).1[0].0, "mapping-too-large");
}

#[test]
fn the_schema_has_the_keywords_of_the_reader() {
    let schema: Value = serde_json::from_str(include_str!("../../cli/schema/mapping.json")).unwrap();
    let words =
        |pointer: &str| -> Vec<String> { serde_json::from_value(schema.pointer(pointer).unwrap().clone()).unwrap() };
    fn last<T>(all: &[(T, &[&str])]) -> Vec<String> {
        all.iter().map(|(_, names)| names.last().unwrap().to_string()).collect()
    }
    assert_eq!(words("/$defs/attribute/properties/flow/enum"), last(&FlowType::ALL));
    assert_eq!(words("/$defs/attribute/properties/behavior/enum"), last(&FlowBehavior::ALL));
    assert_eq!(words("/$defs/mutability/enum"), last(&Mutability::ALL));
    assert_eq!(words("/$defs/change/enum"), FlowTypes::WORDS.map(str::to_lowercase));
    assert_eq!(words("/$defs/type/enum"), TargetType::ALL.map(|(_, name)| name.to_owned()));
}
