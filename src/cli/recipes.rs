//! `attrflow recipes`: expressions by task, found by the words that people have for it. A recipe is a file in `docs/recipes`, which
//! the site and the playground show too. Does not know what a recipe says.

use super::error::CliError;
use super::listings::{print_list, print_page};

/// The files of all recipes, with their names.
macro_rules! recipes {
    ($($name:literal)+) => {
        &[$(Recipe { name: $name, text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/recipes/", $name, ".md")) }),+]
    };
}

/// All recipes, by name. A test compares the list with the folder.
static RECIPES: &[Recipe] = recipes![
    "active"
    "active-from-hire-date"
    "all-roles"
    "before-the-at-sign"
    "between-characters"
    "boolean-from-text"
    "constant"
    "country-code"
    "date-format"
    "digits-only"
    "disable-when-leaving"
    "empty-value"
    "first-characters"
    "initial-and-name"
    "keep-if-empty"
    "language-tag"
    "last-characters"
    "leading-zeros"
    "line-breaks"
    "mail-or-user-name"
    "manager-mail"
    "name-last-first"
    "one-of-several-values"
    "proper-case"
    "region-from-country"
    "remove-accents"
    "remove-spaces"
    "replace-domain"
    "several-conditions"
    "single-role"
    "suffix-for-contractors"
    "unique-user-name"
    "user-name-from-mail"
    "user-name-from-names"
];

/// A recipe: a page whose heading is its task.
struct Recipe {
    name: &'static str,
    text: &'static str,
}

/// List recipes – expressions by task –, or show the one that words are about
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  attrflow recipes\n  attrflow recipes last characters\n  attrflow recipes remove accents"
)]
pub(super) struct Recipes {
    /// Words of the task, such as `last characters`, or the name of a recipe [default: list all recipes]
    words: Vec<String>,
}

impl Recipe {
    fn task(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches(['#', ' '])
    }

    /// The page without its heading.
    fn page(&self) -> &'static str {
        self.text.split_once('\n').map_or("", |(_, page)| page)
    }

    /// How well words describe the recipe, best first; `None` if one of them is not in it.
    fn rank(&self, words: &[String]) -> Option<u8> {
        let all_in = |text: &str| {
            let text = text.to_lowercase();
            words.iter().all(|word| text.contains(word.as_str()))
        };
        let others = self.text.rsplit_once("Other words: ").map_or("", |(_, others)| others);
        let is_name = words.join("-") == self.name;
        if is_name {
            Some(0)
        } else if all_in(self.task()) {
            Some(1)
        } else if all_in(&format!("{} {} {others}", self.name, self.task())) {
            Some(2)
        } else {
            all_in(self.text).then_some(3)
        }
    }
}

impl Recipes {
    pub(super) fn run(self) -> Result<(), CliError> {
        let words: Vec<String> =
            self.words.iter().flat_map(|word| word.split_whitespace()).map(str::to_lowercase).collect();
        let found = find(&words);
        match found.as_slice() {
            [] => {
                let message = format!("no recipe is about `{}`", self.words.join(" "));
                Err(CliError::with_help(message, "`attrflow recipes` lists all of them; try fewer words".to_owned()))
            }
            [recipe] if !words.is_empty() => print_page(recipe.task(), recipe.page()),
            several => print_list(several.iter().map(|recipe| (recipe.name.to_owned(), recipe.task().to_owned()))),
        }
    }
}

/// The recipes that words describe best.
fn find(words: &[String]) -> Vec<&'static Recipe> {
    let ranked: Vec<_> = RECIPES.iter().filter_map(|recipe| Some((recipe.rank(words)?, recipe))).collect();
    let best = ranked.iter().map(|(rank, _)| *rank).min();
    ranked.into_iter().filter(|(rank, _)| Some(*rank) == best).map(|(_, recipe)| recipe).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_the_folder() {
        let files =
            std::fs::read_dir("docs/recipes").unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        let mut files: Vec<String> = files.collect();
        files.sort_by(|one, other| one.trim_end_matches(".md").cmp(other.trim_end_matches(".md")));
        assert_eq!(RECIPES.iter().map(|recipe| format!("{}.md", recipe.name)).collect::<Vec<_>>(), files);
        for recipe in RECIPES {
            assert!(recipe.text.starts_with("# ") && recipe.text.contains("\nOther words: "), "{}", recipe.name);
        }
    }

    #[test]
    fn recipes_are_found_by_the_words_that_people_have() {
        for (words, name) in [
            ("last characters", "last-characters"),
            ("last four", "last-characters"),
            ("right", "last-characters"),
            ("left", "first-characters"),
            ("remove accents", "remove-accents"),
            ("umlaut", "remove-accents"),
            ("Line Break", "line-breaks"),
            ("crlf", "line-breaks"),
            ("manager", "manager-mail"),
            ("manager mail", "manager-mail"),
            ("leaver", "disable-when-leaving"),
            ("offboarding", "disable-when-leaving"),
            ("hire date", "active-from-hire-date"),
            ("trim", "remove-spaces"),
            ("padding", "leading-zeros"),
            ("do not overwrite", "keep-if-empty"),
            ("user name from mail", "user-name-from-mail"),
            ("ISO 8601", "date-format"),
            ("digits-only", "digits-only"),
        ] {
            let words: Vec<String> = words.split(' ').map(str::to_lowercase).collect();
            let found: Vec<&str> = find(&words).iter().map(|recipe| recipe.name).collect();
            assert_eq!(found, [name], "{words:?}");
        }
        assert!(find(&["quarantine".to_owned()]).is_empty());
        assert_eq!(find(&[]).len(), RECIPES.len());
        assert!(find(&["mail".to_owned()]).len() > 1);
    }
}
