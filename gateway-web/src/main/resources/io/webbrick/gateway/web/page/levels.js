// Levels: the tree of loggers, what each is kept from and why, levels set for a time, who writes most.
import { ask, attempt, done, tell } from './api.js';
import { byId, bytes, count, el, keepFresh } from './dom.js';
import { session } from './shell.js';
import { length, moment } from './time.js';

const ROOT = '(root)';
const MOST_ROWS = 400;
const tree = byId('tree');
const search = byId('find-logger');
const open = new Set([ROOT]);
let loggers = new Map();
let nodes = new Map();
let admin = false;
let chosen = new URLSearchParams(location.search).get('logger') || ROOT;
let refresh;

const addressOf = (name) => `/api/loggers/${encodeURIComponent(name)}`;

// Nodes by the dots in their names; those in between are there though nobody asks for them.
function planted() {
  const found = new Map([[ROOT, { name: ROOT, label: ROOT, level: 1, children: [] }]]);
  const node = (name) => {
    if (!found.has(name)) {
      const dot = name.lastIndexOf('.');
      const parent = node(dot > 0 ? name.slice(0, dot) : ROOT);
      const fresh = { name, label: dot > 0 ? name.slice(dot + 1) : name, level: parent.level + 1, parent, children: [] };
      found.set(name, fresh);
      parent.children.push(fresh);
    }
    return found.get(name);
  };
  Array.from(loggers.keys()).sort().forEach(node);
  return found;
}

// The rows that can be seen: what is open, or what the search finds with the loggers above it.
function visible() {
  const words = search.value.toLowerCase().split(' ');
  const fits = (node) => words.every((word) => node.name.toLowerCase().includes(word)) || node.children.some(fits);
  const below = (node) => [node, ...(search.value || open.has(node.name) ? node.children.filter(fits).flatMap(below) : [])];
  return below(nodes.get(ROOT));
}

const badge = (level) => el('span', { class: `level ${level || 'none'}` }, level || 'nothing');

// Minutes are rounded up: what was set for 10 minutes goes back in 10.
function back(until) {
  const left = Math.max(0, Date.parse(until) - Date.now());
  return `back in ${length(left < 6e4 ? left : left + 59999)}`;
}

// How many loggers below one have a level set at run time: closed branches must not hide them.
const setBelow = (node) => node.children.reduce((sum, child) => sum + (loggers.get(child.name)?.set ? 1 : 0) + setBelow(child), 0);

function row(node) {
  const info = loggers.get(node.name);
  const siblings = node.parent?.children || [node];
  const expandable = node.children.length > 0;
  const expanded = expandable && (open.has(node.name) || search.value !== '');
  const tags = [!expanded && setBelow(node) > 0 && `${setBelow(node)} set below`, info?.set && (info.until ? back(info.until) : 'set'), info && !info.seen && node.name !== ROOT && 'not seen'];
  return el('li', {
    role: 'treeitem', tabindex: -1, title: node.name, data: { name: node.name, depth: Math.min(7, node.level) },
    'aria-level': node.level, 'aria-setsize': siblings.length, 'aria-posinset': siblings.indexOf(node) + 1, 'aria-selected': String(node.name === chosen), 'aria-expanded': expandable ? String(expanded) : null,
  }, el('span', { class: 'twist', 'aria-hidden': 'true' }, expandable ? '▸' : ''), el('span', { class: info ? 'label' : 'label quiet' }, node.label), ' ',
  tags.filter(Boolean).map((tag) => el('span', { class: tag === 'not seen' ? 'quiet' : 'tag' }, tag, ' ')), info && badge(info.level));
}

const item = (name) => Array.from(tree.children).find(({ dataset }) => dataset.name === name);

function drawTree() {
  const focused = tree.contains(document.activeElement);
  const rows = visible();
  const top = tree.scrollTop;
  tree.replaceChildren(...rows.filter(({ name }, i) => i < MOST_ROWS || name === chosen).map(row));
  tree.scrollTop = top;
  byId('tree-more').textContent = rows.length > MOST_ROWS ? `and ${count(rows.length - MOST_ROWS)} more: search to see them` : search.value && rows.length === 1 ? 'No logger below the root has such a name.' : '';
  const current = item(chosen) || tree.firstChild;
  current.tabIndex = 0;
  if (focused) {
    current.focus();
  }
}

function choose(name, focus) {
  chosen = name;
  for (let node = nodes.get(name)?.parent; node; node = node.parent) {
    open.add(node.name);
  }
  history.replaceState(null, '', name === ROOT ? location.pathname : `?logger=${encodeURIComponent(name)}`);
  drawTree();
  drawOne(true);
  if (focus) {
    item(name)?.focus();
  }
}

function toggle(name, wanted) {
  open[wanted ? 'add' : 'delete'](name);
  drawTree();
}

