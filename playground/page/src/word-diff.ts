// The difference of two expressions, word by word. Words, strings, attributes and signs are compared as wholes.

import { element } from './dom';

const WORDS = /"(?:[^"\\]|\\.)*"?|\[[^\]]*\]?|\s+|[\p{L}\p{N}_]+|[\s\S]/gu;
/** Longer texts are compared as wholes: the comparison takes time in the product of their lengths. */
const MOST = 1_200;

/** The parts of a string, which are compared on their own. */
const INSIDE = /[\p{L}\p{N}_]+|[\s\S]/gu;

const wordsOf = (text: string) => (text.match(WORDS) ?? []).flatMap((word) => (word.startsWith('"') ? word.match(INSIDE) ?? [] : [word]));

/** Nodes: what is the same, `<del>` and `<ins>`. */
export function wordDiff(before: string, after: string): (Node | string)[] {
  const [old, fresh] = [wordsOf(before), wordsOf(after)];
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < fresh.length - start && old.at(-1 - end) === fresh.at(-1 - end)) end += 1;
  const [left, right] = [old.slice(start, old.length - end), fresh.slice(start, fresh.length - end)];
  const made: (Node | string)[] = [old.slice(0, start).join('')];
  const add = (kind: 'del' | 'ins', words: string[]) => { if (words.length) made.push(element(kind, {}, words.join(''))); };
  if (left.length > MOST || right.length > MOST) {
    add('del', left);
    add('ins', right);
  } else {
    for (const [same, gone, come] of runs(left, right)) {
      add('del', gone);
      add('ins', come);
      if (same.length) made.push(same.join(''));
    }
  }
  made.push(old.slice(old.length - end).join(''));
  return made.filter((part) => part !== '');
}

/** Pieces of: what goes, what comes, and what is then the same. */
function runs(left: string[], right: string[]): [string[], string[], string[]][] {
  const width = right.length + 1;
  const lengths = new Uint16Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = left[i] === right[j] ? lengths[(i + 1) * width + j + 1]! + 1 : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  const made: [string[], string[], string[]][] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const [same, gone, come]: [string[], string[], string[]] = [[], [], []];
    while (i < left.length || j < right.length) {
      if (i < left.length && j < right.length && left[i] === right[j]) break;
      if (j >= right.length || (i < left.length && lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)) gone.push(left[i++]!);
      else come.push(right[j++]!);
    }
    while (i < left.length && j < right.length && left[i] === right[j]) { same.push(left[i]!); i += 1; j += 1; }
    made.push([same, gone, come]);
  }
  return made;
}
