import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { Failure } from '../../../shared/contract/failure.ts'
import { installedBrowser } from './installedBrowser.ts'

const run = promisify(execFile)

/** A browser that takes longer hangs, ms. */
const LONGEST = 90_000
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"

/**
 * A page of HTML as the bytes of a PDF, printed by a browser that is installed here, without a network and with a profile of
 * its own that goes again. The page's policy lets it run and load nothing; Chromium's own printing needs scripts on. Fails WRONG_USAGE where there is none, INTERNAL where it does not print.
 */
export async function printPage(page: string): Promise<Uint8Array> {
  const browser = installedBrowser()
  if (browser === undefined) throw new Failure('noPrinter')
  const folder = await mkdtemp(join(tmpdir(), 'loco-print-'))
  try {
    const [html, pdf] = [join(folder, 'page.html'), join(folder, 'page.pdf')]
    await writeFile(html, harmless(page))
    await run(
      browser,
      [
        ...SWITCHES,
        `--user-data-dir=${join(folder, 'profile')}`,
        `--print-to-pdf=${pdf}`,
        pathToFileURL(html).href,
      ],
      {
        timeout: LONGEST,
      },
    )
    return new Uint8Array(await readFile(pdf))
  } catch (error) {
    throw new Failure('pageNotPrinted', {}, error)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => {})
  }
}

const SWITCHES = [
  '--headless',
  '--disable-gpu',
  '--no-first-run',
  '--no-pdf-header-footer',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Chromium starts with a sandbox for nobody but root, as whom only containers run it.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

/** A page that cannot lead elsewhere: under a policy of ours, and with no other of its tags that say something of the page. */
const harmless = (page: string): string =>
  `\uFEFF<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}">${page
    .replace(/^<!doctype html>/iu, '')
    .replaceAll(/<(meta|base|link)\b/giu, '<x-$1')}`
