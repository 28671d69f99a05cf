//! Properties of a .NET pattern and a string: whichever engine is chosen, the matches are those that the backtracking
//! engine finds, they are inside the string, and replacing them is the same as cutting the string at them.

use crate::dotnet::regex::{Match, MatchError, Regex};

/// Checks a pattern, a string and a replacement; returns the violated property.
pub fn holds(pattern: &str, text: &str, replacement: &str) -> Result<(), String> {
    let Ok(regex) = Regex::new(pattern) else { return Ok(()) };
    let units: Vec<u16> = text.encode_utf16().collect();
    let fails = |why: &str| Err(format!("`{pattern}` over {text:?}: {why}"));
    let matches = match (regex.matches(text, 50), regex.matches_stepwise(text, 50)) {
        (Ok(chosen), Ok(stepwise)) if chosen != stepwise => {
            return fails(&format!("{chosen:?}, but with backtracking {stepwise:?}"));
        }
        // A linear engine may find matches that backtracking does not find within its step limit.
        (Ok(chosen), _) => chosen,
        (Err(_), Ok(_)) => return fails("only backtracking finds a match"),
        (Err(_), Err(_)) => return Ok(()),
    };
    if matches.iter().flat_map(|one| one.groups.iter().flatten()).any(|span| units.get(span.clone()).is_none()) {
        return fails(&format!("{matches:?} are outside the string"));
    }
    match regex.is_match(text) {
        Ok(any) if any == matches.is_empty() => return fails("`is_match` and `matches` disagree"),
        _ => {}
    }
    let (Ok(literal), true) = (regex.replacement(&replacement.replace('$', "$$")), matches.len() < 50) else {
        return Ok(());
    };
    match (regex.replace_all(text, &literal), cut(&units, &matches, replacement)) {
        (Ok(found), Some(expected)) if found != expected => fails(&format!("replaced to {found:?}, not {expected:?}")),
        (Ok(found), None) => fails(&format!("replaced to {found:?}, which splits a pair")),
        (Err(MatchError::SplitPair), Some(expected)) => fails(&format!("rejected, but {expected:?} splits no pair")),
        _ => {
            // With groups in the replacement there is nothing to compare with, but it has to terminate.
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

/// The string with every match replaced, unless that leaves half a surrogate pair.
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
