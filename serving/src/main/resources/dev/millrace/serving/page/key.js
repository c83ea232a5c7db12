/** Asking for the API key, once at a time. */
import {key, keep} from './api.js';
import {byId, el} from './dom.js';

const opener = byId('key-open');
const input = el('input', {type: 'password', id: 'key-input', autocomplete: 'off', spellcheck: 'false'});
const why = el('p', {id: 'key-why'}, 'This server can ask for an API key or token.');
const forget = el('button', {type: 'submit', value: 'forget', class: 'quiet', id: 'key-forget'}, 'Forget it');
const dialog = el('dialog', {id: 'key-dialog', 'aria-labelledby': 'key-title'}, el('form', {method: 'dialog'},
  el('h2', {id: 'key-title'}, 'API key'), why,
  el('label', {class: 'field'}, el('span', {class: 'name'}, 'Key or token'), input),
  el('p', {class: 'note'}, 'It stays in this tab and is forgotten when you close it.'),
  el('div', {class: 'row-end'},
    el('button', {type: 'submit', value: 'cancel', class: 'quiet'}, 'Cancel'), forget,
    el('button', {type: 'submit', value: 'use', class: 'primary', id: 'key-use'}, 'Use it'))));
let changed = () => {};

document.body.append(dialog);

const show = () => {
  input.value = '';
  dialog.returnValue = '';
  forget.hidden = !key();
  dialog.showModal();
};

/** Tells what to do when there is another key. */
export const onKey = (action) => {
  changed = action;
  opener.hidden = !key();
};

/** Asks for a key; reason is a sentence for people. */
export const askForKey = (reason) => {
  opener.hidden = false;
  why.textContent = reason;
  if (!dialog.open) show();
};

opener.addEventListener('click', show);

/** Enter uses the key: without this it would press the first button, which cancels. */
input.addEventListener('keydown', (event) => {
  if (event.key === 'Enter') {
    event.preventDefault();
    dialog.close('use');
  }
});

dialog.addEventListener('close', () => {
  const typed = input.value.trim();
  input.value = '';
  if (dialog.returnValue === 'use' && typed) keep(typed);
  else if (dialog.returnValue === 'forget') keep(null);
  else return;
  changed();
});
