// Storage: what the streams take of the budget, how long they last, what was lost, the ring, the clock, who ships; downloads.
import { ask, attempt, done, tell } from './api.js';
import { byId, bytes, count, el, svg } from './dom.js';
import { session } from './shell.js';
import { ago, day, length, moment, zone } from './time.js';

const EVERY = 5000;
const COLOURS = 5;
let role = 'viewer';
let timer = 0;

// A bar of parts [name, size, colour] of a whole; what is left stays empty.
function bar(label, parts, whole) {
  let x = 0;
  return svg('svg', { class: 'gauge', role: 'img', 'aria-label': label, width: '100%', height: '100%' }, svg('rect', { class: 'ground', width: '100%', height: '100%' }),
    parts.map(([name, size, colour]) => {
      const share = whole > 0 ? Math.min(100 - x, (size / whole) * 100) : 0;
      const rect = svg('rect', { class: colour, x: `${x}%`, width: `${size > 0 ? Math.max(0.3, share) : 0}%`, height: '100%' }, svg('title', null, `${name} ${bytes(size)}`));
      x += share;
      return rect;
    }));
}

const percent = (part, whole) => `${part > 0 && part / whole < 0.001 ? 'less than 0.1' : ((part / whole) * 100).toFixed(part / whole < 0.1 ? 1 : 0)} %`;

function days(number) {
  if (number === null) {
    return el('span', { class: 'quiet', title: 'Younger than an hour, or nothing bounds it' }, 'cannot tell yet');
  }
  return number < 2 ? `${(number * 24).toFixed(0)} hours` : number > 3650 ? 'more than 10 years' : `${count(Math.round(number))} days`;
}

function budget({ budget: limits, streams }) {
  const files = streams.filter(({ file }) => file !== null);
  if (!limits) {
    return el('p', { class: 'quiet' }, 'No budget is set: nothing bounds what the streams take together.');
  }
  return [el('p', { id: 'budget' }, el('b', null, bytes(limits.used)), ` of ${bytes(limits.limit)} taken (${percent(limits.used, limits.limit)})`),
    el('div', { class: 'whole' }, bar(`${percent(limits.used, limits.limit)} of the budget is taken`, files.map(({ name, bytes: size }, i) => [name, size, `c${i % COLOURS}`]), limits.limit)),
    el('ul', { class: 'keys' }, files.map(({ name, bytes: size }, i) => el('li', null, svg('svg', { width: 10, height: 10, 'aria-hidden': 'true' }, svg('rect', { class: `c${i % COLOURS}`, width: 10, height: 10, rx: 2 })), ` ${name} ${bytes(size)}`)))];
}

function actions({ name }) {
  const path = `/api/streams/${encodeURIComponent(name)}`;
  const mayRead = role === 'admin' || name !== 'Debug';
  return el('td', { class: 'do' },
    mayRead && el('a', { class: 'button', download: `${name}.log`, href: `${path}/download`, 'aria-label': `Download ${name} as text` }, 'Text'),
    mayRead && el('a', { class: 'button', download: `${name}.log.gz`, href: `${path}/download?format=gzip`, 'aria-label': `Download ${name} packed with gzip` }, 'gzip'),
    role === 'admin' && el('button', { data: { rotate: name }, 'aria-label': `Rotate ${name} now`, title: 'Begin a new file now', onclick: (event) => rotate(event.currentTarget, name, path) }, 'Rotate'));
}

async function rotate(button, name, path) {
  await attempt(button, async () => {
    await ask(`${path}/rotate`, { method: 'POST' });
    done(`${name} has begun a new file.`);
    await refresh();
  });
}

