// Readings as the API gives them, made ready for drawing: what a series is at a moment, and the columns that its panel needs.
import { address, ask } from './api.js';

export const TIME = 0;
export const MIN = 1;
export const MAX = 2;
export const LAST = 3;
export const COUNT = 4;
const EVERYBODY = ['val', 'state'];

// The question for the API; asked with format=csv it answers the same as a file.
export function question(series, range, per, points) {
  return {
    source: series.map(({ source }) => source),
    attr: series.some(({ attr }) => attr) ? series.map(({ attr }) => attr) : [],
    from: Math.round(range.from),
    to: Math.round(range.to),
    points,
    per: per === 'reading' ? null : per,
  };
}

export async function load(asked, signal) {
  const { series } = await ask(address('/api/series', asked), { signal });
  return series.map((one, index) => ready(one, index));
}

function ready(one, index) {
  return { ...one, index, kind: one.kind || 'curve', unit: one.unit || '', gaps: one.gaps, isolated: new Set() };
}

// Source and attribute, by the name that the house gives it.
export function nameOf(one, known) {
  const info = known.find(({ source }) => source === one.source);
  const name = info?.name || one.source;
  return !one.attr || EVERYBODY.includes(one.attr) ? name : `${name} ${one.attr}`;
}

// The place of the last point that is not later; -1 before the first.
export function placeAt(points, moment) {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle][TIME] <= moment) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}

export function gapAt(one, moment) {
  return one.gaps.find(([from, to]) => moment > from && moment < to);
}

// What is known of a series at a moment: { value, min, max, n, at }, { reason } in a gap, or null.
export function valueAt(one, moment) {
  const { points, kind } = one;
  const place = placeAt(points, moment);
  if (kind === 'totals') {
    return place < 0 ? null : told(one, place);
  }
  const gap = gapAt(one, moment);
  if (gap) {
    return { reason: gap[2] };
  }
  if (kind === 'steps') {
    const value = place >= 0 ? points[place][LAST] : one.before?.[1];
    return value === undefined ? null : { value, min: value, max: value, n: 1, at: place >= 0 ? points[place][TIME] : one.before[0] };
  }
  const nearer = place + 1 < points.length && (place < 0 || points[place + 1][TIME] - moment < moment - points[place][TIME]);
  const nearest = nearer ? place + 1 : place;
  return nearest < 0 ? null : told(one, nearest);
}

function told(one, place) {
  const [at, min, max, last, n] = one.points[place];
  return { value: n > 1 && one.kind === 'curve' ? one.means[place] : last, min, max, n, at };
}

// The newest thing known.
export function latest(one) {
  const last = one.points.at(-1);
  if (last) {
    return { value: last[LAST], min: last[LAST], max: last[LAST], n: 1, at: last[TIME] };
  }
  return one.before && one.kind !== 'totals' ? { value: one.before[1], min: one.before[1], max: one.before[1], n: 1, at: one.before[0] } : null;
}

// Columns of a curve: times, line, lowest, highest. A gap parts them with a row of nothing.
export function columns(one, moved = (moment) => moment) {
  const rows = [];
  if (one.before && !one.gaps.some(([, to]) => to > one.before[0] && to <= (one.points[0]?.[TIME] ?? Infinity))) {
    rows.push([moved(one.before[0]), one.before[1], one.before[1], one.before[1]]);
  }
  one.points.forEach((point, i) => rows.push([moved(point[TIME]), point[COUNT] > 1 ? one.means[i] : point[LAST], point[MIN], point[MAX]]));
  let part = [];
  const parts = [part];
  let gaps = one.gaps.map(([from, to]) => [moved(from), moved(to)]).sort((a, b) => a[1] - b[1]);
  for (const row of rows) {
    const passed = gaps.filter(([, to]) => to <= row[0]);
    if (passed.length && part.length) {
      part = [];
      parts.push(part);
    }
    gaps = gaps.filter(([, to]) => to > row[0]);
    part.push(row);
  }
  return joined(parts);
}

function joined(parts) {
  const table = [[], [], [], []];
  const alone = new Set();
  const add = (row) => row.forEach((value, i) => table[i].push(value));
  for (const part of parts) {
    if (table[0].length && part.length) {
      add([(table[0].at(-1) + part[0][0]) / 2, null, null, null]);
    }
    if (part.length === 1) {
      alone.add(part[0][0]);
    }
    part.forEach(add);
  }
  return { table, alone };
}

// On and off as stretches [from, to, value]; a state holds until it changes, and is not known within a gap.
export function stretches(one, range, until, moved = (moment) => moment) {
  const changes = one.points.map((point) => [moved(point[TIME]), point[MIN] < point[MAX] ? 0.5 : point[LAST]]);
  if (one.before) {
    changes.unshift([Math.max(range.from, moved(one.before[0])), one.before[1]]);
  }
  const gaps = one.gaps.map(([from, to]) => [moved(from), moved(to)]);
  const found = [];
  changes.forEach(([from, value], i) => {
    let end = Math.min(changes[i + 1]?.[0] ?? until, range.to);
    for (const [begin, stop] of gaps) {
      if (begin < end && stop > from) {
        end = Math.max(from, begin);
      }
    }
    if (end > from) {
      found.push([from, end, value]);
    }
  });
  return found;
}

export function brief(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return '–';
  }
  const size = Math.abs(value);
  const digits = Number.isInteger(value) ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 3;
  return size >= 1e9 || (size > 0 && size < 0.001) ? value.toPrecision(4) : String(Number(value.toFixed(digits)));
}

export function valueWords(one, value) {
  if (one.kind === 'steps') {
    return value === 0 ? 'off' : value === 1 ? 'on' : 'on and off';
  }
  return `${brief(value)}${one.unit && one.unit !== '%' ? ' ' : ''}${one.unit}`;
}
