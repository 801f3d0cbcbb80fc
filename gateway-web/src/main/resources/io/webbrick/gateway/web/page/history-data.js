// What the page shows, as its address says it, and the readings for it, as the API gives them. Nothing is drawn here.
import { address, ask } from './api.js';
import { begin, parsed, unwall, wall, written } from './calendar.js';

export const MOST = 8;
// Lengths that end now or then, and units of the calendar.
const SPANS = { '1h': 36e5, '6h': 216e5, '24h': 864e5, '7d': 6048e5, day: 0, week: 0, month: 0, year: 0, all: Infinity };
const COUNTED = /^([kM]?Wh|m[³3]|l)$/i;

export const isUnit = (span) => SPANS[span] === 0;

export function read(search) {
  const query = new URLSearchParams(search);
  const attrs = query.getAll('attr');
  const zoom = /^(\d{9,15})-(\d{9,15})$/.exec(query.get('zoom'));
  const span = query.get('span');
  return {
    series: query.getAll('source').slice(0, MOST).map((source, i) => ({ source, attr: (attrs.length === 1 ? attrs[0] : attrs[i]) || '' })),
    span: Object.hasOwn(SPANS, span) ? span : '24h',
    at: parsed(query.get('at')),
    zoom: zoom && zoom[2] - zoom[1] >= 1000 ? [+zoom[1], +zoom[2]] : null,
    per: query.get('per') || '',
    compare: query.has('compare'),
    chosen: query.has('source') || query.has('span'),
  };
}

// The address that shows the same again.
export function write({ series, span, at, zoom, per, compare }) {
  return address('/history', {
    source: series.map((one) => one.source), attr: series.map(({ attr }) => attr), span, at: at && written(at), zoom: zoom?.map(Math.round).join('-'), per, compare: compare && 'before',
  });
}

// The time that is shown, and whether it goes on with the clock.
export function range({ series, span, at, zoom }, now, known) {
  const length = SPANS[span];
  if (zoom) {
    return { from: zoom[0], to: zoom[1] };
  }
  if (length === 0) {
    const from = begin(span, at ?? now);
    const to = begin(span, from, 1);
    return { from, to, live: now >= from && now < to };
  }
  const firsts = known.filter(({ source }) => series.some((one) => one.source === source)).map(({ first }) => Date.parse(first));
  return length === Infinity ? { from: Math.floor(Math.min(now - 36e5, ...firsts)), to: now, live: true } : { from: (at ?? now) - length, to: at ?? now, live: at === null };
}

// One step back (-1) or forward (1): a whole span, or as much as is zoomed in to.
export function step(view, now, known, way) {
  const { from, to } = range(view, now, known);
  const by = way * (to - from);
  if (view.zoom) {
    return { ...view, zoom: [from + by, to + by] };
  }
  const at = isUnit(view.span) ? begin(view.span, from, way) : to + by;
  return { ...view, at: (isUnit(view.span) ? begin(view.span, now) : now) <= at ? null : at };
}

// The period before, and how moments are moved from it to the one shown and back: by the clock on the wall.
export function before({ span, zoom }, { from, to }) {
  const unit = isUnit(span) && !zoom;
  const start = unit ? begin(span, from, -1) : 2 * from - to;
  const shift = wall(from) - wall(start);
  return { from: start, to: from, moved: (moment) => (unit ? unwall(wall(moment) + shift) : moment + from - start), back: (moment) => (unit ? unwall(wall(moment) - shift) : moment - from + start) };
}

const infoOf = (one, known) => known.find(({ source }) => source === one.source);

// Whether totals mean something: of what is counted, or of what has no unit.
export function counts(one, known) {
  const unit = infoOf(one, known)?.unit;
  return !unit || COUNTED.test(unit);
}

// By the name that the house gives it.
export function nameOf(one, known) {
  const name = infoOf(one, known)?.name || one.source;
  return !one.attr || /^(val|state)$/.test(one.attr) ? name : `${name} ${one.attr}`;
}