function streamRow(stream, i, limit) {
  const { name, file, bytes: size, files, oldest, keepsDays, level, stored, lost, budgetBytes } = stream;
  if (file === null) {
    return el('tr', { data: { stream: name } }, el('th', { scope: 'row' }, name, el('small', null, `console, from ${level || 'nothing'}`)), el('td', { class: 'n', 'data-title': 'Lost' }, count(lost)), el('td', { colspan: 6 }));
  }
  const whole = budgetBytes || limit;
  return el('tr', { data: { stream: name } }, el('th', { scope: 'row' }, name, el('small', null, `${file}, from ${level || 'nothing'}`)),
    el('td', { class: lost ? 'n lost' : 'n', 'data-title': 'Lost' }, count(lost)), el('td', { class: 'n', 'data-title': 'Stored' }, count(stored)),
    el('td', { class: 'room' }, el('div', { class: 'one' }, bar(`${name} takes ${bytes(size)}${whole ? ` of ${bytes(whole)}` : ''}`, [[name, size, `c${i % COLOURS}`]], whole || size)),
      `${bytes(size)}${budgetBytes ? ` of ${bytes(budgetBytes)}` : ''}`),
    el('td', { class: 'n', 'data-title': 'Files' }, files), el('td', { 'data-title': 'Oldest' }, oldest ? el('time', { datetime: oldest, title: ago(oldest) }, day(oldest)) : el('span', { class: 'quiet' }, 'empty')),
    el('td', { 'data-title': 'Keeps' }, days(keepsDays)), actions(stream));
}

function table({ streams, budget: limits }) {
  return el('table', { class: 'streams' }, el('thead', null, el('tr', null, ['Stream', 'Lost', 'Stored', 'Room', 'Files', 'Oldest record', 'Keeps, at today’s rate', 'Download'].map((title, i) => el('th', { scope: 'col', class: [1, 2, 4].includes(i) ? 'n' : null }, title)))),
    el('tbody', null, streams.map((stream, i) => streamRow(stream, i, limits?.limit))));
}

// 'rateLimited' -> 'rate limited'
const spaced = (word) => word.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

const pair = (name, value, id) => [el('dt', null, name), el('dd', { id }, value)];

function losses(status) {
  const { lost, accepted, stored, suppressed, missingAttributes } = status;
  const kept = typeof suppressed === 'object' && suppressed !== null ? Object.entries(suppressed) : [['suppressed', suppressed]];
  return el('dl', null, pair('Lost', el('span', { class: lost ? 'lost' : '' }, lost ? `${count(lost)} records, each loss is told where it happened` : 'nothing'), 'lost'),
    pair('Accepted', count(accepted)), pair('Stored', count(stored)),
    kept.filter(([, number]) => number !== undefined && number !== null).flatMap(([name, number]) => pair(`Kept out: ${spaced(name)}`, count(number), `suppressed-${name}`)),
    missingAttributes > 0 && pair('Missing attributes', count(missingAttributes)));
}

function ring({ ring: words, ringFill }) {
  if (!ringFill) {
    return el('p', { id: 'ring' }, words);
  }
  const { bytes: fill, capacity, durable, where } = ringFill;
  return [el('dl', null, pair('Lives in', where, 'ring'), pair('A killed process', durable ? 'loses nothing' : 'loses what the writer has not written', 'durable'),
    pair('Waiting', `${bytes(fill)} of ${bytes(capacity)}`, 'ring-fill')), el('div', { class: 'one' }, bar(`${percent(fill, capacity)} of the ring is waiting to be written`, [['waiting', fill, 'c0']], capacity))];
}

function clock({ clock: state, now, zone: name, started }) {
  return el('dl', null, pair('Time', `${moment(now)} ${name}`), state && pair('Clock', [el('span', { class: state.plausible ? 'dot good' : 'dot bad' }), ' ', state.state], 'clock'),
    pair('Running for', `${length(Date.parse(now) - Date.parse(started))}, since ${moment(started)}`));
}

