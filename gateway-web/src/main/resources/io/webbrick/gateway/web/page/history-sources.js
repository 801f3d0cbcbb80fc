// The list of what can be drawn: grouped by type, searched as one types, chosen with mouse, finger or arrow keys.
import { byId, el } from './dom.js';
import { MOST, valueWords } from './history-data.js';
import { shortType } from './history-words.js';

const field = byId('find-source');
const list = byId('source-list');
let known = [];
let chosen = [];
let change;

const boxes = () => Array.from(list.querySelectorAll('input'));

function key(event) {
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (way) {
    event.preventDefault();
    ([field, ...boxes()][[field, ...boxes()].indexOf(document.activeElement) + way] || field).focus();
  }
}

// A source's most useful attribute may go without its name.
const same = (info, attr) => (one) => one.source === info.source && (one.attr || info.attributes[0]) === attr;

function choose(info, attr, box) {
  const rest = chosen.filter((one) => !same(info, attr)(one));
  if (box.checked && rest.length >= MOST) {
    box.checked = false;
    byId('source-count').textContent = `At most ${MOST} at a time: take one away first.`;
  } else {
    change(box.checked ? [...rest, { source: info.source, attr }] : rest);
  }
}

function choice(info, attr, i) {
  const box = el('input', { type: 'checkbox', data: { series: `${info.source} ${attr}` }, onchange: () => choose(info, attr, box) });
  box.checked = chosen.some(same(info, attr));
  const number = Number(info.value);
  const value = i === 0 && info.value !== null && (Number.isNaN(number) ? info.value : valueWords({ unit: info.unit || '' }, number));
  return el('label', null, box, el('span', { class: 'what' }, i ? attr : info.name || info.source, i === 0 && info.name && el('small', null, info.source)), el('span', { class: 'value' }, value));
}

function item(info) {
  const [first, ...more] = info.attributes.map((attr, i) => choice(info, attr, i));
  return el('li', null, first, more.length > 0 && el('details', { open: more.some((each) => each.firstChild.checked) },
    el('summary', null, `${more.length} more`, el('span', { class: 'unseen' }, ` of ${info.name || info.source}`)), more));
}

function draw() {
  const words = field.value.toLowerCase().split(' ');
  const groups = {};
  for (const info of known) {
    if (info.attributes.length && words.every((word) => `${info.source} ${info.name} ${info.type} ${info.unit}`.toLowerCase().includes(word))) {
      (groups[shortType(info.type)] ||= []).push(info);
    }
  }
  const focused = document.activeElement.dataset.series;
  list.replaceChildren(...Object.keys(groups).sort((a, b) => a.startsWith('time/') - b.startsWith('time/') || (a < b ? -1 : 1)).map((name) => el('section', { 'aria-label': name }, el('h3', null, name), el('ul', null, groups[name].map(item)))));
  boxes().find((box) => box.dataset.series === focused)?.focus();
  byId('source-count').textContent = known.length === 0 ? 'No source has sent a number yet.' : `${chosen.length} of at most ${MOST} chosen`;
}

export function showSources(all, view, changed) {
  known = all;
  chosen = view.series;
  change = changed;
  draw();
}

field.addEventListener('input', draw);
field.parentNode.addEventListener('keydown', key);
