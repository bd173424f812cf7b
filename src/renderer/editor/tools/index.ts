import { assist } from './assist.ts'
import { box } from './box.ts'
import { brush } from './brush.ts'
import { eraser } from './eraser.ts'
import { fill } from './fill.ts'
import { lasso } from './lasso.ts'
import { pick } from './pick.ts'
import { polygon } from './polygon.ts'
import { ruler } from './ruler.ts'
import { scissors } from './scissors.ts'
import { superpixel } from './superpixel.ts'
import type { Tool, ToolKind } from './Tool.ts'
import { wand } from './wand.ts'

/** Every tool there is, in the order of the bar. A new one is its file and a line here. */
export const tools = [
  brush,
  eraser,
  superpixel,
  polygon,
  lasso,
  scissors,
  wand,
  assist,
  box,
  fill,
  pick,
  ruler,
] as const satisfies readonly ToolKind[]
export type ToolId = (typeof tools)[number]['id']

/** One of each, for an opened frame. */
export const toolSet = (): ReadonlyMap<string, Tool> => new Map(tools.map(({ id, create }) => [id, create()]))

const kinds: ReadonlyMap<string, ToolKind> = new Map(tools.map((kind) => [kind.id, kind]))

/** A tool by its id; the brush where there is none of that name. */
export const toolKind = (id: string): ToolKind => kinds.get(id) ?? brush

export const toolFor = (set: ReadonlyMap<string, Tool>, id: string): Tool =>
  set.get(toolKind(id).id) ?? brush.create()
