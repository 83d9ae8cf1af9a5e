/** The result of `list_archive_url_format.format(msgid)`: a text, or the exception that Python raises. */
export type Formatted = { readonly text: string } | { readonly raises: 'KeyError' | 'other' };

/** Python's `format.format(argument)`, as far as the URL formats of Patchwork use it. */
export function pythonFormat(format: string, argument: string): Formatted {
  let automatic = 0;
  let raises: 'KeyError' | 'other' | undefined;
  const text = format.replace(/\{\{|\}\}|\{([^{}]*)\}|[{}]/g, (whole: string, name?: string) => {
    if (whole === '{{') return '{';
    if (whole === '}}') return '}';
    if (name === undefined) raises ??= 'other';
    else if (name === '' ? automatic++ === 0 : name === '0') return argument;
    else raises ??= /^\d*$/.test(name) ? 'other' : 'KeyError';
    return '';
  });
  return raises === undefined ? { text } : { raises };
}
