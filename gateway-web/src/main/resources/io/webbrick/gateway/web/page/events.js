// Reads server-sent events with fetch: unlike EventSource it can say who asks, end with a reason, and go on from a cursor.
import { Refused, lost, request } from './api.js';

const FIRST_WAIT = 400;
const LONGEST_WAIT = 8000;
const SILENCE = 25000;

function parsed(block) {
  const event = { type: 'message', data: '', id: undefined };
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'event') {
      event.type = value;
    } else if (name === 'data') {
      event.data += value;
    } else if (name === 'id') {
      event.id = value;
    }
  }
  return event;
}

// Calls take({ type, data, id }) for each event until the answer ends. A connection that is silent for too long is broken.
async function read(path, take, signal, opened) {
  const silent = new AbortController();
  const both = AbortSignal.any ? AbortSignal.any([signal, silent.signal]) : signal;
  let timer = setTimeout(() => silent.abort(), SILENCE);
  try {
    const answer = await request(path, { accept: 'text/event-stream', signal: both });
    opened?.();
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { value, done } = await reader.read().catch(lost);
      if (done) {
        return;
      }
      clearTimeout(timer);
      timer = setTimeout(() => silent.abort(), SILENCE);
      const blocks = (rest + value.replaceAll('\r', '')).split('\n\n');
      rest = blocks.pop();
      for (const block of blocks) {
        const event = parsed(block);
        if (event.data) {
          take({ type: event.type, id: event.id, data: JSON.parse(event.data) });
        }
      }
    }
  } finally {
    clearTimeout(timer);
  }
}

// Once, to its end; rejects when it breaks off.
export function readOnce(path, take, signal) {
  return read(path, take, signal);
}

// For ever: after a break it goes on behind the last event that was taken. `pathFor(cursor)` gives the address, `state` hears
// 'live' or 'lost'; a question that the gateway refuses ends it with that refusal.
export async function follow(pathFor, take, state, signal) {
  let cursor;
  let wait = FIRST_WAIT;
  while (!signal.aborted) {
    try {
      await read(pathFor(cursor), (event) => {
        if (event.id) {
          cursor = event.id;
        }
        take(event);
      }, signal, () => {
        wait = FIRST_WAIT;
        state('live');
      });
    } catch (problem) {
      if (signal.aborted) {
        return;
      }
      if (problem instanceof Refused && problem.status < 500 && problem.status !== 429) {
        throw problem;
      }
    }
    if (signal.aborted) {
      return;
    }
    state('lost');
    await new Promise((go) => setTimeout(go, wait));
    wait = Math.min(LONGEST_WAIT, wait * 1.6);
  }
}
