// What every page has: who is signed in, the way out, and the log at its bottom with Shift+Alt+L.
import { ask, attempt, signInNeeded } from './api.js';
import { byId, el, remembered } from './dom.js';

async function signOut(event) {
  await attempt(event.currentTarget, async () => {
    await ask('/api/session', { method: 'DELETE', stay: true });
    signInNeeded();
  });
}

export const session = ask('/api/session', { stay: true }).catch(() => ({ name: null, role: 'viewer', signInNeeded: false }));

session.then(({ name, role }) => {
  document.documentElement.dataset.role = role || 'viewer';
  if (name) {
    byId('who').append(
      el('span', { title: role === 'admin' ? 'may change things' : 'may look' }, name, role === 'viewer' ? ' (viewer)' : ''),
      el('button', { class: 'plain', id: 'sign-out', onclick: signOut }, 'Sign out'));
  }
});

async function toggleDock() {
  const { toggle } = await import('./dock.js');
  toggle();
}

if (document.documentElement.dataset.place !== 'sign-in') {
  byId('who').before(el('button', { class: 'plain log', type: 'button', title: 'Shift+Alt+L', onclick: toggleDock }, 'Log'));
  document.addEventListener('keydown', (event) => {
    if (event.shiftKey && event.altKey && event.code === 'KeyL') {
      event.preventDefault();
      toggleDock();
    }
  });
  if (remembered('webbrick-dock')) {
    toggleDock();
  }
}
