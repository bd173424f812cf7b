/** `npm run bench:redraw -- STUDY`: see `tests/bench/redraw.ts`. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { node, project } from './places.mjs'

const script = join(project, 'tests/bench/redraw.ts')
const { status } = spawnSync(node(), [script, ...process.argv.slice(2)], { stdio: 'inherit' })
process.exit(status ?? 1)
