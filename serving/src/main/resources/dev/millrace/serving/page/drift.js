/** How far features have moved from the training rows. */
import {byId, el, fill, sized} from './dom.js';
import {ago, count, figure} from './format.js';

const SHOWN = 8;
const SCALE = 0.5; // a population stability index from which on the bar is full
const ORDER = {unknown: 0, stable: 0, moderate: 1, large: 2};
let all = false;

export const showDrift = (drift) => {
  const body = byId('drift-body');
  if (!drift) {
    fill(body, el('p', {class: 'note'}, 'Not watched: the package has no reference profile, or too few rows came so far.'));
    return;
  }
  const open = document.activeElement?.id === 'drift-all';
  const features = [...drift.features].sort((a, b) => b.psi - a.psi);
  fill(body,
    el('p', {}, said(drift.rows, features),
      el('span', {class: 'note'}, ` ${count(drift.rows)} row${drift.rows === 1 ? '' : 's'} since ${ago(drift.since)}.`)),
    el('div', {class: 'scroll'}, el('table', {class: 'drift'},
      el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, 'Feature'), el('th', {scope: 'col', class: 'num'}, 'PSI'), el('td', {}), el('th', {scope: 'col'}, 'Level'))),
      el('tbody', {},
        drift.prediction ? row({feature: 'probability', ...drift.prediction}, true) : null,
        features.slice(0, all ? features.length : SHOWN).map((f) => row(f, false))))),
    features.length > SHOWN ? toggle(features.length, drift) : null,
    el('p', {class: 'note'}, 'Population stability index: 0 is like the training rows.'));
  if (open) byId('drift-all')?.focus();
};

const row = ({feature, psi, level}, prediction) =>
  el('tr', {class: prediction ? 'prediction' : null},
    el('th', {scope: 'row'}, feature),
    el('td', {class: 'num'}, level === 'unknown' ? '–' : figure(psi)),
    el('td', {class: 'psi-cell'}, el('span', {class: 'psi', 'aria-hidden': 'true'}, sized(el('span', {class: `l${ORDER[level] ?? 0}`}), 'width', `${level === 'unknown' ? 0 : Math.min(100, (100 * psi) / SCALE).toFixed(1)}%`))),
    el('td', {}, el('span', {class: `level l${ORDER[level] ?? 0}`}, level === 'unknown' ? '–' : level)));

const toggle = (number, drift) =>
  el('button', {type: 'button', class: 'quiet small', id: 'drift-all', 'aria-expanded': String(all),
    onclick: () => {
      all = !all;
      showDrift(drift);
    }}, all ? 'Show fewer' : `Show all ${number}`);

const said = (rows, features) => {
  if (rows === 0) return 'No rows were compared so far.';
  const moved = features.filter((f) => ORDER[f.level] > 0).length;
  if (moved > 0) return `${moved} of ${features.length} features moved.`;
  return features.some((f) => f.level === 'unknown') ? 'Too few rows came to say that no feature has moved.' : 'No feature has moved.';
};
