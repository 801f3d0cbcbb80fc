// What a pane shows, as it stands in an address: a link reproduces the view.
import { address } from './api.js';

export const LEVELS = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'];
const LISTS = ['q', 'not', 'logger', 'hide'];

export function empty() {
  return { stream: 'Debug', level: '', q: [], not: [], regex: false, logger: [], hide: [], from: '', to: '', at: '', search: false };
}

export function fromAddress(text) {
  const query = new URLSearchParams(text);
  const view = empty();
  for (const name of ['stream', 'from', 'to', 'at']) {
    view[name] = query.get(name) || view[name];
  }
  const level = (query.get('level') || '').toUpperCase();
  view.level = LEVELS.includes(level) ? level : '';
  for (const name of LISTS) {
    view[name] = query.getAll(name).filter((value) => value !== '');
  }
  view.regex = query.get('regex') === 'true';
  view.search = query.get('search') === 'true';
  return view;
}

export function toAddress(path, view) {
  return address(path, { ...view, stream: view.stream === 'Debug' ? '' : view.stream });
}

// The filters for the API. Around one record everything is shown.
export function filters(view) {
  if (view.at) {
    return {};
  }
  const { level, q, not, regex, logger, hide } = view;
  return { level, q, not, regex: regex && (q.length || not.length) ? 'true' : '', logger, hide };
}

export function filtered(view) {
  return Boolean(view.level || view.q.length || view.not.length || view.logger.length || view.hide.length);
}

// A pattern that finds what was asked for, for marking it; null when there is none or when the browser cannot read it.
export function pattern(view) {
  if (!view.q.length) {
    return null;
  }
  const parts = view.q.map((text) => (view.regex ? `(?:${text})` : text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')));
  try {
    return new RegExp(parts.join('|'), 'giu');
  } catch {
    return null;
  }
}
