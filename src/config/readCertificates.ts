import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';

const MAX_FILE_BYTES = 1024 * 1024;
const REMEDY = 'a readable PEM file with the certificate of the CA, or its text';
const BLOCK = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** The certificates of a CA in PEM, or an error message. */
export type CertificatesResult =
  { readonly pem: string } | { readonly problem: string; readonly remedy: string };

/** Reads `instances[].ca`: PEM, or the path of a file in PEM. */
export function readCertificates(value: string): CertificatesResult {
  if (value.includes('-----BEGIN ')) return checkCertificates(value, 'the text');
  try {
    if (statSync(value).size > MAX_FILE_BYTES) {
      return { problem: `is ${value}, which is larger than 1 MiB`, remedy: REMEDY };
    }
    return checkCertificates(readFileSync(value, 'utf8'), value);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    return { problem: `is ${value}, which cannot be read${reason}`, remedy: REMEDY };
  }
}

/** Node ignores anything that is not a certificate, so that each connection would fail instead. */
function checkCertificates(text: string, source: string): CertificatesResult {
  const blocks = text.match(BLOCK) ?? [];
  const begun = text.split('-----BEGIN CERTIFICATE-----').length - 1;
  if (begun === 0) return { problem: `is ${source}, which has no certificate`, remedy: REMEDY };
  const isReadable = blocks.length === begun && blocks.every(isCertificate);
  if (isReadable) return { pem: blocks.join('\n') };
  const problem = `is ${source}, which has a certificate that cannot be read`;
  return { problem, remedy: REMEDY };
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
