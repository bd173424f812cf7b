/** Names that stand for devices on Windows, with any ending and in any case. */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\s*\.|\s*$)/i
// biome-ignore lint/suspicious/noControlCharactersInRegex: Windows refuses them in names.
const FORBIDDEN = /[<>:"|?*\\/\u0000-\u001f]/

/**
 * Whether Windows gives a file or folder another name than this, or takes it for a device: what is written as `aux.png` is
 * gone, and what is written as `a.` is `a`.
 */
export const isOddOnWindows = (name: string): boolean =>
  DEVICE.test(name) || FORBIDDEN.test(name) || /[. ]$/.test(name)

/** A name that Windows keeps as it is, like this one: `aux` becomes `_aux`, `a.` becomes `a_`. */
export function nameForWindows(name: string): string {
  const kept = name
    .replace(new RegExp(FORBIDDEN, 'g'), '_')
    .replace(/[. ]+$/, (end) => '_'.repeat(end.length))
  return DEVICE.test(kept) ? `_${kept}` : kept
}
