import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where tests find things. */
export const project = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
export const shared = resolve(process.env['LOCO_SHARED_DIR'] ?? join(project, '../shared'))
export const golden = resolve(process.env['LOCO_GOLDEN_DIR'] ?? join(shared, 'golden'))
export const images = resolve(process.env['LOCO_DATA_DIR'] ?? join(shared, 'data'))
/** Where set-up puts what it fetched. */
export const cache =
  process.env['LOCO_CACHE_DIR'] ??
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'loco-studio')
export const weights = join(cache, 'weights/efficientnet-lite0.pth')
/** The pair of nets that box assist has from set-up. */
export const assistFolder = join(cache, 'assist')

export const hasGolden = existsSync(join(golden, 'cdf.json'))
export const hasImages = existsSync(join(images, 'kvasir-seg'))
export const hasBuild = existsSync(join(project, 'out/main/loco.js'))
export const hasTensorFlow = existsSync(
  join(project, 'node_modules/@tensorflow/tfjs-node-gpu/lib/napi-v8/tfjs_binding.node'),
)
export const hasWeights = existsSync(weights)
export const hasAssist = existsSync(join(assistFolder, 'pair.json'))
export const hasChromium = existsSync(process.env['LOCO_CHROMIUM'] ?? '/usr/bin/chromium')
/** An Electron that can show a window here. */
export const electronPath = join(
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(project, 'node_modules/electron/dist'),
  'electron',
)
/** Whether a program can be given a network and mounts of its own. */
export const hasUnshare =
  spawnSync('unshare', ['-n', '-m', 'ip', 'link', 'add', 'out0', 'type', 'veth']).status === 0
/** What a package for Linux is made and installed with. */
export const hasDebian =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  ['debootstrap', 'dpkg-deb', 'zstd', 'Xvfb'].every((name) => spawnSync('which', [name]).status === 0)
export const hasElectron = existsSync(electronPath) && Boolean(process.env['DISPLAY'])
/** Compiles what stands in for libc's calls, on the system where that works. */
export const hasCompiler = process.platform === 'linux' && spawnSync('cc', ['--version']).status === 0
export const artefacts = join(project, 'test-artefacts')
