// Levels: the tree of loggers, what each is kept from and why, levels set for a time, who writes most.
import { ask, attempt, done, tell } from './api.js';
import { byId, bytes, count, el } from './dom.js';
import { session } from './shell.js';
import { length, moment, zone } from './time.js';

const ROOT = '(root)';
const LEVELS = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'];
const LENGTHS = { '10m': '10 minutes', '30m': '30 minutes', '2h': '2 hours', '1d': 'a day', '': 'good, until taken back' };
const EVERY = 10000;
const MOST_ROWS = 400;

let loggers = new Map();
let tree = null;
let admin = false;
let chosen = new URLSearchParams(location.search).get('logger') || ROOT;
let timer = 0;
const open = new Set([ROOT]);

const addressOf = (name) => `/api/loggers/${encodeURIComponent(name)}`;

// Nodes by the dots in their names; those in between are there though nobody asks for them.
function planted() {
  const nodes = new Map([[ROOT, { name: ROOT, label: ROOT, level: 1, children: [] }]]);
  const node = (name) => {
    if (!nodes.has(name)) {
      const dot = name.lastIndexOf('.');
      const parent = dot > 0 ? node(name.slice(0, dot)) : nodes.get(ROOT);
      const fresh = { name, label: dot > 0 ? name.slice(dot + 1) : name, level: parent.level + 1, parent, children: [] };
      nodes.set(name, fresh);
      parent.children.push(fresh);
    }
    return nodes.get(name);
  };
  Array.from(loggers.keys()).filter((name) => name !== ROOT).sort((a, b) => a.localeCompare(b)).forEach(node);
  return nodes;
}

// The rows that can be seen: what is open, or what the search finds with the loggers above it.
function visible() {
  const words = byId('find-logger').value.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = [];
  const found = (node) => words.every((word) => node.name.toLowerCase().includes(word)) || node.children.some(found);
  const add = (node) => {
    rows.push(node);
    if (words.length || open.has(node.name)) {
      node.children.filter((child) => !words.length || found(child)).forEach(add);
    }
  };
  add(tree.get(ROOT));
  return rows;
}

const badge = (level) => el('span', { class: `level ${level || 'none'}` }, level || 'nothing');

// Minutes are rounded up: what was set for 10 minutes goes back in 10.
function back(until) {
  const left = Math.max(0, Date.parse(until) - Date.now());
  return `back in ${length(left < 60000 ? left : left + 59999)}`;
}

// How many loggers below one have a level set at run time: closed branches must not hide them.
function setBelow(node) {
  return node.children.reduce((sum, child) => sum + (loggers.get(child.name)?.set ? 1 : 0) + setBelow(child), 0);
}

function row(node) {
  const info = loggers.get(node.name);
  const siblings = node.parent ? node.parent.children : [node];
  const expandable = node.children.length > 0;
  const expanded = expandable && (open.has(node.name) || byId('find-logger').value !== '');
  const below = expandable && !expanded ? setBelow(node) : 0;
  return el('li', {
    role: 'treeitem', tabindex: -1, data: { name: node.name, depth: node.level },
    'aria-level': node.level, 'aria-setsize': siblings.length, 'aria-posinset': siblings.indexOf(node) + 1,
    'aria-selected': String(node.name === chosen), 'aria-expanded': expandable ? String(expanded) : null,
title: node.name,
  },
  el('span', { class: 'twist', 'aria-hidden': 'true' }, expandable ? '▸' : ''),
  el('span', { class: info ? 'label' : 'label between' }, node.label), ' ',
  below > 0 && el('span', { class: 'tag' }, `${below} set below`, ' '),
  info && info.set && el('span', { class: 'tag' }, info.until ? back(info.until) : 'set', ' '),
  info && !info.seen && node.name !== ROOT && el('span', { class: 'tag faint' }, 'not seen', ' '),
  info && badge(info.level));
}

function drawTree() {
  const host = byId('tree');
  const focused = host.contains(document.activeElement);
  const rows = visible();
  const shown = rows.slice(0, MOST_ROWS);
  const place = rows.findIndex(({ name }) => name === chosen);
  if (place >= MOST_ROWS) {
    shown.push(rows[place]);
  }
  const top = host.scrollTop;
  host.replaceChildren(...shown.map(row));
  host.scrollTop = top;
  byId('tree-more').textContent = rows.length > MOST_ROWS ? `and ${count(rows.length - MOST_ROWS)} more: search to see them`
    : byId('find-logger').value && rows.length === 1 && !ROOT.includes(byId('find-logger').value) ? 'No logger has such a name.' : '';
  const current = item(chosen) || host.firstChild;
  current.tabIndex = 0;
  if (focused) {
    current.focus();
  }
}

