/** A name in one or two letters: the first of its first and last words; of a Chinese name its last two characters. */
export function initials(name: string): string {
  if (/^\p{sc=Han}+$/u.test(name)) return [...name].slice(-2).join('')
  const words = name.split(/[\s.,_-]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word))
  const [first = name] = words
  const last = words.length > 1 ? words.at(-1) : undefined
  return [first, last]
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase()
}