function shippers(list) {
  if (!list?.length) {
    return el('p', { class: 'quiet' }, 'Nothing is shipped elsewhere. The samples in prod.cfg show how.');
  }
  return el('ul', { class: 'plain' }, list.map((one) => el('li', { data: { shipper: one.name } }, el('b', null, one.name), ` to ${one.destination}: `,
    el('span', { class: one.state === 'failing' ? 'lost' : '' }, one.state), `, ${count(one.sent)} sent, ${count(one.waiting)} waiting`,
    one.lagMillis > 0 && `, ${length(one.lagMillis)} behind`, one.rejected > 0 && `, ${count(one.rejected)} refused`, one.gaps > 0 && `, ${count(one.gaps)} gaps`,
    one.lastError && el('small', null, `${one.lastErrorAt ? `${moment(one.lastErrorAt)}: ` : ''}${one.lastError}`))));
}

function bundle() {
  return role !== 'admin' ? el('p', { class: 'quiet' }, 'An admin can download a bundle for support.') : [
    el('p', { class: 'quiet' }, 'State, configuration, self log and the newest of Error and Debug in one file. Secrets are masked.'),
    el('p', null, el('a', { class: 'button', id: 'bundle', download: true, href: '/api/bundle' }, 'Download the bundle'))];
}

function place({ directory, configuration, gatewayId }) {
  return el('dl', null, pair('Logs in', el('span', { class: 'mono' }, directory || 'nowhere: no file stream')), pair('Configuration', el('span', { class: 'mono' }, configuration)), gatewayId && pair('Gateway', el('span', { class: 'mono' }, gatewayId)));
}

function state({ healthy, lost, configurationProblems, problems }) {
  const troubled = configurationProblems.length + problems.length;
  const [kind, words] = !healthy || lost ? ['bad', lost ? `${count(lost)} records were lost` : 'logging cannot tell how it stands'] : troubled ? ['warn', `${troubled} ${troubled === 1 ? 'problem needs' : 'problems need'} a look`] : ['good', 'everything is recorded'];
  return [el('span', { class: `dot ${kind}` }), ` ${words} `, kind !== 'good' && el('a', { href: '/problems' }, 'Problems')];
}

const PARTS = [
  ['Budget', budget, 'wide'], ['Streams', table, 'wide'], ['Losses and suppressions', losses], ['Ring', ring], ['Clock', clock], ['Shippers', ({ shippers: list }) => shippers(list)],
  ['Place', place], ['Support', bundle],
];

// Only what has changed is drawn anew, so that nothing is taken from under a finger.
function draw(status) {
  byId('state').replaceChildren(...state(status).filter(Boolean));
  for (const [title, content] of PARTS) {
    const host = byId(`part-${title.split(' ')[0]}`);
    const fresh = el('div', null, content(status));
    if (host.innerHTML !== fresh.innerHTML) {
      const focused = host.contains(document.activeElement) ? document.activeElement.getAttribute('aria-label') : null;
      host.replaceChildren(...fresh.childNodes);
      if (focused) {
        Array.from(host.querySelectorAll('a, button')).find((each) => each.getAttribute('aria-label') === focused)?.focus();
      }
    }
  }
}

async function refresh() {
  clearTimeout(timer);
  try {
    draw(await ask('/api/status'));
  } catch (problem) {
    tell(problem);
  }
  timer = setTimeout(() => !document.hidden && refresh(), EVERY);
}

byId('main').append(el('p', { class: 'state', id: 'state', role: 'status' }), el('div', { class: 'parts' }, PARTS.map(([title, , kind]) => el('section', { class: `card ${kind || ''}`, 'aria-labelledby': `title-${title.split(' ')[0]}` },
  el('h2', { id: `title-${title.split(' ')[0]}` }, title), el('div', { id: `part-${title.split(' ')[0]}` })))), el('p', { class: 'quiet' }, `Times in ${zone}. kB and MB are powers of 1000.`));
document.addEventListener('visibilitychange', () => !document.hidden && refresh());
session.then((who) => {
  role = who.role;
  return refresh();
});
