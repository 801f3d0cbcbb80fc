// The Problems page: what went wrong, each thing once, however often it happened.
import { ask, attempt } from './api.js';
import { byId, count, el, keepFresh, shown, svg } from './dom.js';
import { split, stamp } from './row.js';
import { moment, zone } from './time.js';
import { toAddress, empty } from './view.js';

const EVERY = 5000;
const WIDTH = 120;
const HEIGHT = 26;
const HOUR = 3600000;

const above = el('div', { class: 'above' });
const said = el('p', { class: 'quiet', role: 'status' });
const list = el('ul', { class: 'folds' });
const shownAlso = el('input', { type: 'checkbox', onchange: () => refresh() });
const fold = new Map();
let latest = null;

byId('main').append(
  el('div', { class: 'bar' }, said, el('label', { class: 'quiet' }, shownAlso, ' also what is acknowledged')),
  above, list);

// One bar for each of the last 24 hours, the newest on the right.
function sparkline(rate) {
  const most = Math.max(1, ...rate);
  const step = WIDTH / rate.length;
  const words = `${count(rate.reduce((sum, n) => sum + n, 0))} times in the last ${rate.length} hours, at most ${count(most)} in an hour`;
  return svg('svg', { class: 'rate', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, role: 'img', 'aria-label': words },
    svg('title', null, words),
    svg('line', { x1: 0, x2: WIDTH, y1: HEIGHT - 0.5, y2: HEIGHT - 0.5 }),
    rate.map((n, i) => {
      const height = n ? Math.max(2, (n / most) * (HEIGHT - 3)) : 0;
      return n ? svg('rect', { x: i * step + 0.5, y: HEIGHT - 1 - height, width: step - 1, height }) : null;
    }));
}

function labelled(label, when) {
  return el('span', null, el('i', null, label), ' ', stamp(when, moment(when)));
}

function admin() {
  return document.documentElement.dataset.role !== 'viewer';
}

function acknowledge(problem) {
  const open = !problem.acknowledged;
  const button = el('button', { type: 'button', class: 'acknowledge', disabled: !admin(), title: admin() ? '' : 'only an admin may acknowledge' },
    open ? 'Acknowledge' : 'Open again');
  button.addEventListener('click', () => attempt(button, async () => {
    await ask(`/api/problems/${encodeURIComponent(problem.id)}/acknowledge`, { method: open ? 'POST' : 'DELETE' });
    await refresh();
  }));
  return button;
}

// The first line of the newest one, and its trace folded.
function newest(problem) {
  const { first, trace } = split(problem.text);
  const details = el('details', { open: fold.get(problem.id) }, el('summary', null, trace.length ? `newest, with ${trace.length} lines of trace` : 'newest'),
    el('pre', null, [first, ...trace].join('\n')));
  details.addEventListener('toggle', () => fold.set(problem.id, details.open));
  return details;
}

function item(problem) {
  const at = problem.position ? toAddress('/live', { ...empty(), stream: problem.stream, at: problem.position }) : null;
  const all = toAddress('/live', { ...empty(), stream: problem.stream, logger: [problem.logger], level: problem.level });
  const node = el('li', { class: `card fold ${problem.level.toLowerCase()}${problem.acknowledged ? ' acknowledged' : ''}`, data: { id: problem.id } },
    el('div', { class: 'head' },
      el('span', { class: 'level' }, problem.level),
      el('b', { class: 'times', title: 'how often' }, `${count(problem.count)}×`),
      el('span', { class: 'logger mono' }, problem.logger),
      sparkline(problem.rate),
      acknowledge(problem)),
    el('p', { class: 'template mono' }, problem.template),
    el('p', { class: 'quiet when' },
      labelled('first', problem.first), labelled('last', problem.last),
      problem.acknowledged ? el('span', null, `acknowledged ${moment(problem.acknowledged)}${problem.by ? ` by ${shown(problem.by)}` : ''}`) : null,
      at ? el('a', { href: at }, 'in context') : null, el('a', { href: all }, 'all of this logger')),
    newest(problem));
  return node;
}

function notes(answer) {
  const nodes = [];
  for (const { level, text } of answer.configuration) {
    nodes.push(el('li', { class: level === 'error' ? 'bad' : 'warned' }, el('b', null, level === 'error' ? 'Configuration' : 'Configuration, warning'), ' ', text));
  }
  for (const loss of answer.losses) {
    const from = loss.from ? ` from ${moment(loss.from)}${loss.to ? ` to ${moment(loss.to)}` : ''}` : '';
    nodes.push(el('li', { class: 'bad' }, el('b', null, 'Loss'),
      ` ${loss.lost === null ? 'an unknown number of' : count(loss.lost)} ${loss.lost === 1 ? 'record' : 'records'} of ${loss.stream}${from}${loss.reason ? `: ${loss.reason}` : ''}`));
  }
  return nodes.length ? [el('ul', { class: 'notes', 'aria-label': 'Configuration and losses' }, nodes)] : [];
}

function words(answer, open) {
  const gone = answer.dropped ? `, and ${count(answer.dropped)} that did not fit` : '';
  const rest = answer.problems.length - open;
  const also = rest ? `, ${count(rest)} acknowledged` : '';
  return `${open ? `${count(open)} open ${open === 1 ? 'problem' : 'problems'}` : 'No open problems'}${also}${gone} since ${moment(answer.since)} (${zone})`;
}

function draw(answer) {
  const open = answer.problems.filter((problem) => !problem.acknowledged).length;
  said.textContent = words(answer, open);
  above.replaceChildren(...notes(answer));
  const wanted = answer.problems.filter((problem) => shownAlso.checked || !problem.acknowledged);
  const focused = document.activeElement?.closest?.('.fold')?.dataset.id;
  const part = document.activeElement?.className;
  list.replaceChildren(...wanted.map(item));
  if (focused) {
    const again = list.querySelector(`[data-id="${CSS.escape(focused)}"]`);
    (again?.querySelector(part ? `.${CSS.escape(part.split(' ')[0])}` : 'summary') || again?.querySelector('summary') || shownAlso).focus({ preventScroll: true });
  }
  if (!wanted.length) {
    list.append(el('li', { class: 'empty' }, answer.problems.length
      ? 'Everything that went wrong is acknowledged.'
      : 'Nothing has gone wrong: no warning and no error.'));
  }
}

const refresh = keepFresh(async (again) => {
  try {
    const answer = await ask('/api/problems', { again });
    const text = JSON.stringify(answer) + shownAlso.checked;
    if (text !== latest) {
      latest = text;
      draw(answer);
    }
  } catch (problem) {
    said.textContent = `not up to date: ${problem.message}`;
    latest = null;
  }
}, EVERY);
