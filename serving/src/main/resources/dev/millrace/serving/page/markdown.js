/** Markdown as model cards are written in it, as nodes: whatever it holds, it stays text. */
import {code, el} from './dom.js';

const ESCAPED = /\\([\\`*_{}[\]()#+\-.!|<>~])/;
const INLINE = new RegExp(`${ESCAPED.source}|\`([^\`]+)\`|\\*\\*((?:[^*\\\\]|\\\\.)+)\\*\\*|\\*((?:[^*\\\\]|\\\\.)+)\\*|\\[([^\\]]+)\\]\\((https?://[^)\\s]+)\\)`, 'g');

/** One line's text: code, strong, emphasis, links to the web, escapes. */
export const inline = (text) => {
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(text.slice(at, match.index));
    const [, escaped, literal, strong, emphasis, label, address] = match;
    if (escaped !== undefined) nodes.push(escaped);
    else if (literal !== undefined) nodes.push(el('code', {}, literal));
    else if (strong !== undefined) nodes.push(el('strong', {}, inline(strong)));
    else if (emphasis !== undefined) nodes.push(el('em', {}, inline(emphasis)));
    else nodes.push(el('a', {href: address, rel: 'noopener noreferrer'}, inline(label)));
    at = match.index + match[0].length;
  }
  nodes.push(text.slice(at));
  return nodes.filter((node) => node !== '');
};

const cells = (line) =>
  line.trim().replace(/^\||\|$/g, '').split(/(?<!\\)\|/).map((cell) => cell.trim());

const numeric = (text) => /^[-+−]?[\d.,]+( ?%| to [\d.,]+)?$/.test(text);

const table = (lines) => {
  const [head, , ...body] = lines.map(cells);
  return el('div', {class: 'scroll'}, el('table', {},
    el('thead', {}, el('tr', {}, head.map((h) => el('th', {scope: 'col'}, inline(h))))),
    el('tbody', {}, body.map((row) => el('tr', {}, row.map((c) => el('td', {class: numeric(c) ? 'num' : null}, inline(c))))))));
};

const BLOCKS = [
  {is: (line) => /^#{1,6} /.test(line), ends: () => true,
    make: ([line]) => el(`h${Math.min(6, line.indexOf(' ') + 2)}`, {}, inline(line.replace(/^#+ /, '')))},
  {is: (line) => line.startsWith('|'), ends: (line) => !line.startsWith('|'), make: table},
  {is: (line) => /^[-*] /.test(line), ends: (line) => !/^([-*] | {2})/.test(line),
    make: (lines) => el('ul', {}, items(lines).map((item) => el('li', {}, inline(item))))},
];

const items = (lines) =>
  lines.reduce((all, line) => (/^[-*] /.test(line) ? [...all, line.slice(2)] : [...all.slice(0, -1), `${all.at(-1)} ${line.trim()}`]), []);

const PARAGRAPH = {
  ends: (line) => line.trim() === '' || line.startsWith('```') || BLOCKS.some((b) => b.is(line)),
  make: (lines) => el('p', {}, inline(lines.join(' '))),
};

/** The blocks of a text. */
export const markdown = (text) => {
  const lines = text.split(/\r?\n/);
  const blocks = [];
  for (let at = 0; at < lines.length; ) {
    if (lines[at].trim() === '') {
      at++;
      continue;
    }
    if (lines[at].startsWith('```')) {
      const end = lines.indexOf('```', at + 1);
      const to = end < 0 ? lines.length : end;
      blocks.push(code(lines.slice(at + 1, to).join('\n'), 'the code'));
      at = to + 1;
      continue;
    }
    const block = BLOCKS.find((b) => b.is(lines[at])) ?? PARAGRAPH;
    let to = at + 1;
    while (to < lines.length && !block.ends(lines[to])) to++;
    blocks.push(block.make(lines.slice(at, to)));
    at = to;
  }
  return blocks;
};

/** The lines under one heading of second level, without it; empty where there is none. */
export const sectionOf = (text, heading) => {
  const found = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  return found ? found.slice(heading.length + 1).trim() : '';
};
