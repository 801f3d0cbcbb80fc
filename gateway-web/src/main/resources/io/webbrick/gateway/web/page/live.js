// The Live page: one pane, whose view is the page's address.
import { byId, el } from './dom.js';
import { createPane } from './pane.js';
import { fromAddress, toAddress } from './view.js';

const root = el('section', { 'aria-label': 'Records' });
byId('main').append(root);

// What is typed in one go is one step back.
const ONE_GO = 1500;
let last = -ONE_GO;

const pane = createPane(root, fromAddress(location.search), {
  changed: (view) => {
    const now = performance.now();
    const address = toAddress('/live', view);
    if (now - last < ONE_GO) {
      history.replaceState(null, '', address);
    } else {
      history.pushState(null, '', address);
    }
    last = now;
  },
});

addEventListener('popstate', () => pane.show(fromAddress(location.search)));

document.addEventListener('keydown', (event) => {
  if (!event.defaultPrevented && !event.target.closest?.('.dock, dialog') && pane.key(event)) {
    event.preventDefault();
  }
});

pane.begin();
