//! Follows every link of the site that was built: a file has to be there, and what comes after `#` has to be an element of it.
//! Every diagnostic and every function has to have the page that reports link to. Opens no connection.

use crate::markdown::followed;
use crate::pages::PLAYGROUND;
use crate::{Failures, failed, reference};
use attrflow::tool::page::links;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A page of the site: the names of its elements, and where its links lead.
#[derive(Default)]
struct Html {
    names: BTreeSet<String>,
    links: Vec<String>,
    /// What it loads from other hosts.
    loaded: Vec<String>,
}

/// Checks the site in a folder.
pub(crate) fn run(folder: &Path) -> Result<String, Failures> {
    let mut files = BTreeSet::new();
    collect(folder, folder, &mut files)?;
    let mut pages = BTreeMap::new();
    for path in files.iter().filter(|path| path.ends_with(".html") && !path.starts_with(PLAYGROUND)) {
        let file = folder.join(path);
        let text = fs::read_to_string(&file).map_err(|error| failed(&file, &error))?;
        pages.insert(path.as_str(), read(&text));
    }
    let mut wrong = Failures::new();
    let mut count = 0;
    for (path, page) in &pages {
        wrong.extend(page.loaded.iter().map(|link| format!("{path}: `{link}` is loaded from another host")));
        for link in &page.links {
            count += 1;
            if let Some(why) = follow(path, link, &files, &pages) {
                wrong.push(format!("{path}: `{link}`: {why}"));
            }
        }
    }
    for (name, path) in reference::names() {
        let path = path.replace(".md", ".html");
        if !pages.contains_key(path.as_str()) {
            wrong.push(format!("{name} has no page {path}"));
        }
    }
    if pages.len() < 300 || count < 10_000 {
        wrong.push(format!("the site has only {} pages and {count} links", pages.len()));
    }
    wrong.sort();
    wrong.dedup();
    if wrong.is_empty() { Ok(format!("{} pages, {count} links: all lead somewhere", pages.len())) } else { Err(wrong) }
}

/// Why a link leads nowhere; `None` if it leads somewhere, or to another host.
fn follow(page: &str, link: &str, files: &BTreeSet<String>, pages: &BTreeMap<&str, Html>) -> Option<String> {
    // The page for what is not there is shown at any address, and names the site's folder of its host.
    let folder = links::SITE.split_once("://").and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..)));
    let own = link.strip_prefix(links::SITE).or_else(|| link.strip_prefix(folder?));
    let link = own.map_or(link.to_owned(), |path| up(page) + path.trim_start_matches('/'));
    if link.contains("://") || ["mailto:", "data:", "javascript:"].iter().any(|scheme| link.starts_with(scheme)) {
        return None;
    }
    let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
    let path = path.split('?').next().unwrap_or_default();
    let Some(mut target) = resolved(page, path) else { return Some("it leaves the site".to_owned()) };
    if target.is_empty() || target.ends_with('/') {
        target += "index.html";
    }
    let has_playground = files.iter().any(|file| file.starts_with(PLAYGROUND));
    if target.starts_with(PLAYGROUND) && !has_playground {
        return None;
    }
    if !files.contains(&target) {
        return Some("there is no such file".to_owned());
    }
    let known = pages.get(target.as_str())?;
    let anchor = decoded(anchor);
    // What begins with `__` belongs to the generator's own switches.
    let is_named = anchor.is_empty() || anchor.starts_with("__") || known.names.contains(&anchor);
    (!is_named).then(|| format!("`{target}` has no element `{anchor}`"))
}

/// The path from a page to the root of the site.
fn up(page: &str) -> String {
    "../".repeat(page.matches('/').count())
}

/// The path of a link from the root of the site; `None` if it leaves the site.
fn resolved(page: &str, path: &str) -> Option<String> {
    if path.starts_with('/') {
        return None;
    }
    if path.is_empty() {
        return Some(page.to_owned());
    }
    let parts = followed(page, path)?;
    let end = if path.ends_with('/') || path.ends_with("..") || path == "." { "/" } else { "" };
    Some(if parts.is_empty() { parts } else { parts + end })
}

