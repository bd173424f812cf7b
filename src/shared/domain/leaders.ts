/** Who leads the group of one, of things that point to each other and at last to their leader; ways are made shorter. */
export function rootOf(leader: Int32Array, start: number): number {
  let at = start
  while (leader[at] !== at) {
    leader[at] = leader[leader[at]!]!
    at = leader[at]!
  }
  return at
}
