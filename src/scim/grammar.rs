//! The parser that pest makes of `grammar/target_path.pest`. Knows nothing of what becomes of the tree.

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/target_path.pest"]
pub(super) struct TargetGrammar;
