// The library's methods: objects in, objects out, on top of a module that takes and returns JSON strings. Does not know
// where the module comes from or what a mapping means.

import * as engine from './engine/engine.js';

/** The request is invalid: a field of the wrong type, an unknown connector or an unknown dialect. */
export class RequestError extends Error {
  name = 'RequestError';
}

const text = (value) => (typeof value === 'string' ? value : JSON.stringify(value));

const lines = (values) => (typeof values === 'string' ? values : Array.from(values, text).join('\n'));

/** The request as the module reads it: records as strings, and the current time if the request has no time. */
function written(request) {
  const { record, records, previous, now = new Date(), ...rest } = request;
  const asked = { ...rest, now: now instanceof Date ? `${now.toISOString().slice(0, 19)}Z` : now };
  if (record !== undefined) asked.record = text(record);
  if (records !== undefined) asked.records = lines(records);
  if (previous !== undefined) asked.previous = lines(previous);
  return JSON.stringify(asked);
}

const method = (name) => (request = {}) => {
  const answer = JSON.parse(engine[name](written(request)));
  if (answer && answer.request_error !== undefined) throw new RequestError(answer.request_error);
  return answer;
};

export const analyse = method('analyse');
export const evaluate = method('evaluate');
export const table = method('table');
export const write_tests = method('write_tests');
export const read_tests = method('read_tests');
export const inspect = method('inspect');
export const map = method('map');
export const map_rest = method('map_rest');
export const payloads = method('payloads');
export const provision = method('provision');
export const diff = method('diff');
export const edit = method('edit');
export const convert = method('convert');
export const samples = method('samples');
export const impact = method('impact');
export const fill = method('fill');
export const complete = method('complete');
export const hover = method('hover');
export const signature = method('signature');
export const format = method('format');
export const reference = method('reference');
export const registry = method('registry');
export const connectors = method('connectors');
export const version = method('version');
