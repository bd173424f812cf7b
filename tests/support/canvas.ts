import type { MaskCanvas } from '../../src/renderer/editor/MaskCanvas.ts'
import type { ToolContext } from '../../src/renderer/editor/tools/Tool.ts'

/** What a tool paints on in a test: a label map without a browser behind it. */
export function paintOn(
  width: number,
  height: number,
  change: Partial<ToolContext> & { data?: Uint8Array } = {},
): ToolContext & { readonly picked: number[] } {
  const picked: number[] = []
  const data = change.data ?? new Uint8Array(width * height)
  return {
    mask: { data, width, height } as unknown as MaskCanvas,
    size: 10,
    value: 2,
    scale: 1,
    pixels: () => new Uint8ClampedArray(width * height * 4),
    pick: (value) => picked.push(value),
    picked,
    ...change,
  }
}