const item = (name) => Array.from(byId('tree').children).find(({ dataset }) => dataset.name === name);

function choose(name, focus = true) {
  chosen = name;
  for (let node = tree.get(name)?.parent; node; node = node.parent) {
    open.add(node.name);
  }
  history.replaceState(null, '', name === ROOT ? location.pathname : `?logger=${encodeURIComponent(name)}`);
  drawTree();
  drawOne();
  if (focus) {
    item(name)?.focus();
  }
}

function toggle(name, wanted) {
  open[wanted ? 'add' : 'delete'](name);
  drawTree();
}

function key(event) {
  const items = Array.from(byId('tree').children);
  const at = items.findIndex(({ dataset }) => dataset.name === chosen);
  const node = tree.get(chosen);
  if (!node || event.ctrlKey || event.altKey || event.metaKey) {
    return;
  }
  const to = (place) => items[place] && choose(items[place].dataset.name);
  const right = () => (node.children.length && !open.has(chosen) ? toggle(chosen, true) : node.children.length && to(at + 1));
  const left = () => (node.children.length && open.has(chosen) ? toggle(chosen, false) : node.parent && choose(node.parent.name));
  const work = {
    ArrowDown: () => to(at + 1), ArrowUp: () => to(at - 1), Home: () => to(0), End: () => to(items.length - 1), ArrowRight: right, ArrowLeft: left,
    Enter: () => byId('level')?.focus(), ' ': () => byId('level')?.focus(),
    '*': () => { (node.parent?.children || []).forEach(({ name }) => open.add(name)); drawTree(); },
  }[event.key];
  const typed = !work && event.key.length === 1 && items.slice(at + 1).concat(items).find(({ dataset }) => tree.get(dataset.name).label.toLowerCase().startsWith(event.key.toLowerCase()));
  if (work || typed) {
    event.preventDefault();
    (work || (() => choose(typed.dataset.name)))();
  }
}

// What is chosen, in full; a logger that is not in the list is asked for.
async function drawOne() {
  const name = chosen;
  const info = loggers.get(name) || await ask(addressOf(name)).catch((problem) => { tell(problem); return null; });
  if (!info || name !== chosen) {
    return;
  }
  const host = byId('one');
  const focused = host.contains(document.activeElement) ? document.activeElement.id : null;
  const kept = { level: byId('level')?.value, for: byId('for')?.value };
  host.replaceChildren(
    el('h2', { id: 'one-title' }, name),
    el('dl', null,
      el('dt', null, 'Kept from'), el('dd', { id: 'one-level' }, badge(info.level)),
      el('dt', null, 'Decided by'), el('dd', { id: 'one-origin' }, info.origin),
      el('dt', null, 'Goes to'), el('dd', null, info.streams.length ? info.streams.join(', ') : 'no stream'),
      info.set && [el('dt', null, 'Set here'), el('dd', { id: 'one-set' }, info.set, info.until ? ` until ${moment(info.until)} (${back(info.until)})` : ', until taken back')],
      !info.seen && name !== ROOT && [el('dt', null, 'Seen'), el('dd', null, 'nothing has asked for this logger since the start')]),
    admin ? form(name, info) : el('p', { class: 'quiet', id: 'viewer' }, 'You may look; an admin may change levels.'),
    el('p', null, el('a', { href: `/live?stream=Debug${name === ROOT ? '' : `&logger=${encodeURIComponent(name)}`}` }, 'Its records in Live')));
  if (kept.level && host.dataset.name === name) {
    byId('level').value = kept.level;
    byId('for').value = kept.for;
  }
  host.dataset.name = name;
  if (focused) {
    byId(focused)?.focus();
  }
}

function form(name, info) {
  const level = el('select', { id: 'level' }, LEVELS.map((each) => el('option', { value: each }, each)), el('option', { value: 'NOTSET' }, 'as the logger above'));
  const span = el('select', { id: 'for' }, Object.entries(LENGTHS).map(([value, words]) => el('option', { value }, words)));
  level.value = info.set || (info.level === 'DEBUG' ? 'INFO' : 'DEBUG');
  span.value = '30m';
  const save = el('button', { class: 'main', id: 'set', type: 'submit' }, 'Set');
  return el('form', { onsubmit: (event) => { event.preventDefault(); set(save, name, level.value, span.value); } },
    el('label', null, 'Level ', level), el('label', null, 'for ', span), save,
    info.set && el('button', { type: 'button', id: 'revert', onclick: (event) => revert(event.currentTarget, name) }, 'Take back'));
}

