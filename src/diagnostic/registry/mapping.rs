//! Diagnostics about mapping files: what cannot be read, and what is read but says nothing.

use super::diagnostics;

diagnostics! {
    /// The file is not text in UTF-8 or UTF-16.
    ///
    /// Exports are UTF-8; PowerShell's redirection writes UTF-16, which is read too. Save the file again as UTF-8.
    Error not_utf8(encoding: &str, offset: usize):
        "the file is not valid {encoding}: byte {offset} does not fit",
        help "save the file as UTF-8";

    /// The file is longer than a mapping can be.
    Error mapping_too_large(bytes: usize, limit: usize):
        "the file has {bytes} bytes, a mapping has at most {limit}",
        help "give one schema, as `GET …/synchronization/jobs/…/schema` returns it";

    /// The file has more object mappings than are read. Those beyond the limit are left out.
    Error too_many_objects(count: usize, limit: usize):
        "the file has {count} object mappings, {limit} are read",
        help "split the file";

    /// The text breaks a rule of JSON.
    ///
    /// The location is the first character that cannot stand there; the slip is often just before it. JSON has no comments
    /// and no single quotes.
    ///
    /// | json                                | raises     |
    /// |-------------------------------------|------------|
    /// | `{"synchronizationRules": [}`       | `not-json` |
    /// | `{'synchronizationRules': []}`      | `not-json` |
    /// | `{"synchronizationRules": []`       | `not-json` |
    /// | `{"synchronizationRules": []}`      | –          |
    Error not_json(what: &str, help: Option<String>):
        "the file is not JSON: {what}",
        help help;

    /// A comma stands before the end of a list or an object. Many editors accept it, Microsoft Graph does not.
    ///
    /// | json                             | raises           |
    /// |----------------------------------|------------------|
    /// | `{"synchronizationRules": [],}`  | `trailing-comma` |
    /// | `{"synchronizationRules": [{},]}` | `trailing-comma` |
    /// | `{"synchronizationRules": [{}]}` | –                |
    Error trailing_comma(closing: char):
        "JSON allows no comma before `{closing}`",
        help "remove the comma";

    /// The JSON is something else than a mapping.
    ///
    /// What is read: a synchronizationSchema, a list of them or of attribute mappings, the `{"value": […]}` that Graph
    /// wraps lists in, a synchronizationRule, an objectMapping, an attributeMapping.
    ///
    /// | json                             | raises          |
    /// |----------------------------------|-----------------|
    /// | `{"users": []}`                  | `not-a-mapping` |
    /// | `"Coalesce([mail])"`             | `not-a-mapping` |
    /// | `{"attributeMappings": []}`      | –               |
    Error not_a_mapping(found: &str):
        "no mapping is here, but {found}",
        help "a synchronizationSchema has `synchronizationRules` and `directories`; export it with `GET …/synchronization/jobs/…/schema`";

    /// A value is of another kind than its place asks for, or a parameter tree is nested too deeply.
    ///
    /// What stands there is left out, everything around it is read.
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
        "`{location}` takes {expected}, not {found}";

    /// An attribute mapping does not say which target attribute it fills. It is left out.
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
        help "name the attribute that gets the value";

    /// A `source` without a name and without an expression, as the skeletons of the Graph documentation have it.
    ///
    /// It counts as no source: the target gets the default value at most.
    ///
    /// | json                                                                     | raises         |
    /// |--------------------------------------------------------------------------|----------------|
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": {}}]}`     | `empty-source` |
    /// | `{"attributeMappings": [{"targetAttributeName": "a", "source": {"name": "b"}}]}` | –       |
    Warning empty_source(target: &str):
        "the source of `{target}` says nothing",
        help "give it a `name` or an `expression`, or write `\"source\": null`";

    /// A word that is not among those of its property. The property counts as not set.
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
        "`{found}` is no value of `{property}`",
        help help;

    /// A property of a scoping filter that the service does not know. It filters nothing.
    ///
    /// | json                                                        | raises             |
    /// |-------------------------------------------------------------|--------------------|
    /// | `{"attributeMappings": [], "scope": {"filterGroups": []}}`  | `ignored-property` |
    /// | `{"attributeMappings": [], "scope": {"groups": []}}`        | –                  |
    Warning ignored_property(property: &str, owner: &str, known: &str):
        "`{property}` is no property of {owner} and filters nothing",
        help format!("known are {known}");

    /// A rule stands where another kind of object belongs, such as an attribute mapping directly under
    /// `synchronizationRules`. It is left out.
    ///
    /// | json                                                              | raises             |
    /// |-------------------------------------------------------------------|--------------------|
    /// | `{"synchronizationRules": [{"targetAttributeName": "timezone"}]}` | `misplaced-object` |
    /// | `{"synchronizationRules": [{"name": "USER_TO_USER"}]}`            | –                  |
    Error misplaced_object(found: &str, expected: &str, home: &str):
        "{found} stands where {expected} belongs",
        help format!("put it into `{home}`");

    /// The text breaks a rule of TOML.
    ///
    /// | toml                 | raises     |
    /// |----------------------|------------|
    /// | `attribute = [`      | `not-toml` |
    /// | `attribute = []`     | –          |
    Error not_toml(what: &str):
        "the file is not TOML: {what}",
        help "texts in single quotes need no escapes: value = 'Join(\"-\", [a], [b])'";

    /// A key that the mapping file does not have at this location.
    ///
    /// | toml                                              | raises        |
    /// |---------------------------------------------------|---------------|
    /// | `attribute = [{ target = "a", vlaue = "[b]" }]`   | `unknown-key` |
    /// | `attribute = [{ target = "a", value = "[b]" }]`   | –             |
    Error unknown_key(key: &str, owner: &str, help: String):
        "`{key}` is no key of {owner}",
        help help;

    /// Two keys that exclude each other stand together.
    ///
    /// An attribute is filled by an expression or by a constant. A file has either one object mapping, written at the top,
    /// or several, each in its own `[[object]]`.
    ///
    /// | toml                                                            | raises             |
    /// |-----------------------------------------------------------------|--------------------|
    /// | `attribute = [{ target = "a", value = "[b]", constant = "c" }]` | `conflicting-keys` |
    /// | `attribute = [{ target = "a", value = "[b]", default = "c" }]`  | –                  |
    Error conflicting_keys(key: &str, other: &str):
        "`{key}` and `{other}` cannot stand together",
        help "keep one of them";

    /// The name of a schema that is not built in.
    ///
    /// | toml                                | raises           |
    /// |-------------------------------------|------------------|
    /// | `source = { schema = "entra:Usr" }` | `unknown-schema` |
    /// | `source = { schema = "entra:User" }` | –               |
    Error unknown_schema(name: &str, help: String):
        "no schema `{name}` is built in",
        help help;

    /// A file has no object mapping that could be run.
    ///
    /// Either the file holds none with attribute mappings, or all of them are disabled. `--object` names one that is.
    Error no_object_mapping(name: &str): "`{name}` has no object mapping to run",
        help "name one that is disabled with `--object`; `attrflow init` begins a new file";

    /// A file has no object mapping of the name that was asked for.
    Error unknown_object_mapping(asked: &str, known: &str): "there is no object mapping `{asked}`",
        help format!("the file has {known}");

    /// An attribute that the target requires has no value.
    ///
    /// The service reports `MandatoryFieldsMissing` for the record and goes on with the others.
    Error required_target_absent(target: &str): "the target requires `{target}`, and the record gives no value for it",
        help "give the attribute mapping a default, or a source that always has a value";

    /// The configuration ignores a diagnostic that is not there.
    ///
    /// What was ignored has been mended, or the file, object or target are written differently. Delete the ignore, so
    /// that it does not hide the next one.
    Warning unused_ignore(code: &str): "nothing raises `{code}` where it is ignored", help "delete the `[[ignore]]` table";

    /// The configuration ignores a diagnostic up to a day that has passed.
    ///
    /// The diagnostic is reported again from that day on.
    Warning expired_ignore(code: &str): "the time for ignoring `{code}` is over", help "mend what is found, or say a later day in `expires`";

    /// A mapping fails for some of the records that it was tried on.
    ///
    /// `attrflow check --records FILE` runs the mapping over the records and tells what fails, how often, and for which.
    /// A record that fails has no payload; the service would report it and try again.
    Error fails_for_records(failed: u64, tried: u64, code: &str, message: &str, examples: &str, remedy: Option<&str>):
        "fails for {failed} of {tried} records, such as {examples}: {message} [{code}]", help remedy.map(str::to_owned);
}
