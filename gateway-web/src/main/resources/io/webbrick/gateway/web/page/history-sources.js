// The list of what can be drawn: grouped by type, searched as one types, chosen with mouse, finger or arrow keys.
import { byId, el } from './dom.js';
import { MOST_SOURCES } from './history-view.js';
import { brief } from './history-data.js';

const PREFIX = 'http://id.webbrick.co.uk/events/';
const DAY = 24 * 3600 * 1000;

export class Sources {
  // change is called with the new choice.
  constructor(host, change) {
    this.change = change;
    this.known = [];
    this.chosen = [];
    this.field = el('input', { type: 'search', id: 'find-source', placeholder: 'Find a source', 'aria-label': 'Find a source', autocomplete: 'off', oninput: () => this.draw() });
    this.list = el('div', { class: 'groups', id: 'source-list', role: 'group', 'aria-label': 'Sources' });
    this.count = el('p', { class: 'quiet', id: 'source-count', role: 'status' });
    this.field.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowDown') {
        event.preventDefault();
        this.boxes()[0]?.focus();
      }
    });
    this.list.addEventListener('keydown', (event) => this.key(event));
    host.append(this.field, this.count, this.list);
  }

  boxes() {
    return Array.from(this.list.querySelectorAll('input'));
  }

  key(event) {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (way) {
      event.preventDefault();
      const boxes = this.boxes();
      const next = boxes.indexOf(document.activeElement) + way;
      (next < 0 ? this.field : boxes[Math.min(next, boxes.length - 1)]).focus();
    }
  }

  show(known, chosen) {
    this.known = known;
    this.chosen = chosen;
    this.draw();
  }

  draw() {
    const words = this.field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const groups = new Map();
    for (const info of this.known) {
      const text = `${info.source} ${info.name || ''} ${info.type} ${info.unit || ''}`.toLowerCase();
      if (info.attributes.length && words.every((word) => text.includes(word))) {
        const group = info.type.startsWith(PREFIX) ? info.type.slice(PREFIX.length) : info.type;
        groups.set(group, [...(groups.get(group) || []), info]);
      }
    }
    const focused = document.activeElement?.dataset?.series;
    const clocks = (name) => name.startsWith('time/');
    const sorted = [...groups].sort(([a], [b]) => clocks(a) - clocks(b) || a.localeCompare(b));
    this.list.replaceChildren(...sorted.map(([name, list], i) => this.group(name, list, i)));
    if (focused) {
      this.boxes().find((box) => box.dataset.series === focused)?.focus();
    }
    const found = sorted.reduce((sum, [, list]) => sum + list.length, 0);
    this.count.textContent = this.known.length === 0 ? 'No source has sent a number yet.'
      : words.length ? `${found} of ${this.known.length} sources` : `${this.chosen.length} of at most ${MOST_SOURCES} chosen`;
  }

  group(name, list, i) {
    return el('section', { 'aria-labelledby': `group-${i}` }, el('h3', { id: `group-${i}` }, name), el('ul', null, list.map((info) => this.item(info))));
  }

  item(info) {
    const further = info.attributes.slice(1).filter((attr) => this.has(info, attr));
    const rows = [this.box(info, '', info.name || info.source, info.name ? info.source : '')];
    if (info.attributes.length > 1) {
      rows.push(el('details', { open: further.length > 0 },
        el('summary', null, `${info.attributes.length - 1} more`, el('span', { class: 'unseen' }, ` of ${info.name || info.source}`)),
        info.attributes.slice(1).map((attr) => this.box(info, attr, attr, ''))));
    }
    return el('li', { class: Date.now() - Date.parse(info.last) > DAY ? 'old' : '' }, rows);
  }

  has(info, attr) {
    return this.chosen.some((one) => one.source === info.source && this.own(info, one.attr) === this.own(info, attr));
  }

  // A source's most useful reading needs no name.
  own(info, attr) {
    return attr === info.attributes[0] ? '' : attr;
  }

  box(info, attr, title, under) {
    const checked = this.has(info, attr);
    const box = el('input', { type: 'checkbox', data: { series: `${info.source} ${attr}` }, onchange: () => this.choose(info, attr, box) });
    box.checked = checked;
    const value = attr === '' && info.value !== null ? `${Number.isNaN(Number(info.value)) ? info.value : brief(Number(info.value))}${info.unit ? ` ${info.unit}` : ''}` : '';
    return el('label', null, box, el('span', { class: 'what' }, title, under && el('small', null, under)), el('span', { class: 'value' }, value));
  }

  choose(info, attr, box) {
    const rest = this.chosen.filter((one) => !(one.source === info.source && this.own(info, one.attr) === this.own(info, attr)));
    if (box.checked && rest.length >= MOST_SOURCES) {
      box.checked = false;
      byId('source-count').textContent = `At most ${MOST_SOURCES} at a time: take one away first.`;
      return;
    }
    this.change(box.checked ? [...rest, { source: info.source, attr }] : rest);
  }
}
