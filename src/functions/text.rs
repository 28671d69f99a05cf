//! Functions on one text.

use super::declare::functions;

functions! {
    /// The source without its blanks.
    ///
    /// Only U+0020 is removed, wherever it stands.
    ///
    /// | expression              | record                       | gives        |
    /// |-------------------------|------------------------------|--------------|
    /// | `StripSpaces([name])`   | `{"name": " Ada  Lovelace"}` | `"AdaLovelace"` |
    /// | `StripSpaces([name])`   | `{}`                         | absent       |
    fn StripSpaces<'r>(source: &'r str, scope: &'r super::Scope<'r>) -> &'r str {
        if !source.contains(' ') {
            return source;
        }
        scope.arena.alloc_str(&source.replace(' ', ""))
    }
}
