//! Limits on hostile patterns and texts, which patterns are rejected and where, and what the tables of .NET's results
//! do not cover.

use super::replacement::Piece;
use super::search::Engine;
use super::*;
use std::ops::ControlFlow;

fn replace<'t>(pattern: &str, text: &'t str, replacement: &str) -> Cow<'t, str> {
    let regex = Regex::new(pattern).unwrap();
    regex.replace_all(text, &regex.replacement(replacement).unwrap()).unwrap()
}

#[test]
fn hostile_input_ends() {
    let a = |count: usize| "a".repeat(count);
    let backtracking = format!("{}b", a(100_000));
    for (pattern, text) in [
        (r"(a+)+$".to_owned(), &backtracking),
        (r"(a+)+(?=$)".to_owned(), &backtracking),
        (r"(?:(a+)+)+\1$".to_owned(), &backtracking),
        (r"(?=(a*))*\1\1\1c".to_owned(), &backtracking),
        (r"((a*)*)*$".to_owned(), &backtracking),
        (r"(?>(?:a|aa)+)+(?!.)".to_owned(), &backtracking),
        (r"(?<=(a|aa)+)c".to_owned(), &backtracking),
        ("(?:a{1000}){1000}".to_owned(), &backtracking),
        ("a{1000000}".to_owned(), &backtracking),
        ("(?:.*c|a)".to_owned(), &backtracking),
        ("[ab](?:)".to_owned(), &backtracking),
        ("(?:(?:a?){2000000000}){2000000000}c".to_owned(), &backtracking),
        ("(".repeat(100_000), &backtracking),
        ("[a-".repeat(100_000), &backtracking),
        (format!("{}a{}", "(?:".repeat(MAX_NESTING), "+|b)*".repeat(MAX_NESTING)), &backtracking),
        (format!("{}a{}", "(?=".repeat(MAX_NESTING), ")".repeat(MAX_NESTING)), &backtracking),
        (a(1 << 20), &backtracking),
        (r"[\w-[\d]]".repeat(3_600), &backtracking),
        (r"\w".repeat(16_000), &backtracking),
        (format!("(?i){}", a(32_000)), &backtracking),
        ("a|".repeat(16_000), &backtracking),
        ("()".repeat(16_000), &backtracking),
        (r"\b".repeat(16_000), &backtracking),
    ] {
        if let Ok(regex) = Regex::new(&pattern) {
            // An error is as good as a result: it only matters that matching ends.
            let everything = regex.replacement("$_$`$'").unwrap();
            let _ = regex.replace_all(text, &everything);
            let _ = regex.is_match(&format!("{text}\u{1F600}\n"));
        }
    }
}

#[test]
fn a_pattern_is_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Regex>();
    shared::<Replacement>();
}

#[test]
fn limits_are_errors() {
    let kind = |pattern: &str| Regex::new(pattern).map(|_| ()).map_err(|error| error.kind);
    assert_eq!(kind(&"(".repeat(1_000)), Err(RefusalKind::TooLarge));
    assert_eq!(kind(&"a".repeat(MAX_PATTERN + 1)), Err(RefusalKind::TooLarge));
    assert_eq!(kind(&format!("{}{}", "(".repeat(MAX_NESTING), ")".repeat(MAX_NESTING))), Ok(()));
    let text = "a".repeat(40);
    assert_eq!(Regex::new(r"(?=(a+)+$)\1b").unwrap().is_match(&text), Ok(false));
    assert_eq!(Regex::new(r"(?:(a+)+)\1b").unwrap().is_match(&text), Err(MatchError::TooManySteps));
    let regex = Regex::new("(a)").unwrap();
    assert_eq!(regex.replace_all(&"ab".repeat(60_000), &Replacement::literal("")).unwrap().len(), 60_000);
    let groups = Regex::new(&"()".repeat(1_000)).unwrap();
    assert_eq!(groups.matches(&"a".repeat(10_000), usize::MAX), Err(MatchError::ResultTooLong));
    let everything = regex.replacement("$_").unwrap();
    assert_eq!(regex.replace_all(&"a".repeat(100_000), &everything), Err(MatchError::ResultTooLong));
}

