//! Hostile expressions, patterns and dates: too long, too deep, too expensive.

use crate::hostile::{attrflow, file};

/// Evaluates an expression for a record with one attribute.
fn eval(expression: &str, a: &str) -> crate::hostile::Ran {
    let record = serde_json::json!({ "a": a }).to_string();
    attrflow(&["eval", expression, "-"], record.as_bytes())
}

/// An expression too long for a command line, in a mapping file.
fn mapped(name: &str, expression: &str) -> crate::hostile::Ran {
    let mapping = crate::hostile::MAPPING.replace("ToLower([mail])", expression);
    attrflow(&["map", &file(&format!("{name}.toml"), mapping)], b"{\"mail\": \"A\", \"a\": \"b\"}\n")
}

#[test]
fn a_million_brackets() {
    for (name, brackets) in [("round", "("), ("square", "["), ("calls", "Trim("), ("closing", ")"), ("mixed", "f([")] {
        let ran = mapped(&format!("brackets-{name}"), &brackets.repeat(1_000_000 / brackets.len()));
        ran.is(1, "error[");
        assert!(ran.told.len() < 1_000_000, "{name}: the report is {} bytes long", ran.told.len());
    }
}

#[test]
fn much_of_one_thing_is_checked_in_linear_time() {
    for (name, open, inner, close) in [
        ("word", "a", "", ""),
        ("open", "Join(\" \", ", "", ""),
        ("joins", "Join(\" \", [a], ", "[x]", ")"),
        ("conditions", "IIF([a]=\"1\", \"x\", ", "\"y\"", ")"),
        ("curly", "“a”,", "", ""),
        ("sums", "(\"a\" + ", "\"b\"", ")"),
        ("strings", "Join(\"a, [b], ", "", ""),
        ("attributes", "\"[givenName]\" ", "", ""),
    ] {
        let count = 250_000 / (open.len() + close.len());
        let text = format!("{}{inner}{}", open.repeat(count), close.repeat(count)).replace('"', "\\\"");
        let mapping = crate::hostile::MAPPING.replace("'ToLower([mail])'", &format!("\"{text}\""));
        let begin = std::time::Instant::now();
        let ran = attrflow(&["check", &file(&format!("much-{name}.toml"), mapping)], b"");
        ran.is(1, "error[");
        // Without optimizations, and beside other tests: what takes quadratic time takes minutes.
        assert!(begin.elapsed().as_secs() < 60, "{name}: {:?}", begin.elapsed());
        assert!(ran.told.len() + ran.out.len() < 200_000, "{name}: {} and {} bytes", ran.told.len(), ran.out.len());
    }
}

#[test]
fn expressions_beyond_every_limit() {
    mapped("longer", &format!("Join(\"\", [mail], \"{}\")", "x".repeat(10_001))).is(0, "1 mapped");
    let mapping =
        crate::hostile::MAPPING.replace("ToLower([mail])", &format!("Append([mail], \"{}\")", "x".repeat(10_001)));
    attrflow(&["check", &file("longer-check.toml", mapping)], b"").is(0, "10,000");
    let ran = mapped("too-long", &format!("Append([mail], \"{}\")", "x".repeat(1_000_001)));
    ran.is(1, "expression-over-limit");
    let nested = |depth: usize| format!("{}[mail]{}", "ToLower(".repeat(depth), ")".repeat(depth));
    mapped("nested-100", &nested(100)).is(0, "1 mapped");
    mapped("nested-200", &nested(200)).is(1, "expression-nested-too-deep");
    let many = |count: usize| format!("Join(\"\"{})", ", [mail]".repeat(count));
    mapped("many-4000", &many(4_000)).is(0, "1 mapped");
    mapped("many-5000", &many(5_000)).is(1, "5000");
}

#[test]
fn more_constants_and_attributes_than_a_slot_can_count() {
    // 80,000 different ones in calls of 4,000: each must keep its own value.
    for (name, open, close) in [("constants", "\"", "\""), ("attributes", "[", "]")] {
        let groups: Vec<String> = (0..20)
            .map(|group| {
                let parts = (0..4_000).map(|part| format!("{open}{:x}{close}", group * 4_000 + part));
                format!("Join(\"\",{})", parts.collect::<Vec<_>>().join(","))
            })
            .collect();
        let mapping = crate::hostile::MAPPING.replace("ToLower([mail])", &format!("Join(\"\",{})", groups.join(",")));
        let ran = attrflow(
            &["map", &file(&format!("slots-{name}.toml"), mapping)],
            b"{\"0\": \"first\", \"1387f\": \"last\"}\n",
        );
        let all: String = (0..80_000).map(|part| format!("{part:x}")).collect();
        ran.is(0, if name == "constants" { &all } else { "\"firstlast\"" });
    }
}

