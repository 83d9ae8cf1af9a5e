import { BadUserInputError } from '../../../errors.js';
import type { Fault, FaultPlan, SpanMs } from './FaultPlan.js';
import { findLie } from './lies/lies.js';

/** One fault of a `--sample-faults` text, and the sample server that it applies to. */
export interface FaultSpec {
  /** null: every server. */
  readonly instance: string | null;
  readonly plan: FaultPlan;
}

interface FaultForm {
  /** The syntax of the fault with its value, shown to people. */
  readonly form: string;
  /** null if the value is invalid. */
  readonly read: (value: string | null) => Fault | null;
}

const FORMS: Readonly<Record<string, FaultForm>> = {
  delay: spanForm('delay', (ms) => ({ kind: 'delay', ms })),
  'list-delay': spanForm('list-delay', (listMs) => ({ kind: 'delay', listMs })),
  'detail-delay': spanForm('detail-delay', (detailMs) => ({ kind: 'delay', detailMs })),
  workers: {
    form: 'workers=COUNT or workers=COUNT/MICROSECONDS_PER_ROW',
    read: (value) => {
      const [workers, rowMicroseconds] = numbers(value, /^(\d+)(?:\/(\d+))?$/);
      if (workers === undefined || workers < 1) return null;
      return {
        kind: 'workers',
        workers,
        ...(rowMicroseconds === undefined ? {} : { rowMicroseconds }),
      };
    },
  },
  status: {
    form: 'status=CODE or status=CODE/RETRY_AFTER_SECONDS (CODE is 400 to 599)',
    read: (value) => {
      const [status, retryAfter] = numbers(value, /^([45]\d\d)(?:\/(\d+))?$/);
      if (status === undefined) return null;
      return { kind: 'status', status, ...(retryAfter === undefined ? {} : { retryAfter }) };
    },
  },
  drop: {
    form: 'drop or drop=body',
    read: (value) => {
      if (value === null) return { kind: 'drop', when: 'before-answer' };
      return value === 'body' ? { kind: 'drop', when: 'in-body' } : null;
    },
  },
  truncate: bareForm('truncate', { kind: 'truncate' }),
  'invalid-json': bareForm('invalid-json', { kind: 'invalid-json' }),
  html: bareForm('html', { kind: 'html' }),
  'wrong-types': bareForm('wrong-types', { kind: 'wrong-types' }),
  'redirect-loop': bareForm('redirect-loop', { kind: 'redirect-loop' }),
  redirect: {
    form: 'redirect=http://HOST',
    read: (value) =>
      value !== null && /^https?:\/\/[^/\s]+/.test(value) ? { kind: 'redirect', to: value } : null,
  },
  endless: bareForm('endless', { kind: 'endless' }),
  hang: bareForm('hang', { kind: 'hang' }),
  trickle: {
    form: 'trickle or trickle=BYTES/MILLISECONDS',
    read: (value) => {
      if (value === null) return { kind: 'trickle' };
      const [chunkBytes, everyMs] = numbers(value, /^([1-9]\d*)\/(\d+)$/);
      return chunkBytes === undefined || everyMs === undefined
        ? null
        : { kind: 'trickle', chunkBytes, everyMs };
    },
  },
  lie: {
    form: 'lie=NAME, for example lie=rows-doubled; docs/sample-servers.md lists the names',
    read: (value) =>
      value !== null && findLie(value) !== undefined ? { kind: 'lie', name: value } : null,
  },
  grow: {
    form: 'grow or grow=REQUESTS (a patch arrives before every N-th request)',
    read: (value) => {
      if (value === null) return { kind: 'grow' };
      const [every] = numbers(value, /^([1-9]\d{0,5})$/);
      return every === undefined ? null : { kind: 'grow', every };
    },
  },
  'no-link': bareForm('no-link', { kind: 'no-link' }),
  clock: {
    form: 'clock=MINUTES, for example clock=+600 or clock=-300',
    read: (value) => {
      const [offsetMinutes] = numbers(value, /^([+-]?\d+)$/);
      return offsetMinutes === undefined ? null : { kind: 'clock', offsetMinutes };
    },
  },
};

/**
 * Parses the value of `--sample-faults`: `[SERVER:]FAULT[=VALUE][@SHARE]`, separated by commas, for
 * example `basalt:delay=200-800,cedar:status=503@0.3`. Without a server, it applies to all of them; the
 * share is the share of requests it affects, 0 to 1.
 *
 * @param instances names of the existing servers; other names are refused. Default: any name
 * @throws BadUserInputError which names the invalid part and the correct form
 */
export function parseFaultSpec(text: string, instances?: readonly string[]): readonly FaultSpec[] {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.every((part) => part === '')) {
    throw new BadUserInputError(
      'no sample fault given; write for example basalt:delay=200-800,cedar:status=503@0.3',
    );
  }
  return parts.map((part) => parsePart(part, instances));
}

function parsePart(part: string, instances: readonly string[] | undefined): FaultSpec {
  const match = /^(?:([^:=@]*):)?([^=@]*)(?:=(.*?))?(?:@([^@]*))?$/.exec(part);
  const [, instance, name = '', value, share] = match ?? [];
  const refuse = (reason: string): never => {
    throw new BadUserInputError(`sample fault "${part}": ${reason}`);
  };
  if (instance !== undefined && instances?.includes(instance) === false) {
    refuse(`there is no sample server "${instance}"; they are ${instances.join(', ')}`);
  }
  const form = Object.hasOwn(FORMS, name) ? FORMS[name] : undefined;
  if (form === undefined) {
    return refuse(
      `there is no fault "${name}"; write [SERVER:]FAULT[@SHARE] with one of\n  ${Object.values(
        FORMS,
      )
        .map((known) => known.form)
        .join('\n  ')}`,
    );
  }
  const fault = form.read(value ?? null) ?? refuse(`write ${form.form}`);
  if (share === undefined) return { instance: instance ?? null, plan: { fault } };
  const probability = /^(?:0|1|0?\.\d+|1\.0+|0\.\d+)$/.test(share) ? Number(share) : NaN;
  if (Number.isNaN(probability)) {
    refuse(`the share "${share}" is not a number from 0 to 1; write for example ${name}@0.3`);
  }
  return { instance: instance ?? null, plan: { fault, probability } };
}

function spanForm(name: string, create: (span: SpanMs) => Fault): FaultForm {
  return {
    form: `${name}=MILLISECONDS or ${name}=LOWEST-HIGHEST`,
    read: (value) => {
      const [lowestMs, highestMs] = numbers(value, /^(\d+)(?:-(\d+))?$/);
      if (lowestMs === undefined) return null;
      if (highestMs === undefined) return create(lowestMs);
      return highestMs < lowestMs ? null : create([lowestMs, highestMs]);
    },
  };
}

function bareForm(form: string, fault: Fault): FaultForm {
  return { form, read: (value) => (value === null ? fault : null) };
}

/** The numbers in the groups of a pattern; none if it does not match. */
function numbers(value: string | null, pattern: RegExp): (number | undefined)[] {
  const match = pattern.exec(value ?? '');
  return (match?.slice(1) ?? []).map((group: string | undefined) =>
    group === undefined ? undefined : Number(group),
  );
}
