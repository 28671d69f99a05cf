//! Diagnostics about mapping files: what cannot be read, and what is read but has no effect.

use super::diagnostics;

diagnostics! {
    /// The file is not text in UTF-8 or UTF-16.
    ///
    /// Exports are UTF-8; PowerShell's redirection writes UTF-16, which is also read. Save the file again as UTF-8.
    Error not_utf8(encoding: &str, offset: usize):
        "the file is not valid {encoding}: invalid byte at offset {offset}",
        help "save the file as UTF-8";

    /// The file is larger than the limit for a mapping.
    Error mapping_too_large(bytes: usize, limit: usize):
        "the file has {bytes} bytes, the limit for a mapping is {limit}",
        help "use a single schema, as `GET …/synchronization/jobs/…/schema` returns it";

    /// The file has more object mappings than the limit. Those beyond the limit are ignored.
    Error too_many_objects(count: usize, limit: usize):
        "the file has {count} object mappings, only {limit} are read",
        help "split the file";

    /// The file is not valid JSON.
    ///
    /// The location is the first unexpected character; the mistake is often just before it. JSON has no comments and no
    /// single quotes.
    ///
    /// | json                                | raises     |
    /// |-------------------------------------|------------|
    /// | `{"synchronizationRules": [}`       | `not-json` |
    /// | `{'synchronizationRules': []}`      | `not-json` |
    /// | `{"synchronizationRules": []`       | `not-json` |
    /// | `{"synchronizationRules": []}`      | –          |
    Error not_json(what: &str, help: Option<String>):
        "the file is not valid JSON: {what}",
        help help;

    /// A comma comes before the end of an array or an object. Many editors accept it, Microsoft Graph does not.
    ///
    /// | json                             | raises           |
    /// |----------------------------------|------------------|
    /// | `{"synchronizationRules": [],}`  | `trailing-comma` |
    /// | `{"synchronizationRules": [{},]}` | `trailing-comma` |
    /// | `{"synchronizationRules": [{}]}` | –                |
    Error trailing_comma(closing: char):
        "JSON does not allow a comma before `{closing}`",
        help "remove the comma";

    /// The JSON is not a mapping.
    ///
    /// Supported are a synchronizationSchema, an array of them or of attribute mappings, the `{"value": […]}` that
    /// Graph wraps arrays in, a synchronizationRule, an objectMapping, and an attributeMapping.
    ///
    /// Letter case of the keys does not count, as PowerShell's cmdlets write them with a capital letter.
    ///
    /// | json                             | raises          |
    /// |----------------------------------|-----------------|
    /// | `{"users": []}`                  | `not-a-mapping` |
    /// | `"Coalesce([mail])"`             | `not-a-mapping` |
    /// | `{"error": {"code": "Authorization_RequestDenied", "message": "…"}}` | `not-a-mapping` |
    /// | `{"value": [{"userPrincipalName": "a@b.org"}]}` | `not-a-mapping` |
    /// | `{"name": "a", "version": "1.0.0", "scripts": {}}` | `not-a-mapping` |
    /// | `<!doctype html><html></html>`   | `not-a-mapping` |
    /// | `{"attributeMappings": []}`      | –               |
    /// | `{"AttributeMappings": [], "SourceObjectName": "User"}` | – |
    /// | `{"SynchronizationRules": [{"Name": "a", "ObjectMappings": [{"AttributeMappings": [{"TargetAttributeName": "b", "Source": {"Expression": "[c]", "Name": "c", "Parameters": [], "Type": "Attribute"}}]}]}]}` | – |
    /// | `{"Value": [{"SynchronizationRules": []}]}` | – |
    /// | `{"attributemappings": []}`      | –               |
    /// | `{"ATTRIBUTEMAPPINGS": [], "AttributeMappings": []}` | `not-a-mapping` |
    Error not_a_mapping(found: &str, help: String):
        "expected a mapping, found {found}",
        help help;

    /// A value has the wrong type for its location, or a parameter tree is nested too deeply.
    ///
    /// The value is ignored, everything around it is read.
    ///
    /// | json                                            | raises        |
    /// |-------------------------------------------------|---------------|
    /// | `{"synchronizationRules": "none"}`              | `wrong-shape` |
    /// | `{"attributeMappings": [{"targetAttributeName": 1}]}` | `wrong-shape` |
    /// | `{"synchronizationRules": null}`                | –             |
    ///
    /// | toml                                            | raises        |
    /// |-------------------------------------------------|---------------|
    /// | `attribute = [{ target = "a", value = 1 }]`     | `wrong-shape` |
    /// | `attribute = [{ target = "a", value = "[b]" }]` | –             |
    Error wrong_shape(location: &str, expected: &str, found: &str):
        "`{location}`: expected {expected}, found {found}";

    /// PowerShell cut the export off: `ConvertTo-Json` writes objects below its `-Depth` as text.
    ///
    /// Without `-Depth` only two levels are written. What was cut is not in the file, and so nothing of it is read.
    ///
    /// | json                                                              | raises           |
    /// |-------------------------------------------------------------------|------------------|
    /// | `{"synchronizationRules": [{"name": "a", "objectMappings": "System.Object[]", "metadata": ""}]}` | `export-cut-off` |
    /// | `{"synchronizationRules": ["@{name=a; priority=1; objectMappings=System.Object[]}"]}` | `export-cut-off` |
    /// | `{"synchronizationRules": "System.Object[]", "directories": []}`  | `export-cut-off` |
    /// | `{"Value": [{"SynchronizationRules": ["Microsoft.Graph.PowerShell.Models.MicrosoftGraphSynchronizationRule"]}]}` | `export-cut-off` |
    /// | `{"attributeMappings": ["System.Collections.Hashtable"]}`         | `export-cut-off` |
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": "@{expression=[b]; name=b}"}]}` | `export-cut-off` |
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": {"expression": "Trim([b])", "parameters": ["@{key=source; value=}"]}}]}` | `export-cut-off` |
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": {"expression": "Trim([b])", "parameters": [{"key": "source", "value": "@{name=b}"}]}}]}` | `export-cut-off` |
    /// | `{"attributeMappings": [], "scope": "@{groups=System.Object[]}"}` | `export-cut-off` |
    /// | `{"directories": [{"name": "a", "objects": "System.Object[]"}]}`  | `export-cut-off` |
    /// | `{"synchronizationRules": [{"name": "@{a}", "objectMappings": []}]}` | –             |
    /// | `{"synchronizationRules": [{"name": "System.Object[]", "objectMappings": []}]}` | –  |
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "defaultValue": "System.Object[]"}]}` | – |
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": {"expression": "\"@{b}\"", "name": "@{b}", "type": "Constant"}}]}` | – |
    /// | `{"synchronizationRules": [], "directories": null}`               | –                |
    Error export_cut_off(depth: usize):
        "the export was cut off at depth {depth}: objects below are only the names of their types",
        help "export again with `ConvertTo-Json -Depth 100`";

    /// An attribute mapping has no target attribute. It is ignored.
    ///
    /// | json                                                    | raises           |
    /// |---------------------------------------------------------|------------------|
    /// | `{"attributeMappings": [{}]}`                           | `missing-target` |
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "defaultValue": "b"}]}` | – |
    ///
    /// | toml                                | raises           |
    /// |-------------------------------------|------------------|
    /// | `attribute = [{ value = "[b]" }]`   | `missing-target` |
    Error missing_target(key: &str):
        "the attribute mapping has no `{key}`",
        help "name the attribute that receives the value";

    /// A `source` has neither a name nor an expression, as in the skeletons of the Graph documentation.
    ///
    /// It counts as no source: the target receives at most the default value.
    ///
    /// | json                                                                     | raises         |
    /// |--------------------------------------------------------------------------|----------------|
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": {}}]}`     | `empty-source` |
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": {"name": "b"}}]}` | –       |
    /// | `{"AttributeMappings": [{"TargetAttributeName": "a", "DefaultValue": "b", "Source": {"Expression": null, "Name": null, "Parameters": null, "Type": null}}]}` | – |
    Warning empty_source(target: &str):
        "the source of `{target}` is empty",
        help "add a `name` or an `expression`, or write `\"source\": null`";

    /// The value of a property is not one of its valid values. The property counts as not set.
    ///
    /// | json                                                                     | raises         |
    /// |--------------------------------------------------------------------------|----------------|
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "defaultValue": "b", "flowType": "Allways"}]}` | `unknown-word` |
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "defaultValue": "b", "flowType": "Always"}]}`  | – |
    ///
    /// | toml                                                              | raises         |
    /// |-------------------------------------------------------------------|----------------|
    /// | `attribute = [{ target = "a", value = "[b]", flow = "once" }]`    | `unknown-word` |
    /// | `attribute = [{ target = "a", value = "[b]", flow = "only-on-create" }]` | –       |
    Error unknown_word(property: &str, found: &str, help: String):
        "`{found}` is not a valid value of `{property}`",
        help help;

    /// A scoping filter has a property that the service does not know. The property filters nothing.
    ///
    /// | json                                                        | raises             |
    /// |-------------------------------------------------------------|--------------------|
    /// | `{"attributeMappings": [], "scope": {"filterGroups": []}}`  | `ignored-property` |
    /// | `{"attributeMappings": [], "scope": {"groups": []}}`        | –                  |
    Warning ignored_property(property: &str, owner: &str, known: &str):
        "`{property}` is not a property of {owner} and filters nothing",
        help format!("valid properties: {known}");

    /// An object is in the wrong location, such as an attribute mapping directly under `synchronizationRules`. It is
    /// ignored.
    ///
    /// | json                                                              | raises             |
    /// |-------------------------------------------------------------------|--------------------|
    /// | `{"synchronizationRules": [{"targetAttributeName": "timezone"}]}` | `misplaced-object` |
    /// | `{"synchronizationRules": [{"name": "USER_TO_USER"}]}`            | –                  |
    Error misplaced_object(found: &str, expected: &str, home: &str):
        "expected {expected}, found {found}",
        help format!("move it to `{home}`");

    /// The file is not valid TOML.
    ///
    /// | toml                 | raises     |
    /// |----------------------|------------|
    /// | `attribute = [`      | `not-toml` |
    /// | `attribute = []`     | –          |
    Error not_toml(what: &str):
        "the file is not valid TOML: {what}",
        help "strings in single quotes need no escapes: value = 'Join(\"-\", [a], [b])'";

    /// A key is not known at this location of the file.
    ///
    /// | toml                                              | raises        |
    /// |---------------------------------------------------|---------------|
    /// | `attribute = [{ target = "a", vlaue = "[b]" }]`   | `unknown-key` |
    /// | `attribute = [{ target = "a", value = "[b]" }]`   | –             |
    Error unknown_key(key: &str, owner: &str, help: String):
        "unknown key `{key}` in {owner}",
        help help;

    /// Two keys that exclude each other are used together.
    ///
    /// An attribute is filled by an expression or by a constant. A file has either one object mapping, written at the
    /// top level, or several, each in its own `[[object]]`.
    ///
    /// | toml                                                            | raises             |
    /// |-----------------------------------------------------------------|--------------------|
    /// | `attribute = [{ target = "a", value = "[b]", constant = "c" }]` | `conflicting-keys` |
    /// | `attribute = [{ target = "a", value = "[b]", default = "c" }]`  | –                  |
    Error conflicting_keys(key: &str, other: &str):
        "`{key}` and `{other}` cannot be used together",
        help "keep one of them";

    /// There is no built-in schema with this name.
    ///
    /// | toml                                | raises           |
    /// |-------------------------------------|------------------|
    /// | `source = { schema = "entra:Usr" }` | `unknown-schema` |
    /// | `source = { schema = "entra:User" }` | –               |
    Error unknown_schema(name: &str, help: String):
        "there is no built-in schema `{name}`",
        help help;

    /// A file has no object mapping that can be run.
    ///
    /// Either no object mapping has attribute mappings, or all of them are disabled. `--object` runs a disabled one.
    Error no_object_mapping(name: &str): "`{name}` has no object mapping to run",
        help "run a disabled one with `--object`, or create a new file with `attrflow init`";

    /// A file has no object mapping with the requested name.
    Error unknown_object_mapping(asked: &str, known: &str): "there is no object mapping `{asked}`",
        help format!("the file has {known}");

    /// An attribute that the target requires has no value.
    ///
    /// The service reports `MandatoryFieldsMissing` for the record and continues with the others.
    ///
    /// The empty string is no value for it, and a default stands only in for no value. When an object is updated, no value
    /// leaves the one that it has, and the empty string would replace it.
    Error required_target_absent(target: &str, has_default: bool):
        "the target requires `{target}`, but the record has no value for it",
        help match has_default {
            true => "the default does not replace an empty string; take a source that always has a value",
            false => "add a default, or a source that always has a value",
        };

    /// The configuration ignores a diagnostic that is not raised.
    ///
    /// The cause has been fixed, or the file, object or target has another name. Delete the entry, so that it does not
    /// hide the next diagnostic.
    Warning unused_ignore(code: &str, why: &str):
        "`{code}` is ignored here, but {why}",
        help match why {
            "nothing raises it" => "delete the `[[ignore]]` table",
            _ => "`file` is a name or a pattern, such as `maps/*.toml`, or `maps/**` for all files of a folder",
        };

    /// The configuration ignores a diagnostic until a day that has passed.
    ///
    /// The day in `expires` is the last one on which the entry applies, in UTC. The diagnostic is reported again from the next
    /// day on, or from the time that `expires` has with its day.
    Warning expired_ignore(code: &str):
        "the entry that ignores `{code}` has expired",
        help "fix the cause, or set a later day in `expires`";

    /// A mapping fails for some of the records that it was run on.
    ///
    /// `attrflow check --records FILE` runs the mapping on the records and reports what fails, how often, and for which
    /// records. A record that fails has no payload; the service would report it and try again.
    Error fails_for_records(failed: u64, tried: u64, code: &str, message: &str, examples: &str, remedy: Option<&str>):
        "fails for {failed} of {tried} records, such as {examples}: {message} [{code}]",
        help remedy.map(str::to_owned);
}
