//! What PowerShell writes in the place of an object or array where its `ConvertTo-Json -Depth` ends, and in each cell of
//! `Export-Csv`: the members as text, or the name of a type of .NET.
//!
//! Knows the texts only, and not where an object is expected.

/// How the names of types of objects begin, and the names of the models of Microsoft Graph's SDK contain `.Models.`.
const TYPES: &[&str] = &[
    "System.Collections.",
    "System.Management.Automation.",
    "Microsoft.ActiveDirectory.Management.",
    "Microsoft.Open.AzureAD.Model.",
];

/// Whether a text stands for an object or array: `@{name=…}`, or the name of a type such as `System.String[]`.
pub fn is_flattened(text: &str) -> bool {
    let text = text.trim();
    if text.starts_with("@{") {
        return text.ends_with('}') && (text.contains('=') || text == "@{}");
    }
    let is_type = |word: &str| {
        TYPES.iter().any(|name| word.starts_with(name))
            || word.starts_with("Microsoft.Graph.") && word.contains(".Models.")
            || word.starts_with("System.Object")
            || word.starts_with("System.") && word.ends_with("[]")
    };
    // An array is the texts of its items with blanks between them.
    let mut words = text.split_whitespace().peekable();
    words.peek().is_some() && words.all(is_type)
}

#[cfg(test)]
mod tests {
    use super::is_flattened;

    #[test]
    fn texts_of_objects_are_known() {
        for (text, flattened) in [
            ("@{}", true),
            ("@{Id=1}", true),
            ("@{id=1; name=Azure Active Directory; objects=System.Object[]}", true),
            ("System.Object[]", true),
            ("System.String[]", true),
            (" System.Byte[] ", true),
            ("System.Collections.Hashtable", true),
            ("System.Collections.Generic.List`1[System.String]", true),
            ("System.Collections.Generic.Dictionary`2[System.String,System.Object]", true),
            ("System.Management.Automation.PSCustomObject", true),
            ("Microsoft.ActiveDirectory.Management.ADPropertyValueCollection", true),
            ("Microsoft.Graph.PowerShell.Models.MicrosoftGraphSynchronizationRule", true),
            ("Microsoft.Graph.Beta.PowerShell.Models.MicrosoftGraphManager", true),
            ("@{name=a} @{name=b}", true),
            (
                "Microsoft.Graph.PowerShell.Models.MicrosoftGraphAttributeMapping Microsoft.Graph.PowerShell.Models.MicrosoftGraphAttributeMapping",
                true,
            ),
            ("", false),
            (" ", false),
            ("@{", false),
            ("@{name}", false),
            ("a@{b=c}", false),
            ("System", false),
            ("System.", false),
            ("System.Engineering", false),
            ("System Operations[]", false),
            ("System.Object is a class", false),
            ("Microsoft.Graph.Team", false),
            ("Microsoft Entra ID", false),
            ("ada@contoso.com", false),
            ("[mail]", false),
        ] {
            assert_eq!(is_flattened(text), flattened, "{text}");
        }
    }
}
