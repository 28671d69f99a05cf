//! Random expressions, mappings and records, from a tape of bytes that proptest or a fuzzer generates and shrinks. Calls
//! are chosen from the list of functions and usually have a valid number of arguments; half of the arguments have the
//! type of the parameter.

use super::machine::Case;
use crate::functions::{self, Body, Function, Mode, Parameter};
use crate::language::{LANGUAGES, Language};
use crate::syntax::quote;
use crate::value::ValueKind;
use serde_json::{Value as Json, json};

/// The attributes of generated records.
const NAMES: [&str; 8] = ["a", "b", "c", "d", "mail", "proxyAddresses", "manager.id", "x y"];

/// Strings that have a special meaning for some functions.
const TEXTS: [&str; 32] = [
    "",
    " ",
    "a",
    "A",
    "b",
    "0",
    "1",
    "-7",
    "12345678901234567890",
    "True",
    "False",
    "Ada Lovelace",
    "ada@contoso.com",
    "SMTP:ada@contoso.com",
    "a,b,,c",
    "😀é",
    "e\u{301}",
    "Straße",
    "İstanbul",
    "10:30",
    "2026-01-15T09:30:00Z",
    "d",
    "1/2/49 3:04 PM",
    "133486722295479728",
    "yyyy-MM-dd",
    "(a)(?<g>b)?",
    "[0-9]+",
    "${g}",
    "tr-TR",
    "\\\"",
    "é\n",
    "SGk=",
];
const PATTERNS: [&str; 8] = ["[a-z]+", "(?<g>A)(.*)", "^$", "\\s", "(a|b)*", "(?i)ada", "@(?<d>.*)$", "[^\\w]"];
const FORMATS: [&str; 6] = ["yyyy-MM-dd", "M/d/yyyy h:mm:ss tt", "HH:mm", "o", "dd MMM yyyy", "r"];

/// Targets of generated mappings.
const TARGETS: [&str; 17] = [
    "userName",
    "externalId",
    "active",
    "displayName",
    "title",
    "name.givenName",
    "emails[type eq \"work\"].value",
    "emails[type eq \"other\"].value",
    "phoneNumbers[type eq \"work\"].value",
    "phoneNumbers[type eq \"mobile\"].value",
    "addresses[type eq \"work\"].locality",
    "addresses[type eq \"work\"].formatted",
    "roles[primary eq \"True\"].value",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
    "urn:ietf:params:scim:schemas:extension:contoso:2.0:User:badge",
    "members",
];
/// Operators of scoping clauses.
const OPERATORS: [&str; 8] =
    ["EQUALS", "NOT EQUALS", "IS NULL", "IS NOT NULL", "REGEX MATCH", "NOT REGEX MATCH", "GREATER_THAN", "INCLUDES"];
/// What people put into a text by mistake, or paste with it.
const SLIPS: [&str; 24] = [
    "\"", "'", "\u{201c}", "\u{201d}", "(", ")", "[", "]", ",", ";", "=", "\\", "\\\"", "&quot;", "&", "+", "//", "`",
    "${", "}", "\u{a0}", "\u{200b}", "user.", "\n",
];

/// The source of choices; an empty tape always chooses the first.
struct Tape<'t> {
    choices: std::slice::Iter<'t, u8>,
    /// Whose functions alone are called, with arguments that fit.
    of: Option<&'static Language>,
}

impl<'t> Tape<'t> {
    fn new(bytes: &'t [u8]) -> Self {
        Self { choices: bytes.iter(), of: None }
    }

    fn choose(&mut self, from: usize) -> usize {
        usize::from(self.choices.next().copied().unwrap_or_default()) % from
    }

    fn one_of<'o>(&mut self, options: &[&'o str]) -> &'o str {
        options[self.choose(options.len())]
    }
}

/// The case that a tape describes.
pub fn case(tape: &[u8]) -> Case {
    let mut tape = Tape::new(tape);
    let dialect = LANGUAGES[tape.choose(3)];
    let record = record(&mut tape);
    Case { expression: call(&mut tape, 3), record, dialect }
}

