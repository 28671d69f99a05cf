//! What must be true of a .NET pattern and a text: whichever engine is chosen, the matches are those that the backtracking
//! machine finds, they lie in the text, and replacing them is cutting the text at them.

use attrflow::machinery::dotnet::regex::{Match, MatchError, Regex};

/// A pattern, a text and a replacement text, or what does not hold of them.
pub fn holds(pattern: &str, text: &str, replacement: &str) -> Result<(), String> {
    let Ok(regex) = Regex::new(pattern) else { return Ok(()) };
    let units: Vec<u16> = text.encode_utf16().collect();
    let fails = |why: &str| Err(format!("`{pattern}` over {text:?}: {why}"));
    let matches = match (regex.matches(text, 50), regex.matches_stepwise(text, 50)) {
        (Ok(chosen), Ok(stepwise)) if chosen != stepwise => {
            return fails(&format!("{chosen:?}, but step by step {stepwise:?}"));
        }
        // A linear engine may find what the machine cannot within its steps.
        (Ok(chosen), _) => chosen,
        (Err(_), Ok(_)) => return fails("it is found step by step only"),
        (Err(_), Err(_)) => return Ok(()),
    };
    if matches.iter().flat_map(|one| one.groups.iter().flatten()).any(|span| units.get(span.clone()).is_none()) {
        return fails(&format!("{matches:?} leave the text"));
    }
    match regex.is_match(text) {
        Ok(any) if any == matches.is_empty() => return fails("whether it matches and what it matches disagree"),
        _ => {}
    }
    let (Ok(literal), true) = (regex.replacement(&replacement.replace('$', "$$")), matches.len() < 50) else {
        return Ok(());
    };
    match (regex.replace_all(text, &literal), cut(&units, &matches, replacement)) {
        (Ok(found), Some(expected)) if found != expected => fails(&format!("replaced to {found:?}, not {expected:?}")),
        (Ok(found), None) => fails(&format!("replaced to {found:?}, which splits a pair")),
        (Err(MatchError::SplitPair), Some(expected)) => fails(&format!("refused, but {expected:?} is whole")),
        _ => {
            // With groups in it there is nothing to compare with, but it has to come to an end.
            if let Ok(replacement) = regex.replacement(replacement) {
                let _ = regex.replace_all(text, &replacement);
            }
            for name in regex.group_names() {
                let _ = regex.first_group(text, &name);
            }
            Ok(())
        }
    }
}

/// The text with every match replaced, unless that leaves half a pair.
fn cut(units: &[u16], matches: &[Match], literal: &str) -> Option<String> {
    let (mut result, mut at) = (Vec::new(), 0);
    for span in matches.iter().filter_map(|one| one.groups.first()?.clone()) {
        result.extend_from_slice(units.get(at..span.start)?);
        result.extend(literal.encode_utf16());
        at = span.end;
    }
    result.extend_from_slice(units.get(at..)?);
    String::from_utf16(&result).ok()
}
