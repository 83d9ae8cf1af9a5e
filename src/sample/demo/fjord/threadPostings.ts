import { by, FJORD_PEOPLE } from './fjordPeople.js';
import { fileDiff } from './fileDiff.js';
import type { Posting } from './Posting.js';

const { bot, hannele, marguerite, mikkel, oskar, rowan, rowanAtHome, signe, tomasz } = FJORD_PEOPLE;

const FIXUP = `It also leaks the timer. How about this on top?

-- >8 --
Subject: neigh: free the timer with the entry

The timer may still run.

${by('Signed-off-by', tomasz)}
---
diff --git a/net/neigh/entry.c b/net/neigh/entry.c
--- a/net/neigh/entry.c
+++ b/net/neigh/entry.c
@@ -101,3 +101,4 @@ void fj_neigh_free(struct fj_neigh *entry)
 {
+	fj_timer_cancel(&entry->timer);
 	free(entry->queue);
 	free(entry);
`;

/** What people reply to patches, and where Patchwork files the replies. */
export const THREAD_POSTINGS: readonly Posting[] = [
  {
    key: 'neigh-v1',
    title: 'neigh: free what an entry holds',
    from: oskar,
    ageDays: 40,
    cover: `Found with the leak checker, on a machine that roams a lot.\n\nOskar Lindqvist (2):\n  neigh: free the queue of an entry\n  neigh: test that nothing leaks\n\nTested-by: Oskar Lindqvist <oskar@lindqvist.example>`,
    patches: [
      {
        title: 'neigh: free the queue of an entry',
        // A known trailer in an earlier paragraph, and a Fixes that a mailer wrapped.
        message: `Packets wait in an entry until its address is known. They were never freed.\n\nCc: <stable@brookos.example>\n\nFixes: 3b1f0c9d2e47 ("neigh: let packets wait for\nthe address")\nReported-by: Marguerite Roy <marguerite@roy.example>\nCloses: https://bugs.fjord.example/411\nLink: https://archive.lists.example/fjord-devel/20261001-leak@roy.example/\n${by('Signed-off-by', oskar)}`,
        diff: fileDiff('net/neigh/entry.c', {
          at: 100,
          section: 'void fj_neigh_free(struct fj_neigh *entry)',
          lines: [' {', '+\tfree(entry->queue);', ' \tfree(entry);', ' }'],
        }),
        state: 'accepted',
        commitRef: '9d0c2b7a4f1e6d8c3b5a7f9e1d2c4b6a8f0e3d5c',
        checks: [
          ['build-arm', 'success'],
          ['sandbox', 'success'],
        ],
      },
      {
        title: 'neigh: test that nothing leaks',
        message: by('Signed-off-by', oskar),
        diff: fileDiff('test/test_neigh.py', {
          at: 12,
          lines: [
            ' def test_roaming(net):',
            '     net.roam(100)',
            '+    assert net.leaks() == []',
            ' ',
          ],
        }),
        state: 'accepted',
        commitRef: '0e3d5c9d0c2b7a4f1e6d8c3b5a7f9e1d2c4b6a8f',
        checks: [
          ['build-arm', 'success'],
          ['sandbox', 'success'],
        ],
      },
    ],
    replies: [
      { to: 'neigh-v1-1', from: tomasz, afterHours: 3, text: FIXUP },
      {
        to: 'neigh-v1-1',
        from: rowanAtHome,
        afterHours: 20,
        // From her second address, which only the mailmap maps to her.
        text: by('Reviewed-by', rowan),
      },
      {
        to: 'neigh-v1-2',
        from: mikkel,
        afterHours: 22,
        // On behalf of someone else.
        text: `Rowan asked me to pass this on:\n\n${by('Reviewed-by', rowan)}`,
      },
      {
        to: 'neigh-v1-0',
        from: marguerite,
        afterHours: 30,
        text: `The leak is gone, thank you!\n\n${by('Tested-by', marguerite)} (on two machines)`,
      },
      {
        to: 'neigh-v1-0',
        from: hannele,
        afterHours: 58,
        text: `On Tue, Oct 06, 2026, Marguerite Roy wrote:\n> ${by('Tested-by', marguerite)}\n\n${by('Reviewed-by', hannele)}\n\nApplied to fjord-next, thanks.`,
      },
      {
        to: 'neigh-v1-0',
        from: bot,
        afterHours: 59,
        text: 'This series was applied to fjord-next.',
      },
    ],
  },
  {
    key: 'tern-v1',
    title: 'phy: drop support for the Tern PHY',
    from: mikkel,
    ageDays: 17,
    patches: [
      {
        title: 'phy: drop support for the Tern PHY',
        message: `Nobody has made them since 2019.\n\n${by('Signed-off-by', mikkel)}`,
        diff: fileDiff('drivers/net/phy/table.c', {
          at: 18,
          lines: [' \t{ "heron", heron_phy },', '-\t{ "tern", tern_phy },', ' \t{ }'],
        }),
        checks: [['build-arm', 'success']],
      },
    ],
    replies: [
      {
        key: 'tern-nack',
        to: 'tern-v1-1',
        from: rowan,
        afterHours: 4,
        text: `We still ship boards with it.\n\n${by('Nacked-by', rowan)}`,
        addressed: false,
      },
      {
        key: 'tern-sorry',
        to: 'tern-nack',
        from: mikkel,
        afterHours: 6,
        text: '> We still ship boards with it.\n\nI did not know. Which ones?',
      },
      {
        to: 'tern-sorry',
        from: rowan,
        answersLost: true,
        afterHours: 30,
        text: '> The list is in the attachment.\n\nAs I wrote off the list: all with two ports.',
      },
    ],
  },
  {
    key: 'probe-v1',
    title: 'ndisc: answer probes at once',
    from: signe,
    ageDays: 29,
    patches: [
      {
        title: 'ndisc: answer probes at once',
        message: `They were delayed like solicitations.\n\n${by('Signed-off-by', signe)}`,
        diff: fileDiff('net/ndisc/probe.c', {
          at: 7,
          lines: [' \tprobe = fj_probe(packet);', '-\tfj_delay(probe);', ' \tfj_answer(probe);'],
        }),
        state: 'changes-requested',
      },
    ],
    replies: [
      {
        to: 'probe-v1-1',
        from: oskar,
        afterHours: 8,
        text: 'Please split this: the helper is used elsewhere, too.',
        addressed: true,
      },
    ],
  },
  {
    // Sent as a reply to the first version, so Patchwork files the replies to it under that version.
    key: 'probe-v2',
    title: 'ndisc: answer probes at once',
    from: signe,
    ageDays: 27,
    version: 2,
    answers: 'probe-v1-1',
    cover: 'v2: split in two, as Oskar asked.',
    patches: [
      {
        title: 'ndisc: a helper for probes',
        message: `No change of behaviour.\n\n${by('Signed-off-by', signe)}`,
        diff: fileDiff('net/ndisc/probe.c', {
          at: 2,
          lines: [' #include <fjord/ndisc.h>', '+#include "probe.h"', ' '],
        }),
      },
      {
        title: 'ndisc: answer probes at once',
        message: `They were delayed like solicitations.\n\n${by('Signed-off-by', signe)}`,
        diff: fileDiff('net/ndisc/probe.c', {
          at: 8,
          lines: [' \tprobe = fj_probe(packet);', '-\tfj_delay(probe);', ' \tfj_answer(probe);'],
        }),
      },
    ],
    replies: [
      {
        to: 'probe-v2-0',
        filedAt: 'probe-v1-1',
        from: oskar,
        afterHours: 12,
        text: `Nice.\n\n${by('Acked-by', oskar)}`,
      },
      {
        to: 'probe-v2-2',
        filedAt: 'probe-v1-1',
        from: hannele,
        afterHours: 14,
        text: `${by('Reviewed-by', hannele)}\n${by('Acked-by', hannele)} (patch 9)`,
      },
    ],
  },
];
