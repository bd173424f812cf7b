/** Run inside `network.sh`: what leaves the machine while a page of the app, or one of no care, tries to reach out. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serveApp, startChromium } from '../browser.ts'
import { attempts } from './attempts.ts'
import { packetsOf, quiet } from './packets.ts'
import { tried } from './tried.ts'

const isCareless = process.argv[2] === 'careless'

await quiet()
const app = isCareless ? undefined : await serveApp()
const careless = createServer((_, response) =>
  response.writeHead(200, { 'Content-Type': 'text/html' }).end('<title>careless</title><body>'),
).listen(0, '127.0.0.1')
const browser = await startChromium()
const page = await browser.newPage()
const counted: Record<string, number> = {
  opening: await packetsOf(async () => {
    const { port } = careless.address() as AddressInfo
    await page.goto(app?.address ?? `http://127.0.0.1:${port}/`)
    if (app) await page.getByText('Demo study').first().waitFor()
  }),
}
for (const [name, attempt] of Object.entries(attempts))
  counted[name] = await packetsOf(() => tried(page, attempt))
await browser.close()
careless.close()
await app?.stop()
process.stdout.write(JSON.stringify(counted))
