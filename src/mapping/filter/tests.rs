//! Every operator with every kind of value, under both rules for absent values; groups; the text of a failed clause.

use super::{Filter, GroupSet, ScopeDecision};
use crate::mapping::model::MappingFormat;
use crate::mapping::read;
use crate::text::Source;
use crate::value::Value;

/// What the columns of [`OPERATORS`] hold.
const VALUES: [Value<'static>; 9] = [
    Value::Absent,
    Value::Str(""),
    Value::Bool(true),
    Value::Bool(false),
    Value::Int(6),
    Value::Str("6"),
    Value::Str("Ada"),
    Value::Multi(&[Value::Str("Ada"), Value::Str("Nevada")]),
    Value::Multi(&[Value::Int(6), Value::Int(2)]),
];

/// Operator, its values, and for each of [`VALUES`] whether it holds (`T`) in `groups` and in `inputFilterGroups`.
#[rustfmt::skip]
const OPERATORS: &[(&str, &str, &str, &str)] = &[
    ("EQUALS",                 "['Ada']",           "......T..", "......T.."),
    ("equals",                 "['ada']",           ".........", "........."),
    ("EQUALS",                 "['6']",             "....TT...", "....TT..."),
    ("EQUALS",                 "['06']",            "....T....", "....T...."),
    ("EQUALS",                 "['true']",          "..T......", "..T......"),
    ("EQUALS",                 "['']",              ".........", "........."),
    ("EQUALS",                 "['Ada', 'Nevada']", "......TT.", "......TT."),
    ("NOT EQUALS",             "['Ada']",           "..TTTT..T", "TTTTTT..T"),
    ("NOT EQUALS",             "['Ada', '6']",      "..TT.....", "TTTT....."),
    ("not_equals",             "['False']",         "..T.TTTTT", "TTT.TTTTT"),
    ("IS TRUE",                "[]",                "..T......", "..T......"),
    ("IS FALSE",               "[]",                "...T.....", "TT.T....."),
    ("IS NULL",                "[]",                "TT.......", "TT......."),
    ("Is Not Null",            "[]",                "..TTTTTTT", "..TTTTTTT"),
    ("REGEX MATCH",            "['^.da']",          "......T..", "......T.."),
    ("REGEX MATCH",            "['da$']",           "......TT.", "......TT."),
    ("REGEX MATCH",            "['6', '2']",        "....TT..T", "....TT..T"),
    ("REGEX MATCH",            "['^True$']",        "..T......", "..T......"),
    ("NOT REGEX MATCH",        "['^A']",            "..TTTT..T", "TTTTTT..T"),
    ("NOT REGEX MATCH",        "['^N', '6']",       "..TT..T..", "TTTT..T.."),
    ("Greater_Than",           "['5']",             "....TT...", "....TT..."),
    ("Greater Than",           "['1']",             "....TT..T", "....TT..T"),
    ("GREATER_THAN",           "['6']",             ".........", "........."),
    ("Greater_Than_OR_EQUALS", "['6']",             "....TT...", "....TT..."),
    ("Includes",               "['da']",            "......TT.", "......TT."),
    ("INCLUDES",               "['6']",             "....TT...", "....TT..."),
    ("ENDS_WITH",              "['ada']",           ".........", "........."),
    ("ENDS WITH",              "['da']",            "......TT.", "......TT."),
    ("&",                      "['4']",             "....TT...", "....TT..."),
    ("&",                      "['&H2']",           "....TT..T", "....TT..T"),
    ("!&",                     "['1']",             "....TT..T", "TT..TT..T"),
    ("!&",                     "['4']",             ".........", "TT......."),
    ("!&",                     "[1, 8]",            "....TT..T", "TT..TT..T"),
];

fn filter(toml: &str) -> Filter {
    let (mapping, diagnostics) = read(&Source::new("test.toml", toml));
    assert!(diagnostics.is_empty(), "{toml}: {diagnostics:?}");
    let (_, object) = mapping.object_mappings().next().unwrap();
    let (filter, diagnostics) = Filter::compile(object.scope.as_ref(), MappingFormat::Toml);
    assert!(diagnostics.is_empty(), "{toml}: {diagnostics:?}");
    filter
}

fn is_in(filter: &Filter, value: Value<'_>) -> bool {
    matches!(filter.verdict(|_| value), ScopeDecision::In)
}

#[test]
fn every_operator_over_every_kind_of_value() {
    for (operator, values, in_groups, in_input_groups) in OPERATORS {
        for (key, expected) in [("scope", in_groups), ("input-scope", in_input_groups)] {
            let clause = format!("{{ attribute = 'a', operator = '{operator}', values = {values} }}");
            let filter = filter(&format!("[[{key}]]\nclauses = [{clause}]"));
            let found: String = VALUES.iter().map(|value| if is_in(&filter, *value) { 'T' } else { '.' }).collect();
            assert_eq!(found, **expected, "{key}: {clause}");
        }
    }
}

