import { describe, expect, it } from 'vitest'
import { KeyboardPointer } from '../../../../src/renderer/editor/KeyboardPointer.ts'
import { type Hand, Painting } from '../../../../src/renderer/editor/Painting.ts'
import { PaintingPointer } from '../../../../src/renderer/editor/PaintingPointer.ts'
import type { Sample } from '../../../../src/renderer/editor/pixels/Rectangle.ts'
import type { Blocking } from '../../../../src/renderer/editor/rules.ts'
import type { BoxQuestion } from '../../../../src/renderer/editor/tools/boxQuestion.ts'
import { regionIn } from '../../../../src/renderer/editor/tools/paintRegion.ts'
import { emptyMask, type Mask, type MaskPatch } from '../../../../src/shared/domain/mask.ts'
import { at, paintOn } from '../../../support/canvas.ts'

const WIDTH = 12
const HEIGHT = 8

/** A question on its way, and the way to answer it. */
interface Asked {
  readonly question: BoxQuestion
  readonly stop: AbortSignal
  answer(region: Mask | undefined): Promise<void>
}

/** A frame with the box in hand; `asked` is what was asked of the net, the newest last. */
function boxOn(change: Partial<Hand> = {}, data?: Uint8Array) {
  const asked: Asked[] = []
  const steps: MaskPatch[] = []
  const blocked: Blocking[] = []
  let redrawn = 0
  const { pick, pixels, edges, superpixels, foreground } = paintOn(WIDTH, HEIGHT)
  const scene = {
    ...{ pick, pixels, edges, superpixels, foreground },
    scale: 10,
    propose: (question: BoxQuestion, stop: AbortSignal) =>
      new Promise<MaskPatch | undefined>((resolve) =>
        asked.push({
          question,
          stop,
          async answer(region) {
            resolve(region && regionIn(region))
            await Promise.resolve()
          },
        }),
      ),
    redraw: () => redrawn++,
  }
  const first: Hand = {
    tool: 'box',
    value: 2,
    size: 1,
    hardness: 1,
    rules: { overwrite: 'all', locked: [] },
    ...change,
  }
  let hand = first
  const painting = new Painting(WIDTH, HEIGHT, hand, () => scene, {
    onDirty() {},
    onChange: (patch) => steps.push(patch),
    onOlder() {},
    onBlocked: (rule) => blocked.push(rule),
  })
  if (data) painting.load({ width: WIDTH, height: HEIGHT, data }, { shows: 1, revisions: 1 })
  const newest = () => {
    const last = asked.at(-1)
    if (!last) throw new Error('Nothing was asked.')
    return last
  }
  return {
    painting,
    asked,
    steps,
    blocked,
    newest,
    redrawn: () => redrawn,
    take(other: Partial<Hand>) {
      hand = { ...hand, ...other }
      painting.take(hand)
    },
    drag(from: Sample, to: Sample) {
      painting.down(from)
      painting.move([to])
      painting.up()
    },
    click(where: Sample) {
      painting.down(where)
      painting.up()
    },
    painted: (value: number) => painting.mask.data.filter((v) => v === value).length,
  }
}

/** A rectangle of a frame, as the net answers. */
function rectangle(left: number, top: number, right: number, bottom: number): Mask {
  const mask = emptyMask(WIDTH, HEIGHT)
  for (let y = top; y < bottom; y++) mask.data.fill(1, y * WIDTH + left, y * WIDTH + right)
  return mask
}

const held = (x: number, y: number, key: 'shift' | 'alt'): Sample => ({ ...at(x, y), held: key })

/** A frame with a region of 3 × 2 px offered in a box. */
async function offering(change: Partial<Hand> = {}, data?: Uint8Array) {
  const frame = boxOn(change, data)
  frame.drag(at(2, 1), at(8, 6))
  await frame.newest().answer(rectangle(3, 2, 6, 4))
  return frame
}

