/** The page: the card once, the status each second, a prediction when asked. */
import {Refused, curl, get, post} from './api.js';
import {answered, refused, waitForRow} from './answer.js';
import {showBanners} from './banner.js';
import {showCard} from './card.js';
import {byId, el, fill} from './dom.js';
import {showDrift} from './drift.js';
import {showExperiment} from './experiment.js';
import {makeForm} from './form.js';
import {askForKey, onKey} from './key.js';
import {showLive} from './live.js';

const EVERY = 1000; // milliseconds
const REASONS = 8;

let card = null;
let form = null;
let status = null;
let waitsForKey = false;
let mayWatch = true;

const path = () => `/v1/models/${encodeURIComponent(card.name)}`;

const loadCard = async () => {
  const {models} = await get('/v1/models');
  const loaded = await get(`/v1/models/${encodeURIComponent(models[0].name)}`);
  const sameColumns = card && JSON.stringify(card.columns) === JSON.stringify(loaded.columns);
  card = loaded;
  showHeader();
  showCard(card);
  if (sameColumns) return; // what was typed stays
  form = makeForm(card);
  waitForRow();
};

const showHeader = () => {
  document.title = `${card.name} · Millrace`;
  byId('model-name').textContent = card.name;
  byId('question').textContent = `How likely is it that ${card.target.column} is ${card.target.positive}?`;
  const state = status?.server.state;
  fill(byId('model-chips'),
    el('li', {id: 'version'}, `version ${card.version}`),
    card.alias ? el('li', {id: 'alias'}, card.alias) : null,
    state ? el('li', {id: 'state', class: `state ${state}`}, state) : null,
    status?.previous && mayRollBack()
      ? el('li', {class: 'act'}, el('button', {type: 'button', class: 'quiet small', id: 'rollback', onclick: confirmRollback}, `Roll back to version ${status.previous.version}`)) : null);
};

/** Whoever may watch the server may roll back, unless the status tells of this caller otherwise. */
const mayRollBack = () => status.caller?.roles?.includes('operate') ?? true;

const headerKey = () => JSON.stringify([card?.version, card?.alias, status?.server.state, status?.previous, status?.caller]);

const predict = async (event) => {
  event.preventDefault();
  if (!form) return;
  form.unmark();
  fill(byId('form-problems'));
  if (form.incomplete()) return;
  const body = {row: form.row(), reasons: Math.min(REASONS, card.columns.length)};
  const button = byId('predict');
  button.disabled = true;
  const start = performance.now();
  try {
    const answer = await post(`${path()}/predict`, body);
    answered(answer, card, performance.now() - start,
      curl('POST', `${path()}/predict`, 'application/json', JSON.stringify(body)));
  } catch (error) {
    complain(error);
  } finally {
    button.disabled = false;
  }
};

const complain = (error) => {
  if (needsKey(error)) return;
  const known = error instanceof Refused ? error : new Refused(0, {title: 'The server does not answer.', detail: 'Check that it runs, then try again.'});
  refused(known);
  const rest = form.mark(known.problems);
  fill(byId('form-problems'), rest.map((p) =>
    el('p', {class: 'banner bad'}, p.column ? el('strong', {}, `${p.column}: `) : null, p.message)));
};

const needsKey = (error) => {
  if (error.status !== 401) return false;
  waitsForKey = true;
  askForKey(`${error.message} Whoever runs it gives keys.`);
  return true;
};

const confirmRollback = () => {
  byId('rollback-what').textContent =
    `Version ${status.previous.version} will answer instead of version ${card.version}, from the next request on. No request fails.`;
  byId('rollback-dialog').returnValue = '';
  byId('rollback-dialog').showModal();
};

const rollBack = async () => {
  if (byId('rollback-dialog').returnValue !== 'roll-back') return;
  fill(byId('notice'));
  try {
    const told = await post(`${path()}/rollback`, {});
    fill(byId('notice'), el('p', {class: `banner ${told.alias_moved ? 'info' : 'warn'}`}, `Version ${told.version} answers now. ${told.note}`));
    await refresh();
  } catch (error) {
    if (!needsKey(error)) fill(byId('notice'), el('p', {class: 'banner bad'}, `Not rolled back: ${error.message} ${error.hint ?? ''}`));
  }
};

/** Null where this caller may ask for predictions, but not watch the server. */
const statusIfAllowed = async () => {
  try {
    const told = await get('/v1/status');
    mayWatch = true;
    return told;
  } catch (error) {
    if (error.status !== 403) throw error;
    mayWatch = false;
    return null;
  } finally {
    document.body.classList.toggle('predict-only', !mayWatch);
  }
};

const refresh = async () => {
  try {
    const before = headerKey();
    status = await statusIfAllowed();
    if (!card || (status && status.model.version !== card.version)) await loadCard();
    if (headerKey() !== before) showHeader();
    if (!status) return;
    showLive(status);
    showDrift(status.drift);
    showExperiment(status.experiment);
    showBanners(status, null);
    byId('foot').textContent = `${status.server.name} ${status.server.version}`;
  } catch (error) {
    if (needsKey(error)) return;
    if (!(error instanceof Refused) && !(error instanceof TypeError)) throw error;
    showBanners(status, error instanceof Refused
      ? {title: 'The status could not be read.', text: error.message} : {title: 'The server does not answer.', text: ''});
  }
};

const poll = async () => {
  if (!document.hidden && !waitsForKey && mayWatch) await refresh().catch((error) => console.error(error));
  setTimeout(poll, EVERY);
};

byId('row').addEventListener('submit', predict);
byId('row').addEventListener('reset', () => {
  form?.unmark();
  fill(byId('form-problems'));
});
byId('example').addEventListener('click', () => {
  form?.unmark();
  form?.fill(card.example);
});
byId('rollback-dialog').addEventListener('close', rollBack);
onKey(() => {
  waitsForKey = false;
  refresh();
});
poll();
