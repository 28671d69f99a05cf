//! Diagnostics about target attributes: their paths, paths that do not go together, values that do not fit.

use super::diagnostics;

diagnostics! {
    /// Something in a target path does not belong there.
    ///
    /// A target path is an attribute, perhaps with the schema before it, a filter and a sub-attribute after it:
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
        "`{found}` does not belong in a target path",
        help "a target is written like `userName`, `name.givenName` or `emails[type eq \"work\"].value`";

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
        "the name of an attribute is missing here",
        help help_text;

    /// A filter in a target path is not closed.
    ///
    /// | target                         | raises                   |
    /// |--------------------------------|--------------------------|
    /// | `emails[type eq "work".value`  | `unclosed-target-filter` |
    /// | `emails[type eq "work]`        | `unclosed-target-filter` |
    /// | `emails[type eq "a]b"].value`  | –                        |
    Error unclosed_target_filter():
        "the filter that begins here has no `]`",
        help "a filter is written like `[type eq \"work\"]`";

    /// A filter in a target path says more than which sub-attributes have which values.
    ///
    /// The filter also says what the value is written with: `emails[type eq "work"].value` makes an object with `type`
    /// and `value`. Nothing can be made of other operators, nor of two values for one sub-attribute.
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
        "this filter does not say which value to write",
        help "a filter is `attribute eq \"value\"`, several of them are joined by `and`";

    /// A target path goes deeper than a sub-attribute.
    ///
    /// | target                | raises            |
    /// |-----------------------|-------------------|
    /// | `name.family.prefix`  | `target-too-deep` |
    /// | `name.familyName`     | –                 |
    Error target_too_deep(found: &str):
        "`{found}` goes deeper than a sub-attribute",
        help "SCIM has attributes and sub-attributes, nothing below them";

    /// Two attribute mappings write the same target attribute.
    ///
    /// Names of attributes are the same whatever their case, and a path is the same with the core schema before it.
    ///
    /// | target                                                             | raises             |
    /// |--------------------------------------------------------------------|--------------------|
    /// | `title`, `Title`                                                   | `duplicate-target` |
    /// | `emails[type eq "work"].value`, `emails[type eq "Work"].Value`     | `duplicate-target` |
    /// | `title`, `urn:ietf:params:scim:schemas:core:2.0:User:title`        | `duplicate-target` |
    /// | `emails[type eq "work"].value`, `emails[type eq "home"].value`     | –                  |
    Error duplicate_target(path: &str, first: &str):
        "`{path}` is written by another attribute mapping already, as `{first}`",
        help "keep one of the two; `Coalesce` and `IIF` choose between sources";

    /// Two attribute mappings write targets that exclude each other.
    ///
    /// One writes an attribute as a whole and another a part of it, or several values are written to one sub-attribute
    /// of an object that has other sub-attributes too.
    ///
    /// | target                                                  | raises                |
    /// |---------------------------------------------------------|-----------------------|
    /// | `name`, `name.givenName`                                | `conflicting-targets` |
    /// | `emails[type eq "work"].value`, `emails`                | `conflicting-targets` |
    /// | `name.familyName`, `name.givenName`                     | –                     |
    Error conflicting_targets(path: &str, other: &str):
        "`{path}` and `{other}` cannot both be written",
        help "write the whole attribute or its parts, not both";

    /// A target attribute that every payload has by itself.
    ///
    /// `schemas` says which schemas the payload uses, `meta` is the target system's own.
    ///
    /// | target              | raises            |
    /// |---------------------|-------------------|
    /// | `schemas`           | `reserved-target` |
    /// | `meta.resourceType` | `reserved-target` |
    /// | `id`                | –                 |
    Error reserved_target(attribute: &str):
        "`{attribute}` is not for attribute mappings to write";

    /// A target names the core schema of another kind of object.
    ///
    /// | target                                                       | raises                |
    /// |--------------------------------------------------------------|-----------------------|
    /// | `urn:ietf:params:scim:schemas:core:2.0:Group:displayName`    | `foreign-core-schema` |
    /// | `urn:ietf:params:scim:schemas:core:2.0:User:displayName`     | –                     |
    Error foreign_core_schema(schema: &str, core: &str):
        "`{schema}` is not the schema of the objects written here",
        help format!("their core schema is `{core}`, which need not be written");

    /// An attribute mapping gave several values to a target attribute that takes one.
    ///
    /// | target    | type   | value        | raises                      |
    /// |-----------|--------|--------------|-----------------------------|
    /// | `title`   | String | `["a", "b"]` | `several-values-for-target` |
    /// | `title`   | String | `["a"]`      | –                           |
    /// | `emails`  | String | `["a", "b"]` | –                           |
    Error several_values_for_target(target: &str, count: usize):
        "`{target}` takes one value, the mapping gave {count}",
        help "take one with `Item(…, 1)`, join them with `Join(\",\", …)`, or declare the attribute as multi-valued";

    /// An attribute mapping gave a value that the type of the target attribute does not have.
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
        "`{target}` takes {expected}, but the mapping gave {found} that cannot be read as such";
}
