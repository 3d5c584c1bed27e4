import { button, element } from './elements.js';
import { richText } from './text-rendering.js';
import { wording } from './wording.js';

/** @typedef {import('./api-client.js').Message} Message */
/** @typedef {import('./api-client.js').Choice} Choice */

/** Kinds for someone who may be in danger or in pain: read out at once, and drawn apart from the rest. */
const CARE = new Set(['crisis', 'emergency', 'support']);

/**
 * What the person wrote: their very words, with no markup in them.
 * @param {string} text
 */
export function personArticle(text) {
  return article(wording.you, { class: 'person' }, element('div', { class: 'text', dir: 'auto' }, text));
}

/**
 * @param {Message} message
 * @param {{isNew: boolean, onChoice: (choice: Choice, group: HTMLElement) => void}} options
 */
export function guideArticle(message, { isNew, onChoice }) {
  const kind = message.kind ?? 'notice';
  const view = article(wording.guide, { class: CARE.has(kind) ? 'guide care' : 'guide', 'data-kind': kind });
  if (message.entry) view.dataset.entry = message.entry;
  const body = element('div', { class: 'body' });
  if (message.progress) body.append(progressLine(message.progress));
  body.append(element('div', { class: 'text', dir: 'auto' }, richText(message.text)));
  if (message.citations?.length) body.append(sourceList(message));
  view.append(body);
  if (message.choices?.length) view.append(choiceGroup(message, onChoice));
  if (CARE.has(kind) && isNew) body.setAttribute('role', 'alert');
  return view;
}

/**
 * A line of the widget itself.
 * @param {string} text
 */
export function noticeArticle(text) {
  return article(wording.notice, { class: 'guide', 'data-kind': 'notice' }, element('div', { class: 'body' }, text));
}

/**
 * What went wrong, in kind words, with every way to reach a person.
 * @param {string} text
 * @param {{crisisLine: Node[], clinic: {name: string, phone: string, href: string}, onRetry?: (event: MouseEvent) => void}} options
 */
export function failureArticle(text, { crisisLine, clinic, onRetry }) {
  const body = element('div', { class: 'body' }, richText(text));
  if (crisisLine.length) body.append(element('div', { class: 'crisis-copy' }, ...crisisLine));
  if (clinic.phone) {
    const phone = element('a', { href: clinic.href }, clinic.phone);
    body.append(element('p', {}, wording.callClinic(clinic.name || wording.theClinic), phone));
  }
  if (onRetry) body.append(button(wording.tryAgain, onRetry, { class: 'retry' }));
  return article(wording.notice, { class: 'guide', 'data-kind': 'failure' }, body);
}

/**
 * @param {string} speaker
 * @param {Record<string, string>} attributes
 * @param {...Node} children
 */
function article(speaker, attributes, ...children) {
  return element('article', attributes, element('span', { class: 'hidden-label' }, speaker), ...children);
}

/** @param {{step: number, of: number}} progress */
function progressLine({ step, of }) {
  const bar = element('progress', { value: String(step), max: String(of), 'aria-hidden': 'true' });
  return element('div', { class: 'progress' }, element('span', {}, wording.progress(step, of)), bar);
}

/** @param {Message} message */
function sourceList({ citations, reviewed }) {
  const list = element('ul');
  for (const { document: title, section } of citations) {
    list.append(element('li', {}, element('cite', { dir: 'auto' }, title), element('span', { dir: 'auto' }, section)));
  }
  const review = reviewed ? wording.reviewed(dayText(reviewed)) : wording.notReviewed;
  return element(
    'details', { class: 'sources' },
    element('summary', {}, wording.sources), list, element('p', { class: 'review' }, review),
  );
}

/** @param {Message} message @param {(choice: Choice, group: HTMLElement) => void} onChoice */
function choiceGroup({ kind, choices }, onChoice) {
  const questions = choices.every(({ entry }) => entry);
  const title = !questions ? wording.choices : kind === 'answer' ? wording.related : wording.suggestions;
  const group = element('div', { class: 'choices', role: 'group', 'aria-label': title });
  if (questions && kind === 'answer') group.append(element('p', { 'aria-hidden': 'true' }, title));
  for (const choice of choices) {
    const attributes = { class: choice.entry ? 'choice question' : 'choice', 'data-choice': choice.id, dir: 'auto' };
    if (choice.entry) attributes['data-entry'] = choice.entry;
    group.append(button(choice.label, () => onChoice(choice, group), attributes));
  }
  return group;
}

/** @param {string} day as `2026-11-22` */
function dayText(day) {
  const date = new Date(day);
  if (Number.isNaN(date.getTime())) return day;
  const language = document.documentElement.lang || 'en';
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}
