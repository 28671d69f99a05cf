//! The header matches the library: it is generated again and compared; with `UPDATE=1` it is written.

use std::path::Path;

#[test]
fn the_header_is_the_one_of_the_functions() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = cbindgen::Config::from_file(folder.join("cbindgen.toml")).unwrap();
    let mut made = Vec::new();
    cbindgen::Builder::new()
        .with_src(folder.join("src/boundary/mod.rs"))
        .with_config(config)
        .generate()
        .unwrap()
        .write(&mut made);
    let made = String::from_utf8(made).unwrap();
    let path = folder.join("include/attrflow.h");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == made, "include/attrflow.h is not up to date with src/boundary: run with UPDATE=1");
}
