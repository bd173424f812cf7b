/** Brings a machine to where the app runs. Run again, it finds out in a moment that nothing is to do. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { SetupError, say } from './console.mjs'
import { steps } from './steps.mjs'

const prerequisites = [
  {
    command: 'python3',
    args: ['-m', 'pip', '--version'],
    need: 'Python 3 with pip',
    install: 'apt-get install -y python3-pip',
  },
  { command: 'g++', args: ['--version'], need: 'a C++ compiler', install: 'apt-get install -y g++' },
  { command: 'npm', args: ['--version'], need: 'npm', install: 'apt-get install -y npm' },
]

/**
 * Runs the steps that are not done. Without TensorFlow the app still opens, views and paints, so a failure of an
 * optional step is told and the rest goes on; `strict` stops there;
 * without `app`, the app is not built.
 */
export async function setUp({ strict = false, app = true } = {}) {
  const open = steps.filter((step) => (app || !step.buildsApp) && !step.done())
  if (open.length === 0) return true
  checkPrerequisites(open)
  let complete = true
  for (const step of open) {
    // An earlier step may have settled it, or made it impossible.
    if (step.done()) continue
    const started = Date.now()
    say(`Setting up ${step.name} …`)
    try {
      await step.act()
      say(`  done in ${Math.round((Date.now() - started) / 1000)} s`)
    } catch (error) {
      const message =
        error instanceof SetupError
          ? error.message
          : `${step.name} failed (${error.message}) — run the command again; what is done stays done`
      say(`  ${message}`)
      if (!step.optional || strict) throw error
      complete = false
    }
  }
  return complete
}

function checkPrerequisites(open) {
  for (const { command, args, need, install } of prerequisites) {
    const missing =
      spawnSync(command, args, { stdio: 'ignore', shell: process.platform === 'win32' }).status !== 0
    if (!missing) continue
    if (command !== 'npm' && open.every((step) => !step.optional)) continue
    throw new SetupError(`${need} is missing`, '', `install it with "${install}", then run the command again`)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  setUp({ strict: true }).then(
    () => say('LoCo Studio is set up.'),
    (error) => {
      say(error instanceof SetupError ? error.message : String(error.message ?? error))
      process.exitCode = 1
    },
  )
}
