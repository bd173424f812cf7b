/** The part of a frame that is shown, px of the frame. */
export interface View {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface Size {
  readonly width: number
  readonly height: number
}

/** Fewer pixels across are never shown. */
const LEAST = 24
/** Air around a finding, as a share of it. */
const AIR = 0.6

export const wholeOf = ({ width, height }: Size): View => ({ x: 0, y: 0, width, height })

/** Zoomed, with the point under the cursor where it is; never out beyond the whole frame. */
export function zoomedAt(
  view: View,
  at: { readonly x: number; readonly y: number },
  by: number,
  size: Size,
): View {
  const width = Math.min(size.width, Math.max(LEAST, view.width / by))
  const height = (width * size.height) / size.width
  const share = width / view.width
  return within({ x: at.x - (at.x - view.x) * share, y: at.y - (at.y - view.y) * share, width, height }, size)
}

export const movedBy = (view: View, dx: number, dy: number, size: Size): View =>
  within({ ...view, x: view.x + dx, y: view.y + dy }, size)

/** The view, moved just so far that a box is in it, with some air; wider where the box is larger than it. */
export function broughtIn(view: View, box: readonly [number, number, number, number], size: Size): View {
  const [x, y, wide, high] = box
  const isIn =
    x >= view.x && y >= view.y && x + wide <= view.x + view.width && y + high <= view.y + view.height
  if (isIn) return view
  const least = Math.max(wide, (high * size.width) / size.height) * (1 + AIR)
  const width = Math.min(size.width, Math.max(view.width, least))
  const height = (width * size.height) / size.width
  return within({ x: x + wide / 2 - width / 2, y: y + high / 2 - height / 2, width, height }, size)
}

const within = (view: View, size: Size): View => ({
  ...view,
  x: Math.min(size.width - view.width, Math.max(0, view.x)),
  y: Math.min(size.height - view.height, Math.max(0, view.y)),
})