/// The names and links of a page. The generator writes attributes in double quotation marks or in none.
fn read(text: &str) -> Html {
    let mut html = Html::default();
    let mut rest = text;
    while let Some((_, from)) = rest.split_once('<') {
        if let Some(comment) = from.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let (tag, after) = tag(from);
        rest = after;
        let loads =
            |name: &str| name == "src" || name == "href" && tag.starts_with("link") && tag.contains("stylesheet");
        for (name, value) in attributes(tag) {
            if loads(name) && (value.contains("://") || value.starts_with("//")) {
                html.loaded.push(unescaped(value));
            }
            match name {
                "id" | "name" => drop(html.names.insert(unescaped(value))),
                "href" | "src" => html.links.push(unescaped(value)),
                _ => {}
            }
        }
        if ["script", "style"].iter().any(|name| tag.starts_with(name)) {
            let end = if tag.starts_with("script") { "</script" } else { "</style" };
            rest = rest.find(end).and_then(|at| rest.get(at..)).unwrap_or_default();
        }
    }
    html
}

/// A tag without its brackets, and what follows. A `>` may stand in an attribute.
fn tag(from: &str) -> (&str, &str) {
    let mut quote = None;
    for (at, byte) in from.bytes().enumerate() {
        match (byte, quote) {
            (b'"' | b'\'', None) => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            (b'>', None) => return from.split_at(at),
            _ => {}
        }
    }
    (from, "")
}

fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = tag.split_once(char::is_whitespace).map_or("", |(_, rest)| rest).trim_start();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let Some(value) = after.strip_prefix('=') else {
            rest = after.trim_start();
            continue;
        };
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => value.get(1..).and_then(|value| value.split_once(quote)).unwrap_or((value, "")),
            None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        found.push((name, value));
        rest = after.trim_start();
    }
    found
}

fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// An anchor without percent encoding.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let hex = |byte: Option<u8>| byte.and_then(|byte| (byte as char).to_digit(16));
        match (byte, hex(ahead.next()), hex(ahead.next())) {
            (b'%', Some(high), Some(low)) => {
                bytes.extend(u8::try_from(high * 16 + low));
                rest = ahead;
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeSet<String>) -> Result<(), Failures> {
    for entry in fs::read_dir(folder).map_err(|error| failed(folder, &error))? {
        let path: PathBuf = entry.map_err(|error| failed(folder, &error))?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if let Ok(relative) = path.strip_prefix(root) {
            files.insert(relative.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_followed() {
        let files = ["a.html", "b/index.html", "b/c.html", "p.svg"].map(str::to_owned).into();
        let pages = BTreeMap::from([
            ("a.html", read(r#"<h1 id="top">x</h1><a name=é href="b/c.html#x">"#)),
            ("b/index.html", read("<!-- <a href=gone> --><p id='x'></p><script>'<a href=gone>'</script>")),
            ("b/c.html", Html::default()),
        ]);
        for (page, link, fine) in [
            ("a.html", "b/c.html", true),
            ("a.html", "#top", true),
            ("a.html", "#gone", false),
            ("a.html", "#%C3%A9", true),
            ("a.html", "b/", true),
            ("a.html", "b/#x", true),
            ("a.html", "b/#y", false),
            ("a.html", "gone.html", false),
            ("a.html", "../a.html", false),
            ("a.html", "/a.html", false),
            ("a.html", "https://contoso.com/gone", true),
            ("a.html", "playground/index.html#fn=Word", true),
            ("b/c.html", "..", false),
            ("b/c.html", "../a.html#top", true),
            ("b/c.html", ".", true),
            ("b/c.html", "../p.svg", true),
            ("b/c.html", "p.svg", false),
            ("b/c.html", "/attrflow/a.html#top", true),
            ("b/c.html", "/attrflow/gone.html", false),
            ("b/c.html", &format!("{}/a.html#top", links::SITE), true),
            ("b/c.html", &format!("{}/gone.html", links::SITE), false),
        ] {
            assert_eq!(follow(page, link, &files, &pages).is_none(), fine, "{page}: {link}");
        }
        assert_eq!(pages["a.html"].links, ["b/c.html#x"]);
        assert!(pages["b/index.html"].links.is_empty());
        let loads = read(
            r#"<script src="https://a/b.js"></script><link rel="stylesheet" href=//c/d.css><link href="https://e/">"#,
        );
        assert_eq!(loads.loaded, ["https://a/b.js", "//c/d.css"]);
    }
}
