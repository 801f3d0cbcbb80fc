// Which keys there are.
import { el } from './dom.js';

const KEYS = [
  ['j k', 'next, previous record'],
  ['g G', 'oldest stored record, newest record'],
  ['e E', 'next, previous error'],
  ['w W', 'next, previous warning'],
  ['/', 'to the text'],
  ['n N', 'next, previous record that holds the text'],
  ['f', 'follow the newest'],
  ['space', 'pause, go on'],
  ['Enter', 'what to do with the record; there c l x o h q d'],
  ['t', 'open, close the trace'],
  ['Esc', 'leave the field, the record, the context'],
  ['Shift Alt L', 'this pane at the bottom of every page'],
  ['?', 'this list'],
];

export function showHelp() {
  const close = el('button', { class: 'main', onclick: () => dialog.close() }, 'Close');
  const dialog = el('dialog', { class: 'help', 'aria-label': 'Keys' },
    el('h2', null, 'Keys'),
    el('dl', null, KEYS.map(([keys, words]) => [
      el('dt', null, keys.split(' ').map((key) => el('kbd', null, key))), el('dd', null, words)])),
    close);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
