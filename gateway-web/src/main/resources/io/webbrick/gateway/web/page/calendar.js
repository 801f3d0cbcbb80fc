// Days, weeks, months and years of the gateway's zone, where a day may have 23 or 25 hours. Moments are milliseconds since
// 1970; a wall time is what the clock on the wall shows, written as milliseconds of UTC.
import { clock, day, local } from './time.js';

const HALF_DAY = 432e5;
const offsets = new Map();

// What the wall shows more than UTC. Zones change on a quarter of an hour, never within one.
function offset(moment) {
  const quarter = Math.floor(moment / 9e5) * 9e5;
  if (!offsets.has(quarter)) {
    offsets.set(quarter, Date.parse(`${local(quarter)}Z`) - quarter);
  }
  return offsets.get(quarter);
}

export const wall = (moment) => moment + offset(moment);

// The first moment at which the wall showed this; where it never did, the one at which it would have without the change.
export function unwall(time) {
  const before = time - offset(time - HALF_DAY);
  const after = time - offset(time + HALF_DAY);
  return wall(before) !== time && wall(after) === time ? after : before;
}

// When the day, week (from Monday), month or year began that is n of them away from the one of this moment.
export function begin(unit, moment, n = 0) {
  if (unit === 'hour') {
    return moment + n * 36e5 - (((wall(moment) % 36e5) + 36e5) % 36e5);
  }
  const d = new Date(wall(moment));
  const year = d.getUTCFullYear();
  const month = d.getUTCMonth();
  const date = d.getUTCDate();
  return unwall({
    day: Date.UTC(year, month, date + n),
    week: Date.UTC(year, month, date - ((d.getUTCDay() + 6) % 7) + 7 * n),
    month: Date.UTC(year, month + n),
    year: Date.UTC(year + n, 0),
  }[unit]);
}

// 2026-11-21T05:20, as addresses and fields of type datetime-local have it
export const written = (moment) => local(moment).slice(0, 16);

// What written() wrote, or a day; null where it is no time.
export function parsed(text) {
  const time = Date.parse(/^\d{4}-\d\d-\d\d$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(time) ? null : unwall(time);
}

export const words = (moment, seconds = true) => `${day(moment)}, ${clock(moment, false).slice(0, seconds ? 8 : 5)}`;

// The period that begins here.
export function period(unit, moment) {
  const text = day(moment);
  return {
    hour: words(moment, false), day: text, week: `${text} – ${day(begin('day', moment, 6))}`, month: text.slice(-8), year: text.slice(-4),
  }[unit];
}
