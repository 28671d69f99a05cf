//! Where outputs go: links, modes, other outputs and inputs, other runs, folders that cannot be written.

use super::Folder;
use super::commands::{OTHER, RECORDS, TESTS};
use std::fs;
use std::path::Path;

#[cfg(unix)]
#[test]
fn modes_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::with(&[("m.toml", OTHER), ("plain.json", "old")]);
    let mode = |name: &str| fs::metadata(folder.0.join(name)).unwrap().permissions().mode() & 0o777;
    fs::set_permissions(folder.0.join("m.toml"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("m.toml", folder.0.join("link.toml")).unwrap();
    fs::create_dir(folder.0.join("below")).unwrap();
    symlink("../plain.json", folder.0.join("below/link.json")).unwrap();
    symlink("fresh.json", folder.0.join("below/hanging.json")).unwrap();
    assert_eq!(folder.run(&["fmt", "link.toml"], ("none", 0)).0, Some(0));
    assert!(folder.get("m.toml").unwrap() != OTHER.as_bytes());
    assert_eq!(mode("m.toml"), 0o640);
    let is_link = |name: &str| folder.0.join(name).symlink_metadata().unwrap().is_symlink();
    assert!(is_link("link.toml"));
    assert_eq!(folder.run(&["convert", "m.toml", "-o", "below/link.json", "--force"], ("none", 0)).0, Some(0));
    assert!(folder.get("plain.json").unwrap().starts_with(b"{") && is_link("below/link.json"));
    assert_eq!(folder.run(&["convert", "m.toml", "-o", "below/hanging.json"], ("none", 0)).0, Some(0));
    assert!(folder.get("below/fresh.json").unwrap().starts_with(b"{") && is_link("below/hanging.json"));
    // What is no plain file is written straight.
    for straight in ["/dev/null", "/dev/stdout"] {
        let (code, told) = folder.run(&["convert", "m.toml", "-o", straight], ("none", 0));
        assert_eq!(code, Some(0), "{told}");
    }
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
    let progress = folder.0.join("o.ndjson.progress");
    fs::write(folder.0.join("r.ndjson"), RECORDS).unwrap();
    let _ = folder.run(&["map", "m.toml", "r.ndjson", "-o", "o.ndjson"], ("kills", 6));
    assert_eq!(fs::metadata(&progress).unwrap().permissions().mode() & 0o777, 0o600);
}

#[cfg(unix)]
#[test]
fn no_output_is_an_input_or_another_output() {
    let files = [("m.toml", OTHER), ("n.toml", OTHER), ("r.ndjson", RECORDS), ("o.progress", "precious\n")];
    let folder = Folder::with(&files);
    std::os::unix::fs::symlink("m.toml", folder.0.join("link.toml")).unwrap();
    fs::hard_link(folder.0.join("m.toml"), folder.0.join("hard.toml")).unwrap();
    fs::write(folder.0.join("t.test.toml"), TESTS).unwrap();
    let refused: [&[&str]; 22] = [
        &["check", "m.toml", "--report", "json=m.toml"],
        &["check", "m.toml", "--report", "json=./link.toml"],
        &["check", "m.toml", "--report", "json=hard.toml"],
        &["check", "m.toml", "--fix", "--report", "json=m.toml"],
        &["check", "m.toml", "--records", "r.ndjson", "--report", "json=r.ndjson"],
        &["check", ".", "--report", "json=n.toml"],
        &["check", "m.toml", "--report", "json=x", "--report", "sarif=./x"],
        &["check", "m.toml", "--baseline", "x", "--write-baseline", "--report", "sarif=x"],
        &["check", "m.toml", "--baseline", "m.toml", "--write-baseline"],
        &["convert", "m.toml", "-o", "hard.toml", "--force"],
        &["migrate", "m.toml", "--to", "meta-work-accounts", "-o", "m.toml", "--force"],
        &["diff", "m.toml", "n.toml", "--report", "json=n.toml"],
        &["diff", "m.toml", "n.toml", "--records", "r.ndjson", "--report", "json=r.ndjson"],
        &["test", "t.test.toml", "--report", "junit=m.toml"],
        &["test", "t.test.toml", "--report", "junit=t.test.toml"],
        &["test", "t.test.toml", "--report", "junit=x", "--report", "tap=x"],
        &["map", "m.toml", "r.ndjson", "-o", "x", "--errors", "./x"],
        &["map", "m.toml", "r.ndjson", "-o", "r.ndjson"],
        &["map", "m.toml", "r.ndjson", "-o", "x", "--errors", "hard.toml"],
        &["map", "m.toml", "r.ndjson", "-o", "x", "--errors", "x.progress"],
        &["map", "m.toml", "o.progress", "-o", "o"],
        // Not an input, but somebody's file all the same.
        &["map", "m.toml", "r.ndjson", "-o", "o"],
    ];
    for arguments in refused {
        let (code, told) = folder.run(arguments, ("none", 0));
        assert!(code == Some(2) && told.contains("would "), "{arguments:?} ended {code:?}: {told}");
        for (name, text) in files {
            assert!(folder.get(name).as_deref() == Some(text.as_bytes()), "{arguments:?} changed {name}");
        }
        assert!(folder.get("x").is_none() && folder.get("o").is_none(), "{arguments:?}: {told}");
    }
}

#[test]
fn two_runs_do_not_write_one_output() {
    let folder = Folder::with(&[("m.toml", OTHER), ("r.ndjson", RECORDS)]);
    let arguments = ["map", "m.toml", "r.ndjson", "-o", "o.ndjson"];
    let _ = folder.run(&arguments, ("kills", 9));
    let before = folder.get("o.ndjson");
    let progress = fs::File::open(folder.0.join("o.ndjson.progress")).unwrap();
    progress.lock().unwrap();
    for resume in [&[][..], &["--resume"]] {
        let (code, told) = folder.run(&[&arguments[..], resume].concat(), ("none", 0));
        assert!(code == Some(2) && told.contains("another run"), "{told}");
        assert_eq!(folder.get("o.ndjson"), before);
    }
    drop(progress);
    assert_eq!(folder.run(&[&arguments[..], &["--resume"]].concat(), ("none", 0)).0, Some(1));
}

/// An administrator may write everywhere, so that this shows nothing to one.
#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_keeps_its_files() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with(&[("m.toml", OTHER)]);
    let path: &Path = &folder.0;
    fs::set_permissions(path, fs::Permissions::from_mode(0o500)).unwrap();
    let is_mine = fs::write(path.join("x"), "").is_ok();
    let (code, told) = folder.run(&["fmt", "m.toml"], ("none", 0));
    fs::set_permissions(path, fs::Permissions::from_mode(0o700)).unwrap();
    if !is_mine {
        assert!(code == Some(2) && told.contains("no file can be created in its folder"), "{told}");
        assert!(folder.get("m.toml").as_deref() == Some(OTHER.as_bytes()));
    }
}
