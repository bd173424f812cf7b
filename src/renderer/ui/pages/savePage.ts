import { Failure } from '../../../shared/contract/failure.ts'
import type { Client } from '../../api/client.ts'
import { saveText } from '../saveText.ts'

/** Hands a page over as a file. */
export const saveHtml = (page: string, name: string): void => saveText(page, `${name}.html`)

/**
 * Hands a page over as a PDF: printed by the desktop app's own browser, else by one that is installed where the engine runs.
 * Throws where there is none; the page as HTML can be printed by any browser.
 */
export async function savePdf(client: Client, page: string, name: string): Promise<void> {
  const bytes = isDesktop() ? await printedByShell(page) : (await client.machine.print({ page })).pdf
  if (bytes === null) throw new Failure('pageNotPrinted')
  saveText(
    Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0)),
    `${name}.pdf`,
    'application/pdf',
  )
}

const isDesktop = () => window.location.protocol === 'app:'

/** Asks the shell, which answers with base64, or with null where it could not print. */
function printedByShell(page: string): Promise<string | null> {
  return new Promise((resolve) => {
    const hear = ({ source, data }: MessageEvent) => {
      const answer = data as { printedPage?: string | null } | null
      if (source !== window || answer?.printedPage === undefined) return
      window.removeEventListener('message', hear)
      resolve(answer.printedPage)
    }
    window.addEventListener('message', hear)
    window.postMessage({ printPage: page }, window.location.origin)
  })
}
