//! Functions of Entra Connect Sync on distinguished names.

use super::types::{Name, Num, Reference, Str};
use crate::diagnostic::{EvalError, registry};
use crate::functions::declare::functions;
use crate::functions::parameter::Optional;
use crate::functions::shared::directory::components;
use crate::functions::{CallError, Scope};
use crate::text::Span;
use std::borrow::Cow;

functions! {
    /// A string as a reference to another object.
    ///
    /// Whether there is such an object is not asked.
    ///
    /// | expression                                 | record | dialect | gives                        |
    /// |--------------------------------------------|--------|---------|------------------------------|
    /// | `CRef("CN=LC Services,DC=contoso,DC=com")` | `{}`   | connect | `"CN=LC Services,DC=contoso,DC=com"` |
    /// | `CRef([a])`                                | `{}`   | connect | absent                       |
    #[languages(CONNECT)]
    fn CRef<'r>(value: Name<'r>) -> Reference<'r> {
        Reference(value.0)
    }

    /// The value of a component of a distinguished name, counted from the left.
    ///
    /// Escapes in it stay as they are written. No value if there are fewer components.
    ///
    /// | expression                       | record                              | dialect | gives   |
    /// |----------------------------------|-------------------------------------|---------|---------|
    /// | `DNComponent(CRef([dn]), 1)`     | `{"dn": "cn=Joe,ou=Sales,dc=contoso"}` | connect | `"Joe"` |
    /// | `DNComponent([dn], 2)`           | `{"dn": "cn=Joe, ou=Sales,dc=contoso"}` | connect | `"Sales"` |
    /// | `DNComponent([dn], 1)`           | `{"dn": "CN=Ada\\0ACNF:1,DC=contoso"}` | connect | `"Ada\\0ACNF:1"` |
    /// | `DNComponent([dn], 4)`           | `{"dn": "cn=Joe,ou=Sales,dc=contoso"}` | connect | absent |
    /// | `DNComponent([dn], 1)`           | `{}`                                | connect | absent  |
    #[languages(CONNECT)]
    #[properties(LowestUseful("number", 1, "no value"))]
    fn DNComponent<'r>(dn: Reference<'r>, number: Num) -> Option<&'r str> {
        let position = position(number)?;
        components(dn.0).nth(position).map(value_of)
    }

    /// The value of a component of a distinguished name, counted from the right.
    ///
    /// With the option `"DC"`, components of domains do not count.
    ///
    /// | expression                             | record                                          | dialect | gives  |
    /// |----------------------------------------|-------------------------------------------------|---------|--------|
    /// | `DNComponentRev([dn], 1)`              | `{"dn": "cn=Joe,ou=GA,ou=US,dc=contoso,dc=com"}` | connect | `"com"` |
    /// | `DNComponentRev([dn], 2, "DC")`        | `{"dn": "cn=Joe,ou=GA,ou=US, dc=contoso,dc=com"}` | connect | `"GA"` |
    /// | `DNComponentRev([dn], 9)`              | `{"dn": "cn=Joe,dc=com"}`                       | connect | absent |
    /// | `DNComponentRev([dn], 1, "OU")`        | `{"dn": "cn=Joe,dc=com"}`                       | connect | unknown-option |
    #[languages(CONNECT)]
    #[properties(LowestUseful("number", 1, "no value"))]
    fn DNComponentRev<'r>(dn: Reference<'r>, number: Num, option: Optional<Str<'r>>) -> Result<Option<&'r str>, CallError> {
        let without_domains = match option.0.map(|option| option.0) {
            None => false,
            Some("DC") => true,
            Some(other) => {
                let diagnostic = registry::unknown_option(Span::default(), "option", "DNComponentRev", "`\"DC\"`");
                return Err(CallError::text(2, diagnostic, other));
            }
        };
        let is_domain = |component: &str| {
            component.split_once('=').is_some_and(|(name, _)| name.trim().eq_ignore_ascii_case("dc"))
        };
        let counted: Vec<&'r str> = components(dn.0).filter(|one| !(without_domains && is_domain(one))).collect();
        Ok(position(number).and_then(|position| counted.iter().rev().nth(position)).map(|one| value_of(one)))
    }

    /// A component of a distinguished name with the characters of its value escaped.
    ///
    /// The value is what is behind the first `=`.
    ///
    /// | expression                                     | record                      | dialect | gives             |
    /// |------------------------------------------------|-----------------------------|---------|-------------------|
    /// | `EscapeDNComponent("cn=" & [displayName])`     | `{"displayName": "Doe, John"}` | connect | `"cn=Doe\\, John"` |
    /// | `EscapeDNComponent("cn=#a+b ")`                | `{}`                        | connect | `"cn=\\#a\\+b\\ "` |
    /// | `EscapeDNComponent("cn=Ada")`                  | `{}`                        | connect | `"cn=Ada"`        |
    /// | `EscapeDNComponent([a])`                       | `{}`                        | connect | absent            |
    #[languages(CONNECT)]
    fn EscapeDNComponent<'r>(component: Str<'r>, scope: &'r Scope<'r>) -> Result<&'r str, EvalError> {
        scope.keep(escaped(component.0))
    }
}

fn position(number: Num) -> Option<usize> {
    number.0.checked_sub(1).and_then(|position| usize::try_from(position).ok())
}

/// The value of a component as it is written.
fn value_of(component: &str) -> &str {
    component.split_once('=').map_or(component, |(_, value)| value).trim()
}

/// A component with the characters of its value escaped that RFC 4514, section 2.4, names.
fn escaped(component: &str) -> Cow<'_, str> {
    let start = component.find('=').map_or(0, |at| at + 1);
    let (name, value) = component.split_at_checked(start).unwrap_or(("", component));
    let last = value.char_indices().last().map_or(0, |(at, _)| at);
    let is_special = |at: usize, character: char| match character {
        '"' | '+' | ',' | ';' | '<' | '>' | '\\' => true,
        '#' => at == 0,
        ' ' => at == 0 || at == last,
        _ => false,
    };
    if !value.char_indices().any(|(at, character)| character == '\0' || is_special(at, character)) {
        return Cow::Borrowed(component);
    }
    let mut made = String::with_capacity(component.len() + 8);
    made.push_str(name);
    for (at, character) in value.char_indices() {
        match character {
            '\0' => made.push_str("\\00"),
            _ => {
                if is_special(at, character) {
                    made.push('\\');
                }
                made.push(character);
            }
        }
    }
    Cow::Owned(made)
}
