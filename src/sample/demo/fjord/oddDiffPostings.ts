import { by, FJORD_PEOPLE } from './fjordPeople.js';
import { blobOf } from './fileDiff.js';
import type { PostedPatch, Posting } from './Posting.js';

const { marguerite, signe } = FJORD_PEOPLE;

const RENAMED = `diff --git a/tools/queues b/tools/fj-queues
old mode 100644
new mode 100755
similarity index 75%
rename from tools/queues
rename to tools/fj-queues
index 0fcecd5..fde3854
--- a/tools/queues
+++ b/tools/fj-queues
@@ -3,7 +3,7 @@
 set -e
 dev=$1
 if [ -z "$dev" ]; then
-	echo "usage: queues DEVICE" >&2
+	echo "usage: fj-queues DEVICE" >&2
 	exit 2
 fi
 fjctl queues "$dev"
diff --git a/tools/link.sh b/tools/link.sh
old mode 100644
new mode 100755
diff --git a/tools/default.conf b/tools/default.conf
new file mode 120000
index 0000000..726c527
--- /dev/null
+++ b/tools/default.conf
@@ -0,0 +1 @@
+skerry.conf
\\ No newline at end of file
`;

const COPIED = `diff --git a/tools/skerry.conf b/tools/skerry2.conf
similarity index 74%
copy from tools/skerry.conf
copy to tools/skerry2.conf
index 8539308..72fe354 100644
--- a/tools/skerry.conf
+++ b/tools/skerry2.conf
@@ -1,4 +1,4 @@
-device: skerry0
+device: skerry1
 queues: 4
 limit: 65536
 mode: auto
diff --git a/tools/setup.ini b/tools/setup.ini
index 6dc1cf6..aa9f159 100644
--- a/tools/setup.ini
+++ b/tools/setup.ini
@@ -1,3 +1,4 @@
 [Setup]\r
 Device=skerry0\r
-Queues=4\r
+Queues=8\r
+Limit=65536\r
`;

/** Names with blanks and with letters that git quotes; a file without a trailing line break. */
const NAMED = `diff --git a/docs/net notes/wake up.txt b/docs/net notes/wake up.txt
index 9c81633..44cd69d 100644
--- a/docs/net notes/wake up.txt\t
+++ b/docs/net notes/wake up.txt\t
@@ -1,2 +1,2 @@
 Notes on wake-up.
-First try.
+Second try.
diff --git a/docs/steps.txt b/docs/steps.txt
index 54d55bf..c40a3bd 100644
--- a/docs/steps.txt
+++ b/docs/steps.txt
@@ -1,3 +1,4 @@
 one
 two
-three
\\ No newline at end of file
+three
+four
\\ No newline at end of file
diff --git "a/docs/\\303\\274bersicht.rst" "b/docs/\\303\\274bersicht.rst"
index f3cdf8f..1225e80 100644
--- "a/docs/\\303\\274bersicht.rst"
+++ "b/docs/\\303\\274bersicht.rst"
@@ -1,2 +1,4 @@
 Größe der Warteschlange
 -----------------------
+
+Siehe \`\`fjctl queues\`\`.
`;

/** Patchwork loses the rename after the binary file; the summary in the message still lists it. */
const BINARY = `diff --git a/img/skerry.bin b/img/skerry.bin
index 4e99f973630c89ef62ab0428abaaaa9367b09aff..75991815eac30bf124aff6ed81f4ddfed77c89f7 100644
GIT binary patch
delta 11
Scmb1;o*>G\`!pc@rSp@(KAOcwc

delta 8
Pcmb1^m>|l\`$ixf)1!n-_

`;
const BINARY_NOTES = ` img/skerry.bin              | Bin 24 -> 27 bytes
 img/{old.svg => skerry.svg} |   0
 2 files changed, 0 insertions(+), 0 deletions(-)
 rename img/{old.svg => skerry.svg} (100%)`;

/** A line that a mailer wrapped, which makes the hunk shorter than its header states. */
const CUT = `diff --git a/net/queue/queue.c b/net/queue/queue.c
index ${blobOf('cut old')}..${blobOf('cut')} 100644
--- a/net/queue/queue.c
+++ b/net/queue/queue.c
@@ -120,5 +120,6 @@ void fj_queue_stop(struct fj_queue *queue)
 	queue->stopped = true;
+	fj_trace(queue, "stopped after %u packets and %u bytes since the last
burst", queue->packets, queue->bytes);
 	queue->since = now;
`;

/** The resolution of a merge, which should never be sent. */
const COMBINED = `diff --cc net/queue/queue.c
index ${blobOf('one')},${blobOf('other')}..${blobOf('both')}
--- a/net/queue/queue.c
+++ b/net/queue/queue.c
@@@ -119,3 -119,3 +119,3 @@@ void fj_queue_stop(struct fj_queue *queue)
  	mutex_lock(&queue->lock);
- 	queue->stopped = 1;
 -	queue->halted = true;
++	queue->stopped = true;
  	mutex_unlock(&queue->lock);
`;

function odd(title: string, diff: string, more: Partial<PostedPatch> = {}): PostedPatch {
  return { title, message: by('Signed-off-by', signe), diff, ...more };
}

/** Diffs that break programs which parse them line by line. */
export const ODD_DIFF_POSTINGS: readonly Posting[] = [
  {
    key: 'tools-v1',
    title: 'tools: tidy up the scripts',
    from: signe,
    ageDays: 10,
    cover: 'Renames, copies and what else has gathered.',
    patches: [
      odd('tools: a prefix for the scripts', RENAMED, {
        notes: ` tools/default.conf          | 1 +
 tools/{queues => fj-queues} | 2 +-
 tools/link.sh               | 0
 3 files changed, 2 insertions(+), 1 deletion(-)
 create mode 120000 tools/default.conf
 rename tools/{queues => fj-queues} (75%)
 mode change 100644 => 100755
 mode change 100644 => 100755 tools/link.sh`,
      }),
      odd('tools: a second device', COPIED, {
        notes: ` tools/setup.ini                     | 3 ++-
 tools/{skerry.conf => skerry2.conf} | 2 +-
 2 files changed, 3 insertions(+), 2 deletions(-)
 copy tools/{skerry.conf => skerry2.conf} (74%)`,
      }),
      odd('docs: how to set it up', NAMED, {
        notes: ` docs/net notes/wake up.txt  | 2 +-
 docs/steps.txt              | 3 ++-
 "docs/\\303\\274bersicht.rst" | 2 ++
 3 files changed, 5 insertions(+), 2 deletions(-)`,
      }),
      odd('img: a new logo', BINARY, { notes: BINARY_NOTES }),
    ],
    replies: [
      {
        to: 'tools-v1-0',
        from: marguerite,
        afterHours: 18,
        text: `For patches 1-3:\n\n${by('Acked-by', marguerite)}`,
      },
    ],
  },
  {
    key: 'trace-v1',
    title: 'queue: trace when it stops',
    from: marguerite,
    ageDays: 11,
    patches: [
      {
        title: 'queue: trace when it stops',
        message: by('Signed-off-by', marguerite),
        notes: ' net/queue/queue.c | 1 +\n 1 file changed, 1 insertion(+)',
        diff: CUT,
        state: 'changes-requested',
      },
    ],
  },
  {
    key: 'merge-v1',
    title: 'queue: merge both fixes',
    from: marguerite,
    ageDays: 18,
    patches: [
      {
        title: 'queue: merge both fixes',
        message: by('Signed-off-by', marguerite),
        notes: ' net/queue/queue.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)',
        diff: COMBINED,
        state: 'not-applicable',
      },
    ],
  },
];
