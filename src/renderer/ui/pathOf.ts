/** A closed SVG path through x, y, x, y …; a single point is drawn as a dot. */
export const pathOf = (points: readonly number[]): string =>
  `M${Array.from({ length: points.length / 2 }, (_, i) => `${points[2 * i]} ${points[2 * i + 1]}`).join('L')}Z`
