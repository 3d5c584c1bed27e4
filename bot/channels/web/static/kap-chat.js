import { ApiClient, ApiFailure, messageId, pause } from './api-client.js';
import { button, element } from './elements.js';
import { failureArticle, guideArticle, noticeArticle, personArticle } from './message-view.js';
import { wording } from './wording.js';

/**
 * @typedef {import('./api-client.js').Message} Message
 * @typedef {import('./api-client.js').Choice} Choice
 * @typedef {{text: string, id: string, article: HTMLElement, choice?: string, session?: string | null, sentIn?: string | null}} Turn
 *   something the person said: typed, or picked (`choice`, good in `session` only); `sentIn`: the session it last went to
 */

/** How long a message waits for a session to begin before it goes without one, so that the crisis screen reads it. */
const SESSION_PATIENCE = 4_000;

/**
 * `<kap-chat api clinic-name clinic-phone clinic-phone-href>` with the slots `title`, `intro` and `crisis-line`.
 * `api` is the server's address; without it, the page's own.
 */
export class KapChat extends HTMLElement {
  /** @type {ApiClient} */ #client;
  /** @type {Promise<void> | null} */ #beginning = null;
  #pending = 0;
  #atEnd = true;

  #crisisSlot = /** @type {HTMLSlotElement} */ (element('slot', { name: 'crisis-line' }));
  #log = element('div', { class: 'log', role: 'log', 'aria-live': 'polite', 'aria-label': wording.messages });
  #status = element('p', { class: 'status', role: 'status' });
  #scroller = element(
    'div', { class: 'scroller', tabindex: '0', role: 'region', 'aria-label': wording.conversation },
    element('div', { class: 'intro' }, element('slot', { name: 'intro' })), this.#log, this.#status,
  );
  #box = /** @type {HTMLTextAreaElement} */ (element('textarea', {
    id: 'box', rows: '1', dir: 'auto', placeholder: wording.placeholder, enterkeyhint: 'send', autocomplete: 'off',
  }));
  #menu = element('div', { id: 'menu', class: 'menu', hidden: '' });
  #menuButton = button(wording.menu, () => this.#toggleMenu(this.#menu.hidden), {
    class: 'menu-button', 'aria-expanded': 'false', 'aria-controls': 'menu',
  });

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    const style = element('link', { rel: 'stylesheet', href: new URL('kap-chat.css', import.meta.url).href });
    const form = element(
      'form', { class: 'composer' },
      element('label', { for: 'box', class: 'hidden-label' }, wording.yourMessage), this.#box,
      element('button', { type: 'submit', class: 'send' }, wording.send),
    );
    const frame = element(
      'div', { class: 'frame', hidden: '' },
      element('div', { class: 'bar' }, element('slot', { name: 'title' }), this.#menuButton),
      this.#menu, this.#scroller, element('div', { class: 'crisis-line' }, this.#crisisSlot), form,
    );
    for (const event of ['load', 'error']) style.addEventListener(event, () => { frame.hidden = false; });
    root.append(style, frame);

    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#box.addEventListener('input', () => this.#fitBox());
    this.#box.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      this.#submit();
    });
    root.addEventListener('keydown', (event) => {
      if (/** @type {KeyboardEvent} */ (event).key !== 'Escape' || this.#menu.hidden) return;
      this.#toggleMenu(false);
      this.#menuButton.focus();
    });
    this.#keepEndInView();
  }

  connectedCallback() {
    if (this.#client) return;
    this.#client = new ApiClient(this.getAttribute('api') ?? '');
    this.#open();
  }

  // The session

  /** Shows the chat that this tab had, or begins one. */
  async #open() {
    this.#wait(1, wording.loading);
    try {
      await (this.#client.session ? this.#restore() : this.#session());
    } catch (failure) {
      this.#showFailure(failureText(failure), null, () => this.#open());
    } finally {
      this.#wait(-1);
    }
  }

  async #restore() {
    let messages;
    try {
      messages = await this.#client.transcript();
    } catch (failure) {
      if (failure.status !== 401) throw failure;
      this.#client.forget();
      await this.#session();
      this.#log.prepend(noticeArticle(wording.ended));
      return;
    }
    if (this.#log.querySelector('.person')) return; // something was said meanwhile: leave it be
    this.#log.setAttribute('aria-busy', 'true'); // old messages are not read out again
    for (const message of messages) {
      if (message.from === 'person') this.#showPerson(message.text);
      else this.#log.append(this.#guideArticle(message, false));
    }
    this.#scrollToEnd();
    setTimeout(() => this.#log.removeAttribute('aria-busy'), 500);
  }

  /**
   * Settles when there is a session; its greeting goes before `place`, or last.
   * @param {HTMLElement | null} [place]
   */
  async #session(place = null) {
    if (this.#client.session) return;
    this.#beginning ??= this.#begin(place).finally(() => { this.#beginning = null; });
    await this.#beginning;
  }

  /** @param {HTMLElement | null} place */
  async #begin(place) {
    const messages = await this.#client.begin();
    this.#log.querySelector('[data-opening]')?.remove();
    // Someone quick may already have written: the greeting still comes first.
    const before = place ?? this.#log.querySelector('.person');
    for (const message of messages) this.#log.insertBefore(this.#guideArticle(message, true), before);
  }

  // What the person says

  #submit() {
    const text = this.#box.value.trim();
    this.#box.focus();
    if (!text) return;
    this.#box.value = '';
    this.#fitBox();
    this.#deliver({ text, id: messageId(), article: this.#showPerson(text) });
  }

  /** @param {Choice} choice @param {HTMLElement} group @param {string | null} session */
  async #pick(choice, group, session) {
    if (group.hasAttribute('aria-busy')) return; // a double tap
    group.setAttribute('aria-busy', 'true');
    const article = this.#showPerson(choice.label);
    await this.#deliver({ text: choice.label, id: messageId(), article, choice: choice.id, session });
    group.removeAttribute('aria-busy');
  }

  /** @param {Turn} turn */
  async #deliver(turn) {
    this.#wait(1, wording.writing);
    try {
      const messages = await this.#exchange(turn);
      if (turn.article.isConnected) this.#showReply(turn, messages);
    } catch (failure) {
      if (turn.article.isConnected) this.#fail(turn, failure);
    } finally {
      this.#wait(-1);
    }
  }

  /** @param {Turn} turn @returns {Promise<Message[]>} */
  async #exchange(turn) {
    const beginning = this.#session(turn.article);
    beginning.catch(() => {}); // looked at below, where it matters
    await Promise.race([beginning.catch(() => {}), pause(SESSION_PATIENCE)]);
    turn.sentIn = this.#client.session;
    try {
      return await this.#client.send(this.#body(turn));
    } catch (failure) {
      if (turn.sentIn || failure.status !== 401) throw failure;
      await beginning; // its failure says more than "no session"
      return this.#client.send(this.#body(turn));
    }
  }

  /** @param {Turn} turn a choice of an earlier session goes as the words on its button */
  #body({ text, id, choice, session }) {
    const isOpen = choice && session && session === this.#client.session;
    return isOpen ? { choice, message_id: id } : { text, message_id: id };
  }

  /** @param {Turn} turn @param {ApiFailure} failure */
  #fail(turn, failure) {
    if ([400, 413, 422].includes(failure.status)) {
      this.#showFailure(failure.detail || wording.refused, turn.article.nextSibling);
      if (turn.choice || this.#box.value) return;
      this.#box.value = turn.text; // theirs to shorten or change
      turn.article.remove();
      this.#fitBox();
      return;
    }
    if (failure.status === 401 && turn.sentIn === this.#client.session) this.#client.forget();
    const text = failure.status === 401 ? wording.sessionEnded : `${failureText(failure)} ${wording.notAnswered}`;
    this.#showFailure(text, turn.article.nextSibling, async () => {
      if (failure.status === 401 && !this.#client.session) {
        const notice = noticeArticle(wording.ended);
        turn.article.before(notice);
        await this.#session(turn.article).catch(() => notice.remove());
      }
      await this.#deliver(turn);
    });
  }

  // The log

  /** @param {string} text */
  #showPerson(text) {
    for (const group of this.#log.querySelectorAll('.choices')) group.classList.add('earlier');
    const article = personArticle(text);
    this.#log.append(article);
    this.#scrollToEnd();
    return article;
  }

  /** @param {Turn} turn @param {Message[]} messages */
  #showReply(turn, messages) {
    this.#log.querySelector('[data-opening]')?.remove();
    for (const message of messages) this.#log.append(this.#guideArticle(message, true));
    // A long reply is read from its start: the question goes to the top, or as far up as there is text below it.
    this.#scroller.scrollTop = turn.article.offsetTop - 12;
  }

  /** @param {Message} message @param {boolean} isNew */
  #guideArticle(message, isNew) {
    const { session } = this.#client;
    return guideArticle(message, { isNew, onChoice: (choice, group) => this.#pick(choice, group, session) });
  }

  /** @param {string} text @param {Node | null} place @param {() => void} [retry] */
  #showFailure(text, place, retry) {
    const crisisLine = this.#crisisSlot.assignedElements().map((node) => /** @type {Element} */ (node.cloneNode(true)));
    for (const copy of crisisLine) copy.removeAttribute('slot');
    const attribute = (name) => this.getAttribute(name) ?? '';
    const phone = attribute('clinic-phone');
    const clinic = { name: attribute('clinic-name'), phone, href: attribute('clinic-phone-href') || `tel:${phone}` };
    const onRetry = retry && ((event) => {
      article.remove();
      if (event.detail === 0) this.#box.focus(); // by keyboard: the focus goes on living
      retry();
    });
    const article = failureArticle(text, { crisisLine, clinic, onRetry });
    if (!place && !this.#log.querySelector('.person')) article.dataset.opening = '';
    this.#log.insertBefore(article, place);
    this.#scrollToEnd();
  }

  /** @param {1 | -1} change @param {string} [text] */
  #wait(change, text = '') {
    this.#pending += change;
    this.#status.textContent = this.#pending ? text || this.#status.textContent : '';
    if (change === 1) this.#scrollToEnd();
  }

  #scrollToEnd() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  /** When the keyboard opens or the box grows, what was last in view stays in view. */
  #keepEndInView() {
    this.#scroller.addEventListener('scroll', () => {
      const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
      this.#atEnd = scrollHeight - scrollTop - clientHeight < 48;
    }, { passive: true });
    new ResizeObserver(() => { if (this.#atEnd) this.#scrollToEnd(); }).observe(this.#scroller);
  }

  #fitBox() {
    this.#box.style.height = 'auto';
    this.#box.style.height = `${this.#box.scrollHeight + 2}px`;
  }

  // The person's data

  /** @param {boolean} open */
  #toggleMenu(open) {
    this.#menu.hidden = !open;
    this.#menuButton.setAttribute('aria-expanded', String(open));
    const ask = button(wording.delete, () => {
      const keep = button(wording.deleteNo, () => { this.#toggleMenu(true); this.#menuButton.focus(); });
      const question = element('p', { id: 'delete-question' }, wording.deleteQuestion);
      const yes = button(wording.deleteYes, () => this.#erase(), { class: 'primary', 'aria-describedby': 'delete-question' });
      this.#menu.replaceChildren(question, yes, keep);
      yes.focus();
    });
    this.#menu.replaceChildren(button(wording.download, () => this.#download()), ask);
  }

  async #download() {
    this.#toggleMenu(false);
    this.#menuButton.focus();
    try {
      await this.#session();
      const data = JSON.stringify(await this.#client.export(), null, 2);
      const href = URL.createObjectURL(new Blob([data], { type: 'application/json' }));
      element('a', { href, download: `kap-guide-${new Date().toISOString().slice(0, 10)}.json` }).click();
      setTimeout(() => URL.revokeObjectURL(href), 60_000);
    } catch (failure) {
      this.#showFailure(`${wording.notDownloaded} ${failureText(failure)}`, null, () => this.#download());
    }
  }

  async #erase() {
    this.#toggleMenu(false);
    this.#menuButton.focus();
    try {
      if (this.#client.session) await this.#client.erase();
    } catch (failure) {
      if (failure.status !== 401) {
        this.#showFailure(`${wording.notDeleted} ${failureText(failure)}`, null, () => this.#erase());
        return;
      }
      this.#client.forget(); // it was gone already
    }
    this.#log.replaceChildren(noticeArticle(wording.deleted));
    await this.#open();
  }
}

/** @param {ApiFailure} failure */
function failureText({ status, retryAfter }) {
  if (status === 429) return wording.tooMany(waitText(retryAfter));
  return status === 0 && navigator.onLine === false ? wording.offline : wording.unreachable;
}

/** @param {number | null} seconds */
function waitText(seconds) {
  if (!seconds) return wording.aMoment;
  return seconds < 90 ? wording.seconds(seconds) : wording.minutes(Math.ceil(seconds / 60));
}

customElements.define('kap-chat', KapChat);
