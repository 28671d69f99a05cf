//! Markdown as it stands in the repository, made into what the site generator reads: links between files become links
//! between pages, a function or a code in a sentence links to its page, and fences get the names of languages.
//!
//! Does not know what a page says.

use crate::pages::{PLAYGROUND, on_site, relative};
use attrflow::tool::page::links::{REPOSITORY, SITE};
use std::collections::BTreeMap;
use std::path::Path;

/// What a page is, for its links.
pub(crate) struct LinkContext<'p> {
    /// Its path in the repository, for relative links; empty for a page that is generated.
    pub(crate) from: &'p str,
    /// Its path on the site.
    pub(crate) to: &'p str,
    /// The root of the repository.
    pub(crate) root: &'p Path,
    /// Names that link to a page when they stand alone in code: functions and codes, with their paths on the site.
    pub(crate) names: &'p BTreeMap<String, String>,
}

/// The languages of fences that the generator colours. What is not among them is shown without colours.
const LANGUAGES: [&str; 13] =
    ["bash", "c", "console", "json", "lua", "lisp", "powershell", "python", "rust", "sh", "toml", "ts", "yaml"];

/// The page for the generator, and the links that lead nowhere.
pub(crate) fn converted(text: &str, place: &LinkContext<'_>) -> (String, Vec<String>) {
    let (mut all, mut wrong) = (String::with_capacity(text.len() * 2), Vec::new());
    let mut fence: Option<usize> = None;
    // A paragraph is converted whole: a link may go over the end of a line.
    let mut paragraph = String::new();
    let mut end = |paragraph: &mut String, all: &mut String| {
        all.push_str(&sentence(paragraph, place, &mut wrong));
        paragraph.clear();
    };
    for line in text.lines() {
        let trimmed = line.trim_start();
        let ticks = trimmed.len() - trimmed.trim_start_matches('`').len();
        match fence {
            Some(open) if ticks >= open && trimmed.trim_start_matches('`').is_empty() => {
                fence = None;
                all.push_str(line);
            }
            Some(_) => all.push_str(line),
            None if ticks >= 3 => {
                end(&mut paragraph, &mut all);
                fence = Some(ticks);
                let indent = line.get(..line.len() - trimmed.len()).unwrap_or_default();
                let word = trimmed.trim_start_matches('`').split_whitespace().next().unwrap_or_default();
                let language = if LANGUAGES.contains(&word) { word } else { "text" };
                all.push_str(&format!("{indent}{}{language}", "`".repeat(ticks)));
            }
            None if trimmed.is_empty() || trimmed.starts_with(['#', '|']) => {
                end(&mut paragraph, &mut all);
                let is_heading = trimmed.starts_with('#');
                let line = if trimmed.starts_with('|') { bars(line) } else { line.to_owned() };
                if is_heading { all.push_str(&line) } else { all.push_str(&sentence(&line, place, &mut Vec::new())) }
            }
            None => {
                paragraph.push_str(line);
                paragraph.push('\n');
                continue;
            }
        }
        all.push('\n');
    }
    end(&mut paragraph, &mut all);
    (all, wrong)
}

/// A row of a table whose code has `\|` for a bar: within code the generator reads the bar itself.
fn bars(line: &str) -> String {
    let mut all = String::with_capacity(line.len());
    let mut is_code = false;
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '`' => {
                is_code = !is_code;
                all.push('`');
            }
            '\\' if is_code && characters.peek() == Some(&'|') => {}
            other => all.push(other),
        }
    }
    all
}

/// A paragraph, a heading or a row with its links.
fn sentence(text: &str, place: &LinkContext<'_>, wrong: &mut Vec<String>) -> String {
    let mut all = String::with_capacity(text.len());
    let mut rest = text;
    let mut depth = 0usize;
    while let Some(at) = rest.find(['`', '[', ']']) {
        let (before, from) = rest.split_at(at);
        all.push_str(before);
        match from.as_bytes().first() {
            Some(b'`') => {
                let ticks = from.len() - from.trim_start_matches('`').len();
                let inside = from.get(ticks..).unwrap_or_default();
                let Some(length) = inside.find(&"`".repeat(ticks)) else {
                    all.push_str(from);
                    return all;
                };
                let code = inside.get(..length).unwrap_or_default();
                let whole = from.get(..length + 2 * ticks).unwrap_or_default();
                match place.names.get(code).filter(|to| depth == 0 && *to != place.to) {
                    Some(to) => all.push_str(&format!("[{whole}]({})", relative(place.to, to))),
                    None => all.push_str(whole),
                }
                rest = from.get(whole.len()..).unwrap_or_default();
            }
            Some(b'[') => {
                depth += 1;
                all.push('[');
                rest = from.get(1..).unwrap_or_default();
            }
            _ => {
                depth = depth.saturating_sub(1);
                all.push(']');
                rest = from.get(1..).unwrap_or_default();
                let Some(target) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(to, _)| to)
                else {
                    continue;
                };
                match link(target, place) {
                    Some(new) => all.push_str(&format!("({new})")),
                    None => {
                        wrong.push(format!("{}: there is no `{target}`", place.from));
                        all.push_str(&format!("({target})"));
                    }
                }
                rest = rest.get(target.len() + 2..).unwrap_or_default();
            }
        }
    }
    all + rest
}

