// What can be done with a record: one menu for all rows, where the row is.
import { ask, done, tell } from './api.js';
import { copy, el, shown } from './dom.js';
import { LEVELS } from './view.js';

function quieter(record) {
  return LEVELS[Math.min(LEVELS.length - 1, LEVELS.indexOf(record.level || 'INFO') + 1)];
}

async function setLevel(record, level, length) {
  const path = `/api/loggers/${encodeURIComponent(record.logger)}`;
  await ask(path, { method: 'PUT', body: length ? { level, for: length } : { level } });
  done(length
    ? `${shown(record.logger)} logs from ${level} on for 30 minutes, then as configured.`
    : `${shown(record.logger)} logs from ${level} on until you change it on the Levels page.`);
}

async function copied(text, what) {
  await copy(text);
  done(`${what} copied.`);
}

// The entries for a record; `pane` does what concerns the view.
function entries(record, pane) {
  const admin = document.documentElement.dataset.role !== 'viewer';
  const named = Boolean(record.logger);
  return [
    ['c', 'Copy', () => copied(record.text, 'Record')],
    ['l', 'Copy link', () => copied(new URL(pane.link(record), location.href).href, 'Link'), Boolean(record.position)],
    ['x', 'Show in context', () => pane.context(record), Boolean(record.position)],
    ['o', 'Only this logger', () => pane.only(record.logger), named],
    ['h', 'Hide this logger', () => pane.hide(record.logger), named],
    ['q', `Quiet this logger (from ${quieter(record)} on)`, () => setLevel(record, quieter(record)), named && admin && record.level !== 'CRITICAL'],
    ['d', 'Debug this logger for 30 min', () => setLevel(record, 'DEBUG', '30m'), named && admin],
  ];
}

export function createMenu(pane) {
  const node = el('div', { class: 'menu', role: 'menu', 'aria-label': 'What to do with this record', hidden: true });
  let opener = null;

  function close(back = true) {
    if (!node.hidden) {
      node.hidden = true;
      if (back) {
        opener?.focus({ preventScroll: true });
      }
    }
  }

  async function choose(work) {
    close();
    try {
      await work();
    } catch (problem) {
      tell(problem);
    }
  }

  function open(row) {
    opener = row;
    const buttons = entries(row.record, pane).map(([key, label, work, can = true]) =>
      el('button', { type: 'button', role: 'menuitem', tabindex: '-1', disabled: !can, data: { key }, onclick: () => choose(work) },
        el('span', null, label), el('kbd', null, key)));
    node.replaceChildren(...buttons);
    node.hidden = false;
    const button = row.querySelector('.more').getBoundingClientRect();
    const left = Math.max(8, Math.min(button.right, innerWidth - 8) - node.offsetWidth);
    const below = button.bottom + node.offsetHeight + 8 < innerHeight;
    node.style.left = `${left}px`;
    node.style.top = `${below ? button.bottom + 2 : Math.max(8, button.top - node.offsetHeight - 2)}px`;
    buttons.find((each) => !each.disabled).focus();
  }

  node.addEventListener('keydown', (event) => {
    const can = Array.from(node.querySelectorAll('button:enabled'));
    const at = can.indexOf(document.activeElement);
    const steps = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 };
    if (event.key in steps) {
      can[(at + steps[event.key] + can.length) % can.length].focus();
    } else if (event.key === 'Home' || event.key === 'End') {
      can[event.key === 'Home' ? 0 : can.length - 1].focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      close();
    } else {
      const chosen = can.find((each) => each.dataset.key === event.key);
      if (!chosen) {
        return;
      }
      chosen.click();
    }
    event.preventDefault();
    event.stopPropagation();
  });

  document.addEventListener('pointerdown', (event) => {
    if (!node.contains(event.target) && !event.target.closest?.('.more')) {
      close(false);
    }
  });

  return { node, open, close, isOpen: () => !node.hidden };
}
