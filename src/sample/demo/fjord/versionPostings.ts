import { by, FJORD_PEOPLE } from './fjordPeople.js';
import { fileDiff } from './fileDiff.js';
import type { Posting } from './Posting.js';

const { bot, hannele, marguerite, mikkel, oskar, rowan, signe, tomasz } = FJORD_PEOPLE;
const CHANGE_ID = 'change-id: 20261012-skerry-bql-4f1d9c27ab30';
const SIGNED = by('Signed-off-by', signe);

const COUNT_BYTES = fileDiff(
  'drivers/net/skerry/ring.c',
  {
    at: 212,
    section: 'static int skerry_reclaim(struct skerry_ring *ring)',
    lines: [
      ' \tunsigned int done = 0;',
      '+\tunsigned int bytes = 0;',
      ' ',
      ' \twhile (ring->tail != ring->head) {',
      ' \t\tslot = &ring->slots[ring->tail];',
      '+\t\tbytes += slot->length;',
      ' \t\tskerry_unmap(ring, slot);',
    ],
  },
  {
    at: 228,
    section: 'static int skerry_reclaim(struct skerry_ring *ring)',
    lines: [
      ' \t\tdone++;',
      ' \t}',
      '-\tfj_queue_done(ring->queue, done);',
      '+\tfj_queue_done(ring->queue, done, bytes);',
      ' \treturn done;',
    ],
  },
);

const stopQueue = (limit: string): string =>
  fileDiff('drivers/net/skerry/xmit.c', {
    at: 88,
    section: 'int skerry_xmit(struct fj_packet *packet, struct fj_device *dev)',
    lines: [
      ' \tring = skerry_ring_of(dev, packet->queue);',
      ` \tlength = packet->length;`,
      ' ',
      '+\tfj_queue_sent(ring->queue, length);',
      `+\tif (fj_queue_bytes(ring->queue) > ${limit})`,
      '+\t\tfj_queue_stop(ring->queue);',
      ' \treturn skerry_post(ring, packet);',
      ' }',
    ],
  });

const DOCS = fileDiff('docs/net/skerry.rst', {
  at: 31,
  lines: [
    ' Queues',
    ' ------',
    ' ',
    '+The driver limits the bytes in each queue. ``fjctl queues DEVICE`` shows the limit and how',
    '+often it was reached.',
    '+',
    ' Each queue has an interrupt of its own.',
  ],
});

const COVER = `A queue of the Skerry NIC holds 4096 packets, which is 250 ms at 100 Mbit/s. With a limit of
bytes the delay under load falls from 241 ms to 9 ms on the board in our lab.

Signe Dahl (3):
  skerry: count the bytes in a queue
  skerry: stop the queue when the limit is reached
  docs: skerry: how to see the limit`;

const DIFFSTAT = ` docs/net/skerry.rst       | 3 +++
 drivers/net/skerry/ring.c | 4 +++-
 drivers/net/skerry/xmit.c | 3 +++
 3 files changed, 9 insertions(+), 1 deletion(-)`;

