//! The bill of materials, in CycloneDX's JSON: the libraries of the program on any system, with licences, checksums and
//! who uses whom.

use super::dependencies::{self, Library};
use super::{failed, package, version};
use crate::shell::Failure;
use serde_json::{Value as Json, json};

/// Name of the file.
pub(super) const FILE: &str = "attrflow.cdx.json";

/// Writes it.
pub(super) fn write() -> Result<(), Failure> {
    let libraries = dependencies::all()?;
    let text = serde_json::to_string_pretty(&bill(&libraries)).map_err(|why| failed("Bill of materials", why))?;
    println!("   {FILE} has {} components", libraries.len() - 1);
    std::fs::write(package(FILE), text + "\n").map_err(|why| failed("Bill of materials", why))
}

/// The first library is the program.
fn bill(libraries: &[Library]) -> Json {
    let mut components: Vec<Json> = libraries.iter().map(component).collect();
    let mut program = components.remove(0);
    program["type"] = "application".into();
    let uses =
        |library: &Library| library.uses.iter().filter_map(|at| libraries.get(*at)).map(address).collect::<Vec<_>>();
    json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "tools": { "components": [{ "type": "application", "name": "cargo xtask dist", "version": version::ours() }] },
            "component": program,
        },
        "components": components,
        "dependencies":
            libraries.iter().map(|it| json!({ "ref": address(it), "dependsOn": uses(it) })).collect::<Vec<_>>(),
    })
}

fn component(library: &Library) -> Json {
    let mut component = json!({
        "type": "library",
        "bom-ref": address(library),
        "name": library.name,
        "version": library.version,
        "description": library.description,
        "licenses": [{ "expression": library.licence }],
        "purl": address(library),
    });
    if let Some(checksum) = &library.checksum {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    }
    if let Some(repository) = &library.repository {
        component["externalReferences"] = json!([{ "type": "vcs", "url": repository }]);
    }
    component
}

/// A crate's package URL.
fn address(library: &Library) -> String {
    // The only character of a version that the form does not allow.
    format!("pkg:cargo/{}@{}", library.name, library.version.replace('+', "%2B"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn library(name: &str, version: &str, uses: &[usize]) -> Library {
        Library {
            name: name.to_owned(),
            version: version.to_owned(),
            licence: "MIT".to_owned(),
            description: String::new(),
            repository: None,
            folder: "".into(),
            checksum: (name != "attrflow").then(|| "ab".to_owned()),
            uses: uses.to_vec(),
        }
    }

    #[test]
    fn the_program_uses_its_libraries() {
        let bill = bill(&[library("attrflow", "0.1.0", &[1]), library("zstd-sys", "2.0.16+zstd.1.5.7", &[])]);
        assert_eq!(bill["metadata"]["component"]["type"], "application");
        assert_eq!(bill["components"].as_array().unwrap().len(), 1);
        assert_eq!(bill["components"][0]["hashes"][0]["content"], "ab");
        let zstd = "pkg:cargo/zstd-sys@2.0.16%2Bzstd.1.5.7";
        assert_eq!(bill["dependencies"][0], json!({ "ref": "pkg:cargo/attrflow@0.1.0", "dependsOn": [zstd] }));
    }
}
