/** Item beside item of two lists of one length. */
export const paired = <A, B>(one: readonly A[], other: readonly B[]): (readonly [A, B])[] =>
  one.map((item, i) => [item, other[i]!] as const)
