// What is said about the graph in words: legend with the values under the cursor, marks, events around the cursor, tables.
import { address, ask } from './api.js';
import { count, el, svg } from './dom.js';
import { length } from './time.js';
import { COUNT, LAST, MAX, MIN, TIME, latest, valueAt, valueWords } from './history-data.js';
import { REASONS, dash } from './history-marks.js';

const AROUND = 40;
const BEFORE = 8;
const AFTER = 5;
const PREFIX = 'http://id.webbrick.co.uk/events/';
const ROWS = 200;

function swatch(one) {
  return svg('svg', { class: `swatch s${one.index % 8}`, width: 18, height: 10, 'aria-hidden': 'true' },
    one.kind === 'curve' ? svg('line', { x1: 0, x2: 18, y1: 5, y2: 5, 'stroke-dasharray': dash(one.index).join(' ') || null }) : svg('rect', { x: 3, y: 0, width: 12, height: 10, rx: 2 }));
}

// A table that may be wider than the page.
const wide = (label, table) => el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label }, table);

// One entry for each series; the numbers in it follow the cursor.
export class Legend {
  constructor(host, remove) {
    this.host = host;
    this.remove = remove;
  }

  show(shown) {
    this.shown = shown;
    this.entries = shown.series.map((one) => this.entry(one));
    this.host.replaceChildren(...this.entries.map(({ node }) => node));
  }

  entry(one) {
    const value = el('b', { class: 'value' });
    const band = el('span', { class: 'band' });
    const old = el('span', { class: 'before' });
    const name = this.shown.names[one.index];
    const node = el('li', null, swatch(one), el('span', { class: 'what', title: `${one.source} ${one.attr}` }, name), value, band, old,
      el('button', { class: 'plain', 'aria-label': `Take ${name} away`, title: 'Take away', onclick: () => this.remove(one) }, '×'));
    return { one, node, value, band, old };
  }

  // Without a moment, the newest values.
  at(moment) {
    const { now, before } = this.shown;
    for (const { one, value, band, old } of this.entries || []) {
      const found = moment === null ? latest(one) : moment > now ? null : valueAt(one, moment);
      value.textContent = found === null ? (one.points.length ? '–' : 'no readings') : found.reason || valueWords(one, found.value);
      value.classList.toggle('gap', Boolean(found?.reason));
      band.textContent = found && found.n > 1 && one.kind === 'curve' && moment !== null ? `${valueWords(one, found.min)} to ${valueWords(one, found.max)}` : '';
      const other = before?.series.find(({ index }) => index === one.index);
      const then = other && moment !== null ? valueAt(other, before.back(moment)) : null;
      old.textContent = then ? `before ${then.reason || valueWords(other, then.value)}` : '';
    }
  }

  // What a screen reader says of the moment.
  words(moment) {
    return this.shown.series.map((one) => {
      const found = moment > this.shown.now ? null : valueAt(one, moment);
      return `${this.shown.names[one.index]} ${found === null ? 'unknown' : found.reason || valueWords(one, found.value)}`;
    }).join(', ');
  }
}

// The marks that can be seen, named and counted.
export function marks(host, { series, range, points, per, before, unfit }) {
  const items = unfit.map((name) => el('li', null, `${name} is no counter and has no totals`));
  if (series.some(({ kind }) => kind === 'curve')) {
    const each = length(Math.max(1000, (range.to - range.from) / points));
    items.push(el('li', null, svg('svg', { class: 'key', width: 26, height: 14, 'aria-hidden': 'true' }, svg('rect', { width: 26, height: 14, rx: 2 }), svg('line', { x1: 0, x2: 26, y1: 7, y2: 7 })),
      `line: mean of ${each}, band: lowest to highest`));
  }
  if (series.some(({ kind }) => kind === 'totals')) {
    items.push(el('li', null, `bars: what was counted in each ${per}, the sum of a counter’s rises`));
  }
  for (const reason of REASONS) {
    const times = new Set(series.flatMap(({ gaps }) => gaps.filter((gap) => gap[2] === reason).map(String))).size;
    if (times) {
      items.push(el('li', { data: { reason } }, el('span', { class: `hatch ${reason.replace(' ', '-')}`, 'aria-hidden': 'true' }),
        `${reason === 'restart' ? 'gateway off (restart)' : reason === 'lost' ? 'records lost' : reason}: ${times}`));
    }
  }
  if (before) {
    items.push(el('li', null, svg('svg', { class: 'key', width: 26, height: 14, 'aria-hidden': 'true' }, svg('line', { class: 'old', x1: 0, x2: 26, y1: 7, y2: 7 })), `the period before, from ${before.words}`));
  }
  host.replaceChildren(...items);
}