describe('a box', () => {
  it('is asked about once it is drawn, whichever corner it begins at, and paints nothing by itself', async () => {
    const { painting, asked, newest, drag, steps, redrawn } = boxOn()
    painting.down(at(8, 6))
    painting.move([at(2, 1)])
    const corners = [at(8, 6), at(2, 6), at(2, 1), at(8, 1), at(8, 6)].map(({ x, y }) =>
      expect.objectContaining({ x, y }),
    )
    expect(painting.tool.outline?.()).toEqual([corners])
    expect(asked).toEqual([])
    painting.up()
    expect(newest().question).toMatchObject({ box: { left: 2, top: 1, right: 8, bottom: 6 }, clicks: [] })
    expect(painting.proposal).toEqual({ region: undefined, waits: true })
    expect(painting.tool.outline?.()).toHaveLength(1)
    await newest().answer(rectangle(3, 2, 6, 4))
    expect(redrawn()).toBe(1)
    expect(painting.proposal?.region).toMatchObject({ x: 3, y: 2, width: 3, height: 2 })
    expect(painting.proposal?.waits).toBe(false)
    expect(steps).toEqual([])
    drag(at(-5, -5), at(50, 50))
    expect(newest().question.box).toEqual({ left: 0, top: 0, right: WIDTH, bottom: HEIGHT })
  })

  it('is two clicks too, and one that holds next to nothing is none', () => {
    const { painting, asked, newest, click } = boxOn()
    painting.move([at(1, 1)])
    click(at(2, 1))
    expect(painting.toolState).toBe('cornered')
    painting.move([at(8, 6)])
    expect(painting.tool.outline?.()).toHaveLength(1)
    click(at(8, 6))
    expect(newest().question.box).toEqual({ left: 2, top: 1, right: 8, bottom: 6 })
    painting.cancel(false)
    click(at(2, 1))
    click(at(2, 1))
    expect(painting.toolState).toBe('idle')
    expect(asked).toHaveLength(1)
  })
})

