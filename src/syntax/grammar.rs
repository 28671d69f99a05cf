//! The pest parser generated from `grammar/expression.pest`; only this module and `build` use pest. What the pairs mean is
//! in `build`.

/// The parser.
#[derive(pest_derive::Parser)]
#[grammar = "grammar/expression.pest"]
#[allow(missing_docs)]
pub(super) struct Grammar;

#[cfg(test)]
mod tests {
    use super::super::Limits;
    use super::{Grammar, Rule};
    use pest::Parser;
    use pest::iterators::Pairs;

    /// Everything that begins, ends or hides a token, alone or with others, and what is no token at all.
    const TOKENS: [&str; 30] = [
        "f(", "(", ")", "[a", "]", "\"", "\\", "'", "“", "»", "//", "/", "/*", "&quot;", "&", "=", ",", ";", " ", "\n",
        "\r", "a", "0", "%a%", "$", "and", "<", ">", "\u{a0}", "f()[//",
    ];
    /// What is nested behind them.
    const NESTED: [&str; 4] = ["f(", "[", "a, (", "\n0], f("];

    /// How deep the rules that contain themselves are nested. The brackets of a name have no pairs of their own.
    fn depth(pairs: Pairs<'_, Rule>) -> usize {
        let deepest = pairs.map(|pair| match pair.as_rule() {
            Rule::attribute_name => {
                let mut open = 0usize;
                let depths = pair.as_str().chars().map(|character| {
                    open = open + usize::from(character == '[') - usize::from(character == ']');
                    open
                });
                depths.max().unwrap_or_default()
            }
            Rule::call | Rule::group | Rule::attribute => 1 + depth(pair.into_inner()),
            _ => depth(pair.into_inner()),
        });
        deepest.max().unwrap_or_default()
    }

    fn parsed(text: &str) -> usize {
        depth(Grammar::parse(Rule::expression, text).unwrap())
    }

    fn refused(text: &str, nesting: usize) -> bool {
        Limits { nesting, ..Limits::default() }.refuse(text).is_some()
    }

    #[test]
    fn the_limit_sees_every_level_that_the_grammar_reads() {
        let threes = TOKENS.iter().flat_map(|one| TOKENS.iter().map(move |two| format!("{one}{two}")));
        let threes = threes.flat_map(|two| TOKENS.map(|three| format!("{two}{three}")));
        // Whatever character comes to end a token.
        let ends = ('\0'..='\u{7f}').flat_map(|end| TOKENS.map(|one| format!("{one}{end}")));
        let mut failures = Vec::new();
        for prefix in threes.chain(ends) {
            for nested in NESTED {
                let text = format!("{prefix}{}", nested.repeat(4));
                let depth = parsed(&text);
                if depth > 0 && !refused(&text, depth - 1) {
                    failures.push(format!("{text:?} is {depth} levels deep"));
                }
            }
        }
        failures.truncate(40);
        assert!(failures.is_empty(), "the limit counts fewer levels:\n{}", failures.join("\n"));
    }

    #[test]
    fn nothing_that_is_deeper_than_the_limit_is_read() {
        let limit = Limits::default().nesting;
        for one in TOKENS {
            for two in TOKENS {
                let text = format!("{one}{two}{}", "f(".repeat(2 * limit));
                assert!(refused(&text, limit) || parsed(&text) <= limit, "{one}{two}");
            }
        }
    }
}
