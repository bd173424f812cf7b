import type { Mask } from '../../../shared/domain/mask.ts'
import type { Rectangle } from '../pixels/Rectangle.ts'
import { CORE, casing, INSET, type LineStyle, lineStyles } from './lineStyles.ts'
import { type Piece, piecesIn } from './piecesIn.ts'
import { simplified } from './simplified.ts'

/** Side of the squares in which outlines are traced again, px. */
const TILE = 64
/** From this zoom on the corners of pixels are seen, screen px a frame px. */
const CORNERS_FROM = 2
/**
 * How far from its corners an outline may run, screen px: nobody sees it, stairs of small frame pixels become a slope,
 * and a line of a tenth of the corners takes a fraction of the time to draw.
 */
const TOLERANCE = 0.5

interface Tile {
  readonly pieces: readonly Piece[]
  /** The pieces as paths by class, and the scale they are drawn at. */
  scale: number
  paths: ReadonlyMap<number, Path2D>
}

/**
 * The outlines of a label map, as wide on the screen at any zoom. They are kept square by square: what a stroke
 * changes is traced again there alone.
 */
export class MaskLines {
  private readonly mask: Mask
  private readonly style: LineStyle
  /** Dashes run on over whole outlines, so a dashed layer, which nobody paints on, is one square. */
  private readonly side: number
  private readonly columns: number
  private readonly rows: number
  private readonly tiles: (Tile | undefined)[]

  constructor(mask: Mask, style: LineStyle) {
    this.mask = mask
    this.style = style
    this.side = style === 'solid' ? TILE : Math.max(mask.width, mask.height)
    this.columns = Math.ceil(mask.width / this.side)
    this.rows = Math.ceil(mask.height / this.side)
    this.tiles = new Array(this.columns * this.rows)
  }

  /** Pixels changed: their outlines are traced again when next drawn. */
  change(rectangle: Rectangle): void {
    for (const at of this.tilesAround(rectangle, 1)) this.tiles[at] = undefined
  }

  /** Draws the outlines in and near a part of the frame; the context counts in frame pixels. */
  draw(context: CanvasRenderingContext2D, scale: number, part: Rectangle, colours: readonly string[]): void {
    const byClass = this.pathsIn(part, scale)
    if (byClass.size === 0) return
    // Round joins cost twice as much, and are seen as little.
    context.lineJoin = scale < CORNERS_FROM ? 'bevel' : 'miter'
    context.lineCap = 'butt'
    context.setLineDash(lineStyles[this.style].map((length) => length / scale))
    for (const { colour, width } of casing)
      for (const path of byClass.values()) stroke(context, path, colour, width / scale)
    for (const [value, path] of byClass) stroke(context, path, colours[value] ?? '', CORE / scale)
    context.setLineDash([])
  }

  private pathsIn(part: Rectangle, scale: number): ReadonlyMap<number, Path2D> {
    const all = new Map<number, Path2D>()
    for (const at of this.tilesAround(part, 1 + 4 / scale)) {
      for (const [value, path] of this.pathsOf(at, scale)) {
        const joined = all.get(value)
        if (joined) joined.addPath(path)
        else all.set(value, new Path2D(path))
      }
    }
    return all
  }

  private pathsOf(at: number, scale: number): ReadonlyMap<number, Path2D> {
    const known = this.tiles[at]
    const pieces = known?.pieces ?? piecesIn(this.mask, this.boxOf(at))
    if (known?.scale === scale) return known.paths
    const paths = pathsOf(pieces, INSET / scale, TOLERANCE / scale)
    this.tiles[at] = { pieces, scale, paths }
    return paths
  }

  private boxOf(at: number): Rectangle {
    const x = (at % this.columns) * this.side
    const y = Math.floor(at / this.columns) * this.side
    const { width, height } = this.mask
    return { x, y, width: Math.min(this.side, width - x), height: Math.min(this.side, height - y) }
  }

  private *tilesAround({ x, y, width, height }: Rectangle, reach: number): Generator<number> {
    const column = (px: number) => Math.min(this.columns - 1, Math.max(0, Math.floor(px / this.side)))
    const row = (py: number) => Math.min(this.rows - 1, Math.max(0, Math.floor(py / this.side)))
    for (let r = row(y - reach); r <= row(y + height + reach); r++)
      for (let c = column(x - reach); c <= column(x + width + reach); c++) yield r * this.columns + c
  }
}

function stroke(context: CanvasRenderingContext2D, path: Path2D, colour: string, width: number): void {
  context.strokeStyle = colour
  context.lineWidth = width
  context.stroke(path)
}

function pathsOf(pieces: readonly Piece[], inset: number, tolerance: number): ReadonlyMap<number, Path2D> {
  const paths = new Map<number, Path2D>()
  for (const { value, closed, points, inwards } of pieces) {
    const path = paths.get(value) ?? new Path2D()
    paths.set(value, path)
    const line = points.map((at, i) => at + inset * inwards[i]!)
    const stays = simplified(line, tolerance)
    path.moveTo(line[0]!, line[1]!)
    for (let i = 1; i < stays.length; i++) if (stays[i]) path.lineTo(line[2 * i]!, line[2 * i + 1]!)
    if (closed) path.closePath()
  }
  return paths
}
