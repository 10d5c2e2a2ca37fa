/* Commands: JSON to the API that every client uses. */
import {keep} from './preferences.js';

const SAFE = ['GET', 'HEAD'];
const SECONDS_TO_READ_ONES_WRITES = 10;

/** A refusal of the service (RFC 9457). `status` is 0 without a response; `retryAfter` is in seconds. */
export class Problem extends Error {
  constructor({detail, code, errors = []}, status, retryAfter = 0) {
    super(detail);
    this.code = code;
    this.errors = errors;
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

const csrf = () => document.querySelector('meta[name="csrf-token"]');

/**
 * Sends a command. Returns the response as JSON or text, or null if it is empty.
 *
 * @param options body: an object for JSON, or a body for fetch with its own content-type; key: the
 *     Idempotency-Key for repeated attempts; headers: additional headers
 * @throws Problem
 */
export async function send(method, path, options = {}) {
  return read(await begin(method, path, options));
}

/** Like send, but returns the response for streaming; options: signal, to abort. */
export async function begin(method, path, options = {}) {
  const answer = await attempt(method, path, options);
  if (answer.ok) {
    return answer;
  }
  const problem = await problemIn(answer);
  if (problem.code === 'csrf_token_missing' && await renewCsrf()) {
    return begin(method, path, options);
  }
  throw problem;
}

async function attempt(method, path, {body, key, signal, headers = {}}) {
  const all = {accept: 'application/json', ...headers};
  if (!SAFE.includes(method)) {
    all['x-csrf-token'] = csrf()?.content ?? '';
    all['idempotency-key'] = key ?? newKey();
  }
  const isJson = body !== undefined && !all['content-type'];
  if (isJson) {
    all['content-type'] = 'application/json';
  }
  try {
    return await fetch(path, {method, headers: all, body: isJson ? JSON.stringify(body) : body, signal});
  } catch {
    throw new Problem({code: 'no_answer', detail: 'Countersign can’t be reached. Try again when you are connected'}, 0);
  }
}

async function read(answer) {
  if (!answer.ok) {
    throw await problemIn(answer);
  }
  remember(answer.headers.get('countersign-consistency'));
  const type = answer.headers.get('content-type') ?? '';
  return type.includes('json') ? answer.json() : (await answer.text()) || null;
}

/** Makes the next pages and fragments include the effect of this command. */
export function remember(consistency) {
  if (consistency) {
    keep('countersign_consistency', consistency, SECONDS_TO_READ_ONES_WRITES);
  }
}

async function problemIn(answer) {
  const known = answer.headers.get('content-type')?.includes('problem+json');
  const retryAfter = Number(answer.headers.get('retry-after'));
  return new Problem(known ? await answer.json() : {detail: `The service answered ${answer.status}`}, answer.status, retryAfter);
}

/** Fetches a new CSRF token after a sign-in in another tab. */
async function renewCsrf() {
  const page = await fetch(location.href, {headers: {accept: 'text/html'}});
  const fresh = new DOMParser()
    .parseFromString(await page.text(), 'text/html')
    .querySelector('meta[name="csrf-token"]');
  if (fresh && csrf() && fresh.content !== csrf().content) {
    csrf().content = fresh.content;
    return true;
  }
  return false;
}

/** A random key. crypto.randomUUID is not available without TLS. */
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}
