//! What is compiled anew for a change: the changed attribute mapping, with those that are written into the same attribute of
//! the target, or the whole object mapping.
//!
//! Runs nothing.

use super::super::subject::MappingUnderTest;
use super::{Edit, apply};
use crate::check::check_object;
use crate::dotnet::casing::lower_invariant;
use crate::engine::ObjectProgram;
use crate::mapping::ObjectMapping;
use std::collections::HashMap;

/// Attribute mappings of one attribute of the target, compiled without the others.
pub(super) struct PartialObject {
    pub program: ObjectProgram,
    /// The number of the attribute mapping that matters, among these.
    pub at: usize,
}

impl PartialObject {
    /// Whether it always gives the same for the same record, whatever else is run.
    pub fn is_pure(&self) -> bool {
        self.program.attributes().program().is_pure()
    }
}

/// The whole object mapping, compiled anew for each change. It is needed where a change may matter for other attribute
/// mappings: that of a clause, and of what depends on the clock, on chance, on settings or on values in use.
pub(super) struct Whole<'s> {
    subject: &'s MappingUnderTest,
    listing: Option<String>,
}

impl<'s> Whole<'s> {
    pub fn new(subject: &'s MappingUnderTest) -> Self {
        Self { subject, listing: None }
    }

    /// The changed program, or nothing if it does not compile or is the same.
    pub fn changed(&mut self, edit: &Edit) -> Option<ObjectProgram> {
        let Self { subject, listing } = self;
        let (_, object) = subject.object()?;
        let mut object = object.clone();
        apply(&mut object, edit);
        let program = compiled(subject, &object)?;
        if let Edit::Expression(..) = edit {
            let listing = listing.get_or_insert_with(|| subject.program.attributes().program().to_string());
            if program.attributes().program().to_string() == *listing {
                return None;
            }
        }
        Some(program)
    }
}

/// The object mapping in parts that can be run alone: the attribute mappings of one attribute of the target are written into
/// one value.
pub(super) struct Parts<'s> {
    subject: &'s MappingUnderTest,
    object: &'s ObjectMapping,
    /// The object mapping without its attribute mappings, and without its scope, in which the records are.
    frame: ObjectMapping,
    /// The attribute mappings by the attribute of their target, and that of each attribute mapping.
    of_target: HashMap<String, Vec<usize>>,
    targets: Vec<String>,
}

impl<'s> Parts<'s> {
    pub fn new(subject: &'s MappingUnderTest) -> Option<Self> {
        let (_, object) = subject.object()?;
        let targets = subject.program.template().targets().iter();
        let targets: Vec<String> =
            targets.map(|target| lower_invariant(target.path.attribute()).into_owned()).collect();
        let mut of_target: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, target) in targets.iter().enumerate() {
            of_target.entry(target.clone()).or_default().push(index);
        }
        let frame = ObjectMapping {
            name: object.name.clone(),
            source_object: object.source_object.clone(),
            target_object: object.target_object.clone(),
            scope: None,
            attribute_mappings: Vec::new(),
            metadata: object.metadata.clone(),
            ..*object
        };
        Some(Self { subject, object, frame, of_target, targets })
    }

    /// The part of an attribute mapping, as it is or changed; nothing if it does not compile alone.
    pub fn part(&self, index: usize, edit: Option<&Edit>) -> Option<PartialObject> {
        let indexes = self.of_target.get(self.targets.get(index)?)?;
        let at = indexes.iter().position(|one| *one == index)?;
        let mut object = self.frame.clone();
        let each = indexes.iter().filter_map(|index| self.object.attribute_mappings.get(*index));
        object.attribute_mappings.extend(each.cloned());
        if let Some(edit) = edit {
            apply(&mut object, &edit.at(at));
        }
        Some(PartialObject { program: compiled(self.subject, &object)?, at })
    }
}

fn compiled(subject: &MappingUnderTest, object: &ObjectMapping) -> Option<ObjectProgram> {
    let (rule, _) = subject.object()?;
    let (checked, _) = check_object(&subject.mapping, rule, object, subject.dialect, subject.flavor);
    Some(ObjectProgram::new(&subject.mapping, rule, object, checked?))
}
