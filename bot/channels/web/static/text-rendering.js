import { element } from './elements.js';
import { wording } from './wording.js';

const SAFE_PROTOCOLS = new Set(['http:', 'https:', 'mailto:', 'tel:', 'sms:']);

/** `**strong**`, `[label](target)` or a bare web address. Lengths are bounded so that no text can make it slow. */
const INLINE = /\*\*(.{1,2000}?)\*\*|\[([^[\]\n]{1,500})\]\(([^()\s]{1,2000})\)|(https?:\/\/[^\s<>"]{1,2000})/g;
const NUMBER = 'a[href^="tel:"], a[href^="sms:"]';
const STOP = /^[.,;:!?)]+/;

/**
 * The guide's plain text as DOM nodes: paragraphs, `-` lists, `**strong**` and links.
 * @param {string} text
 * @returns {DocumentFragment}
 */
export function richText(text) {
  const fragment = document.createDocumentFragment();
  for (const block of text.replace(/\r\n?/g, '\n').trim().split(/\n\s*\n/)) {
    let open = null;
    for (const line of block.split('\n')) {
      const item = /^\s*-\s+(.*)$/.exec(line);
      const tag = item ? 'UL' : 'P';
      if (open?.tagName === tag) {
        if (tag === 'P') open.append(element('br'));
      } else {
        open = element(tag);
        fragment.append(open);
      }
      if (item) open.append(element('li', {}, ...inline(item[1])));
      else open.append(...inline(line));
    }
  }
  return fragment;
}

/**
 * @param {string} text
 * @returns {(Node|string)[]}
 */
function inline(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, strong, label, target, address] = match;
    parts.push(text.slice(end, match.index));
    end = match.index + whole.length;
    if (strong) parts.push(element('strong', {}, ...inline(strong)));
    else if (label) {
      const anchor = link(label, target);
      // A number to call may be drawn as a button, and a line must not begin with the full stop behind it.
      const stop = anchor?.matches(NUMBER) ? STOP.exec(text.slice(end))?.[0] : undefined;
      end += stop?.length ?? 0;
      parts.push(stop ? element('span', { class: 'together' }, anchor, stop) : anchor ?? whole);
    } else {
      const bare = withoutTrailingPunctuation(address);
      parts.push(link(bare, bare) ?? bare, address.slice(bare.length));
    }
  }
  parts.push(text.slice(end));
  return parts;
}

/**
 * @param {string} label
 * @param {string} target
 * @returns {HTMLElement | null} null where the target is not safe to follow
 */
function link(label, target) {
  let url;
  try {
    url = new URL(target);
  } catch {
    return null;
  }
  if (!SAFE_PROTOCOLS.has(url.protocol)) return null;
  if (!url.protocol.startsWith('http')) return element('a', { href: target }, label);
  const hint = element('span', { class: 'hidden-label' }, ` ${wording.newTab}`);
  return element('a', { href: target, target: '_blank', rel: 'noopener noreferrer' }, label, hint);
}

/** @param {string} address */
function withoutTrailingPunctuation(address) {
  const trimmed = address.replace(/[.,;:!?'"*\]]+$/, '');
  return trimmed.endsWith(')') && !trimmed.includes('(') ? withoutTrailingPunctuation(trimmed.slice(0, -1)) : trimmed;
}
