// What is said about the graph: legend with the values under the cursor, marks, events around the cursor, tables.
import { address, ask } from './api.js';
import { period, words } from './calendar.js';
import { byId, count, el } from './dom.js';
import { valueAt, valueWords } from './history-data.js';
import { REASONS } from './history-marks.js';
import { length, zone } from './time.js';

const ROWS = 1000;

export const shortType = (type) => type.replace('http://id.webbrick.co.uk/events/', '');

const swatch = ({ index, kind }) => el('i', { class: `swatch s${index} ${kind}` });

const said = (one, found) => (found ? found.reason || valueWords(one, found.value) : 'unknown');

// One entry for each series; remove is called with the one that is taken away.
export function showLegend({ series, names }, remove) {
  byId('legend').replaceChildren(...series.map((one) => el('li', { title: `${one.source} ${one.attr}` }, swatch(one), names[one.index], el('b'), el('span', { class: 'quiet' }),
    el('button', { class: 'plain', 'aria-label': `Take ${names[one.index]} away`, onclick: () => remove(one) }, '×'))));
}

// Puts the values of a moment into the legend, the newest for null; tells them in words too.
export function legendAt({ series, names, before, time }, moment) {
  return series.map((one, i) => {
    const found = moment === null || moment <= time.now ? valueAt(one, moment) : null;
    const other = moment !== null && before?.series.find(({ index }) => index === one.index);
    const more = [found?.n > 1 && one.kind === 'curve' && `${valueWords(one, found.min)} to ${valueWords(one, found.max)}`, other && `before ${said(other, valueAt(other, before.back(moment)))}`];
    const [value, quiet] = byId('legend').children[i].querySelectorAll('b, span');
    value.textContent = said(one, found);
    value.className = found?.reason ? 'gap' : '';
    quiet.textContent = more.filter(Boolean).join(', ');
    return `${names[i]} ${said(one, found)}`;
  }).join(', ');
}

// The marks that can be seen, named and counted.
export function showMarks({ series, time, points, per, before, unfit }) {
  const items = unfit.map((name) => el('li', null, `${name} is no counter and has no totals`));
  if (series.some(({ kind }) => kind === 'curve')) {
    items.push(el('li', null, el('i', { class: 'key' }), `line: mean of ${length(Math.max(1000, (time.to - time.from) / points))}, band: lowest to highest`));
  }
  if (per) {
    items.push(el('li', null, `bars: counted in each ${per}, the sum of a counter’s rises`));
  }
  for (const reason of Object.keys(REASONS)) {
    const times = new Set(series.flatMap(({ gaps }) => gaps.filter((gap) => gap[2] === reason).map(String))).size;
    if (times) {
      items.push(el('li', { data: { reason } }, el('i', { class: `hatch ${reason}` }), `${{ restart: 'restart, gateway off', lost: 'records lost' }[reason] || reason}: ${times}`));
    }
  }
  if (before) {
    items.push(el('li', null, el('i', { class: 'key before' }), `the period before, from ${words(before.from, false)}`));
  }
  byId('marks').replaceChildren(...items);
}

let asked;
let timer;

function eventRow({ at, time, type, source, payload }, moment, sources) {
  const when = Date.parse(at || time);
  const text = payload && typeof payload === 'object' ? Object.entries(payload).slice(0, 8).map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`).join(' · ') : payload;
  return el('tr', { class: sources.includes(source) ? 'shown' : null }, el('td', { class: 'time', title: words(when) }, `${when <= moment ? '−' : '+'} ${length(Math.abs(when - moment))}`),
    el('th', { scope: 'row' }, source, el('small', null, shortType(type))), el('td', null, text));
}

// The events just before and just after a moment, at most so far away; the clock's own are left out.
export function showAround(moment, span, sources) {
  clearTimeout(timer);
  asked?.abort();
  if (moment === null) {
    byId('around').replaceChildren(el('p', { class: 'quiet' }, 'Move over the graph to see what happened around a moment; click to keep it.'));
    return;
  }
  const { signal } = asked = new AbortController();
  timer = setTimeout(async () => {
    const get = async (from, to, order, most) => {
      const { events } = await ask(address('/api/events', { from: Math.round(from), to: Math.round(to), order, limit: 40 }), { signal });
      return events.filter(({ source }) => !source.startsWith('time/')).slice(0, most).map((event) => eventRow(event, moment, sources));
    };
    try {
      const [older, newer] = await Promise.all([get(moment - span, moment + 1, 'newest', 8), get(moment + 1, moment + span, 'oldest', 5)]);
      byId('around').replaceChildren(el('table', { class: 'around' }, el('tbody', null, older.reverse(), el('tr', { class: 'here' }, el('td', { colspan: 3 }, words(moment))), newer)));
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        byId('around').replaceChildren(el('p', { class: 'quiet' }, problem.message));
      }
    }
  }, 180);
}

const table = (label, titles, left, lines) => el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label }, el('table', null, el('thead', null, el('tr', null, titles.map((title, i) => el('th', { scope: 'col', class: i < left ? null : 'n' }, title)))), el('tbody', null, lines)));

// Lowest, highest, mean and last of each series.
export function showNumbers({ series, names }) {
  byId('numbers').replaceChildren(table('Summary', ['Source', 'Lowest', 'Highest', 'Mean', 'Last', 'Sum', 'Readings'], 1, series.map((one) => {
    const { points, kind, means } = one;
    const sum = (of) => points.reduce((total, point, i) => total + of(point, i), 0);
    const n = sum((point) => point[4]);
    const totals = kind === 'totals';
    const mean = totals ? sum((point) => point[3]) / points.length : sum((point, i) => means[i] * point[4]) / n;
    const values = [Math.min(...points.map((point) => point[1])), Math.max(...points.map((point) => point[2])), kind === 'steps' ? null : mean, points.at(-1)?.[3], totals ? sum((point) => point[3]) : null];
    return el('tr', null, el('th', { scope: 'row' }, swatch(one), names[one.index]), values.map((value) => el('td', { class: 'n' }, points.length && value !== null ? valueWords(one, value) : '–')), el('td', { class: 'n' }, count(n)));
  })));
}

// Every point, and where none are, as rows; the same numbers as in the file.
export function showPoints({ series, names, per }) {
  const moment = (one, at) => (one.kind === 'totals' ? period(per, at) : words(at));
  const all = series.flatMap((one) => [...one.points, ...one.gaps.map(([from, to, reason]) => [from, to, reason])].sort(([a], [b]) => a - b).map((row) => [one, row]));
  byId('point-rows').replaceChildren(el('p', { class: 'quiet' }, `Times in ${zone}.${all.length > ROWS ? ` The first ${count(ROWS)} of ${count(all.length)} rows; all are in the CSV.` : ''}`),
    table('All points', ['Time', 'Source', 'Lowest', 'Highest', 'Last', 'Readings'], 2, all.slice(0, ROWS).map(([one, row]) => el('tr', null, el('td', null, moment(one, row[0])), el('th', { scope: 'row' }, names[one.index]),
      row.length === 3 ? el('td', { colspan: 4 }, `${row[2]} until ${words(row[1])}`) : [row.slice(1, 4).map((value) => el('td', { class: 'n' }, valueWords(one, value))), el('td', { class: 'n' }, count(row[4]))].flat()))));
}
