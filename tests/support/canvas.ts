import type { Sample } from '../../src/renderer/editor/pixels/Rectangle.ts'
import type { Scene, ToolContext } from '../../src/renderer/editor/tools/Tool.ts'

/** Where a mouse is. */
export const at = (x: number, y: number, pressure = 1): Sample => ({ x, y, pressure })

/** Nothing is found in any box. */
export const nothingProposed: Pick<Scene, 'propose' | 'redraw'> = {
  propose: () => Promise.resolve(undefined),
  redraw() {},
}

/** What a tool paints on in a test: a label map without a browser behind it. */
export function paintOn(
  width: number,
  height: number,
  change: Partial<ToolContext> & { data?: Uint8Array } = {},
): ToolContext & { readonly picked: number[] } {
  const picked: number[] = []
  const data = change.data ?? new Uint8Array(width * height)
  return {
    mask: { data, width, height },
    settled: data.slice(),
    size: 10,
    hardness: 1,
    value: 2,
    scale: 1,
    pixels: () => new Uint8ClampedArray(width * height * 4),
    edges: () => undefined,
    superpixels: () => undefined,
    foreground: () => undefined,
    ...nothingProposed,
    pick: (value) => picked.push(value),
    picked,
    ...change,
  }
}
