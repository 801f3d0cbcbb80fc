// What the history page shows, as its address says it: which sources, which time, in which way. Values; nothing is drawn here.
import { HOUR } from './calendar.js';

export const MOST_SOURCES = 8;
export const SPANS = {
  '1h': { label: '1 h', millis: HOUR },
  '6h': { label: '6 h', millis: 6 * HOUR },
  '24h': { label: '24 h', millis: 24 * HOUR },
  '7d': { label: '7 d', millis: 7 * 24 * HOUR },
  day: { label: 'Day', unit: 'day' },
  week: { label: 'Week', unit: 'week' },
  month: { label: 'Month', unit: 'month' },
  year: { label: 'Year', unit: 'year' },
  all: { label: 'All' },
};
export const PERIODS = ['reading', 'hour', 'day', 'month', 'year'];
const LEAST = 1000;
const MOST_BARS = 2000;
const COUNTED = ['Wh', 'kWh', 'MWh', 'm³', 'm3', 'l', 'L'];
const LENGTHS = { hour: HOUR, day: 24 * HOUR, month: 28 * 24 * HOUR, year: 365 * 24 * HOUR };

// What an address asks for. A series is a source and an attribute; no attribute is the source's own.
export function read(search, calendar) {
  const query = new URLSearchParams(search);
  const attrs = query.getAll('attr');
  const series = [];
  query.getAll('source').forEach((source, i) => {
    const attr = (attrs.length === 1 ? attrs[0] : attrs[i]) || '';
    if (source && series.length < MOST_SOURCES && !series.some((s) => s.source === source && s.attr === attr)) {
      series.push({ source, attr });
    }
  });
  const zoom = /^(\d{9,15})-(\d{9,15})$/.exec(query.get('zoom') || '');
  const span = query.get('span');
  return {
    series,
    span: Object.hasOwn(SPANS, span) ? span : '24h',
    at: calendar.parse(query.get('at') || ''),
    zoom: zoom && zoom[2] - zoom[1] >= LEAST ? [Number(zoom[1]), Number(zoom[2])] : null,
    per: PERIODS.includes(query.get('per')) ? query.get('per') : 'reading',
    compare: query.get('compare') === 'before',
    chosen: query.has('source') || query.has('span'),
  };
}

// The address that shows the same again.
export function write(view, calendar) {
  const query = new URLSearchParams();
  const named = view.series.some(({ attr }) => attr);
  for (const { source, attr } of view.series) {
    query.append('source', source);
    if (named) {
      query.append('attr', attr);
    }
  }
  query.set('span', view.span);
  if (view.at !== null) {
    query.set('at', calendar.text(view.at));
  }
  if (view.zoom) {
    query.set('zoom', view.zoom.map(Math.round).join('-'));
  }
  if (view.per !== 'reading') {
    query.set('per', view.per);
  }
  if (view.compare) {
    query.set('compare', 'before');
  }
  return `?${query}`;
}

// The time without the zoom: from, to, and whether it goes on with the clock.
export function whole(view, calendar, now, known) {
  const { unit, millis } = SPANS[view.span];
  if (unit) {
    const from = calendar.begin(unit, view.at ?? now);
    const to = calendar.next(unit, from, 1);
    return { from, to, live: now >= from && now < to };
  }
  if (millis) {
    const to = view.at ?? now;
    return { from: to - millis, to, live: view.at === null };
  }
  const firsts = known.filter(({ source }) => view.series.some((s) => s.source === source)).map(({ first }) => Date.parse(first));
  return { from: Math.floor(Math.min(now - HOUR, ...firsts)), to: now, live: true };
}

// The time that is shown.
export function shown(view, calendar, now, known) {
  return view.zoom ? { from: view.zoom[0], to: view.zoom[1], live: false } : whole(view, calendar, now, known);
}

// One step back (-1) or forward (1) in time: a whole span, or as much as is zoomed in to.
export function step(view, calendar, now, known, way) {
  const { from, to } = shown(view, calendar, now, known);
  if (view.zoom) {
    return { ...view, zoom: [from + way * (to - from), to + way * (to - from)] };
  }
  const { unit, millis } = SPANS[view.span];
  if (!unit && !millis) {
    return view;
  }
  const at = unit ? calendar.next(unit, from, way) : to + way * millis;
  const current = unit ? calendar.begin(unit, now) <= at : at >= now;
  return { ...view, at: current ? null : at };
}

// The period before: what it is compared with, and how its moments come to lie under those shown, by the clock on the wall.
export function before(view, calendar, range) {
  const unit = view.zoom ? null : SPANS[view.span].unit;
  const from = unit ? calendar.next(unit, range.from, -1) : 2 * range.from - range.to;
  const shift = unit ? calendar.wall(range.from) - calendar.wall(from) : range.from - from;
  return {
    from,
    to: range.from,
    back: unit ? (moment) => calendar.moment(calendar.wall(moment) - shift) : (moment) => moment - shift,
    moved: unit ? (moment) => calendar.moment(calendar.wall(moment) + shift) : (moment) => moment + shift,
  };
}

// Totals of a period want a range that does not hold too many of them.
export function fitting(per, range) {
  const length = LENGTHS[per];
  return !length || (range.to - range.from) / length <= MOST_BARS;
}

// Whether totals of a source mean something: of what is counted, or of what has no unit.
export function countable(info) {
  return !info?.unit || COUNTED.includes(info.unit);
}

// What somebody sees who has chosen nothing: temperatures, else what there is.
export function newcomer(known) {
  const usable = known.filter(({ source, attributes }) => attributes.length && !source.startsWith('time/'));
  const warm = usable.filter(({ unit, type }) => (unit ? unit.startsWith('°') : /temperature|\/CT$/i.test(type)));
  return (warm.length ? warm : usable).slice(0, 3).map(({ source }) => ({ source, attr: '' }));
}