#[test]
fn a_refusal_says_what_and_where() {
    for (pattern, offset, message) in [
        ("a)b", 1, "`)` has no opening `(`"),
        ("é(b", 2, "`(` is not closed"),
        ("a[b", 1, "the class `[` is not closed"),
        ("ab**", 3, "`*` repeats what is already repeated"),
        ("+91", 0, "`+` has nothing before it to repeat"),
        ("a{3,2}", 1, "the count `{3,2}` is reversed"),
        ("[z-a]", 1, "the range `z-a` is reversed"),
        (r"[a-\d]", 3, r"`\d` cannot end a range"),
        (r"a\y", 1, r"unknown escape `\y`"),
        (r"a\x4", 1, r"`\x` needs 2 hexadecimal digits"),
        (r"(a)\2", 3, "the pattern has no group `2`"),
        (r"\k<nope>", 3, "the pattern has no group `nope`"),
        (r"\p{Foo}", 3, "unknown Unicode category or block `Foo`"),
        ("(?P<n>a)", 0, "unknown kind of group `(?P`"),
        ("(?<0>a)", 0, "group number 0 is the whole match"),
        ("(?(1)a)", 3, "the pattern has no group `1`"),
        ("(?(a)b|c|d)", 0, "a conditional group has more than two branches"),
        ("(?#a", 0, "the comment `(?#` is not closed"),
        (r"a\", 1, "the pattern ends with a lone backslash"),
        ("a{99999999999}", 2, "the number is above 2147483647"),
        ("[a-[b]c]", 3, "a subtracted class must be the last thing in its class"),
    ] {
        let error = Regex::new(pattern).map(|_| ()).unwrap_err();
        assert_eq!(
            (error.offset, error.message.as_str(), error.kind),
            (offset, message, RefusalKind::Invalid),
            "{pattern}"
        );
    }
    for (pattern, offset, message) in [
        ("(?=(b*)*?c)a", 7, "the lazy repetition is of what can match nothing: versions of .NET disagree on it"),
        (
            "(?<n>a)(?<=b(?<-n>c))",
            12,
            "a balancing group inside a look-behind: .NET captures a text of negative length there",
        ),
    ] {
        let error = Regex::new(pattern).map(|_| ()).unwrap_err();
        let said = (error.offset, error.message.as_str(), error.kind);
        assert_eq!(said, (offset, message, RefusalKind::Unsupported), "{pattern}");
    }
}

#[test]
fn constructs_mean_what_they_mean_in_dotnet() {
    for (pattern, text, replacement, result) in [
        // Unnamed groups are numbered first, and numbers assigned by the pattern are skipped.
        ("(?<n>a)(b)(?<m>c)(d)", "abcd", "$1$2$3$4|$+", "bdac|c"),
        ("(?<2>a)(b)(?<n>c)", "abc", "$1$2$3", "bac"),
        ("(?<n>a)|(?<n>b)", "ab", "<${n}>", "<a><b>"),
        ("(?<1>a)(b)", "ab", "$1", "b"),
        // Inline options end with their group.
        ("(?i:a)b", "AbAB", "x", "xAB"),
        ("(a(?i)b|c)d", "aBdCdCD", "x", "xxCD"),
        ("(?x) a b # c\n [ #]", "ab#ab ", "x", "xx"),
        ("(?n)(a)(?<x>b)", "ab", "$1$2", "b$2"),
        ("(?s-s:.)", "\n", "x", "\n"),
        ("(?mi)^A$", "a\nA", "x", "x\nx"),
        // Escapes.
        (r"\0\101\x41\u0041\cA\e", "\0AAA\u{1}\u{1B}", "x", "x"),
        (r"(a)\10", "a\u{8}", "x", "x"),
        (r"\<\'\>", "<'>", "x", "x"),
        (r"[\b\-\]]", "\u{8}-]", "x", "xxx"),
        ("[]a][^]a]", "]b", "x", "x"),
        ("[a-z-[aeiou]]+", "abcde", "x", "axe"),
        (r"[^\W_-[0-9]]", "a_1é", "x", "x_1x"),
        ("a{,2}b{c}{", "a{,2}b{c}{", "x", "x"),
        // Letters that are the same letter.
        ("(?i)k", "kK\u{212A}", "x", "xxx"),
        ("(?i)[a-z]+", "sS\u{17F}", "x", "x\u{17F}"),
        (r"(?i)(ä)\1", "äÄ", "x", "x"),
        (r"(?i)\p{Lu}", "aA", "x", "xx"),
        // Positions.
        ("$", "a\n", "x", "ax\nx"),
        (r"\z", "a\n", "x", "a\nx"),
        (r"\Ga", "aaba", "x", "xxba"),
        (r"\b", "a\u{200D}b c", "|", "|a\u{200D}b| |c|"),
        // Captures in look-behinds are matched from the right; those of earlier rounds stay.
        (r"(?<=(\d+)(\d+))x", "123x", "[$1|$2]", "123[1|23]"),
        ("(?:(a)|b)*", "ab", "[$1]", "[a][]"),
        ("(a*)*", "aa", "[$1]", "[][]"),
        ("(?>a*)a|b", "aab", "x", "aax"),
        (r"^(?:(?<o>\()|(?<-o>\))|[^()])*(?(o)(?!))$", "(a(b))", "x", "x"),
        (r"(?<o>\().*?(?<in-o>\))", "(ab)", "${in}", "ab"),
        (r"(?(?=\d)\d\d|[a-z])", "12a3", "x", "xx3"),
        ("(a)?(?(1)b|c)", "abc", "x", "xx"),
        ("(?(a)a|b)", "ab", "x", "xx"),
        (r"(a)?(?(1)(?i:b)|c)(x)\2", "aBxxc", "[$2]", "[x]c"),
        (r"(?(?=(a))a|b)(c)", "ac", "[$1]", "[c]"),
        // UTF-16: a character beyond U+FFFF is two units.
        (".", "\u{1F600}", "x", "xx"),
        ("^..$", "\u{1F600}", "x", "x"),
        ("[^a]+", "\u{1F600}a", "x", "xa"),
        ("\u{1F600}", "\u{1F600}\u{1F601}", "x", "x\u{1F601}"),
        (r"(.)(.)", "\u{1F600}", "$1$2", "\u{1F600}"),
        (r"\ud83d\ude00", "\u{1F600}", "x", "x"),
        // Replacement strings.
        ("b", "abc", "[$`|$'|$_|$&|$$]", "a[a|c|abc|b|$]c"),
        ("(b)", "b", "$10|${1}0|$2|${nope}|${1|$", "$10|b0|$2|${nope}|${1|$"),
        ("a", "a", "${é}$é", "${é}$é"),
    ] {
        assert_eq!(replace(pattern, text, replacement), result, "{pattern} on {text:?}");
    }
    let regex = Regex::new(".").unwrap();
    let doubled = regex.replacement("$0$0").unwrap();
    assert_eq!(regex.replace_all("\u{1F600}", &doubled), Err(MatchError::SplitPair));
}

#[test]
fn a_text_without_matches_comes_back_untouched() {
    for pattern in ["[0-9]+", "(?=[0-9])", "(x)[0-9]", r"\d"] {
        for text in ["letters", "lettérs", "letters \u{1F600}"] {
            assert!(
                matches!(replace(pattern, text, "#"), Cow::Borrowed(same) if std::ptr::eq(same, text)),
                "{pattern}"
            );
        }
    }
}

#[test]
fn matches_stand_where_utf16_counts_them() {
    let wheres = |pattern: &str, text: &str| -> Vec<_> {
        let matches = Regex::new(pattern).unwrap().matches(text, usize::MAX).unwrap();
        matches.into_iter().map(|found| found.groups).collect()
    };
    assert_eq!(wheres("b(c)?", "éb\u{1F600}bc"), [vec![Some(1..2), None], vec![Some(4..6), Some(5..6)]]);
    assert_eq!(wheres("(?=(b))", "\u{1F600}b"), [vec![Some(2..2), Some(2..3)]]);
    assert_eq!(wheres("x*", "éx"), [vec![Some(0..0)], vec![Some(1..2)], vec![Some(2..2)]]);
}

#[test]
fn names_are_those_of_dotnet() {
    let regex = Regex::new("(?<7>a)(b)(?<n>c)").unwrap();
    assert_eq!(regex.group_names(), ["0", "1", "n", "7"]);
    assert!(regex.has_group("n") && regex.has_group("7") && !regex.has_group("2") && !regex.has_group("N"));
    assert_eq!(regex.first_group("xabc", "n"), Ok(Some("c")));
    assert_eq!(regex.first_group("xabc", "2"), Ok(None));
    assert_eq!(regex.replace_group("xabc", "n", "$0").unwrap(), "xab$0");
    let behind = Regex::new(r"(?<=(?<n>\d)-)x|(?=(?<n>!))").unwrap();
    assert_eq!(behind.replace_group("1-x2-x!", "n", "#").unwrap(), "#-x#-x#");
}

/// Texts of pieces that are significant for a pattern, in any order.
#[test]
fn no_pattern_and_no_replacement_panics() {
    let pieces = [
        "(",
        ")",
        "(?<n>",
        "(?'n'",
        "(?<n-n>",
        "(?<-n>",
        "(?<2>",
        "(?(",
        "(?(n)",
        "(?(1)",
        "(?=",
        "(?<=",
        "(?<!",
        "(?!",
        "(?>",
        "(?:",
        "(?i",
        "(?x-s:",
        "(?#",
        "?",
        ":",
        "[",
        "]",
        "[^",
        "-[",
        "-",
        "a",
        "b",
        "é",
        "\u{1F600}",
        "\\",
        "\\d",
        "\\b",
        "\\1",
        "\\12",
        "\\k<",
        "\\k<n>",
        "n",
        ">",
        "'",
        "<",
        "\\p{Lu}",
        "\\P{Is",
        "}",
        "{",
        "{1,2}",
        "{2}",
        ",",
        "*",
        "+",
        "?",
        "|",
        ".",
        "^",
        "$",
        "\\G",
        "\\x4",
        "\\u00e9",
        "\\ud83d",
        "\\c",
        "#",
        " ",
        "\n",
        "1",
        "0",
        "${",
        "$1",
        "${n}",
        "$+",
        "$_",
        "$`",
    ];
    let mut seed = 11u64;
    let mut soup = |longest: u64| {
        let mut text = String::new();
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            seed >> 33
        };
        for _ in 0..next() % longest {
            text.push_str(pieces[(next() % pieces.len() as u64) as usize]);
        }
        text
    };
    let mut valid = 0;
    for _ in 0..20_000 {
        let (pattern, replacement, text) = (soup(8), soup(4), soup(8));
        let Ok(regex) = Regex::new(&pattern) else { continue };
        valid += 1;
        let _ = regex.replacement(&replacement).map(|replacement| regex.replace_all(&text, &replacement).is_ok());
        let _ = (regex.first_group(&text, "n"), regex.replace_group(&text, "1", "#"), regex.matches(&text, 3));
    }
    assert!(valid > 1_000, "only {valid} patterns were valid");
}