async function set(button, name, level, span) {
  await attempt(button, async () => {
    const now = await ask(addressOf(name), { method: 'PUT', body: span ? { level, for: span } : { level } });
    done(`${name} is set to ${level}${now.until ? ` until ${moment(now.until)}` : ''}.`);
    await refresh();
  });
}

async function revert(button, name) {
  await attempt(button, async () => {
    const now = await ask(addressOf(name), { method: 'DELETE' });
    done(`${name} is at ${now.level || 'nothing'} again.`);
    await refresh();
  });
}

const link = (name) => el('button', { class: 'name', onclick: () => { byId('find-logger').value = ''; choose(name); item(name)?.scrollIntoView({ block: 'center' }); } }, name);

// Configured, and nothing asks for it: often a name that is misspelled.
function drawDoubts() {
  const doubts = Array.from(loggers.values()).filter(({ name, seen, like }) => !seen && name !== ROOT && like !== undefined);
  byId('doubts').replaceChildren(doubts.length ? el('ul', null, doubts.map(({ name, like }) => el('li', null, link(name),
    like.length ? el('span', null, ' did you mean ', like.map((each, i) => [i ? ' or ' : '', link(each)]), '?') : el('span', { class: 'quiet' }, ' nothing is called nearly so')))) : el('p', { class: 'quiet' }, 'Every configured name has been asked for.'));
}

function drawTalkers({ since, loggers: most }) {
  const lines = Math.max(1, ...most.map(({ linesPerMinute }) => linesPerMinute));
  byId('talkers').replaceChildren(most.length ? el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Lines and bytes of each' }, el('table', null,
    el('caption', { class: 'quiet' }, `since ${moment(since)}, ${zone}`),
    el('thead', null, el('tr', null, el('th', { scope: 'col' }, 'Logger'), el('th', { scope: 'col', class: 'n' }, 'Lines a minute'), el('th', { scope: 'col', class: 'n' }, 'A day'))),
    el('tbody', null, most.map((one) => el('tr', null, el('th', { scope: 'row' }, link(one.name), el('meter', { min: 0, max: lines, value: one.linesPerMinute, 'aria-label': `share of ${one.name}` })),
      el('td', { class: 'n' }, one.linesPerMinute < 10 ? one.linesPerMinute.toFixed(1) : count(Math.round(one.linesPerMinute))), el('td', { class: 'n' }, bytes(Math.round(one.bytesPerDay)))))))) : el('p', { class: 'quiet' }, 'Nothing has been written yet.'));
}

async function refresh() {
  clearTimeout(timer);
  try {
    const [list, most] = await Promise.all([ask('/api/loggers'), ask('/api/talkers')]);
    loggers = new Map(list.loggers.map((one) => [one.name, one]));
    const first = tree === null;
    tree = planted();
    if (first) {
      choose(chosen, false);
    } else {
      drawTree();
      drawOne();
    }
    drawDoubts();
    drawTalkers(most);
  } catch (problem) {
    tell(problem);
  }
  const ends = Array.from(loggers.values()).filter(({ until }) => until).map(({ until }) => Date.parse(until) - Date.now() + 300);
  timer = setTimeout(() => (document.hidden ? null : refresh()), Math.max(300, Math.min(EVERY, ...ends)));
}

byId('main').append(el('div', { class: 'halves' },
  el('section', { class: 'card', 'aria-labelledby': 'tree-title' },
    el('div', { class: 'bar' }, el('h2', { id: 'tree-title' }, 'Loggers'), el('input', { type: 'search', id: 'find-logger', placeholder: 'Find a logger', 'aria-label': 'Find a logger', oninput: drawTree })),
    el('ul', { role: 'tree', id: 'tree', 'aria-labelledby': 'tree-title', onkeydown: key, onclick: (event) => {
      const name = event.target.closest('li')?.dataset.name;
      if (name) {
        toggle(name, event.target.closest('.twist') || name === chosen ? !open.has(name) : open.has(name));
        choose(name);
      }
    } }), el('p', { class: 'quiet', id: 'tree-more', role: 'status' })),
  el('div', null,
    el('section', { class: 'card one', id: 'one', 'aria-labelledby': 'one-title' }),
    el('section', { class: 'card', 'aria-labelledby': 'talkers-title' }, el('h2', { id: 'talkers-title' }, 'Who writes most'), el('div', { id: 'talkers' })),
    el('section', { class: 'card', 'aria-labelledby': 'doubts-title' }, el('h2', { id: 'doubts-title' }, 'Configured, but never asked for'), el('div', { id: 'doubts' })))));
document.addEventListener('visibilitychange', () => !document.hidden && refresh());
session.then(({ role }) => {
  admin = role === 'admin';
  return refresh();
});
