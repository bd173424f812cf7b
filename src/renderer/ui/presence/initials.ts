/** A name in one or two letters: the first of its first and last words; of a Chinese name its last two characters. */
export function initials(name: string): string {
  const words = name.split(/[\s.,_-]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word))
  const [first = name.trim()] = words
  if (/^\p{sc=Han}+$/u.test(first)) return [...first].slice(-2).join('')
  const last = words.length > 1 ? words.at(-1) : undefined
  return [first, last]
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase()
}
