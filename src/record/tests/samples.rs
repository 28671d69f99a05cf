//! Published sample records, if they are available next to the repository: every well-formed one is read completely.

use crate::record::reading::all;
use crate::record::{RECORD_LIMIT, RecordFormat};
use std::path::Path;

#[test]
fn published_samples_are_read() {
    let folder = ["../shared", "../../shared"].map(Path::new).into_iter().find(|folder| folder.is_dir());
    let Some(folder) = folder.map(|folder| folder.join("samples/users")) else {
        eprintln!("the samples are not next to the repository (../shared); nothing is checked");
        return;
    };
    let mut files = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let format = path.extension().and_then(|extension| RecordFormat::of_extension(&extension.to_string_lossy()));
        let text = std::fs::read(&path).unwrap();
        let seen = all(&*text, format, RECORD_LIMIT, &["id", "userName", "name.givenName"]);
        let refused = seen.iter().filter(|said| said.contains("bad-") || said.contains("unreadable")).count();
        let (records, broken) = match name.as_str() {
            "hr-csv-5-records.txt" => (5, 0),
            name if name.ends_with(".ldif") => {
                (String::from_utf8_lossy(&text).lines().filter(|line| line.starts_with("dn:")).count(), 0)
            }
            // Its data, one for each operation that creates somebody.
            name if name.ends_with("bulk-request.json") => {
                (String::from_utf8_lossy(&text).matches("\"data\"").count(), 0)
            }
            name if name.contains("invalid") => (1, 1),
            _ => (1, 0),
        };
        assert_eq!((seen.len(), refused), (records, broken), "{name}: {seen:?}");
        files += 1;
    }
    assert!(files > 10, "only {files} samples were found");
}
