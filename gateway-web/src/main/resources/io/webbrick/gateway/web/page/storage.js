// Storage: what the streams take of the budget, how long they last, what was lost, the ring, the clock, who ships; downloads.
import { ask, attempt, done, tell } from './api.js';
import { byId, bytes, count, el, keepFresh, svg } from './dom.js';
import { session } from './shell.js';
import { ago, day, length, moment, zone } from './time.js';

let admin = false;
let refresh;

// A bar of parts [name, size, number of its colour] of a whole; what is left stays empty.
function bar(label, parts, whole) {
  let x = 0;
  return svg('svg', { class: 'gauge', role: 'img', 'aria-label': label }, svg('rect', { class: 'ground', width: '100%', height: '100%' }),
    parts.map(([name, size, colour]) => {
      const share = whole ? Math.max(size && 0.3, (size / whole) * 100) : 0;
      x += share;
      return svg('rect', { class: `c${colour}`, x: `${x - share}%`, width: `${share}%`, height: '100%' }, svg('title', null, `${name} ${bytes(size)}`));
    }));
}

const percent = (part, whole) => `${part && part / whole < 0.001 ? 'less than 0.1' : ((part / whole) * 100).toFixed(part / whole < 0.1 ? 1 : 0)} %`;

// Puts text or nodes into elements by their ids.
function fill(contents) {
  for (const [id, content] of Object.entries(contents)) {
    byId(id).replaceChildren(...[content ?? ''].flat());
  }
}

function keeps(days) {
  return days === null ? el('span', { class: 'quiet', title: 'Younger than an hour, or nothing bounds it' }, 'cannot tell yet')
    : days < 2 ? `${Math.round(days * 24)} hours` : days > 3650 ? 'more than 10 years' : `${count(Math.round(days))} days`;
}

function actions(name) {
  const path = `/api/streams/${encodeURIComponent(name)}`;
  const take = (words, ending, query) => el('a', { class: 'button', download: name + ending, href: `${path}/download${query}`, 'aria-label': `${words} of ${name}` }, words);
  const rotate = ({ currentTarget }) => attempt(currentTarget, async () => {
    await ask(`${path}/rotate`, { method: 'POST' });
    done(`${name} has begun a new file.`);
    await refresh();
  });
  return el('td', { class: 'do' }, (admin || name !== 'Debug') && [take('Text', '.log', ''), take('gzip', '.log.gz', '?format=gzip')],
    admin && el('button', { data: { rotate: name }, 'aria-label': `Rotate ${name}`, title: 'Begin a new file now', onclick: rotate }, 'Rotate'));
}

function row({ name, file, bytes: size, files, oldest, keepsDays, level, stored, lost, budgetBytes }, i, limit) {
  const cell = (title, content, kind) => el('td', { class: kind, 'data-title': title }, content);
  const whole = budgetBytes || limit;
  const room = `${bytes(size)}${budgetBytes ? ` of ${bytes(budgetBytes)}` : ''}`;
  return el('tr', { data: { stream: name } }, el('th', { scope: 'row' }, name, el('small', null, `${file || 'console'}, from ${level || 'nothing'}`)),
    cell('Lost', count(lost), lost ? 'n lost' : 'n'), file ? [
      cell('Stored', count(stored), 'n'), el('td', null, el('div', { class: 'room' }, bar(`${name} takes ${room}`, [[name, size, i]], whole)), room), cell('Files', files, 'n'),
      cell('Oldest', oldest ? el('time', { datetime: oldest, title: ago(oldest) }, day(oldest)) : 'empty'), cell('Keeps', keeps(keepsDays)), actions(name),
    ] : el('td', { colspan: 6 }));
}

function shipper({ name, destination, state, sent, waiting, lagMillis, rejected, gaps, lastError, lastErrorAt }) {
  return el('li', null, el('b', null, name), ` to ${destination}: `, el('span', { class: state === 'failing' ? 'lost' : '' }, state), `, ${count(sent)} sent, ${count(waiting)} waiting`,
    lagMillis > 0 && `, ${length(lagMillis)} behind`, rejected > 0 && `, ${count(rejected)} refused`, gaps > 0 && `, ${count(gaps)} gaps`, lastError && el('small', null, `${lastErrorAt ? moment(lastErrorAt) : ''} ${lastError}`));
}

function draw({ healthy, lost, configurationProblems, problems, budget, streams, accepted, stored, suppressed, ring, ringFill, clock, now, started, shippers, directory, configuration, gatewayId }) {
  const files = streams.filter(({ file }) => file);
  const doubts = configurationProblems.length + problems.length;
  const dot = (good) => [el('span', { class: `dot ${good}` }), ' '];
  const parts = files.map(({ name, bytes: size }, i) => [name, size, i]);
  const { bytes: waiting, capacity, durable, where } = ringFill;
  fill({
    state: lost ? [...dot('bad'), `${count(lost)} records were lost`] : doubts || !healthy ? [...dot('warn'), el('a', { href: '/problems' }, `${doubts || 'some'} problems`)] : [...dot('good'), 'everything is recorded'],
    budget: budget ? [el('b', null, bytes(budget.used)), ` of ${bytes(budget.limit)} taken (${percent(budget.used, budget.limit)})`] : 'Nothing bounds what the streams take together.',
    whole: budget && bar(`${percent(budget.used, budget.limit)} of the budget is taken`, parts, budget.limit),
    shares: parts.map(([name, size, i]) => el('li', null, el('i', { class: `c${i}` }), `${name} ${bytes(size)}`)),
    lost: lost ? `${count(lost)} records; each loss is told where it happened` : 'nothing',
    accepted: count(accepted), stored: count(stored),
    suppressed: `${count(suppressed.events)} events`,
    ring: where || ring, durable: durable ? 'loses nothing' : 'loses what is waiting', 'ring-fill': `${bytes(waiting)} of ${bytes(capacity)}`, 'ring-bar': bar('waiting in the ring', [['waiting', waiting, 0]], capacity),
    clock: [...dot(clock.plausible ? 'good' : 'bad'), clock.state], time: `${moment(now)}, ${zone}`, uptime: `${length(Date.parse(now) - Date.parse(started))}, since ${moment(started)}`,
    shippers: shippers.map(shipper), directory, configuration, gatewayId,
  });
  byId('unshipped').hidden = shippers.length > 0;
  byId('bundle').hidden = !admin;
  byId('viewer').hidden = admin;
  const focused = document.activeElement.getAttribute('aria-label');
  fill({ streams: streams.map((stream, i) => row(stream, i, budget?.limit)) });
  if (focused) {
    document.querySelector(`[aria-label="${CSS.escape(focused)}"]`)?.focus();
  }
}

session.then(({ role }) => {
  admin = role === 'admin';
  refresh = keepFresh((again) => ask('/api/status', { again }).then(draw).catch(tell), 5000);
});
