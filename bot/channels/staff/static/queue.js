/*
 * The live count of the queue: beside "Queue" in the menu, in the window's title and, on the queue's own page, in a line
 * above the list. The list itself never changes while somebody reads it. Without this script every page works as it is.
 */
'use strict';

{
  const COUNT = '/staff/queue/count';
  const QUEUE = '/staff/queue';
  const SIGN_IN = '/staff/sign-in';
  const PATIENCE = 10_000;
  const LONGEST_WAIT = 300_000;
  /** So many questions in a row without an answer, and the page says that its number may be old. */
  const UNHEARD = 2;
  const NOTHING_NEW = 'New items are announced here.';
  const NOTHING_NEW_YET_SILENT = 'New items are announced here; with sound after your first click.';
  const SOUND = 'kap-staff-queue-sound';
  const SEEN = 'kap-staff-queue-seen';

  /**
   * @typedef {{
   *   unclaimed: Record<string, number>, overdue: number, marks: {dangers: string[], others: string[]}, revision: string
   * }} Tally
   */

  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };

  /** What this browser remembers; where it may not, the page does while it is open. */
  const memory = {
    held: new Map(),
    read(key) {
      try {
        return localStorage.getItem(key) ?? this.held.get(key) ?? null;
      } catch {
        return this.held.get(key) ?? null;
      }
    },
    keep(key, value) {
      try {
        localStorage.setItem(key, value);
      } catch {
        this.held.set(key, value);
      }
    },
  };

  /** Two short sounds, made on the spot. A browser plays nothing on a page that nobody has touched yet. */
  class Chime {
    /** @type {AudioContext | null} */ #context = null;
    #onChange;

    /** @param {() => void} onChange called when it is switched, here or in another window, and when it may sound */
    constructor(onChange) {
      this.#onChange = onChange;
      for (const touch of ['pointerdown', 'keydown']) document.addEventListener(touch, () => this.#wake(), true);
      addEventListener('storage', ({ key }) => {
        if (key === SOUND || key === null) this.#onChange();
      });
      this.#wake();
    }

    static get isPossible() {
      return typeof AudioContext === 'function';
    }

    get isOn() {
      return Chime.isPossible && memory.read(SOUND) === 'on';
    }

    get isReady() {
      return this.#context?.state === 'running';
    }

    /** Whether it is on, and the browser keeps it silent until the page is touched. */
    get isHeld() {
      return this.isOn && !this.isReady;
    }

    /** Switches it; if it is on now, it is heard once. */
    async toggle() {
      memory.keep(SOUND, this.isOn ? 'off' : 'on');
      this.#onChange();
      await this.#wake();
      this.ring(false);
    }

    /** One low tone, or two rising ones for a danger. What comes while nothing may sound is not made up for later. */
    ring(isDanger) {
      if (!this.isOn || !this.isReady) return;
      const start = this.#context.currentTime + 0.02;
      if (!isDanger) this.#tone(start, 523, 0.6, 0.1);
      else [784, 988].forEach((pitch, place) => this.#tone(start + place * 0.35, pitch, 0.5, 0.2));
    }

    /** @param {number} start seconds @param {number} pitch hertz @param {number} length seconds @param {number} volume */
    #tone(start, pitch, length, volume) {
      const source = this.#context.createOscillator();
      const gain = this.#context.createGain();
      source.frequency.value = pitch;
      gain.gain.setValueAtTime(0, start);
      gain.gain.linearRampToValueAtTime(volume, start + 0.03);
      gain.gain.exponentialRampToValueAtTime(0.001, start + length);
      source.connect(gain).connect(this.#context.destination);
      source.start(start);
      source.stop(start + length);
    }

    async #wake() {
      if (!this.isOn || this.isReady) return;
      this.#context ??= new AudioContext();
      // Where it is not allowed yet, this waits for the next touch, or fails.
      await this.#context.resume().catch(() => {});
      this.#onChange();
    }
  }

  /** What a person sees and hears of the queue. */
  class Board {
    #title = document.title;
    #link = document.querySelector(`header a[href="${QUEUE}"]`);
    #main = document.querySelector('main');
    /** On the queue's page alone. */
    #head = /** @type {HTMLElement | null} */ (document.querySelector('[data-revision]'));
    #number = element('span', { class: 'count none', 'aria-hidden': 'true' }, '0');
    #words = element('span', { class: 'unseen' });
    #spoken = element('p', { class: 'unseen', role: 'status' });
    #line = element('p');
    #button = element('button', { type: 'button', class: 'quiet' });
    #lookAgain = element('a', { href: location.pathname + location.search }, 'Look again');
    /** @type {string | null} */ #told = null;
    /** @type {Set<string> | null} */ #known = null;
    #hasNew = false;

    constructor() {
      this.chime = new Chime(() => this.#showSound());
      this.#main.prepend(this.#spoken);
      // Number and line are there from the start, so that nothing moves under a finger when they have something to say.
      this.#link?.append(this.#number, this.#words);
      if (!this.#head) return;
      this.#button.addEventListener('click', () => this.chime.toggle());
      if (Chime.isPossible) this.#head.append(this.#button);
      this.#head.after(this.#line);
      this.#showLine();
      this.#showSound();
    }

    /** @param {Tally} tally */
    show(tally) {
      const count = Object.values(tally.unclaimed).reduce((sum, each) => sum + each, 0);
      const told = `${count} not claimed yet${tally.overdue ? `, ${tally.overdue} overdue` : ''}`;
      document.title = count ? `(${count}) ${this.#title}` : this.#title;
      this.#number.textContent = tally.overdue ? `\u26A0 ${count}` : `${count}`;
      this.#number.classList.toggle('late', tally.overdue > 0);
      this.#number.classList.toggle('none', !count);
      this.#words.textContent = count ? ` (${told})` : '';
      this.#ring(tally);
      const isOther = this.#told !== null && told !== this.#told;
      const news = this.#head ? this.#showNews(tally) : '';
      this.#speak([isOther ? `Queue: ${told}.` : '', news].join(' ').trim());
      this.#told = told;
    }

    /** Nobody answers: what is shown stays, and says that it may be old. */
    doubt() {
      if (this.#told !== null && !this.#number.textContent.endsWith('?')) {
        this.#number.append('?');
        this.#words.textContent = ` (${this.#told}; this may be old)`;
      }
      if (this.#head) this.#showLine('The guide doesn\u2019t answer. This list may be old.', this.#lookAgain);
    }

    signedOut() {
      this.#number.classList.add('none');
      this.#words.textContent = '';
      document.title = `Signed out \u00B7 ${this.#title}`;
      const here = encodeURIComponent(location.pathname + location.search);
      // What somebody is typing would be lost with this window; once it is sent, they get it back.
      const link = this.#main.querySelector('form[method="post"]')
        ? element('a', { href: SIGN_IN, target: '_blank', rel: 'noopener' }, 'Sign in, in a new tab')
        : element('a', { href: `${SIGN_IN}?next=${here}` }, 'Sign in');
      if (!this.#line.isConnected) this.#spoken.after(this.#line);
      this.#showLine('You were signed out.', link);
      this.#speak('You were signed out.');
    }

    /** Rings for what no window of this browser has seen. @param {Tally} tally */
    #ring({ marks: { dangers, others } }) {
      let seen = null;
      try {
        seen = JSON.parse(memory.read(SEEN));
      } catch {
        // As if nothing had been seen yet.
      }
      const all = [...dangers, ...others];
      memory.keep(SEEN, JSON.stringify(all));
      const before = new Set(Array.isArray(seen) ? seen : all);
      const isNew = (mark) => !before.has(mark);
      if (all.some(isNew)) this.chime.ring(dangers.some(isNew));
      this.#known ??= before;
    }

    /** Says above the list what became of it since it was shown; returns that where it was not said before. */
    #showNews({ marks: { dangers, others }, revision }) {
      const all = [...dangers, ...others];
      if (revision === this.#head.dataset.revision) {
        this.#known = new Set(all);
        this.#hasNew = false;
        this.#showLine();
        return '';
      }
      this.#hasNew ||= all.some((mark) => !this.#known.has(mark));
      const words = this.#hasNew ? 'There is something new.' : 'The list has changed.';
      const wasSaid = this.#line.firstChild.textContent === words;
      this.#showLine(words, this.#lookAgain);
      return wasSaid ? '' : words;
    }

    /** Without words, that there is nothing new. @param {string} [words] @param {HTMLElement | null} [link] */
    #showLine(words = this.chime.isHeld ? NOTHING_NEW_YET_SILENT : NOTHING_NEW, link = null) {
      this.#line.className = `news no-print${link ? ' is-new' : ''}`;
      // The link is not touched where it stays: it may have the focus.
      if (!this.#line.firstChild) this.#line.append(element('span'));
      this.#line.firstChild.textContent = words;
      if (link !== this.#line.lastElementChild) {
        while (this.#line.childElementCount > 1) this.#line.lastElementChild.remove();
        if (link) this.#line.append(link);
      }
    }

    #showSound() {
      this.#button.textContent = `Sound for new items: ${this.chime.isOn ? 'on' : 'off'}`;
      if (this.#head && this.#line.childElementCount === 1) this.#showLine();
    }

    #speak(words) {
      if (words) this.#spoken.textContent = words;
    }
  }

  /** Asks again and again while the page is seen, or while it is to be heard. */
  class Watch {
    #board;
    #every;
    #timer = 0;
    #failures = 0;
    #isAsking = false;
    #isOver = false;

    /** @param {Board} board @param {number} every milliseconds */
    constructor(board, every) {
      this.#board = board;
      this.#every = every;
      document.addEventListener('visibilitychange', () => this.#ask());
      addEventListener('online', () => this.#ask());
      this.#ask();
    }

    get #isWanted() {
      return !this.#isOver && (document.visibilityState === 'visible' || this.#board.chime.isOn);
    }

    async #ask() {
      clearTimeout(this.#timer);
      if (this.#isAsking || !this.#isWanted) return;
      this.#isAsking = true;
      try {
        const tally = await this.#tally();
        this.#failures = 0;
        if (tally) this.#board.show(tally);
        else this.#board.signedOut();
        this.#isOver = tally === null;
      } catch {
        this.#failures += 1;
        if (this.#failures >= UNHEARD) this.#board.doubt();
      } finally {
        this.#isAsking = false;
      }
      const wait = Math.min(this.#every * 2 ** this.#failures, LONGEST_WAIT);
      if (this.#isWanted) this.#timer = setTimeout(() => this.#ask(), wait);
    }

    /** @returns {Promise<Tally | null>} null where nobody is signed in any more */
    async #tally() {
      const answer = await fetch(COUNT, {
        redirect: 'manual',
        cache: 'no-store',
        headers: { accept: 'application/json' },
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403) return null;
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      return answer.json();
    }
  }

  new Watch(new Board(), Number(document.currentScript.dataset.every) * 1000);
}
