/**
 * `npm run dev [-- STUDY]`: the app for who works on it, in a browser. The window's source is served as it is and
 * swapped in the page as it changes; the engine is bundled anew with each change of its source, and started again.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer as createTcpServer } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { say } from './console.mjs'
import { engineFlags, node, project } from './places.mjs'
import { setUp } from './setup.mjs'

/** Beside `out/`, which an app or tests may be running on. */
const OUT = join(project, 'out-dev/main')
const HOST = '127.0.0.1'

const { values, positionals } = parseArgs({
  options: { port: { type: 'string', default: '5173' } },
  allowPositionals: true,
})

try {
  await setUp({ app: false })
} catch (error) {
  say(error.message)
  process.exit(1)
}
// Only now are the packages there for certain.
const { build, createLogger, createServer, mergeConfig } = await import('vite')
const { resolveConfig } = await import('electron-vite')

const [enginePort, pages] = [await freePort(), Promise.withResolvers()]
const engine = restartable(startEngine)
await bundleEngine(() => engine.restart())
pages.resolve(await servePages())
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => void engine.stop().then(() => process.exit(0)))

/** The engine as it is bundled now; it says by which address a page gets in, which works once. */
function startEngine() {
  const serve = ['serve', ...positionals, '--no-open', '--port', String(enginePort)]
  const child = spawn(node(), [...engineFlags, join(OUT, 'loco.js'), ...serve], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child.stdout.on('data', async (text) => {
    const token = /\?token=\S+/.exec(String(text))?.[0]
    if (token) process.stdout.write(`LoCo Studio is ready: ${await pages.promise}/${token}\n`)
  })
  return child
}

/** Bundles engine, trainer and command line, now and after each change; tells `bundled` each time. */
async function bundleEngine(bundled) {
  const { config } = await resolveConfig({ root: project, logLevel: 'error' }, 'build', 'production')
  const watching = mergeConfig(config.main, {
    logLevel: 'error',
    build: { outDir: OUT, emptyOutDir: true, watch: {} },
    plugins: [{ name: 'engine-bundled', closeBundle: bundled }],
  })
  const watcher = await build(watching)
  await new Promise((resolve) =>
    watcher.on('event', ({ code, error }) => {
      if (code === 'ERROR') say(String(error?.message ?? error))
      if (code === 'END') resolve()
    }),
  )
}

/**
 * Serves the window's source; returns its address. The contract's socket and the address with the token are handed
 * on to the engine, which answers its own pages alone: those of this server pass for them, others do not.
 */
async function servePages() {
  const { config } = await resolveConfig({ root: project, logLevel: 'error' }, 'serve', 'development')
  const target = `http://${HOST}:${enginePort}`
  const handOn = {
    target,
    changeOrigin: true,
    configure: (proxy) =>
      proxy.on('proxyReqWs', (request, { headers }) => {
        if (headers.origin === `http://${headers.host}`) request.setHeader('Origin', target)
      }),
  }
  const logger = createLogger('warn')
  const { error } = logger
  // While the engine is started again its socket is gone, as the page says itself.
  logger.error = (text, options) => void (text.includes('ws proxy') || error(text, options))
  const server = await createServer(
    mergeConfig(config.renderer, {
      customLogger: logger,
      server: {
        host: HOST,
        port: Number(values.port),
        proxy: { '^/rpc$': { ...handOn, ws: true }, '^/\\?token=': handOn },
      },
    }),
  )
  await server.listen()
  return `http://${HOST}:${server.httpServer.address().port}`
}

/** One process at a time: the one before has ended, and left its study, when the next begins. */
function restartable(start) {
  let last = Promise.resolve(undefined)
  let isStopped = false
  const stopLast = async () => {
    const child = await last
    if (!child || child.exitCode !== null) return
    const ended = once(child, 'close')
    child.kill('SIGTERM')
    await ended
  }
  const then = (next) => {
    last = stopLast().then(next)
    return last
  }
  return {
    restart: () => (isStopped ? last : then(start)),
    stop() {
      isStopped = true
      return then(() => undefined)
    },
  }
}

async function freePort() {
  const server = createTcpServer().listen(0, HOST)
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}
