//! The pages of recipes, one file each in `docs/recipes`, and the page that lists them. The command `attrflow recipes` and the
//! playground show the same files.

use crate::{Failures, failed};
use attrflow::tool::page::links::SITE;
use std::fmt::Write;
use std::path::Path;

/// The folder, from the root of the repository.
const FOLDER: &str = "docs/recipes";

/// A recipe.
pub(crate) struct Recipe {
    /// Its task, which is the heading of its page.
    pub(crate) task: String,
    /// Its path in the repository.
    pub(crate) path: String,
    /// Its page.
    pub(crate) text: String,
}

impl Recipe {
    /// Its page, with a link to the playground, which has it among its examples.
    pub(crate) fn page(&self) -> String {
        let name = self.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
        format!("{}\n[Try it in the playground]({SITE}/playground/index.html#task={name}){{ .md-button }}\n", self.text)
    }
}

/// All recipes, ordered by their tasks.
pub(crate) fn all(root: &Path) -> Result<Vec<Recipe>, Failures> {
    let folder = root.join(FOLDER);
    let mut recipes = Vec::new();
    for file in std::fs::read_dir(&folder).map_err(|error| failed(&folder, &error))? {
        let path = file.map_err(|error| failed(&folder, &error))?.path();
        let text = std::fs::read_to_string(&path).map_err(|error| failed(&path, &error))?;
        let task = text.lines().next().and_then(|line| line.strip_prefix("# "));
        let task = task.ok_or_else(|| vec![format!("{}: a recipe begins with its task", path.display())])?.to_owned();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        recipes.push(Recipe { task, path: format!("{FOLDER}/{name}"), text });
    }
    recipes.sort_by(|one, other| one.task.cmp(&other.task));
    Ok(recipes)
}

/// The page that lists them.
pub(crate) fn list(recipes: &[Recipe]) -> String {
    let mut page = "# Recipes\n\nExpressions by task, each with a record and its result. The tests run every row. \
        `attrflow recipes WORDS` finds them in the terminal, and the playground has them under *Examples*.\n\n| task | expression |\n|---|---|\n"
        .to_owned();
    for recipe in recipes {
        let name = recipe.path.rsplit('/').next().unwrap_or_default();
        let rows = attrflow::tool::page::rows(&recipe.text);
        let expression = rows.iter().find_map(|row| row.get("expression")).unwrap_or_default();
        let _ = writeln!(page, "| [{}]({name}) | `{}` |", recipe.task, expression.replace('|', "\\|"));
    }
    page
}
