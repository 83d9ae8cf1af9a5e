import type { ReactElement, ReactNode } from 'react';

/** A link to another site, whose address comes from a mail or a server; anything but a web page stays text. */
export function OutLink({ href, children }: { href: string; children: ReactNode }): ReactElement {
  if (!/^https?:\/\//i.test(href)) return <span>{children}</span>;
  return (
    <a href={href} rel="noopener noreferrer" target="_blank" className="text-accent underline">
      {children}
    </a>
  );
}