#[test]
fn patterns_that_never_terminate_in_other_engines() {
    let long = format!("{}!", "a".repeat(50_000));
    for pattern in
        ["(a+)+$", "(a*)*$", "(a|aa)+$", "^(a|a?)+$", "(.*a){12}$", "(?=(a+)+$)a", "(a+)+\\\\1$", "(?<x>a+)+b"]
    {
        let ran = eval(&format!("Replace([a], , \"{pattern}\", , \"-\", , )"), &long);
        match ran.code {
            Some(0) => ran.is(0, ""),
            _ => ran.is(1, "error["),
        };
    }
    for pattern in ["a{1000000000}", "((((a{99}){99}){99}){99})", "(?:a{0,1000}){0,1000}"] {
        let ran = eval(&format!("Replace([a], , \"{pattern}\", , \"-\", , )"), "aaa");
        ran.is(ran.code.unwrap_or(101).min(1), "");
    }
    for pattern in ["[\\\\w-[\\\\d", "(?<n>", "a**", "(?<n"] {
        eval(&format!("Replace([a], , \"{pattern}\", , \"-\", , )"), "aaa").is(1, "bad-pattern");
    }
    let groups = "(".repeat(5_000);
    eval(&format!("Replace([a], , \"{groups}\", , \"-\", , )"), "a").is(1, "error[");
}

#[test]
fn strings_that_grow_without_end() {
    // Each step multiplies by sixteen; twelve steps would be 281 terabytes.
    let mut joined = "[a]".to_owned();
    for _ in 0..6 {
        joined = format!("Join({joined}, \"0123456789abcdef\", \"0123456789abcdef\", \"0123456789abcdef\")");
    }
    eval(&joined, &"x".repeat(1_000)).is(0, "x");
    let mut replaced = "[a]".to_owned();
    for _ in 0..12 {
        replaced = format!("Replace({replaced}, \"a\", , , \"aaaaaaaaaaaaaaaa\", , )");
    }
    eval(&replaced, "a").is(1, "text-too-long");
    let mut by_pattern = "[a]".to_owned();
    for _ in 0..12 {
        by_pattern = format!("Replace({by_pattern}, , \"a\", , \"aaaaaaaaaaaaaaaa\", , )");
    }
    eval(&by_pattern, "a").is(1, "text-too-long");
    // Many results, each within the limit, add up.
    let mut encoded = "[a]".to_owned();
    for _ in 0..20 {
        encoded = format!("ConvertToBase64({encoded})");
    }
    eval(&encoded, "abc").is(1, "text-too-long");
}

#[test]
fn dates_beyond_the_calendar() {
    for date in ["99999-01-01", "0000-00-00", "-1-01-01", "9999-12-31T23:59:59.9999999Z", "2026-02-30", "1e999", ""] {
        for expression in [
            "CDate([a])".to_owned(),
            "NumFromDate([a])".to_owned(),
            "DateDiff(\"s\", CDate([a]), Now())".to_owned(),
            "DateAdd(\"yyyy\", 9999, CDate([a]))".to_owned(),
            "FormatDateTime([a], , \"yyyy-MM-dd\", \"o\")".to_owned(),
        ] {
            let ran = eval(&expression, date);
            ran.is(ran.code.unwrap_or(101).min(1), "");
        }
    }
    eval("CDate([a])", "99999-01-01").is(1, "error[");
    for number in ["9223372036854775807", "-9223372036854775808", "99999999999999999999"] {
        eval("DateAdd(\"d\", [a], CDate(\"2026-01-15\"))", number).is(1, "error[");
        eval("DateFromNum([a])", number).is(1, "error[");
        let ran = eval("Mid(\"abc\", [a], [a])", number);
        ran.is(ran.code.unwrap_or(101).min(1), "");
    }
    let format = format!("FormatDateTime([a], , \"yyyy-MM-dd\", \"{}\")", "y".repeat(5_000));
    let ran = eval(&format, "2026-01-15");
    ran.is(ran.code.unwrap_or(101).min(1), "");
}
