//! The parameter tree: how synchronizationSchema stores an expression beside its text.
//!
//! Only the data structure and its JSON; what the tree means as an expression is defined elsewhere.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A node of the tree, `attributeMappingSource` in Microsoft Graph:
/// <https://learn.microsoft.com/graph/api/resources/synchronization-attributemappingsource>
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tree {
    /// The node as text; missing if only the tree has it, as for `%Name%` constants.
    #[serde(default)]
    pub expression: Option<String>,
    /// The attribute's name, the constant's value, or the function's name.
    #[serde(default, deserialize_with = "text_or_null")]
    pub name: String,
    /// What the node is.
    #[serde(rename = "type", default, deserialize_with = "kind_or_null")]
    pub kind: TreeKind,
    /// The arguments with their keys, in order; a repeating parameter repeats its key.
    #[serde(default, deserialize_with = "read_parameters", serialize_with = "write_parameters")]
    pub parameters: Vec<(String, Tree)>,
}

/// What a node of the tree is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TreeKind {
    /// A source attribute; also what a node without a type is.
    #[default]
    Attribute,
    /// A constant.
    Constant,
    /// A function with its parameters.
    Function,
}

impl TreeKind {
    /// Every kind with its name.
    pub const ALL: [(TreeKind, &'static str); 3] =
        [(TreeKind::Attribute, "Attribute"), (TreeKind::Constant, "Constant"), (TreeKind::Function, "Function")];

    /// The kind with that name; names are case-sensitive.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| *known == name).map(|(kind, _)| kind)
    }
}

/// One parameter as the JSON has it.
#[derive(Deserialize)]
struct Parameter {
    key: String,
    value: Tree,
}

fn text_or_null<'de, D: Deserializer<'de>>(reader: D) -> Result<String, D::Error> {
    Ok(Option::deserialize(reader)?.unwrap_or_default())
}

fn kind_or_null<'de, D: Deserializer<'de>>(reader: D) -> Result<TreeKind, D::Error> {
    Ok(Option::deserialize(reader)?.unwrap_or_default())
}

fn read_parameters<'de, D: Deserializer<'de>>(reader: D) -> Result<Vec<(String, Tree)>, D::Error> {
    let parameters: Option<Vec<Parameter>> = Option::deserialize(reader)?;
    Ok(parameters.unwrap_or_default().into_iter().map(|parameter| (parameter.key, parameter.value)).collect())
}

fn write_parameters<S: Serializer>(parameters: &[(String, Tree)], writer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Parameter<'t> {
        key: &'t str,
        value: &'t Tree,
    }
    writer.collect_seq(parameters.iter().map(|(key, value)| Parameter { key, value }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_survives_the_way_through_json() {
        let text = r#"{"expression":"Join(\"@\", [name], )","name":"Join","type":"Function","parameters":[{"key":"separator","value":{"expression":"\"@\"","name":"@","type":"Constant","parameters":[]}},{"key":"source","value":{"expression":"[name]","name":"name","type":"Attribute","parameters":[]}},{"key":"source","value":{"expression":null,"name":"%Domain%","type":"Constant","parameters":[]}}]}"#;
        let tree: Tree = serde_json::from_str(text).unwrap();
        assert_eq!(tree.parameters[2].1.name, "%Domain%");
        assert_eq!(serde_json::to_string(&tree).unwrap(), text);
    }

    #[test]
    fn what_may_be_left_out_may_be_left_out() {
        let expected = Tree { name: "mail".to_owned(), ..Tree::default() };
        for text in [
            r#"{"name":"mail","type":"Attribute"}"#,
            r#"{"type":"Attribute","parameters":null,"expression":null,"name":"mail"}"#,
            r#"{"name":"mail","type":null,"unheard":1}"#,
        ] {
            assert_eq!(serde_json::from_str::<Tree>(text).unwrap(), expected, "{text}");
        }
        assert!(serde_json::from_str::<Tree>(r#"{"name":"mail","type":"Atribute"}"#).is_err());
    }
}