// What somebody sees who has chosen nothing: temperatures, else what there is.
export function newcomer(known) {
  const usable = known.filter(({ source, attributes }) => attributes.length && !source.startsWith('time/'));
  const warm = usable.filter(({ unit, type }) => (unit ? unit[0] === '°' : /temperature|\/CT$/i.test(type)));
  return (warm.length ? warm : usable).slice(0, 3).map(({ source }) => ({ source, attr: '' }));
}

// The question for the API; with format=csv it is answered with the same as a file.
export function question(series, { from, to }, per, points, known) {
  const own = (one) => one.attr || infoOf(one, known)?.attributes[0];
  const attrs = series.map(own);
  return address('/api/series', { source: series.map(({ source }) => source), attr: attrs.every(Boolean) ? attrs : [], from: Math.round(from), to: Math.round(to), points, per });
}

export async function load(path, options) {
  const { series } = await ask(path, options);
  return series.map((one, index) => ({ kind: 'curve', unit: '', ...one, index }));
}

const held = ({ before: first }) => first && { at: first[0], value: first[1], n: 1 };

function told(one, place) {
  const [at, min, max, last, n] = one.points[place];
  return { at, value: n > 1 && one.kind === 'curve' ? one.means[place] : last, min, max, n };
}

// What is known at a moment: { value, min, max, n, at }, { reason } in a gap, or nothing. Without a moment, the newest.
export function valueAt(one, moment) {
  const { points, kind, gaps } = one;
  const next = moment === null ? points.length : points.findIndex(([time]) => time > moment);
  const place = (next < 0 ? points.length : next) - 1;
  if (moment === null) {
    return place < 0 ? held(one) : { ...told(one, place), value: points[place][3], n: 1 };
  }
  const gap = kind !== 'totals' && gaps.find(([from, to]) => moment > from && moment < to);
  if (gap) {
    return { reason: gap[2] };
  }
  const nearer = kind === 'curve' && next >= 0 && (place < 0 || points[next][0] - moment < moment - points[place][0]) ? next : place;
  return nearer < 0 ? kind === 'steps' && held(one) : told(one, nearer);
}

// Rows of a curve: time, line, lowest, highest. A row of nothing parts them where readings are missing.
export function rows(one, moved = (moment) => moment) {
  const all = one.points.map(([time, min, max, last, n], i) => [time, n > 1 ? one.means[i] : last, min, max]);
  if (one.before) {
    all.unshift([one.before[0], one.before[1], one.before[1], one.before[1]]);
  }
  const gaps = one.gaps.filter(([from, to]) => to > from).sort((a, b) => a[1] - b[1]);
  const found = [];
  let next = 0;
  for (const row of all) {
    const last = found.at(-1);
    let parted = false;
    for (; next < gaps.length && gaps[next][1] <= row[0]; next++) {
      parted ||= last && gaps[next][1] > last[0];
    }
    if (parted) {
      found.push([(last[0] + row[0]) / 2, null, null, null]);
    }
    found.push(row);
  }
  return found.map(([time, ...values]) => [moved(time), ...values]);
}

// On and off as [from, to, value]; a state holds until it changes, and is not known within a gap.
export function stretches(one, { from: first, to: end }, moved = (moment) => moment) {
  const changes = one.points.map(([time, min, max, last]) => [moved(time), min < max ? 0.5 : last]);
  if (one.before) {
    changes.unshift([Math.max(first, moved(one.before[0])), one.before[1]]);
  }
  return changes.map(([from, value], i) => {
    const gap = one.gaps.map(([begins, ends]) => [moved(begins), moved(ends)]).find(([, ends]) => ends > from);
    return [from, Math.min(changes[i + 1]?.[0] ?? end, end, gap ? Math.max(from, gap[0]) : end), value];
  });
}

export function valueWords({ kind, unit }, value) {
  if (kind === 'steps') {
    return ['off', 'on'][value] ?? 'on and off';
  }
  const size = Math.abs(value);
  const digits = size >= 100 ? 1 : size >= 1 ? 2 : 3;
  return `${size >= 1e9 || (size && size < 0.001) ? value.toPrecision(4) : Number(value.toFixed(digits))}${unit && unit !== '%' ? ' ' : ''}${unit}`;
}
