/** Figures and times as people read them. */

const short = new Intl.NumberFormat('en', {notation: 'compact', maximumSignificantDigits: 3});
const group = new Intl.NumberFormat('en', {maximumFractionDigits: 0});

/** Three significant digits, thousands grouped: 0.0123, 4.57, 1,234. */
export const figure = (value) => {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size >= 1000) return group.format(value);
  if (size === 0) return '0';
  return size < 0.001 ? value.toExponential(1) : String(Number(value.toPrecision(3)));
};

/** 1,200 becomes 1.2K: for axes. */
export const compact = (value) => short.format(value);

export const count = (value) => (Number.isFinite(value) ? group.format(value) : '–');

export const percent = (value, digits = 1) => `${(100 * value).toFixed(digits)} %`;

/** Milliseconds in the unit that reads best. */
export const millis = (value) => {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  if (value === 0) return '0 ms';
  if (value < 1) return `${figure(value * 1000)} µs`;
  return value < 1000 ? `${figure(value)} ms` : `${figure(value / 1000)} s`;
};

export const signed = (value) => (value < 0 ? '−' : '+') + Math.abs(value).toFixed(2);

/** A value of a row; missing ones by that word. */
export const value = (given) => {
  if (given === null || given === undefined || given === '') return 'missing';
  if (given === true) return 'yes';
  if (given === false) return 'no';
  return typeof given === 'number' && Math.abs(given) >= 1e15 ? given.toExponential() : String(given);
};

/** Milliseconds since 1970 of a moment in ISO 8601, or in seconds or milliseconds since then. */
export const moment = (at) => {
  if (typeof at === 'number') return at < 1e11 ? at * 1000 : at;
  return at ? Date.parse(at) : NaN;
};

/** How long ago a moment was. */
export const ago = (at) => {
  const seconds = Math.max(0, Math.round((Date.now() - moment(at)) / 1000));
  return Number.isNaN(seconds) ? 'at an unknown time' : `${duration(seconds)} ago`;
};

export const duration = (seconds) => {
  const units = [[86400, 'day'], [3600, 'hour'], [60, 'minute'], [1, 'second']];
  const [size, name] = units.find(([unit]) => seconds >= unit) ?? units[3];
  const number = Math.floor(seconds / size);
  return `${number} ${name}${number === 1 ? '' : 's'}`;
};
