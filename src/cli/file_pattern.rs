//! Patterns for the names of files: `*` is any name, `**` any number of folders, `?` one character of ASCII; everything
//! else stands for itself. A pattern matches in every folder, and `\` is `/`, in patterns as in paths, so that one
//! `attrflow.toml` serves people on Windows and elsewhere.
//!
//! Does not know which files there are.

use globset::{GlobBuilder, GlobMatcher};

/// A pattern for paths.
#[derive(Debug)]
pub(super) struct FilePattern(GlobMatcher);

impl FilePattern {
    pub(super) fn new(pattern: &str) -> Result<Self, String> {
        // Shells complete names to `.\a.toml`; the pattern matches in every folder anyway.
        let pattern = pattern.strip_prefix(['.']).and_then(|rest| rest.strip_prefix(['/', '\\'])).unwrap_or(pattern);
        // Alone, `**/` would be every file, and no pattern is no file.
        let mut glob = if pattern.is_empty() { String::new() } else { "**/".to_owned() };
        for character in pattern.chars() {
            match character {
                '\\' => glob.push('/'),
                // Exports are called `users [1].json`, so brackets are not the library's classes and choices.
                '[' | ']' | '{' | '}' => glob.push_str(&globset::escape(character.encode_utf8(&mut [0; 4]))),
                other => glob.push(other),
            }
        }
        let glob = GlobBuilder::new(&glob).literal_separator(true).build();
        let refused = |_| format!("`{pattern}` is not a valid file pattern");
        Ok(Self(glob.map_err(refused)?.compile_matcher()))
    }

    pub(super) fn is_match(&self, path: &str) -> bool {
        self.0.is_match(path.replace('\\', "/"))
    }
}

#[cfg(test)]
mod tests {
    use super::FilePattern;

    #[test]
    fn a_pattern_matches_paths() {
        for (pattern, matched, others) in [
            (
                "a.toml",
                &["a.toml", "x/a.toml", "./a.toml", "/x/y/a.toml", "x\\a.toml"][..],
                &["ba.toml", "a.toml/b"][..],
            ),
            ("./maps/a.toml", &["maps/a.toml", "x/maps/a.toml", ".\\maps\\a.toml"], &["maps/x/a.toml", "a.toml"]),
            (".\\maps\\*.toml", &["maps/a.toml", "./maps/a.toml"], &["a.toml"]),
            (".hidden/a.toml", &[".hidden/a.toml"], &["hidden/a.toml", "a.toml"]),
            ("../a.toml", &["../a.toml"], &["a.toml"]),
            ("*.toml", &["a.toml", "x/a.toml", ".toml", "C:\\x\\a b.toml"], &["a.json", "a.toml/b"]),
            ("maps/*.toml", &["maps/a.toml", "x/maps/a.toml", "maps\\a.toml", "x\\maps/a.toml"], &["maps/x/a.toml"]),
            (
                "maps\\*.toml",
                &["maps/a.toml", "maps\\a.toml", "C:\\x\\maps\\a.toml"],
                &["maps\\x\\a.toml", "maps*.toml"],
            ),
            ("maps/**/a.toml", &["maps/a.toml", "maps/x/a.toml", "maps\\x\\y\\a.toml"], &["a.toml", "mapsa.toml"]),
            ("maps\\**\\a.toml", &["maps/a.toml", "x/maps/y/a.toml", "maps\\x\\a.toml"], &["a.toml"]),
            ("**/a.toml", &["a.toml", "x/y/a.toml", "x\\a.toml"], &["xa.toml"]),
            ("maps/**", &["maps/a", "maps/x/y", "maps\\x\\y"], &["maps", "xmaps/a"]),
            ("**", &["a", "x/y"], &[]),
            ("a?.toml", &["ab.toml", "x\\ab.toml"], &["a.toml", "a/.toml", "a\\.toml"]),
            ("/x/*.toml", &["/x/a.toml", "\\x\\a.toml"], &["x/a.toml", "/y/a.toml"]),
            ("C:\\maps\\*.toml", &["C:\\maps\\a.toml", "C:/maps/a.toml"], &["D:/maps/a.toml"]),
            ("\\\\server\\share\\*", &["//server/share/a", "\\\\server\\share\\a"], &["server/share/a"]),
            ("users [1].{a,b}", &["users [1].{a,b}", "x/users [1].{a,b}"], &["users 1.a", "users 1.{a,b}"]),
            ("[!a]^(b)+$.|", &["[!a]^(b)+$.|"], &["b"]),
            ("é*.toml", &["é😀.toml"], &["e.toml"]),
            ("<expression>", &["<expression>"], &["expression"]),
            ("x/", &[], &["x", "x/a", "a"]),
            ("", &[], &["a", "x/a"]),
        ] {
            let read = FilePattern::new(pattern).unwrap();
            for path in matched {
                assert!(read.is_match(path), "`{pattern}` has to match `{path}`");
            }
            for path in others {
                assert!(!read.is_match(path), "`{pattern}` may not match `{path}`");
            }
        }
    }
}
