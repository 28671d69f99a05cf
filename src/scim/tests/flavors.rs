//! Which flavor an object mapping is shown in where nobody names one, by what its file says of the source.

use super::*;

/// The flavor of the first object mapping of a file.
fn flavor(name: &str, text: &str) -> Flavor {
    let (mapping, _) = crate::mapping::read(&crate::text::Source::new(name, text));
    let (rule, object) = mapping.object_mappings().next().unwrap_or_else(|| panic!("{text}"));
    mapping.flavor(rule, object)
}

#[test]
fn the_source_says_which_form_the_service_sends() {
    let attribute = "[[attribute]]\ntarget = 'userName'\nvalue = '[mail]'\n";
    for (source, expected) in [
        ("[source]\ndirectory = 'Microsoft Entra ID'", Flavor::Entra),
        ("[source]\ndirectory = 'Azure Active Directory'", Flavor::Entra),
        ("[source]\ndirectory = 'Microsoft Entra ID'\nobject = 'Group'", Flavor::Entra),
        (
            "[source]\ndirectory = 'Azure Active Directory'\n[target]\ndirectory = 'Azure Active Directory'",
            Flavor::Entra,
        ),
        // The directory has no name, and the schema says whose users they are.
        ("[source]\nschema = 'entra:User'", Flavor::Entra),
        ("[source]\nattributes = { IsSoftDeleted = 'Boolean', mail = 'String' }", Flavor::Entra),
        // Nothing says whose they are.
        ("", Flavor::Rfc7644),
        ("[source]\nobject = 'User'", Flavor::Rfc7644),
        ("[source]\nattributes = { mail = 'String' }", Flavor::Rfc7644),
        // Somebody else sends these, or nobody does.
        ("[source]\ndirectory = 'Active Directory'", Flavor::Rfc7644),
        ("[source]\ndirectory = 'Active Directory'\n[target]\ndirectory = 'Azure Active Directory'", Flavor::Rfc7644),
        ("[source]\ndirectory = 'Okta'\nschema = 'okta:User'", Flavor::Rfc7644),
        ("[source]\ndirectory = 'Google Workspace'", Flavor::Rfc7644),
        ("[source]\ndirectory = 'Workday'\nattributes = { IsSoftDeleted = 'Boolean' }", Flavor::Rfc7644),
        ("[target]\ndirectory = 'Microsoft Entra ID'", Flavor::Rfc7644),
    ] {
        assert_eq!(flavor("m.toml", &format!("{source}\n{attribute}")), expected, "{source}");
    }
    let export = |source: &str| {
        format!(
            r#"{{"synchronizationRules":[{{"sourceDirectoryName":"{source}","targetDirectoryName":"App","objectMappings":[{{
                "sourceObjectName":"User","targetObjectName":"User","attributeMappings":[]}}]}}]}}"#
        )
    };
    assert_eq!(flavor("m.json", &export("Azure Active Directory")), Flavor::Entra);
    assert_eq!(flavor("m.json", &export("Workday")), Flavor::Rfc7644);
}

#[test]
fn every_connector_is_shown_as_its_source_sends_it() {
    for connector in crate::mapping::connectors::CONNECTORS {
        let (mapping, _) = crate::mapping::read(&connector.source());
        for (rule, object) in mapping.object_mappings() {
            let is_entra = rule.source_directory.value == "Microsoft Entra ID";
            assert_eq!(mapping.flavor(rule, object).is_entra(), is_entra, "{}", connector.name);
        }
    }
}
