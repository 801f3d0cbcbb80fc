// The same pane at the bottom of any page, so that records stay in sight while somebody acts.
import { el, remember, remembered } from './dom.js';
import { createPane } from './pane.js';
import { fromAddress, toAddress } from './view.js';

const OPEN = 'webbrick-dock';
const SHARES = ['40', '65', '90'];
let dock = null;

export function toggle() {
  if (dock) {
    dock.pane.stop();
    dock.node.remove();
    dock = null;
    document.body.classList.remove('docked');
    remember(OPEN, '');
    return;
  }
  const kept = fromAddress(remembered(OPEN));
  const root = el('section', { 'aria-label': 'Records, at the bottom of the page' });
  const node = el('aside', { class: 'dock', 'aria-label': 'Log', data: { share: SHARES[0] } },
    el('div', { class: 'handle' },
      el('a', { href: '/live', title: 'The same on a page of its own' }, 'Live'),
      el('button', { class: 'plain', type: 'button', onclick: () => {
        node.dataset.share = SHARES[(SHARES.indexOf(node.dataset.share) + 1) % SHARES.length];
      } }, 'Height'),
      el('button', { class: 'plain', type: 'button', 'aria-label': 'Close the log (Shift+Alt+L)', onclick: toggle }, '✕')),
    root);
  const link = node.querySelector('a');
  const keep = (view) => {
    remember(OPEN, toAddress('', view) || '?');
    link.href = toAddress('/live', view);
  };
  const pane = createPane(root, kept, { volume: false, changed: keep });
  dock = { node, pane };
  node.addEventListener('keydown', (event) => {
    if (pane.key(event)) {
      event.preventDefault();
    }
  });
  document.body.append(node);
  document.body.classList.add('docked');
  keep(kept);
  pane.begin();
  root.querySelector('.window').focus({ preventScroll: true });
}