function payloadWords(payload) {
  if (payload === null || payload === undefined) {
    return '';
  }
  if (typeof payload !== 'object') {
    return String(payload);
  }
  return Object.entries(payload).slice(0, 8).map(([key, value]) => `${key} ${typeof value === 'object' ? JSON.stringify(value) : value}`).join(' · ');
}

// The events just before and just after a moment; the clock's own are left out.
export class Around {
  constructor(host, calendar) {
    this.host = host;
    this.calendar = calendar;
    this.asked = null;
  }

  clear() {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.host.replaceChildren(el('p', { class: 'quiet' }, 'Move over the graph to see what happened around a moment; click to keep it.'));
  }

  // Looks as far as span to either side.
  at(moment, sources, span) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.load(Math.round(moment), sources, Math.round(span)), 180);
  }

  async load(moment, sources, span) {
    this.asked?.abort();
    const asked = new AbortController();
    this.asked = asked;
    try {
      const [older, newer] = await Promise.all([
        ask(address('/api/events', { from: moment - span, to: moment + 1, order: 'newest', limit: AROUND }), { signal: asked.signal }),
        ask(address('/api/events', { from: moment + 1, to: moment + span, order: 'oldest', limit: AROUND }), { signal: asked.signal }),
      ]);
      const kept = (list, most) => list.events.filter(({ source }) => !source.startsWith('time/')).slice(0, most);
      if (older.events.length + newer.events.length === 0) {
        this.host.replaceChildren(el('p', { class: 'quiet' }, `Nothing happened within ${length(span)} of ${this.calendar.words(moment)}.`));
        return;
      }
      const events = [...kept(older, BEFORE).reverse(), null, ...kept(newer, AFTER)];
      this.host.replaceChildren(el('table', { class: 'around' },
        el('caption', { class: 'unseen' }, `Events around ${this.calendar.words(moment)}`),
        el('tbody', null, events.map((event) => (event ? this.row(event, moment, sources) : this.line(moment))))));
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        this.host.replaceChildren(el('p', { class: 'quiet' }, `The events cannot be shown: ${problem.message}`));
      }
    }
  }

  line(moment) {
    return el('tr', { class: 'here' }, el('td', { colspan: 3 }, this.calendar.words(moment)));
  }

  row(event, moment, sources) {
    const at = Date.parse(event.at || event.time);
    const type = event.type.startsWith(PREFIX) ? event.type.slice(PREFIX.length) : event.type;
    return el('tr', { class: sources.includes(event.source) ? 'shown' : '' },
      el('td', { class: 'time', title: this.calendar.words(at) }, at === moment ? 'now' : `${at < moment ? '−' : '+'} ${length(Math.abs(at - moment))}`),
      el('th', { scope: 'row' }, event.source, el('small', null, type)), el('td', { class: 'payload' }, payloadWords(event.payload)));
  }
}

// Lowest, highest, mean and last of each series, then its points and gaps: the same numbers as in the file.
export function tables(host, shown, calendar) {
  const rows = shown.series.map((one) => summary(one, shown, calendar));
  host.replaceChildren(wide('Summary', el('table', { id: 'summary' }, el('caption', { class: 'unseen' }, 'Summary of the time shown'),
    el('thead', null, el('tr', null, ['Source', 'Lowest', 'Highest', 'Mean', 'Last', 'Readings', 'Missing'].map((title, i) => el('th', { scope: 'col', class: i && i < 6 ? 'n' : '' }, title)))),
    el('tbody', null, rows))));
}

