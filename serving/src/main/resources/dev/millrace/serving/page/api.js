/** Talking to the server. The key stays in this tab: session storage, never a cookie. */

const STORED = 'millrace-key';

export const key = () => sessionStorage.getItem(STORED);

export const keep = (given) =>
  given ? sessionStorage.setItem(STORED, given) : sessionStorage.removeItem(STORED);

/** What a server refused, with its problem (RFC 9457) where it sent one. */
export class Refused extends Error {
  constructor(status, problem, retryAfter) {
    super(problem?.title ?? problem?.message ?? problem?.error ?? `The server answered ${status}.`);
    this.status = status;
    this.hint = problem?.detail ?? '';
    this.problems = problem?.problems ?? [];
    this.retryAfter = retryAfter;
  }
}

export const get = (path) => send(path, {method: 'GET'});

export const post = (path, body) =>
  send(path, {method: 'POST', body: JSON.stringify(body), headers: {'Content-Type': 'application/json'}});

const send = async (path, request) => {
  const headers = {Accept: 'application/json', ...request.headers};
  if (key()) headers.Authorization = `Bearer ${key()}`;
  const response = await fetch(path, {...request, headers, credentials: 'omit', cache: 'no-store'});
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new Refused(response.status, body, response.headers.get('Retry-After'));
  return body;
};

const quoted = (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** The command line that does the same; the key is left to a variable. */
export const curl = (method, path, contentType, body, needsKey = Boolean(key())) => {
  const parts = [`curl -sS ${method === 'GET' ? '' : `-X ${method} `}${quoted(location.origin + path)}`];
  if (needsKey) parts.push('-H "Authorization: Bearer $MILLRACE_KEY"');
  if (contentType) parts.push(`-H ${quoted(`Content-Type: ${contentType}`)}`);
  if (body !== undefined) parts.push(`--data-binary ${quoted(body)}`);
  return parts.join(' \\\n  ');
};
