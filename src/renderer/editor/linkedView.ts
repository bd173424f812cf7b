import { centredOn, fitted, toFrame, type Viewport } from './Viewport.ts'

interface Pane {
  readonly frame: { readonly width: number; readonly height: number }
  readonly stage: { readonly width: number; readonly height: number }
}

/** The view of one frame that shows what the view of another shows: the same part of it, as large and as turned. */
export function linkedView(view: Viewport, from: Pane, to: Pane): Viewport {
  const middle = toFrame(view, { x: from.stage.width / 2, y: from.stage.height / 2 })
  const zoom = view.scale / fitted(from.frame, from.stage).scale
  const scaled = { ...view, scale: zoom * fitted(to.frame, to.stage).scale }
  return centredOn(
    scaled,
    {
      x: (middle.x * to.frame.width) / from.frame.width,
      y: (middle.y * to.frame.height) / from.frame.height,
    },
    { x: to.stage.width / 2, y: to.stage.height / 2 },
  )
}
