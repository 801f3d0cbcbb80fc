// Builds elements. Data only ever becomes text: there is no way from here to markup.

// Characters that hide, break or turn a line are shown as what they are.
export function shown(text) {
  return String(text).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]/gu, (c) =>
    c === '\t' || c === '\n' ? c : `\\u${c.codePointAt(0).toString(16).padStart(4, '0')}`);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      node.addEventListener(name.slice(2), value);
    } else if (name === 'data') {
      Object.assign(node.dataset, value);
    } else {
      node.setAttribute(name, value === true ? '' : value);
    }
  }
  for (const child of children.flat(Infinity)) {
    if (child !== undefined && child !== null && child !== false) {
      node.append(child instanceof Node ? child : shown(child));
    }
  }
  return node;
}

// el('button', { class: 'main', onclick: save }, 'Save'): strings become text.
export function el(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

export function byId(id) {
  return document.getElementById(id);
}

// Whether keys belong to a field and not to the page.
export function typing(target) {
  return target instanceof Element && target.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]') !== null;
}

// What the browser keeps for this tab under a name, and keeping it; a browser that keeps nothing forgets it.
export function remembered(name) {
  try {
    return sessionStorage.getItem(name) || '';
  } catch {
    return '';
  }
}

export function remember(name, text) {
  try {
    sessionStorage.setItem(name, text);
  } catch {
    // then it is as it was on the next page
  }
}

// Does some work now, when somebody comes back to the page, and again so long after it was done: as many milliseconds as it
// answers, or `millis`. Not while nobody looks. The work is told whether it is done again by itself. Answers what does it at once.
export function keepFresh(work, millis) {
  let timer = 0;
  const turn = async (again) => {
    const wait = await work(again === true);
    clearTimeout(timer);
    timer = setTimeout(look, wait || millis);
  };
  const look = () => document.hidden || turn(true);
  document.addEventListener('visibilitychange', look);
  turn();
  return turn;
}

const UNITS = [['TB', 1e12], ['GB', 1e9], ['MB', 1e6], ['kB', 1e3]];

export function bytes(count) {
  for (const [unit, size] of UNITS) {
    if (count >= size) {
      const value = count / size;
      return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
    }
  }
  return `${count} B`;
}

// A count with its digits in threes.
export function count(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

// Copies without a secure context too: over plain HTTP there is no clipboard object.
export async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = el('textarea', { class: 'unseen', readonly: true, 'aria-hidden': 'true' });
  field.value = text;
  const before = document.activeElement;
  (document.querySelector('dialog[open]') || document.body).append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  before?.focus?.({ preventScroll: true });
  if (!done) {
    throw new Error('the browser does not allow copying here');
  }
}