/** A series in three versions, with the change-id that b4 writes, and the replies to each. */
const BYTE_LIMITS: readonly Posting[] = [
  {
    key: 'bql-v1',
    title: 'skerry: byte limits for the queues',
    from: signe,
    ageDays: 33,
    cover: `${COVER}\n\n${SIGNED}\n---\nbase-commit: 4c1e4f1f7a0b2d9c8e6f5a4b3c2d1e0f9a8b7c6d\n${CHANGE_ID}\n\n${DIFFSTAT}`,
    patches: [
      {
        title: 'skerry: count the bytes in a queue',
        message: `The limits need bytes, and the ring only counts packets.\n\n${SIGNED}`,
        diff: COUNT_BYTES,
        state: 'superseded',
        checks: [['build-arm', 'success']],
      },
      {
        title: 'skerry: stop the queue when the limit is reached',
        message: `Stop at 64 KiB.\n\n${SIGNED}`,
        diff: stopQueue('65536'),
        state: 'superseded',
        checks: [['build-arm', 'fail']],
      },
      {
        title: 'docs: skerry: how to see the limit',
        message: SIGNED,
        diff: DOCS,
        state: 'superseded',
      },
    ],
    replies: [
      {
        to: 'bql-v1-1',
        from: oskar,
        afterHours: 5,
        text: `On Tue, Oct 13, 2026, Signe Dahl wrote:\n> The limits need bytes, and the ring only counts packets.\n\nRight.\n\n${by('Reviewed-by', oskar)}`,
      },
      {
        key: 'bql-v1-why',
        to: 'bql-v1-2',
        from: marguerite,
        afterHours: 7,
        text: '> Stop at 64 KiB.\n\nWhy 64 KiB? On the 2.5 Gbit/s variant this is less than one interrupt interval, so the\nlink would idle. Could the limit follow the speed?',
        addressed: true,
      },
      {
        to: 'bql-v1-why',
        from: signe,
        afterHours: 29,
        text: '> Could the limit follow the speed?\n\nYes, that is better. v2 takes it from fj_queue_limit().',
      },
      {
        to: 'bql-v1-0',
        from: hannele,
        afterHours: 31,
        text: `I like the numbers.\n\nFor patches 1, 3:\n\n${by('Acked-by', hannele)}`,
      },
    ],
  },
  {
    key: 'bql-v2',
    title: 'skerry: byte limits for the queues',
    from: signe,
    ageDays: 20,
    version: 2,
    cover: `${COVER}\n\n${SIGNED}\n---\nChanges in v2:\n- The limit follows the speed (Marguerite)\n- Link to v1: https://archive.lists.example/fjord-devel/fjord-bql-v1-0@dahl.example/\n\nbase-commit: 4c1e4f1f7a0b2d9c8e6f5a4b3c2d1e0f9a8b7c6d\n${CHANGE_ID}\n\n${DIFFSTAT}`,
    patches: [
      {
        title: 'skerry: count the bytes in a queue',
        message: `The limits need bytes, and the ring only counts packets.\n\n${by('Reviewed-by', oskar)}\n${by('Acked-by', hannele)}\n${SIGNED}`,
        diff: COUNT_BYTES,
        state: 'superseded',
        checks: [['build-arm', 'success']],
      },
      {
        title: 'skerry: stop the queue when the limit is reached',
        message: `Stop at what fj_queue_limit() says for the speed of the link.\n\n${SIGNED}`,
        diff: stopQueue('fj_queue_limit(dev)'),
        state: 'superseded',
        checks: [['build-arm', 'success']],
      },
      {
        title: 'docs: skerry: how to see the limit',
        // Hannele's Acked-by was forgotten.
        message: SIGNED,
        diff: DOCS,
        state: 'superseded',
      },
    ],
    replies: [
      {
        to: 'bql-v2-2',
        from: marguerite,
        afterHours: 20,
        text: `> Stop at what fj_queue_limit() says for the speed of the link.\n\nMuch better, thanks.\n\n${by('Reviewed-by', marguerite)}`,
      },
      {
        key: 'bql-v2-race',
        to: 'bql-v2-2',
        from: rowan,
        afterHours: 44,
        text: '> +\tif (fj_queue_bytes(ring->queue) > fj_queue_limit(dev))\n> +\t\tfj_queue_stop(ring->queue);\n\nWhat if the ring is reclaimed between the two lines? Then nobody starts the queue again.',
        addressed: false,
      },
      {
        to: 'bql-v2-race',
        from: signe,
        afterHours: 50,
        text: '> What if the ring is reclaimed between the two lines?\n\nIt would hang. I will check again after stopping, as the other drivers do.',
      },
    ],
  },
  {
    key: 'bql-v3',
    title: 'skerry: byte limits for the queues',
    from: signe,
    ageDays: 5,
    version: 3,
    cover: `${COVER}\n\n${SIGNED}\n---\nChanges in v3:\n- Check again after the queue was stopped (Rowan)\n- Link to v2: https://archive.lists.example/fjord-devel/fjord-bql-v2-0@dahl.example/\n\nbase-commit: 7d2f5a4b3c2d1e0f9a8b7c6d4c1e4f1f7a0b2d9c\n${CHANGE_ID}\n\n${DIFFSTAT}`,
    patches: [
      {
        title: 'skerry: count the bytes in a queue',
        message: `The limits need bytes, and the ring only counts packets.\n\n${by('Reviewed-by', oskar)}\n${by('Acked-by', hannele)}\n${SIGNED}`,
        diff: COUNT_BYTES,
        state: 'under-review',
        checks: [
          ['build-arm', 'success'],
          ['build-riscv', 'success'],
        ],
      },
      {
        title: 'skerry: stop the queue when the limit is reached',
        message: `Stop at what fj_queue_limit() says for the speed of the link, and look again\nafterwards: the ring may have been reclaimed meanwhile.\n\n${by('Reviewed-by', mikkel)}\n${SIGNED}`,
        diff: stopQueue('fj_queue_limit(dev)').replace(
          '+\t\tfj_queue_stop(ring->queue);\n',
          '+\t\tfj_queue_stop_and_check(ring->queue);\n',
        ),
        state: 'under-review',
        checks: [
          ['build-arm', 'fail'],
          ['build-arm', 'success'],
          ['build-riscv', 'warning'],
        ],
      },
      {
        title: 'docs: skerry: how to see the limit',
        message: SIGNED,
        diff: DOCS,
        state: 'under-review',
      },
    ],
    replies: [
      {
        to: 'bql-v3-0',
        from: bot,
        afterHours: 1,
        text: 'Build and boot on board skerry-3: passed.\n\nTested-by: Fjord CI <bot+ci@fjord.example>',
      },
      {
        to: 'bql-v3-2',
        from: marguerite,
        afterHours: 9,
        text: `> look again afterwards\n\nFine with me.\n\n${by('Reviewed-by', marguerite)} # xmit.c only`,
      },
      {
        to: 'bql-v3-2',
        from: signe,
        afterHours: 11,
        // Her own review does not count.
        text: `Self-tested, so:\n\n${by('Reviewed-by', signe)}`,
      },
      {
        key: 'bql-v3-burst',
        to: 'bql-v3-2',
        from: tomasz,
        afterHours: 26,
        text: '> +\tfj_queue_sent(ring->queue, length);\n\nDoes this count the padding of short packets? With many of them the limit is off by half.',
        addressed: false,
      },
      {
        to: 'bql-v3-3',
        from: tomasz,
        afterHours: 27,
        text: 'Tested-by: Tomasz Wilk <tomasz@wilk.example>',
      },
    ],
  },
];