/// The engines differ only in speed: where the linear one may be used, it has the same results as the backtracking
/// engine.
#[test]
fn both_engines_agree() {
    let atoms = [
        "a",
        "b",
        "1",
        "é",
        ".",
        r"\d",
        r"\w",
        r"\s",
        "[ab]",
        "[^a]",
        "^",
        "$",
        r"\b",
        r"\B",
        "(a)",
        "(b|c)",
        "(a|)",
        "(?:ab)",
        "(?i:A)",
        "(?m:^)",
        "(?m:$)",
        r"\z",
        "(?<n>a|b)",
        "(a*)",
        "(?:a|ab)",
    ];
    let counts = ["", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{0}", "{1,2}", "{1,}?"];
    let letters = ["a", "b", "c", "1", " ", "\n", "é", "A", "\u{1F600}", "ab"];
    let mut seed = 7u64;
    let mut pick = |count: usize| {
        // Knuth's generator: any fixed sequence will do.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % count
    };
    let mut compared = 0;
    for _ in 0..4_000 {
        let mut pattern = String::new();
        for _ in 0..1 + pick(4) {
            let bar = if pick(6) == 0 { "|" } else { "" };
            pattern.extend([bar, atoms[pick(atoms.len())], counts[pick(counts.len())]]);
        }
        if pick(3) == 0 {
            pattern = format!("({pattern}){}", counts[pick(counts.len())]);
        }
        let Ok(regex) = Regex::new(&pattern) else { continue };
        let program = program::compile(&regex.root, regex.groups.len());
        for _ in 0..6 {
            let text: String = (0..pick(7)).map(|_| letters[pick(letters.len())]).collect();
            let found = match regex.matches(&text, usize::MAX) {
                // A lazily repeated anchor.
                Err(MatchError::Unreliable) => continue,
                found => found.unwrap(),
            };
            let machine = Engine::Machine(&program, super::STEPS, None);
            let mut expected = Vec::new();
            let visit = |spans: &search::Spans| {
                let groups = spans.iter().map(|span| span.map(|(start, end)| start..end)).collect();
                expected.push(Match { groups });
                Ok(ControlFlow::Continue(()))
            };
            machine.each(&machine.subject(&text), visit).unwrap();
            compared += usize::from(matches!(super::run::Search::of(&regex).engine(&text), Engine::Linear { .. }));
            assert_eq!(found, expected, "{pattern} on {text:?}");
            for constant in ["#", "", "ab"] {
                // A missing group captures nothing, and prevents the use of the filter.
                let literal = Replacement { pieces: vec![Piece::Literal(constant.to_owned()), Piece::Group(99)] };
                if let Some(filtered) = regex.replace_class(&text, constant, &Bump::new()) {
                    assert_eq!(Ok(filtered.into()), regex.replace_all(&text, &literal), "{pattern} on {text:?}");
                }
            }
        }
    }
    assert!(compared > 5_000, "only {compared} texts went to the linear engine");
}
