/** How the outline of a layer is drawn, so that no two kinds of layer look alike. Dashes and gaps in screen px. */
export const lineStyles = {
  /** One's own mask. */
  solid: [],
  /** The model in use. */
  dashed: [9, 6],
  /** Another model. */
  sparse: [4, 8],
  /** Another reader. */
  dotted: [3, 5],
  /** A reference. */
  dashDotted: [11, 4, 3, 4],
  /** A region that waits to be taken into one's own mask. */
  proposed: [10, 7],
} as const satisfies Record<string, readonly number[]>
export type LineStyle = keyof typeof lineStyles

/**
 * What lies below an outline, the widest first, screen px: a dark and a light casing. Whatever the tissue is, one of
 * the two stands out, and the class's colour is told from the one next to it.
 */
export const casing = [
  { colour: '#000000', width: 5.6 },
  { colour: '#ffffff', width: 4.2 },
] as const
/** Width of the outline's own colour, screen px. */
export const CORE = 2.2
/** How far inside its area an outline runs, screen px: two classes side by side show both their lines. */
export const INSET = 1.1
/** How far from its area's edge an outline may reach, screen px. */
export const REACH = casing[0].width / 2 + INSET