describe('what is offered', () => {
  it('is one step when Enter takes it, and undo takes it back', async () => {
    const { painting, steps, painted } = await offering()
    expect(painting.canUndo).toBe(true)
    painting.finish()
    expect(painted(2)).toBe(6)
    expect(steps).toHaveLength(1)
    expect(painting.proposal).toBeUndefined()
    painting.undo()
    expect(painted(2)).toBe(0)
    painting.redo()
    expect(painted(2)).toBe(6)
  })

  it('is a step of its own before the next stroke with another tool, the eraser held for a moment too', async () => {
    const { painting, steps, take, click, painted } = await offering()
    take({ tool: 'brush', value: 1 })
    expect(painting.proposal?.region).toBeDefined()
    click(at(10.5, 6.5))
    expect([painted(1), steps.length]).toEqual([6 + 1, 2])
    painting.undo()
    expect(painted(1)).toBe(6)

    const erased = await offering()
    erased.take({ tool: 'brush' })
    erased.painting.hold('eraser')
    erased.click(at(3.5, 2.5))
    expect([erased.painted(2), erased.steps.length]).toEqual([5, 2])
  })

  it('is taken by a clean-up, which then works on it', async () => {
    const { painting, painted, steps } = await offering()
    painting.change((mask) => ({ ...mask, data: mask.data.map((v) => (v === 2 ? 1 : v)) }))
    expect([painted(1), steps.length]).toEqual([6, 2])
  })

  it('waits while one measures or takes a class into hand', async () => {
    const { painting, take, drag, steps } = await offering()
    take({ tool: 'ruler' })
    drag(at(1, 1), at(9, 1))
    expect(steps).toEqual([])
    expect(painting.proposal?.region).toBeDefined()
    take({ tool: 'box', value: 1 })
    painting.finish()
    expect(painting.mask.data.filter((v) => v === 1)).toHaveLength(6)
  })

  it('is dropped by Esc, by a mask that is put in place and with the frame, and changes nothing', async () => {
    for (const drop of ['esc', 'adopt', 'frame'] as const) {
      const { painting, painted, newest } = await offering()
      if (drop === 'esc') painting.cancel(false)
      if (drop === 'adopt') painting.adopt(rectangle(0, 0, 2, 2))
      if (drop === 'frame') painting.dropProposal()
      expect(painting.proposal).toBeUndefined()
      expect(painted(2)).toBe(0)
      painting.finish()
      expect(painted(2)).toBe(0)
      expect(newest().stop.aborted).toBe(false)
    }
  })

  it('obeys the rules and the locks, and says so', async () => {
    const ones = new Uint8Array(WIDTH * HEIGHT)
    ones.fill(1, 2 * WIDTH, 3 * WIDTH)
    for (const rules of [
      { overwrite: 'background', locked: [] },
      { overwrite: 'all', locked: [1] },
    ] as const) {
      const { painting, painted, blocked } = await offering({ rules }, ones.slice())
      painting.finish()
      expect(painted(2)).toBe(3)
      expect(blocked).toEqual([rules.locked.length > 0 ? 'lock' : 'overwrite'])
    }
    const { painting, painted } = await offering({ value: 255 }, ones.slice())
    painting.finish()
    expect(painted(255)).toBe(6)
  })

  it('gives way to the next box; with Shift it is taken first', async () => {
    const { painting, drag, newest, painted, steps } = await offering()
    drag(at(7, 4), at(11, 7))
    expect(painting.proposal).toMatchObject({ waits: true, region: { x: 3 } })
    await newest().answer(rectangle(8, 5, 10, 7))
    expect(painting.proposal?.region).toMatchObject({ x: 8 })
    expect(steps).toEqual([])
    drag(held(1, 1, 'shift'), held(4, 4, 'shift'))
    expect([painted(2), steps.length]).toEqual([4, 1])
    await newest().answer(rectangle(1, 1, 3, 3))
    painting.finish()
    expect([painted(2), steps.length]).toEqual([8, 2])
  })

  it('stays when the next box is broken off, or nothing is found in it', async () => {
    const { painting, drag, newest } = await offering()
    painting.down(at(7, 4))
    painting.move([at(11, 7)])
    painting.drop()
    expect(painting.proposal).toMatchObject({ waits: false, region: { x: 3 } })
    drag(at(7, 4), at(11, 7))
    await newest().answer(undefined)
    expect(painting.proposal).toMatchObject({ waits: false, region: { x: 3 } })
  })
})