function summary(one, { names, range, now, before }, calendar) {
  const { points } = one;
  const n = points.reduce((sum, point) => sum + point[COUNT], 0);
  const extreme = (column, better) => points.reduce((best, point) => (best === null || better(point[column], best[column]) ? point : best), null);
  const low = extreme(MIN, (a, b) => a < b);
  const high = extreme(MAX, (a, b) => a > b);
  const mean = one.kind === 'totals' ? points.reduce((sum, point) => sum + point[LAST], 0) / (points.length || 1) : points.reduce((sum, point, i) => sum + one.means[i] * point[COUNT], 0) / (n || 1);
  const cell = (point, column) => el('td', { class: 'n', title: point ? calendar.words(point[TIME]) : null }, point ? valueWords(one, point[column]) : '–');
  const missing = one.gaps.reduce((sum, [from, to]) => sum + Math.max(0, Math.min(to, now, range.to) - Math.max(from, range.from)), 0);
  const other = one.kind === 'totals' && before?.series.find(({ index }) => index === one.index);
  const total = (list) => list.points.reduce((sum, point) => sum + point[LAST], 0);
  return el('tr', null, el('th', { scope: 'row' }, swatch(one), ' ', names[one.index],
    one.kind === 'totals' && el('small', null, `together ${valueWords(one, total(one))}${other ? `, before ${valueWords(other, total(other))}` : ''}`)),
  cell(low, MIN), cell(high, MAX), el('td', { class: 'n' }, n && one.kind !== 'steps' ? valueWords(one, mean) : '–'), cell(points.at(-1), LAST), el('td', { class: 'n' }, count(n)),
  el('td', null, missing ? length(missing) : ''));
}

// Every point as a row, some at a time.
export function pointTable(host, { series, names, per }, calendar, from = 0) {
  const all = series.flatMap((one) => one.points.map((point, i) => ({ one, point, mean: one.means[i] })));
  const gaps = series.flatMap((one) => one.gaps.map((gap) => ({ one, gap })));
  const rows = all.slice(from, from + ROWS).map(({ one, point, mean }) => el('tr', null, el('td', { class: 'time' }, one.kind === 'totals' ? calendar.period(per, point[TIME]) : calendar.words(point[TIME])), el('th', { scope: 'row' }, names[one.index]),
    [point[MIN], point[MAX], point[LAST]].map((value) => el('td', { class: 'n' }, valueWords(one, value))), el('td', { class: 'n' }, one.kind === 'steps' ? '' : valueWords(one, mean)), el('td', { class: 'n' }, count(point[COUNT]))));
  const more = from + ROWS < all.length ? el('button', { onclick: () => pointTable(host, { series, names, per }, calendar, from + ROWS) }, `Further rows (${count(all.length - from - ROWS)})`) : null;
  const first = from > 0 ? el('button', { onclick: () => pointTable(host, { series, names, per }, calendar, Math.max(0, from - ROWS)) }, 'Rows before') : null;
  host.replaceChildren(wide('All points', el('table', { id: 'points' }, el('caption', null, `Rows ${all.length ? from + 1 : 0} to ${Math.min(all.length, from + ROWS)} of ${count(all.length)}; times in ${calendar.zone}`),
    el('thead', null, el('tr', null, ['Time', 'Source', 'Lowest', 'Highest', 'Last', 'Mean', 'Readings'].map((title, i) => el('th', { scope: 'col', class: i > 1 ? 'n' : '' }, title)))), el('tbody', null, rows))),
  el('p', { class: 'bar' }, first, more),
  gaps.length ? el('ul', { class: 'gaps' }, gaps.slice(0, ROWS).map(({ one, gap: [begin, end, reason] }) => el('li', null, `${names[one.index]}: ${reason}, ${calendar.words(begin)} to ${calendar.words(end)} (${length(end - begin)})`))) : '');
}
