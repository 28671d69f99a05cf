//! What PowerShell's `ConvertTo-Json` writes where its `-Depth` ends: the text of an object in the place of the object.
//!
//! Knows the texts only, and not where an object is expected.

use super::index::Node;

/// Names of .NET types that stand for an object or an array: their namespaces, and what a type of objects is called.
const TYPES: &[&str] = &["System.Object", "System.Collections.", "System.Management.Automation.", "Microsoft.Graph."];

/// Whether a node is the text of an object or array that was cut off: `@{name=…}`, or the name of a type.
pub fn is_cut(node: Node<'_>) -> bool {
    let Some(text) = node.text() else { return false };
    let text = text.trim();
    // An array is the texts of its items with blanks between them.
    let is_type = |word: &str| TYPES.iter().any(|name| word.starts_with(name));
    let mut words = text.split_whitespace().peekable();
    text.starts_with("@{") && text.ends_with('}') || words.peek().is_some() && words.all(is_type)
}

#[cfg(test)]
mod tests {
    use super::is_cut;
    use crate::mapping::json::Index;

    #[test]
    fn texts_of_objects_are_known() {
        for (text, cut) in [
            ("@{}", true),
            ("@{id=1; name=Azure Active Directory; objects=System.Object[]}", true),
            ("System.Object[]", true),
            ("System.Collections.Hashtable", true),
            ("System.Collections.Generic.Dictionary`2[System.String,System.Object]", true),
            ("System.Management.Automation.PSCustomObject", true),
            ("Microsoft.Graph.PowerShell.Models.MicrosoftGraphSynchronizationRule", true),
            ("@{name=a} @{name=b}", true),
            (
                "Microsoft.Graph.PowerShell.Models.MicrosoftGraphAttributeMapping Microsoft.Graph.PowerShell.Models.MicrosoftGraphAttributeMapping",
                true,
            ),
            ("", false),
            (" ", false),
            ("@{", false),
            ("System.Object is a class", false),
            ("Microsoft Entra ID", false),
            ("[mail]", false),
        ] {
            let json = serde_json::Value::from(text).to_string();
            let index = Index::new(&json);
            assert_eq!(index.roots().next().is_some_and(is_cut), cut, "{text}");
        }
    }
}
