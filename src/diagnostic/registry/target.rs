//! Diagnostics about target attributes: their paths, conflicts between paths, and values of the wrong type.

use super::diagnostics;

diagnostics! {
    /// A target path has an unexpected part.
    ///
    /// A target path is an attribute, optionally with the schema before it, and a filter and a sub-attribute after it:
    /// `userName`, `name.givenName`, `emails[type eq "work"].value`,
    /// `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department`.
    ///
    /// | target                          | raises           |
    /// |---------------------------------|------------------|
    /// | `user name`                     | `invalid-target` |
    /// | `emails[type eq "work"]value`   | `invalid-target` |
    /// | `name.givenName[type eq "a"]`   | `invalid-target` |
    /// | `userName`                      | –                |
    /// | `emails[ type  eq "work" ].value` | –              |
    Error invalid_target(found: &str):
        "unexpected `{found}` in a target path",
        help "write a target like `userName`, `name.givenName` or `emails[type eq \"work\"].value`";

    /// A target path has no attribute, or a dot with no sub-attribute after it.
    ///
    /// A schema alone is not a target: the attribute follows it after a colon.
    ///
    /// | target                                                                  | raises                     |
    /// |-------------------------------------------------------------------------|----------------------------|
    /// | `name.`                                                                 | `target-without-attribute` |
    /// | `[type eq "work"].value`                                                | `target-without-attribute` |
    /// | `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User`            | `target-without-attribute` |
    /// | `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.department` | `target-without-attribute` |
    /// | `urn:scim:schemas:extension:enterprise:1.0`                             | `target-without-attribute` |
    /// | `urn:scim:schemas:extension:enterprise:1.0.department`                  | –                          |
    /// | `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department` | –                          |
    Error target_without_attribute(help_text: Option<String>):
        "an attribute name is missing here",
        help help_text;

    /// A filter in a target path is not closed.
    ///
    /// | target                         | raises                   |
    /// |--------------------------------|--------------------------|
    /// | `emails[type eq "work".value`  | `unclosed-target-filter` |
    /// | `emails[type eq "work]`        | `unclosed-target-filter` |
    /// | `emails[type eq "a]b"].value`  | –                        |
    Error unclosed_target_filter():
        "the filter is not closed",
        help "add `]`; a filter is written like `[type eq \"work\"]`";

    /// A filter in a target path does more than compare sub-attributes with values.
    ///
    /// The filter also defines what is written next to the value: `emails[type eq "work"].value` creates an object with
    /// `type` and `value`. No object can be created from other operators, or from two values for one sub-attribute.
    ///
    /// | target                                              | raises                      |
    /// |-----------------------------------------------------|-----------------------------|
    /// | `emails[type ne "work"].value`                      | `unsupported-target-filter` |
    /// | `emails[type eq "work" or type eq "home"].value`    | `unsupported-target-filter` |
    /// | `emails[type eq "work" and type eq "home"].value`   | `unsupported-target-filter` |
    /// | `emails[type eq 'work'].value`                      | `unsupported-target-filter` |
    /// | `emails[].value`                                    | `unsupported-target-filter` |
    /// | `emails[type eq "work" and primary eq true].value`  | –                           |
    Error unsupported_target_filter():
        "this filter does not define which value to write",
        help "write a filter as `attribute eq \"value\"`, and join several of them with `and`";

    /// A target path has a level below a sub-attribute.
    ///
    /// | target                | raises            |
    /// |-----------------------|-------------------|
    /// | `name.family.prefix`  | `target-too-deep` |
    /// | `name.familyName`     | –                 |
    Error target_too_deep(found: &str):
        "`{found}` is below a sub-attribute",
        help "SCIM has attributes and sub-attributes, but nothing below them";

    /// Two attribute mappings write the same target attribute.
    ///
    /// Attribute names are compared without case, and a path is the same with the core schema before it.
    ///
    /// | target                                                             | raises             |
    /// |--------------------------------------------------------------------|--------------------|
    /// | `title`, `Title`                                                   | `duplicate-target` |
    /// | `emails[type eq "work"].value`, `emails[type eq "Work"].Value`     | `duplicate-target` |
    /// | `title`, `urn:ietf:params:scim:schemas:core:2.0:User:title`        | `duplicate-target` |
    /// | `emails[type eq "work"].value`, `emails[type eq "home"].value`     | –                  |
    Error duplicate_target(path: &str, first: &str):
        "`{path}` is already written by another attribute mapping, as `{first}`",
        help "keep one of the two; `Coalesce` and `IIF` choose between sources";

    /// Two attribute mappings write targets that exclude each other.
    ///
    /// One writes a whole attribute and the other a part of it, or multiple values are written to one sub-attribute of
    /// an object that also has other sub-attributes.
    ///
    /// | target                                                  | raises                |
    /// |---------------------------------------------------------|-----------------------|
    /// | `name`, `name.givenName`                                | `conflicting-targets` |
    /// | `emails[type eq "work"].value`, `emails`                | `conflicting-targets` |
    /// | `name.familyName`, `name.givenName`                     | –                     |
    Error conflicting_targets(path: &str, other: &str):
        "`{path}` and `{other}` cannot both be written",
        help "write the whole attribute or its parts, not both";

    /// An attribute mapping writes a reserved attribute.
    ///
    /// attrflow writes `schemas`, which lists the schemas of the payload; `meta` belongs to the target system.
    ///
    /// | target              | raises            |
    /// |---------------------|-------------------|
    /// | `schemas`           | `reserved-target` |
    /// | `meta.resourceType` | `reserved-target` |
    /// | `id`                | –                 |
    Error reserved_target(attribute: &str):
        "`{attribute}` is reserved and cannot be written by an attribute mapping";

    /// A target names the core schema of another type of object.
    ///
    /// | target                                                       | raises                |
    /// |--------------------------------------------------------------|-----------------------|
    /// | `urn:ietf:params:scim:schemas:core:2.0:Group:displayName`    | `foreign-core-schema` |
    /// | `urn:ietf:params:scim:schemas:core:2.0:User:displayName`     | –                     |
    Error foreign_core_schema(schema: &str, core: &str):
        "`{schema}` is not the core schema of the objects written here",
        help format!("their core schema is `{core}`, which can be left out");

    /// An attribute mapping returns multiple values for a target attribute that takes one.
    ///
    /// | target    | type   | value        | raises                      |
    /// |-----------|--------|--------------|-----------------------------|
    /// | `title`   | String | `["a", "b"]` | `several-values-for-target` |
    /// | `title`   | String | `["a"]`      | –                           |
    /// | `emails`  | String | `["a", "b"]` | –                           |
    Error several_values_for_target(target: &str, count: usize):
        "`{target}` takes one value, the mapping returns {count}",
        help "take one with `Item(…, 1)`, join them with `Join(\",\", …)`, or declare the attribute as multi-valued";

    /// An attribute mapping returns a value that cannot be converted to the type of the target attribute.
    ///
    /// | target      | type    | value       | raises                  |
    /// |-------------|---------|-------------|-------------------------|
    /// | `active`    | Boolean | `"yes"`     | `wrong-type-for-target` |
    /// | `active`    | Boolean | `1`         | `wrong-type-for-target` |
    /// | `active`    | Boolean | `"TRUE"`    | –                       |
    /// | `priority`  | Integer | `"1.5"`     | `wrong-type-for-target` |
    /// | `priority`  | Integer | `"15"`      | –                       |
    /// | `title`     | String  | `15`        | –                       |
    Error wrong_type_for_target(target: &str, expected: &str, found: &str):
        "`{target}` must be {expected}, but the mapping returns {found} that cannot be converted";
}