tree.onkeydown = (event) => {
  const items = Array.from(tree.children);
  const at = items.findIndex(({ dataset }) => dataset.name === chosen);
  const node = nodes.get(chosen);
  if (!node || event.ctrlKey || event.altKey || event.metaKey) {
    return;
  }
  const to = (place) => items[place] && choose(items[place].dataset.name, true);
  const parent = node.children.length > 0;
  const work = {
    ArrowDown: () => to(at + 1), ArrowUp: () => to(at - 1), Home: () => to(0), End: () => to(items.length - 1), Enter: () => byId('level').focus(),
    ArrowRight: () => parent && (open.has(chosen) ? to(at + 1) : toggle(chosen, true)),
    ArrowLeft: () => (parent && open.has(chosen) ? toggle(chosen, false) : node.parent && choose(node.parent.name, true)),
  }[event.key];
  const typed = event.key.length === 1 && items.findIndex(({ dataset }, i) => i > at && nodes.get(dataset.name).label.toLowerCase().startsWith(event.key.toLowerCase()));
  if (work || typed > 0) {
    event.preventDefault();
    (work || (() => to(typed)))();
  }
};

tree.onclick = ({ target }) => {
  const name = target.closest('li')?.dataset.name;
  if (name) {
    if (target.closest('.twist') || name === chosen) {
      toggle(name, !open.has(name));
    }
    choose(name, true);
  }
};

// What is chosen, in full; a logger that is not in the list is asked for. Fresh, the form proposes a level.
async function drawOne(fresh) {
  const name = chosen;
  const info = loggers.get(name) || await ask(addressOf(name));
  if (name !== chosen) {
    return;
  }
  byId('one-title').textContent = name;
  byId('one-level').replaceChildren(badge(info.level));
  byId('one-origin').textContent = info.origin;
  byId('one-streams').textContent = info.streams.join(', ') || 'no stream';
  byId('one-set').textContent = info.set ? `${info.set}${info.until ? ` until ${moment(info.until)}, ${back(info.until)}` : ', until taken back'}` : 'nothing';
  byId('one-live').href = `/live?stream=Debug${name === ROOT ? '' : `&logger=${encodeURIComponent(name)}`}`;
  byId('change').hidden = !admin;
  byId('viewer').hidden = admin;
  byId('revert').hidden = !info.set;
  if (fresh) {
    byId('level').value = info.set || (info.level === 'DEBUG' ? 'INFO' : 'DEBUG');
  }
}

function change(button, options, words) {
  const name = chosen;
  return attempt(button, async () => {
    done(words(name, await ask(addressOf(name), options)));
    await refresh();
  });
}

byId('change').onsubmit = (event) => {
  event.preventDefault();
  const level = byId('level').value;
  const span = byId('for').value;
  change(byId('set'), { method: 'PUT', body: span ? { level, for: span } : { level } }, (name, { until }) => `${name} is set to ${level}${until ? ` until ${moment(until)}` : ''}.`);
};
byId('revert').onclick = () => change(byId('revert'), { method: 'DELETE' }, (name, { level }) => `${name} is at ${level || 'nothing'} again.`);

function link(name) {
  return el('button', { class: 'name', onclick: () => {
    search.value = '';
    choose(name, true);
  } }, name);
}

// Configured, and nothing asks for it: often a name that is misspelled.
function drawDoubts() {
  const doubts = Array.from(loggers.values()).filter(({ name, seen, like }) => !seen && name !== ROOT && like);
  byId('doubts').replaceChildren(...doubts.map(({ name, like }) => el('p', null, link(name), like.length > 0 && [' did you mean ', ...like.flatMap((each, i) => [i ? ' or ' : '', link(each)]), '?'])),
    doubts.length ? '' : el('p', { class: 'quiet' }, 'Every configured name has been asked for.'));
}

function drawTalkers({ since, loggers: most }) {
  const lines = Math.max(...most.map(({ linesPerMinute }) => linesPerMinute));
  byId('talkers').replaceChildren(el('p', { class: 'quiet' }, most.length ? `since ${moment(since)}` : 'Nothing has been written yet.'), el('table', { hidden: !most.length },
    el('thead', null, el('tr', null, el('th', { scope: 'col' }, 'Logger'), el('th', { scope: 'col', class: 'n' }, 'Lines a minute'), el('th', { scope: 'col', class: 'n' }, 'A day'))),
    el('tbody', null, most.map((one) => el('tr', null, el('th', { scope: 'row' }, link(one.name), el('meter', { max: lines, value: one.linesPerMinute, 'aria-label': `share of ${one.name}` })),
      el('td', { class: 'n' }, one.linesPerMinute < 10 ? one.linesPerMinute.toFixed(1) : count(Math.round(one.linesPerMinute))), el('td', { class: 'n' }, bytes(Math.round(one.bytesPerDay))))))));
}

async function load(again) {
  try {
    const list = await ask('/api/loggers', { again });
    const first = nodes.size === 0;
    loggers = new Map(list.loggers.map((one) => [one.name, one]));
    nodes = planted();
    if (first) {
      choose(chosen);
    } else {
      drawTree();
      await drawOne();
    }
    drawDoubts();
    drawTalkers(await ask('/api/talkers', { again }));
  } catch (problem) {
    tell(problem);
  }
  const ends = Array.from(loggers.values(), ({ until }) => (until ? Date.parse(until) - Date.now() + 300 : 1e4));
  return Math.max(300, Math.min(1e4, ...ends));
}

search.oninput = drawTree;
session.then(({ role }) => {
  admin = role === 'admin';
  refresh = keepFresh(load);
});
