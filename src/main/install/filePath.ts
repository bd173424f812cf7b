/** Names that Windows keeps for devices, whatever follows their first dot. */
const OF_DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
const LONGEST = 1000
/** What Windows takes in no name: its separator, its streams and wildcards, control characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const FORBIDDEN = /[\u0000-\u001f\\:*?"<>|]/

/**
 * Whether a manifest may name a file by this path: below its folder, with '/' between names, and of names that every
 * system takes as they are. An update's paths are judged before anything is written.
 */
export function isFilePath(path: string): boolean {
  if (path.length === 0 || path.length > LONGEST || FORBIDDEN.test(path)) return false
  return path.split('/').every((name) => name !== '' && !/[. ]$/.test(name) && !OF_DEVICES.test(name))
}

/** The order of a manifest's files, the same on every machine. */
export const byPath = (a: { readonly path: string }, b: { readonly path: string }): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : 0
