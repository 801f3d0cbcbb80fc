// What every page has: who is signed in, the way out.
import { ask, attempt, signInNeeded } from './api.js';
import { byId, el } from './dom.js';

async function signOut(event) {
  await attempt(event.currentTarget, async () => {
    await ask('/api/session', { method: 'DELETE', stay: true });
    signInNeeded();
  });
}

export const session = ask('/api/session', { stay: true }).catch(() => ({ name: null, role: 'viewer', signInNeeded: false }));

session.then(({ name, role }) => {
  document.documentElement.dataset.role = role;
  if (name) {
    byId('who').append(
      el('span', { title: role === 'admin' ? 'may change things' : 'may look' }, name, role === 'viewer' ? ' (viewer)' : ''),
      el('button', { class: 'plain', id: 'sign-out', onclick: signOut }, 'Sign out'));
  }
});
