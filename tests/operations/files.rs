//! What commands say of files that they are given in another place than meant, or that they cannot read as a whole.

use super::command::{Folder, MAPPING};

#[test]
fn a_file_in_the_place_of_an_expression_is_named_with_its_command() {
    let folder = Folder::new(&[("m.toml", MAPPING), ("note.txt", "x\n"), ("[mail]", "x\n")]);
    for (arguments, code, said) in [
        ("eval m.toml", 2, "`m.toml` is a file, and an expression is expected"),
        ("eval m.toml", 2, "`attrflow check m.toml`"),
        ("check -e m.toml", 2, "`attrflow check m.toml`"),
        ("check -e m.toml", 2, "`m.toml` is a file, and an expression is expected"),
        ("eval note.txt", 2, "`note.txt` is a file"),
        ("eval n.toml", 1, "error["),
        ("check -e n.toml", 1, ""),
        ("eval [mail]", 0, ""),
        ("check -e [mail]", 0, ""),
    ] {
        let ran = folder.run(arguments);
        assert!(ran.code == Some(code) && ran.errors.contains(said), "{arguments}: {:?} {}", ran.code, ran.errors);
        assert_eq!(ran.errors.contains("is a file"), code == 2, "{arguments}: {}", ran.errors);
    }
}

#[test]
fn a_conversion_of_a_file_with_errors_is_written_and_fails_like_the_check() {
    let misplaced = r#"{"synchronizationRules": [{"targetAttributeName": "timezone"}]}"#;
    let named = r#"{"targetAttributeName": "a", "source": {"type": "Attribute", "name": "a", "expression": "[a]"}}"#;
    let unnamed = named.replace(r#""targetAttributeName": "a", "#, "");
    let missing = format!(r#"{{"attributeMappings": [{named}, {unnamed}]}}"#);
    let folder = Folder::new(&[("m.toml", MAPPING), ("misplaced.json", misplaced), ("missing.json", &missing)]);
    for (arguments, code) in [("misplaced.json", 1), ("missing.json", 1), ("m.toml", 0)] {
        let ran = folder.run(&format!("convert {arguments}"));
        assert!(!ran.lines.is_empty(), "{arguments}: {}", ran.errors);
        assert_eq!((ran.code, ran.errors.contains("error[")), (Some(code), code == 1), "{arguments}: {}", ran.errors);
        assert_eq!(folder.run(&format!("check {arguments}")).code, Some(code), "{arguments}");
    }
}
