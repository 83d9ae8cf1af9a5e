/** The environment's variables, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The outcome of {@link interpolate}. */
export interface Interpolation {
  readonly text: string;
  readonly problems: readonly { readonly problem: string; readonly remedy: string }[];
}

const REFERENCE = /\$\$\{|\$\{([^}]*)(\}?)/g;
const VARIABLE = /^([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/s;

/**
 * Replaces `${VAR}` and `${VAR:-default}` (for unset or empty, as in a shell) in a value;
 * `$${VAR}` stays as `${VAR}`. A missing variable leaves "" and a problem.
 */
export function interpolate(template: string, environment: Environment): Interpolation {
  const problems: { problem: string; remedy: string }[] = [];
  const text = template.replaceAll(REFERENCE, (reference, inner?: string, closing?: string) => {
    if (reference === '$${') return '${';
    const [, name = '', fallback] = (closing === '}' ? VARIABLE.exec(inner ?? '') : null) ?? [];
    if (name === '') {
      problems.push({
        problem: `contains "${reference}", which is not a variable`,
        remedy: '${NAME}, ${NAME:-default}, or $${ for a plain ${',
      });
      return '';
    }
    const value = environment[name] === '' ? fallback : (environment[name] ?? fallback);
    if (value === undefined && environment[name] === undefined) {
      problems.push({
        problem: `needs the environment variable ${name}, which is not set`,
        remedy: `${name} in the environment, or \${${name}:-default}`,
      });
    }
    return value ?? '';
  });
  return { text, problems };
}
