import { useMemo } from 'react';
import { ViewersDocument } from '../generated/graphql.js';
import { settings } from './settings.js';
import { useStored } from './stored.js';
import { useTokens } from './tokens.js';
import { useAnswer } from './useAnswer.js';

/** Who the visitor is. */
export interface Me {
  /** Addresses: those of the tokens' owners and those in the settings. */
  readonly addresses: readonly string[];
  readonly logins: ReadonlySet<string>;
  /** Whether anything is known. */
  readonly isKnown: boolean;
  /** Whether the owners of the tokens are still being found. */
  readonly isPending: boolean;
}

/** Who the visitor is, by their tokens and settings. Without a token it asks nothing. */
export function useMe(): Me {
  const { me } = useStored(settings);
  const hasTokens = Object.keys(useTokens()).length > 0;
  const { data, isPending } = useAnswer(ViewersDocument, {}, { enabled: hasTokens });
  const viewers = hasTokens ? data?.data.viewers : undefined;
  return useMemo(() => {
    const users = (viewers ?? []).flatMap(({ user }) => user ?? []);
    const addresses = [...new Set([...me, ...users.flatMap(({ email }) => email ?? [])])];
    return {
      addresses,
      logins: new Set(users.flatMap(({ username }) => username ?? [])),
      isKnown: addresses.length > 0,
      isPending: hasTokens && isPending,
    };
  }, [me, viewers, hasTokens, isPending]);
}
