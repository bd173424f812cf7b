import { describe, expect, it } from 'vitest'
import { toolKind } from '../../../../src/renderer/editor/tools/index.ts'
import { at, paintOn } from '../../../support/canvas.ts'

/** Edges along the frame's left and lower border alone, 1; 255 elsewhere. */
function edgesRound(side: number): Uint8Array {
  return Uint8Array.from({ length: side * side }, (_, i) =>
    i % side === 0 || i >= side * (side - 1) ? 1 : 255,
  )
}

describe.each(['polygon', 'scissors'])('%s', (id) => {
  it('traces from its first corner on, until it is closed, dropped or taken back', () => {
    const context = paintOn(20, 20)
    const tool = toolKind(id).create()
    expect(tool.state).toBe('idle')
    tool.hover?.(context, at(3, 3))
    expect(tool.outline?.()).toEqual([])
    tool.down(context, at(3, 3))
    expect(tool.state).toBe('tracing')
    tool.cancel?.(true)
    expect(tool.state).toBe('idle')
    for (const corner of [at(3, 3), at(15, 3)]) tool.down(context, corner)
    tool.cancel?.(true)
    expect(tool.outline?.()).toEqual([[at(3, 3)]])
    tool.cancel?.(false)
    expect(tool.state).toBe('idle')
    tool.down(context, at(3, 3))
    expect(tool.down(context, at(3, 3))).toBeUndefined()
    expect(tool.state).toBe('idle')
  })

  it('shows the way on to the pointer', () => {
    const context = paintOn(20, 20)
    const tool = toolKind(id).create()
    tool.down(context, at(3, 3))
    tool.hover?.(context, at(9, 5))
    expect(tool.outline?.()).toEqual([[at(3, 3), at(9, 5)]])
  })
})

describe('scissors', () => {
  it('follow edges from each corner, and know no way from one that was come back to', () => {
    const context = paintOn(20, 20, { edges: () => edgesRound(20) })
    const tool = toolKind('scissors').create()
    tool.down(context, at(0.5, 0.5))
    tool.hover?.(context, at(19.5, 19.5))
    // Down along the left border and along the lower one, not across.
    expect(tool.outline?.()[0]?.length).toBeGreaterThan(30)
    tool.down(context, at(19.5, 19.5))
    tool.cancel?.(true)
    tool.hover?.(context, at(19.5, 19.5))
    expect(tool.outline?.()[0]).toEqual([at(0.5, 0.5), at(19.5, 19.5)])
  })
})
