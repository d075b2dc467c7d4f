// What the boot files find that TypeScript does not know: the manifest that the bundler writes, and two globals.
declare module 'virtual:manifest' {
  /** The files that a lazy part of the app needs, its own first, style sheets among the others. */
  export const parts: Record<string, string[]>;
  /** The file that holds all small chunks, and from where to where each of them lies in it. */
  export const pack: string;
  export const packed: Record<string, [from: number, to: number]>;
  /** By file. */
  export const integrity: Record<string, string>;
}

type MarkupRule = (markup: string) => string | null;
declare var trustedTypes: undefined | { createPolicy(name: string, rules: { createHTML: MarkupRule; createScript: MarkupRule; createScriptURL: MarkupRule }): unknown };
declare var rolecall: { take(url: string): object | undefined };
