//! Diagnostics about test files: what cannot be run, and which expectations are not met.

use super::diagnostics;

diagnostics! {
    /// A test file names a mapping that cannot be read.
    ///
    /// `mapping` is a path relative to the test file, or the name of a built-in connector.
    Error test_mapping_unreadable(name: &str, why: &str, help: Option<String>): "the mapping `{name}` {why}",
        help help;

    /// The file is not a test file: it is a mapping, records or something else.
    Error not_a_test_file(found: &str, help: String): "expected tests, found {found}",
        help help;

    /// A test file has cases, but does not name the mapping that they test.
    ///
    /// Cases, and tables with a `target`, are run with the mapping that `mapping` names at the top of the file.
    Error test_without_mapping(): "the file has no `mapping`",
        help "name the mapping file, relative to this file, or a connector: mapping = \"workplace\"";

    /// The mapping of a test file has errors, so no test can be run.
    Error test_mapping_has_errors(name: &str, count: &str): "the mapping `{name}` has {count} and cannot be run",
        help format!("`attrflow check {name}` shows them");

    /// The expression of a test has errors, so its table cannot be run.
    Error test_expression_has_errors(code: &str, message: &str): "the expression cannot be run: {message} ({code})";

    /// A test names a target that no attribute mapping fills.
    Error unknown_test_target(name: &str, help: Option<String>): "the mapping has no target attribute `{name}`",
        help help;

    /// The record of a test has an attribute that the source object of the mapping does not have, or that nothing reads
    /// and whose name is almost that of an attribute that is read.
    Warning unknown_test_attribute(name: &str, help: Option<String>): "unknown attribute `{name}`",
        help help;

    /// A test names a diagnostic that does not exist.
    Error unknown_test_error(code: &str, help: String): "there is no diagnostic `{code}`",
        help help;

    /// A case has no expectation, so it cannot fail.
    Error nothing_expected(): "the case has no expectation",
        help "add `expect`, `absent`, `skip`, `error`, `scope` or `payload`";

    /// A required key is missing.
    Error missing_test_key(owner: &str, key: &str): "the {owner} has no `{key}`";

    /// The table of a test cannot be read.
    ///
    /// It is CSV whose first row names the attributes and ends with `expected`, or an array of tables with the same
    /// keys.
    Error bad_test_table(why: &str): "the table cannot be read: {why}",
        help "the first row names the attributes, its last column is `expected`";

    /// The record of a test cannot be read.
    Error bad_test_record(why: &str): "the record cannot be read: {why}",
        help "write it as an inline table, record = { mail = \"a@b.org\" }, or as JSON in '''…'''";

    /// The payload of a test is not JSON.
    ///
    /// `attrflow test --update` writes it.
    Error bad_test_payload(why: &str): "the payload is not JSON: {why}",
        help "leave it empty and run `attrflow test --update`, which writes the result of the mapping";

    /// The current time of a test (`now`) is not a point in time.
    Error bad_test_moment(text: &str): "`{text}` is not a point in time",
        help "write it as `2026-01-15T09:30:00Z`";

    /// The result of a mapping is not what a test expects.
    Error expectation_failed(case: &str, what: &str): "{case}: {what}";

    /// No test detects a change to the mapping.
    ///
    /// `attrflow test --mutate` makes many small changes to a mapping, one at a time, and runs the tests. If all of
    /// them still pass, the purpose of the changed part is not tested.
    Warning surviving_mutant(what: &str): "no test fails when {what}";
}
