/**
 * @typedef {{id: string, label: string, entry: string | null}} Choice
 * @typedef {{document: string, section: string}} Citation
 * @typedef {{
 *   id: string, kind: string | null, text: string, choices?: Choice[], citations?: Citation[], entry?: string | null,
 *   reviewed?: string | null, progress?: {step: number, of: number} | null, from?: 'person' | 'bot', at?: string
 * }} Message
 * @typedef {{text: string, message_id: string} | {choice: string, message_id: string}} MessageBody
 */

const PATIENCE = 15_000;
const PAUSE_BEFORE_RETRY = 1_000;

/** A request without a usable answer. Status 0: the server was not reached, or what came back was not its answer. */
export class ApiFailure extends Error {
  /** @param {number} status @param {string} [detail] @param {number | null} [retryAfter] seconds */
  constructor(status, detail = '', retryAfter = null) {
    super(detail || `status ${status}`);
    this.status = status;
    this.detail = detail;
    this.retryAfter = retryAfter;
  }
}

/** The chat API. It keeps the session's token for as long as the tab is open. */
export class ApiClient {
  #base;
  #token;
  #key;

  /** @param {string} base address of the server, or '' for the page's own */
  constructor(base) {
    this.#base = base.replace(/\/+$/, '');
    this.#key = `kap-chat:${this.#base}`;
    try {
      this.#token = sessionStorage.getItem(this.#key);
    } catch {
      this.#token = null; // storage is closed to us: memory will do
    }
  }

  get session() {
    return this.#token;
  }

  forget() {
    this.#keep(null);
  }

  /** @returns {Promise<Message[]>} the greeting */
  async begin() {
    const answer = await this.#attempt('POST', '/api/sessions');
    if (typeof answer?.session !== 'string') throw new ApiFailure(0);
    this.#keep(answer.session);
    return answer.messages ?? [];
  }

  /** @returns {Promise<Message[]>} */
  async transcript() {
    return messagesOf(await this.#attempt('GET', '/api/messages'));
  }

  /**
   * Also called without a session: the server's crisis screen reads a message before it looks at the token.
   * @param {MessageBody} body
   * @returns {Promise<Message[]>} the reply, never empty
   */
  async send(body) {
    const messages = messagesOf(await this.#attempt('POST', '/api/messages', body));
    if (!messages.length) throw new ApiFailure(0);
    return messages;
  }

  /** @returns {Promise<unknown>} all that is held about this conversation */
  export() {
    return this.#attempt('GET', '/api/export');
  }

  async erase() {
    await this.#attempt('DELETE', '/api/sessions');
    this.forget();
  }

  /** A second try where the network failed; the message id keeps the server from doing anything twice. */
  async #attempt(method, path, body) {
    try {
      return await this.#request(method, path, body);
    } catch (failure) {
      if (failure.status !== 0) throw failure;
      await pause(PAUSE_BEFORE_RETRY);
      return this.#request(method, path, body);
    }
  }

  async #request(method, path, body) {
    const headers = { Accept: 'application/json' };
    if (this.#token) headers.Authorization = `Bearer ${this.#token}`;
    if (body) headers['Content-Type'] = 'application/json';
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), PATIENCE);
    try {
      const response = await fetch(this.#base + path, {
        method,
        headers,
        body: body && JSON.stringify(body),
        cache: 'no-store',
        credentials: 'omit', // the token is the only key
        signal: abort.signal,
      });
      if (!response.ok) throw await failureOf(response);
      return response.status === 204 ? null : await response.json();
    } catch (failure) {
      throw failure instanceof ApiFailure ? failure : new ApiFailure(0);
    } finally {
      clearTimeout(timer);
    }
  }

  /** @param {string | null} token */
  #keep(token) {
    this.#token = token;
    try {
      if (token) sessionStorage.setItem(this.#key, token);
      else sessionStorage.removeItem(this.#key);
    } catch {
      // storage is closed to us: memory will do
    }
  }
}

/** @param {number} milliseconds */
export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** @returns {string} a random id, also where the page has no secure context */
export function messageId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @returns {Message[]} */
function messagesOf(answer) {
  if (!Array.isArray(answer?.messages)) throw new ApiFailure(0);
  return answer.messages;
}

/** @param {Response} response */
async function failureOf(response) {
  const problem = await response.json().catch(() => null);
  const detail = typeof problem?.detail === 'string' ? problem.detail : '';
  const after = response.headers.get('Retry-After');
  const seconds = after && (Number(after) || (Date.parse(after) - Date.now()) / 1000);
  return new ApiFailure(response.status, detail, seconds > 0 ? Math.ceil(seconds) : null);
}
