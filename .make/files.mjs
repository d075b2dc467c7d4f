// What the steps after a build share.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The name of a file with what is in it: browsers may keep it for ever. */
export const named = (stem, ending, bytes) => `${stem}-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}${ending}`;

export const integrity = (path) => `sha384-${createHash('sha384').update(readFileSync(path)).digest('base64')}`;

/** Replaces every match, of which there must be some: what comes from a tool may look different tomorrow. */
export const replace = (text, pattern, by) => {
  if (text.search(pattern) < 0) throw new Error(`after the build: nothing like ${pattern}; has a tool changed its output?`);
  return text.replace(pattern, by);
};
