import { demoServers } from '../../src/sample/demo/demoServers.js';
import type { CoverDraft, PatchDraft } from '../../src/sample/demo/drafts.js';
import { SampleStateBuilder } from '../../src/sample/demo/SampleStateBuilder.js';
import type { CheckState, SampleState, UserRow } from '../../src/sample/server/SampleState.js';

/** Somebody who sends mail. */
export interface Sender {
  readonly name: string;
  readonly email: string;
}
export const KOFI: Sender = { name: 'Kofi Boakye', email: 'kofi@dev.example' };
export const ANA: Sender = { name: 'Ana Ruiz', email: 'ana@a.example' };
export const OLA: Sender = { name: 'Ola Berg', email: 'ola@b.example' };

/** A check of a patch; later ones come later. */
export interface CheckPlan {
  readonly state: CheckState;
  readonly context?: string;
  /** 0 or 1: one of two users. */
  readonly user?: number;
}

/** A patch of a series. */
export interface PatchPlan {
  readonly title?: string;
  /** Instead of the name that its place gives. */
  readonly name?: string;
  readonly from?: Sender;
  readonly content?: string;
  readonly diff?: string | null;
  readonly state?: string;
  /** 0 or 1: one of two users. */
  readonly delegate?: number;
  readonly checks?: readonly CheckPlan[];
  readonly thread?: readonly string[];
}

/** A reply; `to` is `cover`, the number of a patch, or a reply's own key. */
export interface ReplyPlan {
  readonly to: number | string;
  readonly from: Sender;
  readonly content: string;
  /** Its Message-ID without brackets; made where missing. */
  readonly messageId?: string;
  /** Message-IDs from the head to the parent, instead of those that `to` gives. */
  readonly thread?: readonly string[];
}

/** A series to post. Its mails are called `s1-cover@x`, `s1-1@x` and so on, by its place. */
export interface SeriesPlan {
  readonly title?: string;
  readonly version?: number;
  /** Announced number of patches; by default as many as there are. */
  readonly total?: number;
  /** False for none. */
  readonly cover?: boolean;
  /** Message-IDs that the head answers. */
  readonly thread?: readonly string[];
  /** Who sends it. Default: {@link KOFI}. */
  readonly from?: Sender;
  readonly coverContent?: string;
  /** More words of the prefix, such as `RESEND` and `5.10`. */
  readonly prefixes?: readonly string[];
  /** As it is written in the prefix, instead of `v` and the version: `v5.1`. */
  readonly label?: string;
  /** Place of the project among those of the server. Default: 0. */
  readonly project?: number;
  /** Days after the first series may be sent, instead of one for each before it. */
  readonly day?: number;
  /** Positions of the patches, instead of 1 and on. */
  readonly positions?: readonly number[];
  readonly patches: readonly PatchPlan[];
  readonly replies?: readonly ReplyPlan[];
}

const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2026, 8, 1);
const DIFF = `diff --git a/lib/a.c b/lib/a.c
index 1111111..2222222 100644
--- a/lib/a.c
+++ b/lib/a.c
@@ -1,2 +1,3 @@
 one
+more
 two
`;

/** A server (API 1.3, or 1.2) with these series in one project, as if their mails had arrived. */
export function reviewState(plans: readonly SeriesPlan[], api: '1.3' | '1.2' = '1.3'): SampleState {
  const server = demoServers().find(({ name }) => name === (api === '1.3' ? 'basalt' : 'cedar'));
  if (server === undefined) throw new RangeError('the demo has no such server');
  const builder = new SampleStateBuilder({
    ...server,
    firstIds: {
      people: 1,
      series: 1,
      covers: 1001,
      patches: 1,
      comments: 1,
      checks: 1,
      bundles: 1,
      events: 1,
    },
    endsAtMs: START_MS + 1000 * 86_400_000,
  });
  plans.forEach((plan, index) => {
    const project = server.projects[plan.project ?? 0]?.link_name ?? '';
    new SeriesPoster({ builder, project, users: server.users }, plan, index).post();
  });
  return builder.build();
}

class SeriesPoster {
  readonly #mails = new Map<
    number | string,
    { readonly draft: PatchDraft | CoverDraft; readonly thread: readonly string[] }
  >();
  #atMs: number;

