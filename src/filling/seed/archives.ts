import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Raw mails, one after the other. */
export type RawMails = AsyncIterable<Buffer>;

const SEPARATOR = Buffer.from('From ');
const NEWLINE = 0x0a;

/**
 * The mails of an archive: a public-inbox v2 (its folder, its `git` folder or one epoch), an mbox
 * file, or a Maildir. Newer epochs come first.
 *
 * @throws Error for anything else.
 */
export async function openArchive(path: string): Promise<RawMails> {
  const found = await stat(path);
  if (found.isFile()) return readMbox(path);
  const names = await readdir(path);
  if (names.includes('HEAD') && names.includes('objects')) return readEpoch(path);
  if (names.includes('cur') && names.includes('new')) return readMaildir(path);
  const folder = names.includes('git') ? join(path, 'git') : path;
  const epochs = (await readdir(folder))
    .filter((name) => /^\d+\.git$/.test(name))
    .sort((one, other) => parseInt(other, 10) - parseInt(one, 10));
  if (epochs.length === 0) {
    throw new Error(`${path} is not a public-inbox v2 archive, an mbox file or a Maildir`);
  }
  return readEpochs(epochs.map((name) => join(folder, name)));
}

async function* readEpochs(paths: readonly string[]): RawMails {
  for (const path of paths) yield* readEpoch(path);
}

/** Each commit of an epoch adds one mail as the file `m` (public-inbox-v2-format(5)); git streams them. */
async function* readEpoch(path: string): RawMails {
  const log = spawn('git', ['-C', path, 'log', '--all', '--format=%H:m'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const cat = spawn('git', ['-C', path, 'cat-file', '--batch'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaint = '';
  for (const { stderr } of [log, cat]) {
    stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  }
  // A reader that stops early closes the pipe.
  cat.stdin.on('error', () => undefined);
  log.stdout.pipe(cat.stdin);
  const ended = Promise.all([log, cat].map((one) => new Promise((end) => one.once('close', end))));
  try {
    yield* readBatch(cat.stdout);
    const [logCode, catCode] = await ended;
    if (logCode !== 0 || catCode !== 0) {
      throw new Error(`git cannot read ${path}: ${complaint.trim().slice(0, 500)}`);
    }
  } finally {
    log.kill();
    cat.kill();
  }
}

/** Splits the output of `git cat-file --batch`; a missing object is a commit that deletes a mail. */
async function* readBatch(output: AsyncIterable<Buffer>): RawMails {
  let chunks: Buffer[] = [];
  let length = 0;
  let size: number | null = null;
  const take = (count: number): Buffer => {
    const all = chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks);
    const rest = all.subarray(count);
    chunks = rest.length === 0 ? [] : [rest];
    length = rest.length;
    return all.subarray(0, count);
  };
  for await (const chunk of output) {
    chunks.push(chunk);
    length += chunk.length;
    for (;;) {
      if (size !== null) {
        if (length < size + 1) break;
        yield Buffer.from(take(size + 1).subarray(0, size));
        size = null;
        continue;
      }
      if (length === 0) break;
      const all = Buffer.concat(chunks);
      const end = all.indexOf(NEWLINE);
      if (end === -1) break;
      const header = take(end + 1)
        .toString('latin1')
        .trimEnd();
      const [, bytes] = /^[0-9a-f]+ blob (\d+)$/.exec(header) ?? [];
      if (bytes !== undefined) size = Number(bytes);
    }
  }
}

/** Splits an mbox at lines that start with `From ` after an empty line; `>From ` is unescaped. */
async function* readMbox(path: string): RawMails {
  let rest = Buffer.alloc(0);
  let mail: Buffer[] = [];
  let isAfterBlank = true;
  const finish = (): Buffer | null => {
    const whole = Buffer.concat(mail);
    mail = [];
    return whole.length === 0 ? null : whole;
  };
  const add = (line: Buffer): Buffer | null => {
    const isStart = isAfterBlank && line.subarray(0, 5).equals(SEPARATOR);
    isAfterBlank = line.length <= 2 && line.toString('latin1').trim() === '';
    if (isStart) return finish();
    const isEscaped = line[0] === 0x3e && /^>+From /.test(line.toString('latin1', 0, 80));
    mail.push(isEscaped ? line.subarray(1) : line);
    return null;
  };
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const all = Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = all.indexOf(NEWLINE); end !== -1; end = all.indexOf(NEWLINE, start)) {
      const done = add(all.subarray(start, end + 1));
      if (done !== null) yield done;
      start = end + 1;
    }
    rest = Buffer.from(all.subarray(start));
  }
  const done = rest.length > 0 ? add(rest) : null;
  if (done !== null) yield done;
  const last = finish();
  if (last !== null) yield last;
}

async function* readMaildir(path: string): RawMails {
  for (const folder of ['new', 'cur']) {
    for (const name of await readdir(join(path, folder))) {
      if (!name.startsWith('.')) yield await readFile(join(path, folder, name));
    }
  }
}
