//! The pages that are written by hand: where each stands in the repository and on the site, and how the site is ordered.
//! Does not know what the pages say.

/// A section of the navigation.
pub(crate) struct Section {
    /// Its name.
    pub(crate) title: &'static str,
    /// Its pages, in order.
    pub(crate) pages: &'static [Page],
}

/// A page of the navigation.
pub(crate) enum Page {
    /// A file of the repository: its name in the navigation, its path, and its path on the site.
    File(&'static str, &'static str, &'static str),
    /// Pages that are generated from the declarations; the first is the one that lists the others.
    Generated(PageSet),
}

/// A set of generated pages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum PageSet {
    /// The recipes, in the order of their list.
    Recipes,
    /// The help of every command.
    Commands,
    /// One page for each function.
    Functions,
    /// One page for each diagnostic.
    Diagnostics,
}

use Page::File;

/// The whole site, in the order of its navigation.
pub(crate) const SITE: &[Section] = &[
    Section {
        title: "Start",
        pages: &[
            File("attrflow", "docs/site/index.md", "index.md"),
            File("Get your export", "docs/export.md", "export.md"),
            File("A tour", "docs/tour.md", "tour.md"),
            File("PowerShell", "docs/powershell.md", "powershell.md"),
            File("Connectors", "docs/connectors.md", "connectors.md"),
        ],
    },
    Section { title: "Recipes", pages: &[Page::Generated(PageSet::Recipes)] },
    Section {
        title: "Guide",
        pages: &[
            File("The language", "tests/spec/guide.md", "guide.md"),
            File("Entra Connect Sync", "tests/spec/connect.md", "connect.md"),
            File("Mapping files", "tests/spec/files.md", "files.md"),
            File("Scoping filters", "tests/spec/filters.md", "filters.md"),
            File("Payloads", "tests/spec/payload.md", "payloads.md"),
            File("Requests", "tests/spec/operations.md", "requests.md"),
            File("Errors", "tests/spec/errors.md", "errors.md"),
        ],
    },
    Section {
        title: "Use",
        pages: &[
            File("Pipelines", "docs/ci.md", "pipelines.md"),
            File("A repository of mappings", "tests/spec/pipeline.md", "repository.md"),
            File("Tests of mappings", "docs/tests.md", "tests.md"),
            File("Editors", "docs/editors.md", "editors.md"),
            File("Large inputs", "docs/streaming.md", "streaming.md"),
            File("SCIM servers", "docs/servers.md", "servers.md"),
            File("Embedding", "docs/embedding.md", "embedding.md"),
            File("Python", "python/README.md", "python.md"),
            File("Node and browsers", "playground/npm/README.md", "npm.md"),
        ],
    },
    Section {
        title: "Reference",
        pages: &[
            Page::Generated(PageSet::Commands),
            Page::Generated(PageSet::Functions),
            Page::Generated(PageSet::Diagnostics),
        ],
    },
    Section {
        title: "Project",
        pages: &[
            File("Benchmarks", "docs/benchmarks.md", "benchmarks.md"),
            File("Security", "SECURITY.md", "security.md"),
            File("Releases", "docs/releasing.md", "releasing.md"),
            File("Changelog", "CHANGELOG.md", "changelog.md"),
            File("How it is built", "ARCHITECTURE.md", "architecture.md"),
            File("Contributing", "CONTRIBUTING.md", "contributing.md"),
        ],
    },
];

/// The playground is built on its own and stands beside the pages.
pub(crate) const PLAYGROUND: &str = "playground/";

/// Files that the pages show, and that are copied: their paths in the repository and on the site. A folder is copied with
/// its files.
pub(crate) const ASSETS: &[(&str, &str)] = &[
    ("docs/growth.svg", "pictures/growth.svg"),
    ("docs/pictures", "pictures"),
    ("docs/site/style.css", "style.css"),
    ("docs/site/iframe-worker.js", "iframe-worker.js"),
    ("playground/page/public/icon.svg", "pictures/icon.svg"),
];

/// The path on the site of a file of the repository.
pub(crate) fn on_site(path: &str) -> Option<String> {
    // The README says in short what the first page says.
    if path == "README.md" {
        return Some("index.md".to_owned());
    }
    if let Some(name) = path.strip_prefix("docs/recipes/") {
        return Some(format!("recipes/{name}"));
    }
    let pages = SITE.iter().flat_map(|section| section.pages);
    let file = pages.filter_map(|page| if let File(_, from, to) = page { Some((*from, *to)) } else { None });
    let found = file.chain(ASSETS.iter().copied()).find(|(from, _)| *from == path).map(|(_, to)| to.to_owned());
    found.or_else(|| path.strip_prefix("docs/pictures/").map(|name| format!("pictures/{name}")))
}

/// The relative path from a page to another, both from the root of the site.
pub(crate) fn relative(from: &str, to: &str) -> String {
    let up = "../".repeat(from.matches('/').count());
    match from.rsplit_once('/').map(|(folder, _)| folder) {
        Some(folder) if to.starts_with(&format!("{folder}/")) && !folder.contains('/') => {
            to.get(folder.len() + 1..).unwrap_or_default().to_owned()
        }
        _ => up + to,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_page() {
        for (from, to, expected) in [
            ("index.md", "guide.md", "guide.md"),
            ("index.md", "functions/word.md", "functions/word.md"),
            ("functions/word.md", "functions/mid.md", "mid.md"),
            ("functions/word.md", "guide.md", "../guide.md"),
            ("functions/word.md", "diagnostics/a.md", "../diagnostics/a.md"),
        ] {
            assert_eq!(relative(from, to), expected);
        }
    }

    #[test]
    fn every_page_of_the_documentation_is_on_the_site() {
        for folder in ["docs", "tests/spec"] {
            for file in std::fs::read_dir(crate::root().join(folder)).unwrap() {
                let name = file.unwrap().file_name().into_string().unwrap();
                let path = format!("{folder}/{name}");
                assert!(!name.ends_with(".md") || on_site(&path).is_some(), "{path} is not in the navigation");
            }
        }
    }
}
