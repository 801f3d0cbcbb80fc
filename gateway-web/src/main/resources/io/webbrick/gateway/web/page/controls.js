// The upper part of a pane: streams, filters, how it stands.
import { ask } from './api.js';
import { count, el, remember, remembered, shown } from './dom.js';
import { LEVELS } from './view.js';

const SEEN = 'webbrick-seen-errors';
const WORDS = {
  live: ['good', 'live'],
  paused: ['warn', 'paused'],
  lost: ['bad', 'no connection, trying again'],
  waiting: ['', 'loading'],
  searching: ['warn', 'searching'],
  done: ['', 'search results'],
  wrong: ['bad', 'not understood'],
};

export function createControls(view, pane) {
  const tabs = el('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Streams' });
  const state = el('span', { class: 'state', role: 'status' });
  const level = el('select', { 'aria-label': 'Level', onchange: () => pane.change({ level: level.value, at: '' }) },
    el('option', { value: '' }, 'all levels'),
    LEVELS.map((name) => el('option', { value: name }, name === 'CRITICAL' ? name : `${name} and above`)));
  const text = el('input', { class: 'q', type: 'search', placeholder: 'text', 'aria-label': 'Text that a record must hold', spellcheck: 'false' });
  const not = el('input', { class: 'not', type: 'search', placeholder: 'not this', 'aria-label': 'Text that a record must not hold', spellcheck: 'false' });
  const regex = el('button', { class: 'regex', type: 'button', 'aria-pressed': 'false', title: 'Regular expressions', 'aria-label': 'Regular expressions' }, '.*');
  const search = el('button', { class: 'search', type: 'button', title: 'Search everything that is stored', onclick: () => apply({ search: true }) }, 'Search all');
  const pause = el('button', { class: 'pause', type: 'button', onclick: () => pane.pause() });
  const help = el('button', { class: 'plain', type: 'button', title: 'Keys (?)', 'aria-label': 'Keys', onclick: () => pane.help() }, '?');
  const chips = el('div', { class: 'chips' });
  const wrong = el('p', { class: 'wrong', role: 'alert', hidden: true });
  const node = el('div', { class: 'controls' },
    el('div', { class: 'line' }, tabs, state, pause, help),
    el('div', { class: 'line filters' }, level, text, regex, not, search), chips, wrong);
  let timer = 0;
  let names = [];
  let stored = {};
  const seen = JSON.parse(remembered(SEEN) || '{}');

  // A field holds the first text; what a link brought besides stays beside it.
  function apply(more = {}) {
    clearTimeout(timer);
    const first = (field, list) => [field.value, ...list.slice(1)].filter((value) => value !== '');
    pane.change({ q: first(text, view.q), not: first(not, view.not), at: '', search: view.search, ...more });
  }

  for (const field of [text, not]) {
    field.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(apply, 350);
    });
    field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') {
        apply();
      }
    });
  }
  regex.addEventListener('click', () => apply({ regex: !view.regex }));

  function chip(label, words, without) {
    return el('span', { class: 'chip' }, el('i', null, label), ' ', words,
      el('button', { class: 'plain', type: 'button', 'aria-label': `Remove: ${label} ${words}`, onclick: () => pane.change({ ...without, at: '' }) }, '✕'));
  }

  function list(name, label, from = 0) {
    return view[name].slice(from).map((each) => chip(label, each, { [name]: view[name].filter((other) => other !== each) }));
  }

  function nameTabs(all) {
    names = all;
    tabs.replaceChildren(...names.map((name) => el('button', {
      type: 'button', role: 'tab', data: { stream: name }, onclick: () => pane.change({ stream: name, at: '', search: false }),
    })));
    showTabs();
  }

  // The tabs stay while their counts change: the focus stays too, and no click goes astray.
  function showTabs() {
    const chosen = names.find((name) => name.toLowerCase() === view.stream.toLowerCase());
    for (const tab of tabs.children) {
      const name = tab.dataset.stream;
      const on = name === chosen;
      const unread = name === 'Error' && !on ? unreadErrors() : 0;
      tab.setAttribute('aria-selected', String(on));
      tab.tabIndex = on || (!chosen && name === names[0]) ? 0 : -1;
      tab.replaceChildren(shown(name), unread ? el('b', { class: 'unread', title: `${unread} not yet looked at` }, unread > 999 ? '999+' : count(unread), el('span', { class: 'unseen' }, ' unread')) : '');
    }
    tabs.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  // A count that went down is that of a gateway started anew.
  function unreadErrors() {
    const errors = stored.Error || 0;
    return errors < (seen.Error || 0) ? errors : errors - (seen.Error || 0);
  }

  function look() {
    if (view.stream.toLowerCase() === 'error' && stored.Error !== undefined && !document.hidden) {
      seen.Error = stored.Error;
      remember(SEEN, JSON.stringify(seen));
    }
  }

  tabs.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const all = Array.from(tabs.children);
      const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
      next.click();
      next.focus();
      event.preventDefault();
    }
  });

  ask('/api/streams').then(({ streams }) => {
    nameTabs(streams.filter((stream) => stream.file).map((stream) => stream.name));
  }).catch(() => {
    nameTabs([view.stream]);
  });

  return {
    node,
    show() {
      level.value = view.level;
      if (document.activeElement !== text) {
        text.value = view.q[0] || '';
      }
      if (document.activeElement !== not) {
        not.value = view.not[0] || '';
      }
      regex.setAttribute('aria-pressed', String(view.regex));
      chips.replaceChildren(...list('q', 'with', 1), ...list('not', 'not', 1), ...list('logger', 'only'), ...list('hide', 'hidden'));
      look();
      showTabs();
    },
    wrong(message) {
      wrong.hidden = !message;
      wrong.textContent = message;
      for (const field of [text, not]) {
        field.setAttribute('aria-invalid', String(Boolean(message && view.regex && field.value)));
      }
    },
    counts(next) {
      const before = unreadErrors();
      stored = next;
      look();
      if (unreadErrors() !== before) {
        showTabs();
      }
    },
    status(word, following) {
      const [colour, words] = WORDS[word] || WORDS.waiting;
      state.dataset.state = word;
      state.replaceChildren(el('span', { class: `dot ${colour}` }), words);
      pause.textContent = following ? 'Pause' : 'Follow';
      pause.title = following ? 'Stay here while records come in (space)' : 'Go to the newest and follow (f)';
    },
    toText() {
      text.focus();
      text.select();
    },
  };
}
