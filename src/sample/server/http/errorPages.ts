import type { ReleaseTraits } from '../ReleaseTraits.js';
import type { SampleResponse } from './SampleResponse.js';

/** A page of Patchwork's web interface, reduced to its heading. */
export function webPage(traits: ReleaseTraits, status: number, title: string): SampleResponse {
  const indent = traits.servesErrorDocument ? '  ' : ' ';
  return {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', Vary: 'Cookie' },
    body:
      '\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="en">\n' +
      `${indent}<head>\n${indent}${indent}<title>${escapeHtml(title)}</title>\n` +
      `${indent}</head>\n${indent}<body><h1>${escapeHtml(title)}</h1></body>\n</html>\n`,
  };
}

/** The page that Django serves when a view raises an exception (with DEBUG off). */
export function serverErrorPage(traits: ReleaseTraits): SampleResponse {
  return {
    status: 500,
    headers: {
      'Content-Type': traits.namesErrorPageCharset ? 'text/html; charset=utf-8' : 'text/html',
      Vary: 'Cookie',
    },
    body: traits.servesErrorDocument
      ? '\n<!doctype html>\n<html lang="en">\n<head>\n  <title>Server Error (500)</title>\n' +
        '</head>\n<body>\n  <h1>Server Error (500)</h1><p></p>\n</body>\n</html>\n'
      : '<h1>Server Error (500)</h1>',
  };
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
