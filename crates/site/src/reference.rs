//! One page for each function and one for each diagnostic, made from their declarations, and the pages that list them.
//! Has no list of its own.

use attrflow::languages::{self, Function, Mode, Parameter};
use attrflow::tool::page::links;
use attrflow::tool::{page, registry};
use attrflow::{Language, diagnostics};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A generated page: its name in the navigation, its path on the site, and its text.
pub(crate) struct GeneratedPage {
    pub(crate) title: String,
    pub(crate) path: String,
    pub(crate) text: String,
}

/// The path on the site of a link that reports have.
fn path(link: &str) -> String {
    link.trim_start_matches('/').replace(".html", ".md")
}

/// The names that link to a page: those of functions and codes.
pub(crate) fn names() -> BTreeMap<String, String> {
    let functions =
        languages::all().map(|function| (function.name.to_owned(), path(&links::function("", function.name))));
    let codes = diagnostics::all().map(|entry| (entry.code.to_owned(), path(&links::diagnostic("", entry.code))));
    functions.chain(codes).collect()
}

/// The pages of all functions, after the one that lists them.
pub(crate) fn functions() -> Vec<GeneratedPage> {
    // A name may be declared once for each language, and has one page.
    let mut by_name: BTreeMap<String, Vec<&'static Function>> = BTreeMap::new();
    for function in languages::all() {
        by_name.entry(path(&links::function("", function.name))).or_default().push(function);
    }
    let mut list = "# Functions\n\nEvery function of the expression language. Names are case-sensitive. The tables on the pages \
        are run by the tests; `attrflow functions NAME` prints a page in the terminal.\n\n| function | what it returns | dialects |\n|---|---|---|\n"
        .to_owned();
    let mut pages = Vec::new();
    for (path, declared) in by_name {
        let Some(first) = declared.first() else { continue };
        let dialects: Vec<&str> = Language::having(first.name).collect();
        let _ = writeln!(list, "| `{}` | {} | {} |", first.name, first.summary(), dialects.join(", "));
        let mut text = head(first.name, &first.summary());
        for function in &declared {
            if declared.len() > 1 {
                let _ = writeln!(text, "## In the dialects {}\n", dialects_of(function).join(", "));
            }
            let _ = writeln!(text, "```text\n{}\n```\n\n{}", function.signature(), page::markdown(function.docs()));
            let _ = writeln!(text, "{}", parameters(function, if declared.len() > 1 { "###" } else { "##" }));
        }
        if declared.len() == 1 {
            let _ = writeln!(text, "Dialects: {}.\n", dialects.join(", "));
        }
        let aliases: Vec<_> = declared.iter().flat_map(|function| function.aliases).collect();
        if !aliases.is_empty() {
            text.push_str("## In other languages\n\n| elsewhere | here |\n|---|---|\n");
            for alias in aliases {
                let to = plain(alias.to);
                let to = if to.contains('(') && !to.ends_with('.') { code(&to) } else { to };
                let _ = writeln!(text, "| {} | {to} |", code(&plain(alias.from)));
            }
        }
        let _ =
            writeln!(text, "\n[Try it in the playground](../playground/index.html#fn={}){{ .md-button }}", first.name);
        pages.push(GeneratedPage { title: first.name.to_owned(), path, text });
    }
    pages.insert(0, GeneratedPage { title: "Functions".to_owned(), path: "functions/index.md".to_owned(), text: list });
    pages
}

/// The dialects that have exactly this declaration.
fn dialects_of(function: &Function) -> Vec<&'static str> {
    let has = |language: &&&Language| language.functions().into_iter().any(|other| std::ptr::eq(other, function));
    languages::LANGUAGES.iter().filter(has).map(|language| language.name).collect()
}

/// What a function takes, with Microsoft's keys.
fn parameters(function: &Function, heading: &str) -> String {
    if function.parameters.is_empty() {
        return String::new();
    }
    let mut text =
        format!("{heading} Parameters\n\n| parameter | key in the parameter tree | takes | |\n|---|---|---|---|\n");
    for parameter in function.parameters {
        let keys: Vec<String> = parameter.keys.iter().map(|key| code(key)).collect();
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} |",
            code(parameter.name),
            keys.join(", "),
            parameter.ty.kind.name(),
            mode(parameter)
        );
    }
    let _ = writeln!(text, "\nReturns: {}.", function.result.kind.name());
    text
}

