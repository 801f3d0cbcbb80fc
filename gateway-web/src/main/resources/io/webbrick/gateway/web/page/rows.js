// A window of rows over a stream: a contiguous piece of what matches, never more than MOST rows however long it runs.
// Scrolling to an edge asks for more; while somebody reads, what comes in waits below and is counted.
import { attempt } from './api.js';
import { count, el } from './dom.js';
import { dayKey } from './time.js';
import { dayRow, note, row } from './row.js';

const MOST = 1200;
const WAITING = 3000;
const EDGE = 300;

// `ask` has older(position) and newer(position): promises of { records, more } or null; moved() is called when what the
// status says may have changed.
export function createRows(ask, moved) {
  const list = el('div', { class: 'rows', role: 'list' });
  const box = el('div', { class: 'window', tabindex: '0', role: 'group', 'aria-label': 'Records' }, list);
  const rows = {
    box,
    pattern: null,
    waiting: [],
    fresh: 0,
    following: true,
    joined: false,
    olderLeft: false,
    newerLeft: false,
    current: null,
  };
  let queue = [];
  let frame = 0;
  let busy = false;
  let generation = 0;

  const records = () => Array.from(list.children).filter((node) => node.record);
  rows.empty = () => !list.querySelector('.row');

  function first() {
    let node = list.firstElementChild;
    while (node && !node.record) {
      node = node.nextElementSibling;
    }
    return node;
  }

  function last() {
    let node = list.lastElementChild;
    while (node && !node.record) {
      node = node.previousElementSibling;
    }
    return node;
  }

  rows.firstPosition = () => first()?.record.position;
  rows.lastPosition = () => last()?.record.position;

  function nodesOf(found, before) {
    const fragment = document.createDocumentFragment();
    let last = before?.record?.time ? dayKey(before.record.time) : null;
    for (const item of found) {
      if (item.node) {
        fragment.append(item.node);
        continue;
      }
      if (item.time) {
        const its = dayKey(item.time);
        if (its !== last) {
          fragment.append(dayRow(item.time));
          last = its;
        }
      }
      fragment.append(row(item, rows.pattern));
    }
    return fragment;
  }

  function drop(node) {
    if (rows.current === node) {
      rows.current = null;
    }
    node.remove();
  }

  function trimTop() {
    while (list.children.length > MOST) {
      drop(list.firstElementChild);
      rows.olderLeft = true;
    }
  }

  function trimBottom() {
    while (list.children.length > MOST) {
      drop(list.lastElementChild);
      rows.newerLeft = true;
      rows.joined = false;
    }
    if (!rows.joined) {
      rows.waiting = [];
    }
  }

  function append(found) {
    list.append(nodesOf(found, last()));
  }

  // All at once, instead of what was there.
  rows.show = (found, { olderLeft, newerLeft, joined, end }) => {
    generation++;
    queue = [];
    list.replaceChildren();
    Object.assign(rows, { waiting: [], fresh: 0, following: end, joined, olderLeft, newerLeft, current: null });
    append(found);
    if (end) {
      toEnd();
    } else {
      box.scrollTop = 0;
    }
    moved();
  };

  rows.addBelow = (found) => {
    append(found);
    moved();
  };

  function atEnd() {
    return box.scrollHeight - box.scrollTop - box.clientHeight < 24;
  }

  function toEnd() {
    box.scrollTop = box.scrollHeight;
  }

  // From the tail: a record, or { node } for what is to be said between records.
  rows.take = (item) => {
    queue.push(item);
    if (!frame) {
      // a page that nobody sees gets no frames
      frame = document.hidden ? setTimeout(flush, 250) : requestAnimationFrame(flush);
    }
  };

  function flush() {
    frame = 0;
    const batch = queue;
    queue = [];
    if (rows.following && rows.joined) {
      append(batch);
      trimTop();
      toEnd();
    } else {
      rows.fresh += batch.filter((item) => !item.node).length;
      if (rows.joined) {
        rows.waiting.push(...batch);
        if (rows.waiting.length > WAITING) {
          // too many to keep: they are read again from what is stored
          rows.waiting = [];
          rows.joined = false;
          rows.newerLeft = true;
        }
      }
    }
    moved();
  }

  // Shows what waited; false when it has to be read again.
  rows.release = () => {
    if (!rows.joined) {
      return false;
    }
    append(rows.waiting);
    rows.waiting = [];
    rows.fresh = 0;
    rows.following = true;
    trimTop();
    toEnd();
    moved();
    return true;
  };

  rows.pause = () => {
    rows.following = false;
    moved();
  };

  async function older() {
    const position = rows.firstPosition();
    if (!position) {
      return;
    }
    const mine = generation;
    const answer = await ask.older(position);
    if (answer && mine === generation) {
      rows.prepend(answer.records, answer.more);
    }
  }

  rows.prepend = (found, left) => {
    const height = box.scrollHeight;
    const top = box.scrollTop;
    const opening = list.firstElementChild;
    const day = first()?.record.time;
    list.prepend(nodesOf(found, null));
    const lastDay = found[found.length - 1]?.time;
    if (opening?.classList.contains('day') && day && lastDay && dayKey(day) === dayKey(lastDay)) {
      opening.remove();
    }
    if (rows.following) {
      toEnd();
    } else {
      box.scrollTop = top + box.scrollHeight - height;
      trimBottom();
    }
    rows.olderLeft = left;
    moved();
  };

  async function newer() {
    const position = rows.lastPosition();
    if (!position) {
      return;
    }
    const mine = generation;
    const answer = await ask.newer(position);
    if (!answer || mine !== generation) {
      return;
    }
    append(answer.records);
    rows.newerLeft = answer.more;
    const height = box.scrollHeight;
    const top = box.scrollTop;
    trimTop();
    box.scrollTop = top - (height - box.scrollHeight);
    if (!answer.more) {
      ask.reached();
      if (rows.joined && atEnd()) {
        rows.release();
      }
    }
    moved();
  }

  async function reach() {
    if (busy) {
      return;
    }
    busy = true;
    try {
      if (box.scrollTop < EDGE && rows.olderLeft) {
        await older();
      } else if (box.scrollHeight - box.scrollTop - box.clientHeight < EDGE && rows.newerLeft && !rows.following) {
        await newer();
      }
    } finally {
      busy = false;
    }
  }

  let lastTop = 0;
  box.addEventListener('scroll', () => {
    const bottom = atEnd();
    const up = box.scrollTop < lastTop - 1;
    lastTop = box.scrollTop;
    if (rows.following && up && !bottom) {
      rows.pause();
    } else if (!rows.following && bottom && rows.joined && !up && !rows.held) {
      rows.release();
    }
    reach();
  });

  rows.select = (node, focus = true) => {
    if (rows.current) {
      rows.current.classList.remove('current');
      rows.current.tabIndex = -1;
      rows.current.querySelector('.more').tabIndex = -1;
    }
    rows.current = node;
    if (node) {
      node.classList.add('current');
      node.tabIndex = 0;
      node.querySelector('.more').tabIndex = 0;
      if (focus) {
        node.focus({ preventScroll: true });
        node.scrollIntoView({ block: 'nearest' });
      }
    }
  };

  // The next or previous row that fits, from the selected one; from what is seen when none is.
  rows.step = (direction, fits = () => true) => {
    const all = records();
    let at = rows.current ? all.indexOf(rows.current) : -1;
    if (at < 0) {
      const top = box.getBoundingClientRect().top;
      const seen = all.findIndex((node) => node.getBoundingClientRect().bottom > top + 4);
      at = rows.following ? all.length : seen - (direction > 0 ? 1 : 0);
    }
    for (let i = at + direction; i >= 0 && i < all.length; i += direction) {
      if (fits(all[i].record)) {
        rows.following = false;
        rows.select(all[i]);
        moved();
        return true;
      }
    }
    return false;
  };

  rows.mark = (position) => {
    const node = records().find((each) => each.record.position === position);
    if (node) {
      node.classList.add('marked');
      rows.select(node);
      node.scrollIntoView({ block: 'center' });
    }
    return Boolean(node);
  };

  // A hole in what the tail sent, with a button that fills it from what is stored; the list stays as long as it may be, and
  // where the hole began stays in sight.
  rows.hole = (skipped, load) => {
    const button = el('button', { type: 'button' }, 'load');
    const line = note(`skipped ${count(skipped.count)} records `, button);
    button.addEventListener('click', () => attempt(button, async () => {
      const { found, rest } = await load(skipped);
      const before = line.previousElementSibling;
      if (line.isConnected) {
        rows.pause();
        const above = Array.from(list.children).indexOf(line);
        line.replaceWith(nodesOf(rest ? [...found, rows.hole(rest, load)] : found, before));
        const opening = list.children[above];
        if (above * 2 < list.children.length) {
          trimBottom();
        } else {
          trimTop();
        }
        opening?.scrollIntoView();
        moved();
      }
    }));
    return { node: line };
  };

  return rows;
}
