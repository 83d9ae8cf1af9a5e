import type { ListPart } from '../catalog/lists/FederatedList.js';
import type { MailEntity } from '../review/reading/reviewMails.js';

/** Everything known of one Message-ID. */
export interface MessageModel {
  readonly kind: 'Message';
  readonly messageId: string;
  /** The first posting found; undefined if none was. */
  readonly first: MailEntity | undefined;
  readonly occurrences: () => readonly MailEntity[] | Promise<readonly MailEntity[]>;
  readonly sources: () => readonly ListPart[] | Promise<readonly ListPart[]>;
}
