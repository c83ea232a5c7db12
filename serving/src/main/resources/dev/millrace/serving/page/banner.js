/** What is wrong or has happened, above everything else. */
import {byId, el, fill} from './dom.js';
import {ago} from './format.js';

const STATES = {
  starting: 'The server is starting; it cannot be asked yet.',
  draining: 'The server is draining: it finishes what it has and then stops.',
};

let shown = '';

/** Shows what a status warns of; silent says why there is no newer one, or is null. */
export const showBanners = (status, silent) => {
  const banners = [...(silent ? [silence(silent)] : []), ...(status ? [state(status), swap(status), source(status), challenger(status)] : [])].filter(Boolean);
  const now = JSON.stringify(banners);
  if (now === shown) return; // told once: screen readers would read it again each second
  shown = now;
  fill(byId('banners'), banners.map(({kind, title, text}) =>
    el('div', {class: `banner ${kind}`, role: kind === 'bad' ? 'alert' : null}, el('strong', {}, title), text ? ` ${text}` : '')));
};

const silence = ({title, text}) => ({kind: 'bad', title, text: `${text} What is shown below is old.`.trim()});

const state = ({server}) => (STATES[server.state] ? {kind: 'warn', title: STATES[server.state]} : null);

const swap = ({last_swap: last, model}) => {
  if (last?.outcome === 'refused') {
    return {kind: 'bad', title: `Version ${last.version} was refused.`, text: `${last.reason ?? ''} Version ${model.version} stays.`.trim()};
  }
  if (last?.outcome === 'rolled_back') {
    return {kind: 'info', title: `Rolled back to version ${model.version}.`, text: last.reason ?? ''};
  }
  return null;
};

const source = ({source: it, model}) =>
  it && it.reachable === false
    ? {kind: 'warn', title: 'Newer versions cannot be looked for.', text: `${it.reason ?? ''} That began ${roughly(it.since ?? it.checked_at)}. Version ${model.version} keeps answering.`.trim()}
    : null;

const challenger = ({challenger_problem: problem}) =>
  problem ? {kind: 'warn', title: 'The challenger needs a look.', text: problem} : null;

/** To the minute, so that the banner is not new each second. */
const roughly = (at) => {
  const text = ago(at);
  return / seconds? /.test(text) ? 'less than a minute ago' : text;
};