/// The expression that a tape describes, of functions that its language has and with arguments that fit them; it mostly has
/// no error.
pub fn fitting_call(tape: &[u8]) -> (String, &'static Language) {
    let mut tape = Tape::new(tape);
    let language = LANGUAGES[tape.choose(3)];
    tape.of = Some(language);
    (call(&mut tape, 2), language)
}

/// The expression that a tape describes, with slips: each cuts something out, puts something in or says something twice.
pub fn with_slips(tape: &[u8]) -> (String, &'static Language) {
    let mut tape = Tape::new(tape);
    let dialect = LANGUAGES[tape.choose(3)];
    let slips = tape.choose(4);
    let places: Vec<[usize; 3]> = (0..slips).map(|_| [tape.choose(256), tape.choose(8), tape.choose(72)]).collect();
    let mut text: Vec<char> = call(&mut tape, 2).chars().collect();
    for [place, length, kind] in places {
        let start = place % (text.len() + 1);
        let end = (start + length).min(text.len());
        match kind {
            0..24 => drop(text.splice(start..start, SLIPS[kind].chars())),
            24..48 => drop(text.drain(start..end)),
            _ => drop(text.splice(start..start, text[start..end].to_vec())),
        }
    }
    (text.into_iter().collect(), dialect)
}

/// A mapping of one object in the form of Microsoft Graph, and the language of its expressions.
pub fn mapping(tape: &[u8]) -> (Json, &'static Language) {
    let mut tape = Tape::new(tape);
    let dialect = LANGUAGES[tape.choose(2)];
    let mut targets = TARGETS.to_vec();
    let count = 1 + tape.choose(5);
    let attributes: Vec<Json> = (0..count).map(|number| attribute(&mut tape, &mut targets, number)).collect();
    let clauses: Vec<Json> = (0..tape.choose(3)).map(|_| clause(&mut tape)).collect();
    let groups = if clauses.is_empty() { json!([]) } else { json!([{"name": "g", "clauses": clauses}]) };
    let kind = if tape.choose(8) == 7 { "Group" } else { "User" };
    let object = json!({"name": "o", "enabled": true, "sourceObjectName": kind, "targetObjectName": kind,
        "flowTypes": "Add, Update, Delete", "attributeMappings": attributes,
        "scope": {"categoryFilterGroups": [], "groups": groups, "inputFilterGroups": []}});
    let rule = json!({"id": "r", "name": "r", "sourceDirectoryName": "Azure Active Directory",
        "targetDirectoryName": "customappsso", "objectMappings": [object]});
    (json!({"id": "m", "synchronizationRules": [rule]}), dialect)
}

fn attribute(tape: &mut Tape<'_>, targets: &mut Vec<&str>, number: usize) -> Json {
    let target = targets.swap_remove(tape.choose(targets.len()));
    let source = match tape.choose(4) {
        0 => json!({"type": "Constant", "name": tape.one_of(&TEXTS), "expression": null, "parameters": []}),
        1 => {
            let name = tape.one_of(&NAMES);
            json!({"type": "Attribute", "name": name, "expression": format!("[{name}]"), "parameters": []})
        }
        _ => json!({"type": "Function", "expression": call(tape, 2), "parameters": []}),
    };
    let flow = tape.one_of(&["Always", "Always", "ObjectAddOnly", "AttributeAddOnly", "ValueAddOnly"]);
    let default = if tape.choose(4) == 0 { json!(tape.one_of(&TEXTS)) } else { Json::Null };
    json!({"targetAttributeName": target, "matchingPriority": usize::from(number == 0), "flowType": flow,
        "defaultValue": default, "source": source})
}

fn clause(tape: &mut Tape<'_>) -> Json {
    let values = if tape.choose(4) == 0 { json!([]) } else { json!([tape.one_of(&TEXTS)]) };
    json!({"sourceOperandName": tape.one_of(&NAMES), "operatorName": tape.one_of(&OPERATORS),
        "targetOperand": {"values": values}})
}

/// The record that a tape describes.
pub fn any_record(tape: &[u8]) -> Json {
    record(&mut Tape::new(tape))
}

fn record(tape: &mut Tape<'_>) -> Json {
    let names = NAMES.iter().filter_map(|name| Some(((*name).to_owned(), value(tape)?)));
    Json::Object(names.collect())
}