  readonly #server: {
    readonly builder: SampleStateBuilder;
    readonly project: string;
    readonly users: readonly UserRow[];
  };
  readonly #plan: SeriesPlan;
  readonly #index: number;

  constructor(
    server: {
      readonly builder: SampleStateBuilder;
      readonly project: string;
      readonly users: readonly UserRow[];
    },
    plan: SeriesPlan,
    index: number,
  ) {
    this.#server = server;
    this.#plan = plan;
    this.#index = index;
    this.#atMs = START_MS + (plan.day ?? index) * 86_400_000;
  }

  post(): void {
    const plan = this.#plan;
    const { builder } = this.#server;
    const total = plan.total ?? plan.patches.length;
    const series = builder.openSeries(
      builder.project(this.#server.project),
      plan.version ?? 1,
      total,
    );
    const title = plan.title ?? `Series ${String(this.#index + 1)}`;
    const mail = (
      from: Sender,
      messageId: string,
      thread: readonly string[],
      text: {
        title: string;
        content: string;
        prefixes: readonly string[];
        name?: string | undefined;
      },
    ) => ({
      project: builder.project(this.#server.project),
      messageId,
      sentAtMs: (this.#atMs += MINUTE_MS),
      arrivesAtMs: this.#atMs,
      from,
      thread,
      prefixes: text.prefixes,
      title: text.title,
      content: text.content,
      ...(text.name === undefined ? {} : { name: text.name }),
    });
    const head = plan.thread ?? [];
    const prefixes = (number: number): string[] => [
      'PATCH',
      ...(plan.prefixes ?? []),
      ...(plan.version === undefined && plan.label === undefined
        ? []
        : [plan.label ?? `v${String(plan.version)}`]),
      ...(total === 1 && plan.cover === false ? [] : [`${String(number)}/${String(total)}`]),
    ];
    const prefix = `s${String(this.#index + 1)}`;
    let parents = head;
    if (plan.cover !== false) {
      const messageId = `<${prefix}-cover@x>`;
      const draft = builder.cover(
        series,
        mail(plan.from ?? KOFI, messageId, head, {
          title,
          content: plan.coverContent ?? 'Cover letter.',
          prefixes: prefixes(0),
        }),
      );
      this.#mails.set('cover', { draft, thread: [...head, messageId] });
      parents = [...head, messageId];
    }
    plan.patches.forEach((patch, place) => {
      const number = plan.positions?.[place] ?? place + 1;
      const messageId = `<${prefix}-${String(number)}@x>`;
      const thread = patch.thread ?? parents;
      const draft = builder.patch(series, {
        ...mail(patch.from ?? plan.from ?? KOFI, messageId, thread, {
          title: patch.title ?? `${title}: step ${String(number)}`,
          content:
            patch.content ??
            `Do it.\n\nSigned-off-by: Kofi Boakye <kofi@dev.example>\n---\n lib/a.c | 1 +\n 1 file changed, 1 insertion(+)`,
          prefixes: prefixes(number),
          name: patch.name,
        }),
        diff: patch.diff === undefined ? DIFF : patch.diff,
        number,
      });
      this.#mails.set(number, { draft, thread: [...thread, messageId] });
      this.#settle(draft, patch);
    });
    (plan.replies ?? []).forEach((reply, place) => {
      const to = this.#mails.get(reply.to);
      if (to === undefined) throw new RangeError(`nothing is called ${String(reply.to)}`);
      const key = reply.messageId ?? `${prefix}-r${String(place + 1)}@x`;
      const messageId = `<${key}>`;
      const thread = reply.thread ?? to.thread;
      builder.comment(
        to.draft,
        mail(reply.from, messageId, thread, {
          title: `Re: ${title}`,
          content: reply.content,
          prefixes: [],
        }),
      );
      this.#mails.set(key, { draft: to.draft, thread: [...thread, messageId] });
    });
  }

  #settle(draft: PatchDraft, patch: PatchPlan): void {
    const { builder, users } = this.#server;
    (patch.checks ?? []).forEach((check) => {
      const user = users[check.user ?? 0];
      if (user === undefined) throw new RangeError('there is no such user');
      this.#atMs += MINUTE_MS;
      builder.check(draft, {
        atMs: this.#atMs,
        user,
        state: check.state,
        context: check.context ?? 'build',
        description: null,
        targetUrl: null,
      });
    });
    const delegate = patch.delegate === undefined ? undefined : users[patch.delegate];
    const [user] = users;
    if (delegate !== undefined && user !== undefined) {
      builder.delegate(draft, (this.#atMs += MINUTE_MS), delegate, user);
    }
    if (patch.state !== undefined && user !== undefined) {
      builder.setState(draft, (this.#atMs += MINUTE_MS), patch.state, user);
    }
  }
}
