//! The test file of the connector meta-work-accounts is complete.

use attrflow::tool::read_mapping;
use attrflow::tool::testing::{Coverage, Suite, mutate, percent, read};
use attrflow::{Source, connectors};

fn suite() -> Suite {
    let path = "examples/meta-work-accounts.test.toml";
    let source = Source::new(path, std::fs::read_to_string(path).unwrap());
    let (file, diagnostics) = read(&source, &|name| Err(format!("{name} is not needed")));
    let mapping = read_mapping(&connectors::find(&file.mapping.as_ref().unwrap().value).unwrap().source());
    let (suite, reports) = Suite::new(file, diagnostics, Some(mapping));
    suite.unwrap_or_else(|| panic!("{}", reports[0]))
}

#[test]
fn its_tests_pass() {
    let results = suite().run(&|_| true);
    assert!(results.len() > 8);
    for result in results {
        assert!(result.passed(), "{}: {:?}", result.name, result.failures);
    }
}

#[test]
fn its_tests_cover_every_branch() {
    let coverage = Coverage::of(&[&suite()], &|_| true).unwrap();
    let left: Vec<_> = coverage.units.iter().flat_map(|unit| &unit.branches).filter(|way| !way.covered).collect();
    assert!(left.is_empty(), "{left:?}");
    assert!(coverage.units.iter().all(|unit| unit.tested));
    assert!(coverage.count().0 > 20);
}

#[test]
fn its_tests_notice_changes() {
    let suite = suite();
    let mutation = mutate(&[&suite], &|_| true, usize::MAX, &mut || true).unwrap();
    assert!(mutation.tried >= 40, "{} changes", mutation.tried);
    let survivors: Vec<_> = mutation.survivors.iter().map(|mutant| (&mutant.target, &mutant.what)).collect();
    assert!(percent(mutation.killed, mutation.tried) >= 90, "{survivors:?}");
}
