import type { GraphiQLPlugin } from '@graphiql/react';
import { useSyncExternalStore } from 'react';
import type { PageTokens } from '../shared/createPageTokens.js';

/** What the pane works with. */
export interface TokensPluginOptions {
  /** Names of the configured instances. */
  readonly instances: readonly string[];
  /** Name of the header in which the gateway takes tokens. */
  readonly tokenHeader: string;
  readonly tokens: PageTokens;
}

function KeyIcon() {
  return (
    <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <circle cx="6.5" cy="13.5" r="4" />
      <path d="M9.5 10.5 17 3M14 6l2.5 2.5M11.5 8.5 13.5 10.5" strokeLinecap="round" />
    </svg>
  );
}

function TokensPane({ instances, tokenHeader, tokens }: TokensPluginOptions) {
  const entered = useSyncExternalStore(tokens.subscribe, tokens.all);
  return (
    <section className="tokens" aria-label="API tokens">
      <h2>API tokens</h2>
      <p>
        Reading public data needs no token. People, users, private bundles and every write need one
        of the server; its web interface shows yours under your profile.
      </p>
      {instances.map((instance) => (
        <label key={instance}>
          {instance}
          <input
            type="password"
            autoComplete="off"
            spellCheck={false}
            value={entered[instance] ?? ''}
            onChange={({ target }) => {
              tokens.set(instance, target.value);
            }}
          />
        </label>
      ))}
      <button
        type="button"
        className="graphiql-button"
        disabled={Object.keys(entered).length === 0}
        onClick={() => {
          tokens.clear();
        }}
      >
        Forget all tokens
      </button>
      <p>
        All tabs of the editor use them, in the header <code>{tokenHeader}</code>. They go to this
        gateway only, which hands each to its own server. This browser tab keeps them until you
        close it; a link that you share does not hold them.
      </p>
    </section>
  );
}

/** A pane of GraphiQL in which tokens are entered once, for all tabs. */
export function createTokensPlugin(options: TokensPluginOptions): GraphiQLPlugin {
  return { title: 'API Tokens', icon: KeyIcon, content: () => <TokensPane {...options} /> };
}
