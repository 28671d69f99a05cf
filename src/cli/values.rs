//! A list of values in a file, one per line or as an array of JSON: those that are in use in the target.
//!
//! A table or objects are refused with the way to one column: as a list, each whole row would be a value that nobody has, and
//! every name would count as free. Does not know what the values are for.

use super::error::CliError;
use super::{files, prose};
use attrflow::tool::{FileKind, RECORD_LIMIT, RecordBody, Records};
use attrflow::{RecordFormat, Source};
use serde_json::Value as Json;

/// What a command calls such a file.
const LIST: &str = "a list of values";

/// The attributes that are asked for most where values have to be unique.
const LIKELY: [&str; 6] = ["userPrincipalName", "userName", "mail", "sAMAccountName", "mailNickname", "primaryEmail"];

/// The values of a file, without blank lines.
pub(super) fn read(path: &str) -> Result<Vec<String>, CliError> {
    // Whether records are a list is seen in their text.
    let source = files::source_of(path, LIST, &[FileKind::Records])?;
    list(&source, path)
}

/// The values of a text; `path` is what a command names it by.
fn list(source: &Source, path: &str) -> Result<Vec<String>, CliError> {
    if let Some((noun, help)) = prose::kind(source.text()) {
        return Err(files::is_another(source.name(), LIST, noun, help.unwrap_or("write one value per line")));
    }
    let text = source.text().trim_start_matches('\u{feff}').trim();
    if let Ok(Json::Array(items)) = serde_json::from_str(text)
        && let Some(values) = items.iter().map(scalar).collect()
    {
        return Ok(values);
    }
    if let Some(noun) = columns(source, text) {
        return Err(refused(source, path, text, &noun));
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.map(|line| serde_json::from_str(line).unwrap_or_else(|_| line.to_owned())).collect())
}

