import type { IndexCondition } from '../IndexPlan.js';
import type { TextCondition } from '../planSql.js';

/** Words that a mail must have to meet a condition: all of some, or any of some. */
export type WordTree =
  | { readonly kind: 'words'; readonly condition: TextCondition }
  | {
      readonly kind: 'all' | 'any';
      /** At least one. */
      readonly parts: readonly WordTree[];
    };

/** The words that a condition requires; null where a mail can meet it without any. */
export function wordTreeOf(condition: IndexCondition): WordTree | null {
  if (condition.kind === 'text') return { kind: 'words', condition };
  if (condition.kind !== 'and' && condition.kind !== 'or') return null;
  const parts = condition.parts.map(wordTreeOf).filter((part) => part !== null);
  const isAnd = condition.kind === 'and';
  if (parts.length === 0 || (!isAnd && parts.length < condition.parts.length)) return null;
  return { kind: isAnd ? 'all' : 'any', parts };
}

/** Whether the words that a condition requires decide it, without a look at their order. */
export function isDecidedByWords(condition: IndexCondition): boolean {
  switch (condition.kind) {
    case 'text':
      return condition.tokens.length === 1;
    case 'and':
    case 'or':
      return condition.parts.length > 0 && condition.parts.every(isDecidedByWords);
    default:
      return false;
  }
}
