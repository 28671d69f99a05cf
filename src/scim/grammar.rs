//! The parser that pest generates from `grammar/target_path.pest`. Knows nothing of how the tree is used.

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/target_path.pest"]
pub(super) struct TargetGrammar;