fn scalar(item: &Json) -> Option<String> {
    match item {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// What records are in a text that is no list.
fn columns(source: &Source, text: &str) -> Option<String> {
    let begins = |word: &str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let first = text.lines().next().unwrap_or_default();
    let is_json = |text: &str| serde_json::from_str::<Json>(text).is_ok_and(|it| it.is_object() || it.is_array());
    let kind = FileKind::of(source.name(), text);
    // The beginning of records that are JSON is known, even if they are cut off.
    if text.starts_with(['{', '[']) && (kind == FileKind::Records || is_json(first) || is_json(text)) {
        let noun = if text.contains('{') { "it holds JSON objects" } else { "it holds JSON, and more than strings" };
        return Some(noun.to_owned());
    }
    if begins("dn:") || begins("version:") || text.starts_with('#') && text.contains("\ndn:") {
        return Some("it is LDIF".to_owned());
    }
    let (separator, count) = separator(first)?;
    let is_named = files::format(source.name()) == Some(RecordFormat::Csv);
    let has_header = FileKind::of("-", text) == FileKind::Records;
    // The values may have commas: names, and the names of entries in a directory.
    let may_be_values = separator == b',' && (text.contains(", ") || first.contains('='));
    (is_named || has_header || !may_be_values && is_regular(text, separator, count))
        .then(|| format!("it has {count} columns"))
}

/// Whether there are several lines, and each has this many columns.
fn is_regular(text: &str, separator: u8, count: usize) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.clone().nth(1).is_some() && lines.all(|line| cells(line, separator) == count)
}

/// What separates the cells of a header, and how many there are; nothing for one.
fn separator(header: &str) -> Option<(u8, usize)> {
    let counted = [b'\t', b';', b','].map(|separator| (separator, cells(header, separator)));
    counted.into_iter().max_by_key(|(_, count)| *count).filter(|(_, count)| *count > 1)
}

/// How many cells a row has.
fn cells(row: &str, separator: u8) -> usize {
    let mut rows = csv::ReaderBuilder::new().has_headers(false).delimiter(separator).from_reader(row.as_bytes());
    rows.records().next().and_then(Result::ok).map_or(0, |row| row.len())
}

fn refused(source: &Source, path: &str, text: &str, noun: &str) -> CliError {
    let format = files::format(path);
    let mut records = Records::new(text.as_bytes(), format, RECORD_LIMIT);
    let first = records.next_record().and_then(Result::ok);
    let names: Vec<String> = match first.map(|record| record.shape) {
        Some(RecordBody::Json(text)) => match serde_json::from_str(text) {
            Ok(Json::Object(members)) => members.into_iter().map(|(name, _)| name).collect(),
            _ => Vec::new(),
        },
        Some(RecordBody::Fields(fields)) => fields.iter().map(|(name, _)| name.to_owned()).collect(),
        None => Vec::new(),
    };
    let likely = LIKELY.iter().find_map(|likely| names.iter().find(|name| name.eq_ignore_ascii_case(likely)));
    let is_plain = |name: &&String| !name.contains(['[', ']', '\'', '"', '\n']);
    let name = likely.or(names.first()).filter(is_plain).map_or("NAME", String::as_str);
    let file = if path.contains(char::is_whitespace) { format!("'{path}'") } else { path.to_owned() };
    let message = format!("{} is not {LIST}: {noun}", files::subject(source.name()));
    CliError::with_help(
        message,
        format!("`attrflow eval '[{name}]' {file} > taken.txt` writes the values of one attribute, one per line"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The values of a file, or the message and the attribute of the command that gets one column.
    fn read(name: &str, text: &str) -> Result<Vec<String>, (String, String)> {
        list(&Source::new(name, text), name).map_err(|error| match error {
            CliError::Usage { message, help: Some(help) } => {
                let message = message.rsplit(": ").next().unwrap_or_default().to_owned();
                (message, help.split('\'').nth(1).unwrap_or_default().to_owned())
            }
            other => panic!("{other:?}"),
        })
    }

    #[test]
    fn lists_are_read() {
        let rows: &[(&str, &str, &[&str])] = &[
            ("a.txt", "ada\nbob\n", &["ada", "bob"]),
            ("a.txt", "\u{feff}ada\r\n\r\n bob ", &["ada", "bob"]),
            ("a.txt", "", &[]),
            ("a.txt", "\"ada\"\n\"Smith, Ada\"\n", &["ada", "Smith, Ada"]),
            ("a.ndjson", "\"ada\"\n\"bob\"\n", &["ada", "bob"]),
            ("a.json", "[\"ada\", \"bob\"]", &["ada", "bob"]),
            ("a.txt", "[\n  \"ada\",\n  17\n]\n", &["ada", "17"]),
            ("a.json", "[]", &[]),
            ("a.csv", "userPrincipalName\nada@contoso.com\n", &["userPrincipalName", "ada@contoso.com"]),
            ("a.csv", "\"mail\"\n\"Smith, Ada\"\n", &["mail", "Smith, Ada"]),
            ("a.txt", "Smith, Ada\nJones, Bob\n", &["Smith, Ada", "Jones, Bob"]),
            ("a.txt", "CN=ada,DC=x\nCN=bob,DC=x\n", &["CN=ada,DC=x", "CN=bob,DC=x"]),
            ("a.txt", "ada,x\nbob\n", &["ada,x", "bob"]),
            ("a.txt", "ada,x\n", &["ada,x"]),
            ("a.txt", "{ada}\n[bob]\n", &["{ada}", "[bob]"]),
            ("a.txt", "[ada]\n", &["[ada]"]),
            ("a.txt", "dn\nversion\n#\n", &["dn", "version", "#"]),
        ];
        for (name, text, expected) in rows {
            assert_eq!(read(name, text).unwrap(), *expected, "{name}: {text}");
        }
    }

    #[test]
    fn tables_and_objects_are_refused_with_the_way_to_one_column() {
        for (name, text, noun, attribute) in [
            ("a.csv", "id,userPrincipalName\n1,ada\n", "it has 2 columns", "[userPrincipalName]"),
            ("a.txt", "id,userPrincipalName,mail\n1,ada,b\n", "it has 3 columns", "[userPrincipalName]"),
            ("a.csv", "Smith, Ada\nJones, Bob\n", "it has 2 columns", "[Smith]"),
            ("<stdin>", "id;mail\n1;ada\n", "it has 2 columns", "[mail]"),
            ("a.txt", "login;name\nada;Ada\n", "it has 2 columns", "[login]"),
            ("a.txt", "login\tname\nada\tAda\n", "it has 2 columns", "[login]"),
            ("a.txt", "login,name\nada,Ada\nbob,Bob\n", "it has 2 columns", "[login]"),
            ("a.txt", "\"Mail\";\"Name\"\n\"ada\";\"A;B\"\n", "it has 2 columns", "[Mail]"),
            ("a.csv", "login,name\n", "it has 2 columns", "[NAME]"),
            ("a.txt", "{\"id\":\"1\",\"mail\":\"ada\"}\n{\"id\":\"2\"}\n", "it holds JSON objects", "[mail]"),
            ("a.ndjson", "{\"a\":\"1\"}\n", "it holds JSON objects", "[a]"),
            ("a.json", "[{\"login\":\"ada\"}]", "it holds JSON objects", "[login]"),
            ("a.json", "{\n \"value\": [\n {\"mail\": \"ada\"}]}", "it holds JSON objects", "[mail]"),
            ("a.json", "[[\"ada\", \"bob\"]]", "it holds JSON, and more than strings", "[NAME]"),
            ("a.ldif", "dn: uid=ada,dc=x\nuid: ada\n", "it is LDIF", "[dn]"),
            ("a.txt", "# all\ndn: uid=ada,dc=x\nuid: ada\n", "it is LDIF", "[dn]"),
        ] {
            let expected = (noun.to_owned(), attribute.to_owned());
            assert_eq!(read(name, text).unwrap_err(), expected, "{name}: {text}");
        }
    }

    #[test]
    fn sentences_are_no_list() {
        let text = "The service is down for maintenance today.\nPlease try again in a few hours.\n";
        assert_eq!(read("a.txt", text).unwrap_err().0, "it is a text in sentences");
    }
}
