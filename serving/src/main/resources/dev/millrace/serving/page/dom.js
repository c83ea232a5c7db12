/** Building nodes. Text only ever becomes text: nothing here parses HTML. */

const SVG = 'http://www.w3.org/2000/svg';

const append = (node, children) => {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
};

const assign = (node, attributes) => {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  return node;
};

/** An element: el('p', {class: 'note'}, 'text', [more nodes], null). */
export const el = (tag, attributes, ...children) =>
  append(assign(document.createElement(tag), attributes), children);

/** The same for drawings. */
export const svg = (tag, attributes, ...children) =>
  append(assign(document.createElementNS(SVG, tag), attributes), children);

export const byId = (id) => document.getElementById(id);

/** Puts children in the place of those that a node has. */
export const fill = (node, ...children) => {
  node.replaceChildren();
  return append(node, children);
};

/** Style by script, which the content security policy allows where it refuses attributes. */
export const sized = (node, property, value) => {
  node.style.setProperty(property, value);
  return node;
};

/** A button that copies a text; also without the clipboard interface, which needs HTTPS. */
export const copyButton = (text, what) => {
  const button = el('button', {type: 'button', class: 'quiet small', 'aria-label': `Copy ${what}`}, 'Copy');
  button.addEventListener('click', async () => {
    button.textContent = (await copy(text)) ? 'Copied' : 'Select and copy it by hand';
    setTimeout(() => (button.textContent = 'Copy'), 1500);
  });
  return button;
};

const copy = async (text) => {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text).then(() => true, () => false);
  }
  const area = el('textarea', {class: 'off-screen', readonly: true}, text);
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  return copied;
};

/** Code with a button that copies it. */
export const code = (text, what) =>
  el('div', {class: 'code'}, el('pre', {tabindex: 0, 'aria-label': what}, el('code', {}, text)), copyButton(text, what));