#[test]
fn each_operator_has_a_row() {
    for operator in super::operator::OPERATORS {
        let covered = OPERATORS
            .iter()
            .any(|(name, ..)| super::operator::find(name).is_some_and(|found| std::ptr::eq(found, operator)));
        assert!(covered, "{}", operator.name);
    }
}

#[test]
fn one_value_of_several_is_enough_where_the_clause_says_so() {
    let any = |operator: &str, value: &str| {
        filter(&format!(
            "[[scope]]\nclauses = [{{ attribute = 'a', operator = '{operator}', values = ['{value}'], multivalued = 'any' }}]"
        ))
    };
    assert!(is_in(&any("EQUALS", "Ada"), VALUES[7]));
    assert!(is_in(&any("NOT EQUALS", "Ada"), VALUES[7]));
    assert!(!is_in(&any("EQUALS", "Grace"), VALUES[7]));
    assert!(!is_in(&any("EQUALS", "Ada"), Value::Multi(&[])));
}

const STAFF: &str = "
[[scope]]
name = 'Staff'
clauses = [
  { attribute = 'country', operator = 'EQUALS', values = ['NZ', 'AU'] },
  { attribute = 'accountEnabled', operator = 'IS TRUE' },
]
[[scope]]
clauses = [{ attribute = 'employeeId', operator = 'IS NOT NULL' }]
[[input-scope]]
name = 'No test accounts'
clauses = [{ attribute = 'mail', operator = 'NOT REGEX MATCH', values = ['^test'] }]
";

#[test]
fn a_miss_names_the_clause_that_failed_in_each_group() {
    let filter = filter(STAFF);
    assert_eq!(filter.attributes(), ["country", "accountEnabled", "employeeId", "mail"]);
    let told = |record: &[(&str, Value<'static>)]| {
        let find = |name: &str| record.iter().find(|(known, _)| *known == name).map_or(Value::Absent, |found| found.1);
        match filter.verdict(find) {
            ScopeDecision::In => vec!["in".to_owned()],
            ScopeDecision::Out(misses) => misses.iter().map(|miss| filter.describe(miss)).collect(),
            ScopeDecision::Undecided(error) => vec![error.message],
        }
    };
    let (text, on) = (Value::Str, Value::Bool(true));
    assert_eq!(told(&[("country", text("AU")), ("accountEnabled", on)]), ["in"]);
    assert_eq!(told(&[("employeeId", text("1"))]), ["in"]);
    let both = ["group `Staff`: `country` EQUALS `NZ` or `AU`", "group 2: `employeeId` IS NOT NULL"];
    assert_eq!(told(&[]), both);
    assert_eq!(told(&[("country", text("NZ"))])[0], "group `Staff`: `accountEnabled` IS TRUE");
    let tests = "group `No test accounts`: `mail` NOT REGEX MATCH `^test`";
    assert_eq!(told(&[("employeeId", text("1")), ("mail", text("test@b.org"))]), [tests]);
}

#[test]
fn a_miss_points_to_its_clause_in_the_file() {
    let filter = filter(STAFF);
    let ScopeDecision::Out(misses) = filter.verdict(|_| Value::Absent) else { panic!("everybody is in scope") };
    assert_eq!(misses[0].span.of(STAFF), "{ attribute = 'country', operator = 'EQUALS', values = ['NZ', 'AU'] }");
    assert_eq!((misses[1].set, misses[1].group, misses[1].clause), (GroupSet::Groups, 1, 0));
}

#[test]
fn no_groups_let_everybody_in() {
    let (filter, diagnostics) = Filter::compile(None, MappingFormat::Graph);
    assert!(diagnostics.is_empty() && filter.lets_all_in() && is_in(&filter, Value::Absent));
}

#[test]
fn a_clause_that_cannot_work_lets_nobody_in() {
    for clause in [
        "{ attribute = 'a', operator = 'EQUAL TO', values = ['6'] }",
        "{ attribute = 'a', operator = 'NOT EQUALS' }",
        "{ attribute = 'a', operator = '!&', values = ['x'] }",
        "{ attribute = 'a', operator = 'NOT REGEX MATCH', values = ['(', 'b'] }",
        "{ operator = 'IS NULL' }",
    ] {
        let (mapping, _) = read(&Source::new("test.toml", format!("[[input-scope]]\nclauses = [{clause}]")));
        let (_, object) = mapping.object_mappings().next().unwrap();
        let (filter, diagnostics) = Filter::compile(object.scope.as_ref(), MappingFormat::Toml);
        assert_eq!(diagnostics.len(), 1, "{clause}");
        assert!(VALUES.iter().all(|value| !is_in(&filter, *value)), "{clause}");
    }
}

#[test]
fn a_match_that_takes_too_long_is_undecided() {
    let filter =
        filter("[[scope]]\nclauses = [{ attribute = 'a', operator = 'REGEX MATCH', values = ['^(x+x+)+\\1y$'] }]");
    let long = "x".repeat(5_000);
    match filter.verdict(|_| Value::Str(&long)) {
        ScopeDecision::Undecided(error) => assert_eq!(error.code(), "filter-match-failed"),
        other => panic!("{other:?}"),
    }
}
