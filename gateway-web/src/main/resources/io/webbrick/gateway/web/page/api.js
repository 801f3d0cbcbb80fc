// Asks the gateway. What goes wrong is said in the page's one message area.
import { byId, el } from './dom.js';

export class Refused extends Error {
  constructor(status, error, detail) {
    super(detail || error || `the gateway answered ${status}`);
    this.status = status;
    this.error = error;
  }
}

const AWAY = 'the gateway does not answer; is it running?';

// What went wrong on the way to the gateway or back, in words that tell.
export function lost(problem) {
  throw problem.name === 'AbortError' ? problem : new Error(AWAY);
}

export function signInNeeded() {
  location.assign(`/sign-in?back=${encodeURIComponent(location.pathname + location.search)}`);
}

// The answer to a request, once it is known to be a good one. Sends nobody to the sign-in page who is there. What is asked for
// again by itself says so, for the access log.
export async function request(path, { method = 'GET', body, accept = 'application/json', signal, stay = false, again = false } = {}) {
  const headers = { 'X-WebBrick': again ? 'again' : '1', Accept: accept };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  const answer = await fetch(path, {
    method, headers, signal, cache: 'no-store', body: body === undefined ? undefined : JSON.stringify(body),
  }).catch(lost);
  byId('message').querySelector('.away')?.remove();
  if (answer.ok) {
    return answer;
  }
  if (answer.status === 401 && !stay) {
    signInNeeded();
  }
  let said = {};
  try {
    said = await answer.json();
  } catch {
    // what is no JSON was not said by the gateway
  }
  throw new Refused(answer.status, said.error, said.detail);
}

// What the API answers, as an object; null where it answers nothing.
export async function ask(path, options) {
  const text = await (await request(path, options)).text();
  return text.trim() ? JSON.parse(text) : null;
}

// '/api/x' and { level: 'ERROR', q: ['a', 'b'], to: '' } -> '/api/x?level=ERROR&q=a&q=b'
export function address(path, parameters) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== null && each !== '' && each !== false) {
        query.append(name, each);
      }
    }
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

export function wordsOf(problem) {
  return problem.message.charAt(0).toUpperCase() + problem.message.slice(1);
}

// Shows what went wrong until somebody closes it, or the gateway that was away answers again; the same is not shown twice.
// Cancelled work is no problem.
export function tell(problem) {
  if (problem.name !== 'AbortError') {
    show(wordsOf(problem), problem.message === AWAY ? 'wrong away' : 'wrong');
  }
}

// Says that something is done; goes by itself.
export function done(text) {
  const line = show(text, 'done');
  setTimeout(() => line.remove(), 5000);
}

function show(text, kind) {
  const area = byId('message');
  const lines = Array.from(area.querySelectorAll('p'));
  lines.filter((old) => old.firstChild.textContent === text).forEach((old) => old.remove());
  const close = el('button', { class: 'plain', 'aria-label': 'Close this message', onclick: () => line.remove() }, '✕');
  const line = el('p', { class: kind }, el('span', null, text), close);
  area.append(line);
  if (area.children.length > 4) {
    area.firstChild.remove();
  }
  return line;
}

// Runs something for a button: its problem is shown, the button rests meanwhile.
export async function attempt(button, work) {
  if (button) {
    button.disabled = true;
  }
  try {
    return await work();
  } catch (problem) {
    tell(problem);
    return undefined;
  } finally {
    if (button) {
      button.disabled = false;
    }
  }
}