describe('a click into what is offered', () => {
  it('adds or takes away, each of them with all that were before it', async () => {
    const { painting, click, newest } = await offering()
    click(held(7, 3, 'shift'))
    expect(painting.proposal).toMatchObject({ waits: true, region: { width: 3 } })
    await newest().answer(rectangle(3, 2, 8, 4))
    click(held(3, 2, 'alt'))
    expect(newest().question).toMatchObject({
      box: { left: 2, top: 1, right: 8, bottom: 6 },
      clicks: [
        { x: 7, y: 3, adds: true },
        { x: 3, y: 2, adds: false },
      ],
    })
    await newest().answer(rectangle(4, 2, 8, 4))
    expect(painting.proposal?.region).toMatchObject({ x: 4, width: 4 })
  })

  it('is undone at once, the last first, then the box, and only then what is painted', async () => {
    const { painting, click, drag, newest, painted } = await offering(
      {},
      new Uint8Array(WIDTH * HEIGHT).fill(1),
    )
    painting.finish()
    expect(painted(2)).toBe(6)
    drag(at(2, 1), at(8, 6))
    await newest().answer(rectangle(0, 0, 1, 1))
    for (const width of [2, 3]) {
      click(held(width, 1, 'shift'))
      await newest().answer(rectangle(0, 0, width, 1))
    }
    for (const width of [2, 1]) {
      painting.undo()
      expect(painting.proposal?.region).toMatchObject({ width })
    }
    painting.undo()
    expect(painting.proposal).toBeUndefined()
    expect(painted(2)).toBe(6)
    painting.undo()
    expect(painted(2)).toBe(0)
  })

  it('asks for all of them where the one before has not been answered', async () => {
    const { click, newest, asked, painting } = await offering()
    click(held(7, 3, 'shift'))
    click(held(7, 4, 'shift'))
    expect(asked.at(-2)?.stop.aborted).toBe(true)
    expect(newest().question.clicks).toHaveLength(2)
    await asked.at(-2)?.answer(rectangle(0, 0, 1, 1))
    expect(painting.proposal).toMatchObject({ waits: true, region: { x: 3 } })
  })

  it('is made by the keyboard’s pointer too', async () => {
    const { painting, newest } = await offering()
    const pointer = new KeyboardPointer(painting, { scale: () => 1, mayPaint: () => true, onChange() {} })
    pointer.toggle()
    pointer.press('shift')
    expect(newest().question.clicks).toEqual([{ x: WIDTH / 2, y: HEIGHT / 2, adds: true }])
    pointer.press('alt')
    expect(newest().question.clicks.map(({ adds }) => adds)).toEqual([true, false])
  })

  it('is still one where it is the second of two in a row', async () => {
    const { painting } = await offering()
    let finished = 0
    const pointer = new PaintingPointer(
      painting,
      { view: { scale: 1, x: 0, y: 0, rotation: 0 }, pan() {}, zoom() {} },
      {
        settings: () => ({ readOnly: false, pressure: false }),
        mark() {},
        finish: () => finished++,
        resize() {},
        onPainting() {},
        onGesture() {},
      },
    )
    pointer.finish()
    expect(finished).toBe(0)
    painting.cancel(false)
    pointer.finish()
    expect(finished).toBe(1)
  })
})

describe('an answer that comes late', () => {
  it.each(['another box', 'Esc', 'another tool', 'a stroke', 'another frame'])(
    'is dropped after %s',
    async (since) => {
      const { painting, drag, take, asked, newest, redrawn, click } = boxOn()
      drag(at(2, 1), at(8, 6))
      const first = newest()
      if (since === 'another box') drag(at(1, 1), at(4, 4))
      if (since === 'Esc') painting.cancel(false)
      if (since === 'another tool') take({ tool: 'brush' })
      if (since === 'another frame') painting.dropProposal()
      if (since === 'a stroke') {
        painting.hold('eraser')
        click(at(1, 1))
      }
      expect(first.stop.aborted).toBe(true)
      await first.answer(rectangle(3, 2, 6, 4))
      expect(painting.proposal?.region).toBeUndefined()
      expect(redrawn()).toBe(0)
      expect(asked).toHaveLength(since === 'another box' ? 2 : 1)
    },
  )

  it('leaves what was offered before it', async () => {
    const { painting, click, newest, take } = await offering()
    click(held(7, 3, 'shift'))
    take({ tool: 'brush' })
    await newest().answer(rectangle(0, 0, 1, 1))
    expect(painting.proposal).toMatchObject({ waits: false, region: { x: 3 } })
  })
})

describe('a region at hand that is to follow the edge', () => {
  it('is offered whatever tool is in hand, and takes the place of what was painted', async () => {
    const before = rectangle(1, 1, 5, 5).data
    const { painting, newest, painted, take, click } = boxOn({ tool: 'brush', value: 1 }, before)
    const instead = { x: 1, y: 1, width: 4, height: 4, data: new Uint8Array(16).fill(1) }
    const box = { left: 1, top: 1, right: 5, bottom: 5 }
    painting.ask({ box, clicks: [], snaps: instead, instead })
    expect(painting.proposal).toEqual({ region: undefined, waits: true })
    await newest().answer(rectangle(3, 2, 6, 4))
    take({ tool: 'box' })
    click(held(7, 3, 'shift'))
    expect(newest().question).toMatchObject({ box, instead, snaps: undefined })
    await newest().answer(rectangle(3, 2, 6, 4))
    painting.finish()
    expect(painted(1)).toBe(6)
    painting.undo()
    expect(painting.mask.data).toEqual(before)
  })
})
