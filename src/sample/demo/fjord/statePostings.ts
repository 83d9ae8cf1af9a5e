import { by, FJORD_PEOPLE } from './fjordPeople.js';
import { fileDiff } from './fileDiff.js';
import type { PostedPatch, Posting } from './Posting.js';

const { hannele, marguerite, mikkel, oskar, rowan, signe } = FJORD_PEOPLE;

/** A small patch to one file. */
function patch(
  path: string,
  title: string,
  line: string,
  more: Partial<PostedPatch> = {},
): PostedPatch {
  const area = title.slice(0, title.indexOf(':'));
  return {
    title,
    message: `See the comment in the code.\n\n${by('Signed-off-by', rowan)}`,
    diff: fileDiff(path, { at: 30, lines: [` /* ${area} */`, `+${line}`, ' '] }),
    ...more,
  };
}

/** Series in different states: complete or not, with checks or without, reviewed or not. */
export const STATE_POSTINGS: readonly Posting[] = [
  {
    key: 'mtu-v1',
    title: 'mtu: one place that knows it',
    from: rowan,
    ageDays: 31,
    cover: 'The first two can go in at any time; the third needs a test on real hardware.',
    patches: [
      patch('net/mtu/mtu.c', 'mtu: keep it per device', '\tdev->mtu = 1500;', {
        state: 'accepted',
        commitRef: '5c9d0c2b7a4f1e6d8c3b5a7f9e1d2c4b6a8f0e3d',
        checks: [['build-arm', 'success']],
      }),
      patch(
        'include/fjord/mtu.h',
        'mtu: export what drivers may ask for',
        'int fj_mtu_max(void);',
        {
          state: 'accepted',
          commitRef: 'c4b6a8f0e3d5c9d0c2b7a4f1e6d8c3b5a7f9e1d2',
          checks: [['build-arm', 'success']],
        },
      ),
      patch('drivers/net/skerry/mtu.c', 'skerry: ask for jumbo frames', '\tskerry_jumbo(dev);', {
        checks: [
          ['build-arm', 'success'],
          ['build-riscv', 'fail'],
        ],
      }),
    ],
    replies: [
      { to: 'mtu-v1-1', from: hannele, afterHours: 9, text: by('Reviewed-by', hannele) },
      { to: 'mtu-v1-2', from: hannele, afterHours: 9.5, text: by('Reviewed-by', hannele) },
    ],
  },
  {
    key: 'ctl-v1',
    title: 'ctl: short names for long options',
    from: mikkel,
    ageDays: 22,
    cover: 'For those who type.',
    patches: [
      patch('tools/fjctl.c', 'ctl: -q for --queues', "\t{ 'q', queues },", { state: 'accepted' }),
      patch('tools/fjctl.c', 'ctl: -x for --explain', "\t{ 'x', explain },", { state: 'rejected' }),
    ],
    replies: [
      {
        to: 'ctl-v1-2',
        from: oskar,
        afterHours: 10,
        text: 'In our other tools -x means something else. I took the first one only.',
      },
    ],
  },
  {
    key: 'rfc-v1',
    title: 'RFC: queues in user space',
    from: signe,
    ageDays: 36,
    prefixes: ['PATCH', 'RFC'],
    patches: [
      patch('net/queue/user.c', 'queue: map a queue into a program', '\tfj_map(queue);', {
        state: 'rejected',
      }),
    ],
    replies: [
      {
        to: 'rfc-v1-1',
        from: marguerite,
        afterHours: 50,
        text: 'What would use it? Without a user I would rather not have it.',
      },
    ],
  },
  {
    // Its third patch was lost; the second version of that patch came as a reply, as did someone else's.
    key: 'clock-v1',
    title: 'clock: one time for all queues',
    from: mikkel,
    ageDays: 15,
    total: 3,
    cover: 'Queues that run on several cores disagree about the time.',
    patches: [
      patch('net/clock/clock.c', 'clock: read it once per burst', '\tnow = fj_clock();'),
      patch('net/queue/queue.c', 'queue: take the time of the burst', '\tqueue->now = now;'),
    ],
  },
  {
    key: 'clock-v2',
    title: 'skerry: stamp packets with it',
    from: mikkel,
    ageDays: 14,
    version: 2,
    prefixes: ['PATCH', 'v2', '3/3'],
    answers: 'clock-v1-0',
    joins: 'clock-v1',
    patches: [
      patch('drivers/net/skerry/stamp.c', 'skerry: stamp packets with it', '\tstamp = now;', {
        number: 3,
      }),
    ],
  },
  {
    key: 'clock-else',
    title: 'queue: take the time of the burst',
    from: rowan,
    ageDays: 13,
    prefixes: ['PATCH', '2/3'],
    answers: 'clock-v1-2',
    joins: 'clock-v1',
    patches: [
      patch('net/queue/queue.c', 'queue: take the time of the burst', '\tqueue->now = fj_now();', {
        number: 2,
      }),
    ],
  },
  {
    key: 'temp-v1',
    title: 'skerry: report the temperature',
    from: rowan,
    ageDays: 8,
    patches: [
      patch('drivers/net/skerry/sensor.c', 'skerry: report the temperature', '\tfj_report(t);', {
        checks: [['build-arm', 'pending']],
      }),
    ],
  },
  {
    key: 'led-v1',
    title: 'skerry: blink on traffic',
    from: signe,
    ageDays: 7,
    patches: [
      patch('drivers/net/skerry/led.c', 'skerry: blink on traffic', '\tfj_led(dev, BLINK);'),
      patch('docs/net/skerry.rst', 'docs: skerry: what the LEDs say', 'The LEDs blink on traffic.'),
    ],
    replies: [
      {
        to: 'led-v1-1',
        from: oskar,
        afterHours: 6,
        text: '> +\tfj_led(dev, BLINK);\n\nHow often is this called? The bus to the LEDs is slow.',
        addressed: false,
      },
      { to: 'led-v1-2', from: oskar, afterHours: 7, text: by('Reviewed-by', oskar) },
    ],
  },
  {
    // Builds on a series that has a newer version by now.
    key: 'stats-v1',
    title: 'skerry: count how often the limit was reached',
    from: mikkel,
    ageDays: 16,
    patches: [
      patch(
        'drivers/net/skerry/stats.c',
        'skerry: count how often the limit was reached',
        '\tn++;',
        {
          message: `For the byte limits that are under review.\n\n${by('Signed-off-by', mikkel)}`,
          notes:
            'Depends-on: <fjord-bql-v2-0@dahl.example>\n\n drivers/net/skerry/stats.c | 1 +\n 1 file changed, 1 insertion(+)\n\nbase-commit: 4c1e4f1f7a0b2d9c8e6f5a4b3c2d1e0f9a8b7c6d\nprerequisite-change-id: 20261012-skerry-bql-4f1d9c27ab30:v2',
          checks: [['build-arm', 'fail']],
        },
      ),
    ],
  },
];
