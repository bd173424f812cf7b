/** `npm run -s loco -- …`: the engine without a window, on the Node that set-up provides. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { say } from './console.mjs'
import { engineFlags, node, project } from './places.mjs'
import { setUp } from './setup.mjs'

try {
  await setUp()
} catch (error) {
  say(error.message)
  process.exit(1)
}
const child = spawn(node(), [...engineFlags, join(project, 'out/main/loco.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('close', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
