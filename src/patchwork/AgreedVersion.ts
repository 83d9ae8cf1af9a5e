import { API_VERSIONS, type ApiVersion } from '../apiVersions.js';
import { HOUR_MS } from '../durations.js';
import type { Transport } from '../transport/transport.js';
import { negotiateVersion } from './negotiateVersion.js';
import { atLeast } from './versions.js';

/** A server that went back to an older version is probed for a newer one after this time. */
const RECHECK_MS = 300_000;
/** A server that never had the newest version may be upgraded. */
const UPGRADE_CHECK_MS = 6 * HOUR_MS;

/** The API version that one server and this program agree on; it follows upgrades of the server. */
export class AgreedVersion {
  #known: ApiVersion | undefined;
  #negotiation: Promise<ApiVersion> | undefined;
  /** When a newer version is looked for again, by `performance.now`. */
  #recheckAtMs = Infinity;

  readonly #instance: string;
  /** Used without probing, and never changed; negotiated when missing. */
  readonly #configured: ApiVersion | undefined;
  readonly #transport: Transport;
  /** Used to find the version before the token of any caller is known. */
  readonly #serviceToken: string | undefined;

  constructor(
    instance: string,
    configured: ApiVersion | undefined,
    transport: Transport,
    serviceToken: string | undefined,
  ) {
    this.#instance = instance;
    this.#configured = configured;
    this.#transport = transport;
    this.#serviceToken = serviceToken;
    this.#known = configured;
  }

  get known(): ApiVersion | undefined {
    return this.#known;
  }

  /** The known version. If it is time, a newer one is looked for meanwhile. */
  current(): ApiVersion | undefined {
    if (this.#known !== undefined && performance.now() >= this.#recheckAtMs) this.#recheck();
    return this.#known;
  }

  /**
   * Finds the version out. Shared by all operations, so it is bound to none of their signals, and continues
   * when nobody waits for it any more.
   *
   * @param onSend called before each request, of those that this call makes.
   * @throws UpstreamError as {@link negotiateVersion}.
   */
  negotiate(onSend: () => void): Promise<ApiVersion> {
    this.#negotiation ??= negotiateVersion(
      this.#transport,
      this.#instance,
      this.#serviceToken,
      onSend,
    )
      .then((version) => this.#settle(version, UPGRADE_CHECK_MS))
      .finally(() => (this.#negotiation = undefined));
    this.#negotiation.catch(() => undefined);
    return this.#negotiation;
  }

  /** Takes the version that another process has agreed on, where this one has none yet. */
  adopt(version: ApiVersion): void {
    if (this.#known === undefined) this.#settle(version, UPGRADE_CHECK_MS);
  }

  /** Whether the server lacks the version that was agreed on; then none is known any more. */
  async isGone(version: ApiVersion): Promise<boolean> {
    if (this.#configured !== undefined || this.#known !== version) return false;
    const index = await this.#transport.request({
      method: 'GET',
      path: `/api/${version}/`,
      token: this.#serviceToken,
    });
    if (index.status !== 404) return false;
    this.#known = undefined;
    return true;
  }

  /** Another version was found in the place of one that was gone. */
  replace(gone: ApiVersion, found: ApiVersion): void {
    // A front end that is out of order may have hidden the newer one.
    if (!atLeast(found, gone)) this.#recheckAtMs = performance.now() + RECHECK_MS;
  }

  #settle(version: ApiVersion, recheckMs: number): ApiVersion {
    this.#known = version;
    const isNewest = version === API_VERSIONS[0];
    this.#recheckAtMs = isNewest ? Infinity : performance.now() + recheckMs;
    return version;
  }

  /** Looks once more whether the server has a newer version, while the known one is used. */
  #recheck(): void {
    this.#recheckAtMs = Infinity;
    const before = this.#known;
    negotiateVersion(this.#transport, this.#instance, this.#serviceToken, () => undefined)
      .then((found) => {
        if (this.#known === before) this.#settle(found, UPGRADE_CHECK_MS);
      })
      .catch(() => {
        this.#recheckAtMs = performance.now() + RECHECK_MS;
      });
  }
}
