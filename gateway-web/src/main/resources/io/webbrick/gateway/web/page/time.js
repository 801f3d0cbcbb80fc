// Times in the gateway's zone, which the page names, whatever zone the reader's device is set to.
const wanted = document.documentElement.dataset.zone || 'UTC';

function usable(zone) {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: zone });
    return zone;
  } catch {
    return 'UTC';
  }
}

export const zone = usable(wanted);

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
});
const dayFormat = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function fields(moment) {
  const found = {};
  for (const { type, value } of parts.formatToParts(new Date(moment))) {
    found[type] = value;
  }
  return found;
}

// 05:20:00.123
export function clock(moment, millis = true) {
  const f = fields(moment);
  const fraction = millis ? `.${String(new Date(moment).getUTCMilliseconds()).padStart(3, '0')}` : '';
  return `${f.hour}:${f.minute}:${f.second}${fraction}`;
}

// Sat, 21 Nov 2026
export function day(moment) {
  return dayFormat.format(new Date(moment));
}

// 2026-11-21, for comparing days
export function dayKey(moment) {
  const f = fields(moment);
  return `${f.year}-${f.month}-${f.day}`;
}

// 2026-11-21T05:20:00 in the gateway's zone: what the API and a field of type datetime-local take
export function local(moment) {
  const f = fields(moment);
  return `${f.year}-${f.month}-${f.day}T${f.hour}:${f.minute}:${f.second}`;
}

// The time, with the day where that is not today.
export function moment(when) {
  const f = fields(when);
  const now = fields(Date.now());
  const time = `${f.hour}:${f.minute}:${f.second}`;
  if (f.year === now.year && f.month === now.month && f.day === now.day) {
    return time;
  }
  const date = `${Number(f.day)} ${MONTHS[f.month - 1]}`;
  return `${date}${f.year === now.year ? '' : ` ${f.year}`}, ${time}`;
}

// The two largest units of a length.
export function length(millis) {
  const s = Math.max(0, Math.floor(millis / 1000));
  if (s < 60) {
    return `${s} s`;
  }
  if (s < 3600) {
    return `${Math.floor(s / 60)} min`;
  }
  if (s < 86400) {
    return `${Math.floor(s / 3600)} h ${Math.floor(s / 60) % 60} min`;
  }
  return `${Math.floor(s / 86400)} d ${Math.floor(s / 3600) % 24} h`;
}

export function ago(when) {
  return `${length(Date.now() - new Date(when).getTime())} ago`;
}
