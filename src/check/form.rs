//! Parts of a checked expression that only a language with variables has: locals, loops over multiple values, conditions with
//! their values. Without the feature `connect` there are none.
//!
//! Does not know how they are written, and which functions they come from.

#[cfg(feature = "connect")]
pub use with_locals::{Each, Form};
#[cfg(not(feature = "connect"))]
pub use without_locals::Form;

#[cfg(feature = "connect")]
mod with_locals {
    use crate::check::{Expr, ExprKind};
    use crate::program::Collects;

    /// A part with locals, or in the place of one.
    #[derive(Clone, Debug)]
    pub enum Form {
        /// No value, and no other rule may give the attribute one.
        Clear,
        /// The value of a local, by its number.
        Local(u32),
        /// The value of the last part, with a local that has the value of the first one.
        Let(u32, Expr, Expr),
        /// A part for each of multiple values.
        Each(Each),
        /// The value behind the first condition that is true. All conditions are evaluated.
        Cases(Vec<(Expr, Expr)>),
    }

    /// A loop: structured, so that it ends after as many turns as there are values.
    #[derive(Clone, Debug)]
    pub struct Each {
        /// What it makes of the values of its body.
        pub collects: Collects,
        /// Locals with what they take their values from. The loop is over the only one that has multiple values.
        pub sources: Vec<(u32, Expr)>,
        /// What is evaluated in each turn.
        pub body: Expr,
    }

    impl Form {
        /// The parts directly inside, in the order in which they are written.
        pub fn children(&self) -> Vec<&Expr> {
            match self {
                Form::Clear | Form::Local(_) => Vec::new(),
                Form::Let(_, value, body) => vec![value, body],
                Form::Each(each) => each.sources.iter().map(|(_, source)| source).chain([&each.body]).collect(),
                Form::Cases(cases) => cases.iter().flat_map(|(condition, value)| [condition, value]).collect(),
            }
        }

        /// The same with other parts inside.
        pub fn map(&self, with: &dyn Fn(&Expr) -> Expr) -> ExprKind {
            ExprKind::Form(Box::new(match self {
                Form::Clear | Form::Local(_) => self.clone(),
                Form::Let(local, value, body) => Form::Let(*local, with(value), with(body)),
                Form::Each(Each { collects, sources, body }) => Form::Each(Each {
                    collects: *collects,
                    sources: sources.iter().map(|(local, source)| (*local, with(source))).collect(),
                    body: with(body),
                }),
                Form::Cases(cases) => {
                    Form::Cases(cases.iter().map(|(condition, value)| (with(condition), with(value))).collect())
                }
            }))
        }
    }
}

#[cfg(not(feature = "connect"))]
mod without_locals {
    use crate::check::{Expr, ExprKind};

    /// There is no such part in this build.
    #[derive(Clone, Debug)]
    pub enum Form {}

    impl Form {
        /// The parts directly inside.
        pub fn children(&self) -> Vec<&Expr> {
            match *self {}
        }

        /// The same with other parts inside.
        pub fn map(&self, _: &dyn Fn(&Expr) -> Expr) -> ExprKind {
            match *self {}
        }
    }
}
