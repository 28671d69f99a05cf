// The same evaluation on the command line, for bash and for PowerShell, with the options that the expression needs and no others;
// and the copies of a result.

import type { RunFields } from './run-request';

export interface Evaluated { expression: string; record: string; run: RunFields }

/** Functions whose result depends on the clock, and on random values. */
// A date that is read without its year, or a time without its day, takes the rest from the clock.
const CLOCK = /\b(?:Now|\w*Date\w*)\s*\(/i;
const CHANCE = /\b(?:Guid|RandomString)\s*\(/i;

function options({ expression, run }: Evaluated, quoted: (text: string) => string): string[] {
  const names = new Set([...expression.matchAll(/%([^%\s]+)%/g)].map(([, name]) => name!.toLowerCase()));
  const settings = Object.entries(run.settings).filter(([name]) => names.has(name.toLowerCase()));
  return [
    ...(run.dialect !== 'entra' ? [`--dialect ${run.dialect}`] : []),
    ...(run.now && CLOCK.test(expression) ? [`--now ${run.now}`] : []),
    ...(run.seed && CHANCE.test(expression) ? [`--seed ${run.seed}`] : []),
    ...settings.map(([name, value]) => `--set ${quoted(`${name}=${value}`)}`),
    ...(needsTaken({ expression, run }) ? ['--taken taken.txt'] : []),
  ];
}

const needsTaken = ({ expression, run }: Pick<Evaluated, 'expression' | 'run'>) => run.taken.length > 0 && /\bSelectUniqueValue\s*\(/i.test(expression);

function compact(record: string): string {
  try { return JSON.stringify(JSON.parse(record)); } catch { return record; }
}

export function bash(evaluated: Evaluated): string {
  const quoted = (text: string) => `'${text.replace(/'/g, `'\\''`)}'`;
  const { expression, record, run } = evaluated;
  const taken = needsTaken(evaluated) ? `printf '%s\\n' ${run.taken.map(quoted).join(' ')} > taken.txt\n` : '';
  return `${taken}echo ${quoted(compact(record))} | attrflow eval ${[quoted(expression), '-', ...options(evaluated, quoted)].join(' ')}`;
}

export function powershell(evaluated: Evaluated): string {
  const quoted = (text: string) => `'${text.replace(/'/g, "''")}'`;
  const { expression, record, run } = evaluated;
  const taken = needsTaken(evaluated) ? `${run.taken.map(quoted).join(', ')} | Set-Content taken.txt\n` : '';
  // Windows PowerShell takes quotation marks out of arguments; an expression from a file keeps them.
  return `${taken}${quoted(compact(record))} | attrflow eval ${[quoted(expression.replace(/(\\*)"/g, '$1$1\\"')), '-', ...options(evaluated, quoted)].join(' ')}`;
}

/** As a string in the JSON that Microsoft Graph takes. */
export const forGraph = (expression: string) => JSON.stringify(expression);

/** As a table row's worth of text for a ticket or a review. */
export function markdown({ expression, record }: Evaluated, result: string): string {
  return `\`\`\`\n${expression}\n\`\`\`\n\nSource user: \`${compact(record)}\`\n\nResult: \`${result}\`\n`;
}
