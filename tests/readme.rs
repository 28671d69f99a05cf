//! The lines that get an export, in the README and in `docs/export.md`, are run with stand-ins for `az`, `curl` and `jq`: what is
//! asked for is what Microsoft Graph documents, and what they leave is a file that attrflow reads. PowerShell is not run.

use std::path::Path;
use std::process::Command;

/// Programs in a shell that answer as Graph does, and fail for any other address. `jq` finds the first id.
const STAND_INS: &str = r#"
graph() {
  case "$1" in
    https://graph.microsoft.com/v1.0/servicePrincipals/app-1/synchronization/jobs) echo '{"value": [{"id": "job-1"}]}' ;;
    https://graph.microsoft.com/v1.0/servicePrincipals/app-1/synchronization/jobs/job-1/schema) cat "$SCHEMA" ;;
    'https://graph.microsoft.com/v1.0/users?$top=100') cat "$USERS" ;;
    *) echo "no such address: $1" >&2; return 22 ;;
  esac
}
jq() { sed 's/.*"id": "\([^"]*\)".*/\1/'; }
az() {
  case "$1 $2" in
    'ad sp') [ "$*" = 'ad sp list --display-name Workgrid --query [0].id --output tsv' ] && echo app-1 ;;
    'rest --url') if [ "${4-}" = --query ]; then graph "$3" | jq; else graph "$3"; fi ;;
  esac
}
curl() {
  [ "$1 $2 $3" = '-sSf -H Authorization: Bearer secret' ] || return 1
  if [ "${5-}" = -o ]; then graph "$4" > "$6"; else graph "$4"; fi
}
set -eu
APP=app-1 TOKEN=secret
"#;

/// A schema that Graph could have given out.
const SCHEMA: &str = r#"{"id": "job-1", "version": "v1", "directories": [], "synchronizationRules": [{"name": "users", "objectMappings": [{
"sourceObjectName": "User", "targetObjectName": "User", "enabled": true, "attributeMappings": [
{"targetAttributeName": "userName", "matchingPriority": 1, "source": {"expression": "[userPrincipalName]", "name": "userPrincipalName", "type": "Attribute", "parameters": []}},
{"targetAttributeName": "active", "source": {"expression": "Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")", "name": "Switch", "type": "Function", "parameters": []}}]}]}]}"#;

const USERS: &str = r#"{"value": [{"id": "1", "userPrincipalName": "ada@contoso.com", "accountEnabled": true}]}"#;

/// The fences of shell commands about Graph, without their indent.
fn blocks(page: &str) -> Vec<String> {
    let text = std::fs::read_to_string(page).expect("the page is in the repository");
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim() == "```sh" {
            let inside: Vec<&str> = lines.by_ref().map(str::trim).take_while(|line| *line != "```").collect();
            blocks.push(inside.join("\n"));
        }
    }
    blocks.retain(|block| block.contains("graph.microsoft.com"));
    blocks
}

#[test]
fn the_lines_that_get_an_export_get_one() {
    let attrflow = Path::new(env!("CARGO_BIN_EXE_attrflow"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("export");
    let mut count = 0;
    for block in ["README.md", "docs/export.md"].iter().flat_map(|page| blocks(page)) {
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("schema"), SCHEMA).unwrap();
        std::fs::write(folder.join("answer"), USERS).unwrap();
        let is_schema = block.contains("/schema");
        if !is_schema {
            std::fs::write(folder.join("mapping.json"), SCHEMA).unwrap();
        }
        let path = format!("{}:{}", attrflow.parent().unwrap().display(), std::env::var("PATH").unwrap());
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("{STAND_INS}\n{block}\nattrflow check mapping.json")).current_dir(&folder);
        let run = shell.env("PATH", path).env("SCHEMA", "schema").env("USERS", "answer").output().unwrap();
        let (out, error) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
        assert!(run.status.success(), "{block}\n{out}{error}");
        assert!(is_schema || out.contains("\"userName\":\"ada@contoso.com\""), "{block}\n{out}{error}");
        assert!(out.contains("no diagnostics in 1 file"), "{block}\n{out}{error}");
        count += 1;
    }
    assert_eq!(count, 5, "two in the README; two and the users in docs/export.md");
}
