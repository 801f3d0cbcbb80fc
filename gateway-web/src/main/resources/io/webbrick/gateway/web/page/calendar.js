// Days, weeks, months and years of the gateway's zone, where a day may have 23 or 25 hours. Moments are milliseconds since
// 1970; a wall time is what the clock on the wall shows, written as milliseconds of UTC.
const SECOND = 1000;
const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
];
const LONG_STEPS = [['day', 1], ['day', 2], ['week', 1], ['month', 1], ['month', 3], ['year', 1], ['year', 2], ['year', 5]];
const LENGTHS = { day: DAY, week: 7 * DAY, month: 30 * DAY, year: 365 * DAY };

const pad = (number) => String(number).padStart(2, '0');

// A zone without rules, such as UTC+2 or +05:30, which not every browser knows.
function fixedOffset(name) {
  const found = /([+-])(\d{1,2}):?(\d\d)?$/.exec(name);
  return found ? (found[1] === '-' ? -1 : 1) * (found[2] * HOUR + (found[3] || 0) * MINUTE) : 0;
}

function offsets(name) {
  let format;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    });
  } catch {
    const fixed = fixedOffset(name);
    return () => fixed;
  }
  const known = new Map();
  const read = (moment) => {
    const f = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(f.year, f.month - 1, f.day, f.hour, f.minute, f.second) - moment;
  };
  // Zones change on a quarter of an hour, never within one.
  return (moment) => {
    const quarter = Math.floor(moment / (15 * MINUTE)) * 15 * MINUTE;
    if (!known.has(quarter)) {
      known.set(quarter, read(quarter));
    }
    return known.get(quarter);
  };
}

export class Calendar {
  constructor(zone) {
    this.zone = zone;
    this.offset = offsets(zone);
  }

  wall(moment) {
    return moment + this.offset(moment);
  }

  // The first moment at which the wall showed this; where it never did, the one at which it would have without the change.
  moment(wall) {
    const before = wall - this.offset(wall - 12 * HOUR);
    const after = wall - this.offset(wall + 12 * HOUR);
    return this.wall(before) !== wall && this.wall(after) === wall ? after : before;
  }

  // When the hour, day, week (from Monday), month or year began.
  begin(unit, moment) {
    const wall = this.wall(moment);
    if (unit === 'hour') {
      return moment - (((wall % HOUR) + HOUR) % HOUR);
    }
    const d = new Date(wall);
    const days = { week: d.getUTCDate() - ((d.getUTCDay() + 6) % 7), day: d.getUTCDate() }[unit] || 1;
    return this.moment(Date.UTC(d.getUTCFullYear(), unit === 'year' ? 0 : d.getUTCMonth(), days));
  }

  // So many units later; an hour is an hour, a day ends where the next begins.
  plus(unit, moment, n) {
    if (unit === 'hour') {
      return moment + n * HOUR;
    }
    const d = new Date(this.wall(moment));
    const months = { month: n, year: 12 * n }[unit] || 0;
    const days = { day: n, week: 7 * n }[unit] || 0;
    const time = ((d.getTime() % DAY) + DAY) % DAY;
    return this.moment(Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + months, d.getUTCDate() + days) + time);
  }

  // The period that begins so many later; a day that lacks its midnight begins when it can.
  next(unit, begin, n) {
    return this.begin(unit, this.plus(unit, begin, n));
  }

  // Places for marks of an axis that has room for so many, with what each shows.
  ticks(from, to, most) {
    const step = STEPS.find((each) => (to - from) / each <= most);
    const places = step ? this.shortTicks(from, to, step) : this.longTicks(from, to, most);
    return { places, labels: places.map((place) => this.label(place, step)) };
  }

  shortTicks(from, to, step) {
    const places = [];
    for (let wall = Math.ceil(this.wall(from) / step) * step; places.length < 400; wall += step) {
      const place = this.moment(wall);
      if (place > to) {
        return places;
      }
      if (place >= from && place !== places.at(-1)) {
        places.push(place);
      }
    }
    return places;
  }

  longTicks(from, to, most) {
    const [unit, n] = LONG_STEPS.find(([name, times]) => (to - from) / (LENGTHS[name] * times) <= most) || ['year', 10];
    const places = [];
    let place = this.begin(unit, from);
    if (unit === 'year' || n === 3) {
      place = this.begin('year', from);
    }
    for (; place <= to && places.length < 400; place = this.plus(unit, place, n)) {
      if (place >= from) {
        places.push(place);
      }
    }
    this.unit = unit;
    return places;
  }

  label(place, step) {
    const d = new Date(this.wall(place));
    const midnight = d.getTime() % DAY === 0;
    if (step && !midnight) {
      const minutes = `${pad(d.getUTCHours())}:${pad(d.getUTCMinutes())}`;
      return step < MINUTE ? `${minutes}:${pad(d.getUTCSeconds())}` : minutes;
    }
    if (!step && this.unit === 'year') {
      return String(d.getUTCFullYear());
    }
    if (!step && this.unit === 'month') {
      return d.getUTCMonth() === 0 ? String(d.getUTCFullYear()) : MONTHS[d.getUTCMonth()];
    }
    return `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]}`;
  }

  // 2026-11-21, or 2026-11-21T05:20 where it is not midnight: what the API takes too
  text(moment) {
    const iso = new Date(this.wall(moment)).toISOString();
    return iso.slice(11, 19) === '00:00:00' ? iso.slice(0, 10) : iso.slice(0, iso.slice(17, 19) === '00' ? 16 : 19);
  }

  // For a field of type datetime-local.
  field(moment) {
    return new Date(this.wall(moment)).toISOString().slice(0, 16);
  }

  // What text() wrote; null where it is no time.
  parse(text) {
    const wall = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$/.test(text) ? Date.parse(`${text}${text.includes('T') ? '' : 'T00:00'}Z`) : NaN;
    return Number.isNaN(wall) ? null : this.moment(wall);
  }

  // Sat 21 Nov 2026, 14:05:30
  words(moment, seconds = true) {
    const d = new Date(this.wall(moment));
    const time = d.toISOString().slice(11, seconds ? 19 : 16);
    return `${this.dayWords(moment)}, ${time}`;
  }

  dayWords(moment) {
    const d = new Date(this.wall(moment));
    return `${WEEKDAYS[d.getUTCDay()]} ${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`;
  }

  // The period that begins here, in words.
  period(unit, moment) {
    const d = new Date(this.wall(moment));
    switch (unit) {
      case 'hour':
        return `${this.dayWords(moment)}, ${pad(d.getUTCHours())}:00`;
      case 'month':
        return `${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`;
      case 'year':
        return String(d.getUTCFullYear());
      case 'week': {
        return `${this.dayWords(moment)} – ${this.dayWords(this.plus('day', moment, 6))}`;
      }
      default:
        return this.dayWords(moment);
    }
  }
}
