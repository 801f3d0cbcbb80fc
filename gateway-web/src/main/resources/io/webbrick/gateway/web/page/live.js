// The Live page: one pane, whose view is the page's address.
import { byId, el } from './dom.js';
import { createPane } from './pane.js';
import { fromAddress, toAddress } from './view.js';

const root = el('section', { 'aria-label': 'Records' });
byId('main').append(root);

const pane = createPane(root, fromAddress(location.search), {
  changed: (view) => history.pushState(null, '', toAddress('/live', view)),
});

addEventListener('popstate', () => pane.show(fromAddress(location.search)));

document.addEventListener('keydown', (event) => {
  if (!event.defaultPrevented && !event.target.closest?.('.dock, dialog') && pane.key(event)) {
    event.preventDefault();
  }
});

pane.begin();
