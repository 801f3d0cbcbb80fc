// The pane: streams as tabs, filters, the window of records and what comes in. The Live page is one, and the bottom of every
// page can be another.
import { Refused, address, ask, tell } from './api.js';
import { bytes, count, el, typing } from './dom.js';
import { follow, readOnce } from './events.js';
import { createControls } from './controls.js';
import { showHelp } from './help.js';
import { createMenu } from './menu.js';
import { note } from './row.js';
import { createRows } from './rows.js';
import { moment, zone } from './time.js';
import { empty, filtered, filters, pattern, toAddress } from './view.js';
import { createVolume } from './volume.js';

const FIRST = 300;
const PAGE = 200;
const CONTEXT = 120;
const FOUND = 1000;
const SLOW = 20;

const recordsOf = (stream) => `/api/streams/${encodeURIComponent(stream)}/records`;

export function createPane(root, view, { volume = true, changed = () => {} } = {}) {
  let running = new AbortController();
  let connection = 'waiting';
  let trouble = '';

  const strip = el('div', { class: 'strip', hidden: true });
  const more = el('button', { class: 'fresh main', type: 'button', hidden: true, onclick: () => newest() });
  const rows = createRows({ older, newer, reached }, status);
  const menu = createMenu({
    link: (record) => toAddress('/live', { ...empty(), stream: view.stream, at: record.position }),
    context: (record) => change({ at: record.position, search: false }),
    only: (logger) => change({ logger: [logger], at: '' }),
    hide: (logger) => change({ hide: [...new Set([...view.hide, logger])], at: '' }),
  });
  const controls = createControls(view, { change, pause, help: showHelp });
  const chart = volume ? createVolume(() => view, (from, to) => change({ from, to, at: '', search: false })) : null;

  root.classList.add('pane');
  root.append(controls.node);
  if (chart) {
    root.append(chart.node);
  }
  root.append(strip, el('div', { class: 'stage' }, rows.box, more), menu.node);

  // --- what is asked for ---

  function page(parameters, signal = running.signal) {
    return ask(address(recordsOf(view.stream), { ...filters(view), ...parameters }), { signal });
  }

  async function older(position) {
    return quietly(() => page({ before: position, limit: PAGE, from: view.at ? '' : view.from }));
  }

  async function newer(position) {
    return quietly(() => page({ cursor: position, limit: PAGE, to: view.at ? '' : view.to }));
  }

  async function quietly(work) {
    try {
      return await work();
    } catch (problem) {
      report(problem);
      return null;
    }
  }

  // The window has come to the newest record: from here on it grows by itself, except where the view has an end.
  function reached() {
    if (!view.at && !view.to && !view.search) {
      rows.joined = true;
      listen(rows.lastPosition());
    }
  }

  function report(problem) {
    if (problem.name === 'AbortError') {
      return;
    }
    trouble = problem instanceof Refused && problem.status === 400 ? problem.message : '';
    controls.wrong(trouble);
    if (!trouble) {
      tell(problem);
    }
    status();
  }

  // --- the ways to begin ---

  async function begin() {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    rows.pattern = pattern(view);
    rows.held = Boolean(view.at || view.to);
    trouble = '';
    controls.wrong('');
    controls.show();
    say();
    root.setAttribute('aria-busy', 'true');
    try {
      if (view.search && !view.at) {
        await search(signal);
      } else if (view.at) {
        await around(signal);
      } else if (view.from || view.to) {
        await range(signal);
      } else {
        await live(signal);
      }
    } catch (problem) {
      if (!signal.aborted) {
        connection = problem instanceof Refused ? connection : 'lost';
        rows.show([], { olderLeft: false, newerLeft: false, joined: false, end: false });
        report(problem);
        again(signal);
      }
    } finally {
      if (!signal.aborted) {
        root.removeAttribute('aria-busy');
      }
    }
    chart?.refresh();
  }

  // While the gateway does not answer, begins again now and then.
  function again(signal) {
    if (!trouble && connection === 'lost') {
      setTimeout(() => signal.aborted || begin(), 3000);
    }
  }

  // The newest that match; while the gateway still looks further back for them, it is asked to go on.
  async function live(signal) {
    const answer = await page({ order: 'newest', limit: FIRST }, signal);
    rows.show(answer.records, { olderLeft: answer.more, newerLeft: false, joined: true, end: true });
    listen(answer.cursor);
    if (answer.records.length < SLOW) {
      await back(answer, signal);
    }
  }

  async function back(answer, signal) {
    let { more: left, first, records: found } = answer;
    for (let turns = 0; left && first && found.length < SLOW && turns < 40 && !signal.aborted; turns++) {
      ({ more: left, first, records: found } = await page({ before: first, limit: PAGE }, signal));
      rows.prepend(found, left);
    }
  }

  async function around(signal) {
    const answer = await page({ around: view.at, limit: CONTEXT }, signal);
    rows.show(answer.records, { olderLeft: true, newerLeft: true, joined: false, end: false });
    if (!rows.mark(view.at)) {
      tell(new Error('the record of this link is no longer stored; these are the ones nearest to it'));
    }
    listen();
  }

  async function range(signal) {
    const answer = await page({ from: view.from, to: view.to, order: 'oldest', limit: PAGE }, signal);
    rows.show(answer.records, { olderLeft: !view.from, newerLeft: answer.more, joined: false, end: false });
    if (!answer.more) {
      reached();
    }
  }

  async function search(signal) {
    rows.show([], { olderLeft: false, newerLeft: false, joined: false, end: false });
    connection = 'searching';
    const { from, to, stream } = view;
    let batch = [];
    let found = 0;
    const put = () => {
      rows.addBelow(batch);
      batch = [];
    };
    let finished = null;
    say('Searching all that is stored …', ['Cancel', () => change({ search: false })]);
    await readOnce(address('/api/search', { stream, ...filters(view), from, to, limit: FOUND }), ({ type, data }) => {
      if (signal.aborted) {
        return;
      }
      if (type === 'record') {
        found++;
        batch.push(data);
        if (batch.length === 1) {
          requestAnimationFrame(put);
        }
      } else if (type === 'progress') {
        progress(data, found);
      } else if (type === 'done') {
        finished = data;
      }
    }, signal);
    put();
    if (signal.aborted) {
      return;
    }
    connection = 'done';
    const part = finished
      ? `${count(finished.found)} found${finished.more ? ', the newest are shown: narrow the search for older ones' : ''}; read ${bytes(finished.readBytes)} in ${(finished.millis / 1000).toFixed(1)} s`
      : `broken off after ${count(found)} found`;
    const damaged = finished?.damaged?.length ? `; damaged, read as far as possible: ${finished.damaged.join(', ')}` : '';
    say(`${part}${damaged}. Newest first.`, ['Back to live', () => change({ search: false })]);
    if (!found) {
      rows.addBelow([{ node: note('Nothing that is stored matches.') }]);
    }
    status();
  }

  function progress({ readBytes, totalBytes }, found) {
    const part = totalBytes ? Math.min(1, readBytes / totalBytes) : 0;
    say(`Searching: ${bytes(readBytes)} of ${bytes(totalBytes)}, ${count(found)} found`,
      ['Cancel', () => change({ search: false })], el('progress', { max: 1, value: part, 'aria-label': 'Searched' }));
  }

  // --- what comes in ---

  let tail = new AbortController();

  function listen(cursor) {
    tail.abort();
    tail = new AbortController();
    const mine = tail;
    running.signal.addEventListener('abort', () => mine.abort());
    const pathFor = (last) => address('/api/tail', { stream: view.stream, ...filters(view), cursor: last || cursor });
    follow(pathFor, take, (state) => {
      if (mine === tail && !mine.signal.aborted) {
        connection = state;
        status();
      }
    }, mine.signal).catch((problem) => {
      connection = 'lost';
      report(problem);
    });
  }

  function take({ type, data }) {
    if (type === 'record') {
      rows.take(data);
    } else if (type === 'counts') {
      controls.counts(data);
    } else if (type === 'skipped') {
      rows.take(rows.hole(data, fill));
    } else if (type === 'deleted') {
      rows.take({ node: note('records were deleted here before they could be read') });
    }
  }

  // Reads a piece of what the tail left out; what is left of it then is a smaller hole.
  async function fill({ from, to, count: missing }) {
    const answer = await page({ ...(from ? { cursor: from } : { order: 'oldest' }), limit: Math.min(FOUND, missing) });
    const end = answer.records.findIndex((record) => record.position === to);
    const found = end < 0 ? answer.records : answer.records.slice(0, end + 1);
    const left = missing - found.length;
    return { found, rest: end < 0 && left && answer.more ? { from: answer.cursor, to, count: left } : null };
  }

  // --- what it says ---

  function say(text, action, extra) {
    if (!text && view.at) {
      text = 'Around one record, without filters.';
      action = ['Back', () => change({ at: '' })];
    } else if (!text && (view.from || view.to)) {
      const from = view.from ? `from ${when(view.from)}` : 'up';
      text = `Only ${from} to ${view.to ? when(view.to) : 'now'} (${zone}).`;
      action = ['Back to live', () => change({ from: '', to: '' })];
    }
    strip.hidden = !text;
    strip.replaceChildren(...(text
      ? [el('span', { role: 'status' }, text), extra, el('button', { type: 'button', onclick: action[1] }, action[0])].filter(Boolean)
      : []));
  }

  function when(text) {
    const at = Date.parse(text);
    return Number.isNaN(at) ? text : moment(at);
  }

  function status() {
    let state = connection;
    if (connection === 'live' && (view.at || view.to || !rows.following)) {
      state = 'paused';
    }
    controls.status(trouble ? 'wrong' : state, rows.following && connection === 'live');
    more.hidden = rows.following || view.search || (!rows.fresh && !rows.newerLeft && !view.at);
    more.textContent = rows.fresh ? `${count(rows.fresh)} new ↓` : 'to the newest ↓';
    rows.box.classList.toggle('none', rows.empty());
    rows.box.dataset.none = root.hasAttribute('aria-busy') || view.search ? '' : emptyWords();
  }

  function emptyWords() {
    if (trouble || connection === 'lost') {
      return '';
    }
    return filtered(view) ? 'No stored record matches. What comes in and matches appears here.' : 'Nothing is stored yet. What comes in appears here.';
  }

  // --- what the visitor does ---

  function change(what) {
    Object.assign(view, what);
    changed(view);
    begin();
  }

  function newest() {
    if (view.at || view.from || view.to || view.search) {
      change({ at: '', from: '', to: '', search: false });
    } else if (!rows.release()) {
      begin();
    }
  }

  function pause() {
    if (rows.following) {
      rows.pause();
    } else {
      newest();
    }
  }

  async function oldest() {
    view.at = '';
    const answer = await quietly(() => page({ order: 'oldest', limit: PAGE }));
    if (answer) {
      rows.show(answer.records, { olderLeft: false, newerLeft: answer.more, joined: false, end: false });
      rows.held = false;
      if (!answer.more) {
        reached();
      }
      rows.step(1);
    }
  }

  // To the next or previous record of that level and above, also beyond what is loaded.
  async function seek(direction, level, fits) {
    if (rows.step(direction, fits)) {
      return;
    }
    const position = (direction < 0 ? rows.firstPosition() : rows.lastPosition());
    if (!position || rows.following && direction > 0) {
      return;
    }
    const wanted = { ...filters({ ...view, at: '' }), level: level || view.level, limit: 1 };
    const answer = await quietly(() => ask(
      address(recordsOf(view.stream), { ...wanted, [direction < 0 ? 'before' : 'cursor']: position }), { signal: running.signal }));
    if (answer?.records.length) {
      change({ at: answer.records[0].position });
    } else if (answer) {
      tell(new Error(direction < 0 ? 'there is no earlier one' : 'there is no later one'));
    }
  }

  const bad = (record) => record.level === 'ERROR' || record.level === 'CRITICAL';
  const warned = (record) => record.level === 'WARNING';
  const holds = (record) => !rows.pattern || record.text.search(rows.pattern) >= 0;

  const keys = {
    j: () => rows.step(1),
    k: () => rows.step(-1),
    ArrowDown: () => rows.step(1),
    ArrowUp: () => rows.step(-1),
    g: oldest,
    G: newest,
    End: newest,
    f: newest,
    e: () => seek(1, 'ERROR', bad),
    E: () => seek(-1, 'ERROR', bad),
    w: () => seek(1, 'WARNING', warned),
    W: () => seek(-1, 'WARNING', warned),
    n: () => seek(1, '', holds),
    N: () => seek(-1, '', holds),
    t: () => toggleTrace(),
    '/': () => controls.toText(),
    ' ': pause,
    '?': showHelp,
    Enter: () => rows.current && menu.open(rows.current),
    Escape: leave,
  };

  function toggleTrace() {
    const trace = rows.current?.querySelector('.trace');
    if (trace) {
      trace.open = !trace.open;
    }
  }

  function leave() {
    if (rows.current) {
      rows.select(null);
      rows.box.focus({ preventScroll: true });
    } else if (view.at || view.from || view.to || view.search) {
      change({ at: '', from: '', to: '', search: false });
    }
  }

  // Answers whether the key was one of the pane's.
  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || menu.isOpen()) {
      return false;
    }
    const target = event.target;
    if (typing(target)) {
      if (event.key === 'Escape') {
        rows.box.focus();
        return true;
      }
      return false;
    }
    const pressing = target.closest?.('button, summary, a, [role=tab], input');
    if (pressing && (event.key === ' ' || event.key === 'Enter')) {
      return false;
    }
    const work = keys[event.key];
    if (!work || (event.key.startsWith('Arrow') && !rows.box.contains(target))) {
      return false;
    }
    work();
    return true;
  }

  rows.box.addEventListener('click', (event) => {
    const row = event.target.closest('.row');
    if (row && getSelection().isCollapsed) {
      rows.select(row, false);
      if (!rows.following || rows.box.scrollHeight > rows.box.clientHeight) {
        rows.following = rows.following && !event.target.closest('.more');
        status();
      }
    }
    if (row && event.target.closest('.more')) {
      menu.open(row);
    }
  });

  return {
    begin,
    key,
    stop: () => {
      running.abort();
      tail.abort();
      chart?.stop();
    },
    show: (next) => {
      Object.assign(view, empty(), next);
      begin();
    },
  };
}
