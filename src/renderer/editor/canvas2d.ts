/**
 * A canvas of its own for pixels that are shown later. `kept`: it stays with the processor, which writes it often, and
 * need not travel to a graphics card and back each time. Throws where the browser offers none.
 */
export function canvas2d(
  width: number,
  height: number,
  kept: boolean,
): { readonly canvas: HTMLCanvasElement; readonly context: CanvasRenderingContext2D } {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { willReadFrequently: kept })
  if (!context) throw new Error('The browser offers no 2-D canvas.')
  return { canvas, context }
}
