//! The inputs that are committed: by what they cover, not by their length. Where many inputs cover the same, the
//! shortest stands for them; where there are more than may be kept, those are that add the most.

use super::{failed, files};
use crate::shell::Failure;
use data_encoding::BASE64;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How many bytes the inputs of one corpus may have together.
const MOST_BYTES: usize = 64 << 10;

/// The inputs that were chosen.
pub(super) struct Kept {
    pub inputs: Vec<Vec<u8>>,
    /// How many features of the code they cover, and how many all inputs do.
    covered: usize,
    all: usize,
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Kept { inputs, covered, all } = self;
        write!(f, "{} inputs cover {covered} of {all} features", inputs.len())
    }
}

/// Writes each committed input to its own file, as the fuzzer expects.
pub(super) fn unpack(committed: &Path, folder: &Path) -> Result<(), Failure> {
    let lines = fs::read_to_string(committed).unwrap_or_default();
    for (number, line) in lines.lines().enumerate() {
        let input = BASE64.decode(line.as_bytes()).map_err(|error| failed(format!("line {}: {error}", number + 1)))?;
        fs::write(folder.join(format!("committed-{number:04}")), input).map_err(|error| failed(error.to_string()))?;
    }
    Ok(())
}

/// Writes the inputs, one per line, the shortest first. Inputs that once failed are added to `failures/` by hand.
pub(super) fn pack(inputs: &[Vec<u8>], committed: &Path) -> Result<(), Failure> {
    let mut inputs = inputs.to_vec();
    inputs.sort_by_key(|input| (input.len(), input.clone()));
    let lines: String = inputs.iter().map(|input| BASE64.encode(input) + "\n").collect();
    fs::write(committed, lines).map_err(|error| failed(error.to_string()))
}

/// Has the fuzzer run all inputs of a folder once more, and chooses by what it says that each covers.
pub(super) fn choose(program: &Path, folder: &Path, work: &Path) -> Result<Kept, Failure> {
    let (small, control) = (work.join("small"), work.join("merge.txt"));
    let _ = (fs::remove_dir_all(&small), fs::remove_file(&control));
    fs::create_dir_all(&small).map_err(|error| failed(error.to_string()))?;
    let status = Command::new(program)
        .args(["-merge=1", "-verbosity=0"])
        .arg(format!("-merge_control_file={}", control.display()))
        .args([&small, folder])
        .stderr(Stdio::null())
        .status();
    if !status.is_ok_and(|status| status.success()) {
        return Err(failed(format!("the corpus of {} cannot be merged", program.display())));
    }
    let said = fs::read_to_string(&control).map_err(|error| failed(error.to_string()))?;
    let names = files(folder)?.into_iter().map(|path| (path.display().to_string(), path)).collect();
    Ok(greedy(&candidates(&said, &names)))
}

/// Each input with the features that it covers: the lines `FT NUMBER FEATURE …` behind the list of all inputs.
fn candidates(control: &str, names: &HashMap<String, PathBuf>) -> Vec<(Vec<u8>, Vec<u32>)> {
    let paths: Vec<&PathBuf> = control.lines().filter_map(|line| names.get(line)).collect();
    let features = control.lines().filter_map(|line| line.strip_prefix("FT "));
    let mut numbers = features.map(|line| line.split(' ').filter_map(|number| number.parse::<u32>().ok()));
    let of_each = std::iter::from_fn(|| numbers.next().map(|mut line| (line.next(), line.collect::<Vec<u32>>())));
    of_each.filter_map(|(number, features)| Some((fs::read(paths.get(number? as usize)?).ok()?, features))).collect()
}

/// Takes again and again the input that adds the most features for its length, until nothing is added or the room is
/// full.
fn greedy(candidates: &[(Vec<u8>, Vec<u32>)]) -> Kept {
    let all = candidates.iter().flat_map(|(_, features)| features).collect::<HashSet<_>>().len();
    let (mut covered, mut inputs, mut bytes): (HashSet<u32>, Vec<Vec<u8>>, usize) = (HashSet::new(), Vec::new(), 0);
    // What an input adds never grows while others are taken: only the first of the queue has to be counted again.
    let mut queue: std::collections::BinaryHeap<(usize, usize)> = std::collections::BinaryHeap::new();
    let worth = |new: usize, length: usize| new * 1_000 / (length + 32);
    queue.extend(candidates.iter().enumerate().map(|(index, (input, new))| (worth(new.len(), input.len()), index)));
    while let Some((claimed, index)) = queue.pop() {
        let Some((input, features)) = candidates.get(index) else { continue };
        let new = features.iter().filter(|feature| !covered.contains(*feature)).count();
        let now = worth(new, input.len());
        match () {
            () if new == 0 || bytes + input.len() > MOST_BYTES => {}
            () if now < claimed => queue.push((now, index)),
            () => {
                covered.extend(features);
                bytes += input.len();
                inputs.push(input.clone());
            }
        }
    }
    Kept { inputs, covered: covered.len(), all }
}