fn value(tape: &mut Tape<'_>) -> Option<Json> {
    Some(match tape.choose(10) {
        0 => return None,
        1 => json!(""),
        2 => json!(tape.choose(2) == 0),
        3 => json!(tape.choose(5) as i64 - 2),
        4 => json!([tape.one_of(&TEXTS), tape.one_of(&TEXTS)]),
        5 => json!([tape.one_of(&TEXTS)]),
        6 => json!({"value": tape.one_of(&TEXTS), "type": "work"}),
        7 => [json!(null), json!([]), json!(1.5), json!(i64::MAX), json!([1, true])][tape.choose(5)].clone(),
        _ => json!(tape.one_of(&TEXTS)),
    })
}

fn expression(tape: &mut Tape<'_>, depth: usize) -> String {
    match tape.choose(if depth == 0 { 4 } else { 10 }) {
        0 | 1 => format!("[{}]", tape.one_of(&NAMES)),
        2 => quote(tape.one_of(&TEXTS)),
        3 => match tape.choose(8) {
            0 => "%DomainFQDN%".to_owned(),
            1 => "%Unset%".to_owned(),
            2 => "IgnoreAttributeFlow".to_owned(),
            3 => "NULL".to_owned(),
            other => (other as i64 - 5).to_string(),
        },
        4 => condition(tape, depth - 1),
        _ => call(tape, depth - 1),
    }
}

fn condition(tape: &mut Tape<'_>, depth: usize) -> String {
    let sign = tape.one_of(&["=", "<>", "<", ">", "<=", ">=", " & ", " && ", " || ", " + ", " - ", " * ", " / "]);
    format!("{}{sign}{}", expression(tape, depth), expression(tape, depth))
}

fn call(tape: &mut Tape<'_>, depth: usize) -> String {
    let all: Vec<&Function> = tape.of.map_or_else(|| functions::all().collect(), Language::functions);
    let choice = tape.choose(256) * 256 + tape.choose(256);
    let function = all[choice % all.len()];
    let optional = function.slots().filter(|slot| slot.ty.mode == Mode::Optional).count();
    let endless = function.slots().any(|slot| slot.ty.mode == Mode::Variadic);
    let mut count = function.slots().count() - tape.choose(optional + 1);
    if endless {
        count += tape.choose(3);
    }
    if matches!(function.body, Body::Switch) {
        count = 4 + 2 * tape.choose(3);
    }
    let arguments: Vec<String> = (0..count)
        .map(|slot| match (function.body, function.parameter(slot)) {
            (Body::If, _) if slot == 0 => condition(tape, depth.saturating_sub(1)),
            (_, Some(parameter)) if tape.choose(2) == 0 || tape.of.is_some() => fitting(tape, parameter, depth),
            _ => expression(tape, depth),
        })
        .collect();
    format!("{}({})", function.name, arguments.join(", "))
}

/// An argument of the type of the parameter.
fn fitting(tape: &mut Tape<'_>, parameter: &Parameter, depth: usize) -> String {
    match parameter.ty.kind {
        ValueKind::Integer => tape.one_of(&["1", "2", "0", "-1", "\"3\"", "64", "Len([a])", "[d]"]).to_owned(),
        ValueKind::Boolean => tape.one_of(&["True", "\"False\"", "IsPresent([a])", "[b]"]).to_owned(),
        ValueKind::Pattern => quote(tape.one_of(&PATTERNS)),
        ValueKind::DateFormat => quote(tape.one_of(&FORMATS)),
        ValueKind::Date => tape.one_of(&["Now()", "[c]", "\"2026-01-15\"", "CDate([a])", "\"10:30\""]).to_owned(),
        ValueKind::Values => tape.one_of(&["[proxyAddresses]", "Split([a], \",\")", "[b]"]).to_owned(),
        _ if parameter.ty.mode == Mode::Optional && tape.choose(3) == 0 => String::new(),
        ValueKind::Str if tape.choose(2) == 0 => tape
            .one_of(&["\"d\"", "\"g\"", "vbTextCompare", "UTF8", "\"yyyy\"", "\"en\"", "CaseInsensitive"])
            .to_owned(),
        _ => expression(tape, depth),
    }
}
