// One record as a row.
import { el, shown } from './dom.js';
import { clock, day, zone } from './time.js';

// The most of one line and of one trace that is shown unasked; copying always takes all.
const LONGEST = 4000;

// The first line of a text, and the trace behind it.
export function split(text) {
  const [first, ...trace] = text.split('\n');
  return { first, trace: trace.map((line) => line.replace(/^\t/, '')) };
}

// A moment in full where it is pointed at.
export function stamp(when, text) {
  return el('time', { datetime: when, title: `${day(when)} ${clock(when)} ${zone}` }, text);
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
  return el('details', { class: 'trace' },
    el('summary', { tabindex: '-1' }, el('span', null, lines[0].trim()), el('i', null, lines.length === 1 ? ' 1 line' : ` ${lines.length} lines`)),
    el('pre', null, lines.join('\n')));
}

export function row(record, pattern) {
  const { first, trace: lines } = split(record.text);
  const { level = '' } = record;
  const node = el('div', { class: `row ${level.toLowerCase()}`, role: 'listitem', tabindex: '-1' },
    record.time ? stamp(record.time, clock(record.time)) : el('time'),
    el('span', { class: 'level' }, level),
    el('span', { class: 'logger', title: record.logger && shown(record.logger) }, record.logger && el('bdi', null, record.logger)),
    el('div', { class: 'text' }, el('span', { class: 'first' }, long(record.message ?? first, pattern)), lines.length ? trace(lines) : null),
    el('button', { class: 'more plain', type: 'button', tabindex: '-1', 'aria-haspopup': 'menu', 'aria-label': 'What to do with this record' }, '⋯'));
  node.record = record;
  return node;
}

export function dayRow(when) {
  return el('div', { class: 'note day', role: 'listitem' }, day(when));
}

export function note(...children) {
  return el('div', { class: 'note', role: 'listitem' }, ...children);
}