/// Where a relative path leads that stands in a file; `None` above the root. Both are paths from there.
pub(crate) fn followed(from: &str, path: &str) -> Option<String> {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            ".." => {
                parts.pop()?;
            }
            "." | "" => {}
            other => parts.push(other),
        }
    }
    Some(parts.join("/"))
}

/// Where a link of a file in the repository leads on the site; `None` if it leads nowhere.
fn link(target: &str, place: &LinkContext<'_>) -> Option<String> {
    let (path, anchor) = target.split_once('#').map_or((target, String::new()), |(path, at)| (path, format!("#{at}")));
    // What the site has and the repository has not is named by its address.
    if let Some(path) = path.strip_prefix(SITE) {
        let path = path.trim_start_matches('/');
        let page = match path {
            "" => "index.md".to_owned(),
            // It is no page of the generator.
            path if path.starts_with(PLAYGROUND) => path.to_owned(),
            path => path.replace(".html", ".md"),
        };
        return Some(relative(place.to, &page) + &anchor);
    }
    if place.from.is_empty() || path.is_empty() || target.contains("://") || target.starts_with("mailto:") {
        return Some(target.to_owned());
    }
    let path = followed(place.from, path)?;
    if let Some(to) = on_site(&path) {
        return Some(relative(place.to, &to) + &anchor);
    }
    let file = place.root.join(&path);
    let kind = if file.is_dir() { "tree" } else { "blob" };
    file.exists().then(|| format!("{}/{kind}/main/{path}{anchor}", REPOSITORY))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> (String, Vec<String>) {
        let names = BTreeMap::from([("Word".to_owned(), "functions/word.md".to_owned())]);
        let root = crate::root();
        converted(text, &LinkContext { from: "docs/tests.md", to: "tests.md", root: &root, names: &names })
    }

    #[test]
    fn links_go_to_pages_or_to_the_repository() {
        for (text, expected) in [
            ("See [it](ci.md#gitlab).", "See [it](pipelines.md#gitlab)."),
            ("See [the\nguide](../tests/spec/guide.md).", "See [the\nguide](guide.md)."),
            (
                "All [functions](https://attrflow.github.io/attrflow/functions/index.html#a).",
                "All [functions](functions/index.md#a).",
            ),
            ("A [link](https://contoso.com/a.md).", "A [link](https://contoso.com/a.md)."),
            ("A [part](#b).", "A [part](#b)."),
            ("Its [code](../src/lib.rs).", "Its [code](https://github.com/attrflow/attrflow/blob/main/src/lib.rs)."),
            ("A ![curve](growth.svg).", "A ![curve](pictures/growth.svg)."),
            ("`[mail](x)` is code.", "`[mail](x)` is code."),
        ] {
            assert_eq!(page(text), (format!("{expected}\n"), Vec::new()));
        }
        assert_eq!(page("[a](gone.md)").1, ["docs/tests.md: there is no `gone.md`"]);
        assert_eq!(page("[a](../../gone.md)").1.len(), 1);
    }

    #[test]
    fn names_in_code_link_to_their_pages() {
        for (text, expected) in [
            ("`Word` is one.", "[`Word`](functions/word.md) is one.\n"),
            ("`Word([a])` is a call.", "`Word([a])` is a call.\n"),
            ("[`Word`](ci.md)", "[`Word`](pipelines.md)\n"),
            ("# `Word`", "# `Word`\n"),
            ("| `Word` | a |", "| [`Word`](functions/word.md) | a |\n"),
            ("```\n`Word` [a](gone.md)\n```", "```text\n`Word` [a](gone.md)\n```\n"),
        ] {
            assert_eq!(page(text), (expected.to_owned(), Vec::new()));
        }
    }

    #[test]
    fn fences_and_bars_are_the_generators() {
        for (text, expected) in [
            ("```toml mapping\na = 1\n```", "```toml\na = 1\n```\n"),
            ("````expression\n```\n````", "````text\n```\n````\n"),
            ("| `a\\|b` | c\\|d |", "| `a|b` | c\\|d |\n"),
        ] {
            assert_eq!(page(text).0, expected);
        }
    }
}
