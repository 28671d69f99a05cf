// Where in an expression something can be completed: not behind a finished operand, such as the closing quote of a string, where
// only an operator, a comma or a closing parenthesis can stand.

/** Whether a completion makes sense at an offset. Inside of strings and brackets it does. */
export function canStand(text: string, offset: number): boolean {
  let at = 0;
  let operand = false;
  while (at < offset) {
    const rest = text.slice(at, offset);
    const quoted = /^"(?:[^"\\]|\\[\s\S])*("?)/.exec(rest) ?? /^\[[^\]]*(\]?)/.exec(rest);
    const word = /^[\p{L}\p{N}_.%-]+/u.exec(rest);
    if (quoted) {
      if (!quoted[1]) return true;
      operand = true;
      at += quoted[0].length;
    } else if (word) {
      at += word[0].length;
      // A word that ends at the caret is still being written.
      if (at >= offset) return !operand;
      operand = true;
    } else {
      const [sign] = rest;
      if (!/\s/.test(sign!)) operand = sign === ')';
      at += 1;
    }
  }
  return !operand;
}
