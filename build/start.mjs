/** `npm start`: Electron where its binary and a display are there, else the same window in a browser. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { say } from './console.mjs'
import { engineFlags, node, project } from './places.mjs'
import { setUp } from './setup.mjs'

const args = process.argv.slice(2)
const asked = (flag) => args.includes(flag)

try {
  await setUp()
} catch (error) {
  say(error.message)
  process.exit(1)
}

const electron = electronBinary()
const display = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
const inBrowser = asked('--serve') || asked('--no-open') || !electron || !display
const rest = args.filter((arg) => arg !== '--serve')
const child = inBrowser
  ? spawn(node(), [...engineFlags, join(project, 'out/main/loco.js'), 'serve', ...rest], {
      stdio: 'inherit',
    })
  : spawn(electron, [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), project, ...rest], {
      stdio: 'inherit',
      env: { ...process.env, LOCO_NODE: node() },
    })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('close', (code) => process.exit(code ?? 0))

/** The path of Electron's binary, if it has been fetched. Never fetches it: that may hang behind a hospital's firewall. */
function electronBinary() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const folder = override ?? join(project, 'node_modules/electron/dist')
  const pathFile = join(project, 'node_modules/electron/path.txt')
  const name =
    !override && existsSync(pathFile)
      ? readFileSync(pathFile, 'utf8').trim()
      : process.platform === 'win32'
        ? 'electron.exe'
        : 'electron'
  const path = join(folder, name)
  return existsSync(path) ? path : undefined
}
