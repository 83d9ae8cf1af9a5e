import { useState, type ReactElement } from 'react';
import { OutLink } from './OutLink.js';

/** A part of a mail: quoted lines, or the sender's own. */
interface MailPart {
  readonly isQuote: boolean;
  readonly lines: readonly string[];
}

/** Splits a mail into quotes and the sender's own lines. */
function partsOf(text: string): readonly MailPart[] {
  const parts: { isQuote: boolean; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const isQuote = line.startsWith('>');
    const last = parts.at(-1);
    if (last?.isQuote === isQuote) last.lines.push(line);
    else parts.push({ isQuote, lines: [line] });
  }
  return parts;
}

const TRAILER = /^\s*[A-Z][A-Za-z-]*-by:\s/;
const LINK = /\b(https?:\/\/[^\s<>"')\]]+)/;
/** Quoted lines that are shown of a longer quote. */
const SHOWN_QUOTE = 3;

/** The text of a mail: quotes folded, trailers marked, addresses of pages as links. */
export function MailText({ text, unfold }: { text: string; unfold: boolean }): ReactElement {
  return (
    <div className="font-mono text-[13px] leading-5 wrap-anywhere whitespace-pre-wrap">
      {partsOf(text.trimEnd()).map((part, index) =>
        part.isQuote ? (
          <Quote key={index} lines={part.lines} unfold={unfold} />
        ) : (
          <div key={index}>
            {part.lines.map((line, number) => (
              <Line key={number} line={line} />
            ))}
          </div>
        ),
      )}
    </div>
  );
}

function Quote({ lines, unfold }: { lines: readonly string[]; unfold: boolean }): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const isFolded = !unfold && !isOpen && lines.length > SHOWN_QUOTE + 1;
  const shown = isFolded ? lines.slice(-SHOWN_QUOTE) : lines;
  return (
    <div className="border-l-2 border-line pl-2 text-muted">
      {isFolded && (
        <button
          type="button"
          className="text-accent underline"
          onClick={() => {
            setOpen(true);
          }}
        >
          {lines.length - SHOWN_QUOTE} more quoted lines
        </button>
      )}
      {shown.map((line, index) => (
        <div key={index}>{line === '' ? ' ' : line}</div>
      ))}
    </div>
  );
}

function Line({ line }: { line: string }): ReactElement {
  if (line === '') return <div> </div>;
  const parts = line.split(LINK);
  return (
    <div className={TRAILER.test(line) ? 'font-semibold text-ok' : ''}>
      {parts.map((part, index) =>
        index % 2 === 1 ? (
          <OutLink key={index} href={part}>
            {part}
          </OutLink>
        ) : (
          part
        ),
      )}
    </div>
  );
}
