//! Diagnostics about test files: what cannot be run, and what an expectation was held against.

use super::diagnostics;

diagnostics! {
    /// A test file names a mapping that cannot be had.
    ///
    /// `mapping` is a path relative to the test file, or the name of a built-in connector.
    Error test_mapping_unreadable(name: &str, why: &str, help: Option<String>): "the mapping `{name}` {why}",
        help help;

    /// A test file has cases for a mapping and does not say which.
    ///
    /// Cases, and tables with a `target`, are run through the mapping that `mapping` names at the top of the file.
    Error test_without_mapping(): "the file has no `mapping`",
        help "name the mapping's file, relative to this one, or a connector: mapping = \"workplace\"";

    /// A test file's mapping has errors, so that nothing can be run.
    Error test_mapping_has_errors(name: &str, count: &str): "the mapping `{name}` has {count} and cannot be run",
        help format!("`attrflow check {name}` shows them");

    /// The expression of a test has errors, so that its table cannot be run.
    Error test_expression_has_errors(code: &str, message: &str): "the expression cannot be run: {message} ({code})";

    /// A test names a target that no attribute mapping fills.
    Error unknown_test_target(name: &str, help: Option<String>): "the mapping fills no `{name}`",
        help help;

    /// A record of a test has an attribute that the mapping's source object does not have, or that nothing reads and that
    /// is nearly the name of one that is read.
    Warning unknown_test_attribute(name: &str, help: Option<String>): "nothing is known of an attribute `{name}`",
        help help;

    /// A test names a diagnostic that does not exist.
    Error unknown_test_error(code: &str, help: String): "`{code}` is not the code of a diagnostic",
        help help;

    /// A case expects nothing, so that it could not fail.
    Error nothing_expected(): "the case expects nothing",
        help "add `expect`, `absent`, `skip`, `error`, `scope` or `payload`";

    /// A key that has to be there is not.
    Error missing_test_key(owner: &str, key: &str): "the {owner} has no `{key}`";

    /// The table of a test cannot be read.
    ///
    /// It is CSV whose first row names the attributes and ends in `expected`, or a list of tables with the same keys.
    Error bad_test_table(why: &str): "the table cannot be run: {why}",
        help "the first row names the attributes and, as the last column, `expected`";

    /// The record of a test cannot be read.
    Error bad_test_record(why: &str): "the record cannot be read: {why}",
        help "write it as an inline table, record = { mail = \"a@b.org\" }, or as JSON in '''…'''";

    /// The payload of a test is not JSON.
    ///
    /// `attrflow test --update` writes it.
    Error bad_test_payload(why: &str): "the payload is not JSON: {why}",
        help "leave it empty and run `attrflow test --update`, which writes what the mapping gives";

    /// The present of a test is not a point in time.
    Error bad_test_moment(text: &str): "`{text}` is not a point in time",
        help "write it as `2026-01-15T09:30:00Z`";

    /// What a mapping gives is not what a test expects.
    Error expectation_failed(case: &str, what: &str): "{case}: {what}";

    /// A change to the mapping is noticed by no test.
    ///
    /// `attrflow test --mutate` changes a mapping in many small ways, one at a time, and runs the tests. Where all of them
    /// still pass, whatever the changed part is for is not tested.
    Warning surviving_mutant(what: &str): "no test notices when {what}";
}