fn mode(parameter: &Parameter) -> &'static str {
    match parameter.ty.mode {
        Mode::Variadic => "one or more",
        mode if mode.may_be_left_out() => "optional",
        _ => "required",
    }
}

/// A call as people read it: parameters without the `$` that marks them in the declaration.
fn plain(call: &str) -> String {
    call.replace('$', "").replace("……", "…")
}

/// A text as inline code in a table.
fn code(text: &str) -> String {
    let fence = if text.contains('`') { "``" } else { "`" };
    format!("{fence}{text}{fence}")
}

/// The beginning of a page: what search engines and links show of it, and its heading.
fn head(title: &str, summary: &str) -> String {
    let summary = summary.replace('`', "").replace('"', "\\\"").replace('\\', "\\\\").replace("\\\\\"", "\\\"");
    format!("---\ntitle: \"{title}\"\ndescription: \"{summary}\"\n---\n\n# {title}\n\n")
}

/// The pages of all diagnostics, after those that list them: all by theme, and the lints.
pub(crate) fn diagnostics() -> Vec<GeneratedPage> {
    let registered: Vec<&str> = registry::all().map(|entry| entry.code).collect();
    let lints: Vec<_> = diagnostics::all().filter(|entry| !registered.contains(&entry.code)).collect();
    let mut list = "# Diagnostics\n\nEverything that attrflow reports, by topic. Each page says what the code means and has a table \
        with expressions that raise it and near misses that do not (–); the tests run the tables. `attrflow explain CODE` prints a \
        page in the terminal, and [a configuration](../repository.md) can leave codes out.\n\n"
        .to_owned();
    let mut pages = Vec::new();
    for (topic, entries) in registry::TOPICS {
        list.push_str(&section(topic, entries));
        pages.extend(entries.iter().map(|entry| diagnostic(entry, topic)));
    }
    let about = "What works, but is probably not what was meant. Each lint has a table of what it reports and of near misses \
        about which it is silent.\n\n";
    list.push_str(&section(LINTS, &lints).replacen("\n\n", &format!("\n\n{about}"), 1));
    pages.extend(lints.iter().map(|entry| diagnostic(entry, LINTS)));
    pages.sort_by(|one, other| one.path.cmp(&other.path));
    pages.insert(
        0,
        GeneratedPage { title: "Diagnostics".to_owned(), path: "diagnostics/index.md".to_owned(), text: list },
    );
    pages
}

const LINTS: &str = "Lints";

fn section(topic: &str, entries: &[&diagnostics::DiagnosticInfo]) -> String {
    let mut entries = entries.to_vec();
    entries.sort_by_key(|entry| entry.code);
    let rows = entries.iter().map(|entry| format!("| `{}` | {} | {} |\n", entry.code, badge(entry), entry.summary()));
    format!("## {topic}\n\n| code | severity | meaning |\n|---|---|---|\n{}\n", rows.collect::<String>())
}

fn badge(entry: &diagnostics::DiagnosticInfo) -> String {
    format!("<span class=\"severity {0}\">{0}</span>", entry.severity)
}

fn diagnostic(entry: &diagnostics::DiagnosticInfo, topic: &str) -> GeneratedPage {
    let mut text = head(entry.code, &entry.summary());
    let anchor = topic.to_lowercase().replace(' ', "-");
    // What stands at the head is no sentence for the search.
    let _ = writeln!(
        text,
        "{} [{topic}](index.md#{anchor})\n{{ data-search-exclude }}\n\n{}",
        badge(entry),
        page::markdown(entry.page())
    );
    GeneratedPage { title: entry.code.to_owned(), path: path(&links::diagnostic("", entry.code)), text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_exactly_one_page() {
        let pages: Vec<String> = functions().into_iter().chain(diagnostics()).map(|page| page.path).collect();
        let mut unique = pages.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), pages.len(), "two pages have one path");
        for (name, path) in names() {
            assert!(pages.contains(&path), "{name} has no page {path}");
            assert_eq!(path, path.to_lowercase(), "a file system may not tell letter case apart");
        }
    }

    #[test]
    fn topics_have_every_entry_of_the_registry() {
        let listed: usize = registry::TOPICS.iter().map(|(_, entries)| entries.len()).sum();
        assert_eq!(listed, registry::all().count());
        assert!(registry::TOPICS.iter().all(|(topic, _)| !topic.is_empty()));
    }
}
