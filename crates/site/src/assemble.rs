//! Writes the sources of the site: the configuration with its navigation, the pages of the repository, and those that are generated.
//! Does not know what a page says.

use crate::markdown::{LinkContext, converted};
use crate::pages::{ASSETS, Page, PageSet, SITE};
use crate::reference::GeneratedPage;
use crate::{Failures, commands, failed, recipes, reference, root, terminal};
use attrflow::tool::page::links;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The configuration of the generator without navigation and addresses, from the root of the repository.
const CONFIGURATION: &str = "docs/site/zensical.toml";

/// Writes everything into a folder, which is emptied first.
pub(crate) fn run(program: &Path, folder: &Path) -> Result<String, Failures> {
    let root = root();
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| failed(folder, &error))?;
    }
    let mut site = Assembly { names: reference::names(), root, folder: folder.to_owned(), wrong: Vec::new(), pages: 0 };
    let navigation = site.pages(program)?;
    for (from, to) in ASSETS {
        site.asset(from, to)?;
    }
    // It is no page, but its links are as good as theirs.
    site.converted(&read(&site.root.join("README.md"))?, "README.md", "index.md");
    site.wrong.extend(terminal::outdated(program, &site.root.join("docs/pictures"))?);
    let configuration = read(&site.root.join(CONFIGURATION))?
        .replace("%SITE%", links::SITE)
        .replace("%REPOSITORY%", links::REPOSITORY)
        .replace("%NAVIGATION%", &navigation);
    write(&folder.join("zensical.toml"), configuration.as_bytes())?;
    if site.wrong.is_empty() { Ok(format!("{} pages in {}", site.pages, folder.display())) } else { Err(site.wrong) }
}

struct Assembly {
    names: BTreeMap<String, String>,
    root: PathBuf,
    folder: PathBuf,
    wrong: Failures,
    pages: usize,
}

impl Assembly {
    /// Writes all pages and returns the navigation.
    fn pages(&mut self, program: &Path) -> Result<String, Failures> {
        let mut sections = Vec::new();
        for section in SITE {
            let mut entries = Vec::new();
            for page in section.pages {
                match page {
                    Page::File(title, from, to) => {
                        let text = read(&self.root.join(from))?;
                        self.page(&text, from, to)?;
                        entries.push(entry(title, to));
                    }
                    Page::Generated(set) => entries.extend(self.generated(*set, program)?),
                }
            }
            sections.push(format!("  {{ {} = [\n{}  ] }},\n", quoted(section.title), entries.concat()));
        }
        Ok(sections.concat())
    }

    /// Writes generated pages and returns their entries.
    fn generated(&mut self, set: PageSet, program: &Path) -> Result<Vec<String>, Failures> {
        let pages = match set {
            PageSet::Commands => {
                let text = commands::page(program)?;
                self.page(&text, "", "commands.md")?;
                return Ok(vec![entry("Commands", "commands.md")]);
            }
            PageSet::Recipes => {
                let all = recipes::all(&self.root)?;
                self.page(&recipes::list(&all), "", "recipes/index.md")?;
                let mut entries = vec![entry("All recipes", "recipes/index.md")];
                for recipe in &all {
                    let to = recipe.path.trim_start_matches("docs/");
                    self.page(&recipe.page(), &recipe.path, to)?;
                    entries.push(entry(&recipe.task, to));
                }
                return Ok(entries);
            }
            PageSet::Functions => reference::functions(),
            PageSet::Diagnostics => reference::diagnostics(),
        };
        for GeneratedPage { path, text, .. } in &pages {
            self.page(text, "", path)?;
        }
        let entries: String = pages.iter().map(|page| entry(&page.title, &page.path)).collect();
        let title = pages.first().map_or("", |page| &page.title);
        Ok(vec![format!("    {{ {} = [\n{entries}    ] }},\n", quoted(title))])
    }

    fn page(&mut self, text: &str, from: &str, to: &str) -> Result<(), Failures> {
        let text = self.converted(text, from, to);
        self.pages += 1;
        write(&self.folder.join("pages").join(to), text.as_bytes())
    }

    fn converted(&mut self, text: &str, from: &str, to: &str) -> String {
        let (text, wrong) = converted(text, &LinkContext { from, to, root: &self.root, names: &self.names });
        self.wrong.extend(wrong);
        text
    }

    /// Copies a file, or the files of a folder.
    fn asset(&self, from: &str, to: &str) -> Result<(), Failures> {
        let (path, to) = (self.root.join(from), self.folder.join("pages").join(to));
        if !path.is_dir() {
            let bytes = fs::read(&path).map_err(|error| failed(&path, &error))?;
            return write(&to, &bytes);
        }
        for file in fs::read_dir(&path).map_err(|error| failed(&path, &error))? {
            let file = file.map_err(|error| failed(&path, &error))?.path();
            let bytes = fs::read(&file).map_err(|error| failed(&file, &error))?;
            write(&to.join(file.file_name().unwrap_or_default()), &bytes)?;
        }
        Ok(())
    }
}

/// A line of the navigation.
fn entry(title: &str, path: &str) -> String {
    format!("    {{ {} = {} }},\n", quoted(title), quoted(path))
}

/// A string of TOML.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn read(path: &Path) -> Result<String, Failures> {
    fs::read_to_string(path).map_err(|error| failed(path, &error))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failures> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).and_then(|()| fs::write(path, bytes)).map_err(|error| failed(path, &error))
}
