import type { ProjectThreads } from './ProjectThreads.js';

/** Threads of Pebble, an invented boot loader. */
export const pebbleThreads: ProjectThreads = {
  files: {
    mmc: ['drivers/mmc/host.c', 'drivers/mmc/tuning.c'],
    usb: ['drivers/usb/gadget.c', 'drivers/usb/dfu.c', 'include/pebble/usb.h'],
    env: ['env/store.c', 'env/redundant.c'],
    verify: ['boot/verify.c', 'boot/keys.c', 'include/pebble/verify.h'],
    arm: ['arch/arm/cache.c', 'arch/arm/start.c'],
    board: ['board/heron/heron.c', 'board/heron/Kconfig'],
    cmd: ['cmd/load.c', 'cmd/verify.c'],
    docs: ['docs/verified-boot.rst'],
    test: ['test/test_env.py', 'test/test_verify.py'],
  },
  series: [
    {
      title: 'verify: several keys and a way back',
      why: 'A device can hold three keys. An image signed by a key that was withdrawn boots no more,\nbut the recovery image still does.',
      patches: [
        'verify: keep keys in a table',
        'verify: withdraw a key',
        'verify: let recovery use any key',
        'cmd: show which key was used',
        'docs: what to do when a key leaks',
        'test: images signed by each key',
        'test: a key that was withdrawn',
      ],
      versions: 3,
    },
    {
      title: 'env: two copies that never disagree',
      why: 'The copy with the higher number wins, and the number is part of the checksum now.',
      patches: [
        'env: number every copy',
        'env: include the number in the checksum',
        'test: cut the power while saving',
      ],
      versions: 2,
    },
    {
      title: 'usb: faster firmware updates',
      why: 'Blocks of 64 KiB instead of 4. An update of 32 MiB takes 9 seconds instead of 41.',
      patches: ['usb: negotiate the block size', 'usb: write while the next block is read'],
      versions: 2,
    },
    {
      title: 'board: support the Heron evaluation kit',
      why: 'Everything but the camera works.',
      patches: [
        'arm: flush the cache before the jump',
        'board: start of heron',
        'board: heron: LEDs and buttons',
        'board: heron: second core',
      ],
      lost: [4],
    },
    {
      title: 'mmc: tune at the right voltage',
      why: 'Tuning ran at 3.3 V and the card at 1.8 V afterwards.',
      patches: ['mmc: switch the voltage first', 'mmc: tune again after a CRC error'],
      withoutCover: true,
    },
  ],
  singles: [
    'mmc: wait for the card to be ready',
    'mmc: fix the clock at 200 MHz',
    'usb: answer to an unknown request with a stall',
    'env: do not save when nothing changed',
    'arm: name the exception that was taken',
    'cmd: load: check the size before loading',
    'verify: use a constant time comparison',
    'docs: fix the table of offsets',
    'test: do not depend on the time of day',
    'board: heron: fix the order of the buttons',
  ],
};
