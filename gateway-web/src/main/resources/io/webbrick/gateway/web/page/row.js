// One record as a row.
import { el, shown } from './dom.js';
import * as time from './time.js';

// The most of one line and of one trace that is shown unasked; copying always takes all.
const LONGEST = 4000;

export function levelOf(record) {
  return record.level || '';
}

// The first line, and the trace behind it.
function split(record) {
  const cut = record.text.indexOf('\n');
  const first = cut < 0 ? record.text : record.text.slice(0, cut);
  return { first: record.message ?? first, trace: cut < 0 ? '' : record.text.slice(cut + 1) };
}

function marked(text, pattern) {
  if (!pattern) {
    return [text];
  }
  const pieces = [];
  let end = 0;
  for (const found of text.matchAll(pattern)) {
    if (found[0] && pieces.length < 200) {
      pieces.push(text.slice(end, found.index), el('mark', null, found[0]));
      end = found.index + found[0].length;
    }
  }
  pieces.push(text.slice(end));
  return pieces;
}

function long(text, pattern) {
  if (text.length <= LONGEST) {
    return marked(text, pattern);
  }
  const rest = el('button', { class: 'plain', type: 'button', tabindex: '-1' }, `show ${text.length - LONGEST} more characters`);
  rest.addEventListener('click', () => rest.replaceWith(shown(text.slice(LONGEST))));
  return [...marked(text.slice(0, LONGEST), pattern), '… ', rest];
}

function trace(lines) {
  const count = lines.split('\n').length;
  const body = el('pre', null, lines.replace(/^\t/gm, ''));
  return el('details', { class: 'trace' },
    el('summary', { tabindex: '-1' }, el('span', null, shown(lines.split('\n')[0].trim())), el('i', null, count === 1 ? ' 1 line' : ` ${count} lines`)), body);
}

export function row(record, pattern) {
  const { first, trace: lines } = split(record);
  const level = levelOf(record);
  const node = el('div', { class: `row ${level.toLowerCase()}`, role: 'listitem', tabindex: '-1' },
    record.time
      ? el('time', { datetime: record.time, title: `${time.day(record.time)} ${time.clock(record.time)} ${time.zone}` }, time.clock(record.time))
      : el('time', null, ''),
    el('span', { class: 'level' }, level),
    el('span', { class: 'logger', title: record.logger ? shown(record.logger) : false }, record.logger ? el('bdi', null, record.logger) : ''),
    el('div', { class: 'text' }, el('span', { class: 'first' }, long(first, pattern)), lines ? trace(lines) : null),
    el('button', { class: 'more plain', type: 'button', tabindex: '-1', 'aria-haspopup': 'menu', 'aria-label': 'What to do with this record' }, '⋯'));
  node.record = record;
  return node;
}

export function dayRow(day) {
  return el('div', { class: 'note day', role: 'listitem' }, day);
}

export function note(...children) {
  return el('div', { class: 'note', role: 'listitem' }, ...children);
}
