//! Invalid and hostile test files: nothing panics, nothing hangs, and every error is reported.

use attrflow::Source;
use attrflow::tool::read_mapping;
use attrflow::tool::testing::{Coverage, Suite, generate, mutate, read};
use std::time::{Duration, Instant};

const MAPPING: &str = r#"
[[attribute]]
target = 'userName'
value = 'Switch([a], Coalesce([b], "x"), "1", Replace([c], , "^(a+)+$", , "y", , ), , [d])'
default = "z"

[[attribute]]
target = 'title'
value = 'IIF([n]>=3, "many", )'
"#;

/// Reads a test file and runs everything on it; returns the codes of the diagnostics.
fn codes(text: &str) -> Vec<&'static str> {
    let source = Source::new("x.test.toml", text);
    let (file, diagnostics) = read(&source, &|name| Err(format!("`{name}` is not there")));
    let mapping = file.mapping.as_ref().map(|_| read_mapping(&Source::new("m.toml", MAPPING)));
    let (suite, reports) = Suite::new(file, diagnostics, mapping);
    if let Some(suite) = suite {
        suite.run(&|_| true);
        Coverage::of_expressions(&suite, &|_| true);
        Coverage::of(&[&suite], &|_| true);
        mutate(&[&suite], &|_| true, 5, &mut || true);
    }
    reports[0].diagnostics.iter().map(|diagnostic| diagnostic.code()).collect()
}

const WHOLE: &str = r#"
mapping = "m.toml"
now = 2026-01-15T09:30:00Z
seed = 3
settings = { DefaultDomain = "contoso.com" }
taken = ["ada"]
record = { a = "1", d = [1, 2.5, true] }

[[case]]
name = "é"
record = '''{"b": "\ud83d\ude00"}'''
without = ["d"]
expect.userName = "x"
absent = ["title"]
scope = "in"
payload = '''{"userName": "x"}'''

[[expression]]
text = 'Left([a], 2)'
table = '''
a,expected
é😀,é
"x
y",x
'''

[[expression]]
target = "title"
table = [{ n = 3, expected = "many" }, { n = 2 }, { n = "é", expected = "(error wrong-kind)" }]
"#;

#[test]
fn a_truncated_file_is_read() {
    assert_eq!(codes(WHOLE), [""; 0], "the whole file has no diagnostics");
    for end in (0..WHOLE.len()).filter(|end| WHOLE.is_char_boundary(*end)) {
        codes(&WHOLE[..end]);
    }
}

#[test]
fn a_file_without_any_of_its_bytes_is_read() {
    for (at, character) in WHOLE.char_indices() {
        codes(&format!("{}{}", &WHOLE[..at], &WHOLE[at + character.len_utf8()..]));
    }
}

#[test]
fn errors_are_reported() {
    for (text, code) in [
        ("[[case]]\nrecord = {}\nabsent = ['title']", "test-without-mapping"),
        ("mapping = 'm'\n[[case]]\nrecord = {}\nabsent = ['titel']", "unknown-test-target"),
        ("mapping = 'm'\n[[case]]\nabsent = ['title']", "missing-test-key"),
        ("mapping = 'm'\n[[case]]\nrecord = {}", "nothing-expected"),
        ("mapping = 'm'\n[[case]]\nrecord = '[1]'\nabsent = ['title']", "bad-test-record"),
        ("mapping = 'm'\n[[case]]\nrecord-file = 'r.json'\nabsent = ['title']", "bad-test-record"),
        ("mapping = 'm'\n[[case]]\nrecord = 3\nabsent = ['title']", "wrong-shape"),
        ("mapping = 'm'\n[[case]]\nrecord = {}\nerror.title = 'nope'", "unknown-test-error"),
        ("mapping = 'm'\n[[case]]\nrecord = {}\npayload = '{'", "bad-test-payload"),
        ("mapping = 'm'\n[[case]]\nrecord = {}\nscope = 'outside'", "unknown-word"),
        ("mapping = 'm'\nobject = 'Group'", "unknown-object-mapping"),
        ("now = 'soon'", "bad-test-moment"),
        ("dialect = 'entrra'", "unknown-word"),
        ("[[expression]]\ntable = []", "missing-test-key"),
        ("[[expression]]\ntext = 'Lef([a])'\ntable = []", "test-expression-has-errors"),
        ("[[expression]]\ntext = '[a]'\ntable = '''a\n1'''", "bad-test-table"),
        ("[[expression]]\ntext = '[a]'\ntable = '''a,expected\n1,2,3'''", "bad-test-table"),
        ("[[expression]]\ntext = '[a]'\ntable-file = 't.csv'", "bad-test-table"),
        ("[[expression]]\ntext = '[a]'", "missing-test-key"),
        ("[[expression]]\ntext = '[a]'\ntarget = 'b'\ntable = []", "conflicting-keys"),
        ("[[expression]]\ntext = '[a]'\ntable = [{ expected = '(error nope)' }]", "unknown-test-error"),
        ("[[cases]]", "unknown-key"),
    ] {
        assert!(codes(text).contains(&code), "{text:?} gives {:?}", codes(text));
    }
}

#[test]
fn nothing_takes_long() {
    let begun = Instant::now();
    let nested = format!("record = {{ a = {}1{} }}", "[".repeat(50_000), "]".repeat(50_000));
    codes(&format!("mapping = 'm'\n{nested}"));
    codes(&format!("mapping = 'm'\n[[case]]\nrecord = {{}}\nexpect.{} = 1", ["a"; 60].join(".")));
    codes(&format!("mapping = 'm'\n{}", "[[case]]\nrecord = { a = 1 }\nabsent = ['title']\n".repeat(2_000)));
    codes(&format!("[[expression]]\ntext = '[a]'\ntable = '''\na,expected\n{}'''", "x,x\n".repeat(20_000)));
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
}

#[test]
fn generated_cases_pass_and_cover_the_uncovered_branches() {
    let text = "mapping = 'm'\n";
    let suite = |text: &str| {
        let (file, diagnostics) = read(&Source::new("x.test.toml", text), &|_| Err(String::new()));
        Suite::new(file, diagnostics, Some(read_mapping(&Source::new("m.toml", MAPPING)))).0.expect("it is valid")
    };
    let generated = generate(&[&suite(text)], &|_| true).unwrap();
    assert!(generated.open.is_empty(), "{:?}", generated.open);
    let full = suite(&format!("{text}{}", generated.text));
    assert!(full.run(&|_| true).iter().all(|test| test.passed()), "{}", generated.text);
    let (covered, all) = Coverage::of(&[&full], &|_| true).unwrap().count();
    assert_eq!(covered, all);
    assert!(generate(&[&full], &|_| true).unwrap().text.is_empty());
}
