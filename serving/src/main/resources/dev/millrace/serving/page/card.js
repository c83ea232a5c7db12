/** The model card: quality, training, limits. */
import {byId, el, fill, svg} from './dom.js';
import {count, figure} from './format.js';
import {markdown, sectionOf} from './markdown.js';

const NAMES = {
  roc_auc: 'ROC-AUC', pr_auc: 'PR-AUC', log_loss: 'Log loss', brier: 'Brier score', precision: 'Precision',
  recall: 'Recall', f1: 'F1', accuracy: 'Accuracy', lift_top_decile: 'Lift of the top decile',
};

export const showCard = (card) => {
  const limits = sectionOf(card.card ?? '', 'Limits');
  fill(byId('card-body'),
    el('div', {class: 'pair wide'},
      el('div', {}, el('h3', {}, 'Quality on test rows'), quality(card)),
      el('div', {}, el('h3', {}, 'Trained on'), training(card),
        limits ? [el('h3', {}, 'Limits'), el('div', {id: 'limits'}, markdown(limits))] : null)),
    card.card ? el('details', {}, el('summary', {}, 'The whole model card'), el('div', {class: 'markdown'}, markdown(card.card))) : null);
};

const quality = ({metrics = {}, baselines = {}}) => {
  const known = Object.keys(NAMES).filter((name) => typeof metrics[name] === 'number');
  if (known.length === 0) return el('p', {class: 'note'}, 'The package tells no metrics.');
  const [baseline] = Object.keys(baselines);
  const heads = ['Metric', 'Value', 'Confidence interval', ...(baseline ? [`Baseline: ${baseline}`] : [])];
  return el('div', {class: 'scroll'}, el('table', {id: 'metrics'},
    el('thead', {}, el('tr', {}, heads.map((h, i) => el('th', {scope: 'col', class: i % 2 ? 'num' : null}, h)))),
    el('tbody', {}, known.map((name) => el('tr', {},
      el('th', {scope: 'row'}, NAMES[name]),
      el('td', {class: 'num'}, el('b', {}, metrics[name].toFixed(3))),
      el('td', {class: 'interval-cell'}, interval(metrics[name], metrics.confidence?.[name], baselines[baseline]?.[name])),
      baseline ? el('td', {class: 'num'}, baselines[baseline][name]?.toFixed(3) ?? '–') : null)))));
};

/** Drawn from 0 to 1; a lift has no upper end and is told only. */
const interval = (value, bounds, baseline) => {
  if (!bounds) return null;
  const [low, high] = bounds;
  const words = `${low.toFixed(3)} to ${high.toFixed(3)}`;
  if (high > 1) return el('span', {class: 'interval-text'}, words);
  const x = (v) => 3 + 94 * v;
  return [svg('svg', {class: 'mini', viewBox: '0 0 100 14', 'aria-hidden': 'true', preserveAspectRatio: 'none'},
    svg('line', {class: 'axis', x1: 3, x2: 97, y1: 7, y2: 7}),
    svg('line', {class: 'range', x1: x(low), x2: x(high), y1: 7, y2: 7}),
    baseline === undefined ? null : svg('line', {class: 'baseline', x1: x(baseline), x2: x(baseline), y1: 1, y2: 13}),
    svg('line', {class: 'mean', x1: x(value), x2: x(value), y1: 2, y2: 12})),
  el('span', {class: 'interval-text'}, words)];
};

const training = ({network, provenance = {}, columns, target, threshold}) => {
  const rows = provenance.rows ?? {};
  const facts = [
    ['Asked', `is ${target.column} ${target.positive}?`],
    ['Network', network],
    ['Columns', count(columns.length)],
    ['Rows', Object.entries(rows).sort(([, a], [, b]) => b - a).map(([split, n]) => `${count(n)} ${split}`).join(', ')],
    ['Threshold', figure(threshold)],
    ['Run', provenance.run],
    ['Made', provenance.created?.replace('T', ' ').replace(/\.\d+Z$|Z$/, ' UTC')],
    ['By', Object.entries(provenance.versions ?? {}).map(([name, version]) => `${name} ${version}`).join(', ')],
  ];
  return el('dl', {class: 'facts'}, facts.filter(([, text]) => text).map(([name, text]) =>
    el('div', {}, el('dt', {}, name), el('dd', {}, text))));
};