const suspend = (line: string): string =>
  fileDiff('net/link/suspend.c', {
    at: 40,
    section: 'int fj_link_suspend(struct fj_link *link)',
    lines: [' \tmutex_lock(&link->lock);', `+${line}`, ' \tmutex_unlock(&link->lock);'],
  });

/** A series with one patch that was resent alone, and a patch that was resent unchanged. */
const REROLLS: readonly Posting[] = [
  {
    key: 'wake-v1',
    title: 'link: keep the link up over a suspend',
    from: mikkel,
    ageDays: 26,
    cover: 'Wake on LAN needs a link. These keep it at 10 Mbit/s while the machine sleeps.',
    patches: [
      {
        title: 'link: say who wants the link up',
        message: `A count of users.\n\n${by('Signed-off-by', mikkel)}`,
        diff: suspend('\tlink->users = 1;'),
      },
      {
        title: 'link: lower the speed before a suspend',
        message: `Most machines cannot feed more.\n\n${by('Signed-off-by', mikkel)}`,
        diff: suspend('\tfj_link_speed(link, 1000);'),
      },
      {
        title: 'skerry: wake on magic packets',
        message: `The NIC can.\n\n${by('Signed-off-by', mikkel)}`,
        diff: fileDiff('drivers/net/skerry/power.c', {
          at: 10,
          lines: [' static int skerry_wake;', '+static int skerry_magic = 1;', ' '],
        }),
      },
    ],
    replies: [
      {
        key: 'wake-speed',
        to: 'wake-v1-2',
        from: hannele,
        afterHours: 30,
        text: '> +\tfj_link_speed(link, 1000);\n\nThe message of the cover says 10 Mbit/s. Which of the two is it?',
        addressed: false,
      },
      {
        to: 'wake-v1-1',
        from: hannele,
        afterHours: 31,
        text: `For the series:\n\n${by('Acked-by', hannele)}`,
      },
    ],
  },
  {
    key: 'wake-v2',
    title: 'link: lower the speed before a suspend',
    from: mikkel,
    ageDays: 23,
    version: 2,
    total: 3,
    prefixes: ['PATCH', 'v2', '2/3'],
    answers: 'wake-v1-2',
    patches: [
      {
        number: 2,
        title: 'link: lower the speed before a suspend',
        message: `Most machines cannot feed more.\n\n${by('Signed-off-by', mikkel)}`,
        notes:
          'v2: 10 Mbit/s, as the cover says (Hannele)\n\n net/link/suspend.c | 1 +\n 1 file changed, 1 insertion(+)',
        diff: suspend('\tfj_link_speed(link, 10);'),
      },
    ],
  },
  {
    key: 'dma-v1',
    title: 'skerry: set the DMA mask once',
    from: rowan,
    ageDays: 38,
    patches: [
      {
        title: 'skerry: set the DMA mask once',
        message: `It was set for every ring.\n\n${by('Signed-off-by', rowan)}`,
        diff: fileDiff('drivers/net/skerry/main.c', {
          at: 70,
          lines: [' \tint rc;', '-\tskerry_set_mask(dev, ring);', ' \tskerry_start(dev);'],
        }),
        state: 'superseded',
      },
    ],
  },
  {
    key: 'dma-resend',
    title: 'skerry: set the DMA mask once',
    from: rowan,
    ageDays: 12,
    prefixes: ['PATCH', 'RESEND'],
    patches: [
      {
        title: 'skerry: set the DMA mask once',
        message: `It was set for every ring.\n\n${by('Signed-off-by', rowan)}`,
        diff: fileDiff('drivers/net/skerry/main.c', {
          at: 74,
          lines: [' \tint rc;', '-\tskerry_set_mask(dev, ring);', ' \tskerry_start(dev);'],
        }),
        checks: [['build-arm', 'pending']],
      },
    ],
  },
];

/** Series in several versions: by change-id, a partial reroll, a resend. */
export const VERSION_POSTINGS: readonly Posting[] = [...BYTE_LIMITS, ...REROLLS];
